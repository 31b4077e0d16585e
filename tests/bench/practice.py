"""Practice days: how much of a daily five is answered right, and how many concepts pile up for review, with the bank's own questions.

Simulated people of one level in all areas, whom the belief has to find out; each concept deviates by N(0, .4²), each question's location
from its label by N(0, .45²), and nobody learns. Run as ``python -m tests.bench.practice [--quick]``. Seeds are fixed; the table is kept in
docs/measurement.md.
"""

from __future__ import annotations

import argparse
import math
import os
import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import get_args

import numpy as np

from questions.ability import CONCEPT_SD, prior, update
from questions.asking import Challenge
from questions.model import Attempt, Result
from questions.response import LABEL_SD, SLIP, label_parameters
from questions.review import Memory, review
from questions.selection import Asked, Purpose, Request, Standing, choose
from questions.weighing import due
from tests.bench.tables import table
from tests.bench.worlds import AT, packaged

LEVELS = (4.3, 3.5, 2.8, 2.4, 2.0, 1.2)
A_DAY = 5
MINUTES = timedelta(minutes=2)
# What the coach looks back on when it chooses, and when the day of a session in the morning is over.
LOOK_BACK, EVENING = timedelta(days=60), timedelta(hours=16)


@dataclass(frozen=True)
class Task:
    """One simulated person of ``level`` in all areas and their ``days`` of practice; after ``away`` days without any come as many again."""

    level: float
    challenge: Challenge
    days: int
    seed: int
    away: int = 0


@dataclass(frozen=True)
class Days:
    """What the days were like: the mean chance of a right answer, and the concepts due as a day began, by day."""

    right: float
    due: tuple[int, ...]


def practise(task: Task) -> Days:
    """Return what ``task`` comes to."""
    pool, required = packaged()
    rng = random.Random(f"{task.level} {task.seed}")
    offset = {concept: rng.gauss(0.0, CONCEPT_SD) for concept in pool.concepts}
    location = {item.id: rng.gauss(label_parameters(item).difficulty, LABEL_SD) for item in pool.items}
    belief = prior(tuple(required))
    history: list[Asked] = []
    memories: dict[str, Memory] = {}
    chances, waiting = [], []
    for day in range(task.days * (2 if task.away else 1)):
        now = AT + timedelta(days=day + (task.away if day >= task.days else 0))
        waiting.append(len(due(memories, now, until=now + EVENING)))
        session: frozenset[str] = frozenset()
        for place in range(A_DAY):
            at = now + MINUTES * place
            recent = [each for each in history if at - each.at <= LOOK_BACK]
            standing = Standing(belief, required, recent, memories, day_end=now + EVENING)
            choice = choose(pool, standing, Request(Purpose.DAILY, challenge=task.challenge, session=session), at, rng)
            if choice is None:
                raise AssertionError("the bank ran out")
            item = pool.items[pool.index[choice.question_id]]
            logit = task.level + offset[item.concept] - location[item.id]
            chances.append(item.guessing + (1.0 - SLIP - item.guessing) / (1.0 + math.exp(-logit)))
            result = Result.RIGHT if rng.random() < chances[-1] else Result.WRONG
            belief = update(belief, item, result is Result.RIGHT, at)
            memories[item.concept] = review(memories.get(item.concept), Attempt(item, result, at))
            history.append(Asked(item.id, at, result))
            session |= {item.id}
    return Days(float(np.mean(chances)), tuple(waiting))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two people of each kind in place of six, and twenty days in place of sixty")
    quick = parser.parse_args().quick
    people, days = (2, 20) if quick else (6, 60)
    wishes: tuple[Challenge, ...] = get_args(Challenge)
    kinds = [(level, wish) for level in LEVELS for wish in wishes]
    tasks = [Task(level, wish, days, seed) for level, wish in kinds for seed in range(people)]
    back = [Task(level, "normal", 20, seed, away=30) for level in LEVELS for seed in range(people)]
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        found = dict(zip(tasks + back, workers.map(practise, tasks + back), strict=True))
    rows = []
    for level in LEVELS:
        own = {wish: [found[each] for each in tasks if (each.level, each.challenge) == (level, wish)] for wish in wishes}
        right = [f"{np.mean([each.right for each in own[wish]]):.2f}" for wish in wishes]
        third = days // 3
        waiting = [f"{np.mean([each.due[day] for each in own['normal']]):.0f}" for day in (third - 1, 2 * third - 1, days - 1)]
        returned = [found[each].due for each in back if each.level == level]
        rows.append([f"{level}", *right, *waiting, *(f"{np.mean([each[day] for each in returned]):.0f}" for day in (20, 30, 39))])
    head = [
        "level",
        *wishes,
        *(f"due on day {count}" for count in (third, 2 * third, days)),
        "due after 30 days away",
        "10 days on",
        "20 days on",
    ]
    print(f"\nPractice days: share right, and concepts due, {days} days of {A_DAY}\n\n{table(head, rows)}")


if __name__ == "__main__":
    main()
