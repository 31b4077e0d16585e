"""Telegram's limits on sending, as buckets that fill by themselves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second, and so many at once after a rest: in any ``t`` seconds at most ``burst + per_second * t``."""

    per_second: float
    burst: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What Telegram allows: 30 a second overall, one a second per chat with a small burst, 20 a minute per group.

    A little less than that is used, since what leaves evenly may arrive bunched. Source: "My bot is hitting limits" in
    https://core.telegram.org/bots/faq.
    """

    overall: Rate = Rate(26, 3)
    chat: Rate = Rate(1, 2)
    group: Rate = Rate(0.25, 4)
    # Ours, not Telegram's: pictures and exports cost much to make.
    files: Rate = Rate(0.1, 4)

    def of(self, chat_id: int) -> Rate:
        """Return a chat's rate; groups have negative ids."""
        return self.group if chat_id < 0 else self.chat


class Bucket:
    """How far a rate is used up (the generic cell rate algorithm: one number per bucket). Times are monotonic seconds."""

    __slots__ = ("_full_at", "_gap", "_slack")

    def __init__(self, rate: Rate) -> None:
        self._gap = 1 / rate.per_second
        self._slack = (rate.burst - 1) * self._gap
        self._full_at = 0.0

    def free_at(self) -> float:
        """Return when the next one may go."""
        return self._full_at - self._slack

    def take(self, now: float) -> None:
        """Count one that goes at ``now``."""
        self._full_at = max(self._full_at, now) + self._gap

    def hold(self, until: float) -> None:
        """Let nothing go before ``until``, and no burst right after it."""
        self._full_at = max(self._full_at, until + self._slack)

    def rested(self, now: float) -> bool:
        """Whether the bucket is as good as new."""
        return self._full_at <= now
