"""What each candidate question is worth to a request: what it tells of the gaps, at the wished difficulty, formats and exposure spread.

The wished difficulty follows the latest answers in an area faster than the belief does, which other areas hold back: a weighted up-down
staircase (Kaernbach 1991) on top of it. What is believed, shown and measured stays the belief's.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from questions.ability import Belief, moments
from questions.asking import Challenge, Purpose, Request, Standing
from questions.gap import Verdict, answers_needed, judge, weight
from questions.model import Requirement, Result
from questions.pool import Indices, Pool, prospect
from questions.profiles import LOWEST
from questions.response import LABEL_SD, Array
from questions.review import ripe

# The chance of a right answer aimed at on practice days, and how far off costs little: for a question, and for the best one of a concept.
AIM: Mapping[Challenge, float] = {"gentler": 0.85, "normal": 0.77, "harder": 0.64}
AIM_WIDTH, NEAR_ENOUGH = 0.08, 0.16
# What a question is worth for each of the session's last ten that had its format.
SAME_FORMAT, MIXED = 0.6, 10
# How many of an area's latest answers move its wished difficulty, by how many levels for each right answer too many, and how far at most.
LATEST, STEP, FARTHEST = 8, 0.6, 1.2
# An area that so many answers would decide counts several times: else its settled stakes keep its verdict waiting.
NEARLY, NEARLY_DECIDED = 2, 10.0
# What a question counts, among those that tell, whose concept is due as well: new concepts wait the longer, the more have piled up.
DUE = 2.0
# How fast a question's worth falls with how often it was shown: what was shown sixteen times the mean counts half.
SPREADING = 0.25
# How many of the biggest gaps are to be told from the others, and what the settled and the verdicts count beside that.
BIGGEST = 3
FLOOR, SHORT = 0.02, 0.25
# What an answer tells of the question counts so much beside what it tells of the person (each beside the most that any would tell), while
# no more is known of questions than their labels. If it counted nothing, the questions known best would be asked most, some never, and a
# wrong label would never be found out.
EXPLORING = 0.6
# Once questions are known to within so many levels, it soon counts little: what more is learned no longer pays for those who are asked.
KNOWN_WELL = 0.3
# Fixed draws of a standard normal, 256 a belief of at most 64 areas: the same situation gives the same stakes.
_DRAWS: Array = np.random.default_rng(20261101).standard_normal((256, 64))


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What questions are worth to a request, as arrays over the candidates.

    ``chance`` of a right answer; how much the answer tells ``of_person``: the expected fall of the stakes' variance; and ``of_question``:
    that of its location's, weighed by what its area counts for the target (both in levels squared, weighed by how they suit the request).
    """

    chance: Array
    of_person: Array
    of_question: Array


def scores(
    pool: Pool,
    standing: Standing,
    request: Request,
    at: datetime,
    candidates: Indices,
    lifts: Mapping[str, float] | None = None,
) -> Scores:
    """Return what each of the ``candidates`` is worth to the request.

    ``lifts`` raise the levels, by area, for the wished difficulty (``form``).
    """
    promise = prospect(pool, standing.belief, stakes(standing.belief, standing.requirements, at), at, candidates, lifts)
    times = _times_shown(pool, standing.shown)[candidates]
    suits = _variety(pool, so_far(pool, standing, request), candidates)
    if request.purpose is not Purpose.PLACEMENT:
        suits = suits * _fit(promise.lifted, request, AIM_WIDTH) * _nearly(pool, standing, at, pool.area[candidates])
        suits = suits * _ripeness(pool, standing, at)[pool.concept[candidates]]
    learned = promise.sharpness * (pool.location_variance[candidates] / (1.0 + times)) ** 2 * _importance(pool, standing)[candidates]
    return Scores(promise.chance, suits * promise.gain / (1.0 + times) ** SPREADING, suits * learned)


def beside_most(found: Scores, pool: Pool) -> tuple[Array, Array]:
    """Return what each candidate tells of the person, and of the question, beside the most that any of them tells: their sum is its worth.

    The second counts ``EXPLORING`` of the first while labels are all that is known, less in proportion as more is known of the pool's
    questions, and soon hardly at all once it is more than ``KNOWN_WELL``.
    """
    unknown = float(np.sqrt(pool.location_variance).mean())
    exploring = EXPLORING * min(1.0, unknown / LABEL_SD) * min(1.0, unknown / KNOWN_WELL) ** 2
    return _beside(found.of_person), exploring * _beside(found.of_question)


def fits(
    pool: Pool, standing: Standing, request: Request, at: datetime, candidates: Indices, lifts: Mapping[str, float] | None = None
) -> Array:
    """Return how near each candidate lies to the wished difficulty, where near enough will do: one there, towards zero the farther off."""
    return _fit(prospect(pool, standing.belief, {}, at, candidates, lifts).lifted, request, NEAR_ENOUGH)


def so_far(pool: Pool, standing: Standing, request: Request) -> list[int]:
    """Return the session's questions in the order in which they were asked (first those of which the history does not tell)."""
    names = [name for name in request.session if name in pool.index]
    place = {asked.question_id: number for number, asked in enumerate(standing.history) if asked.question_id in request.session}
    names.sort(key=lambda name: (place.get(name, -1), name))
    return [pool.index[name] for name in names]


