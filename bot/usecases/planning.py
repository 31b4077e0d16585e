"""An interview date: taking one, the plan until it, and what its last days ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import cache

from babel import Locale

from bot.errors import DateError
from bot.usecases import enrol, report
from bot.usecases.case import Case
from questions import plan, review
from questions.model import LANGS, Lang
from questions.plan import Plan

# A date further off is taken for a slip of the finger.
FARTHEST = timedelta(days=731)
_AHEAD = timedelta(days=21)
_PART = r"[-–./, ]{1,3}"
_DAY = r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR_AFTER = rf"(?:{_PART}(?P<year>\d{{4}}))?"
# A time of day behind the date: *오후 2시 30분*, *14:00*, *2 pm*.
_TIME = re.compile(r"(?<=\S)[ ,]+(?:(?:오전|오후|at) ?)?(?:\d{1,2}시(?: ?(?:\d{1,2}분|반))?|\d{1,2}:\d\d(?: ?[ap]m)?|\d{1,2} ?[ap]m)$")
# What a date may look like; the first form that makes a day of it counts. Three numbers begin with the day where dots part them.
_FORMS = (
    r"(?P<year>\d{4})[-–./,년年 ]{1,3}(?P<month>\d{1,2})" + _PART + r"(?P<day>\d{1,2})일?",
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
    r"(?P<year>\d\d) ?년 ?(?P<month>\d{1,2}) ?월 ?(?P<day>\d{1,2}) ?일",
    r"(?:(?P<year>\d{4})[-./년年 ]{1,3})?(?P<month>\d{1,2}) ?[월月] ?(?P<day>\d{1,2}) ?[일日]?",
    rf"(?P<month>[a-z]+){_PART}{_DAY}{_YEAR_AFTER}",
    rf"{_DAY}{_PART}(?:of )?(?P<month>[a-z]+){_YEAR_AFTER}",
    r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})",
    rf"(?P<month>\d{{1,2}}){_PART}(?P<day>\d{{1,2}}){_YEAR_AFTER}",
    rf"(?P<day>\d{{1,2}}){_PART}(?P<month>\d{{1,2}}){_YEAR_AFTER}",
)


def set_date(case: Case, said: str) -> date:
    """Take a date as somebody types it (month and day in any usual writing, perhaps with year and weekday), and return it.

    Raises:
        DateError: if it can't be read, is over, or is years away.
    """
    on = read(said, case.today)
    if on < case.today:
        raise DateError("interview-past", said, on)
    if on - case.today > FARTHEST:
        raise DateError("interview-far", said, on)
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


def read(said: str, today: date) -> date:
    """Return the date that is meant: without a year the next such day.

    A weekday before or after it is passed over, and a wrong one, too; so is a time of day behind it.

    Raises:
        DateError: if it can't be read.
    """
    plain = _TIME.sub("", " ".join(said.casefold().split()))
    for year, month, day in _readings(_weekday().sub("", plain)):
        with suppress(ValueError):
            return _next(today, month, day) if year is None else date(year, month, day)
    raise DateError("interview-unreadable", said)


def _next(today: date, month: int, day: int) -> date:
    """Return the next such day, today perhaps; one after February 28 is up to eight years away. Raises ``ValueError`` for none."""
    for year in range(today.year, today.year + 9):
        with suppress(ValueError):
            if (on := date(year, month, day)) >= today:
                return on
    raise ValueError(f"{month}-{day}")


def _readings(said: str) -> Iterator[tuple[int | None, int, int]]:
    """Yield year (``None`` where none is said), month and day as they may be meant, the likeliest first; they need not be a date."""
    for form in _FORMS:
        if found := re.fullmatch(rf"{form}\.?", said, re.ASCII):
            parts = found.groupdict()
            month = _months().get(parts["month"], 0) if parts["month"].isalpha() else int(parts["month"])
            yield _year(parts["year"]) if parts["year"] else None, month, int(parts["day"])


def _year(said: str) -> int:
    """Return a year of four digits, or of two: *26년*."""
    return int(said) + (2000 if len(said) == len("26") else 0)


@cache
def _months() -> Mapping[str, int]:
    """Return the English names of the months, long and short; in Korean their names are numbers."""
    return _names("en", "months")


@cache
def _weekday() -> re.Pattern[str]:
    """Return what matches a weekday before or after a date, in any language; 일 right behind a number is *day* and not *Sunday*."""
    names = "|".join(name for lang in LANGS for name in _names(lang, "days"))
    return re.compile(rf"^[(\[]?(?:{names})[ .,)\]]+|[ .,(\[]{{0,3}}(?<!\d)(?:{names})[.)\]]*$")


def _names(lang: Lang, kind: str) -> dict[str, int]:
    """Return names of months or days: the long form, the short one, and what people write in between (*Sept*, *Thurs*)."""
    forms = getattr(Locale(lang), kind)["format"]
    long, short = forms["wide"], forms["abbreviated"]
    return {name[:end].casefold(): number for number, name in long.items() for end in range(len(short[number]), len(name) + 1)}
