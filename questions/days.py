"""A learner's calendar: their local day, week, quiet hours, next push and streak. Pure; the instant and the zone are arguments.

Wall-clock rules at a change of clocks: a local time that does not exist moves to the first instant that does; one that happens twice
counts at its first pass; a local date that never was (a zone that crossed the date line) is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from questions.model import Schedule

DAY = timedelta(days=1)


def is_zone(name: str) -> bool:
    """Tell whether ``name`` is an IANA zone that this installation knows."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, malformed, or a folder of the zone data
        return False
    return True


def local_time(at: datetime, zone: str) -> datetime:
    """Return ``at`` on the wall clock of ``zone``, as an aware datetime."""
    return at.astimezone(ZoneInfo(zone))


def local_date(at: datetime, zone: str) -> date:
    """Return the calendar date of ``at`` in ``zone``."""
    return local_time(at, zone).date()


def day_end(at: datetime, zone: str) -> datetime:
    """Return when the local day of ``at`` is over in ``zone``, in UTC."""
    return _instant(local_date(at, zone) + DAY, time(), zone)


def week_start(day: date) -> date:
    """Return the Monday of the ISO week of ``day``."""
    return day - timedelta(days=day.weekday())


def next_daily(schedule: Schedule, after: datetime) -> datetime:
    """Return the first daily push strictly after ``after``, in UTC.

    The hour is ``schedule.daily_at``. Where it lies in the quiet hours the push waits for their end: quiet hours are the stronger wish.
    """
    first = local_date(after, schedule.zone) - 2 * DAY
    return _next_on(schedule, after, (first + n * DAY for n in range(8)))


def next_weekly(schedule: Schedule, after: datetime) -> datetime:
    """Return the first weekly summary strictly after ``after``, in UTC: at the daily hour on ``schedule.weekday``, quiet hours kept."""
    today = local_date(after, schedule.zone)
    first = today - timedelta(days=(today.weekday() - schedule.weekday) % 7) - 7 * DAY
    return _next_on(schedule, after, (first + 7 * n * DAY for n in range(5)))


def last_weekly(schedule: Schedule, at: datetime) -> datetime:
    """Return when the latest weekly summary fell due by ``at``, in UTC."""
    found = next_weekly(schedule, at - 17 * DAY)  # a date that never was leaves a summary out
    while (after := next_weekly(schedule, found)) <= at:
        found = after
    return found


def in_quiet_hours(schedule: Schedule, at: datetime) -> bool:
    """Tell whether the person's wall clock stands in their quiet hours at ``at``; the end itself is no longer quiet."""
    return _is_quiet(schedule, local_time(at, schedule.zone).time())


def quiet_end(schedule: Schedule, at: datetime) -> datetime:
    """Return the first instant from ``at`` on outside the quiet hours, in UTC; ``at`` itself where it is not quiet."""
    while in_quiet_hours(schedule, at):
        local = local_time(at, schedule.zone)
        day = local.date() if local.time() < schedule.quiet_until else local.date() + DAY
        at = _instant(day, schedule.quiet_until, schedule.zone, after=at)
    return at.astimezone(UTC)


def streak(dates: Iterable[date], today: date) -> int:
    """Count the answered days of the running streak, up to and with ``today``.

    ``dates`` are the local days with answers, in any order. One missed day in each ISO week is forgiven (and not counted); today, while it
    may still be answered, is neither counted nor missed.
    """
    answered = set(dates)
    forgiven: set[date] = set()
    day, count = today, 0
    while day in answered or day == today or week_start(day) not in forgiven:
        if day in answered:
            count += 1
        elif day != today:
            forgiven.add(week_start(day))
        day -= DAY
    return count


def _next_on(schedule: Schedule, after: datetime, days: Iterable[date]) -> datetime:
    for day in days:
        instant = _instant(day, schedule.daily_at, schedule.zone)
        if local_date(instant, schedule.zone) != day:
            continue  # the date never was in this zone
        instant = quiet_end(schedule, instant)
        if instant > after:
            return instant
    raise AssertionError("a zone left out more than a week")  # pragma: no cover


def _is_quiet(schedule: Schedule, clock: time) -> bool:
    start, end = schedule.quiet_from, schedule.quiet_until
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end


def _instant(day: date, clock: time, zone: str, after: datetime | None = None) -> datetime:
    """Return the UTC instant at which the wall clock of ``zone`` shows ``clock`` on ``day``.

    Where that happens twice it is the first pass, or the second if the first is not after ``after``.
    """
    info = ZoneInfo(zone)
    local = datetime.combine(day, clock, info)
    first = local.astimezone(UTC)
    if first.astimezone(info).replace(tzinfo=None) != local.replace(tzinfo=None):
        return _gap_end(local, info)
    if after is not None and first <= after:
        return local.replace(fold=1).astimezone(UTC)
    return first


def _gap_end(local: datetime, info: ZoneInfo) -> datetime:
    """Return the instant at which the clocks jumped over ``local``, to the second: PEP 495's two readings lie on either side of it."""
    before = local.replace(fold=1).astimezone(UTC).replace(microsecond=0)
    beyond = local.replace(fold=0).astimezone(UTC)
    old = before.astimezone(info).utcoffset()
    step = int((beyond - before).total_seconds()) + 1
    low, high = 0, step
    while high - low > 1:
        middle = (low + high) // 2
        if (before + timedelta(seconds=middle)).astimezone(info).utcoffset() == old:
            low = middle
        else:
            high = middle
    return before + timedelta(seconds=high)
