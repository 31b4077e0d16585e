"""The clock: aware UTC, and ahead by days where it may be."""

from __future__ import annotations

from datetime import UTC, timedelta

from bot.clock import ShiftableClock, SystemClock


def test_the_machines_clock_is_aware_and_in_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


def test_monotonic_seconds_never_go_back() -> None:
    clock = SystemClock()
    assert clock.monotonic() <= clock.monotonic()


def test_a_clock_set_ahead_moves_the_date_and_no_timeout() -> None:
    base = SystemClock()
    ahead = ShiftableClock(base, timedelta(days=2))
    now = base.now()
    assert timedelta(days=2) <= ahead.now() - now < timedelta(days=2, minutes=1)
    assert abs(ahead.monotonic() - base.monotonic()) < 60


def test_a_clock_set_ahead_never_goes_back() -> None:
    base = SystemClock()
    ahead = ShiftableClock(base)
    ahead.set(base.now() + timedelta(hours=5))
    ahead.set(base.now())
    assert ahead.ahead > timedelta(hours=4)
