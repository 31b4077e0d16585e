"""Reviews that stick: what is still recalled after half a year of five questions a day, under several schedules and two kinds of memory.

Run as ``python -m tests.bench.reviews [--quick]``. Seeds are fixed; the table is kept in docs/measurement.md.

Ninety-four concepts are learned from nothing. Until all are met, two of the five questions a day go to new ones. Half of the questions can
be guessed (one in four). A person sees the right answer after each question. The figures are true recall, averaged over all concepts.
"""

from __future__ import annotations

import argparse
import math
import os
import random
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import fsrs

from questions.forgetting import learn
from questions.model import Attempt, Format, Item, Result
from questions.review import PUBLISHED, Forgetting, Memory, review
from questions.selection import JUST, RETRIES
from questions.weighing import benefits, due
from tests.bench.tables import table

CONCEPTS, DAYS, LOAD, NEW = 94, 180, 5, 2
# How long a question takes: what is asked last today and first tomorrow is seen again before a day is over.
MINUTES = 2
# The people whose reviews teach how fast is forgotten; the figures are of others.
TEACHERS = range(1000, 1020)
START = datetime(2026, 1, 1, 8, 0, tzinfo=UTC)
LEITNER = (1, 2, 4, 8, 16, 32, 64)


@dataclass
class Trace:
    """One concept in a person's head: its stability in days as it really is, and when it was last seen."""

    strength: float
    difficulty: float
    decay: float
    seen: int | None = None


class FsrsWorld:
    """A memory that forgets and strengthens as FSRS says, with concepts that differ."""

    def __init__(self) -> None:
        self._scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)

    def fresh(self, rng: random.Random) -> Trace:
        return Trace(math.exp(rng.gauss(0.0, 0.6)), 0.0, 0.1542)

    def recall(self, trace: Trace, day: int) -> float:
        if trace.seen is None:
            return 0.0
        factor = 0.9 ** (-1.0 / trace.decay) - 1.0
        return float((1.0 + factor * (day - trace.seen) / trace.strength) ** -trace.decay)

    def answer(self, trace: Trace, day: int, *, recalled: bool) -> None:
        now = START + timedelta(days=day)
        rating = fsrs.Rating.Good if recalled else fsrs.Rating.Again
        card = fsrs.Card(card_id=0, due=now)
        ease = 1.0
        if trace.seen is None:
            ease = trace.strength
        else:
            then = START + timedelta(days=trace.seen)
            card = fsrs.Card(0, fsrs.State.Review, None, trace.strength, trace.difficulty, then, then)
        after, _ = self._scheduler.review_card(card, rating, now)
        trace.strength, trace.difficulty, trace.seen = (after.stability or 1.0) * ease, after.difficulty or 5.0, day


class PowerWorld:
    """A memory that is not FSRS's: power-law forgetting whose exponent and growth differ from concept to concept."""

    def fresh(self, rng: random.Random) -> Trace:
        return Trace(math.exp(rng.gauss(0.3, 0.6)), math.exp(rng.gauss(0.0, 0.4)), math.exp(rng.gauss(-0.9, 0.4)))

    def recall(self, trace: Trace, day: int) -> float:
        return 0.0 if trace.seen is None else float((1.0 + (day - trace.seen) / trace.strength) ** -trace.decay)

    def answer(self, trace: Trace, day: int, *, recalled: bool) -> None:
        if recalled and trace.seen is not None:
            trace.strength *= 1.0 + 4.0 * trace.difficulty * (1.0 - self.recall(trace, day)) ** 0.5
        elif trace.seen is not None:
            trace.strength = max(0.5, trace.strength * 0.4)
        trace.seen = day


World = FsrsWorld | PowerWorld


@dataclass
class Notes:
    """What a schedule knows of a person: results only, never the true memory."""

    forgetting: Forgetting = PUBLISHED
    memories: dict[str, Memory] = field(default_factory=dict)
    answers: dict[str, list[Attempt]] = field(default_factory=dict)
    box: dict[str, int] = field(default_factory=dict)
    ease: dict[str, float] = field(default_factory=dict)
    interval: dict[str, float] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    right: dict[str, int] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)

    def write(self, name: str, day: int, place: int, *, correct: bool, guessing: float) -> None:
        """Keep every schedule's books, so that they differ in the choice only; ``place`` is the question's in the day's session."""
        at = START + timedelta(days=day, minutes=MINUTES * place)
        attempt = Attempt(Item("q", "area", name, Format.SINGLE, 3, guessing), Result.RIGHT if correct else Result.WRONG, at)
        self.answers.setdefault(name, []).append(attempt)
        self.memories[name] = review(self.memories.get(name), attempt, self.forgetting)
        self.box[name] = min(self.box.get(name, 0) + 1, len(LEITNER) - 1) if correct else 0
        self._sm2(name, correct=correct)
        self.last[name] = day
        self.right[name] = self.right.get(name, 0) + correct
        self.times[name] = self.times.get(name, 0) + 1

    def _sm2(self, name: str, *, correct: bool) -> None:
        """Advance SM-2 (Woźniak 1990) with grade 4 for right and 1 for wrong."""
        ease, before = self.ease.get(name, 2.5), self.interval.get(name, 0.0)
        self.ease[name] = max(1.3, ease + (0.0 if correct else -0.54))
        if not correct or before == 0.0:
            self.interval[name] = 1.0
        else:
            self.interval[name] = 6.0 if before == 1.0 else before * ease


