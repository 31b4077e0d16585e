"""The level that a person had at each of their answers, as all their other answers of that time tell it.

It is what an answer is held against when something is learned of its question: the answer itself must not vouch for the level, and what
came before it alone tells little of people who are new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import numpy as np

from questions.ability import CONCEPT_SD, Belief, blend, drifted, level_within, lost, update
from questions.model import Attempt
from questions.response import ItemParameters

# Answers so near to one another tell of one level: later ones may be what practice has made of it.
TOGETHER = timedelta(days=30)
# Surprises make a level less certain; where later ones would leave less than this of what was known before, they are past Gaussian factors.
LEAST_KEPT = 0.5


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer; ``mean`` and ``variance`` of the level that it met, by the others, in levels and not clipped; the belief ``after`` it."""

    attempt: Attempt
    mean: float
    variance: float
    after: Belief


def hindsight(start: Belief, attempts: Iterable[Attempt], parameters: Mapping[str, ItemParameters]) -> Iterator[Seen]:
    """Replay a person's ``attempts`` in their order and yield each with the level of its concept that the others tell.

    ``parameters`` by item id replace what its label says. An answer that turned a Gaussian of precision p and mean m into p' and m' counts
    as a Gaussian factor of precision p' - p and precision times mean p' m' - p m. It is left out (the cavity of expectation propagation;
    Minka 2001): what was believed before it is multiplied by the factor of all that came after it, up to the last answer within
    ``TOGETHER`` of the first, blurred by what the level may have drifted by then. KeyError for an area that ``start`` does not know.
    """
    beliefs, near = [start], list[Attempt]()
    for attempt in attempts:
        if near and attempt.at - near[0].at >= TOGETHER:
            yield from _look_back(near, beliefs)
            beliefs, near = beliefs[-1:], []
        beliefs.append(update(beliefs[-1], attempt.item, attempt.correct, attempt.at, parameters.get(attempt.item.id)))
        near.append(attempt)
    yield from _look_back(near, beliefs)


def _look_back(attempts: Sequence[Attempt], beliefs: Sequence[Belief]) -> Iterator[Seen]:
    """Yield the ``attempts``, given the ``beliefs`` before the first and after each."""
    for attempt, (before, after) in zip(attempts, pairwise(beliefs), strict=True):
        yield Seen(attempt, *_without(attempt, before, after, beliefs[-1]), after)


def _without(attempt: Attempt, before: Belief, after: Belief, last: Belief) -> tuple[float, float]:
    """Return mean and variance of the level at ``attempt`` by all that ``last`` holds but what made ``after`` of ``before``."""
    old, old_variance = level_within(drifted(before, attempt.at), attempt.item)
    new, new_variance = level_within(after, attempt.item)
    late, late_variance = level_within(last, attempt.item)
    later = 1.0 / late_variance - 1.0 / new_variance
    blurred = 1.0 + np.maximum(later, 0.0) * lost(after.at, last.at) * (last.spread**2 + CONCEPT_SD**2)
    precision = 1.0 / old_variance + later / blurred
    mean = (old / old_variance + (late / late_variance - new / new_variance) / blurred) / precision
    sound = precision > LEAST_KEPT / old_variance
    return blend(last.weights, np.where(sound, mean, old), np.where(sound, 1.0 / precision, old_variance))
