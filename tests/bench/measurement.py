"""How few questions: error, honesty and the biggest gaps found, beside random and maximum-information selection with independent areas.

*Ours, alone* has learned nothing from other people, *ours, learning* recalibrates as they come, and *ours, told* knows every item and
nearly the correlation: what is left to learning. Run as ``python -m tests.bench.measurement [--quick | --people N]``. Seeds are fixed; the
tables are kept in docs/measurement.md.
"""

from __future__ import annotations

import argparse
import math
import os
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from questions.ability import CORRELATIONS as ASSUMED
from questions.ability import Belief, moments, update
from questions.calibration import Calibration, calibrate
from questions.model import Attempt, Result
from questions.pool import Pool, pool_of, prospect
from questions.response import Array
from questions.selection import Asked, Purpose, Request, Standing, choose
from tests.bench.tables import table
from tests.bench.worlds import AT, World, build, newcomer, people

SEED = 0
COUNTS = (5, 10, 25, 35, 50, 100, 200)
CORRELATIONS = (0.2, 0.6, 0.9)
# The service learns from everybody so far after so many people.
LEARN_AFTER = (25, 40, 60, 90, 135, 200, 300, 450, 675, 1000, 1500)


@dataclass(frozen=True)
class Known:
    """What a service has by the time a person comes: the pool, the calibration, and how often each question was shown."""

    pool: Pool
    calibration: Calibration
    shown: Counter[str]


Engine = Callable[[World, Known, Belief, Sequence[Asked], random.Random], int]


@dataclass(frozen=True)
class Task:
    """One simulation: an engine meets the people of a world one after another."""

    engine: str
    seed: int
    count: int
    areas: int
    correlation: float


def run(task: Task) -> Array:
    """Return (people, counts, 3): squared error and coverage of the 95 % interval, averaged over areas, and the share of gaps found."""
    world = build(task.seed, areas=task.areas, exact=task.engine == "ours, told")
    first = Calibration(weights=_near(task.correlation)) if task.engine == "ours, told" else Calibration()
    known = Known(pool_of(world.items, world.told), first, Counter())
    histories: list[list[Attempt]] = []
    rows = []
    for number, levels in enumerate(people(task.seed, task.count, task.areas, task.correlation)):
        if task.engine == "ours, learning" and number in LEARN_AFTER:
            told = [(newcomer(world, known.calibration), attempts) for attempts in histories]
            learned = calibrate(told, known.calibration, world.told)
            known = Known(pool_of(world.items, {**world.told, **learned.parameters}), learned, known.shown)
        start = _start(task.engine, world, known.calibration)
        figures, attempts = _person(world, known, start, levels, random.Random(f"{task.seed} {number}"), ENGINES[task.engine])
        histories.append(attempts)
        if task.engine == "ours, learning":
            known.shown.update(attempt.item.id for attempt in attempts)
        rows.append(figures)
    return np.array(rows)


def _near(correlation: float) -> tuple[float, ...]:
    """Return weights of the belief's correlations that say about where the true one lies."""
    weights = np.exp(-0.5 * ((ASSUMED - correlation) / 0.1) ** 2)
    return tuple(float(each) for each in weights / weights.sum())


def _start(engine: str, world: World, known: Calibration) -> Belief:
    whole = newcomer(world, known)
    if engine.startswith("ours"):
        return whole
    size = len(world.areas)
    return Belief(whole.areas, np.ones(1), whole.means[:1], np.eye(size)[None], {}, whole.answers, None, whole.starts, whole.spread)


def _person(
    world: World, known: Known, belief: Belief, levels: Array, rng: random.Random, engine: Engine
) -> tuple[list[tuple[float, float, float]], list[Attempt]]:
    figures: list[tuple[float, float, float]] = []
    history: list[Asked] = []
    attempts: list[Attempt] = []
    for count in range(1, COUNTS[-1] + 1):
        number = engine(world, known, belief, history, rng)
        item = world.items[number]
        result = Result.RIGHT if world.answer(levels, number, rng) else Result.WRONG
        history.append(Asked(item.id, AT, result))
        attempts.append(Attempt(item, result, AT))
        belief = update(belief, item, result is Result.RIGHT, AT, known.calibration.parameters.get(item.id, world.told[item.id]))
        if count in COUNTS:
            figures.append(_figures(belief, levels))
    return figures, attempts


def _figures(belief: Belief, levels: Array) -> tuple[float, float, float]:
    mean, covariance = moments(belief, AT)
    error = mean - levels
    inside = np.abs(error) < 1.959964 * np.sqrt(np.diagonal(covariance))
    found = set(np.argsort(mean)[:3].tolist()) & set(np.argsort(levels)[:3].tolist())
    return float(np.mean(error**2)), float(np.mean(inside)), len(found) / 3.0


def _random(world: World, _known: Known, _belief: Belief, history: Sequence[Asked], rng: random.Random) -> int:
    asked = {each.question_id for each in history}
    return rng.choice([number for number, item in enumerate(world.items) if item.id not in asked])