Schedule = Callable[[Notes, int, random.Random], list[str]]


def _ours(notes: Notes, day: int, _rng: random.Random) -> list[str]:
    at = START + timedelta(days=day)
    ripe = due(notes.memories, at, notes.forgetting)
    missed = [name for name in ripe if notes.answers[name][-1].result is Result.WRONG and at - notes.memories[name].last_review <= JUST]
    gains = benefits(notes.memories, at, notes.forgetting)
    early = sorted(gains, key=lambda name: -gains[name])
    return list(dict.fromkeys([*missed[: len(RETRIES)], *ripe, *early]))


def _random(notes: Notes, _day: int, rng: random.Random) -> list[str]:
    return rng.sample(sorted(notes.last), len(notes.last))


def _worst(notes: Notes, _day: int, _rng: random.Random) -> list[str]:
    return sorted(notes.last, key=lambda name: ((notes.right[name] + 1) / (notes.times[name] + 2), notes.last[name]))


def _leitner(notes: Notes, day: int, _rng: random.Random) -> list[str]:
    return sorted(notes.last, key=lambda name: notes.last[name] + LEITNER[notes.box[name]] - day)


def _sm2(notes: Notes, day: int, _rng: random.Random) -> list[str]:
    return sorted(notes.last, key=lambda name: notes.last[name] + notes.interval[name] - day)


SCHEDULES: dict[str, Schedule] = {"random": _random, "worst first": _worst, "Leitner": _leitner, "SM-2": _sm2, "ours": _ours}
WORLDS: dict[str, Callable[[], World]] = {"FSRS": FsrsWorld, "power law": PowerWorld}


@dataclass(frozen=True)
class Life:
    """Half a year of one person: what their memory is like, who schedules, and what is held of forgetting."""

    memory: str
    schedule: str
    seed: int
    forgetting: Forgetting = PUBLISHED


def live(life: Life) -> tuple[float, float, list[list[Attempt]]]:
    """Return one person's mean recall over the last month and a month after the last question, and their answers by concept."""
    world, rng, notes = WORLDS[life.memory](), random.Random(f"{life.memory} {life.seed}"), Notes(life.forgetting)
    traces = {f"area/c{number:02d}": world.fresh(rng) for number in range(CONCEPTS)}
    unseen = sorted(traces)
    month = 0.0
    for day in range(DAYS):
        new, unseen = unseen[:NEW], unseen[NEW:]
        for place, name in enumerate([*new, *SCHEDULES[life.schedule](notes, day, rng)][:LOAD]):
            recalled = rng.random() < world.recall(traces[name], day)
            guessing = 0.25 if rng.random() < 0.5 else 0.0
            world.answer(traces[name], day, recalled=recalled)
            notes.write(name, day, place, correct=recalled or rng.random() < guessing, guessing=guessing)
        if day >= DAYS - 30:
            month += sum(world.recall(trace, day + 1) for trace in traces.values()) / CONCEPTS / 30
    after = sum(world.recall(trace, DAYS + 30) for trace in traces.values()) / CONCEPTS
    return month, after, list(notes.answers.values())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="six people in place of forty")
    count = 6 if parser.parse_args().quick else 40
    rows = []
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        for memory in WORLDS:
            taught = workers.map(live, [Life(memory, "ours", seed) for seed in TEACHERS])
            learned = learn(own for _, _, answers in taught for own in answers)
            ways = [(schedule, schedule, PUBLISHED) for schedule in SCHEDULES] + [("ours, learned", "ours", learned)]
            for name, schedule, forgetting in ways:
                lives = [Life(memory, schedule, seed, forgetting) for seed in range(count)]
                figures = [found[:2] for found in workers.map(live, lives)]
                rows.append([memory, name, *(f"{sum(column) / count:.3f}" for column in zip(*figures, strict=True))])
    print("\nReviews that stick\n")
    print(table(["memory", "schedule", "recall, last month", "recall, a month after"], rows))


if __name__ == "__main__":
    main()
