"""The plan until an interview counts days, questions and reviews, and promises nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.ability import Estimate
from questions.gap import AreaGap, ConceptRow, GapReport, Verdict, weak_concepts
from questions.plan import FINAL_DAYS, Plan, interview_plan, last_reviews
from questions.review import Memory
from questions.selection import PILED

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = date(2026, 11, 20)
CHOICES = (3, 5, 7, 10, 15)


def area(name: str, verdict: Verdict = Verdict.UNDECIDED, more: int | None = None, value: float = 0.5) -> AreaGap:
    return AreaGap(name, Estimate(2.0, 0.5, 1.0, 3.0), 3.0, verdict, 1.0, 0.8, 3, more, None, False, value, ())


def concept(name: str, level: float = 2.0, right: int = 0, shortfall: float = 0.5, last: datetime = AT) -> ConceptRow:
    return ConceptRow(name, name.partition("/")[0], 2, right, last, Estimate(level, 0.5, 1.0, 4.0), shortfall)


def plan(*rows: AreaGap, days: int = 10, a_day: int = 5, weak: int = 0, waiting: int = 0) -> Plan:
    concepts = [concept(f"sql/c{n}") for n in range(weak)]
    return interview_plan(GapReport(AT, rows), concepts, waiting, TODAY, TODAY + timedelta(days=days), a_day, CHOICES)


def test_questions_are_days_times_questions_a_day() -> None:
    made = plan(days=10, a_day=7)
    assert (made.days, made.questions) == (10, 70)


def test_a_date_that_is_over_has_no_plan() -> None:
    with pytest.raises(ValueError, match="before"):
        plan(days=-1)


def test_gaps_are_ranked_by_what_closing_them_brings_and_met_areas_left_out() -> None:
    made = plan(area("a", value=0.1), area("b", Verdict.GAP, value=0.9), area("c", Verdict.MET, value=2.0))
    assert [step.row.area for step in made.steps] == ["b", "a"]
    assert made.steps[0].fits is None


def test_verdicts_fit_as_long_as_the_questions_before_the_last_days_last() -> None:
    # Ten days at five: seven of them measure with two questions a day, fourteen in all.
    made = plan(area("a", more=9, value=3.0), area("b", more=6, value=2.0), area("c", more=5, value=1.0), area("d", value=0.5))
    assert [step.fits for step in made.steps] == [True, False, True, False]


def test_reviews_find_three_places_of_five_and_every_place_in_the_last_days() -> None:
    made = plan(days=10, a_day=5, weak=6)
    assert made.reviews == 7 * 3 + 3 * 5
    assert (made.covered, made.each) == (6, 6)


@pytest.mark.parametrize(("a_day", "reviews"), [(3, 2), (5, 3), (7, 5), (10, 6), (15, 9)])
def test_a_plan_shares_a_day_out_as_the_choice_of_questions_does(a_day: int, reviews: int) -> None:
    assert plan(days=10, a_day=a_day).reviews == 7 * reviews + 3 * a_day


def test_what_has_piled_up_leaves_one_place_in_five_to_measure() -> None:
    assert plan(days=10, a_day=5, waiting=PILED).reviews == 7 * 3 + 3 * 5
    assert plan(days=10, a_day=5, waiting=PILED + 1).reviews == 7 * 4 + 3 * 5


@pytest.mark.parametrize("days", [1, 2, FINAL_DAYS])
def test_the_last_days_measure_as_ever_where_no_concept_is_weak(days: int) -> None:
    made = plan(area("a", more=2 * days), days=days, weak=0)
    assert (made.steps[0].fits, made.enough, made.suggested) == (True, True, None)
    assert plan(area("a", more=2), days=days, weak=1).steps[0].fits is False


def test_no_pace_is_suggested_that_would_get_no_further() -> None:
    made = plan(area("a", more=5), days=3, a_day=5, weak=2)
    assert (made.enough, made.suggested) == (False, None)
    assert plan(area("a", more=5), days=3, a_day=5, weak=12).suggested == 10


def test_where_reviews_are_scarce_only_the_weakest_are_covered() -> None:
    made = plan(days=1, a_day=5, weak=8)
    assert (made.reviews, made.covered, made.each) == (5, 5, 0)


def test_a_concept_is_reviewed_once_a_day_at_most() -> None:
    assert plan(days=2, a_day=15, weak=1).each == 2


def test_nothing_is_suggested_where_the_pace_is_enough() -> None:
    made = plan(area("a", more=3), weak=2)
    assert made.enough
    assert made.suggested is None


def test_the_smallest_pace_that_is_enough_is_suggested() -> None:
    made = plan(area("a", more=20), days=10, a_day=5)
    assert (made.suggested, made.enough) == (10, True)


def test_where_no_pace_is_enough_the_highest_is_suggested_and_said_to_fall_short() -> None:
    made = plan(area("a", more=30), area("b", more=30), days=5, a_day=5)
    assert (made.suggested, made.enough) == (15, False)


def test_whoever_is_at_the_highest_pace_is_suggested_none() -> None:
    made = plan(area("a", more=30), area("b", more=30), days=5, a_day=15)
    assert (made.suggested, made.enough) == (None, False)


@pytest.mark.parametrize(("days", "final"), [(0, True), (FINAL_DAYS, True), (FINAL_DAYS + 1, False)])
def test_the_last_three_days_and_the_day_itself_are_final(days: int, final: bool) -> None:  # noqa: FBT001 a table's column
    assert plan(days=days).final is final


@given(st.integers(0, 400), st.sampled_from(CHOICES), st.integers(0, 60), st.lists(st.none() | st.integers(1, 30), max_size=13))
def test_a_plan_never_gives_out_more_than_there_is(days: int, a_day: int, weak: int, more: list[int | None]) -> None:
    made = plan(*(area(f"a{n}", more=each) for n, each in enumerate(more)), days=days, a_day=a_day, weak=weak)
    decided = sum(step.row.more or 0 for step in made.steps if step.fits)
    assert decided + made.reviews <= made.questions
    assert made.covered * min(made.each, 1) <= made.reviews
    assert made.each * made.weak <= made.reviews
    assert made.suggested is None or made.suggested > a_day


def test_weak_is_what_was_missed_and_lies_below_its_target() -> None:
    rows = [concept("sql/a", shortfall=0.2), concept("sql/b", shortfall=0.9), concept("sql/c", right=2), concept("sql/d", level=3.5)]
    found = weak_concepts(rows, GapReport(AT, (area("sql"),)))
    assert [row.concept for row in found] == ["sql/b", "sql/a"]


def test_the_last_days_ask_what_is_due_by_weakness_then_what_was_not_seen_longest() -> None:
    memory = Memory(5.0, 5.0, AT - timedelta(days=1), AT - timedelta(days=6), 2, 1)
    fresh = Memory(50.0, 5.0, AT + timedelta(days=30), AT, 2, 0)
    weak = [
        concept("sql/seen", last=AT),
        concept("sql/due", last=AT - timedelta(days=6)),
        concept("sql/old", last=AT - timedelta(days=3)),
        concept("sql/ripe", last=AT),
    ]
    memories = {"sql/due": memory, "sql/ripe": memory, "sql/seen": fresh, "sql/old": fresh, "sql/other": memory}
    assert last_reviews(weak, memories, AT) == ("sql/due", "sql/ripe", "sql/old", "sql/seen")
