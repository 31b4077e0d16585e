"""The belief about a person's levels: a mixture of joint Gaussians over the areas, one per assumed correlation, updated by each answer.

How strongly areas hang together is not known, so several correlations are carried side by side and weighted by how well each foretold the
answers so far. Below an area its concepts deviate from it by independent offsets; a concept's offset is kept as the Gaussian evidence
(precision, precision times mean) on *area + offset* that its answers gave. An answer is absorbed by moment matching (assumed-density
filtering), exact but for the shape being kept Gaussian. See docs/measurement.md for the formulas and their sources.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import numpy as np

from questions.model import Attempt, Item
from questions.response import Array, ItemParameters, label_parameters, tilt

CORRELATIONS: Array = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
# Before anybody's answers tell, weak correlations count more: to take areas for closer than they are makes intervals too narrow.
CAUTIOUS: Array = np.array([0.35, 0.26, 0.17, 0.13, 0.09])
START_LEVEL = 2.5
START_SD = 1.0
CONCEPT_SD = 0.4
DRIFT_DAYS = 735.0
LOW, HIGH = 1.0, 5.0
Z95 = 1.959963984540054
VERSION = 3


@dataclass(frozen=True, slots=True)
class Estimate:
    """A level with its 95 % interval, all clipped to the scale 1-5; ``sd`` is the posterior standard deviation in levels, not clipped."""

    level: float
    sd: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Start:
    """What is supposed of somebody's level in an area before any answer: ``level``, give or take ``sd``."""

    level: float
    sd: float


@dataclass(frozen=True, slots=True, eq=False)
class Belief:
    """What is believed about a person. Shapes: K correlations, A areas.

    ``weights`` (K,); ``means`` (K, A) and ``covariances`` (K, A, A) in levels; ``concepts``: concept id -> (precision, precision * mean) of
    the evidence on area level plus the concept's offset; ``answers``: area -> answers absorbed; ``at``: the last answer's time; ``starts``
    (A,): the levels supposed before any answer, give or take ``spread``.
    """

    areas: tuple[str, ...]
    weights: Array
    means: Array
    covariances: Array
    concepts: Mapping[str, tuple[float, float]]
    answers: Mapping[str, int]
    at: datetime | None
    starts: Array
    spread: float

    def index(self, area: str) -> int:
        """Return the position of ``area``; KeyError where the belief does not know it."""
        try:
            return self.areas.index(area)
        except ValueError:
            raise KeyError(area) from None

    def start(self, area: str) -> Start:
        """Return what is supposed of ``area`` before any answer; KeyError where the belief does not know it."""
        return Start(float(self.starts[self.index(area)]), self.spread)


@dataclass(frozen=True, slots=True)
class _Concept:
    """One concept's level beside its area's, under each correlation: what an update and a prediction need. Arrays are (K,)."""

    level: Array
    variance: Array
    offset: Array
    offset_variance: Array
    slope: float
    own_variance: float


def prior(
    areas: Sequence[str],
    origin_levels: Mapping[str, float] | None = None,
    correlation_weights: Sequence[float] | None = None,
    spread: float = START_SD,
) -> Belief:
    """Return the belief before any answer: ``origin_levels`` where given, else ``START_LEVEL``, give or take ``spread``.

    ``correlation_weights`` are the prior weights of ``CORRELATIONS``, as learned from other people; without them ``CAUTIOUS`` ones.
    """
    levels = origin_levels or {}
    means = np.array([levels.get(area, START_LEVEL) for area in areas], dtype=np.float64)
    k = len(CORRELATIONS)
    return Belief(
        areas=tuple(areas),
        weights=CAUTIOUS.copy() if correlation_weights is None else np.array(correlation_weights, dtype=np.float64),
        means=np.tile(means, (k, 1)),
        covariances=_prior_covariances(len(areas), spread),
        concepts={},
        answers=dict.fromkeys(areas, 0),
        at=None,
        starts=means,
        spread=spread,
    )


def update(belief: Belief, item: Item, correct: bool, at: datetime, parameters: ItemParameters | None = None) -> Belief:  # noqa: FBT001 - the answer is the point of the call
    """Return the belief after one answer at ``at``; ``parameters`` replace what the author's label says. KeyError for an unknown area."""
    known = parameters or label_parameters(item)
    j = belief.index(item.area)
    now = drifted(belief, at)
    concept = _concept(now, item.concept, j)
    spread = concept.variance + known.difficulty_sd**2
    change = tilt(concept.level - known.difficulty, spread, known, item.guessing, correct=correct)
    weights = now.weights * change.probability
    weights /= weights.sum()
    gain = now.covariances[:, :, j] * ((1.0 + concept.slope) / spread)[:, None]
    means = now.means + gain * (np.sqrt(spread) * change.shift)[:, None]
    covariances = now.covariances + gain[:, :, None] * gain[:, None, :] * (spread * change.growth)[:, None, None]
    site = _site(concept, now.covariances[:, j, j], means[:, j], spread, change.shift, change.growth, weights)
    return Belief(
        areas=belief.areas,
        weights=weights,
        means=means,
        covariances=covariances,
        concepts={**now.concepts, item.concept: site},
        answers={**belief.answers, item.area: belief.answers[item.area] + 1},
        at=at if belief.at is None else max(at, belief.at),
        starts=belief.starts,
        spread=belief.spread,
    )


