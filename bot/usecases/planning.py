"""An interview date: taking one, the plan until it, and what its last days ask."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import cache

from babel import Locale

from bot.errors import QuizError
from bot.usecases import enrol, report
from bot.usecases.case import Case
from questions import plan, review
from questions.plan import Plan

# A date further off is taken for a slip of the finger.
FARTHEST = timedelta(days=730)
_AHEAD = timedelta(days=21)
_WITH_YEAR = (r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D?", r"(\d{4})(\d\d)(\d\d)")
_WITHOUT_YEAR = r"(\d{1,2})\D{1,3}(\d{1,2})\D?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_NAMED = (rf"(?P<month>[a-z]+)\.? {_DAY}(?:,? (\d{{4}}))?", rf"{_DAY}\.? (?P<month>[a-z]+)\.?(?:,? (\d{{4}}))?")


def set_date(case: Case, said: str) -> date:
    """Take a date as somebody types it (month and day in any usual writing, perhaps with the year), and return it.

    Raises:
        QuizError: if it can't be read, is over, or is years away.
    """
    on = _read(said, case.today)
    if on < case.today:
        raise QuizError("interview-past", date=on.isoformat(), example=example(case.today))
    if on - case.today > FARTHEST:
        raise QuizError("interview-far", date=on.isoformat(), example=example(case.today))
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


def _read(said: str, today: date) -> date:
    """Return the date that is meant; without a year the next such day."""
    try:
        year, month, day = _parts(said.strip().casefold())
        return date(year, month, day) if year else _next(today, month, day)
    except ValueError:
        raise QuizError("interview-unreadable", said=said[:40], example=example(today)) from None


def _next(today: date, month: int, day: int) -> date:
    """Return the next such day, today perhaps; one after February 28 is up to eight years away. Raises ``ValueError`` for none."""
    for year in range(today.year, today.year + 9):
        with suppress(ValueError):
            if (on := date(year, month, day)) >= today:
                return on
    raise ValueError(f"{month}-{day}")


def _parts(said: str) -> tuple[int, int, int]:
    """Return year (0 where none is said), month and day. Raises ``ValueError`` for what is no date."""
    for pattern in _WITH_YEAR:
        if found := re.fullmatch(pattern, said, re.ASCII):
            return int(found[1]), int(found[2]), int(found[3])
    if found := re.fullmatch(_WITHOUT_YEAR, said, re.ASCII):
        return 0, int(found[1]), int(found[2])
    for pattern in _NAMED:
        if (found := re.fullmatch(pattern, said, re.ASCII)) and found["month"] in _months():
            day, year = (part for part in found.groups() if part != found["month"])
            return int(year or 0), _months()[found["month"]], int(day)
    raise ValueError(said)


@cache
def _months() -> Mapping[str, int]:
    """Return the English names of the months, long and short; in Korean their names are numbers."""
    forms = Locale("en").months["format"]
    return {name.casefold(): number for form in ("wide", "abbreviated") for number, name in forms[form].items()}
