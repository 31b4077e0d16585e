"""Telegram's flood limits: about 30 messages a second overall, one a second per chat, twenty a minute per group.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this; the burst per chat is measured.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from bot.local.errors import too_many_requests


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second overall, burst and messages a second per chat, messages a minute per group."""

    overall: float = 30.0
    chat: float = 1.0
    chat_burst: float = 3.0
    group: float = 20.0


@dataclass(slots=True)
class _Bucket:
    """Tokens that refill at ``rate`` a second up to ``size``."""

    rate: float
    size: float
    at: float
    tokens: float = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = self.size

    def wait(self, at: float) -> float:
        """Refill, and return the seconds until there is a token."""
        self.tokens = min(self.size, self.tokens + max(0.0, at - self.at) * self.rate)
        self.at = at
        return max(0.0, (1.0 - self.tokens) / self.rate)


class Flood:
    """Counts what is sent and refuses what is too much."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._buckets: dict[int | None, _Bucket] = {}

    def check(self, chat_id: int, at: float) -> None:
        """Count one message to a chat at a Unix time.

        Raises:
            ApiError: a limit is exceeded; then nothing is counted.
        """
        buckets = [self._bucket(None, at), self._bucket(chat_id, at)]
        wait = max(bucket.wait(at) for bucket in buckets)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for bucket in buckets:
            bucket.tokens -= 1.0

    def _bucket(self, key: int | None, at: float) -> _Bucket:
        if key not in self._buckets:
            limits = self._limits
            if key is None:
                self._buckets[key] = _Bucket(limits.overall, limits.overall, at)
            elif key < 0:
                self._buckets[key] = _Bucket(limits.group / 60, limits.group, at)
            else:
                self._buckets[key] = _Bucket(limits.chat, limits.chat_burst, at)
        return self._buckets[key]
