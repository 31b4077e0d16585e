"""How fast people forget, learned from everybody's reviews: FSRS's published parameters with the decay that the answers speak for.

The published parameters stand for flashcards. A concept that is asked by ever other questions may fade along a steeper or a flatter curve,
which is FSRS-6's decay. One number is learned and not all: with the first stability, the growth and the stability after a lapse as well,
reviews were foretold better, and what the schedule left recalled was less (docs/measurement.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

import numpy as np

from questions.model import Attempt, Result
from questions.response import SLIP, Array
from questions.review import PUBLISHED, Forgetting, Memory, retrievability, review

# An answer on the same day says nothing of forgetting.
APART = timedelta(hours=12)
# So many reviews are plenty for one number, and cost a second.
MOST = 2000
# What the library allows, and how far, as a standard deviation of its logarithm, the decay may lie from the published one.
DECAYS: Array = np.geomspace(0.1, 0.8, 13)
SPREAD = 0.5


def learn(sequences: Iterable[Sequence[Attempt]]) -> Forgetting:
    """Return the forgetting that ``sequences`` (one person's answers on one concept each, in their order) speak for.

    The decay is the most probable one of ``DECAYS`` under a log-normal prior; without a review it is the published one.
    """
    kept = _sample([own for own in sequences if _reviews(own)])
    if not kept:
        return PUBLISHED
    prior = -0.5 * (np.log(DECAYS / PUBLISHED.parameters[-1]) / SPREAD) ** 2
    posterior = [sum(_log_likelihood(own, _decaying(decay)) for own in kept) for decay in DECAYS]
    return _decaying(float(DECAYS[int(np.argmax(prior + posterior))]))


def _sample(sequences: Sequence[Sequence[Attempt]]) -> Sequence[Sequence[Attempt]]:
    """Return every so many-th sequence, for about ``MOST`` reviews.

    Not the newest ones: what is weak is reviewed most, and would be most of the sample.
    """
    count = sum(_reviews(own) for own in sequences)
    return sequences[:: max(1, round(count / MOST))]


def _reviews(own: Sequence[Attempt]) -> int:
    return sum(later.at - earlier.at >= APART for earlier, later in pairwise(own))


def _decaying(decay: float) -> Forgetting:
    return Forgetting((*PUBLISHED.parameters[:-1], decay))


def _log_likelihood(own: Sequence[Attempt], forgetting: Forgetting) -> float:
    chances = [(chance if right else 1.0 - chance) for chance, right in _foretold(own, forgetting)]
    return float(np.sum(np.log(chances)))


def _foretold(own: Sequence[Attempt], forgetting: Forgetting) -> Iterator[tuple[float, bool]]:
    """Yield each review's chance of a right answer, a slip allowed for, and whether it was right."""
    memory: Memory | None = None
    for attempt in own:
        if memory is not None and attempt.at - memory.last_review >= APART:
            chance = (1.0 - SLIP) * retrievability(memory, attempt.at, attempt.item.guessing, forgetting)
            yield chance, attempt.result is Result.RIGHT
        memory = review(memory, attempt, forgetting)
