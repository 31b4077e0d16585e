"""Right and wrong keys under repeated looks: how often a question is set aside whose answers are analysed after each further one.

Run as ``python -m tests.bench.keys [--quick]``. Seeds are fixed; the table is kept in docs/measurement.md.
"""

from __future__ import annotations

import argparse
import math
import os
import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

from questions.calibration import Calibration
from questions.items import ENOUGH, Response, analyse
from questions.model import Answer, DontKnow, Format, Item, Picked, Typed
from questions.response import DISCRIMINATION_LOG_SD, LABEL_SD, SLIP, label_parameters
from tests.bench.tables import table

# After so many answers the table tells what has been set aside.
LOOKS = (60, 100, 200)
PEOPLE_MEAN, PEOPLE_SD, KNOWN_SD = 2.75, 1.0, 0.5
OPTIONS = 4


@dataclass(frozen=True)
class Case:
    """A kind of question: is its key (option 0) right, or option 1; what those who don't know do.

    ``trap`` is the share of them that takes the strongest wrong belief: option 1 beside a right key, and the key beside a wrong one. Of the
    others each option gets as much; ``unknown`` say so instead. With ``typed`` there are two answers, the trap and another.
    """

    right: bool
    label: int
    trap: float
    unknown: float = 0.0
    typed: bool = False

    @property
    def item(self) -> Item:
        """The question as the measuring model sees it."""
        shape, guessing = (Format.OUTPUT, 0.0) if self.typed else (Format.SINGLE, 1.0 / OPTIONS)
        return Item("q", "a", "a/c", shape, self.label, guessing)

    def answers(self, rng: random.Random) -> list[Response]:
        """Draw a question and its answers, as many as the last look sees."""
        location = rng.gauss(label_parameters(self.item).difficulty, LABEL_SD)
        slope = math.exp(rng.gauss(0.0, DISCRIMINATION_LOG_SD))
        return [self._answer(location, slope, rng) for _ in range(LOOKS[-1])]

    def _answer(self, location: float, slope: float, rng: random.Random) -> Response:
        believed = rng.gauss(PEOPLE_MEAN, math.sqrt(PEOPLE_SD**2 - KNOWN_SD**2))
        level = rng.gauss(believed, KNOWN_SD)
        true, trap = (0, 1) if self.right else (1, 0)
        knows = rng.random() < (1.0 - SLIP) / (1.0 + math.exp(-slope * (level - location)))
        option: int | None
        if knows:
            option = true
        elif rng.random() < self.unknown:
            option = None
        elif rng.random() < self.trap:
            option = trap
        else:
            # What is typed without knowing is right by chance never.
            option = 2 if self.typed else rng.choice([each for each in range(OPTIONS) if each != trap])
        return Response(self.item, option == 0, self._given(option), None, believed, KNOWN_SD**2)

    def _given(self, option: int | None) -> Answer:
        if option is None:
            return DontKnow()
        return Typed(str(option)) if self.typed else Picked(frozenset({option}))


CASES = (
    *(Case(True, label, trap) for label in (2, 3, 4, 5) for trap in (0.4, 0.7, 0.9)),
    *(Case(True, label, 0.7, unknown=0.3) for label in (3, 5)),
    *(Case(True, label, 0.7, typed=True) for label in (2, 3, 4, 5)),
    *(Case(False, label, trap) for label in (2, 3, 4, 5) for trap in (0.25, 0.4)),
    *(Case(False, label, 0.25, unknown=0.3) for label in (3, 5)),
    *(Case(False, label, 0.4, typed=True) for label in (3, 5)),
)


def first(case: Case, seed: int) -> float:
    """Return after how many answers the question is held to mislead, infinite where never."""
    given = case.answers(random.Random(f"{case} {seed}"))
    looks = range(ENOUGH, LOOKS[-1] + 1)
    return next((look for look in looks if analyse(given[:look], Calibration(), {}, {})[0].misleading), math.inf)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="ten questions of a kind in place of two hundred")
    seeds = range(10 if parser.parse_args().quick else 200)
    rows = []
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        for case in CASES:
            found = list(workers.map(partial(first, case), seeds, chunksize=5))
            kind = ["right" if case.right else "wrong", "typed" if case.typed else "one of four", str(case.label)]
            shares = [f"{sum(each <= look for each in found) / len(found):.1%}" for look in LOOKS]
            rows.append([*kind, f"{case.trap:.0%}", f"{case.unknown:.0%}", *shares])
    head = ["key", "answer", "label", "trap", "“I don't know”", *(f"by {look}" for look in LOOKS)]
    print(f"\nSet aside at some time, {len(seeds)} questions of a kind\n\n{table(head, rows)}")


if __name__ == "__main__":
    main()
