"""What all answers together teach of items, of where people start and how they differ, of how areas hang together, and of forgetting.

Every history is replayed in its order; an answer is evidence on its item against what the person's other answers of that time tell, so
that it never vouches for itself. An item's posterior is kept on a grid over location and slope. Its prior is the author's label with a
heavy tail, so that a label that is plainly wrong gives way after some tens of answers.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

import numpy as np

from questions.ability import CAUTIOUS, CORRELATIONS, START_SD, Belief
from questions.forgetting import learn
from questions.hindsight import hindsight
from questions.model import Attempt
from questions.newcomers import Newcomers, Shift
from questions.response import DISCRIMINATION_LOG_SD, SLIP, Array, ItemParameters, label_parameters, mean_curve
from questions.review import PUBLISHED, Forgetting

VERSION = 4
# One label in ten may be off by far: a second, wider normal beside the label's own.
DOUBT, DOUBT_FACTOR = 0.1, 3.0
# By how many nats one person's answers may speak against a correlation: 200 honest ones seldom say more (up to twenty where areas hang
# closely together), thousands of absurd ones hundreds.
LOUDEST = 10.0
# How long people count as newcomers: what they are later is what practice has made of them.
NEW = timedelta(days=30)
# No correlation is ruled out for a newcomer.
LEAST_WEIGHT = 1e-3
# Correlations at which the likelihood is interpolated, and the error variance with which answers show a level (some eight in its area).
_BETWEEN: Array = np.linspace(CORRELATIONS[0], CORRELATIONS[-1], 161)
_ERROR = 0.4
_LOCATIONS: Array = np.linspace(-3.0, 3.0, 61)
_SLOPES: Array = np.linspace(-2.0, 2.0, 7)


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was learned: ``parameters`` by item id, ``weights`` of the correlations for a newcomer's belief (None: nothing known).

    ``starts``: by how many levels newcomers are better in an area than is supposed; ``spread``: the standard deviation of their levels.
    ``forgetting`` is how fast people forget.
    """

    parameters: Mapping[str, ItemParameters] = field(default_factory=dict)
    weights: tuple[float, ...] | None = None
    starts: Mapping[str, float] = field(default_factory=dict)
    forgetting: Forgetting = PUBLISHED
    spread: float = START_SD


@dataclass(frozen=True, slots=True)
class Enough:
    """From how many ``people`` correlations, starts and spread are learned, and an item from how many who answered it (``of_an_item``).

    What fewer said would be used mostly on the very people who said it: their own answers would count twice.
    """

    people: int = 10
    of_an_item: int = 5


ENOUGH = Enough()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One answer as seen by its item: the person's level but for it (mean and variance, in levels) and the result."""

    mean: float
    variance: float
    guessing: float
    correct: bool


def calibrate(
    histories: Iterable[tuple[Belief, Sequence[Attempt]]],
    known: Calibration | None = None,
    labels: Mapping[str, ItemParameters] | None = None,
    enough: Enough = ENOUGH,
) -> Calibration:
    """Return what ``histories`` (starting belief and answers in their order, one pair a person, all of the same areas) teach.

    ``known`` is what was learned before, for a better view of the people; calling again with the result refines it. ``labels`` replace, by
    item id, what the label says that an item had when it was answered; without them a label mended meanwhile counts by chance. The starting
    beliefs are those that ``known`` gives. Nothing is learned from fewer people than are ``enough``. Their order does not matter but for
    rounding.
    """
    before = known or Calibration()
    fallback = labels or {}
    told = {**fallback, **before.parameters}
    priors: dict[str, tuple[str, ItemParameters]] = {}
    seen: dict[str, list[Evidence]] = {}
    answerers: Counter[str] = Counter()
    reviews: list[list[Attempt]] = []
    newcomers = Newcomers()
    people, said = 0, np.log(CAUTIOUS)
    for start, attempts in histories:
        belief = settled = start
        own: dict[str, list[Attempt]] = {}
        for each in hindsight(start, attempts, told):
            item, belief = each.attempt.item, each.after
            own.setdefault(item.concept, []).append(each.attempt)
            priors[item.id] = item.area, fallback.get(item.id) or label_parameters(item)
            seen.setdefault(item.id, []).append(Evidence(each.mean, each.variance, item.guessing, each.attempt.correct))
            settled = belief if each.attempt.at - attempts[0].at < NEW else settled
        newcomers.add(start, settled)
        answerers.update({attempt.item.id for attempt in attempts})
        reviews += own.values()
        people, said = people + 1, said + _said(start, belief)
    parameters = {name: locate(priors[name][1], evidence) for name, evidence in seen.items() if answerers[name] >= enough.of_an_item}
    forgetting = learn(reviews)
    if people < enough.people:
        return Calibration(parameters, forgetting=forgetting)
    starts = newcomers.starts(before.starts, _shifts(priors, seen, before.parameters))
    return Calibration(parameters, correlation_weights(said), starts, forgetting, newcomers.spread())


