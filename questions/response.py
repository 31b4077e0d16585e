"""How a person of a level answers an item: the three-parameter logistic curve, with what is unknown about the item averaged over.

The scale is the author's: levels 1-5, one level is one logit. An author's label n says that of people at level n about 6 in 10 answer
the item right where nothing can be guessed, which fixes the curve's location: P(right | u) = c + (1 - slip - c) / (1 + exp(-a u)), where
u = level - location, c is the chance of guessing, a the discrimination (Birnbaum's 3PL in Lord & Novick 1968; the upper asymptote
below one, so that a slip is a slip, is Barton & Lord 1981).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from questions.model import Item

Array = NDArray[np.float64]

SHARE_AT_LEVEL = 0.6
LABEL_SD = 0.45
MIDDLE, LABEL_TRUST = 3.0, 0.8
DISCRIMINATION_LOG_SD = 0.3
SLIP = 0.02
# The logistic curve is close to a Gaussian distribution function of this scale.
LOGIT_SCALE = 1.702

_POINTS = 21
_NODES, _RAW = np.polynomial.hermite_e.hermegauss(_POINTS)
NODES: Array = _NODES
WEIGHTS: Array = _RAW / math.sqrt(2 * math.pi)
# Three-point Gauss-Hermite rule over the logarithm of the discrimination.
SPREAD: Array = np.array([-math.sqrt(3.0), 0.0, math.sqrt(3.0)])
SPREAD_WEIGHTS: Array = np.array([1 / 6, 2 / 3, 1 / 6])


@dataclass(frozen=True, slots=True)
class ItemParameters:
    """What is believed about an item: ``difficulty`` is the curve's location in levels, give or take ``difficulty_sd``.

    ``discrimination`` is the median of its slope per level; ``discrimination_sd`` is the standard deviation of the slope's logarithm.
    """

    difficulty: float
    difficulty_sd: float = LABEL_SD
    discrimination: float = 1.0
    discrimination_sd: float = DISCRIMINATION_LOG_SD


def label_parameters(item: Item) -> ItemParameters:
    """Return what the author's label alone says about ``item``.

    Labels are forecasts: they scatter more than the difficulties, so the expected one lies nearer to the middle of the scale.
    """
    level = MIDDLE + LABEL_TRUST * (item.difficulty - MIDDLE)
    odds = SHARE_AT_LEVEL / (1.0 - SLIP - SHARE_AT_LEVEL)
    return ItemParameters(level - math.log(odds))


def right(distance: Array, parameters: ItemParameters, guessing: float) -> Array:
    """Return the chance of a right answer at each ``distance`` (level less location), averaged over the unknown slope."""
    slopes = parameters.discrimination * np.exp(parameters.discrimination_sd * SPREAD)
    curves = 1.0 / (1.0 + np.exp(-distance[..., None] * slopes))
    share: Array = np.sum(curves * SPREAD_WEIGHTS, axis=-1)
    return guessing + (1.0 - SLIP - guessing) * share


def mean_curve(distance: Array, variance: Array, slope: Array) -> Array:
    """Return the mean of the curve ``1 / (1 + exp(-slope * d))`` over Gaussians of ``d``: MacKay's approximation, error below .02."""
    scaled = LOGIT_SCALE * slope * distance / np.sqrt(LOGIT_SCALE**2 + slope**2 * variance)
    curve: Array = 1.0 / (1.0 + np.exp(-scaled))
    return curve


@dataclass(frozen=True, slots=True)
class Tilt:
    """What an answer does to Gaussians over the distance: its probability, and the moments of the standardised distance after it.

    All are arrays over the Gaussians: ``shift`` is the new mean in old standard deviations, ``growth`` is new variance over old, less one.
    """

    probability: Array
    shift: Array
    growth: Array


def tilt(mean: Array, variance: Array, parameters: ItemParameters, guessing: float, *, correct: bool) -> Tilt:
    """Condition Gaussians over the distance (in levels) on an answer, by Gauss-Hermite quadrature (assumed-density filtering)."""
    curve = right(mean[:, None] + np.sqrt(variance)[:, None] * NODES, parameters, guessing)
    likelihood = (curve if correct else 1.0 - curve) * WEIGHTS
    probability = likelihood.sum(axis=1)
    shift = (likelihood * NODES).sum(axis=1) / probability
    second = (likelihood * NODES**2).sum(axis=1) / probability
    return Tilt(probability, shift, second - shift**2 - 1.0)
