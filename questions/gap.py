"""The gap report: belief against target, area by area, with a verdict no firmer than what was measured, and the concepts behind it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import NormalDist

import numpy as np

from questions.ability import CONCEPT_SD, Belief, Estimate, Start, concept_estimate, estimates, moments
from questions.model import Attempt, Requirement
from questions.profiles import LOWEST
from questions.response import LABEL_SD, LOGIT_SCALE, SLIP

# A verdict is given when it is this probable; a level this little below its target still meets it, since targets come in half levels.
SURE = 0.9
TOLERANCE = 0.25
# No verdict on an area from what other areas and the start suggest alone: it takes answers of its own, and all answers must have made the
# verdict at least as probable as the start had it (as far as that is 99 % of cases).
FEWEST = 2
MANY = 30
# A verdict that is decided with this chance by a given answer has by then been decided at some time in half of all cases: an estimate
# that crossed the line may have come back (simulated with the bank's questions).
EVEN = 0.35
TYPICAL_GUESSING = 0.2
# A change is more than noise from so many standard deviations on. A normal one would exceed 1.96 in one of twenty weeks; these have heavier
# tails (an estimate that is right on average moves in leaps), and do so in one of fifteen.
Z_MOVED = 2.24
Z_SURE, Z_SUREST = NormalDist().inv_cdf(SURE), NormalDist().inv_cdf(0.99)
# What a level can drift within a week, as a standard deviation: a smaller change is never called one.
WEEK_SD = 0.1


class Verdict(StrEnum):
    """What can be said about an area."""

    MET = "met"
    GAP = "gap"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class AreaGap:
    """One area of the report, in levels.

    ``size``: how far the estimate lies below the target, 0 if it does not. ``confidence``: the probability of the verdict (of the likelier
    one where undecided). ``more``: after about how many more answers the verdict is as likely as not to be decided, None for more than
    ``MANY`` or where decided. ``change``: since the previous estimate, None without one or without answers; ``moved``: the change is more
    than new answers alone explain. ``value``: what closing the gap brings, the expected shortfall times the target's weight. ``notes``: the
    sections that justify the target.
    """

    area: str
    estimate: Estimate
    target: float
    verdict: Verdict
    size: float
    confidence: float
    answers: int
    more: int | None
    change: float | None
    moved: bool
    value: float
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapReport:
    """The rows of all required areas, in the requirements' order, as of ``at``."""

    at: datetime
    rows: tuple[AreaGap, ...]

    def row(self, area: str) -> AreaGap:
        """Return the row of ``area``; KeyError where it is not required."""
        for row in self.rows:
            if row.area == area:
                return row
        raise KeyError(area)

    def ranked(self) -> tuple[AreaGap, ...]:
        """Return the gaps, certain and possible, the one first whose closing brings most for the target."""
        return tuple(sorted((row for row in self.rows if row.verdict is not Verdict.MET), key=lambda row: -row.value))


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """One answered concept. ``shortfall``: the expected levels missing to its area's target, times the target's weight."""

    concept: str
    area: str
    answers: int
    right: int
    last: datetime
    estimate: Estimate
    shortfall: float


def gap_report(
    belief: Belief, requirements: Mapping[str, Requirement], at: datetime, previous: Mapping[str, Estimate] | None = None
) -> GapReport:
    """Hold ``belief`` against ``requirements`` as of ``at``; ``previous`` are the estimates that changes are counted from."""
    mean, covariance = moments(belief, at)
    now = estimates(belief, at)
    rows = []
    for area, requirement in requirements.items():
        j = belief.index(area)
        level, sd = float(mean[j]), math.sqrt(covariance[j, j])
        answers, start = belief.answers[area], belief.start(area)
        # What other areas alone suggest is no move of an area that was never asked.
        change, moved = _change(now[area], (previous or {}).get(area) if answers else None)
        verdict, confidence = judge(level, sd, requirement.level, answers, start)
        rows.append(
            AreaGap(
                area=area,
                estimate=now[area],
                target=requirement.level,
                verdict=verdict,
                size=max(0.0, requirement.level - now[area].level),
                confidence=confidence,
                answers=answers,
                more=answers_needed(level, sd, requirement.level, answers, start) if verdict is Verdict.UNDECIDED else None,
                change=change,
                moved=moved,
                value=expected_shortfall(level, sd, requirement.level) * weight(requirement),
                notes=requirement.notes,
            )
        )
    return GapReport(at, tuple(rows))


def judge(level: float, sd: float, target: float, answers: int, start: Start) -> tuple[Verdict, float]:
    """Return the verdict on a Gaussian estimate and its probability.

    It is undecided below ``SURE``, with fewer answers than ``FEWEST``, and where the ``start`` had made it more probable: somebody
    who was right throughout is not told of a gap that was supposed before the first answer. A target at the scale's lowest level asks for
    nothing, and is met.
    """
    if target <= LOWEST:
        return Verdict.MET, 1.0
    gap, met = (target - level) / sd, (level - target + TOLERANCE) / sd
    enough_gap, enough_met = _bars(target, start)
    confidence = NormalDist().cdf(max(gap, met))
    if answers >= FEWEST and gap >= max(met, enough_gap):
        return Verdict.GAP, confidence
    if answers >= FEWEST and met >= max(gap, enough_met):
        return Verdict.MET, confidence
    return Verdict.UNDECIDED, confidence