def locate(label: ItemParameters, evidence: Sequence[Evidence]) -> ItemParameters:
    """Return the item's parameters given its ``label`` and ``evidence``: posterior means and deviations on the grid."""
    offsets = _LOCATIONS * label.difficulty_sd * DOUBT_FACTOR
    logs = _SLOPES * DISCRIMINATION_LOG_SD
    log_prior = np.log(tailed(offsets, label.difficulty_sd))[:, None] - 0.5 * _SLOPES**2
    mean, variance, guessing, correct = np.array([(each.mean, each.variance, each.guessing, each.correct) for each in evidence]).T
    distance = mean[:, None, None] - label.difficulty - offsets[:, None]
    share = mean_curve(distance, variance[:, None, None], label.discrimination * np.exp(logs))
    right = guessing[:, None, None] + (1.0 - SLIP - guessing[:, None, None]) * share
    log_likelihood = np.log(np.where(correct[:, None, None] > 0.5, right, 1.0 - right)).sum(axis=0)
    posterior = np.exp(log_prior + log_likelihood - np.max(log_prior + log_likelihood))
    posterior /= posterior.sum()
    location, location_sd = _moments(offsets, posterior.sum(axis=1))
    log_slope, log_slope_sd = _moments(logs, posterior.sum(axis=0))
    # No surer than the grid is fine: half a step, as the deviation of what is rounded to it.
    location_sd = max(location_sd, float(offsets[1] - offsets[0]) / math.sqrt(12.0))
    return ItemParameters(label.difficulty + location, location_sd, label.discrimination * math.exp(log_slope), log_slope_sd)


def tailed(offsets: Array, sd: float) -> Array:
    """Return the prior of a location at ``offsets`` from its label, up to a factor: one label in ten is off by thrice as much."""
    narrow = (1.0 - DOUBT) * np.exp(-0.5 * (offsets / sd) ** 2)
    wide = DOUBT / DOUBT_FACTOR * np.exp(-0.5 * (offsets / (sd * DOUBT_FACTOR)) ** 2)
    density: Array = narrow + wide
    return density


def correlation_weights(log_posterior: Array) -> tuple[float, ...]:
    """Return the weights of ``CORRELATIONS`` for a newcomer, given what prior and answers say of each: ``log_posterior``, in nats.

    They stand for the posterior of a correlation that may lie anywhere between them: taken as the only five possible, one of two would soon
    hold all the weight, though the truth lies halfway. So its logarithm is interpolated around its top by a parabola in the logarithm of
    the variance that answers show of an area alone (1 - rho and their error), and beyond linearly; each correlation's mass then goes to
    its two neighbours such that their mean, and with it the mean covariance, stays. No weight is below a thousandth: more people may still
    speak for another correlation.
    """
    best = min(max(int(np.argmax(log_posterior)), 1), len(CORRELATIONS) - 2)
    around = slice(best - 1, best + 2)
    low, _, high = CORRELATIONS[around]
    near = (low <= _BETWEEN) & (high >= _BETWEEN)
    said = np.interp(_BETWEEN, CORRELATIONS, log_posterior)
    said[near] = np.polyval(np.polyfit(_seen_alone(CORRELATIONS[around]), log_posterior[around], 2), _seen_alone(_BETWEEN[near]))
    posterior = np.exp(said - said.max())
    shared = np.array([posterior @ np.interp(_BETWEEN, CORRELATIONS, node) for node in np.eye(len(CORRELATIONS))])
    weights = np.maximum(shared / posterior.sum(), LEAST_WEIGHT)
    return tuple(float(each) for each in weights / weights.sum())


