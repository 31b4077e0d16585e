"""What first answers say of people in general: where they start in each area, and how widely they differ."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from questions.ability import START_SD, Belief
from questions.response import Array

# How far, as a standard deviation, people in general may start from what is supposed in an area: one of these, each as likely.
STARTS_SDS = (0.05, 0.1, 0.2, 0.4, 0.8)
FARTHEST_START = STARTS_SDS[-1]
# How far, as a standard deviation, an area's labels may be off in common, whatever their number.
COMMON_ERROR = 0.1
# How far, as a standard deviation, the variance of people's levels may lie from what is supposed (one of these), and how far what is found
# of it may be mistaken, since neither items nor slips are known exactly; and between which standard deviations of levels it is looked for.
SPREAD_SDS, SPREAD_ERROR = (0.1, 1.0), 0.1
NARROWEST, WIDEST = 0.5, 2.0
# A person who seems to be farther off than so many standard deviations of such distances counts as one who is just so far off: absurd
# answers are not to make everybody's intervals wide.
FARTHEST = 4.0


@dataclass(frozen=True, slots=True)
class Shift:
    """By how many ``levels`` the questions met in an area lay above their labels, with the ``variance`` that labels' errors give it."""

    levels: float
    variance: float


class Newcomers:
    """Sums over people of what their first answers say of everybody.

    Answers that turned a precision P and a mean m into a covariance V and a mean m' = m + d saw a person's levels with information
    P M where M = I - V P, and say P d of how far these lie from m. Of the mean of all people, who spread about it by the inverse of P,
    they say the same (generalised least squares). Of the variance v of people's levels, supposed to be w, they tell by how far d reaches:
    d' P d is tr M + (v / w - 1) tr M^2 on average, with a variance of 2 tr M^2 where v is w; hence v is w (1 + (d' P d - tr M) / tr M^2)
    with information tr M^2 / (2 w^2). Each holds for one correlation, and is averaged over them.
    """

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._areas: tuple[str, ...] = ()
        self._information: Array | float = 0.0
        self._score: Array | float = 0.0
        # Of the variance: what is known of it, what is said, and how the latter falls once the mean is moved (linearly and by the square).
        self._known = self._said = 0.0
        self._pull: Array | float = 0.0
        self._square: Array | float = 0.0

    def add(self, start: Belief, settled: Belief) -> None:
        """Count one person, whose belief moved from ``start`` to ``settled``."""
        self._areas = start.areas
        weights, supposed = settled.weights, start.spread**2
        precision = np.linalg.inv(start.covariances)
        told = precision @ (start.covariances - settled.covariances)
        gained = told @ precision
        total, squared = np.einsum("kii->k", told), np.einsum("kij,kji->k", told, told)
        moved = settled.means - start.means
        reach = np.einsum("ki,kij,kj->k", moved, precision, moved)
        # A single answer may leave less known than before, and the total below zero.
        most = np.abs(total) + FARTHEST * np.sqrt(2.0 * squared)
        moved = moved * np.sqrt(np.divide(most, reach, out=np.ones_like(reach), where=reach > most))[:, None]
        self._information = self._information + np.einsum("k,kij->ij", weights, gained)
        self._score = self._score + np.einsum("k,kij,kj->i", weights, precision, moved)
        self._known += float(weights @ squared) / (2.0 * supposed**2)
        self._said += float(weights @ (np.minimum(reach, most) - total + squared)) / (2.0 * supposed)
        self._pull = self._pull + np.einsum("k,kij,kj->i", weights, gained, moved) / supposed
        self._square = self._square + np.einsum("k,kij,kjl,klm->im", weights, gained, start.covariances, gained) / (2.0 * supposed)

    def starts(self, before: Mapping[str, float], shifts: Mapping[str, Shift]) -> dict[str, float]:
        """Return by area how much better people start than is supposed.

        ``before`` is what was known of it, and lies in the starting beliefs already; ``shifts`` say by area how far the questions met lay
        from their labels. Labels define the scale: what people gained on questions that were taken for harder than their labels is no
        gain. So people are better by ``before``, and by what was found, less the shift, give or take its error. What is supposed is off by
        N(0, s^2) in each area, for one of ``STARTS_SDS``: the means are averaged over these by how well each foretells what was found.
        """
        none = Shift(0.0, 0.0)
        own = [shifts.get(area, none) for area in self._areas]
        known = np.array([before.get(area, 0.0) for area in self._areas]) - np.array([each.levels for each in own])
        variances = np.array([each.variance for each in own]) + COMMON_ERROR**2
        # The inverse of (information^-1 + variances), where the information may be singular.
        through = np.linalg.inv(np.eye(len(self._areas)) + self._information * variances)
        weight = through @ self._information
        found = _believed(weight, weight @ known + through @ self._score, STARTS_SDS)
        return dict(zip(self._areas, found.tolist(), strict=True))

    def spread(self) -> float:
        """Return the standard deviation of people's levels about their mean, wherever that lies.

        What is supposed of their variance is off by N(0, s^2), for one of ``SPREAD_SDS``, as for ``starts``.
        """
        likely = np.eye(len(self._areas)) / FARTHEST_START**2
        moved = np.linalg.solve(self._information + likely, self._score)
        said = self._said - moved @ self._pull + moved @ self._square @ moved
        error = 1.0 + self._known * SPREAD_ERROR**2
        off = _believed(np.array([[self._known]]) / error, np.array([said - START_SD**2 * self._known]) / error, SPREAD_SDS)
        return math.sqrt(min(max(START_SD**2 + float(off[0]), NARROWEST**2), WIDEST**2))


def _believed(information: Array, score: Array, sds: Sequence[float]) -> Array:
    """Return the mean of what was found with ``information`` and ``score`` and is N(0, sd^2) in each place.

    It is averaged over the ``sds`` by how well each foretells what was found.
    """
    unit = np.eye(len(score))
    means = [np.linalg.solve(information + unit / sd**2, score) for sd in sds]
    # In nats, twice, and up to a constant.
    evidence = [score @ mean - np.linalg.slogdet(unit + sd**2 * information)[1] for mean, sd in zip(means, sds, strict=True)]
    shares = np.exp(0.5 * (np.array(evidence) - max(evidence)))
    believed: Array = shares @ np.array(means) / shares.sum()
    return believed
