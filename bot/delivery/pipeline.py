"""The pipeline: inbox, dispatcher, outbox and sender put together, started and stopped in the right order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from bot.delivery.api import Api
from bot.delivery.book import Book
from bot.delivery.dispatcher import Dispatcher, Done, store
from bot.delivery.intake import Intake
from bot.delivery.meters import Meters
from bot.delivery.routing import Router
from bot.delivery.sender import Make, Sender
from bot.delivery.turn import Turn
from bot.delivery.voice import Voice
from bot.delivery.world import World
from storage.inbox import Entry
from storage.outbox import Unsent
from storage.unit import UnitOfWork


class Pipeline:
    """From an update to what is said."""

    def __init__(self, world: World, api: Api, router: Router, voice: Voice, make: Make) -> None:
        self._world = world
        self.meters = Meters()
        self.book = Book(world.database)
        self.sender = Sender(api, self.book, world, make, self.meters)
        self.dispatcher = Dispatcher(world, router, self.sender, voice, self.meters)
        self.intake = Intake(world, self.dispatcher, self.meters)
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> Sequence[asyncio.Task[None]]:
        """Take up what an earlier process left and begin to work; the tasks returned end only by ``stop`` or a defect."""
        found, entries = await self._world.database.do(_left)
        self.sender.resume(found)
        await self.dispatcher.admit(entries)
        work: dict[str, Coroutine[Any, Any, None]] = {"dispatcher": self.dispatcher.run(), "sender": self.sender.run()}
        self._tasks = [asyncio.create_task(each, name=name) for name, each in (work | {"book": self.book.run()}).items()]
        return self._tasks

    async def stop(self, seconds: float) -> None:
        """Finish what is in hand, for so many seconds at most; the rest stays in inbox and outbox."""
        for close, task, share in zip(
            (self.dispatcher.close, self.sender.close, self.book.close), self._tasks, (0.3, 0.5, 0.2), strict=False
        ):
            close()
            await asyncio.wait([task], timeout=seconds * share)
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def reopen(self) -> None:
        """Take up what an operator wants handled again."""
        await self.dispatcher.admit(await self._world.database.do(lambda uow: uow.inbox.reopened()))

    async def turn(self, work: Callable[[Turn], None]) -> None:
        """Do something that no update asked for, in one transaction, and have sent what it wants said.

        Raises:
            StorageFault: nothing was done.
        """
        self.dispatcher.deliver(await self._world.database.do(partial(self._turn, work)))

    async def turns(self, works: Sequence[Callable[[Turn], None]]) -> list[Exception | None]:
        """As ``turn`` for many; each that fails is undone alone, and its exception returned in its place."""
        results = await self._world.database.do_each([partial(self._turn, work) for work in works])
        for result in results:
            if isinstance(result, Done):
                self.dispatcher.deliver(result)
        return [result if isinstance(result, Exception) else None for result in results]

    def _turn(self, work: Callable[[Turn], None], uow: UnitOfWork) -> Done:
        turn = Turn(uow, self._world.clock.now(), self._world.rng)
        work(turn)
        return store(turn)


def _left(uow: UnitOfWork) -> tuple[list[Unsent], list[Entry]]:
    uow.inbox.reopened()
    return uow.outbox.all(), uow.inbox.open()
