"""Whether those who know choose the key or a rival: the factor between the two, checked against brute force and under repeated looks."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from questions.calibration import DOUBT, DOUBT_FACTOR
from questions.items import LIKELIER
from questions.keys import Choice, rivalry
from questions.response import SLIP, Array, ItemParameters, mean_curve

LABEL = ItemParameters(2.5)
LEVELS = np.array([1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5])
VARIANCES = np.full(len(LEVELS), 0.25)


def label_errors(chance: np.random.Generator, count: int) -> Array:
    """Draw how far labels are off, one in ten of them by thrice as much."""
    return chance.normal(0.0, LABEL.difficulty_sd * np.where(chance.random(count) < DOUBT, DOUBT_FACTOR, 1.0))


def test_the_factor_is_that_of_brute_force() -> None:
    """Draw locations, slopes and shares from their priors, and average how likely the answers are for each."""
    chance = np.random.default_rng(5)
    choices = np.array([0, 1, 1, 0, 2, 1, 3, 1])
    count = 100_000
    location = (LABEL.difficulty + label_errors(chance, count))[:, None]
    slope = np.exp(chance.normal(0.0, LABEL.discrimination_sd, count))[:, None]
    shares = chance.dirichlet(np.full(4, 0.5), count)
    knows = (1.0 - SLIP) * mean_curve(LEVELS - location, VARIANCES, slope)
    guessed = (1.0 - knows) * shares[:, choices]
    likelihoods = [np.prod(guessed + np.where(choices == known, knows, 0.0), axis=1).mean() for known in (Choice.RIVAL, Choice.KEY)]
    assert rivalry(LABEL, LEVELS, VARIANCES, choices) == pytest.approx(math.log(likelihoods[0] / likelihoods[1]), abs=0.05)


def test_key_and_rival_are_treated_alike() -> None:
    choices = np.array([0, 1, 1, 0, 2, 1, 3, 1])
    swapped = np.array([1, 0, 0, 1, 2, 0, 3, 0])
    assert rivalry(LABEL, LEVELS, VARIANCES, choices) == pytest.approx(-rivalry(LABEL, LEVELS, VARIANCES, swapped))


def test_it_is_those_who_know_that_count() -> None:
    strong_for_rival = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    assert rivalry(LABEL, LEVELS, VARIANCES, strong_for_rival) > 0.5
    assert rivalry(LABEL, LEVELS, VARIANCES, strong_for_rival[::-1]) < -0.5


def test_a_less_sure_level_tells_less() -> None:
    strong_for_rival = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    assert 0.0 < rivalry(LABEL, LEVELS, VARIANCES + 2.0, strong_for_rival) < rivalry(LABEL, LEVELS, VARIANCES, strong_for_rival)


def test_nobody_who_knows_says_that_they_do_not() -> None:
    """Who says so speaks for neither."""
    unknown = np.full(len(LEVELS), int(Choice.UNKNOWN))
    assert rivalry(LABEL, LEVELS, VARIANCES, unknown) == pytest.approx(0.0)


def drawn(chance: np.random.Generator, known: Choice, count: int) -> tuple[Array, Array, NDArray[np.int64]]:
    """Draw a question as it is supposed to be, and the levels, variances and choices of ``count`` people."""
    location = LABEL.difficulty + float(label_errors(chance, 1)[0])
    slope = math.exp(chance.normal(0.0, LABEL.discrimination_sd))
    levels = chance.normal(2.75, 0.87, count)
    variances = np.full(count, 0.25)
    chances = (1.0 - SLIP) / (1.0 + np.exp(-slope * (chance.normal(levels, 0.5) - location)))
    guesses = chance.choice(4, count, p=chance.dirichlet(np.full(4, 0.5)))
    return levels, variances, np.where(chance.random(count) < chances, int(known), guesses)


def test_looking_again_and_again_rarely_doubts_a_right_key_and_finds_a_wrong_one() -> None:
    chance = np.random.default_rng(11)
    doubted = dict.fromkeys((Choice.KEY, Choice.RIVAL), 0)
    for known in doubted:
        for _ in range(40):
            levels, variances, choices = drawn(chance, known, 120)
            looks = range(30, 121, 10)
            doubted[known] += any(rivalry(LABEL, levels[:n], variances[:n], choices[:n]) > math.log(LIKELIER) for n in looks)
    assert doubted[Choice.KEY] <= 2
    assert doubted[Choice.RIVAL] >= 32
