"""Every text a person reads, from Fluent files in both languages; HTML escaping happens here and nowhere else."""

from __future__ import annotations

import html
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from fluent.runtime import FluentBundle, FluentResource

from bot.texts.particles import particle
from questions.model import LANGS, Lang

FOLDER = Path(__file__).parent


class Html(str):
    """Text that is Telegram HTML already and must not be escaped again."""

    __slots__ = ()


def escape(value: str) -> Html:
    """Return ``value`` as HTML, unless it is HTML already."""
    return value if isinstance(value, Html) else Html(html.escape(value, quote=False))


def _josa(word: object, pair: object) -> str:
    return particle(str(word), str(pair))


class Translator:
    """One language's texts. A text that is missing raises ``KeyError``: the tests walk all of them."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self._bundle = FluentBundle([lang], use_isolating=False, functions={"JOSA": cast("Any", _josa)})
        for path in sorted((FOLDER / lang).glob("*.ftl")):
            self._bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
        self._fixed: dict[str, str] = {}

    def html(self, key: str, /, **values: str | float) -> Html:
        """Return a text as Telegram HTML; values that are plain strings are escaped."""
        if not values:
            return Html(self._constant(key))
        return Html(self._format(key, {name: escape(value) if isinstance(value, str) else value for name, value in values.items()}))

    def plain(self, key: str, /, **values: str | float) -> str:
        """Return a text without markup, for buttons, notices and pictures."""
        return self._format(key, values) if values else self._constant(key)

    def _constant(self, key: str) -> str:
        if key not in self._fixed:
            self._fixed[key] = self._format(key, {})
        return self._fixed[key]

    def _format(self, key: str, values: Mapping[str, Any]) -> str:
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        text, errors = self._bundle.format_pattern(pattern, dict(values))
        if errors:
            raise KeyError(f"{key}: {errors[0]}")
        return str(text)


@cache
def translator(lang: Lang) -> Translator:
    """Return the translator of a language; its files are read once."""
    return Translator(lang)


def language(code: str | None) -> Lang:
    """Return the product's language for a Telegram ``language_code``; English where there is no better one."""
    base = (code or "en").lower().replace("_", "-").split("-")[0]
    return next((lang for lang in LANGS if lang == base), "en")
