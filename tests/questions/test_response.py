"""The response curve and the absorbing of one answer, held against plain numerical integration."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.model import Format, Item
from questions.response import SLIP, ItemParameters, label_parameters, mean_curve, right, tilt

means = st.floats(-4, 4)
variances = st.floats(0.01, 2.0)
slopes = st.floats(0.4, 2.0)
chances = st.sampled_from([0.0, 1 / 24, 0.25, 0.5])


def brute_force(mean: float, variance: float, known: ItemParameters, guessing: float, *, correct: bool) -> tuple[float, float, float]:
    """Integrate over distance and slope on a fine grid: probability of the answer, mean and variance of the distance after it."""
    sd = math.sqrt(variance)
    u = np.linspace(mean - 9 * sd, mean + 9 * sd, 4001)
    z = np.linspace(-6, 6, 401)
    weights = np.exp(-0.5 * z**2)
    curve = (1 / (1 + np.exp(-u[:, None] * known.discrimination * np.exp(known.discrimination_sd * z))) * weights).sum(1) / weights.sum()
    chance = guessing + (1 - SLIP - guessing) * curve
    mass = np.exp(-0.5 * ((u - mean) / sd) ** 2)
    after = mass * (chance if correct else 1 - chance)
    centre = float((u * after).sum() / after.sum())
    return float(after.sum() / mass.sum()), centre, float(((u - centre) ** 2 * after).sum() / after.sum())


@given(mean=means, variance=variances, slope=slopes, guessing=chances, correct=st.booleans())
def test_an_answer_moves_the_moments_as_brute_force_integration_does(
    mean: float, variance: float, slope: float, guessing: float, *, correct: bool
) -> None:
    known = ItemParameters(0.0, 0.0, slope, 0.3)
    change = tilt(np.array([mean]), np.array([variance]), known, guessing, correct=correct)
    chance, centre, spread = brute_force(mean, variance, known, guessing, correct=correct)
    assert change.probability[0] == pytest.approx(chance, abs=5e-4)
    assert mean + change.shift[0] * math.sqrt(variance) == pytest.approx(centre, abs=0.02)
    assert variance * (1 + change.growth[0]) == pytest.approx(spread, abs=0.02)


@given(mean=means, variance=variances, guessing=chances)
def test_right_and_wrong_exhaust_the_chances_and_average_to_the_belief_before(mean: float, variance: float, guessing: float) -> None:
    known = ItemParameters(0.0)
    good = tilt(np.array([mean]), np.array([variance]), known, guessing, correct=True)
    bad = tilt(np.array([mean]), np.array([variance]), known, guessing, correct=False)
    assert good.probability + bad.probability == pytest.approx(1.0)
    assert good.probability * good.shift + bad.probability * bad.shift == pytest.approx(0.0, abs=1e-9)


@given(mean=means, variance=variances, guessing=chances)
def test_a_right_answer_raises_and_a_wrong_one_lowers(mean: float, variance: float, guessing: float) -> None:
    known = ItemParameters(0.0)
    assert tilt(np.array([mean]), np.array([variance]), known, guessing, correct=True).shift[0] > 0
    assert tilt(np.array([mean]), np.array([variance]), known, guessing, correct=False).shift[0] < 0


@given(distance=st.floats(-8, 8), guessing=chances)
def test_the_curve_rises_from_guessing_to_all_but_a_slip(distance: float, guessing: float) -> None:
    known = ItemParameters(0.0)
    low, high = right(np.array([distance, distance + 0.1]), known, guessing)
    assert guessing < low < high < 1 - SLIP


@given(distance=st.floats(-5, 5), variance=variances, slope=slopes)
def test_the_closed_form_of_the_mean_curve_is_close_to_the_integral(distance: float, variance: float, slope: float) -> None:
    nodes, weights = np.polynomial.hermite_e.hermegauss(41)
    curve = 1 / (1 + np.exp(-slope * (distance + math.sqrt(variance) * nodes)))
    integral = float((curve * weights).sum() / weights.sum())
    assert float(mean_curve(np.array(distance), np.array(variance), np.array(slope))) == pytest.approx(integral, abs=0.02)


def test_six_in_ten_at_level_three_answer_a_typed_question_of_difficulty_three() -> None:
    known = label_parameters(Item("q", "sql", "sql/joins", Format.CLOZE, 3, 0.0))
    share = right(np.array([3.0 - known.difficulty]), ItemParameters(0.0, 0.0, 1.0, 0.0), 0.0)[0]
    assert share == pytest.approx(0.6, abs=0.01)


def test_labels_keep_their_order_and_are_drawn_to_the_middle() -> None:
    locations = [label_parameters(Item("q", "sql", "sql/joins", Format.CLOZE, label, 0.0)).difficulty for label in range(1, 6)]
    assert locations == sorted(locations)
    assert locations[-1] - locations[0] < 4
