"""Verdicts, forecasts and placements with the bank's own questions are as honest as they claim, as the benchmark simulates them."""

from __future__ import annotations

import numpy as np
import pytest

from tests.bench.verdicts import Found, live, placed

PEOPLE = range(8)


@pytest.fixture(scope="module")
def people() -> list[Found]:
    """What became of some people over a hundred answers each."""
    return [live(seed) for seed in PEOPLE]


def test_intervals_hold_the_truth_and_verdicts_are_right(people: list[Found]) -> None:
    for count in people[0].inside:
        assert np.mean([each.inside[count] for each in people]) > 0.88
    given, right = (sum(column) for column in zip(*(verdict for each in people for verdict in each.verdicts.values()), strict=True))
    assert given > 10 * len(people)
    assert right / given > 0.9


def test_the_answers_foretold_are_even_odds_of_a_verdict(people: list[Found]) -> None:
    came = [came for each in people for came in each.forecasts]
    assert 0.3 < np.mean(came) < 0.7


def test_levels_that_stay_are_seldom_said_to_move(people: list[Found]) -> None:
    assert np.mean([moved for each in people for moved in each.moves]) < 0.1


def test_a_placement_for_two_areas_is_short(people: list[Found]) -> None:
    lengths = [each.length for each in people]
    assert max(lengths) <= 25
    assert np.mean([placed(seed) for seed in PEOPLE]) < np.mean(lengths) - 5