def replay(belief: Belief, attempts: Iterable[Attempt], parameters: Mapping[str, ItemParameters] | None = None) -> Belief:
    """Absorb ``attempts`` in their order; the same attempts give the same numbers to the last bit."""
    known = parameters or {}
    for attempt in attempts:
        belief = update(belief, attempt.item, attempt.correct, attempt.at, known.get(attempt.item.id))
    return belief


def estimate(belief: Belief, area: str, at: datetime) -> Estimate:
    """Return the level of ``area`` as of ``at``: the longer the last answer is ago, the wider its interval."""
    j = belief.index(area)
    now = drifted(belief, at)
    return _mixed(now.weights, now.means[:, j], now.covariances[:, j, j])


def estimates(belief: Belief, at: datetime) -> dict[str, Estimate]:
    """Return the estimate of every area as of ``at``."""
    now = drifted(belief, at)
    return {area: _mixed(now.weights, now.means[:, j], now.covariances[:, j, j]) for j, area in enumerate(now.areas)}


def concept_estimate(belief: Belief, concept_id: str, at: datetime) -> Estimate:
    """Return the level of one concept (``area/concept``); without answers of its own it is the area's, with a wider interval."""
    now = drifted(belief, at)
    concept = _concept(now, concept_id, belief.index(concept_id.partition("/")[0]))
    return _mixed(now.weights, concept.level, concept.variance)


def probability(belief: Belief, item: Item, at: datetime, parameters: ItemParameters | None = None) -> float:
    """Return the chance of a right answer to ``item`` at ``at``, guessing included."""
    known = parameters or label_parameters(item)
    now = drifted(belief, at)
    concept = _concept(now, item.concept, belief.index(item.area))
    change = tilt(concept.level - known.difficulty, concept.variance + known.difficulty_sd**2, known, item.guessing, correct=True)
    return float(np.sum(now.weights * change.probability))


def level_within(belief: Belief, item: Item) -> tuple[Array, Array]:
    """Return means and variances (K,) of the level that ``item`` meets (its concept's) as of the belief's time, not clipped."""
    concept = _concept(belief, item.concept, belief.index(item.area))
    return concept.level, concept.variance


def blend(weights: Array, means: Array, variances: Array) -> tuple[float, float]:
    """Return mean and variance of a mixture of Gaussians; all arrays are (K,)."""
    mean = float(np.sum(weights * means))
    return mean, float(np.sum(weights * (variances + (means - mean) ** 2)))


@lru_cache(maxsize=1)
def moments(belief: Belief, at: datetime) -> tuple[Array, Array]:
    """Return mean (A,) and covariance (A, A) of the levels as of ``at``, the mixture taken together, not clipped; both read-only.

    They are kept for the next call: choosing one question asks for the same ones five times.
    """
    now = drifted(belief, at)
    mean = np.sum(now.weights[:, None] * now.means, axis=0)
    apart = now.means - mean
    covariance: Array = np.sum(now.weights[:, None, None] * (now.covariances + apart[:, :, None] * apart[:, None, :]), axis=0)
    mean.flags.writeable = covariance.flags.writeable = False
    return mean, covariance


def lost(since: datetime | None, at: datetime | None) -> float:
    """Return the share of what was known at ``since`` that holds no longer as of ``at``; zero where there is no time between them."""
    days = 0.0 if since is None or at is None else (at - since).total_seconds() / 86400.0
    return -math.expm1(-max(days, 0.0) / DRIFT_DAYS)


def drifted(belief: Belief, at: datetime) -> Belief:
    """Return the belief as of ``at``: means stay, covariances move back towards the prior's, evidence on concepts fades likewise."""
    share = lost(belief.at, at)
    if share <= 0.0:
        return belief
    kept = 1.0 - share
    return Belief(
        areas=belief.areas,
        weights=belief.weights,
        means=belief.means,
        covariances=belief.covariances + share * (_prior_covariances(len(belief.areas), belief.spread) - belief.covariances),
        concepts={name: (precision * kept, weighted * kept) for name, (precision, weighted) in belief.concepts.items()},
        answers=belief.answers,
        at=at,
        starts=belief.starts,
        spread=belief.spread,
    )


