"""The gap report, the week, and the numbers of a learner's history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.usecases.case import Case
from questions import ability, days, gap
from questions.ability import Estimate
from questions.gap import AreaGap, ConceptRow, GapReport
from questions.model import Attempt

_WEEK = 7
_CONCEPTS = 3
_GAPS = 3


@dataclass(frozen=True, slots=True)
class Day:
    """One local day's answers."""

    day: date
    answered: int
    right: int


@dataclass(frozen=True, slots=True)
class Move:
    """An area that was asked, and how its estimate moved: from ``before``, ``None`` where nothing had been measured by then.

    ``certain`` when the move is more than noise.
    """

    area: str
    before: Estimate | None
    after: Estimate
    target: float
    certain: bool

    @property
    def size(self) -> float:
        """By how much it moved."""
        return 0.0 if self.before is None else abs(self.after.level - self.before.level)


@dataclass(frozen=True, slots=True)
class Week:
    """One week of one learner, ``until`` included; ``total`` is how many answers there have ever been.

    ``gaps`` are the biggest ones decided, or where none is, those that may be: the estimate lies below the target.
    """

    since: date
    until: date
    days: tuple[Day, ...]
    streak: int
    moves: tuple[Move, ...]
    gaps: tuple[AreaGap, ...]
    concepts: Sequence[ConceptRow]
    total: int

    @property
    def answered(self) -> int:
        """Answers in the week."""
        return sum(each.answered for each in self.days)

    @property
    def right(self) -> int:
        """Right answers in the week."""
        return sum(each.right for each in self.days)


@dataclass(frozen=True, slots=True)
class Stats:
    """All of a learner's history in numbers; ``areas``: area -> (answered, right)."""

    answered: int
    right: int
    streak: int
    days: int
    areas: Mapping[str, tuple[int, int]]


def gaps(case: Case) -> GapReport:
    """Return the gap report, with what moved since a week ago."""
    return gap.gap_report(case.belief(), case.requirements(), case.at, _estimates_before(case, case.today - timedelta(days=_WEEK - 1)))


def concepts(case: Case, area: str | None = None) -> Sequence[ConceptRow]:
    """Return the concepts with answers, the weakest first, perhaps of one area."""
    attempts = [given.attempt for given in case.uow.attempts.all(case.learner.id)]
    rows = gap.concept_rows(case.belief(), attempts, case.requirements(), case.at)
    return [row for row in rows if row.concept in case.coach.bank.concepts and area in (None, row.area)]


def weak(case: Case, found: GapReport) -> Sequence[ConceptRow]:
    """Return the concepts to work on, the weakest first, as far as there are questions to ask on them."""
    return [row for row in gap.weak_concepts(concepts(case), found) if row.concept in case.coach.pool.members]


def week(case: Case, until: date | None = None) -> Week:
    """Return the seven days up to ``until``, or without it the week so far: since the day of the last summary, today included.

    A summary tells of the seven days before its own, so that no day is left out: most of its own day's answers are yet to come. Before
    today's summary the week so far would have that weekday twice; it is the last seven days.
    """
    schedule = case.learner.schedule
    if until is None:
        summed_up, until = days.local_date(days.last_weekly(schedule, case.at), schedule.zone), case.today
        since = max(summed_up, until - timedelta(days=_WEEK - 1))
    else:
        since = until - timedelta(days=_WEEK - 1)
    begin = datetime.combine(since, time(), ZoneInfo(schedule.zone)).astimezone(UTC)
    given = [each.attempt for each in case.uow.attempts.since(case.learner.id, begin)]
    attempts = [each for each in given if days.local_date(each.at, schedule.zone) <= until]
    report = gap.gap_report(case.belief(), case.requirements(), case.at, _estimates_before(case, since))
    ranked = report.ranked()
    certain = [row for row in ranked if row.verdict is gap.Verdict.GAP]
    return Week(
        since,
        until,
        tuple(_days(attempts, since, until, schedule.zone)),
        days.streak(case.uow.attempts.days(case.learner.id), case.today),
        tuple(_moves(case, since, {each.item.area for each in attempts}, report)),
        tuple(certain or [row for row in ranked if row.size > 0.0])[:_GAPS],
        weak(case, report)[:_CONCEPTS],
        case.uow.attempts.total(case.learner.id),
    )


def stats(case: Case) -> Stats:
    """Return the numbers of all of the learner's history."""
    attempts = [given.attempt for given in case.uow.attempts.all(case.learner.id)]
    answered, right = Counter(each.item.area for each in attempts), Counter(each.item.area for each in attempts if each.correct)
    dates = case.uow.attempts.days(case.learner.id)
    areas = {area: (answered[area], right[area]) for area in case.coach.bank.areas if answered[area]}
    return Stats(len(attempts), right.total(), days.streak(dates, case.today), len(dates), areas)


def _estimates_before(case: Case, day: date) -> Mapping[str, Estimate] | None:
    belief = case.belief_before(day)
    return None if belief is None else ability.estimates(belief, case.at)


def _days(attempts: Sequence[Attempt], since: date, until: date, zone: str) -> Sequence[Day]:
    answered, right = Counter[date](), Counter[date]()
    for each in attempts:
        day = days.local_date(each.at, zone)
        answered[day] += 1
        right[day] += each.correct
    span = (until - since).days + 1
    return [Day(day, answered[day], right[day]) for day in (since + timedelta(days=n) for n in range(span))]


def _moves(case: Case, since: date, areas: set[str], report: GapReport) -> Sequence[Move]:
    before = _estimates_before(case, since) or {}
    moves = [Move(row.area, before.get(row.area), row.estimate, row.target, row.moved) for row in report.rows if row.area in areas]
    return sorted(moves, key=lambda move: (not move.certain, -move.size))
