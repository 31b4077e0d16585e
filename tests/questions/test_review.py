"""Reviews: how an answer changes a concept's memory, and when it is asked for again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Scheduler
from fsrs import Rating as FsrsRating
from hypothesis import given
from hypothesis import strategies as st

from questions.forgetting import DECAYS
from questions.model import Attempt, Format, Item, Result
from questions.review import PUBLISHED, RETENTION, Forgetting, Memory, Rating, rate, retrievability, review
from questions.weighing import benefits

AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def attempt(result: Result = Result.RIGHT, days: float = 0.0, guessing: float = 0.0, seconds: float | None = None) -> Attempt:
    return Attempt(Item("q", "sql", "sql/joins", Format.SINGLE, 3, guessing), result, AT + timedelta(days=days), seconds)


def memory(stability: float = 10.0, days: float = 0.0, difficulty: float = 5.0) -> Memory:
    last = AT + timedelta(days=days)
    return Memory(stability, difficulty, last + timedelta(days=stability), last, 3, 0)


memories = st.builds(memory, stability=st.floats(0.1, 300), days=st.floats(-100, 0), difficulty=st.floats(1, 10))


def test_right_is_good_and_wrong_and_not_knowing_are_again() -> None:
    assert [rate(result) for result in (Result.RIGHT, Result.WRONG, Result.UNKNOWN)] == [Rating.GOOD, Rating.AGAIN, Rating.AGAIN]


def test_answers_that_cannot_be_guessed_follow_the_library_exactly() -> None:
    scheduler = Scheduler(desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, own = Card(card_id=1, due=AT), None
    answers = (
        (0, Result.RIGHT),
        (2, Result.RIGHT),
        (9, Result.WRONG),
        (10, Result.RIGHT),
        (14, Result.UNKNOWN),
        (17.9, Result.RIGHT),
        (25.3, Result.WRONG),
    )
    for day, result in answers:
        whole = AT + timedelta(days=round(day))
        card, _ = scheduler.review_card(card, FsrsRating.Good if result is Result.RIGHT else FsrsRating.Again, whole)
        own = review(own, attempt(result, day))
        assert (own.stability, own.difficulty) == pytest.approx((card.stability, card.difficulty), rel=1e-12)
        assert own.due - own.last_review == card.due - whole
    assert own is not None
    assert (own.reviews, own.lapses) == (7, 3)


@given(before=st.none() | memories, guessing=st.floats(0.01, 0.5), days=st.floats(0.1, 100))
def test_a_right_answer_that_may_be_guessed_counts_between_wrong_and_known(before: Memory | None, guessing: float, days: float) -> None:
    again, guessed, known = (
        review(before, attempt(Result.WRONG, days)),
        review(before, attempt(Result.RIGHT, days, guessing)),
        review(before, attempt(Result.RIGHT, days)),
    )
    assert again.stability <= guessed.stability <= known.stability
    assert guessed.lapses == (before.lapses if before else 0)


@given(before=memories, result=st.sampled_from(Result), days=st.floats(0, 100))
def test_a_review_is_due_after_a_day_at_least_and_at_the_time_of_day_of_the_answer(before: Memory, result: Result, days: float) -> None:
    after = review(before, attempt(result, days))
    wait = after.due - after.last_review
    assert wait >= timedelta(days=1)
    assert wait % timedelta(days=1) == timedelta(0)


@pytest.mark.parametrize("before", [None, memory(days=0.0)])
@pytest.mark.parametrize("result", Result)
def test_what_came_last_yesterday_and_comes_first_today_is_a_day_old(before: Memory | None, result: Result) -> None:
    seen = review(before, attempt(result, 10))
    early, sharp, late = (review(seen, attempt(Result.RIGHT, 11 + minutes / 1440)) for minutes in (-15, 0, 15))
    assert early.difficulty == sharp.difficulty == late.difficulty
    assert early.stability == pytest.approx(sharp.stability, rel=1e-6)
    assert late.stability == pytest.approx(sharp.stability, rel=1e-6)


def test_answering_time_changes_nothing() -> None:
    assert review(None, attempt(seconds=2.0)) == review(None, attempt(seconds=200.0))


def test_an_answer_dated_before_the_last_review_counts_as_of_it() -> None:
    before = memory()
    assert review(before, attempt(days=-5)) == review(before, attempt(days=0))


@given(decay=st.sampled_from(DECAYS.tolist()), guessing=st.sampled_from([0.0, 0.25]), right=st.integers(0, 40), wrong=st.integers(0, 5))
def test_however_well_or_badly_it_goes_a_concept_comes_back_within_a_day_and_a_year(
    decay: float, guessing: float, right: int, wrong: int
) -> None:
    forgetting, own, at = Forgetting((*PUBLISHED.parameters[:-1], decay)), None, AT
    for result in [*[Result.WRONG] * wrong, *[Result.RIGHT] * right, Result.WRONG]:
        own = review(own, replace(attempt(result, guessing=guessing), at=at), forgetting)
        assert timedelta(days=1) <= own.due - at <= timedelta(days=365)
        at = own.due
    assert own is not None
    assert -1.0 <= benefits({"x": own}, at, forgetting)["x"] <= 1.0


@given(found=memories, early=st.floats(0, 200), later=st.floats(0, 200), guessing=st.floats(0, 0.5))
def test_recall_falls_with_time_and_guessing_lifts_what_is_shown(found: Memory, early: float, later: float, guessing: float) -> None:
    first, second = sorted((early, later))
    now, then = (retrievability(found, found.last_review + timedelta(days=days)) for days in (first, second))
    assert 1.0 >= now >= then > 0.0
    at = found.last_review + timedelta(days=second)
    assert retrievability(found, at, guessing) == pytest.approx(then + (1 - then) * guessing)


def test_after_its_stability_nine_in_ten_recall() -> None:
    assert retrievability(memory(20.0), AT + timedelta(days=20)) == pytest.approx(0.9)
    assert retrievability(memory(20.0), AT - timedelta(days=1)) == 1.0


def test_a_memory_without_lapses_gains_stability_with_every_right_answer() -> None:
    found = review(None, attempt())
    stabilities = [found.stability]
    for _ in range(5):
        found = review(found, replace(attempt(), at=found.due))
        stabilities.append(found.stability)
    assert stabilities == sorted(set(stabilities))