def dump(belief: Belief) -> str:
    """Return the belief as JSON text of a few kilobytes; ``load`` gives back the very same numbers."""
    upper = np.triu_indices(len(belief.areas))
    sites = np.array([belief.concepts[name] for name in belief.concepts], dtype=np.float64)
    numbers = [belief.weights, belief.starts, belief.means, np.array([matrix[upper] for matrix in belief.covariances]), sites]
    raw = np.concatenate([part.ravel() for part in numbers]).astype("<f8").tobytes()
    return json.dumps(
        {
            "version": VERSION,
            "areas": list(belief.areas),
            "answers": [belief.answers[area] for area in belief.areas],
            "concepts": list(belief.concepts),
            "at": belief.at.isoformat() if belief.at else None,
            "spread": belief.spread,
            "numbers": base64.b64encode(raw).decode("ascii"),
        },
        separators=(",", ":"),
    )


def load(text: str) -> Belief:
    """Return the belief that ``dump`` wrote; ValueError where the text is not one of this version."""
    try:
        return _read(json.loads(text))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError("not a belief of this version") from error


def _read(data: Mapping[str, Any]) -> Belief:
    if data["version"] != VERSION:
        raise ValueError(data["version"])
    areas: list[str] = data["areas"]
    names: list[str] = data["concepts"]
    k, a = len(CORRELATIONS), len(areas)
    numbers = np.frombuffer(base64.b64decode(data["numbers"], validate=True), dtype="<f8").astype(np.float64)
    triangle = a * (a + 1) // 2
    weights, starts, means, triangles, sites = np.split(numbers, np.cumsum([k, a, k * a, k * triangle]))
    covariances = np.zeros((k, a, a))
    rows, columns = np.triu_indices(a)
    covariances[:, rows, columns] = triangles.reshape(k, triangle)
    covariances[:, columns, rows] = triangles.reshape(k, triangle)
    pairs = sites.reshape(len(names), 2)
    return Belief(
        areas=tuple(areas),
        weights=weights,
        means=means.reshape(k, a),
        covariances=covariances,
        concepts={name: (float(pair[0]), float(pair[1])) for name, pair in zip(names, pairs, strict=True)},
        answers=dict(zip(areas, data["answers"], strict=True)),
        at=datetime.fromisoformat(data["at"]) if data["at"] else None,
        starts=starts,
        spread=float(data["spread"]),
    )


def _prior_covariances(areas: int, spread: float) -> Array:
    rho = CORRELATIONS[:, None, None]
    matrices: Array = spread**2 * (rho + (1.0 - rho) * np.eye(areas))
    return matrices


def _concept(belief: Belief, name: str, j: int) -> _Concept:
    """Return the concept's level: given its area, the offset is Gaussian with mean own * (weighted - precision * area)."""
    precision, weighted = belief.concepts.get(name, (0.0, 0.0))
    area, variance = belief.means[:, j], belief.covariances[:, j, j]
    own = 1.0 / (1.0 / CONCEPT_SD**2 + precision)
    slope = -precision * own
    offset = own * weighted + slope * area
    return _Concept(
        level=area + offset,
        variance=variance * (1.0 + slope) ** 2 + own,
        offset=offset,
        offset_variance=own + slope**2 * variance,
        slope=slope,
        own_variance=own,
    )


def _site(
    concept: _Concept, area_variance: Array, area_after: Array, spread: Array, shift: Array, growth: Array, weights: Array
) -> tuple[float, float]:
    """Return the concept's evidence after an answer: moment matching of (area, offset), read back as a Gaussian factor of their sum."""
    area_gain = area_variance * (1.0 + concept.slope) / spread
    together = concept.slope * area_variance
    offset_gain = (together + concept.offset_variance) / spread
    scale = spread * growth
    covariance = together + area_gain * offset_gain * scale
    own = concept.offset_variance + offset_gain**2 * scale - covariance**2 / (area_variance + area_gain**2 * scale)
    offset = concept.offset + offset_gain * np.sqrt(spread) * shift
    precision = 1.0 / own - 1.0 / CONCEPT_SD**2
    weighted = offset / own + precision * area_after
    return float(np.sum(weights * precision)), float(np.sum(weights * weighted))


def _mixed(weights: Array, means: Array, variances: Array) -> Estimate:
    mean, variance = blend(weights, means, variances)
    sd = math.sqrt(variance)
    return Estimate(level=_clip(mean), sd=sd, low=_clip(mean - Z95 * sd), high=_clip(mean + Z95 * sd))


def _clip(level: float) -> float:
    return min(max(level, LOW), HIGH)
