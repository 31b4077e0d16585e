"""What to ask next, and why. One policy serves the daily five, practice, placement and a wish for an area or a concept.

In this order: what is due for review or was got wrong (a sibling question, within a share of the session), an area that was left out for
long, else the question that tells most about the target's undecided gaps at a difficulty that keeps people at it. A session mixes areas
and typed with tapped questions as far as it can. Of a concept come first the questions the person has not seen, then the one seen longest
ago; before either a rested one near the wished difficulty, where all unseen ones lie far off. Among nearly equal questions chance decides,
so that the same strong item is not shown to everybody.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from questions.ability import Belief, moments
from questions.asking import Asked, Choice, Purpose, Reason, ReasonKind, Request, Standing
from questions.gap import Verdict, answers_needed, expected_shortfall, judge, weight
from questions.model import Requirement, Result
from questions.pool import Indices, Mask, Pool
from questions.profiles import LOWEST
from questions.review import retrievability, ripe
from questions.scoring import beside_most, fits, form, scores, so_far
from questions.weighing import benefits

__all__ = [
    "Asked",
    "Choice",
    "Pool",
    "Purpose",
    "Reason",
    "ReasonKind",
    "Request",
    "Standing",
    "choose",
    "placement_done",
]

PLACEMENT_LENGTH = 25
# A gap that is expected to cost less than this (levels short of the target, weighed) keeps nobody in a placement.
WORTH = 0.05
REST = timedelta(days=30)
# Of every five questions of a session these places may go to reviews; the others are kept for what is new. It is one place more while more
# than so many concepts are due, as after weeks away.
SESSION, REVIEWS = 5, (0, 1, 3)
PILED, CATCHING_UP = 15, (0, 1, 3, 4)
# Of these places so many go first to what was got wrong not longer ago than this: it is to come back the next day, whatever else is due.
RETRIES, JUST = (0, 1), timedelta(days=2)
# A concept whose questions left are all far from the wished difficulty does not come first, and counts so much of its worth; a day on, or
# with a question rested, it may be another matter.
FITTING, LEAST = 0.3, 0.1
# Who wished for gentler questions is spared the review of a concept whose best question is not so near the wish, beside the nearest of all.
SPARED = 0.7
# Of so many of a concept's questions at most it is looked at whether one fits.
SAMPLED = 40
# An area not asked for this many rounds of all areas comes next.
ROUNDS = 3
# How many questions on one area any five in a row hold, and how many a placement asks before each required area was met.
SHARE = 2
# How many typed, or tapped, questions may follow each other; and the share of typed ones in a placement.
IN_A_ROW = 2
TYPED_SHARE = 0.6
SHORTLIST = 5
# Of more candidates than this only every second, third ... is looked at: the best of ten thousand is as good, and cheaper to find.
LOOKED_AT = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """The situation over the pool: the questions the request ``allowed``, the ``fresh`` ones, and when each was ``last`` asked.

    ``asked`` is the session so far, in order; ``mixed`` are the questions that keep it mixed, as far as there are any. ``lifts`` raise the
    areas' levels for the wished difficulty; a placement wishes for none.
    """

    pool: Pool
    standing: Standing
    request: Request
    at: datetime
    last: Mapping[int, datetime]
    allowed: Mask
    fresh: Mask
    asked: Sequence[int]
    mixed: Mask
    lifts: Mapping[str, float]


def choose(pool: Pool, standing: Standing, request: Request, at: datetime, rng: random.Random) -> Choice | None:
    """Return the question to ask next; None only where the session holds every question that the request allows.

    KeyError for an unknown area or concept in the request.
    """
    case = _case(pool, standing, request, at)
    if not case.allowed.any():
        return None
    placing = request.purpose is Purpose.PLACEMENT
    concept = None if placing else _review(case)
    if concept is not None:
        return _pick(case, _within(case, pool.members[concept]), _review_kind(case, concept), rng)
    if not case.fresh.any():
        return _pick(case, _within(case, np.flatnonzero(case.allowed & case.mixed)), ReasonKind.REPEAT, rng)
    if request.area is not None or request.concept is not None:
        return _pick(case, np.flatnonzero(case.fresh & case.mixed), ReasonKind.ASKED, rng)
    starved = _last_chance(case) if placing else _starved(case)
    if starved is not None:
        return _pick(case, _within(case, pool.members[starved]), ReasonKind.BALANCE, rng)
    return _pick(case, np.flatnonzero(case.fresh & case.mixed), ReasonKind.MEASURE, rng)


def placement_done(belief: Belief, requirements: Mapping[str, Requirement], asked: int, at: datetime) -> bool:
    """Tell whether the placement may end: 25 questions were asked, or no verdict is open that matters and that those left could decide.

    An open verdict matters while closing the gap that may be there would bring ``WORTH``. Every area of which the target asks something is
    to be met once.
    """
    return asked >= PLACEMENT_LENGTH or not _open(belief, requirements, PLACEMENT_LENGTH - asked, at)


def _case(pool: Pool, standing: Standing, request: Request, at: datetime) -> _Case:
    last = {pool.index[asked.question_id]: asked.at for asked in standing.history if asked.question_id in pool.index}
    allowed = _wished(pool, request)
    allowed[[pool.index[name] for name in request.session if name in pool.index]] = False
    fresh = _fresh(pool, allowed, last, at)
    asked = so_far(pool, standing, request)
    mixed = np.ones(len(pool.items), dtype=np.bool_)
    for rule in (_crowded(pool, standing, request, asked, fresh), _monotonous(pool, request, asked)):
        if (mixed & ~rule & (fresh if fresh.any() else allowed)).any():
            mixed &= ~rule
    lifts = {} if request.purpose is Purpose.PLACEMENT else form(pool, standing, request, at)
    case = _Case(pool, standing, request, at, last, allowed, fresh, asked, mixed, lifts)
    wished = request.purpose is Purpose.PLACEMENT or request.area is not None or request.concept is not None
    return case if wished else _with_rested(case)


def _with_rested(case: _Case) -> _Case:
    """Return the case with rested questions fresh, too, where they fit the wished difficulty and the fresh ones of their concept don't."""
    rested = np.array([number for number, seen in case.last.items() if case.allowed[number] and case.at - seen >= REST], dtype=np.int64)
    near = fits(case.pool, case.standing, case.request, case.at, rested, case.lifts)
    rested = rested[near >= FITTING]
    if not len(rested):
        return case
    best = _best_fits(case, {case.pool.concepts[number] for number in case.pool.concept[rested].tolist()})
    fresh = case.fresh.copy()
    fresh[[number for number in rested.tolist() if best[case.pool.items[number].concept] < FITTING]] = True
    return replace(case, fresh=fresh)


