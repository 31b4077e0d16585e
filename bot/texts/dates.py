"""Reading a date to come as people type it, in English and Korean."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import cache

from babel import Locale

from bot.texts import translator
from questions.model import LANGS, Lang

_WEEK = timedelta(weeks=1)
# Days by name, from yesterday on.
_NEAR = ("yesterday", "today", "tomorrow", "after-tomorrow", "in-three-days", "in-four-days")

_PART = r"[-–./, ]{1,3}"
_DAY = r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR_AFTER = rf"(?:{_PART}(?P<year>\d{{4}}))?"
# A time of day behind the date: *오후 2시 30분*, *14:00*, *2 pm*.
_TIME = re.compile(r"(?<=\S)[ ,]+(?:(?:오전|오후|at) ?)?(?:\d{1,2}시(?: ?(?:\d{1,2}분|반))?|\d{1,2}:\d\d(?: ?[ap]m)?|\d{1,2} ?[ap]m)$")
# What a date may look like; the first form that makes a day of it counts. Three numbers begin with the day where dots part them.
_FORMS = (
    r"(?P<year>\d{4})[-–./,년年 ]{1,3}(?P<month>\d{1,2})" + _PART + r"(?P<day>\d{1,2})일?",
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
    r"['‘’](?P<year>\d\d)" + _PART + r"(?P<month>\d{1,2})" + _PART + r"(?P<day>\d{1,2})",
    r"(?P<year>\d\d) ?년 ?(?P<month>\d{1,2}) ?월 ?(?P<day>\d{1,2}) ?일",
    r"(?:(?P<year>\d{4})[-./년年 ]{1,3})?(?P<month>\d{1,2}) ?[월月] ?(?P<day>\d{1,2}) ?[일日]?",
    rf"(?P<month>[a-z]+){_PART}{_DAY}{_YEAR_AFTER}",
    rf"{_DAY}{_PART}(?:of )?(?P<month>[a-z]+){_YEAR_AFTER}",
    r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})",
    rf"(?P<month>\d{{1,2}}){_PART}(?P<day>\d{{1,2}}){_YEAR_AFTER}",
    rf"(?P<day>\d{{1,2}}){_PART}(?P<month>\d{{1,2}}){_YEAR_AFTER}",
)
# Numbers as words, English ones and Chinese ones up to a hundred. Korean has two kinds, and what is counted decides which is used;
# weeks (주) take either.
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH = {
    **{word: number for number, word in enumerate((*_ONES, *_TEENS), 1)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{f"{ten}{mark}{one}": 10 * tens + ones for tens, ten in enumerate(_TENS, 2) for ones, one in enumerate(_ONES, 1) for mark in "- "},
    **dict.fromkeys(("hundred", "a hundred", "one hundred"), 100),
}
_DIGITS = ("", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구")
_CHINESE = {
    **{word: number for number, word in enumerate(_DIGITS) if word},
    **{f"{ten}십{one}": 10 * tens + ones for tens, ten in enumerate(("", *_DIGITS[2:]), 1) for ones, one in enumerate(_DIGITS)},
    "백": 100,
}
_NATIVE = {
    **{word: number for number, word in enumerate(("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"), 1)},
    "석": 3,
    "넉": 4,
    "스무": 20,
}
_COUNTS = {**_ENGLISH, **_CHINESE, **_NATIVE, "a": 1, "an": 1}
# Words for a number of days.
_SPANS = {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9, "열흘": 10, "보름": 15}
_DAYS = {"day": 1, "일": 1, "날": 1, "week": 7, "주": 7, "주일": 7}
_MONTHS = {"month": 1, "달": 1, "개월": 1, "year": 12, "년": 12}
_IN_ENGLISH = rf"(?P<count>\d{{1,3}}|an?|{'|'.join(_ENGLISH)}) (?P<unit>day|week|month|year)s?"
_AFTER = r" ?(?:뒤|후)에?"
_LATER = (
    rf"in {_IN_ENGLISH}(?:['’]? time)?",
    rf"{_IN_ENGLISH} (?:from (?:now|today)|later)",
    rf"(?P<count>\d{{1,3}}|{'|'.join(_CHINESE)}) ?(?P<unit>일|주일?|개월|년){_AFTER}",
    rf"(?P<count>\d{{1,3}}|{'|'.join(_NATIVE)}) ?(?P<unit>주|달|날){_AFTER}",
    rf"(?P<span>{'|'.join(_SPANS)}){_AFTER}",
)
# How many weeks or months ahead one of them is: *이번 주*, *내달*.
_COMING = {"this": 0, "이번": 0, "금": 0, "이": 0, "next": 1, "다음": 1, "차": 1, "내": 1, "다다음": 2}
_NEXT = ("next", "다음")
_WEEKDAYS = (
    r"(?P<week>this|next) week,? (?:on )?(?P<weekday>[a-z]+)",
    r"(?:on )?(?P<weekday>[a-z]+),? (?:of )?(?P<week>this|next) week",
    r"(?P<week>이번|금|다음|차|다다음) ?주 ?(?P<weekday>[가-힣]+?)에?",
    r"(?:on )?(?:(?P<which>this|next|(?:the )?coming) )?(?P<weekday>[a-z]+)",
    r"(?:(?P<which>이번|다음|오는|돌아오는) ?)?(?P<weekday>[가-힣]요일)에?",
)
_NTH = r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)"
_MONTH_DAYS = (
    rf"(?P<month>this|next) month,? (?:on )?{_NTH}",
    rf"(?:on )?{_NTH},? (?:of )?(?P<month>this|next) month",
    r"(?P<month>이번|이|다음|내|다다음) ?달 ?(?P<day>\d{1,2}) ?일에?",
    rf"(?:on )?{_NTH}",
    r"(?:(?:오는|돌아오는) ?)?(?P<day>\d{1,2}) ?일에?",
)


def readings(said: str, today: date) -> Sequence[date]:
    """Return the days that may be meant, most often one; none where no date can be read. Without a year it is the next such day.

    A time of day behind a date is passed over, and so is a weekday before or after it, even a wrong one.
    """
    plain = _TIME.sub("", " ".join(said.casefold().split()))
    if plain in _near():
        return [today + timedelta(days=_near()[plain])]
    bare = _weekday().sub("", plain)
    return (
        _later(plain, today)
        or _weekdays(plain, today)
        or _month_days(plain, today)
        or _month_days(bare, today)
        or _full(bare, today)
        or _short(bare)
    )


def _later(said: str, today: date) -> Sequence[date]:
    """Read how far ahead the day is: *in two weeks*, *3일 뒤*."""
    for form in _LATER:
        if found := re.fullmatch(form, said, re.ASCII):
            if "span" in found.groupdict():
                return [today + timedelta(days=_SPANS[found["span"]])]
            count = int(found["count"]) if found["count"].isdecimal() else _COUNTS[found["count"]]
            return [_ahead(today, count, found["unit"])]
    return []


def _ahead(today: date, count: int, unit: str) -> date:
    """Return the day so many units after ``today``; where its month is too short for it, that month's last."""
    if unit in _DAYS:
        return today + timedelta(days=count * _DAYS[unit])
    year, month = divmod(today.year * 12 + today.month - 1 + count * _MONTHS[unit], 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _weekdays(said: str, today: date) -> Sequence[date]:
    """Read a weekday to come, or one of this week or another; weeks begin on Monday.

    *Next Friday* may mean the first to come or that of next week, and *Friday* on a Friday today or a week ahead.
    """
    for form in _WEEKDAYS:
        found = re.fullmatch(form, said)
        weekday = _all_weekdays().get(found["weekday"]) if found else None
        if found is None or weekday is None:
            continue
        this_week = today + timedelta(days=weekday - today.weekday())
        if "week" in found.groupdict():
            return [this_week + timedelta(weeks=_COMING[found["week"]])]
        coming = this_week if this_week >= today else this_week + _WEEK
        if found["which"] in _NEXT:
            return sorted({coming if coming > today else coming + _WEEK, this_week + _WEEK})
        return [coming] if coming > today else [coming, coming + _WEEK]
    return []


def _month_days(said: str, today: date) -> Sequence[date]:
    """Read a day of this month or another, or without a month the next such day to come; on such a day it may be that of next month."""
    for form in _MONTH_DAYS:
        if found := re.fullmatch(form, said, re.ASCII):
            day = int(found["day"])
            if "month" in found.groupdict():
                return _in_months(today, day, [_COMING[found["month"]]])
            # Of any two months in a row one has the day.
            coming = [on for on in _in_months(today, day, range(3)) if on >= today]
            return coming[: 2 if coming[:1] == [today] else 1]
    return []


def _in_months(today: date, day: int, ahead: Iterable[int]) -> Sequence[date]:
    """Return the day of that number in each of the months so far ahead that has it."""
    firsts = [_ahead(today.replace(day=1), months, "month") for months in ahead]
    return [first.replace(day=day) for first in firsts if 1 <= day <= monthrange(first.year, first.month)[1]]


def _full(said: str, today: date) -> Sequence[date]:
    """Read a month and a day, perhaps with a year that can be told from them; the likeliest order that makes a date is meant."""
    for year, month, day in _orders(said):
        with suppress(ValueError):
            return [_next(today, month, day) if year is None else date(year, month, day)]
    return []


def _short(said: str) -> Sequence[date]:
    """Read three numbers of which the first or the last is a year of two digits."""
    found = re.fullmatch(rf"(\d\d?){_PART}(\d\d?){_PART}(\d\d?)\.?", said, re.ASCII)
    if found is None:
        return []
    first, second, third = found.groups()
    days_first = [(third, second, first), (third, first, second)]
    meant = [[(first, second, third)], days_first if "." in said else days_first[::-1]]
    return list(dict.fromkeys(on for orders in meant for on in _first_date(orders)))


def _first_date(orders: Sequence[tuple[str, str, str]]) -> Sequence[date]:
    """Return the first of year, month and day that is a date, if one is."""
    for year, month, day in orders:
        with suppress(ValueError):
            if len(year) == len("26"):
                return [date(_year(year), int(month), int(day))]
    return []


def _next(today: date, month: int, day: int) -> date:
    """Return the next such day, today perhaps; one after February 28 is up to eight years away. Raises ``ValueError`` for none."""
    for year in range(today.year, today.year + 9):
        with suppress(ValueError):
            if (on := date(year, month, day)) >= today:
                return on
    raise ValueError(f"{month}-{day}")


def _orders(said: str) -> Iterator[tuple[int | None, int, int]]:
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
def _near() -> Mapping[str, int]:
    """Return the days that have a name of their own, in any language, and how far ahead they are."""
    named = enumerate(_NEAR, -1)
    return {
        word.strip(): ahead for ahead, name in named for lang in LANGS for word in translator(lang).plain(f"plan-words-{name}").split(",")
    }


@cache
def _months() -> Mapping[str, int]:
    """Return the English names of the months, long and short; in Korean their names are numbers."""
    return _names("en", "months")


@cache
def _all_weekdays() -> Mapping[str, int]:
    """Return the names of the weekdays, long and short, in any language; Monday is 0."""
    return {name: number for lang in LANGS for name, number in _names(lang, "days").items()}


@cache
def _weekday() -> re.Pattern[str]:
    """Return what matches a weekday before or after a date, in any language; 일 right behind a number is *day* and not *Sunday*."""
    names = "|".join(_all_weekdays())
    return re.compile(rf"^[(\[]?(?:{names})[ .,)\]]+|[ .,(\[]{{0,3}}(?<!\d)(?:{names})[.)\]]*$")


def _names(lang: Lang, kind: str) -> dict[str, int]:
    """Return names of months or days: the long form, the short one, and what people write in between (*Sept*, *Thurs*)."""
    forms = getattr(Locale(lang), kind)["format"]
    long, short = forms["wide"], forms["abbreviated"]
    return {name[:end].casefold(): number for number, name in long.items() for end in range(len(short[number]), len(name) + 1)}
