"""What became of the calls: written down in batches, so that a commit serves many of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from storage.faults import StorageFault
from storage.outbox import Outgoing
from storage.unit import Database, UnitOfWork

_LOG = logging.getLogger(__name__)
# What is settled waits this long for company. A crash in between repeats those replies: the price of one commit for many.
GATHER_SECONDS = 0.05
RETRY_SECONDS = 1.0

Note: TypeAlias = Callable[[UnitOfWork], None]


@dataclass(slots=True)
class _Page:
    settled: list[int] = field(default_factory=list)
    sending: list[int] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    written: asyncio.Event = field(default_factory=asyncio.Event)

    def write(self, uow: UnitOfWork) -> None:
        if self.sending:
            uow.outbox.sending(self.sending)
        for note in self.notes:
            note(uow)
        if self.settled:
            uow.outbox.settle(self.settled)

    def empty(self) -> bool:
        return not (self.settled or self.sending or self.notes)


class Book:
    """The sender's book-keeping. Nothing in it is lost while the process lives: a failing database is tried again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._page = _Page()
        self._wake = asyncio.Event()
        self._closing = False

    def settle(self, calls: Iterable[Outgoing]) -> None:
        """Take calls off the outbox: they had their effect, or never will."""
        self._page.settled += [call.id for call in calls if call.id]
        self._wake.set()

    def sent(self, call: Outgoing, message_id: int | None) -> None:
        """Take a call off the outbox that had its effect, keeping in which message its asking stands."""
        if call.asking_id is not None and message_id is not None:
            asking_id = call.asking_id
            self.note(lambda uow: uow.quizzes.sent(asking_id, message_id))
        self.settle([call])

    def note(self, note: Note) -> None:
        """Have something else written down."""
        self._page.notes.append(note)
        self._wake.set()

    def unreachable(self, call: Outgoing) -> None:
        """Remember that a chat can't be written to, until its person writes again."""
        self.note(lambda uow: _block(uow, call))

    async def sending(self, call: Outgoing) -> None:
        """Have it written down that a call is about to go on the wire; returns when that is committed."""
        page = self._page
        page.sending.append(call.id)
        self._wake.set()
        await page.written.wait()

    async def run(self) -> None:
        """Write pages until ``close``."""
        while not (self._closing and self._page.empty()):
            await self._wake.wait()
            if not self._closing:
                await asyncio.sleep(GATHER_SECONDS)
            await self._write()

    def close(self) -> None:
        """Have ``run`` return once everything is written."""
        self._closing = True
        self._wake.set()

    async def _write(self) -> None:
        page, self._page = self._page, _Page()
        self._wake.clear()
        while not page.empty():
            try:
                await self._database.do(page.write)
            except StorageFault as fault:
                _LOG.error("what was sent can't be written down, trying again: %s", fault.kind)
                await asyncio.sleep(RETRY_SECONDS)
            else:
                break
        page.written.set()


def _block(uow: UnitOfWork, call: Outgoing) -> None:
    learner = None if call.learner_id is None else uow.learners.get(call.learner_id)
    learner = learner or uow.learners.by_user(call.chat_id)
    if learner is not None and not learner.blocked:
        uow.learners.save(replace(learner, blocked=True))