def _fresh(pool: Pool, allowed: Mask, last: Mapping[int, datetime], at: datetime) -> Mask:
    """Return the allowed questions not seen; of a concept without any, the one seen longest ago, once it has rested."""
    unseen = allowed.copy()
    seen = np.array(list(last), dtype=np.int64)
    unseen[seen] = False
    fresh = unseen.copy()
    left = np.bincount(pool.concept[unseen], minlength=len(pool.concepts))
    used_up = seen[allowed[seen] & (left[pool.concept[seen]] == 0)].tolist()
    oldest: dict[int, int] = {}
    for number in sorted(used_up, key=lambda number: (last[number], number)):
        oldest.setdefault(int(pool.concept[number]), number)
    fresh[[number for number in oldest.values() if at - last[number] >= REST]] = True
    return fresh


def _crowded(pool: Pool, standing: Standing, request: Request, asked: Sequence[int], fresh: Mask) -> Mask:
    """Return the questions on areas that have had their share of the session; none where the request names what it wants."""
    crowded = np.zeros(len(pool.items), dtype=np.bool_)
    if request.area is not None or request.concept is not None:
        return crowded
    window = asked[1 - SESSION :]
    if request.purpose is Purpose.PLACEMENT:
        window = asked if _unmet(pool, standing, asked, fresh) else ()
    for area, times in Counter(pool.items[number].area for number in window).items():
        if times >= SHARE:
            crowded[pool.members[area]] = True
    return crowded


def _monotonous(pool: Pool, request: Request, asked: Sequence[int]) -> Mask:
    """Return the questions answered as the last ones were, typed or tapped, where another such is too much."""
    before = pool.typed[list(asked)].tolist()
    if before[-IN_A_ROW:] == [False] * IN_A_ROW:
        return ~pool.typed
    enough = request.purpose is Purpose.PLACEMENT and sum(before) + 1 > math.ceil(TYPED_SHARE * (len(before) + 1))
    if enough or before[-IN_A_ROW:] == [True] * IN_A_ROW:
        return pool.typed
    return np.zeros(len(pool.items), dtype=np.bool_)