def form(pool: Pool, standing: Standing, request: Request, at: datetime) -> dict[str, float]:
    """Return by how many levels each area's latest answers were better (or worse) than expected, for the wished difficulty alone.

    What is expected is the belief's chance, at most the one aimed at: so a run of right answers to easy questions leads to harder ones.
    """
    latest: dict[str, list[tuple[int, bool]]] = {}
    for asked in reversed(standing.history):
        number = pool.index.get(asked.question_id)
        if number is not None and asked.result is not None:
            own = latest.setdefault(pool.items[number].area, [])
            if len(own) < LATEST:
                own.append((number, asked.result is Result.RIGHT))
    answers = [answer for own in latest.values() for answer in own]
    chance = prospect(pool, standing.belief, {}, at, np.array([number for number, _ in answers], dtype=np.int64)).chance
    lifts = dict.fromkeys(latest, 0.0)
    for (number, right), expected in zip(answers, np.minimum(chance, AIM[request.challenge]).tolist(), strict=True):
        lifts[pool.items[number].area] += STEP * (right - expected)
    return {area: min(max(lift, -FARTHEST), FARTHEST) for area, lift in lifts.items()}


def stakes(belief: Belief, requirements: Mapping[str, Requirement], at: datetime) -> dict[str, float]:
    """Return how much the variance of each area's level matters: its weight for the target, more while its place is open.

    Its place is whether it is among the biggest gaps, which is sampled from the joint belief, and whether it falls short of the target. A
    chance r of the latter counts with r (1 - r), a chance q of the former with the square of that: what is to be told apart are the gaps
    nearest to the third place. A target at the lowest level asks for nothing, so that there is nothing to fall short of.
    """
    mean, covariance = moments(belief, at)
    order = [belief.index(area) for area in requirements]
    goals = np.array([requirement.level if requirement.level > LOWEST else -math.inf for requirement in requirements.values()])
    levels = mean + _DRAWS[:, : len(mean)] @ np.linalg.cholesky(covariance).T
    gaps = goals - levels[:, order]
    top = min(BIGGEST, len(order))
    biggest = np.mean((gaps >= -np.partition(-gaps, top - 1, axis=1)[:, top - 1 : top]) & np.isfinite(gaps), axis=0)
    short = np.mean(gaps > 0.0, axis=0)
    open_ = FLOOR + 4.0 * (biggest * (1.0 - biggest)) ** 2 + SHORT * short * (1.0 - short)
    return {area: weight(requirement) * float(each) for (area, requirement), each in zip(requirements.items(), open_, strict=True)}


def _beside(worth: Array) -> Array:
    """Return each worth beside the greatest of all; as it is where nothing is worth anything."""
    most = float(worth.max())
    return worth / most if most > 0.0 else worth


def _fit(chance: Array, request: Request, width: float) -> Array:
    off = (chance - AIM[request.challenge]) / width
    fit: Array = np.exp(-0.5 * off * off)
    return fit


def _ripeness(pool: Pool, standing: Standing, at: datetime) -> Array:
    """Return a factor for each of the pool's concepts, above one where it is due."""
    due = set(ripe(standing.memories, at, standing.day_end))
    return np.array([DUE if name in due else 1.0 for name in pool.concepts])


def _importance(pool: Pool, standing: Standing) -> Array:
    """Return for each question what its area counts for the target."""
    counts = {area: weight(requirement) for area, requirement in standing.requirements.items()}
    importance: Array = np.array([counts.get(area, 0.0) for area in pool.areas])[pool.area]
    return importance


def _times_shown(pool: Pool, shown: Mapping[str, int]) -> Array:
    """Return how often each question was shown to anybody, relative to the mean; zeros where that is not known."""
    times = np.zeros(len(pool.items))
    for name, count in shown.items():
        if name in pool.index:
            times[pool.index[name]] = count
    relative: Array = times / max(float(times.mean()), 1.0)
    return relative


def _variety(pool: Pool, session: Sequence[int], candidates: Indices) -> Array:
    """Return a factor below one for the formats of the session's last questions."""
    factor = np.ones(len(candidates))
    for number in session[-MIXED:]:
        factor[pool.format[candidates] == pool.format[number]] *= SAME_FORMAT
    return factor


def _nearly(pool: Pool, standing: Standing, at: datetime, areas: Indices) -> Array:
    """Return a factor for each of the ``areas``, above one where an answer or two would decide the verdict."""
    belief = standing.belief
    mean, covariance = moments(belief, at)
    factor = np.ones(len(pool.areas))
    for number in np.flatnonzero(np.bincount(areas)).tolist():
        area = pool.areas[number]
        requirement = standing.requirements.get(area)
        if requirement is None:
            continue
        j, answers, start = belief.index(area), belief.answers[area], belief.start(area)
        level, sd = float(mean[j]), math.sqrt(covariance[j, j])
        if judge(level, sd, requirement.level, answers, start)[0] is Verdict.UNDECIDED:
            soon = answers_needed(level, sd, requirement.level, answers, start, NEARLY) is not None
            factor[number] = NEARLY_DECIDED if soon else 1.0
    return factor[areas]
