"""Microseconds of an update, a choice, a review and a gap report, for banks of 500, 5,000 and 50,000 questions, on one core.

Run as ``python -m tests.bench.timing [--quick]``. The best of several rounds is printed: machines are shared. Figures are kept in
docs/measurement.md.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from questions.ability import Belief, dump, load, prior, update
from questions.gap import gap_report
from questions.model import Attempt, Format, Item, Requirement, Result
from questions.pool import Pool, pool_of
from questions.review import Memory, review
from questions.selection import Asked, Purpose, Request, Standing, choose
from tests.bench.tables import table
from tests.bench.worlds import AT

AREAS = tuple(f"area{number:02d}" for number in range(13))
CONCEPTS = 94
REQUIRED = {area: Requirement(3.5, ("1.2",)) for area in AREAS}
GUESSING = {Format.SINGLE: 0.25, Format.MULTIPLE: 1 / 15, Format.ORDER: 1 / 24}


@dataclass
class Learner:
    """Somebody two months into the coach: three hundred answers, most concepts met, many reviews due."""

    belief: Belief = field(default_factory=lambda: prior(AREAS))
    history: list[Asked] = field(default_factory=list)
    memories: dict[str, Memory] = field(default_factory=dict)


def bank(size: int) -> Pool:
    """Return ``size`` questions over 13 areas and 94 concepts, all formats."""
    items = []
    for number in range(size):
        concept = number % CONCEPTS
        area = AREAS[concept % len(AREAS)]
        form = tuple(Format)[number % 6]
        items.append(Item(f"q{number}", area, f"{area}/c{concept}", form, 1 + number % 5, GUESSING.get(form, 0.0)))
    return pool_of(items)


def learner(pool: Pool, rng: random.Random) -> Learner:
    """Return a learner who answered 300 random questions over 60 days."""
    found = Learner()
    for number in range(300):
        at = AT - timedelta(days=60 - number // 5)
        item = rng.choice(pool.items)
        result = Result.RIGHT if rng.random() < 0.6 else Result.WRONG
        found.belief = update(found.belief, item, result is Result.RIGHT, at)
        found.memories[item.concept] = review(found.memories.get(item.concept), Attempt(item, result, at))
        found.history.append(Asked(item.id, at, result))
    return found


def best(call: Callable[[], object], rounds: int, calls: int) -> float:
    """Return the microseconds of one call: the best round's mean."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        for _ in range(calls):
            call()
        times.append((time.perf_counter() - begin) / calls * 1e6)
    return min(times)


def figures(size: int, rounds: int) -> list[str]:
    """Return the row of one bank's size."""
    rng = random.Random(size)
    pool = bank(size)
    person = learner(pool, rng)
    standing = Standing(person.belief, REQUIRED, person.history, person.memories)
    item = pool.items[0]
    memory = person.memories[item.concept]
    attempt = Attempt(item, Result.RIGHT, AT)
    daily = Request(Purpose.DAILY, session=frozenset(["x"]))
    day = itertools.count()
    calls: list[Callable[[], object]] = [
        lambda: update(person.belief, item, True, AT),
        lambda: choose(pool, standing, daily, AT + timedelta(days=next(day)), rng),
        lambda: choose(pool, standing, daily, AT, rng),
        lambda: choose(pool, standing, Request(Purpose.PLACEMENT), AT, rng),
        lambda: review(replace(memory, stability=rng.uniform(1.0, 50.0)), attempt),
        lambda: gap_report(person.belief, REQUIRED, AT),
        lambda: load(dump(person.belief)),
    ]
    return [f"{size:,}", *(f"{best(call, rounds, 20):,.0f}" for call in calls), f"{len(dump(person.belief)):,}"]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three rounds in place of twenty")
    rounds = 3 if parser.parse_args().quick else 20
    print("\nTime, microseconds\n")
    head = [
        "questions",
        "update",
        "choose, a day's first review",
        "a further one",
        "choose, of all",
        "review",
        "gap report",
        "write and read a belief",
        "its bytes",
    ]
    print(table(head, [figures(size, rounds) for size in (500, 5_000, 50_000)]))


if __name__ == "__main__":
    main()
