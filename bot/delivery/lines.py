"""Who is written to next: one line of calls per chat, in order; people who wait before those who are being written to."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Final, TypeAlias

from bot.delivery.api import Attachment
from bot.delivery.limits import Bucket, Limits, Rate
from storage.outbox import Outgoing, Priority

# These are no messages: they count towards no limit and need not keep their place among messages.
FREE: Final = frozenset({"answerCallbackQuery", "sendChatAction"})

Key: TypeAlias = tuple[int, int]
# (rank, id of the first call, ticket, whose)
_Ready: TypeAlias = tuple[int, int, int, Key]


@dataclass(slots=True, eq=False)
class Call:
    """A call in line. ``file`` is the attachment once it is made; ``tries`` counts the times it went wrong.

    ``withdrawn`` while it is on the wire, it is not tried again.
    """

    what: Outgoing
    tries: int = 0
    file: Attachment | None = None
    withdrawn: bool = False

    @property
    def key(self) -> Key:
        """Whose line it stands in: its chat's, or one of its own."""
        return (self.what.chat_id, self.what.id if self.what.method in FREE else 0)

    @property
    def unmade(self) -> bool:
        """Whether its attachment is yet to be made."""
        return self.what.attachment is not None and self.file is None


@dataclass(slots=True, eq=False)
class _Line:
    bucket: Bucket
    files: Bucket
    free: bool
    calls: deque[Call] = field(default_factory=deque)
    busy: bool = False
    replies: int = 0
    ticket: int = 0


class Lines:
    """Every chat's line, and which of them may go now. Times are monotonic seconds, handed in."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._overall = Bucket(limits.overall)
        self._lines: dict[Key, _Line] = {}
        self._count = 0
        # One series for all lines, ever: a line that is forgotten and begun anew must not be taken for the old one.
        self._tickets = count(1)
        self._ready: list[_Ready] = []
        self._free: list[_Ready] = []
        self._unmade: list[_Ready] = []
        self._later: list[tuple[float, int, Key]] = []

    def __len__(self) -> int:
        return self._count

    def add(self, call: Call, now: float) -> Call | None:
        """Put a call at the end of its line; return the waiting edit of the same message that it makes needless, if any."""
        key = call.key
        line = self._lines.get(key)
        if line is None:
            rate = Rate(1e9, 1) if key[1] else self._limits.of(key[0])
            line = self._lines[key] = _Line(Bucket(rate), Bucket(self._limits.files), free=bool(key[1]))
        stale = _superseded(line, call)
        if stale is not None:
            self._remove(line, stale)
        line.calls.append(call)
        line.replies += call.what.priority is Priority.REPLY
        self._count += 1
        self._place(key, line, now)
        return stale

    def next(self, now: float) -> Call | None:
        """Take the call that goes now, if the limits allow one; its chat sends nothing else until it is done."""
        self._ripen(now)
        call = self._pop(self._free)
        if call is None and self._overall.free_at() <= now:
            call = self._pop(self._ready)
            if call is not None:
                self._overall.take(now)
                self._lines[call.key].bucket.take(now)
        return call

    def next_unmade(self, now: float) -> Call | None:
        """Take the call whose attachment is to be made next; ``again`` puts it back."""
        self._ripen(now)
        call = self._pop(self._unmade)
        if call is not None:
            self._lines[call.key].files.take(now)
        return call

    def wake_at(self) -> float | None:
        """Return when to look again although nothing happened."""
        times = [self._later[0][0]] if self._later else []
        if self._ready:
            times.append(self._overall.free_at())
        return min(times, default=None)

    def done(self, call: Call, now: float) -> None:
        """Let the chat's next call go: this one is settled."""
        line = self._lines.get(call.key)
        if line is None or call not in line.calls:
            return
        self._remove(line, call)
        line.busy = False
        self._place(call.key, line, now)

    def again(self, call: Call, at: float, now: float) -> None:
        """Keep a call first in its line and try it (again) at ``at``."""
        line = self._lines.get(call.key)
        if line is None or call not in line.calls:
            return
        line.busy = False
        line.bucket.hold(at)
        self._place(call.key, line, now)

    def hold(self, until: float) -> None:
        """Let no message go to anybody before ``until``."""
        self._overall.hold(until)

    def drop(self, chat_id: int) -> list[Call]:
        """Take every call of a chat out, but for one on the wire, and return them."""
        gone = []
        for key in [key for key in self._lines if key[0] == chat_id]:
            line = self._lines[key]
            if line.busy:
                line.calls[0].withdrawn = True
            for call in list(_waiting(line)):
                self._remove(line, call)
                gone.append(call)
        return gone

    def sweep(self, now: float, at: datetime) -> list[Call]:
        """Take out and return what expired by ``at``, and forget chats that have nothing waiting and are rested."""
        gone = []
        for key, line in list(self._lines.items()):
            for call in [call for call in _waiting(line) if call.what.expires_at is not None and call.what.expires_at <= at]:
                self._remove(line, call)
                gone.append(call)
            if not line.calls and line.bucket.rested(now) and line.files.rested(now):
                del self._lines[key]
            else:
                self._place(key, line, now)
        return gone

    def _remove(self, line: _Line, call: Call) -> None:
        line.calls.remove(call)
        line.replies -= call.what.priority is Priority.REPLY
        self._count -= 1
        line.ticket = next(self._tickets)

    def _place(self, key: Key, line: _Line, now: float) -> None:
        line.ticket = next(self._tickets)
        if line.busy or not line.calls:
            if line.free and not line.calls:
                del self._lines[key]
            return
        unmade = line.calls[0].unmade
        at = max(line.bucket.free_at(), line.files.free_at()) if unmade else line.bucket.free_at()
        if at > now:
            heapq.heappush(self._later, (at, line.ticket, key))
            return
        rank = Priority.REPLY if line.replies else Priority.PUSH
        heap = self._unmade if unmade else self._free if line.free else self._ready
        heapq.heappush(heap, (int(rank), line.calls[0].what.id, line.ticket, key))

    def _ripen(self, now: float) -> None:
        while self._later and self._later[0][0] <= now:
            _, ticket, key = heapq.heappop(self._later)
            line = self._lines.get(key)
            if line is not None and line.ticket == ticket:
                self._place(key, line, now)

    def _pop(self, heap: list[_Ready]) -> Call | None:
        while heap:
            _, _, ticket, key = heapq.heappop(heap)
            line = self._lines.get(key)
            if line is not None and line.ticket == ticket:
                line.busy = True
                return line.calls[0]
        return None


def _superseded(line: _Line, new: Call) -> Call | None:
    if not new.what.method.startswith("editMessage"):
        return None
    return next((old for old in _waiting(line) if _same_edit(old.what, new.what)), None)


def _waiting(line: _Line) -> Iterator[Call]:
    calls = iter(line.calls)
    if line.busy:
        next(calls)
    return calls


def _same_edit(one: Outgoing, other: Outgoing) -> bool:
    return one.method == other.method and one.payload.get("message_id") == other.payload.get("message_id")