def _wished(pool: Pool, request: Request) -> Mask:
    """Return the questions on the concept, or the area, that the request names; all where it names none."""
    name = request.area if request.concept is None else request.concept
    wished = np.full(len(pool.items), name is None)
    if name is not None:
        wished[pool.members[name]] = True
    return wished


def _open(belief: Belief, requirements: Mapping[str, Requirement], left: int, at: datetime) -> bool:
    """Whether one of the ``left`` questions of a placement is worth asking."""
    mean, covariance = moments(belief, at)
    for area, requirement in requirements.items():
        j, answers, start = belief.index(area), belief.answers[area], belief.start(area)
        level, sd = float(mean[j]), math.sqrt(covariance[j, j])
        if judge(level, sd, requirement.level, answers, start)[0] is not Verdict.UNDECIDED:
            continue
        matters = expected_shortfall(level, sd, requirement.level) * weight(requirement) >= WORTH
        if not answers or (matters and answers_needed(level, sd, requirement.level, answers, start, left) is not None):
            return True
    return False


def _review(case: _Case) -> str | None:
    """Return the concept whose review comes next, of the due ones that the request allows, while the session has room for it.

    What was just got wrong comes before what is due otherwise, as long as its places last; the most valuable first, as far as a question
    near the wished difficulty is left.
    """
    place = len(case.request.session) % SESSION
    memories = case.standing.memories
    waiting = {name: memories[name] for name in ripe(memories, case.at, case.standing.day_end) if name in case.pool.members}
    if not waiting or (place not in (CATCHING_UP if len(waiting) > PILED else REVIEWS) and case.fresh.any()):
        return None
    gains = benefits(waiting, case.at, case.standing.forgetting)
    first = _just_wrong(case) if place in RETRIES else frozenset()
    fit = _best_fits(case, gains)
    worth = {
        name: (name in first and fit[name] >= FITTING, _weight(case, name) * gain * max(fit[name], LEAST)) for name, gain in gains.items()
    }
    enough = SPARED * _nearest(case) if case.request.challenge == "gentler" else 0.0
    for name in sorted(worth, key=lambda name: (worth[name], name), reverse=True):
        members = case.pool.members[name]
        if fit[name] >= enough and case.allowed[members].any() and case.mixed[_within(case, members)].any():
            return name
    return None


