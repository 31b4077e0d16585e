"""The plan in words: every case is said in both languages, and every level with its interval."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.coach import Coach
from bot.texts import translator
from bot.views import plan as views
from questions.ability import Estimate
from questions.gap import AreaGap, Verdict
from questions.loading import load_bank
from questions.model import LANGS, Lang
from questions.plan import Plan, Step

ROW = AreaGap("sql", Estimate(2.04, 0.5, 1.1, 3.2), 3.5, Verdict.UNDECIDED, 1.5, 0.8, 3, 4, None, False, 0.5, ())
PLAN = Plan(date(2026, 12, 20), 10, 5, 50, (Step(ROW, fits=True),), 6, 36, 6, 6, None, enough=True, final=False)


@pytest.fixture(scope="module")
def coach() -> Coach:
    """The packaged bank."""
    return Coach.of(load_bank())


def said(coach: Coach, plan: Plan, lang: Lang = "en", answers: int = 40) -> str:
    return views.screen(translator(lang), coach, plan, answers, "2026-12-14").html


@pytest.mark.parametrize("lang", LANGS)
def test_an_area_comes_with_level_interval_and_target(coach: Coach, lang: Lang) -> None:
    assert "<b>SQL</b>: 2.0 (1.1–3.2), " in said(coach, PLAN, lang)
    assert "95%" in said(coach, PLAN, lang)
    assert "3.5" in said(coach, PLAN, lang)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "review every weak concept at least twice"),
        ({"each": 5}, "6 concepts where you missed something lie below target; there is room to review each about 5 times"),
        ({"each": 63}, "6 concepts where you missed something lie below target; there is room to review each whenever it is due"),
        (
            {"weak": 1, "covered": 1, "each": 1},
            "One concept where you missed something lies below target; there is room to review it about once",
        ),
        (
            {"weak": 1, "covered": 1, "each": 8},
            "One concept where you missed something lies below target; there is room to review it whenever",
        ),
        ({"weak": 9, "covered": 6, "each": 0}, "review the weakest 6 once"),
        ({"weak": 0, "covered": 0, "each": 0}, "No concept where you missed something lies below its target"),
        ({"suggested": 10}, "With 10 questions a day there is time for about as many answers as the open verdicts within reach need"),
        ({"suggested": 15, "enough": False}, "15 questions a day would get furthest"),
        ({"enough": False}, "even at this pace"),
        ({"days": 1}, "One day is left."),
        ({"final": True}, "These are the last days"),
        ({"final": True}, "Where gaps are, or may be"),
        ({"final": True, "weak": 0, "covered": 0, "each": 0}, "What comes first"),
        ({"final": True, "enough": False}, "these days are for reviews"),
        ({"steps": (Step(ROW, fits=False),)}, "hardly time for that"),
        ({"steps": ()}, "there is no gap left to close"),
    ],
)
def test_what_finds_room_is_said(coach: Coach, change: dict[str, object], words: str) -> None:
    changed = replace(PLAN, **change)  # type: ignore[arg-type]  # the table's columns are the fields' own types
    assert words in said(coach, changed)
    assert said(coach, changed, "ko")


@pytest.mark.parametrize("suggested", [None, 10])
def test_where_no_concept_is_weak_no_review_of_one_is_said_to_fit(coach: Coach, suggested: int | None) -> None:
    none_weak = replace(PLAN, weak=0, covered=0, each=0, suggested=suggested)
    assert "as the open verdicts within reach need.\n" in said(coach, none_weak)
    assert "두 번 이상" not in said(coach, none_weak, "ko")


@pytest.mark.parametrize("row", [replace(ROW, verdict=Verdict.GAP, more=None), replace(ROW, more=None)])
def test_where_no_number_of_answers_is_named_nothing_is_said_to_fit(coach: Coach, row: AreaGap) -> None:
    text = said(coach, replace(PLAN, steps=(Step(row, fits=None if row.verdict is Verdict.GAP else False),)))
    assert "time enough" not in text
    assert "hardly time" not in text


@pytest.mark.parametrize(("lang", "words"), [("en", "hardly time"), ("ko", "시간 부족")])
def test_where_only_reviews_are_asked_no_time_is_said_to_be_short(coach: Coach, lang: Lang, words: str) -> None:
    short = replace(PLAN, steps=(Step(ROW, fits=False),))
    assert words in said(coach, short, lang)
    assert words in said(coach, replace(short, final=True, weak=0), lang)
    assert words not in said(coach, replace(short, final=True), lang)


def test_on_the_day_itself_nothing_is_planned_any_more(coach: Coach) -> None:
    text = said(coach, replace(PLAN, days=0, questions=0, final=True))
    assert "It is today" in text
    assert "What is realistic" not in text
    assert "makes about" not in text


@pytest.mark.parametrize(("answers", "words"), [(0, "No answers yet"), (3, "Only 3 answers so far")])
def test_few_answers_are_admitted(coach: Coach, answers: int, words: str) -> None:
    assert words in said(coach, PLAN, answers=answers)
