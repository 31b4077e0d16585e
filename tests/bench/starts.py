"""Where people start is learned: newcomers are better or worse than is supposed, area by area; averaged over several banks.

Run as ``python -m tests.bench.starts [--quick]``. Seeds are fixed; the table is kept in docs/measurement.md.
"""

from __future__ import annotations

import argparse
import math
import os
import random
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import pairwise

import numpy as np

from questions.ability import Belief, moments, prior
from questions.calibration import Calibration, calibrate
from questions.model import Attempt
from questions.response import Array
from tests.bench.tables import table
from tests.bench.worlds import AT, World, build, interview, people

ANSWERS = 25
CORRELATION = 0.6
# By how many levels people in general are better than is supposed, as a standard deviation over areas and banks.
OFF = 0.7
# The service learns after so many people.
LEARN_AFTER = (0, 25, 50, 100, 200, 400)


def meet(seed: int, *, learned: bool) -> Array:
    """Return (people, 2): the mean squared error of a person's levels after their answers, and the share of intervals that hold them.

    Without ``learned`` the service keeps to the levels that are supposed, as it learns of items and correlations.
    """
    world = build(seed)
    off = np.random.default_rng([seed, 7]).normal(0.0, OFF, len(world.areas))
    known = Calibration()
    told: list[list[Attempt]] = []
    shown: Counter[str] = Counter()
    figures = []
    for number, levels in enumerate(people(seed, LEARN_AFTER[-1], len(world.areas), CORRELATION) + off):
        if number in LEARN_AFTER:
            found = calibrate([(_start(world, known), attempts) for attempts in told], known, world.told)
            known = found if learned else replace(found, starts={})
        rng = random.Random(f"{seed} {number}")
        belief, attempts = interview(world, {**world.told, **known.parameters}, _start(world, known), levels, ANSWERS, shown, rng)
        told.append(attempts)
        mean, covariance = moments(belief, AT)
        inside = np.abs(mean - levels) < 1.959964 * np.sqrt(np.diagonal(covariance))
        figures.append((float(np.mean((mean - levels) ** 2)), float(np.mean(inside))))
    return np.array(figures)


def _start(world: World, known: Calibration) -> Belief:
    levels = {area: level + known.starts.get(area, 0.0) for area, level in world.start.items()}
    return prior(world.areas, levels, known.weights)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two banks in place of eight")
    banks = 2 if parser.parse_args().quick else 8
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        both = [[workers.submit(meet, seed, learned=learned) for seed in range(banks)] for learned in (False, True)]
        supposed, learned = (np.mean([each.result() for each in own], axis=0) for own in both)
    rows = []
    for first, last in pairwise(LEARN_AFTER):
        cells = [part[first:last].mean(axis=0) for part in (supposed, learned)]
        rows.append([f"{first}", *(f"{value:.3f}" for squared, inside in cells for value in (math.sqrt(squared), inside))])
    head = ["people before", "RMSE, start supposed", "coverage", "RMSE, start learned", "coverage"]
    print(f"\nPeople who start elsewhere than is supposed, after {ANSWERS} answers\n\n{table(head, rows)}")


if __name__ == "__main__":
    main()
