"""Whether a question's key is what those who know choose, or a rival answer: the Bayes factor between the two.

Whoever knows chooses what is right; whoever doesn't, or slips, chooses among all answers in shares that nobody knows beforehand, so that a
strong trap is nothing strange beside a right key. What tells is who chose what, given the levels, and how hard the question was thought to
be. A factor against a right key exceeds n at any time, however often one looks, with a chance of at most 1/n (Ville's inequality; Grünwald,
de Heide & Koolen, *Safe testing*, 2024), averaged over what is held possible of the question.
"""

from __future__ import annotations

import math
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from questions.calibration import DOUBT_FACTOR, tailed
from questions.response import SLIP, SPREAD, SPREAD_WEIGHTS, Array, ItemParameters, mean_curve

# Jeffreys' prior of shares, Dirichlet(1/2, …), peaks at 0 and 1, but not on the arcsine's scale: hence the midpoints of equal steps there.
# One share among four is Beta(1/2, 3/2), whose density on that scale is in proportion to the rest.
_SHARES: Array = np.sin((np.arange(12) + 0.5) * math.pi / 24) ** 2
_SHARE_WEIGHTS: Array = (1.0 - _SHARES) / np.sum(1.0 - _SHARES)
_LOCATIONS: Array = np.linspace(-3.0, 3.0, 25)


class Choice(IntEnum):
    """What somebody answered: the key, the rival that may be right in its place, something else, or *I don't know*."""

    KEY = 0
    RIVAL = 1
    OTHER = 2
    UNKNOWN = 3


def rivalry(label: ItemParameters, levels: Array, variances: Array, choices: NDArray[np.int64]) -> float:
    """Return how many times likelier the answers are if those who know choose the rival than if they choose the key, as a logarithm.

    ``levels`` and ``variances`` are the answerers', as believed just before; ``choices`` are of ``Choice``. Of the question its ``label``
    alone is believed: calibrated parameters suppose that the key is right.
    """
    offsets = _LOCATIONS * label.difficulty_sd * DOUBT_FACTOR
    slopes = label.discrimination * np.exp(label.discrimination_sd * SPREAD)
    distance = levels[:, None, None] - label.difficulty - offsets[:, None]
    knows = (1.0 - SLIP) * mean_curve(distance, variances[:, None, None], slopes)
    prior = np.log(tailed(offsets, label.difficulty_sd))[:, None] + np.log(SPREAD_WEIGHTS)
    return _evidence(knows, prior, choices, Choice.RIVAL) - _evidence(knows, prior, choices, Choice.KEY)


def _evidence(knows: Array, prior: Array, choices: NDArray[np.int64], known: Choice) -> float:
    """Return the logarithm of the answers' probability (but for a constant) where ``known`` is what those who know choose.

    P(known) = k + (1 - k) s and P(another) = (1 - k) s', averaged over location and slope, which make the chance k of knowing, and over the
    shares s: that of ``known`` on a grid; how the rest is split among the others has a closed form (Dirichlet-multinomial).
    """
    hits, misses = knows[choices == known], knows[choices != known]
    given = prior + np.log1p(-misses).sum(axis=0)
    joint = np.array([given + np.log(hits + (1.0 - hits) * share).sum(axis=0) for share in _SHARES])
    joint += (len(misses) * np.log1p(-_SHARES) + np.log(_SHARE_WEIGHTS))[:, None, None]
    split = sum(math.lgamma(0.5 + int(np.sum(choices == other))) for other in Choice if other is not known)
    top = float(joint.max())
    return top + math.log(float(np.sum(np.exp(joint - top)))) + split - math.lgamma(1.5 + len(misses))