def _bars(target: float, start: Start) -> tuple[float, float]:
    """Return how many standard deviations an estimate must lie below the target for a gap, and above what meets it."""
    before = ((target - start.level) / start.sd, (start.level - target + TOLERANCE) / start.sd)
    gap, met = (max(Z_SURE, min(each, Z_SUREST)) for each in before)
    return gap, met


def answers_needed(level: float, sd: float, target: float, answers: int, start: Start, most: int = MANY) -> int | None:
    """Return after about how many more answers in the area its verdict is as likely as not to be decided; None for more than ``most``.

    Each answer is taken to a fitting item (location at the level, average guessing, label and concept uncertain) and cuts the variance by
    Cov(level, answer)^2 / Var(answer). The estimate does not stay meanwhile: a posterior mean is a martingale, so that it lies, after some
    answers, about today's with the variance that was lost by then.
    """
    variance, bars = sd * sd, _bars(target, start)
    for count in range(1, most + 1):
        variance -= _reduction(variance)
        if answers + count >= FEWEST and _decided(level, sd, math.sqrt(variance), target, bars) >= EVEN:
            return count
    return None


def _decided(level: float, before: float, after: float, target: float, bars: tuple[float, float]) -> float:
    """Return the chance that a verdict is decided once a standard deviation ``before`` has fallen to ``after``; ``bars`` as of `_bars`."""
    moves = math.sqrt(max(before**2 - after**2, 1e-12))
    normal = NormalDist()
    gap = normal.cdf((target - bars[0] * after - level) / moves)
    return gap + normal.cdf((level - bars[1] * after - target + TOLERANCE) / moves)


def weight(requirement: Requirement) -> float:
    """Return how much an area counts for the target: its required level over the highest."""
    return requirement.level / 5.0


def expected_shortfall(level: float, sd: float, target: float) -> float:
    """Return E[max(0, target - L)] for L Gaussian, in levels."""
    z = (target - level) / sd
    normal = NormalDist()
    return sd * (z * normal.cdf(z) + normal.pdf(z))


def concept_rows(
    belief: Belief, attempts: Iterable[Attempt], requirements: Mapping[str, Requirement], at: datetime
) -> tuple[ConceptRow, ...]:
    """Return the concepts that ``attempts`` touched in required areas, the weakest (by shortfall) first."""
    by_concept: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        if attempt.item.area in requirements:
            by_concept.setdefault(attempt.item.concept, []).append(attempt)
    rows = [_concept_row(belief, name, own, requirements[own[0].item.area], at) for name, own in by_concept.items()]
    return tuple(sorted(rows, key=lambda row: (-row.shortfall, row.concept)))


def weak_concepts(rows: Iterable[ConceptRow], report: GapReport) -> tuple[ConceptRow, ...]:
    """Return the concepts where an answer was not right and whose level lies below their area's target, the weakest first."""
    targets = {row.area: row.target for row in report.rows}
    weak = [row for row in rows if row.right < row.answers and row.estimate.level < targets[row.area]]
    return tuple(sorted(weak, key=lambda row: (-row.shortfall, row.concept)))


def _concept_row(belief: Belief, name: str, attempts: list[Attempt], requirement: Requirement, at: datetime) -> ConceptRow:
    found = concept_estimate(belief, name, at)
    return ConceptRow(
        concept=name,
        area=attempts[0].item.area,
        answers=len(attempts),
        right=sum(attempt.correct for attempt in attempts),
        last=max(attempt.at for attempt in attempts),
        estimate=found,
        shortfall=expected_shortfall(found.level, found.sd, requirement.level) * weight(requirement),
    )


def _change(now: Estimate, before: Estimate | None) -> tuple[float | None, bool]:
    """Return the change in levels and whether it is more than noise.

    Were the true level unchanged, the estimate would move with the variance that was lost: a posterior mean is a martingale.
    """
    if before is None:
        return None, False
    change = now.level - before.level
    noise = math.sqrt(abs(before.sd**2 - now.sd**2) + WEEK_SD**2)
    return change, abs(change) > Z_MOVED * noise


def _reduction(variance: float) -> float:
    """Return the expected fall of an area's variance by one answer to a fitting item (logistic curve taken as a scaled Gaussian one)."""
    spread = LOGIT_SCALE**2 + variance + CONCEPT_SD**2 + LABEL_SD**2
    right = TYPICAL_GUESSING + (1.0 - SLIP - TYPICAL_GUESSING) / 2.0
    slope = (1.0 - SLIP - TYPICAL_GUESSING) / math.sqrt(2.0 * np.pi * spread)
    return (variance * slope) ** 2 / (right * (1.0 - right))
