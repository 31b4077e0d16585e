"""The dispatcher: one person's updates one after another, different people's side by side, each in one transaction."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.delivery.meters import Meters
from bot.delivery.routing import Routed, Router
from bot.delivery.sender import Sender
from bot.delivery.turn import Turn
from bot.delivery.voice import Voice
from bot.delivery.world import World
from bot.logs import trace
from storage.faults import StorageFault
from storage.inbox import Entry
from storage.outbox import Outgoing
from storage.unit import UnitOfWork

_LOG = logging.getLogger(__name__)
MOST_WAITING = 50  # of one person, in memory; what comes beyond waits on disk, and the person is told
MOST_TOGETHER = 32  # people's updates in one transaction
MOST_TRIES = 3
LONGEST_PAUSE = 30.0


@dataclass(slots=True)
class _Lane:
    """What one person waits for. ``more`` waits in the inbox only, behind ``entries``; they were ``told`` so."""

    entries: deque[Entry] = field(default_factory=deque)
    more: bool = False
    filling: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What a turn leaves once committed: calls with their ids, and the chats whose waiting calls were withdrawn."""

    calls: list[Outgoing]
    cleared: list[int]


class Dispatcher:
    """Handles what the inbox holds. Everything a person waits for is in their lane; lanes take turns."""

    def __init__(self, world: World, router: Router, sender: Sender, voice: Voice, meters: Meters) -> None:
        self._database, self._clock, self._rng, self._probe = world.database, world.clock, world.rng, world.probe
        self._router, self._sender, self._voice, self._meters = router, sender, voice, meters
        self._lanes: dict[int, _Lane] = {}
        self._ready: deque[int] = deque()
        self._wake = asyncio.Event()
        self._first_pause = self._pause = world.retry_seconds
        self._warned: set[int] = set()
        self._closing = False

    @property
    def depth(self) -> int:
        """How many updates wait or are in hand."""
        return sum(len(lane.entries) for lane in self._lanes.values())

    @property
    def oldest(self) -> datetime | None:
        """Since when the longest waiting update waits."""
        return min((lane.entries[0].received_at for lane in self._lanes.values() if lane.entries), default=None)

    # ------------------------------------------------------------------ coming in

    async def admit(self, entries: Iterable[Entry]) -> None:
        """Have stored updates handled, each person's in this order."""
        for entry in entries:
            lane = self._lanes.get(entry.person)
            if lane is None:
                lane = self._lanes[entry.person] = _Lane()
                self._ready.append(entry.person)
            if not (lane.more or lane.filling) and len(lane.entries) < MOST_WAITING:
                lane.entries.append(entry)
                continue
            lane.more = True
            if not lane.told:
                lane.told = True
                _LOG.warning("somebody sends faster than can be handled; from update %d on it waits in the inbox", entry.update_id)
                await self._tell(entry, self._voice.crowded)
        self._wake.set()

    async def _refill(self, lane: _Lane, person: int) -> None:
        """Fetch what waits in the inbox only; what comes in meanwhile is fetched by another round."""
        while lane.more and not lane.entries:
            lane.more, lane.filling = False, True
            try:
                found = await self._database.do(lambda uow: uow.inbox.open_of(person, MOST_WAITING))
            finally:
                lane.filling = False
            lane.entries.extend(found)
            lane.more = lane.more or len(found) == MOST_WAITING

    async def unsaved(self, entries: Iterable[Entry]) -> None:
        """Tell people, once until the database works again, that what they sent is not saved yet."""
        for entry in entries:
            if entry.person in self._warned:
                continue
            self._warned.add(entry.person)
            try:
                call = self._voice.unsaved((await self._router.route(entry.payload)).update)
            except Exception as error:  # noqa: BLE001 the update may be anything
                _LOG.error("update %d can't be answered: %s", entry.update_id, type(error).__name__)
            else:
                self._sender.admit([] if call is None else [call])

    # ------------------------------------------------------------------ handling

    async def run(self) -> None:
        """Handle updates until ``close``; what is in hand then is finished."""
        while not self._closing:
            self._wake.clear()
            people = self._next()
            if people:
                await self._handle(people)
            else:
                await self._wake.wait()

    def close(self) -> None:
        """Handle nothing more; what waits stays in the inbox."""
        self._closing = True
        self._wake.set()

    def _next(self) -> list[int]:
        return [self._ready.popleft() for _ in range(min(MOST_TOGETHER, len(self._ready)))]

    async def _handle(self, people: Sequence[int]) -> None:
        heads = {person: head for person in people if (head := await self._head(person)) is not None}
        steps = [await self._step(entry) for entry in heads.values()]
        self._probe("before handling")
        results = await self._database.do_each([step for _, step in steps])
        self._probe("after the commit")
        for person, (routed, _), result in zip(heads, steps, results, strict=True):
            await self._ended(person, routed, result)
        if any(isinstance(result, StorageFault) for result in results):
            # Once for all who met it together, or a moment's lock would make most of them wait for longest.
            self._pause = min(LONGEST_PAUSE, self._pause * 2)

    async def _head(self, person: int) -> Entry | None:
        lane = self._lanes[person]
        if not lane.entries:
            try:
                await self._refill(lane, person)
            except StorageFault:
                lane.more = True
                self._later(person, self._pause)
                return None
        if not lane.entries:
            del self._lanes[person]
            return None
        return lane.entries[0]

    async def _step(self, entry: Entry) -> tuple[Routed | None, Callable[[UnitOfWork], Done]]:
        try:
            routed = await self._router.route(entry.payload)
        except Exception as error:  # noqa: BLE001 it is handled as a handler's failure
            return None, partial(_raise, error)
        return routed, partial(self._turn, entry, routed)

    def _turn(self, entry: Entry, routed: Routed, uow: UnitOfWork) -> Done:
        turn = Turn(uow, self._clock.now(), self._rng)
        if routed.work is not None:
            routed.work(turn, routed.update, routed.args)
        uow.inbox.done(entry.update_id)
        done = store(turn)
        self._probe("before the commit")
        return done

    async def _ended(self, person: int, routed: Routed | None, result: Done | Exception) -> None:
        lane = self._lanes[person]
        if isinstance(result, Done):
            self._pause = self._first_pause
            self._warned.clear()
            self._meters.updates["handled"] += 1
            self.deliver(result)
            self._advance(person, lane)
        elif isinstance(result, StorageFault):
            await self._fault(person, lane, result)
        else:
            await self._failed(person, lane, routed, result)

    def deliver(self, done: Done) -> None:
        """Hand what a committed turn wants said to the sender."""
        for chat_id in done.cleared:
            self._sender.withdraw(chat_id)
        self._sender.admit(done.calls)

    def _advance(self, person: int, lane: _Lane) -> None:
        lane.entries.popleft()
        if lane.entries or lane.more:
            self._ready.append(person)
        else:
            del self._lanes[person]

    def _later(self, person: int, seconds: float) -> None:
        asyncio.get_running_loop().call_later(seconds, self._again, person)

    def _again(self, person: int) -> None:
        self._ready.append(person)
        self._wake.set()

    # ------------------------------------------------------------------ going wrong

    async def _fault(self, person: int, lane: _Lane, fault: StorageFault) -> None:
        """The database fails: the update stays where it is and is tried again for as long as it takes."""
        _LOG.error("update %d can't be handled now: %s", lane.entries[0].update_id, fault.kind)
        await self.unsaved([lane.entries[0]])
        self._later(person, self._pause)

    async def _failed(self, person: int, lane: _Lane, routed: Routed | None, error: Exception) -> None:
        entry = lane.entries[0]
        self._meters.updates["failed"] += 1
        entry.attempts += 1
        entry.error = type(error).__name__
        _LOG.error("update %d failed (%d of %d): %s", entry.update_id, entry.attempts, MOST_TRIES, trace(error))
        if entry.attempts < MOST_TRIES:
            pause = self._first_pause * 2.0 ** (entry.attempts - 1)
            entry.not_before = self._clock.now() + timedelta(seconds=pause)
            await self._keep(lambda uow: uow.inbox.failed(entry))
            self._later(person, pause)
            return
        self._meters.updates["parked"] += 1
        await self._keep(lambda uow: uow.inbox.park(entry))
        if routed is not None:
            await self._tell(entry, self._voice.apologise, routed)
        self._advance(person, lane)

    async def _keep(self, note: Callable[[UnitOfWork], None]) -> None:
        try:
            await self._database.do(note)
        except StorageFault as fault:
            _LOG.error("a failure can't be written down: %s", fault.kind)

    async def _tell(self, entry: Entry, say: Callable[..., None], routed: Routed | None = None) -> None:
        try:
            update = (routed or await self._router.route(entry.payload)).update
            done = await self._database.do(lambda uow: self._said(uow, partial(say, update=update)))
        except Exception as error:  # noqa: BLE001 an apology that fails must not take the rest down
            _LOG.error("update %d can't be apologised for: %s", entry.update_id, type(error).__name__)
        else:
            self.deliver(done)

    def _said(self, uow: UnitOfWork, say: Callable[[Turn], None]) -> Done:
        turn = Turn(uow, self._clock.now(), self._rng)
        say(turn)
        return store(turn)


def store(turn: Turn) -> Done:
    """Put what a turn wants said into the outbox, in its order."""
    outbox = turn.uow.outbox
    return Done([outbox.add(call, turn.at) for call in turn.out], outbox.cleared)


def _raise(error: Exception, _uow: UnitOfWork) -> Done:
    raise error
