"""Cities and their time zones: names from the CLDR in both languages, and more cities than zones are named after."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from babel import Locale

from bot.texts import FOLDER
from questions.model import LANGS, Lang

MOST_FOUND = 6
_PLACES = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


def suggested(lang: Lang) -> Sequence[str]:
    """Return a short list of zones, the likeliest for the language first."""
    return tuple(_data()["suggested"][lang])


def label(zone: str, lang: Lang) -> str:
    """Name a zone by its city."""
    names = _cldr(lang)
    # The CLDR keeps the names that zones had first.
    known = names.get(zone) or names.get(_data()["renamed"].get(zone, ""))
    return known or zone.rpartition("/")[2].replace("_", " ")


def search(name: str, lang: Lang) -> Sequence[tuple[str, str]]:
    """Return up to six (label, zone) whose city begins with or contains ``name``, in either language, the closest first."""
    wanted = _fold(name)
    if not wanted:
        return ()
    found: dict[tuple[str, str], int] = {}
    for names, zone in _cities():
        ranks = [_rank(wanted, each) for each in names]
        best = min(ranks)
        if best < _NO_MATCH:
            shown = names[LANGS.index(lang)]
            found[shown, zone] = min(best, found.get((shown, zone), _NO_MATCH))
    return sorted(found, key=lambda each: (found[each], each))[:MOST_FOUND]


def named(name: str) -> str | None:
    """Return the zone of the one city with exactly this name; ``None`` where there is none, or several in different zones."""
    wanted = _fold(name)
    zones = {zone for names, zone in _cities() if wanted in {_fold(each) for each in names}}
    return next(iter(zones)) if len(zones) == 1 else None


_NO_MATCH = 3


def _rank(wanted: str, name: str) -> int:
    folded = _fold(name)
    if folded == wanted:
        return 0
    if folded.startswith(wanted):
        return 1
    return 2 if len(wanted) > 2 and wanted in folded else _NO_MATCH


def _fold(text: str) -> str:
    """Fold case, accents, spaces and punctuation away; Hangul stays composed."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(each for each in decomposed if not unicodedata.combining(each) and (each.isalnum()))
    return unicodedata.normalize("NFC", kept)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FOLDER / "cities.json").read_text(encoding="utf-8"))
    return data


@cache
def _cldr(lang: Lang) -> dict[str, str]:
    return {zone: each["city"] for zone, each in Locale(lang).time_zones.items() if "city" in each}


@cache
def _cities() -> Sequence[tuple[tuple[str, str], str]]:
    zones = sorted(zone for zone in available_timezones() if zone.startswith(_PLACES))
    named = [((label(zone, "en"), label(zone, "ko")), zone) for zone in zones]
    return (*named, *(((en, ko), zone) for en, ko, zone in _data()["more"]))
