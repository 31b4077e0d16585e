"""What first answers say of everybody, held against people whose levels are drawn and measured with a Gaussian error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from questions.ability import CORRELATIONS, START_LEVEL, Belief, prior
from questions.newcomers import NARROWEST, WIDEST, Newcomers, Shift
from questions.response import Array

AREAS = ("sql", "python", "bash")
RHO = 2
ERROR = 0.8


def people(count: int, spread: float, better: float, seed: int = 5) -> Array:
    """Return the levels (people, areas) as measured; by ``better`` levels they are better at SQL than is supposed."""
    chance = np.random.default_rng(seed)
    rho = CORRELATIONS[RHO]
    levels = START_LEVEL + spread * chance.multivariate_normal(np.zeros(3), rho + (1.0 - rho) * np.eye(3), count)
    levels[:, 0] += better
    return np.asarray(levels + ERROR * chance.normal(size=levels.shape))


def met(measured: Array, starts: dict[str, float] | None = None, spread: float = 1.0) -> Newcomers:
    """Return what the ``measured`` say whose beliefs began with ``starts`` and ``spread``; the correlation is known."""
    found = Newcomers()
    for person in measured:
        found.add(*_beliefs(person, starts or {}, spread))
    return found


def _beliefs(measured: Array, starts: dict[str, float], spread: float) -> tuple[Belief, Belief]:
    weights = [float(number == RHO) for number in range(len(CORRELATIONS))]
    start = prior(AREAS, {area: START_LEVEL + starts.get(area, 0.0) for area in AREAS}, weights, spread)
    gain = start.covariances @ np.linalg.inv(start.covariances + ERROR**2 * np.eye(3))
    means = start.means + np.einsum("kij,kj->ki", gain, measured - start.means)
    return start, replace(start, means=means, covariances=start.covariances - gain @ start.covariances)


@pytest.mark.parametrize("spread", [0.6, 1.0, 1.6])
@pytest.mark.parametrize("better", [-1.0, 0.0, 0.7])
def test_start_and_spread_are_found_and_kept_when_they_are_found_again(spread: float, better: float) -> None:
    measured = people(600, spread, better)
    starts, found = dict[str, float](), 1.0
    # From far off the first step falls a little short.
    for error in (0.12, 0.06, 0.06):
        newcomers = met(measured, starts, found)
        starts, found = newcomers.starts(starts, {}), newcomers.spread()
        assert starts == pytest.approx({"sql": better, "python": 0.0, "bash": 0.0}, abs=0.2)
        assert found == pytest.approx(spread, rel=error)


def test_what_was_gained_on_questions_taken_for_harder_than_their_labels_is_no_gain() -> None:
    newcomers = met(people(600, 1.0, 0.8))
    found = newcomers.starts({}, dict.fromkeys(AREAS, Shift(0.5, 0.001)))
    assert found == pytest.approx({"sql": 0.3, "python": -0.5, "bash": -0.5}, abs=0.15)


def test_the_less_labels_are_worth_the_less_is_believed_of_starts() -> None:
    newcomers = met(people(600, 1.0, 0.8))
    found = [newcomers.starts({}, dict.fromkeys(AREAS, Shift(0.0, variance)))["sql"] for variance in (0.0, 0.05, 1.0)]
    assert found[0] > 0.7
    assert sorted(found, reverse=True) == found
    assert found[2] < 0.4


def test_small_differences_are_taken_for_chance_and_large_ones_are_not() -> None:
    errors = dict.fromkeys(AREAS, Shift(0.0, 0.02))
    small, large = (met(people(600, 1.0, better)).starts({}, errors)["sql"] / better for better in (0.1, 0.8))
    assert small < 0.6
    assert large > 0.85


def test_the_more_people_the_nearer() -> None:
    def off(count: int) -> float:
        return float(np.mean([abs(met(people(count, 1.5, 0.0, seed)).spread() - 1.5) for seed in range(20)]))

    assert off(3) > 2 * off(30) > 3 * off(300)


@pytest.mark.parametrize("far", [50.0, -50.0, 1e6])
def test_one_person_who_is_absurdly_far_off_does_not_make_everybodys_intervals_wide(far: float) -> None:
    measured = people(40, 1.0, 0.0)
    plain, disturbed = met(measured), met(np.vstack([measured, [far, -far, far]]))
    assert disturbed.spread() == pytest.approx(plain.spread(), abs=0.12)
    assert disturbed.starts({}, {}) == pytest.approx(plain.starts({}, {}), abs=0.25)


@pytest.mark.parametrize(("spread", "bound"), [(0.01, NARROWEST), (20.0, WIDEST)])
def test_the_spread_stays_within_its_bounds(spread: float, bound: float) -> None:
    found: Sequence[float] = [1.0]
    for _ in range(8):
        found = [*found, met(people(300, spread, 0.0), spread=found[-1]).spread()]
    assert found[-1] == bound


def test_who_has_not_answered_says_nothing() -> None:
    newcomers, start = Newcomers(), prior(AREAS)
    newcomers.add(start, start)
    assert newcomers.spread() == pytest.approx(1.0)
    assert newcomers.starts({}, {}) == pytest.approx(dict.fromkeys(AREAS, 0.0))


def test_an_answer_after_which_less_is_known_spoils_nothing() -> None:
    newcomers, start = Newcomers(), prior(AREAS)
    newcomers.add(start, replace(start, means=start.means + 0.1, covariances=1.001 * start.covariances))
    assert newcomers.spread() == pytest.approx(1.0, abs=0.05)
    assert newcomers.starts({}, {}) == pytest.approx(dict.fromkeys(AREAS, 0.0), abs=0.2)
