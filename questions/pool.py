"""The live questions as arrays, and what asking each would tell: the fast half of choosing a question, linear in the size of the bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from questions.ability import CONCEPT_SD, Belief, moments
from questions.model import Format, Item
from questions.response import LOGIT_SCALE, SLIP, Array, ItemParameters, label_parameters

_SQRT_2PI = 2.5066282746310002

Indices = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """The live questions of a bank. Arrays run over the questions, in the bank's order; ``area`` and ``concept`` index the name tuples."""

    items: tuple[Item, ...]
    index: Mapping[str, int]
    areas: tuple[str, ...]
    concepts: tuple[str, ...]
    concept_area: Indices
    area: Indices
    concept: Indices
    format: Indices
    typed: Mask
    location: Array
    location_variance: Array
    slope: Array
    guessing: Array
    members: Mapping[str, Indices]


@dataclass(frozen=True, slots=True, eq=False)
class Prospect:
    """What asking each question of a pool promises: ``chance`` of a right answer, ``gain`` in weighted variance (levels squared).

    ``sharpness`` is what the answer tells of the distance between level and location: a variance V of either falls by V^2 times it.
    ``lifted`` is the chance were each area's level higher by what was asked for.
    """

    chance: Array
    gain: Array
    sharpness: Array
    lifted: Array


def pool_of(items: Sequence[Item], parameters: Mapping[str, ItemParameters] | None = None) -> Pool:
    """Return the pool of ``items``, whose ids differ."""
    known = [(parameters or {}).get(item.id) or label_parameters(item) for item in items]
    areas = tuple(dict.fromkeys(item.area for item in items))
    concepts = dict.fromkeys(item.concept for item in items)
    area_of = {item.concept: areas.index(item.area) for item in items}
    numbers = {name: number for number, name in enumerate(concepts)}
    concept = np.array([numbers[item.concept] for item in items], dtype=np.int64)
    area = np.array([areas.index(item.area) for item in items], dtype=np.int64)
    members = {name: np.flatnonzero(concept == number) for name, number in numbers.items()}
    members |= {name: np.flatnonzero(area == number) for number, name in enumerate(areas)}
    return Pool(
        items=tuple(items),
        index={item.id: number for number, item in enumerate(items)},
        areas=areas,
        concepts=tuple(concepts),
        concept_area=np.array([area_of[name] for name in concepts], dtype=np.int64),
        area=area,
        concept=concept,
        format=np.array([tuple(Format).index(item.format) for item in items], dtype=np.int64),
        typed=np.array([item.format.typed for item in items], dtype=np.bool_),
        location=np.array([each.difficulty for each in known]),
        location_variance=np.array([each.difficulty_sd**2 for each in known]),
        slope=np.array([each.discrimination for each in known]),
        guessing=np.array([item.guessing for item in items]),
        members=members,
    )


def prospect(
    pool: Pool,
    belief: Belief,
    weights: Mapping[str, float],
    at: datetime,
    rows: Indices | None = None,
    lifts: Mapping[str, float] | None = None,
) -> Prospect:
    """Return what each question (of ``rows``, or all) promises: the expected fall of ``sum(weight * variance)`` over all areas.

    For a yes-or-no answer y the variance of a level falls by Cov(level, y)^2 / Var(y) on average (law of total variance), and the
    covariance is Cov(level, distance) times the mean slope of the curve (Stein's lemma). ``lifts``, in levels by area, are for ``lifted``.
    """
    mean, covariance = moments(belief, at)
    order = [belief.index(area) for area in pool.areas]
    importance = np.array([weights.get(area, 0.0) for area in belief.areas])
    worth = (importance[:, None] * covariance**2).sum(axis=0)[order]
    level, variance, share = _concepts(pool, belief, mean[order], np.diagonal(covariance)[order])
    chosen = slice(None) if rows is None else rows
    concept, slope, guessing = pool.concept[chosen], pool.slope[chosen], pool.guessing[chosen]
    spread = np.sqrt(LOGIT_SCALE**2 + slope**2 * (variance[concept] + pool.location_variance[chosen]))
    z = slope * (level[concept] - pool.location[chosen]) / spread
    reach = 1.0 - SLIP - guessing
    chance = guessing + reach / (1.0 + np.exp(-LOGIT_SCALE * z))
    steepness = reach * slope / spread * np.exp(-0.5 * z * z) / _SQRT_2PI
    sharpness = steepness**2 / (chance * (1.0 - chance))
    gain = (worth[pool.concept_area] * share**2)[concept] * sharpness
    if not lifts:
        return Prospect(chance, gain, sharpness, chance)
    z = z + slope / spread * np.array([lifts.get(area, 0.0) for area in pool.areas])[pool.area[chosen]]
    return Prospect(chance, gain, sharpness, guessing + reach / (1.0 + np.exp(-LOGIT_SCALE * z)))


def _concepts(pool: Pool, belief: Belief, mean: Array, variance: Array) -> tuple[Array, Array, Array]:
    """Return level, variance and Cov(area, concept) / Var(area) of every concept, given the areas' means and variances."""
    evidence = np.array([belief.concepts.get(name, (0.0, 0.0)) for name in pool.concepts]).reshape(-1, 2)
    own = 1.0 / (1.0 / CONCEPT_SD**2 + evidence[:, 0])
    share = 1.0 - evidence[:, 0] * own
    level = share * mean[pool.concept_area] + own * evidence[:, 1]
    return level, share**2 * variance[pool.concept_area] + own, share
