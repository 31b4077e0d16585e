"""An interview date: taking one, the plan until it, and what its last days ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.errors import DateError
from bot.texts import dates
from bot.usecases import enrol, report
from bot.usecases.case import Case
from questions import plan, review
from questions.plan import Plan

# A date further off is taken for a slip of the finger.
FARTHEST = timedelta(days=731)
_AHEAD = timedelta(days=21)


def set_date(case: Case, said: str) -> date:
    """Take a date as somebody types it, and return it. Of the days that it may mean only those count that can be taken.

    Raises:
        DateError: if it can't be read, may mean several days, is over, or is years away.
    """
    meant = dates.readings(said, case.today)
    if not meant:
        raise DateError("interview-unreadable", said)
    possible = [on for on in meant if timedelta() <= on - case.today <= FARTHEST]
    if len(possible) > 1:
        raise DateError("interview-ambiguous", said, *possible)
    on = min(possible or meant, key=lambda each: abs(each - case.today))
    if on not in possible:
        raise DateError("interview-past" if on < case.today else "interview-far", said, on)
    case.save(interview_on=on)
    return on


def example(today: date) -> str:
    """Return a date ahead, as it can be typed: what the texts show by way of example."""
    return (today + _AHEAD).isoformat()


def clear(case: Case) -> None:
    """Forget the date; the daily questions are as ever."""
    case.save(interview_on=None)


def current(case: Case) -> Plan | None:
    """Return the plan until the learner's interview; ``None`` without a date ahead."""
    on = case.learner.interview_on
    if on is None or on < case.today:
        return None
    found = report.gaps(case)
    waiting = sum(name in case.coach.pool.members for name in review.ripe(case.memories(), case.at, case.day_end))
    choices = [int(count) for count in enrol.COUNTS]
    return plan.interview_plan(found, report.weak(case, found), waiting, case.today, on, case.learner.questions_a_day, choices)


def last_reviews(case: Case) -> Sequence[str]:
    """Return the weak concepts to review now, in the last days before an interview and on its day; none at any other time."""
    on = case.learner.interview_on
    if on is None or not timedelta() <= on - case.today <= timedelta(days=plan.FINAL_DAYS):
        return ()
    return plan.last_reviews(report.weak(case, report.gaps(case)), case.memories(), case.at, case.day_end)


def take_over(case: Case) -> date | None:
    """Return the date of an interview that is over, and forget it; ``None`` where there is none."""
    on = case.learner.interview_on
    if on is None or on >= case.today:
        return None
    clear(case)
    return on
