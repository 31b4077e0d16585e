"""Honest verdicts: intervals, verdicts, forecasts and placements with the bank's own questions, for people as the belief supposes them.

Correlation, levels, concepts, and location and slope of every question are drawn from the belief's own prior, and stay. Each person takes a
placement, and then five questions a day until a hundred answers are given. Run as ``python -m tests.bench.verdicts [--quick]``.
"""

from __future__ import annotations

import argparse
import copy
import math
import os
import random
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from questions.ability import CAUTIOUS, CONCEPT_SD, CORRELATIONS, START_LEVEL, START_SD, Belief, Estimate, estimates, moments, prior, update
from questions.gap import TOLERANCE, AreaGap, Verdict, gap_report
from questions.model import Attempt, Item, Requirement, Result
from questions.profiles import LOWEST
from questions.response import DISCRIMINATION_LOG_SD, LABEL_SD, SLIP, label_parameters
from questions.review import Memory, review
from questions.selection import Asked, Purpose, Request, Standing, choose, placement_done
from tests.bench.tables import table
from tests.bench.worlds import AT, packaged

COUNTS = (5, 25, 50, 100)
A_DAY, WEEK = 5, 7
EVENING, MINUTES = timedelta(hours=16), timedelta(minutes=2)
# A target that asks for these areas only, as high as the general one does.
TWO = ("sql", "python")


@dataclass
class Found:
    """What was seen of one person.

    ``inside``: by count of answers, the share of areas whose interval holds the truth; ``verdicts``: by count, how many are given and how
    many of them are right; ``forecasts``: of verdicts open after the placement, whether they came with the answers foretold; ``moves``: for
    each area and week, whether the change was called a move.
    """

    length: int = 0
    inside: dict[int, float] = field(default_factory=dict)
    verdicts: dict[int, tuple[int, int]] = field(default_factory=dict)
    forecasts: list[bool] = field(default_factory=list)
    moves: list[bool] = field(default_factory=list)


