"""Simulated banks and people for the benchmarks: what is true, what labels say of it, answers drawn from it, and whole interviews."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import numpy as np

from questions.ability import Belief, prior, update
from questions.asking import Asked, Purpose, Request, Standing
from questions.calibration import Calibration
from questions.loading import load_bank
from questions.model import Attempt, Format, Item, Requirement, Result, Target
from questions.pool import Pool, pool_of
from questions.profiles import requirements
from questions.response import Array, ItemParameters
from questions.selection import choose

AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
MIDDLE = 3.0
LABEL_NOISE = 0.5
GUESSING = 0.25
SLOPE_LOG_SD = 0.3


@dataclass(frozen=True)
class World:
    """A bank: its items, their true location (levels) and slope, the noisy labels, and the parameters told of each."""

    areas: tuple[str, ...]
    items: tuple[Item, ...]
    location: Array
    slope: Array
    labels: Array
    told: dict[str, ItemParameters]

    @property
    def requirements(self) -> dict[str, Requirement]:
        """One target for all areas, so that the three biggest gaps are the three lowest levels."""
        return {area: Requirement(MIDDLE + 0.5, ("1.2",)) for area in self.areas}

    @property
    def start(self) -> dict[str, float]:
        """The population's mean level in every area."""
        return dict.fromkeys(self.areas, MIDDLE)

    def answer(self, levels: Array, number: int, rng: random.Random) -> bool:
        """Draw whether a person of ``levels`` answers item ``number`` right: three parameters, no slips."""
        item = self.items[number]
        level = float(levels[self.areas.index(item.area)])
        logit = self.slope[number] * (level - self.location[number])
        return rng.random() < item.guessing + (1.0 - item.guessing) / (1.0 + math.exp(-logit))


@cache
def packaged() -> tuple[Pool, dict[str, Requirement]]:
    """Return the pool of the bank's own live questions, and what a data engineer in general needs."""
    bank = load_bank()
    return pool_of([each.item for each in bank.questions.values() if not each.retired]), requirements(bank.profiles, Target())


def build(seed: int, *, areas: int = 12, items: int = 500, guessing: float = GUESSING, wrong: float = 0.0, exact: bool = False) -> World:
    """Return a bank of ``items`` over ``areas``; ``wrong`` is the share of labels two levels off, ``exact`` tells the true parameters."""
    chance = np.random.default_rng(seed)
    location = MIDDLE + chance.normal(0.0, 1.0, items)
    slope = np.exp(chance.normal(0.0, SLOPE_LOG_SD, items))
    label = location + chance.normal(0.0, LABEL_NOISE, items)
    off = chance.random(items) < wrong
    label[off] += 2.0 * chance.choice([-1.0, 1.0], int(off.sum()))
    names = tuple(f"area{number:02d}" for number in range(areas))
    bank = [_item(number, names[number % areas], guessing) for number in range(items)]
    told = {
        item.id: ItemParameters(location[n], 0.0, slope[n], 0.0) if exact else _labelled(float(label[n])) for n, item in enumerate(bank)
    }
    return World(names, tuple(bank), location, slope, label, told)


def people(seed: int, count: int, areas: int, correlation: float) -> Array:
    """Return the levels (count, areas) of people whose areas correlate: mean 3, standard deviation 1."""
    chance = np.random.default_rng([seed, int(correlation * 100)])
    common, own = chance.normal(size=(count, 1)), chance.normal(size=(count, areas))
    levels: Array = MIDDLE + math.sqrt(correlation) * common + math.sqrt(1.0 - correlation) * own
    return levels


def newcomer(world: World, known: Calibration) -> Belief:
    """Return what is believed of somebody before any answer, with what is ``known`` of people in general."""
    levels = {area: level + known.starts.get(area, 0.0) for area, level in world.start.items()}
    return prior(world.areas, levels, known.weights, known.spread)


def interview(
    world: World, told: Mapping[str, ItemParameters], start: Belief, levels: Array, count: int, shown: Counter[str], rng: random.Random
) -> tuple[Belief, list[Attempt]]:
    """Let a person of ``levels`` answer ``count`` questions, chosen as a placement chooses; return the belief after them, and the answers.

    ``told`` is what is known of the items; ``shown`` counts them.
    """
    pool = pool_of(world.items, told)
    belief, asked, attempts = start, list[Asked](), list[Attempt]()
    for _ in range(count):
        choice = choose(pool, Standing(belief, world.requirements, asked, shown=shown), Request(Purpose.PLACEMENT), AT, rng)
        if choice is None:
            raise AssertionError("the bank ran out")
        number = pool.index[choice.question_id]
        item = pool.items[number]
        result = Result.RIGHT if world.answer(levels, number, rng) else Result.WRONG
        shown[item.id] += 1
        asked.append(Asked(item.id, AT, result))
        attempts.append(Attempt(item, result, AT))
        belief = update(belief, item, result is Result.RIGHT, AT, told[item.id])
    return belief, attempts


def _item(number: int, area: str, guessing: float) -> Item:
    return Item(f"item{number:05d}", area, f"{area}/item{number:05d}", Format.SINGLE, 3, guessing)


def _labelled(label: float) -> ItemParameters:
    """Return the best guess from a label, knowing how true locations (sd 1) and labels' errors (sd .5) spread."""
    trust = 1.0 / (1.0 + LABEL_NOISE**2)
    return ItemParameters(MIDDLE + trust * (label - MIDDLE), LABEL_NOISE * math.sqrt(trust))
