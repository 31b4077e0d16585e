"""The sender: makes the outbox's calls within Telegram's limits and settles what becomes of each."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

from bot.delivery.api import Api, ApiError, Attachment, NotSent, Refused, Unsettled
from bot.delivery.book import Book
from bot.delivery.lines import Call, Lines
from bot.delivery.meters import Meters
from bot.delivery.refusals import Verdict, judge
from bot.delivery.token import REFUSED, check_token
from bot.delivery.world import World
from bot.logs import trace
from storage.outbox import Outgoing, Priority, Unsent
from storage.unit import UnitOfWork

_LOG = logging.getLogger(__name__)
MOST_ON_THE_WIRE = 48
MOST_IN_THE_MAKING = 2
# What keeps going wrong without being anybody's outage is our mistake: given up after so many tries.
MOST_TRIES = 12
FIRST_WAIT = 0.5
LONGEST_WAIT = 60.0
SWEEP_SECONDS = 60.0

Make: TypeAlias = Callable[[Mapping[str, Any]], Awaitable[Attachment]]


class Sender:
    """A worker of its own; whoever commits calls to the outbox hands them over with ``admit``."""

    def __init__(self, api: Api, book: Book, world: World, make: Make, meters: Meters) -> None:
        self._api, self._book, self._make, self._meters = api, book, make, meters
        self._clock, self._probe = world.clock, world.probe
        self._lines = Lines(world.limits)
        self._wake = asyncio.Event()
        self._wire: set[asyncio.Task[None]] = set()
        self._making: set[asyncio.Task[None]] = set()
        self._slowed: dict[int, float] = {}
        self._outage = 0
        self._held_until = 0.0
        self._closing = False
        self._check: asyncio.Task[None] | None = None

    @property
    def depth(self) -> int:
        """How many calls wait or are on the wire."""
        return len(self._lines)

    def admit(self, calls: Iterable[Outgoing]) -> None:
        """Take over calls that were committed to the outbox (or, with the id 0, calls for which there is no outbox)."""
        now = self._clock.monotonic()
        for what in calls:
            stale = self._lines.add(Call(what), now)
            if stale is not None:
                self._book.settle([stale.what])
        self._wake.set()

    def resume(self, found: Iterable[Unsent]) -> None:
        """Take over what an earlier process left. A push that was on the wire then is not repeated; a reply is."""
        lost = [each.call for each in found if each.begun]
        if lost:
            _LOG.warning("%d pushes were on the wire when the process ended; they are not sent again", len(lost))
        self._book.settle(lost)
        self.admit(each.call for each in found if not each.begun)

    def withdraw(self, chat_id: int) -> None:
        """Forget what waits for a chat; its rows are gone already."""
        self._lines.drop(chat_id)

    async def run(self) -> None:
        """Send until ``close``; then return when nothing is on the wire any more.

        Raises:
            TokenRefusedError: there is no use in going on.
        """
        swept = self._clock.monotonic()
        while not self._closing:
            self._wake.clear()
            now = self._clock.monotonic()
            self._start(now)
            if now - swept > SWEEP_SECONDS:
                self._book.settle(each.what for each in self._lines.sweep(now, self._clock.now()))
                swept = now
            await self._rest(now)
        await asyncio.gather(*self._wire, return_exceptions=True)
        if self._check is not None:
            await self._check

    def close(self) -> None:
        """Send nothing more; what waits stays in the outbox."""
        self._closing = True
        self._wake.set()

    def _start(self, now: float) -> None:
        while len(self._wire) < MOST_ON_THE_WIRE and (call := self._lines.next(now)) is not None:
            self._spawn(self._wire, self._settle(call))
        while len(self._making) < MOST_IN_THE_MAKING and (call := self._lines.next_unmade(now)) is not None:
            self._spawn(self._making, self._attach(call))

    async def _rest(self, now: float) -> None:
        at = self._lines.wake_at() if len(self._wire) < MOST_ON_THE_WIRE else None
        timer = None if at is None else asyncio.get_running_loop().call_later(max(at - now, 0.001), self._wake.set)
        await self._wake.wait()
        if timer is not None:
            timer.cancel()

    def _spawn(self, where: set[asyncio.Task[None]], work: Any) -> None:  # noqa: ANN401 a coroutine of ours
        task = asyncio.get_running_loop().create_task(work)
        where.add(task)
        task.add_done_callback(where.discard)
        task.add_done_callback(lambda _: self._wake.set())

    # ------------------------------------------------------------------ one call

    async def _settle(self, call: Call) -> None:
        try:
            await self._send(call)
        except NotSent as error:
            self._hold_all()
            self._unsent(call, error)
        except Refused as refused:
            if refused.code not in REFUSED or await self._known():
                self._refused(call, refused)
            elif _once(call.what):
                self._book.note(partial(_ready, call.what))
        except Unsettled as error:
            self._unsettled(call, error)
        except Exception as error:  # noqa: BLE001 one call must not take the others down
            _LOG.error("%s could not be sent: %s", call.what.method, trace(error))
            self._finish(call)

    async def _known(self) -> bool:
        """Whether the token is still known; if not, nothing more is sent, and what waits stays in the outbox."""
        # By webhook nobody else would notice. However many calls are refused at once, it is asked once.
        if self._check is None or (self._check.done() and not self._check.exception()):
            self._check = asyncio.create_task(check_token(self._api))
        await asyncio.wait([self._check])
        if self._check.exception() is None:
            return True
        self.close()
        return False

    async def _send(self, call: Call) -> None:
        what = call.what
        if what.expires_at is not None and what.expires_at <= self._clock.now():
            self._finish(call)
            return
        if _once(what):
            await self._book.sending(what)
        self._probe("before sending")
        result = await self._api.call(what.method, what.payload, call.file)
        self._probe("after sending")
        self._outage = 0
        self._meters.calls["sent"] += 1
        self._book.sent(what, result.get("message_id") if isinstance(result, dict) else None)
        self._lines.done(call, self._clock.monotonic())

    def _finish(self, call: Call) -> None:
        self._book.settle([call.what])
        self._lines.done(call, self._clock.monotonic())

    def _again(self, call: Call, at: float) -> None:
        if call.withdrawn or call.what.method == "sendChatAction":
            self._finish(call)
            return
        self._lines.again(call, at, self._clock.monotonic())

    def _hold_all(self) -> None:
        """Wait longer and longer for a server that can't be reached; the many calls that fail at once count as one failure."""
        now = self._clock.monotonic()
        if now >= self._held_until:
            self._outage += 1
            self._held_until = self._later(self._outage)
            self._lines.hold(self._held_until)

    def _later(self, tries: int) -> float:
        return self._clock.monotonic() + min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(tries - 1, 10))

    def _unsent(self, call: Call, error: ApiError) -> None:
        if call.tries == 0:
            _LOG.warning("%s was not sent, trying again: %s", call.what.method, error)
        self._meters.calls["not sent"] += 1
        call.tries += 1
        if _once(call.what):
            self._book.note(partial(_ready, call.what))
        self._again(call, self._later(call.tries))

    def _unsettled(self, call: Call, error: ApiError) -> None:
        self._meters.calls["unsettled"] += 1
        if _once(call.what):
            _LOG.warning("the fate of a push is unknown; it is not sent again: %s", error)
            self._finish(call)
            return
        _LOG.warning("the fate of %s is unknown, trying again: %s", call.what.method, error)
        call.tries += 1
        self._again(call, self._later(call.tries))

    def _refused(self, call: Call, refused: Refused) -> None:
        verdict = judge(refused)
        self._meters.calls[f"refused: {verdict.name.lower()}"] += 1
        match verdict:
            case Verdict.WAIT:
                self._slow_down(call, refused)
            case Verdict.AGAIN if call.tries < MOST_TRIES:
                self._unsent(call, refused)
            case Verdict.MOVED if refused.new_chat is not None:
                self._move(call, refused.new_chat)
            case Verdict.UNREACHABLE:
                self._give_up(call)
            case Verdict.GONE if call.what.method == "editMessageText" and call.what.priority is Priority.REPLY:
                self._anew(call)
            case Verdict.NEEDLESS | Verdict.GONE:
                self._finish(call)
            case _:
                _LOG.error("%s was refused for good: %s", call.what.method, refused)
                self._finish(call)

    def _slow_down(self, call: Call, refused: Refused) -> None:
        """Obey ``retry_after``: for the chat, and for all once a second chat is told to wait meanwhile."""
        now = self._clock.monotonic()
        until = now + (refused.retry_after or 1.0)
        self._slowed = {chat: at for chat, at in self._slowed.items() if at > now} | {call.what.chat_id: until}
        _LOG.warning("Telegram asks to wait %s seconds (%d chats)", refused.retry_after, len(self._slowed))
        if len(self._slowed) > 1:
            self._lines.hold(until)
        if _once(call.what):
            self._book.note(partial(_ready, call.what))
        self._again(call, until)

    def _give_up(self, call: Call) -> None:
        self._book.unreachable(call.what)
        self._book.settle(each.what for each in self._lines.drop(call.what.chat_id))
        self._finish(call)

    def _move(self, call: Call, chat_id: int) -> None:
        waiting = [call, *self._lines.drop(call.what.chat_id)]
        self._lines.done(call, self._clock.monotonic())
        for each in waiting:
            moved = replace(each.what, chat_id=chat_id, payload={**each.what.payload, "chat_id": chat_id})
            self._book.note(partial(_moved, moved))
            self.admit([moved])

    def _anew(self, call: Call) -> None:
        """Send as a new message what can't be put into the old one, so that whoever waits for it does see it."""
        payload = {name: value for name, value in call.what.payload.items() if name not in ("message_id", "inline_message_id")}
        new = replace(call.what, method="sendMessage", payload=payload)
        self._lines.done(call, self._clock.monotonic())
        self.admit([new])

    async def _attach(self, call: Call) -> None:
        spec = call.what.attachment
        try:
            call.file = None if spec is None else await self._make(spec)
        except Exception as error:  # noqa: BLE001 what makes attachments is not ours
            _LOG.error("the attachment of %s can't be made: %s", call.what.method, trace(error))
            self._finish(call)
        else:
            self._lines.again(call, self._clock.monotonic(), self._clock.monotonic())


def _ready(call: Outgoing, uow: UnitOfWork) -> None:
    uow.outbox.ready(call.id)


def _moved(call: Outgoing, uow: UnitOfWork) -> None:
    uow.outbox.move(call)


def _once(what: Outgoing) -> bool:
    """Whether a call must not be repeated when it is unknown whether it had its effect: a push that makes a message."""
    return what.priority is Priority.PUSH and what.method.startswith("send") and what.id != 0