def _nearest(case: _Case) -> float:
    """Return how near the nearest fresh question that keeps the session mixed lies to the wished difficulty; zero where there is none."""
    candidates = np.flatnonzero(case.fresh & case.mixed)
    candidates = candidates[:: len(candidates) // LOOKED_AT + 1]
    return float(fits(case.pool, case.standing, case.request, case.at, candidates, case.lifts).max(initial=0.0))


def _best_fits(case: _Case, concepts: Collection[str]) -> dict[str, float]:
    """Return how near the nearest of each concept's fresh questions that keep the session mixed lies to the wished difficulty.

    Zero for a concept without such questions, and for those of the pool that are not among ``concepts``.
    """
    pool = case.pool
    candidates = np.concatenate([members[:: len(members) // SAMPLED + 1] for members in (pool.members[name] for name in concepts)])
    candidates = candidates[(case.fresh & case.mixed)[candidates]]
    best = np.zeros(len(pool.concepts))
    np.maximum.at(best, pool.concept[candidates], fits(pool, case.standing, case.request, case.at, candidates, case.lifts))
    return dict(zip(pool.concepts, best.tolist(), strict=True))


def _just_wrong(case: _Case) -> frozenset[str]:
    """Return the concepts whose last answer was not right and is not older than ``JUST``."""
    last: dict[str, bool] = {}
    for asked in reversed(case.standing.history):
        if case.at - asked.at > JUST:
            break
        if asked.result is not None and asked.question_id in case.pool.index:
            last.setdefault(case.pool.items[case.pool.index[asked.question_id]].concept, asked.result is not Result.RIGHT)
    return frozenset(name for name, wrong in last.items() if wrong)


def _weight(case: _Case, concept: str) -> float:
    requirement = case.standing.requirements.get(concept.partition("/")[0])
    return weight(requirement) if requirement else 0.0


def _review_kind(case: _Case, concept: str) -> ReasonKind:
    for asked in reversed(case.standing.history):
        number = case.pool.index.get(asked.question_id)
        if asked.result is not None and number is not None and case.pool.items[number].concept == concept:
            return ReasonKind.REVIEW if asked.result is Result.RIGHT else ReasonKind.RETRY
    return ReasonKind.REVIEW


def _asked_for(standing: Standing) -> list[str]:
    """Return the areas of which the target asks something."""
    return [area for area, requirement in standing.requirements.items() if requirement.level > LOWEST]


def _unmet(pool: Pool, standing: Standing, asked: Sequence[int], fresh: Mask) -> list[str]:
    """Return the required areas that were neither answered nor asked in the session, though they have questions."""
    met = {pool.items[number].area for number in asked}
    open_ = [area for area in _asked_for(standing) if area not in met and not standing.belief.answers[area]]
    return [area for area in open_ if area in pool.members and fresh[pool.members[area]].any()]


def _last_chance(case: _Case) -> str | None:
    """Return an unmet area once the rest of the placement just suffices to meet each of them; the highest target first."""
    areas = _unmet(case.pool, case.standing, case.asked, case.fresh)
    if len(case.request.session) + len(areas) < PLACEMENT_LENGTH:
        return None
    return max(areas, key=lambda area: case.standing.requirements[area].level, default=None)


def _starved(case: _Case) -> str | None:
    """Return the area that was left out longest, if for more than ``ROUNDS`` rounds of all areas."""
    pool, history = case.pool, case.standing.history
    last = {pool.items[pool.index[asked.question_id]].area: n for n, asked in enumerate(history) if asked.question_id in pool.index}
    areas = [area for area in _asked_for(case.standing) if area in pool.members and case.fresh[pool.members[area]].any()]
    waiting = {area: len(history) - last.get(area, -1) for area in areas}
    longest = max(waiting, key=lambda area: waiting[area], default=None)
    return longest if longest is not None and waiting[longest] > ROUNDS * len(areas) else None


def _within(case: _Case, members: Indices) -> Indices:
    """Return the fresh ones of ``members``, those that keep the session mixed if any do; or where none is, the one asked longest ago."""
    fresh = members[case.fresh[members]]
    if len(fresh):
        mixed = fresh[case.mixed[fresh]]
        return mixed if len(mixed) else fresh
    oldest = min(members[case.allowed[members]].tolist(), key=lambda number: case.last[number])
    return np.array([oldest], dtype=np.int64)


def _pick(case: _Case, candidates: Indices, kind: ReasonKind, rng: random.Random) -> Choice:
    """Draw from the best few ``candidates``, the better the likelier; what is to measure may tell more of the question."""
    step = math.ceil(len(candidates) / LOOKED_AT)
    if step > 1:
        candidates = candidates[rng.randrange(step) :: step]
    found = scores(case.pool, case.standing, case.request, case.at, candidates, case.lifts)
    of_person, of_question = beside_most(found, case.pool)
    score = of_person + of_question
    best = np.argpartition(-score, SHORTLIST)[:SHORTLIST] if len(score) > SHORTLIST else np.arange(len(score))
    best = best[np.argsort(-score[best], kind="stable")]
    # Relative to the best: where all lie far from the wished difficulty, the nearest is still far likelier than the others.
    weights = score[best] / score[best[0]] if score[best[0]] > 0.0 else np.ones(len(best))
    place = int(rng.choices(best.tolist(), weights=weights.tolist())[0])
    item = case.pool.items[int(candidates[place])]
    memory = case.standing.memories.get(item.concept)
    return Choice(
        item.id,
        Reason(
            kind=ReasonKind.CALIBRATE if kind is ReasonKind.MEASURE and of_question[place] > of_person[place] else kind,
            area=item.area,
            concept=item.concept,
            chance=float(found.chance[place]),
            retrievability=retrievability(memory, case.at, forgetting=case.standing.forgetting) if memory else None,
            days=(case.at - memory.last_review).total_seconds() / 86400.0 if memory else None,
        ),
    )
