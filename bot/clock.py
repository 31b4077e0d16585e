"""The only reader of the clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the time is."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds from an arbitrary origin that never go back: for limits and time-outs."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds since some moment before the process began."""
        return time.monotonic()


class ShiftableClock:
    """A clock that can be set ahead: the local chat's *jump ahead*. Limits and time-outs don't jump."""

    def __init__(self, base: Clock, ahead: timedelta = timedelta()) -> None:
        self._base = base
        self.ahead = ahead

    def now(self) -> datetime:
        """Return the base's instant, so much later."""
        return self._base.now() + self.ahead

    def set(self, at: datetime) -> None:
        """Set the clock ahead to ``at``; it never goes back."""
        self.ahead = max(self.ahead, at - self._base.now())

    def monotonic(self) -> float:
        """Return the base's seconds."""
        return self._base.monotonic()
