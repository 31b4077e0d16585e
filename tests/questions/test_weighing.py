"""What a review of each due concept would bring, held against the library's reviews one by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from fsrs import Card, Scheduler, State
from fsrs import Rating as FsrsRating
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from questions.model import Attempt, Format, Item, Result
from questions.review import PUBLISHED, Forgetting, Memory, retrievability, review
from questions.weighing import HORIZON_DAYS, benefits, due, stabilities

AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
UNGUESSED = Item("q", "sql", "sql/joins", Format.CLOZE, 3, 0.0)


def memory(stability: float = 10.0, days: float = 0.0, difficulty: float = 5.0) -> Memory:
    last = AT + timedelta(days=days)
    return Memory(stability, difficulty, last + timedelta(days=stability), last, 3, 0)


memories = st.builds(memory, stability=st.floats(0.001, 3000), days=st.floats(-900, 1), difficulty=st.floats(1, 10))
forgettings = st.just(PUBLISHED) | st.builds(
    Forgetting, st.tuples(*(st.floats(low, high) for low, high in zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)))
)
cards = st.tuples(st.floats(0.001, 36_500), st.floats(1, 10), st.integers(0, 3) | st.integers(0, 3650))


def reviewed(stability: float, difficulty: float, days: int, rating: FsrsRating, forgetting: Forgetting) -> float:
    scheduler = Scheduler(forgetting.parameters, relearning_steps=(), enable_fuzzing=False)
    card = Card(1, State.Review, stability=stability, difficulty=difficulty, due=AT, last_review=AT)
    after, _ = scheduler.review_card(card, rating, AT + timedelta(days=days))
    assert after.stability is not None
    return after.stability


@given(cards=st.lists(cards, min_size=1, max_size=20), forgetting=forgettings)
def test_after_any_review_memories_are_as_stable_as_the_library_has_them(
    cards: list[tuple[float, float, int]], forgetting: Forgetting
) -> None:
    stability, difficulty, days = np.array(cards).T
    for rating, found in zip((FsrsRating.Good, FsrsRating.Again), stabilities(stability, difficulty, days, forgetting), strict=True):
        assert found == pytest.approx([reviewed(*card, rating, forgetting) for card in cards], rel=1e-9)


@given(found=st.lists(memories, max_size=5), forgetting=forgettings)
def test_the_benefit_of_a_review_is_what_it_does_to_the_recall_a_month_on(found: list[Memory], forgetting: Forgetting) -> None:
    month_on = AT + timedelta(days=HORIZON_DAYS)
    for before, gain in zip(found, benefits({str(n): each for n, each in enumerate(found)}, AT, forgetting).values(), strict=True):
        recall = retrievability(before, AT, forgetting=forgetting)
        right, wrong = (
            review(before, Attempt(UNGUESSED, result, max(AT, before.last_review)), forgetting) for result in (Result.RIGHT, Result.WRONG)
        )
        then = [forgetting.recall(after.stability, HORIZON_DAYS) for after in (right, wrong)]
        expected = recall * then[0] + (1.0 - recall) * then[1] - retrievability(before, month_on, forgetting=forgetting)
        assert gain == pytest.approx(expected, abs=1e-9)
        assert -1.0 <= gain <= 1.0


def test_only_what_is_due_within_half_a_day_comes_and_the_most_valuable_first() -> None:
    found = {
        "sql/later": memory(30.0),
        "sql/strong": memory(20.0, -25.0),
        "sql/weak": memory(2.0, -4.0),
        "sql/today": memory(5.0, -4.6),
    }
    names = due(found, AT)
    assert set(names) == {"sql/strong", "sql/weak", "sql/today"}
    gains = benefits(found, AT)
    assert [gains[name] for name in names] == sorted((gains[name] for name in names), reverse=True)


def test_what_falls_due_until_the_days_end_is_due() -> None:
    evening = {"sql/x": review(None, Attempt(UNGUESSED, Result.WRONG, AT + timedelta(hours=14.5)))}
    morning = AT + timedelta(days=1)
    assert due(evening, morning) == ()
    assert due(evening, morning, until=AT + timedelta(days=1, hours=16)) == ("sql/x",)
    assert due(evening, AT + timedelta(hours=15), until=AT + timedelta(hours=16)) == ()
    assert due(evening, AT + timedelta(hours=17), until=AT + timedelta(hours=40)) == ()


def test_equally_valuable_reviews_come_by_name() -> None:
    assert due({"b/x": memory(2.0, -5.0), "a/x": memory(2.0, -5.0)}, AT) == ("a/x", "b/x")


def test_a_review_of_what_is_nearly_certain_brings_less_than_one_of_what_fades() -> None:
    gains = benefits({"fresh": memory(50.0, -1.0), "fading": memory(50.0, -80.0)}, AT)
    assert gains["fresh"] < gains["fading"]
