"""The week in words: what moved, what is only noise, and a first week without anything to compare with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.coach import Coach
from bot.texts import translator
from bot.usecases.report import Day, Move, Week
from bot.views import week as views
from questions.ability import Estimate
from questions.gap import AreaGap, Verdict
from questions.loading import load_bank
from questions.model import LANGS, Lang

NOISE = Move("sql", Estimate(2.0, 0.5, 1.1, 3.2), Estimate(2.2, 0.5, 1.3, 3.3), 3.5, certain=False)
RISEN = replace(NOISE, area="bash", after=Estimate(3.4, 0.3, 2.9, 3.9), certain=True)
ROW = AreaGap("sql", Estimate(2.0, 0.5, 1.1, 3.2), 3.5, Verdict.UNDECIDED, 1.5, 0.8, 4, 6, None, False, 0.5, ())
AREAS = ("sql", "python", "jvm", "bash", "cost")


@pytest.fixture(scope="module")
def coach() -> Coach:
    """The packaged bank."""
    return Coach.of(load_bank())


def week(*moves: Move) -> Week:
    return Week(date(2026, 11, 17), date(2026, 11, 23), (Day(date(2026, 11, 23), 4, 3),), 1, moves, (ROW,), (), 40)


def test_moves_are_told_from_noise_and_noise_is_kept_short(coach: Coach) -> None:
    said = views.words(translator("en"), coach, week(RISEN, *(replace(NOISE, area=area) for area in AREAS if area != "bash"))).html
    assert "▲ Bash: 2.0 → 3.4 (2.9–3.9)" in said
    assert "▫️ SQL: 2.0 → 2.2 (1.3–3.3), no more than noise" in said
    assert said.count("→") == 3
    assert "2 other areas moved by no more than noise" in said


@pytest.mark.parametrize("lang", LANGS)
def test_every_certain_move_is_named(coach: Coach, lang: Lang) -> None:
    said = views.words(translator(lang), coach, week(*(replace(RISEN, area=area) for area in AREAS))).html
    assert said.count("▲") == len(AREAS)


@pytest.mark.parametrize(("lang", "words"), [("en", "your first week"), ("ko", "첫 주라서")])
def test_in_a_first_week_nothing_is_said_to_have_moved(coach: Coach, lang: Lang, words: str) -> None:
    first = week(replace(NOISE, before=None), replace(NOISE, area="bash", before=None))
    said = views.words(translator(lang), coach, first).html
    assert words in said
    assert "→" not in said
    drawn = views.chart(translator(lang), coach, first)
    assert [move["before"] for move in drawn["moves"]] == [None, None]
    assert [(move["low"], move["high"], move["target"]) for move in drawn["moves"]] == [(1.3, 3.3, 3.5)] * 2
    assert drawn["labels"]["moves"] == translator(lang).plain("chart-week-levels")


@pytest.mark.parametrize("value", [2.346, 2.35, 2.3496, 2.25, 4.95])
def test_the_picture_shows_the_number_that_the_words_say(coach: Coach, value: float) -> None:
    risen = week(replace(RISEN, after=replace(RISEN.after, level=value)))
    drawn = views.chart(translator("en"), coach, risen)["moves"][0]
    assert f"2.0 → {drawn['number']} (" in views.words(translator("en"), coach, risen).html


@pytest.mark.parametrize(("lang", "heading", "last"), [("en", "Last week and now", "last week"), ("ko", "지난주와 지금", "지난주")])
def test_the_picture_calls_only_certain_moves_moves(coach: Coach, lang: Lang, heading: str, last: str) -> None:
    drawn = views.chart(translator(lang), coach, week(RISEN, NOISE))
    assert [move["certain"] for move in drawn["moves"]] == [True, False]
    assert (drawn["labels"]["moves"], drawn["labels"]["previous"]) == (heading, last)


@pytest.mark.parametrize(("total", "words", "ranked"), [(0, "No answers yet", False), (3, "Only 3 answers so far", True), (40, "", True)])
def test_few_answers_are_said_to_be_few(coach: Coach, total: int, words: str, ranked: bool) -> None:  # noqa: FBT001 a table's column
    said = views.words(translator("en"), coach, replace(week(), total=total)).html
    assert words in said
    assert ("so far" in said) == (total == 3)
    assert ("SQL: 2.0 (1.1–3.2)" in said) == ranked
