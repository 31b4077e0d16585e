"""What asking a question promises, held against really absorbing both answers."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.ability import moments, prior, probability, update
from questions.model import Format, Item
from questions.pool import pool_of, prospect
from questions.response import ItemParameters

AREAS = ("sql", "python", "bash")
AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
GUESSING = {Format.SINGLE: 0.25, Format.MULTIPLE: 1 / 15, Format.ORDER: 1 / 24}


def item(number: int, difficulty: int = 3, form: Format = Format.SINGLE) -> Item:
    area = AREAS[number % 3]
    return Item(f"q{number}", area, f"{area}/c{number % 5}", form, difficulty, GUESSING.get(form, 0.0))


@given(
    answers=st.lists(st.tuples(st.integers(0, 14), st.booleans()), max_size=15), difficulty=st.integers(1, 5), form=st.sampled_from(Format)
)
def test_chance_and_gain_are_close_to_what_absorbing_both_answers_gives(
    answers: list[tuple[int, bool]], difficulty: int, form: Format
) -> None:
    belief = prior(AREAS)
    for number, correct in answers:
        belief = update(belief, item(number), correct, AT)
    asked = item(0, difficulty, form)
    found = prospect(pool_of([asked]), belief, {"sql": 1.0, "python": 0.5}, AT)
    chance = probability(belief, asked, AT)
    assert found.chance[0] == pytest.approx(chance, abs=0.03)

    def loss(correct: bool) -> float:  # noqa: FBT001 - the answer is the argument
        _, covariance = moments(update(belief, asked, correct, AT), AT)
        return float(covariance[0, 0] + 0.5 * covariance[1, 1])

    before = moments(belief, AT)[1]
    exact = float(before[0, 0] + 0.5 * before[1, 1]) - chance * loss(True) - (1 - chance) * loss(False)
    assert found.gain[0] == pytest.approx(exact, rel=0.35, abs=0.01)


def test_typed_questions_tell_more_than_ones_that_can_be_guessed() -> None:
    pool = pool_of([item(0, 2, Format.SINGLE), item(3, 2, Format.CLOZE), item(6, 2, Format.MULTIPLE)])
    single, cloze, multiple = prospect(pool, prior(AREAS), {"sql": 1.0}, AT).gain
    assert cloze > multiple > single


def test_an_area_of_no_weight_still_tells_something_of_its_neighbours() -> None:
    pool = pool_of([item(0), item(1)])
    gain = prospect(pool, prior(AREAS), {"python": 1.0}, AT).gain
    assert 0 < gain[0] < gain[1]


def test_calibrated_parameters_replace_the_label() -> None:
    hard = ItemParameters(5.0, 0.1)
    told, plain = pool_of([item(0)], {"q0": hard}), pool_of([item(0)])
    assert prospect(told, prior(AREAS), {}, AT).chance[0] < prospect(plain, prior(AREAS), {}, AT).chance[0]


def test_a_lift_of_an_area_raises_its_lifted_chance_alone_and_not_what_is_believed() -> None:
    pool, belief = pool_of([item(0), item(1)]), prior(AREAS)
    plain, lifted = prospect(pool, belief, {}, AT), prospect(pool, belief, {}, AT, lifts={"sql": 0.8})
    assert np.array_equal(plain.chance, lifted.chance)
    assert np.array_equal(plain.lifted, plain.chance)
    assert lifted.lifted[0] > plain.chance[0]
    assert lifted.lifted[1] == plain.chance[1]
