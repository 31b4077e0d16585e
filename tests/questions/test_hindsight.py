"""What a person's other answers tell of the level at each: all of that time count, the answer itself doesn't, nor what came long after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.ability import START_LEVEL, blend, drifted, level_within, prior, replay
from questions.hindsight import TOGETHER, Seen, hindsight
from questions.model import Attempt, Format, Item, Result
from questions.response import ItemParameters

AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
AREAS = ("sql", "python", "bash")
START = prior(AREAS)


def attempt(number: int, *, right: bool, area: str = "sql", days: float = 0.0) -> Attempt:
    asked = Item(f"{area}-{number}", area, f"{area}/c{number % 2}", Format.SINGLE, 1 + number % 5, 0.25)
    return Attempt(asked, Result.RIGHT if right else Result.WRONG, AT + timedelta(days=days))


def other(each: Attempt) -> Attempt:
    return replace(each, result=Result.WRONG if each.correct else Result.RIGHT)


def seen(attempts: list[Attempt]) -> list[Seen]:
    return list(hindsight(START, attempts, {}))


results = st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.sampled_from(AREAS), st.floats(0.0, 80.0)), min_size=1, max_size=25)


def history(drawn: list[tuple[int, bool, str, float]]) -> list[Attempt]:
    return [attempt(number, right=right, area=area, days=days) for number, right, area, days in sorted(drawn, key=lambda each: each[3])]


def test_of_a_single_answer_nothing_but_the_start_is_known() -> None:
    (only,) = seen([attempt(0, right=True)])
    assert (only.mean, only.variance) == pytest.approx(blend(START.weights, *level_within(START, only.attempt.item)))
    assert only.mean == pytest.approx(START_LEVEL)


def test_the_level_is_the_one_believed_after_all_answers_but_this() -> None:
    attempts = [attempt(n, right=n % 3 > 0, area=AREAS[n % 2]) for n in range(12)]
    for number, each in enumerate(seen(attempts)):
        without = replay(START, attempts[:number] + attempts[number + 1 :])
        mean, variance = blend(without.weights, *level_within(without, each.attempt.item))
        assert each.mean == pytest.approx(mean, abs=0.06)
        assert each.variance == pytest.approx(variance, rel=0.06)


@pytest.mark.parametrize("number", [0, 5, 11])
def test_an_answer_hardly_moves_the_level_at_which_it_was_given_and_every_other_does(number: int) -> None:
    attempts = [attempt(n, right=n % 3 > 0) for n in range(12)]
    turned = [other(each) if n == number else each for n, each in enumerate(attempts)]
    for n, (one, two) in enumerate(zip(seen(attempts), seen(turned), strict=True)):
        if n == number:
            assert one.mean == pytest.approx(two.mean, abs=0.04)
        else:
            assert abs(one.mean - two.mean) > 0.06


def test_what_comes_later_tells_of_the_first_answers_too() -> None:
    first = seen([attempt(n, right=True) for n in range(15)])[0]
    assert first.mean > START_LEVEL + 0.7
    assert first.variance < 0.6 * blend(START.weights, *level_within(START, first.attempt.item))[1]


def test_what_comes_after_a_month_tells_nothing_of_the_answers_before() -> None:
    attempts = [attempt(n, right=n % 2 == 0) for n in range(8)]
    later = [attempt(n, right=True, days=TOGETHER / timedelta(days=1) + n) for n in range(8)]
    for alone, followed in zip(seen(attempts), seen([*attempts, *later]), strict=False):
        assert (alone.mean, alone.variance) == (followed.mean, followed.variance)


def test_the_longer_the_other_answers_come_after_it_the_less_they_tell() -> None:
    near, far = (seen([attempt(0, right=True), *(attempt(n, right=True, days=days) for n in range(1, 12))])[0] for days in (0.0, 25.0))
    assert near.variance < far.variance


@settings(max_examples=40, deadline=None)
@given(results)
def test_whatever_was_answered_levels_stay_sound_and_beliefs_are_those_of_the_replay(drawn: list[tuple[int, bool, str, float]]) -> None:
    attempts = history(drawn)
    before = START
    for each in seen(attempts):
        at = drifted(before, each.attempt.at)
        assert abs(each.mean - START_LEVEL) < 4.0
        assert 0.0 < each.variance < 1.5 * blend(at.weights, *level_within(at, each.attempt.item))[1] + 0.1
        before = each.after
    assert before.means == pytest.approx(replay(START, attempts).means, abs=0.0)


def test_surprises_after_which_less_is_known_than_before_tell_nothing_of_the_answers_before_them() -> None:
    first = attempt(0, right=True)
    locations = (-0.25, -1.75, -4.0, 3.5, 5.0, 7.0)
    surprises = [
        replace(first, item=replace(first.item, id=f"far-{at}"), result=Result.WRONG if at < 0 else Result.RIGHT) for at in locations
    ]
    far = {each.item.id: ItemParameters(at, 0.05, 3.0, 0.05) for each, at in zip(surprises, locations, strict=True)}
    each, *_ = hindsight(START, [first, *surprises], far)
    assert (each.mean, each.variance) == pytest.approx(blend(each.after.weights, *level_within(START, first.item)), abs=0.01)


def test_parameters_replace_the_label() -> None:
    attempts = [attempt(n, right=True) for n in range(6)]
    hard = {each.item.id: ItemParameters(5.0, 0.1) for each in attempts}
    assert next(hindsight(START, attempts, hard)).mean > next(hindsight(START, attempts, {})).mean + 0.3


def test_an_area_that_the_belief_does_not_know_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        seen([attempt(0, right=True, area="jvm")])


def test_without_answers_there_is_nothing_to_see() -> None:
    assert seen([]) == []
