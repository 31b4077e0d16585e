"""Forgetting: the decay that answers speak for is found, and few answers hardly move it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from questions.forgetting import DECAYS, MOST, learn
from questions.model import Attempt, Format, Item, Result
from questions.review import PUBLISHED, Forgetting, Memory, retrievability, review

AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def answer(result: Result, day: float, guessing: float = 0.0) -> Attempt:
    return Attempt(Item("q", "sql", "sql/joins", Format.SINGLE, 3, guessing), result, AT + timedelta(days=day))


def forgetful(decay: float, count: int, *, guessing: float = 0.0) -> list[list[Attempt]]:
    """Return ``count`` concepts of people who forget with ``decay``, reviewed after gaps of all lengths."""
    rng, truth = random.Random(f"{decay} {count}"), Forgetting((*PUBLISHED.parameters[:-1], decay))
    found = []
    for _ in range(count):
        own: list[Attempt] = []
        memory: Memory | None = None
        day = 0.0
        for _ in range(6):
            chance = 0.6 if memory is None else retrievability(memory, AT + timedelta(days=day), guessing, truth)
            own.append(answer(Result.RIGHT if rng.random() < chance else Result.WRONG, day, guessing))
            memory = review(memory, own[-1], truth)
            day += rng.choice((1, 3, 10, 40))
        found.append(own)
    return found


@pytest.mark.parametrize("decay", [0.12, 0.3, 0.6])
@pytest.mark.parametrize("guessing", [0.0, 0.25])
def test_the_decay_that_people_have_is_found(decay: float, guessing: float) -> None:
    assert learn(forgetful(decay, 300, guessing=guessing)).parameters[-1] == pytest.approx(decay, rel=0.3)


def test_all_other_parameters_stay_the_published_ones() -> None:
    assert learn(forgetful(0.5, 100)).parameters[:-1] == PUBLISHED.parameters[:-1]


def test_without_a_review_on_a_later_day_nothing_is_learned() -> None:
    same_day = [[answer(Result.RIGHT, 0.0), answer(Result.WRONG, 0.1)]]
    assert learn([]) == learn([[answer(Result.WRONG, 0.0)]]) == learn(same_day) == PUBLISHED


def test_one_surprise_hardly_moves_it() -> None:
    moved = learn([[answer(Result.RIGHT, 0.0), answer(Result.WRONG, 3.0)]]).parameters[-1]
    assert PUBLISHED.parameters[-1] <= moved < 0.25


def test_the_same_answers_give_the_same_and_only_a_part_of_very_many_is_looked_at() -> None:
    many = forgetful(0.4, MOST)
    assert learn(many) == learn(many)
    assert learn(many) == learn(many[::5])


def test_a_decay_stays_within_what_the_library_allows() -> None:
    never = [[answer(Result.RIGHT, 0.0), *(answer(Result.WRONG, 5.0 * n) for n in range(1, 5))] for _ in range(100)]
    ever = [[answer(Result.RIGHT, 100.0 * n) for n in range(5)] for _ in range(100)]
    assert learn(never).parameters[-1] == pytest.approx(DECAYS[-1])
    assert learn(ever).parameters[-1] == pytest.approx(DECAYS[0])
