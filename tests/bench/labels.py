"""Wrong labels heal: one label in ten is two levels off; what 300 people's answers do about it, averaged over eight banks.

Run as ``python -m tests.bench.labels [--quick]``. Seeds are fixed; the table is kept in docs/measurement.md.
"""

from __future__ import annotations

import argparse
import math
import os
import random
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from questions.ability import moments
from questions.calibration import Calibration, calibrate
from questions.model import Attempt
from questions.response import ItemParameters
from tests.bench.tables import table
from tests.bench.worlds import AT, World, build, interview, newcomer, people

ANSWERS, PEOPLE = 100, 300
CORRELATION = 0.6
# The service learns after every so many people.
EVERY = 50


def meet(
    world: World, known: Calibration, seed: int, count: int, shown: Counter[str]
) -> tuple[list[list[Attempt]], list[tuple[float, float]]]:
    """Return ``count`` people's answers to 100 chosen questions, and of each the squared error and coverage of the levels after them.

    ``shown`` goes on counting how often each question was asked.
    """
    told = {**world.told, **known.parameters}
    histories: list[list[Attempt]] = []
    figures = []
    for number, levels in enumerate(people(seed, count, len(world.areas), CORRELATION)):
        belief, attempts = interview(world, told, newcomer(world, known), levels, ANSWERS, shown, random.Random(f"{seed} {number}"))
        mean, covariance = moments(belief, AT)
        inside = np.abs(mean - levels) < 1.959964 * np.sqrt(np.diagonal(covariance))
        figures.append((float(np.mean((mean - levels) ** 2)), float(np.mean(inside))))
        histories.append(attempts)
    return histories, figures


def error(world: World, parameters: Mapping[str, ItemParameters]) -> tuple[float, float]:
    """Return the mean absolute error of difficulty over all items, and over those whose label is off by more than 1.25 levels."""
    location = np.array([parameters[item.id].difficulty for item in world.items])
    label = np.array([world.told[item.id].difficulty for item in world.items])
    misses = np.abs(location - world.location)
    return float(misses.mean()), float(misses[np.abs(label - world.location) > 1.25].mean())


def heal(seed: int, count: int) -> list[list[float]]:
    """Return a row before any answer and after each further half of the people: errors, RMSE and coverage as the table heads them."""
    world = build(seed, wrong=0.1)
    known, histories = Calibration(), list[list[Attempt]]()
    written = float(np.mean(np.abs(world.labels - world.location)))
    shown: Counter[str] = Counter()
    rows = []
    for first in range(0, count + 1, EVERY):
        fresh, figures = meet(world, known, seed * 1000 + first, EVERY, shown)
        every, wrong = error(world, {**world.told, **known.parameters})
        squared, coverage = (float(np.mean(column)) for column in zip(*figures, strict=True))
        rows.append([written, every, every / written, wrong, math.sqrt(squared), coverage])
        histories += fresh
        known = calibrate([(newcomer(world, known), attempts) for attempts in histories], known, world.told)
    return rows


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one bank in place of eight")
    banks = range(1 if parser.parse_args().quick else 8)
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        mean = np.mean(list(workers.map(heal, banks, [PEOPLE] * len(banks))), axis=0)
    rows = [[str(number * EVERY), *(f"{value:.3f}" for value in row)] for number, row in enumerate(mean)]
    print("\nWrong labels heal\n")
    head = [
        "people before",
        "error of labels as written",
        "error of difficulty",
        "its share of the labels'",
        "where the label is off",
        f"RMSE after {ANSWERS}",
        "coverage",
    ]
    print(table(head, rows))


if __name__ == "__main__":
    main()
