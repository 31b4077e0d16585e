"""What reviewing each of many concepts would bring, all of them weighed at once.

What a review makes of a memory is the library's to say (``questions.review``); it says it of one memory at a time, and what ninety due ones
would bring is asked for each question of a session. Here the two formulas that this takes stand over arrays.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

import numpy as np

from questions.response import Array
from questions.review import PUBLISHED, Forgetting, Memory, ripe

HORIZON_DAYS = 30.0
# Below this no stability falls: the library's own bound.
LEAST_DAYS = 0.001


def due(memories: Mapping[str, Memory], at: datetime, forgetting: Forgetting = PUBLISHED, until: datetime | None = None) -> tuple[str, ...]:
    """Return the concepts due at ``at``, the one first whose review now adds most recall a month on (ties by name).

    What falls due later on the same day is due in the morning's session: ``until`` is the day's end, as for ``ripe``.
    """
    gains = benefits({name: memories[name] for name in ripe(memories, at, until)}, at, forgetting)
    return tuple(sorted(gains, key=lambda name: (-gains[name], name)))


def benefits(memories: Mapping[str, Memory], at: datetime, forgetting: Forgetting = PUBLISHED) -> dict[str, float]:
    """Return for each concept by how much a review at ``at`` raises the expected recall ``HORIZON_DAYS`` later, in [-1, 1]."""
    stability = np.array([memory.stability for memory in memories.values()])
    difficulty = np.array([memory.difficulty for memory in memories.values()])
    days = np.array([(at - memory.last_review).total_seconds() for memory in memories.values()]) / 86400.0
    recall = forgetting.recall(stability, np.maximum(days, 0.0))
    good, again = stabilities(stability, difficulty, np.maximum(np.rint(days), 0.0), forgetting)
    reviewed = recall * forgetting.recall(good, HORIZON_DAYS) + (1.0 - recall) * forgetting.recall(again, HORIZON_DAYS)
    gains = reviewed - forgetting.recall(stability, np.maximum(days + HORIZON_DAYS, 0.0))
    return dict(zip(memories, gains.tolist(), strict=True))


def stabilities(stability: Array, difficulty: Array, days: Array, forgetting: Forgetting = PUBLISHED) -> tuple[Array, Array]:
    """Return the stabilities, in days, after a right and after a wrong answer that come ``days`` whole days after the last one.

    FSRS-6's formulas for Good and Again, within a day and later (open-spaced-repetition, *The Algorithm*); ``w`` as there. A test holds
    them against the library.
    """
    w = forgetting.parameters
    forgotten = 1.0 - forgetting.recall(stability, days)
    growth = math.exp(w[8]) * (11.0 - difficulty) * stability ** -w[9] * (np.exp(w[10] * forgotten) - 1.0)
    lapsed = w[11] * difficulty ** -w[12] * ((stability + 1.0) ** w[13] - 1.0) * np.exp(w[14] * forgotten)
    crammed = math.exp(w[17] * w[18]) * stability ** -w[19]
    today = days < 1.0
    good = stability * np.where(today, np.maximum(crammed, 1.0), 1.0 + growth)
    again = np.where(today, stability * crammed * math.exp(-2.0 * w[17]), np.minimum(lapsed, stability / math.exp(w[17] * w[18])))
    return np.maximum(good, LEAST_DAYS), np.maximum(again, LEAST_DAYS)