def _most_information(world: World, known: Known, belief: Belief, history: Sequence[Asked], _rng: random.Random) -> int:
    """Ask the areas in turn, in each the item with most Fisher information at the estimate (three-parameter logistic; Lord 1980)."""
    pool = known.pool
    mean, _ = moments(belief, AT)
    curve = 1.0 / (1.0 + np.exp(-pool.slope * (mean[pool.area] - pool.location)))
    right = pool.guessing + (1.0 - pool.guessing) * curve
    information = (pool.slope * (right - pool.guessing) / (1.0 - pool.guessing)) ** 2 * (1.0 - right) / right
    information[pool.area != len(history) % len(world.areas)] = -1.0
    information[[pool.index[each.question_id] for each in history]] = -1.0
    return int(np.argmax(information))


def _ours(world: World, known: Known, belief: Belief, history: Sequence[Asked], rng: random.Random) -> int:
    standing = Standing(belief, world.requirements, history, shown=known.shown)
    choice = choose(known.pool, standing, Request(Purpose.PLACEMENT), AT, rng)
    if choice is None:
        raise AssertionError("the bank ran out")
    return known.pool.index[choice.question_id]


ENGINES: dict[str, Engine] = {
    "random, independent": _random,
    "maximum information, independent": _most_information,
    "ours, alone": _ours,
    "ours, learning": _ours,
    "ours, told": _ours,
}


def few_questions(people_count: int, areas: int, engines: Iterable[str] = tuple(ENGINES)) -> str:
    """Return the table of benchmark 1: every engine at every true correlation. A service that learns meets the people one after another."""
    tasks = [Task(engine, SEED, people_count, areas, rho) for engine in engines for rho in CORRELATIONS]
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        results = list(workers.map(run, tasks))
    rows = []
    for task, result in zip(tasks, results, strict=True):
        mean = result.mean(axis=0)
        head = [task.engine, f"{task.correlation}"]
        rows.append([*head, "RMSE", *(f"{math.sqrt(value):.3f}" for value in mean[:, 0])])
        rows.append([*head, "coverage", *(f"{value:.3f}" for value in mean[:, 1])])
        rows.append([*head, "three gaps", *(f"{value:.2f}" for value in mean[:, 2])])
    return table(["engine", "true correlation", "figure", *(str(count) for count in COUNTS)], rows)


def one_area(people_count: int) -> str:
    """Return the table of a single area with 400 known items: RMSE beside the Cramér-Rao bound (prior included) of the best ones."""
    world = build(11, areas=1, items=400, exact=True)
    pool = pool_of(world.items, world.told)
    levels = people(11, people_count, 1, 0.0)
    counts = (5, 10, 15, 20, 25)
    errors = np.zeros((people_count, len(counts)))
    for number, level in enumerate(levels):
        belief, rng = _start("independent", world, Calibration()), random.Random(f"one {number}")
        used: set[int] = set()
        for count in range(1, counts[-1] + 1):
            gain = prospect(pool, belief, {world.areas[0]: 1.0}, AT).gain
            gain[list(used)] = -1.0
            chosen = int(np.argmax(gain))
            used.add(chosen)
            item = world.items[chosen]
            belief = update(belief, item, world.answer(level, chosen, rng), AT, world.told[item.id])
            if count in counts:
                errors[number, counts.index(count)] = (moments(belief, AT)[0][0] - level[0]) ** 2
    rmse = np.sqrt(errors.mean(axis=0))
    bound = _bound(pool, levels[:, 0], counts)
    rows = [["Cramér-Rao bound", *(f"{value:.3f}" for value in bound)], ["ours", *(f"{value:.3f}" for value in rmse)]]
    rows.append(["ratio", *(f"{value:.2f}" for value in rmse / bound)])
    return table(["answers", *(str(count) for count in counts)], rows)


def _bound(pool: Pool, levels: Array, counts: Sequence[int]) -> Array:
    """Return the root mean square of the bound: 1 / (1 + information of the n most informative items at the true level)."""
    curve = 1.0 / (1.0 + np.exp(-pool.slope * (levels[:, None] - pool.location)))
    right = pool.guessing + (1.0 - pool.guessing) * curve
    information = (pool.slope * curve) ** 2 * (1.0 - right) / right
    best = -np.sort(-information, axis=1)
    bounds: Array = np.array([np.mean(1.0 / (1.0 + best[:, :count].sum(axis=1))) for count in counts])
    return np.sqrt(bounds)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the people, twelve areas only")
    parser.add_argument("--people", type=int, default=2000, help="how many people an engine meets at each correlation")
    options = parser.parse_args()
    count = 200 if options.quick else options.people
    for areas in (12,) if options.quick else (12, 13):
        print(f"\nFew questions, {areas} areas, {count} people\n\n{few_questions(count, areas)}", flush=True)
    print(f"\nOne area, known items, {count} people\n\n{one_area(count)}")


if __name__ == "__main__":
    main()
