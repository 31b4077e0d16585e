"""Cities are found in both languages, however they are typed."""

from __future__ import annotations

import pytest

from bot.texts import cities
from questions.days import is_zone
from questions.model import LANGS, Lang


@pytest.mark.parametrize(
    ("typed", "lang", "zone"),
    [
        ("busan", "en", "Asia/Seoul"),
        ("부산", "ko", "Asia/Seoul"),
        ("뉴욕", "en", "America/New_York"),
        ("new york", "ko", "America/New_York"),
        ("NEWYORK", "en", "America/New_York"),
        ("São Paulo", "en", "America/Sao_Paulo"),
        ("San Francisco", "en", "America/Los_Angeles"),
        ("판교", "ko", "Asia/Seoul"),
        ("Kyiv", "en", "Europe/Kyiv"),
        ("서울", "ko", "Asia/Seoul"),
    ],
)
def test_a_city_is_found(typed: str, lang: Lang, zone: str) -> None:
    assert zone in [found for _, found in cities.search(typed, lang)]


@pytest.mark.parametrize("typed", ["", "   ", "!!", "qwertyuiop", "🦆"])
def test_nothing_is_found_for_nonsense(typed: str) -> None:
    assert not cities.search(typed, "en")


def test_results_are_few_and_named_in_the_persons_language() -> None:
    assert len(cities.search("san", "en")) <= cities.MOST_FOUND
    assert cities.search("Seoul", "ko")[0][0] == "서울"
    assert cities.label("Asia/Kolkata", "ko") == "콜카타"
    assert cities.label("America/New_York", "en") == "New York"


@pytest.mark.parametrize(
    ("typed", "zone"), [("Busan", "Asia/Seoul"), ("뉴욕", "America/New_York"), ("Busa", None), ("san", None), ("", None)]
)
def test_only_an_exact_name_stands_for_its_city(typed: str, zone: str | None) -> None:
    assert cities.named(typed) == zone


@pytest.mark.parametrize("lang", LANGS)
def test_every_zone_on_offer_exists(lang: Lang) -> None:
    assert all(is_zone(zone) for zone in cities.suggested(lang))
    assert all(is_zone(zone) for _, zone in cities._cities())
