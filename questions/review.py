"""When a concept is due again: FSRS at the level of the concept, so that a review may ask any question of it.

A right answer is *Good*, a wrong one or *I don't know* is *Again* (never *Hard*, which means recalled with effort). A right answer that may
have been guessed counts partly: the memory after it is the mean of the two outcomes, weighted by the chance that the answer was known.
Answering time is not used: slow as Hard or fast as Easy predicted real reviews no better. How fast people forget is FSRS's published guess
until everybody's reviews tell better (``questions.forgetting``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

import fsrs

from questions.model import Attempt, Result
from questions.response import Array

# To be raised when the same answers come to give other memories: all are rebuilt then.
VERSION = 2
# What falls due later on the same day is due in the morning: until the day is over, but a session that passes midnight is still the same.
SLACK, NIGHT = timedelta(hours=12), timedelta(hours=16)
FIRST_KNOWN = 0.5
# Above FSRS's usual .9: an interview is months away, not years, and at a fixed load it leaves more recalled (docs/measurement.md).
RETENTION = 0.93
# No interview is prepared for longer, and beyond some years dates would run out.
LONGEST_DAYS = 365

Days = TypeVar("Days", float, Array)


@dataclass(frozen=True, slots=True)
class Forgetting:
    """How people forget: the 21 ``parameters`` of FSRS-6."""

    parameters: tuple[float, ...] = tuple(fsrs.scheduler.DEFAULT_PARAMETERS)

    @property
    def decay(self) -> float:
        """The exponent of the forgetting curve, negative."""
        return -self.parameters[20]

    @property
    def factor(self) -> float:
        """The curve's factor of time over stability, such that recall is .9 after a stability's days."""
        return float(0.9 ** (1.0 / self.decay) - 1.0)

    def recall(self, stability: Days, days: Days | float) -> Days:
        """Return the chance of recall ``days`` (zero or more) after the last review, by FSRS's power law; of floats or of arrays."""
        recall: Days = (1.0 + self.factor * days / stability) ** self.decay
        return recall


PUBLISHED = Forgetting()


class Rating(StrEnum):
    """The two grades that an answer can earn."""

    AGAIN = "again"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Memory:
    """How well a concept sits. ``stability``: days until recall falls to 90 %; ``difficulty``: 1-10; ``lapses``: answers not right."""

    stability: float
    difficulty: float
    due: datetime
    last_review: datetime
    reviews: int
    lapses: int


def rate(result: Result) -> Rating:
    """Return what an answer's result earns."""
    return Rating.GOOD if result is Result.RIGHT else Rating.AGAIN


def review(memory: Memory | None, attempt: Attempt, forgetting: Forgetting = PUBLISHED) -> Memory:
    """Return the memory of ``attempt.item.concept`` after the attempt; ``memory`` is None at the concept's first answer.

    An attempt dated before the last review (a clock was set back) counts as of that review: memories do not go back in time.
    """
    at = attempt.at.astimezone(UTC) if memory is None else max(attempt.at.astimezone(UTC), memory.last_review)
    good = rate(attempt.result) is Rating.GOOD
    if good:
        known = _known(memory, attempt, forgetting)
        again = _step(memory, attempt, fsrs.Rating.Again, forgetting)
        stability, difficulty = _blend(_step(memory, attempt, fsrs.Rating.Good, forgetting), again, known)
    else:
        stability, difficulty = _step(memory, attempt, fsrs.Rating.Again, forgetting)
    return Memory(
        stability=stability,
        difficulty=difficulty,
        due=at + timedelta(days=_interval(stability, forgetting)),
        last_review=at,
        reviews=(memory.reviews if memory else 0) + 1,
        lapses=(memory.lapses if memory else 0) + (not good),
    )


def retrievability(memory: Memory, at: datetime, guessing: float = 0.0, forgetting: Forgetting = PUBLISHED) -> float:
    """Return the chance of a right answer at ``at``: recall R by FSRS's power law, plus a lucky guess: R + (1 - R) * guessing."""
    recall = forgetting.recall(memory.stability, max((at - memory.last_review).total_seconds() / 86400.0, 0.0))
    return recall + (1.0 - recall) * guessing


def ripe(memories: Mapping[str, Memory], at: datetime, until: datetime | None = None) -> list[str]:
    """Return the concepts due at ``at``, in no particular order.

    What falls due later on the same day is due in the morning's session: ``until`` is the day's end (of which ``NIGHT`` counts at most),
    half a day from ``at`` where it is not known.
    """
    end = at + SLACK if until is None else min(until, at + NIGHT)
    return [name for name, memory in memories.items() if memory.due <= end]


def _known(memory: Memory | None, attempt: Attempt, forgetting: Forgetting) -> float:
    """Return the chance that a right answer was known and not guessed, by Bayes: R / (R + (1 - R) * guessing)."""
    recall = FIRST_KNOWN if memory is None else retrievability(memory, attempt.at, forgetting=forgetting)
    return recall / (recall + (1.0 - recall) * attempt.item.guessing)


def _blend(good: tuple[float, float], again: tuple[float, float], known: float) -> tuple[float, float]:
    """Return the geometric mean of the stabilities and the mean of the difficulties, weighted by ``known``."""
    stability = math.exp(known * math.log(good[0]) + (1.0 - known) * math.log(again[0]))
    return stability, known * good[1] + (1.0 - known) * again[1]


def _step(memory: Memory | None, attempt: Attempt, rating: fsrs.Rating, forgetting: Forgetting) -> tuple[float, float]:
    if memory is None:
        return _after(None, 0, rating, forgetting)
    # Whole days, rounded: what was asked last in yesterday's session and comes first in today's is a day old, though not 24 hours.
    days = max(0, round((attempt.at - memory.last_review) / timedelta(days=1)))
    return _after((memory.stability, memory.difficulty), days, rating, forgetting)


@lru_cache(maxsize=10_000)
def _after(before: tuple[float, float] | None, days: int, rating: fsrs.Rating, forgetting: Forgetting) -> tuple[float, float]:
    """Return stability and difficulty after a review ``days`` whole days after the last one (FSRS counts no hours), or after the first.

    Young memories are alike: of many people's answers replayed, a good part of the calls ask what was asked before.
    """
    last = datetime(2000, 1, 1, tzinfo=UTC)
    card = fsrs.Card(card_id=0, due=last)
    if before is not None:
        stability, difficulty = before
        card = fsrs.Card(card_id=0, state=fsrs.State.Review, stability=stability, difficulty=difficulty, due=last, last_review=last)
    after, _ = _scheduler(forgetting).review_card(card, rating, review_datetime=last + timedelta(days=days))
    if after.stability is None or after.difficulty is None:  # pragma: no cover - a reviewed card has both
        raise AssertionError(after)
    return after.stability, after.difficulty


@lru_cache(maxsize=8)
def _scheduler(forgetting: Forgetting) -> fsrs.Scheduler:
    """Return the library's scheduler. No fuzz: the same answers give the same dates. No steps within a day: the coach asks by the day."""
    return fsrs.Scheduler(forgetting.parameters, desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _interval(stability: float, forgetting: Forgetting) -> int:
    """Return the whole days until recall falls to ``RETENTION``, at least one and at most ``LONGEST_DAYS``."""
    days = float(stability / forgetting.factor * (RETENTION ** (1.0 / forgetting.decay) - 1.0))
    return max(1, min(round(days), LONGEST_DAYS))
