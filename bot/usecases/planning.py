"""An interview date: taking one, the plan until it, and what its last days ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.errors import QuizError
from bot.usecases import enrol, report
from bot.usecases.case import Case
from questions import plan
from questions.plan import Plan

# A date further off is taken for a slip of the finger.
FARTHEST = timedelta(days=730)


def set_date(case: Case, said: str) -> date:
    """Take a date as somebody types it (year, month and day in any usual writing), and return it.

    Raises:
        QuizError: if it can't be read, is over, or is years away.
    """
    on = _read(said)
    if on < case.today:
        raise QuizError("interview-past", date=on.isoformat())
    if on - case.today > FARTHEST:
        raise QuizError("interview-far", date=on.isoformat())
    case.save(interview_on=on)
    return on


def clear(case: Case) -> None:
    """Forget the date; the daily questions are as ever."""
    case.save(interview_on=None)


def current(case: Case) -> Plan | None:
    """Return the plan until the learner's interview; ``None`` without a date ahead."""
    on = case.learner.interview_on
    if on is None or on < case.today:
        return None
    found = report.gaps(case)
    weak = plan.weak_concepts(report.concepts(case), found)
    choices = [int(count) for count in enrol.COUNTS]
    return plan.interview_plan(found, weak, case.today, on, case.learner.questions_a_day, choices)


def last_reviews(case: Case) -> Sequence[str]:
    """Return the weak concepts to review now, in the last days before an interview and on its day; none at any other time."""
    on = case.learner.interview_on
    if on is None or not timedelta() <= on - case.today <= timedelta(days=plan.FINAL_DAYS):
        return ()
    weak = plan.weak_concepts(report.concepts(case), report.gaps(case))
    return plan.last_reviews(weak, case.memories(), case.at)


def take_over(case: Case) -> date | None:
    """Return the date of an interview that is over, and forget it; ``None`` where there is none."""
    on = case.learner.interview_on
    if on is None or on >= case.today:
        return None
    clear(case)
    return on


def _read(said: str) -> date:
    found = re.fullmatch(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D?", said.strip(), re.ASCII) or re.fullmatch(
        r"(\d{4})(\d\d)(\d\d)", said.strip(), re.ASCII
    )
    try:
        year, month, day = (int(part) for part in found.groups()) if found else (0, 0, 0)
        return date(year, month, day)
    except ValueError:
        raise QuizError("interview-unreadable", said=said[:40]) from None
