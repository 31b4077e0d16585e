"""Where people start and how widely they differ is learned: newcomers who are not as is supposed, averaged over several banks.

Run as ``python -m tests.bench.starts [--quick]``. Seeds are fixed; the table is kept in docs/measurement.md.
"""

from __future__ import annotations

import argparse
import math
import os
import random
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from questions.ability import START_SD, moments
from questions.calibration import Calibration, calibrate
from questions.model import Attempt
from questions.response import Array
from tests.bench.tables import table
from tests.bench.worlds import AT, MIDDLE, build, interview, newcomer, people

ANSWERS = 25
CORRELATION = 0.6
# The service learns after so many people.
LEARN_AFTER = (0, 25, 50, 100, 200, 400)


@dataclass(frozen=True)
class Kind:
    """How people differ from what is supposed: by ``off`` levels in an area (a standard deviation), and ``spread`` as widely."""

    name: str
    off: float
    spread: float


KINDS = (Kind("start elsewhere", 0.7, 1.0), Kind("differ less", 0.0, 0.7), Kind("differ more", 0.0, 1.5), Kind("as supposed", 0.0, 1.0))


def meet(kind: Kind, seed: int, *, learned: bool) -> Array:
    """Return (people, 2): the mean squared error of a person's levels after their answers, and the share of intervals that hold them.

    Without ``learned`` the service keeps to the levels and the spread that are supposed, as it learns of items and correlations.
    """
    world = build(seed)
    off = np.random.default_rng([seed, 7]).normal(0.0, kind.off, len(world.areas))
    known = Calibration()
    told: list[list[Attempt]] = []
    shown: Counter[str] = Counter()
    figures = []
    everybody = MIDDLE + off + kind.spread * (people(seed, LEARN_AFTER[-1], len(world.areas), CORRELATION) - MIDDLE)
    for number, levels in enumerate(everybody):
        if number in LEARN_AFTER:
            found = calibrate([(newcomer(world, known), attempts) for attempts in told], known, world.told)
            known = found if learned else replace(found, starts={}, spread=START_SD)
        rng = random.Random(f"{seed} {number}")
        belief, attempts = interview(world, {**world.told, **known.parameters}, newcomer(world, known), levels, ANSWERS, shown, rng)
        told.append(attempts)
        mean, covariance = moments(belief, AT)
        inside = np.abs(mean - levels) < 1.959964 * np.sqrt(np.diagonal(covariance))
        figures.append((float(np.mean((mean - levels) ** 2)), float(np.mean(inside))))
    return np.array(figures)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two banks in place of eight")
    banks = 2 if parser.parse_args().quick else 8
    rows = []
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        work = {
            (kind, learned): [workers.submit(meet, kind, seed, learned=learned) for seed in range(banks)]
            for kind in KINDS
            for learned in (False, True)
        }
        for kind in KINDS:
            both = [np.mean([each.result() for each in work[kind, learned]], axis=0) for learned in (False, True)]
            for first, last in pairwise(LEARN_AFTER):
                cells = [part[first:last].mean(axis=0) for part in both]
                rows.append(
                    [kind.name, f"{first}", *(f"{value:.3f}" for squared, inside in cells for value in (math.sqrt(squared), inside))]
                )
    head = ["people", "people before", "RMSE, supposed", "coverage", "RMSE, learned", "coverage"]
    print(f"\nPeople who are not as is supposed, after {ANSWERS} answers\n\n{table(head, rows)}")


if __name__ == "__main__":
    main()