class Person:
    """Somebody drawn from the prior, and what is believed of them."""

    def __init__(self, seed: int, required: Mapping[str, Requirement]) -> None:
        self.rng, self.required, self.found = random.Random(seed), required, Found()
        rho = self.rng.choices(CORRELATIONS.tolist(), CAUTIOUS.tolist())[0]
        common = self.rng.gauss(0.0, math.sqrt(rho))
        self.levels = {area: START_LEVEL + START_SD * (common + self.rng.gauss(0.0, math.sqrt(1.0 - rho))) for area in required}
        self.offsets = {concept: self.rng.gauss(0.0, CONCEPT_SD) for concept in packaged()[0].concepts}
        self.belief: Belief = prior(tuple(required))
        self.history: list[Asked] = []
        self.memories: dict[str, Memory] = {}

    def place(self) -> None:
        """Take a placement."""
        session: frozenset[str] = frozenset()
        while not placement_done(self.belief, self.required, len(session), AT):
            session |= {self._answer(Request(Purpose.PLACEMENT, session=session), AT, AT + EVENING)}
        self.found.length = len(session)

    def practise(self) -> None:
        """Answer the daily five until the last of ``COUNTS``, and see what is called a move."""
        before, now, session = estimates(self.belief, AT), AT, frozenset[str]()
        while len(self.history) < COUNTS[-1]:
            if len(session) % A_DAY == 0:
                now, session = now + timedelta(days=1), frozenset()
            session |= {self._answer(Request(Purpose.DAILY, session=session), now + MINUTES * len(session), now + EVENING)}
            if len(session) == A_DAY and (now - AT).days % WEEK == 0:
                self.found.moves += [row.moved for row in self._report(now, before)]
                before = estimates(self.belief, now)

    def foretell(self) -> None:
        """Ask on each area with an open verdict as many questions as were foretold, and see whether it comes; each from the same state."""
        for row in self._report(AT):
            if row.more is not None:
                other = copy.copy(self)
                other.rng, other.found = random.Random(row.area), Found()
                other.history, other.memories = [*self.history], {**self.memories}
                self.found.forecasts.append(other.decides(row.area, row.more))

    def decides(self, area: str, answers: int) -> bool:
        """Whether the verdict on ``area`` comes within so many answers to it."""
        session: frozenset[str] = frozenset()
        for place in range(answers):
            at = AT + MINUTES * place
            session |= {self._answer(Request(Purpose.AREA, area=area, session=session), at, AT + EVENING)}
            if any(row.area == area and row.verdict is not Verdict.UNDECIDED for row in self._report(at)):
                return True
        return False

    def _report(self, at: datetime, before: Mapping[str, Estimate] | None = None) -> list[AreaGap]:
        return [row for row in gap_report(self.belief, self.required, at, before).rows if row.target > LOWEST]

    def _answer(self, request: Request, at: datetime, day_end: datetime) -> str:
        pool = packaged()[0]
        standing = Standing(self.belief, self.required, self.history, self.memories, day_end=day_end)
        choice = choose(pool, standing, request, at, self.rng)
        if choice is None:
            raise AssertionError("the bank ran out")
        item = pool.items[pool.index[choice.question_id]]
        result = Result.RIGHT if self.rng.random() < self._chance(item) else Result.WRONG
        self.belief = update(self.belief, item, result is Result.RIGHT, at)
        self.memories[item.concept] = review(self.memories.get(item.concept), Attempt(item, result, at))
        self.history.append(Asked(item.id, at, result))
        if len(self.history) in COUNTS:
            self._look(len(self.history), at)
        return item.id

    def _chance(self, item: Item) -> float:
        own = random.Random(f"{self.levels[item.area]} {item.id}")
        location = own.gauss(label_parameters(item).difficulty, LABEL_SD)
        logit = math.exp(own.gauss(0.0, DISCRIMINATION_LOG_SD)) * (self.levels[item.area] + self.offsets[item.concept] - location)
        return item.guessing + (1.0 - SLIP - item.guessing) / (1.0 + math.exp(-logit))

    def _look(self, count: int, at: datetime) -> None:
        mean, covariance = moments(self.belief, at)
        error = mean - np.array([self.levels[area] for area in self.belief.areas])
        self.found.inside[count] = float(np.mean(np.abs(error) < 1.959964 * np.sqrt(np.diagonal(covariance))))
        right = [self._true(row) for row in self._report(at) if row.verdict is not Verdict.UNDECIDED]
        self.found.verdicts[count] = len(right), sum(right)

    def _true(self, row: AreaGap) -> bool:
        level = self.levels[row.area]
        return level < row.target if row.verdict is Verdict.GAP else level > row.target - TOLERANCE


def live(seed: int) -> Found:
    """Return what is seen of one person over a hundred answers."""
    person = Person(seed, packaged()[1])
    person.place()
    person.foretell()
    person.practise()
    return person.found


def placed(seed: int) -> int:
    """Return how long a placement is for a target that asks for two areas alone."""
    required = {area: each if area in TWO else Requirement(LOWEST, ()) for area, each in packaged()[1].items()}
    person = Person(seed, required)
    person.place()
    return person.found.length


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="twenty people in place of two hundred")
    seeds = range(20 if parser.parse_args().quick else 200)
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        people, two = list(workers.map(live, seeds)), list(workers.map(placed, seeds))
    rows = []
    for count in COUNTS:
        given, right = (sum(column) for column in zip(*(each.verdicts[count] for each in people), strict=True))
        inside = np.mean([each.inside[count] for each in people])
        rows.append([str(count), f"{inside:.3f}", f"{given / len(people):.1f}", f"{right / max(given, 1):.2f}"])
    print(f"\nHonest verdicts, {len(people)} people\n\n{table(['answers', 'coverage', 'verdicts given', 'of these right'], rows)}")
    forecasts, moves = [came for each in people for came in each.forecasts], [moved for each in people for moved in each.moves]
    print(f"\nOf {len(forecasts)} verdicts open after the placement {np.mean(forecasts):.0%} came with the answers foretold.")
    print(f"Of {len(moves)} weekly changes of levels that stay {np.mean(moves):.1%} were called a move.")
    for name, lengths in (("all areas", [each.length for each in people]), ("two areas", two)):
        low, middle, high = np.percentile(lengths, [0, 50, 100])
        print(f"A placement for {name} took {low:.0f} to {high:.0f} questions, {middle:.0f} in the middle.")


if __name__ == "__main__":
    main()
