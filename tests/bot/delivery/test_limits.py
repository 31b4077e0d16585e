"""The buckets that hold sending within Telegram's limits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.limits import Bucket, Limits, Rate


def _times(rate: Rate, asked: list[float]) -> list[float]:
    bucket, now, went = Bucket(rate), 0.0, []
    for gap in asked:
        now = max(now + gap, bucket.free_at())
        bucket.take(now)
        went.append(now)
    return went


@given(st.floats(0.2, 50), st.integers(1, 10), st.lists(st.floats(0, 3), min_size=1, max_size=80), st.floats(0.1, 60))
def test_no_window_holds_more_than_the_burst_and_what_flows_in(per_second: float, burst: int, asked: list[float], window: float) -> None:
    went = _times(Rate(per_second, burst), asked)
    for first, start in enumerate(went):
        inside = sum(1 for at in went[first:] if at < start + window)
        assert inside <= burst + per_second * window + 1e-6


def test_after_a_rest_a_burst_may_go_at_once_and_the_next_must_wait() -> None:
    bucket = Bucket(Rate(1, 3))
    for _ in range(3):
        assert bucket.free_at() <= 100
        bucket.take(100)
    assert bucket.free_at() == 101


def test_nothing_goes_before_a_hold_ends_and_then_one_after_another() -> None:
    bucket = Bucket(Rate(1, 3))
    bucket.hold(50)
    assert bucket.free_at() == 50
    bucket.take(50)
    assert bucket.free_at() == 51


def test_a_bucket_is_rested_once_it_is_full_again() -> None:
    bucket = Bucket(Rate(2, 3))
    bucket.take(10)
    assert not bucket.rested(10.4)
    assert bucket.rested(10.5)


def test_telegrams_limits_are_never_reached_in_any_second_or_minute() -> None:
    limits = Limits()
    assert limits.overall.burst + limits.overall.per_second <= 30
    assert limits.chat.per_second <= 1
    assert limits.group.burst + 60 * limits.group.per_second <= 20
    assert limits.of(-5) is limits.group
    assert limits.of(5) is limits.chat