def dump(calibration: Calibration) -> str:
    """Return the calibration as JSON text; ``load`` gives back the same numbers."""
    parameters = {name: list(asdict(each).values()) for name, each in sorted(calibration.parameters.items())}
    forgetting = calibration.forgetting.parameters
    data = {
        "version": VERSION,
        "weights": calibration.weights,
        "starts": dict(calibration.starts),
        "spread": calibration.spread,
        "forgetting": forgetting,
        "parameters": parameters,
    }
    return json.dumps(data, separators=(",", ":"))


def load(text: str) -> Calibration:
    """Return the calibration that ``dump`` wrote; ValueError where the text is not one of this version."""
    try:
        return _read(json.loads(text))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError("not a calibration of this version") from error


def _read(data: Mapping[str, Any]) -> Calibration:
    if data["version"] != VERSION:
        raise ValueError(data["version"])
    weights = None if data["weights"] is None else tuple(float(each) for each in data["weights"])
    forgetting = Forgetting(tuple(float(each) for each in data["forgetting"]))
    starts = {str(area): float(each) for area, each in data["starts"].items()}
    parameters = {name: ItemParameters(*values) for name, values in data["parameters"].items()}
    return Calibration(parameters, weights, starts, forgetting, float(data["spread"]))


def _moments(values: Array, masses: Array) -> tuple[float, float]:
    mean = float(np.sum(values * masses))
    return mean, math.sqrt(float(np.sum((values - mean) ** 2 * masses)))


def _seen_alone(correlations: Array) -> Array:
    """Return the logarithm of the variance that answers show of an area alone, their error included."""
    seen: Array = np.log(1.0 - correlations + _ERROR)
    return seen


def _shifts(
    labels: Mapping[str, tuple[str, ItemParameters]], seen: Mapping[str, Sequence[Evidence]], known: Mapping[str, ItemParameters]
) -> dict[str, Shift]:
    """Return by area how far the items, as they were ``known``, lay above their ``labels``.

    Each is counted as often as it was answered, and a label that is plainly wrong hardly.
    """
    counted: defaultdict[str, float] = defaultdict(float)
    levels: defaultdict[str, float] = defaultdict(float)
    variance: defaultdict[str, float] = defaultdict(float)
    for name, (area, label) in labels.items():
        off = known.get(name, label).difficulty - label.difficulty
        count = len(seen[name]) * _trust(off, label.difficulty_sd)
        counted[area] += count
        levels[area] += count * off
        variance[area] += (count * label.difficulty_sd) ** 2
    return {area: Shift(levels[area] / count, variance[area] / count**2) for area, count in counted.items()}


def _trust(offset: float, sd: float) -> float:
    """Return the chance that a label off by ``offset`` is not the one in ten that is off by more (see ``tailed``), never quite zero."""
    against = math.log(DOUBT / (1.0 - DOUBT) / DOUBT_FACTOR) + 0.5 * (offset / sd) ** 2 * (1.0 - 1.0 / DOUBT_FACTOR**2)
    return 1.0 / (1.0 + math.exp(min(against, 30.0)))


def _said(start: Belief, belief: Belief) -> Array:
    """Return the log likelihood that one person's answers gave to each correlation, none further than ``LOUDEST`` below the best."""
    with np.errstate(divide="ignore"):
        said = np.log(belief.weights) - np.log(start.weights)
    raised: Array = np.maximum(said, said.max() - LOUDEST)
    return raised
