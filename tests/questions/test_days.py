"""The learner's calendar, over every zone and many years."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions import days
from questions.model import Schedule

ZONES = sorted(available_timezones() - {"Factory", "localtime"})


def never_quiet(zone: str, clock: time) -> Schedule:
    return Schedule(zone, clock, quiet_from=time(0), quiet_until=time(0))


zones = st.one_of(
    st.sampled_from(["Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "America/Sao_Paulo", "Asia/Seoul"]), st.sampled_from(ZONES)
)
instants = st.datetimes(datetime(1975, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
schedules = st.builds(
    Schedule, zone=zones, daily_at=clocks, weekday=st.integers(0, 6), quiet_from=clocks, quiet_until=st.sampled_from([time(7), time(2, 30)])
)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type] # year to minute


@given(schedule=schedules, after=instants)
def test_the_next_push_comes_after_in_utc_and_within_three_days(schedule: Schedule, after: datetime) -> None:
    push = days.next_daily(schedule, after)
    assert after < push <= after + timedelta(days=3)
    assert push.tzinfo is UTC


@given(schedule=schedules, after=instants)
def test_no_push_falls_into_quiet_hours(schedule: Schedule, after: datetime) -> None:
    assert not days.in_quiet_hours(schedule, days.next_daily(schedule, after))
    assert not days.in_quiet_hours(schedule, days.next_weekly(schedule, after))


@given(schedule=schedules, after=instants)
def test_successive_pushes_never_share_a_local_date(schedule: Schedule, after: datetime) -> None:
    first = days.next_daily(schedule, after)
    second = days.next_daily(schedule, first)
    assert days.local_date(first, schedule.zone) < days.local_date(second, schedule.zone)


@given(zone=zones, clock=clocks, after=instants)
def test_without_quiet_hours_the_push_comes_at_the_hour_or_at_the_first_instant_after_a_jump(
    zone: str, clock: time, after: datetime
) -> None:
    push = days.next_daily(never_quiet(zone, clock), after)
    shown = days.local_time(push, zone)
    if shown.time() != clock:
        assert shown.time() > clock
        assert shown.utcoffset() != days.local_time(push - timedelta(seconds=1), zone).utcoffset()


@given(schedule=schedules, after=instants)
def test_no_push_is_left_out_between_an_instant_and_its_next_push(schedule: Schedule, after: datetime) -> None:
    push = days.next_daily(schedule, after)
    assert days.next_daily(schedule, after + (push - after) / 2) == push


@given(schedule=schedules, after=instants)
def test_the_weekly_summary_comes_on_its_weekday_unless_quiet_hours_or_the_calendar_move_it(schedule: Schedule, after: datetime) -> None:
    summary = days.next_weekly(schedule, after)
    assert after < summary <= after + timedelta(days=16)
    shown = days.local_date(summary, schedule.zone)
    assert (shown.weekday() - schedule.weekday) % 7 in (0, 1, 2)


@given(schedule=schedules, at=instants)
def test_between_the_last_summary_and_now_no_other_fell_due(schedule: Schedule, at: datetime) -> None:
    last = days.last_weekly(schedule, at)
    assert last <= at < days.next_weekly(schedule, last)


@given(schedule=schedules, at=instants)
def test_quiet_hours_end_at_the_first_instant_that_is_not_quiet(schedule: Schedule, at: datetime) -> None:
    end = days.quiet_end(schedule, at)
    assert not days.in_quiet_hours(schedule, end)
    if days.in_quiet_hours(schedule, at):
        assert end > at
        assert days.in_quiet_hours(schedule, end - timedelta(seconds=1))
    else:
        assert end == at


@pytest.mark.parametrize(
    ("zone", "clock", "after", "push"),
    [
        ("Asia/Kathmandu", time(8), utc(2026, 11, 1, 0, 0), utc(2026, 11, 1, 2, 15)),
        ("Europe/Berlin", time(2, 30), utc(2026, 3, 28, 12, 0), utc(2026, 3, 29, 1, 0)),
        ("Europe/Berlin", time(2, 30), utc(2026, 10, 24, 12, 0), utc(2026, 10, 25, 0, 30)),
        ("Europe/Berlin", time(2, 30), utc(2026, 10, 25, 0, 30), utc(2026, 10, 26, 1, 30)),
        ("Australia/Lord_Howe", time(2, 10), utc(2026, 10, 3, 0, 0), utc(2026, 10, 3, 15, 30)),
        ("Pacific/Apia", time(8), utc(2011, 12, 29, 20, 0), utc(2011, 12, 30, 18, 0)),
        ("America/Sao_Paulo", time(0, 0), utc(2018, 11, 3, 12, 0), utc(2018, 11, 4, 3, 0)),
    ],
    ids=["offset of 45 minutes", "gap", "first pass", "only the first pass", "gap of 30 minutes", "skipped day", "midnight that is not"],
)
def test_the_daily_push_keeps_to_the_wall_clock(zone: str, clock: time, after: datetime, push: datetime) -> None:
    assert days.next_daily(never_quiet(zone, clock), after) == push


def test_an_hour_inside_the_quiet_hours_moves_to_their_end() -> None:
    late = Schedule("Asia/Seoul", daily_at=time(23, 0), weekday=6)
    assert days.next_daily(late, utc(2026, 11, 1, 0, 0)) == utc(2026, 11, 1, 22, 0)
    assert days.next_weekly(late, utc(2026, 11, 1, 0, 0)) == utc(2026, 11, 1, 22, 0)  # Sunday night becomes Monday morning
    early = Schedule("Asia/Seoul", daily_at=time(5, 0))
    assert days.next_daily(early, utc(2026, 11, 1, 0, 0)) == utc(2026, 11, 1, 22, 0)


@pytest.mark.parametrize(
    ("start", "end", "clock", "quiet"),
    [
        (time(22), time(7), time(23), True),
        (time(22), time(7), time(6, 59), True),
        (time(22), time(7), time(7), False),
        (time(13), time(15), time(14), True),
        (time(13), time(15), time(15), False),
        (time(9), time(9), time(9), False),
    ],
)
def test_quiet_hours_may_pass_midnight_and_equal_ends_mean_none(start: time, end: time, clock: time, *, quiet: bool) -> None:
    schedule = Schedule("UTC", quiet_from=start, quiet_until=end)
    assert days.in_quiet_hours(schedule, datetime.combine(date(2026, 11, 2), clock, UTC)) is quiet


def test_quiet_hours_that_end_in_the_repeated_hour_end_after_the_instant_asked_about() -> None:
    schedule = Schedule("Europe/Berlin", quiet_from=time(22), quiet_until=time(2, 30))
    second_pass = utc(2026, 10, 25, 1, 10)  # 02:10 for the second time
    assert days.quiet_end(schedule, second_pass) == utc(2026, 10, 25, 1, 30)


@given(zone=zones, at=instants)
def test_a_day_is_over_when_the_next_date_begins(zone: str, at: datetime) -> None:
    end = days.day_end(at, zone)
    assert at < end
    assert days.local_date(end, zone) > days.local_date(at, zone)
    assert days.local_date(end - timedelta(seconds=1), zone) <= days.local_date(at, zone)


def test_the_local_date_is_the_zones_own() -> None:
    late = utc(2026, 11, 1, 20, 0)
    assert days.local_date(late, "Asia/Seoul") == date(2026, 11, 2)
    assert days.local_date(late, "America/New_York") == date(2026, 11, 1)


def test_a_week_starts_on_monday() -> None:
    assert days.week_start(date(2026, 11, 1)) == date(2026, 10, 26)
    assert days.week_start(date(2026, 11, 2)) == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("name", "known"), [("Asia/Seoul", True), ("Mars/Olympus", False), ("../etc/passwd", False), ("", False), ("Asia", False)]
)
def test_only_names_of_the_zone_data_are_zones(name: str, *, known: bool) -> None:
    assert days.is_zone(name) is known


TODAY = date(2026, 11, 4)  # a Wednesday


def ago(*numbers: int) -> list[date]:
    return [TODAY - timedelta(days=number) for number in numbers]


@pytest.mark.parametrize(
    ("dates", "length"),
    [
        ([], 0),
        (ago(0), 1),
        (ago(1), 1),
        (ago(0, 1, 2), 3),
        (ago(1, 2), 2),
        (ago(0, 2), 2),
        (ago(0, 3), 1),
        (ago(0, 1, 4), 3),
        (ago(0, 4), 1),
        (ago(0, 2, 3, 5), 4),
    ],
    ids=[
        "none",
        "today",
        "today still open",
        "three days",
        "today open after two",
        "one missed",
        "missed Tuesday and Monday",
        "missed Monday, then Sunday of the week before",
        "three missed",
        "one a week",
    ],
)
def test_a_streak_counts_answered_days_and_forgives_one_missed_day_a_week(dates: list[date], length: int) -> None:
    assert days.streak(dates, TODAY) == length


@given(dates=st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31))), today=st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_answering_today_adds_exactly_one_day_and_order_does_not_matter(dates: set[date], today: date) -> None:
    before = days.streak(dates - {today}, today)
    assert days.streak([*sorted(dates, reverse=True), today], today) == before + 1
