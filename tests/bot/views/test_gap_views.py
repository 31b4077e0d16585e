"""The gap report in words: ranked, no firmer than what was measured, and with what moved."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks import Place, Practise
from bot.coach import Coach
from bot.texts import Html, translator
from bot.usecases.quiz import Finished
from bot.views import gaps as views
from bot.views import quiz as quiz_views
from questions.ability import Estimate
from questions.gap import AreaGap, GapReport, Verdict
from questions.loading import load_bank
from questions.model import LANGS, Lang, Quiz, QuizKind, Target

AT = datetime(2026, 11, 23, tzinfo=UTC)
OPEN = AreaGap("sql", Estimate(2.0, 0.5, 1.1, 3.2), 3.0, Verdict.UNDECIDED, 1.0, 0.8, 4, 6, None, False, 0.1, ("1.2.4",))
GAP = replace(OPEN, estimate=Estimate(2.0, 0.4, 1.2, 2.8), target=4.0, verdict=Verdict.GAP, size=2.0, more=None)
MET = replace(OPEN, estimate=Estimate(4.0, 0.3, 3.4, 4.6), verdict=Verdict.MET, size=0.0, more=None)


@pytest.fixture(scope="module")
def coach() -> Coach:
    """The packaged bank."""
    return Coach.of(load_bank())


def report(coach: Coach, **rows: AreaGap) -> GapReport:
    """Return a report whose other areas are still open; ``_`` stands for the hyphen of an id."""
    named = {area.replace("_", "-"): row for area, row in rows.items()}
    return GapReport(AT, tuple(replace(named.get(area, OPEN), area=area) for area in coach.bank.areas))


def said(coach: Coach, found: GapReport, lang: Lang = "en") -> str:
    return views.words(translator(lang), coach, found, Target()).html


@given(st.floats(1.0, 4.9), st.floats(1.5, 5.0))
def test_a_gap_is_as_large_as_the_two_numbers_beside_it_are_apart(estimated: float, target: float) -> None:
    below = Estimate(min(estimated, target - 0.2), 0.1, 1.0, 5.0)
    row = replace(GAP, estimate=below, target=target, size=target - below.level, verdict=Verdict.GAP, more=None)
    size = re.search(r"([\d.]+) levels", views.verdict(translator("en"), row))
    assert size is not None
    assert float(size[1]) == pytest.approx(float(views.level(target)) - float(views.level(below.level)))


def bar(coach: Coach, found: GapReport) -> dict[str, Any]:
    """Return what the row of SQL is drawn from."""
    row: dict[str, Any] = views.chart(translator("en"), coach, found)["groups"][0]["rows"][0]
    assert row["name"] == "SQL"
    return row


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "can’t tell yet: even odds of a verdict after about 6 more answers"),
        ({"more": None}, "too close to the target to call: it would take more than 30 answers"),
        ({"answers": 0}, "not asked yet: even odds of a verdict after about 6 answers"),
        ({"answers": 1, "more": 1}, "too few answers yet for a verdict: even odds of one after about 1 more"),
        # Of what was hardly asked nothing is known, least of all that it is close to the target.
        ({"answers": 0, "more": None}, "not asked yet"),
        ({"answers": 1, "more": None}, "too few answers yet for a verdict"),
    ],
)
def test_an_open_verdict_claims_no_more_than_was_measured(change: dict[str, object], words: str) -> None:
    row = replace(OPEN, **change)  # type: ignore[arg-type]  # the table's columns are the fields' own types
    assert views.verdict(translator("en"), row) == words


@pytest.mark.parametrize("lang", LANGS)
def test_gaps_come_first_and_the_one_first_whose_closing_brings_most(coach: Coach, lang: Lang) -> None:
    found = report(coach, bash=replace(GAP, value=0.5), cost=replace(GAP, value=0.9), sql=MET, jvm=replace(OPEN, value=2.0))
    lines = [line for line in said(coach, found, lang).splitlines() if line.startswith(("🔴", "⚪", "🟢"))]
    named = [coach.bank.areas[area].name.of(lang) for area in ("cost", "bash", "jvm")]
    assert [name in line for name, line in zip(named, lines, strict=False)] == [True] * 3
    assert lines[-1].startswith("🟢 <b>SQL</b>: 4.0 (3.4–4.6)")
    assert len(lines) == len(coach.bank.areas)


def test_the_first_button_is_what_to_do_next(coach: Coach) -> None:
    texts = translator("en")
    cases = {
        Practise("cost"): report(coach, cost=replace(GAP, value=0.9)),
        Practise(""): report(coach, **{area.replace("-", "_"): MET for area in coach.bank.areas}),
        Place(): report(coach, **{area.replace("-", "_"): replace(OPEN, answers=0) for area in coach.bank.areas}),
    }
    for meant, found in cases.items():
        assert views.words(texts, coach, found, Target()).keyboard[0][0].callback == meant


def test_a_placement_says_what_it_is_sure_of_and_what_not(coach: Coach) -> None:
    probable = replace(GAP, estimate=Estimate(2.5, 0.9, 1.0, 4.2))
    nothing_asked = replace(MET, target=1.0)
    found = report(coach, cost=GAP, bash=probable, sql=MET, jvm=replace(MET, estimate=Estimate(3.6, 0.6, 2.5, 4.7)), maturity=nothing_asked)
    lines = views.summary(translator("en"), coach, found).splitlines()
    assert lines[:4] == [
        "🔴 Sure of a gap: <b>Cost</b>", "🔴 Probably a gap: <b>Bash</b>", "🟢 Sure to be on target: <b>SQL</b>",
        "🟢 Probably on target: <b>JVM</b>",
    ]  # fmt: skip
    assert lines[4].startswith("⚪️ Can’t tell yet: ")
    assert "Data maturity" not in "".join(lines)


@pytest.mark.parametrize(("answered", "skipped", "early"), [(21, 0, True), (20, 5, False), (25, 0, False)])
def test_a_placement_that_ends_early_says_why(answered: int, skipped: int, early: bool) -> None:  # noqa: FBT001 a table's column
    end = Finished(Quiz(1, 1, QuizKind.PLACEMENT, 25, AT, AT.date()), 10, answered, skipped, 1)
    html = quiz_views.placed(translator("en"), end, Html("⚪️ Can’t tell yet: Cost")).html
    assert ("before question 25" in html) == early
    assert "Can’t tell yet: Cost" in html


@pytest.mark.parametrize(
    ("change", "moved", "words"),
    [(0.8, True, "▲ up 0.8 from a week ago"), (-0.8, True, "▼ down 0.8"), (-0.2, False, "−0.2, no more than noise"), (None, False, "")],
)
def test_an_area_says_what_moved_and_whether_that_is_noise(coach: Coach, change: float | None, moved: bool, words: str) -> None:  # noqa: FBT001 a table's column
    row = replace(OPEN, change=change, moved=moved, notes=("1.2.4", "1.1", "1.2"))
    html = views.area(translator("en"), coach, row, (), own=False).html
    assert words in html
    assert ("a week ago" in html.lower()) == (change is not None)
    assert "sections 1.1, 1.2, 1.2.4." in html


def test_a_week_in_which_nothing_moved_says_so(coach: Coach) -> None:
    still = report(coach, sql=replace(OPEN, change=0.1))
    assert "no level has moved by more than noise" in said(coach, still)
    assert "a week ago" not in said(coach, report(coach)).lower()
    risen = report(coach, sql=replace(OPEN, change=0.9, moved=True))
    assert "▲ up 0.9" in said(coach, risen)
    assert "no level has moved" not in said(coach, risen)


@pytest.mark.parametrize(("value", "written"), [(3.75, "3.8"), (4.25, "4.3"), (2.949, "2.9"), (0.0, "0.0"), (5.0, "5.0")])
def test_halves_of_a_tenth_go_up(value: float, written: str) -> None:
    assert views.level(value) == written


@pytest.mark.parametrize(("change", "words"), [(-0.04, "±0.0"), (0.0, "±0.0"), (-0.26, "−0.3"), (0.26, "+0.3")])
def test_a_change_that_rounds_to_nothing_has_no_direction(coach: Coach, change: float, words: str) -> None:
    shown = views.area(translator("en"), coach, replace(OPEN, change=change), (), own=False).html
    assert f"Against a week ago: {words}, no more than noise." in shown


@pytest.mark.parametrize(("before", "now", "words"), [(2.7549, 3.04, "+0.2"), (2.449, 2.451, "+0.1"), (2.55, 2.4501, "−0.1")])
def test_a_change_is_the_difference_of_the_levels_as_the_week_writes_them(coach: Coach, before: float, now: float, words: str) -> None:
    row = replace(OPEN, estimate=replace(OPEN.estimate, level=now), change=now - before)
    assert f"Against a week ago: {words}, no more than noise." in views.area(translator("en"), coach, row, (), own=False).html


def test_where_somebody_comes_from_is_no_target(coach: Coach) -> None:
    assert views.describe(translator("en"), coach, Target(origin="data-analyst")) is None
    assert views.describe(translator("en"), coach, Target(origin="data-analyst", stage=2)) == "stage 2, moving from Data analyst"


@pytest.mark.parametrize(("lang", "ago"), [("en", "a week ago"), ("ko", "일주일 전")])
def test_the_picture_names_what_it_compares_with(coach: Coach, lang: Lang, ago: str) -> None:
    assert views.chart(translator(lang), coach, report(coach))["labels"]["previous"] == ago


def test_all_is_said_to_be_met_without_probably_only_where_all_is_certain(coach: Coach) -> None:
    certain = replace(MET, target=3.0)
    all_met = {area.replace("-", "_"): certain for area in coach.bank.areas}
    assert "You meet everything" in said(coach, report(coach, **all_met))
    doubtful = {**all_met, "sql": replace(certain, estimate=Estimate(3.4, 0.3, 2.8, 4.0))}
    assert "You probably meet everything" in said(coach, report(coach, **doubtful))


@pytest.mark.parametrize("value", [2.346, 2.35, 2.3496, 2.25, 3.749999, 4.95, 1.0])
def test_the_picture_shows_the_number_that_the_words_say(coach: Coach, value: float) -> None:
    found = report(coach, sql=replace(OPEN, estimate=replace(OPEN.estimate, level=value)))
    assert f"<b>SQL</b>: {bar(coach, found)['number']} (" in said(coach, found)


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (GAP, "gap"),
        (replace(GAP, estimate=Estimate(2.5, 0.9, 1.0, 4.2)), "gap-probably"),
        (MET, "met"),
        (replace(MET, estimate=Estimate(3.6, 0.6, 2.5, 4.7)), "met-probably"),
        (OPEN, "undecided"),
    ],
)
def test_the_picture_tells_probable_verdicts_from_certain_ones(coach: Coach, row: AreaGap, verdict: str) -> None:
    assert bar(coach, report(coach, sql=row))["verdict"] == verdict


@pytest.mark.parametrize(("change", "previous"), [(0.5, 1.5), (-0.5, 2.5), (None, None)])
def test_the_picture_shows_last_week_where_there_is_one(coach: Coach, change: float | None, previous: float | None) -> None:
    assert bar(coach, report(coach, sql=replace(OPEN, change=change)))["previous"] == previous
