"""The one job: it ticks, asks the database what is due, and keeps house. No job per person."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.delivery.pipeline import Pipeline
from bot.logs import trace
from bot.product import Product
from storage.faults import StorageFault
from storage.unit import Database

_LOG = logging.getLogger(__name__)
TICK_SECONDS = 15
MOST_AT_ONCE = 25  # people per transaction, so that an answer never waits long behind pushes
MOST_PER_TICK = 20_000
KEEP_DONE = timedelta(hours=49)  # Telegram hands an update over again within a day
KEEP_PARKED = timedelta(hours=24)
HOUSEKEEPING = timedelta(hours=1)
# Somebody whose push fails is left alone for so long: one defect must not repeat every tick, nor keep others waiting.
SULK = timedelta(hours=1)

BackUp: TypeAlias = Callable[[], Awaitable[None]]


class Ticker:
    """What a tick does. ``ticked_at`` is when the last one succeeded, in monotonic seconds."""

    def __init__(
        self, pipeline: Pipeline, product: Product, database: Database, clock: Clock, back_up: Callable[[], Awaitable[None]]
    ) -> None:
        self._pipeline, self._product, self._database = pipeline, product, database
        self._clock, self._back_up = clock, back_up
        self._failed: dict[int, datetime] = {}
        self._kept_house: datetime | None = None
        self._learning: asyncio.Task[None] | None = None
        self.ticked_at: float | None = None

    async def tick(self) -> None:
        """Push whatever is due, then keep house; a failing database is met again by the next tick."""
        try:
            await self._pipeline.reopen()
            await self._push_due()
            await self._keep_house()
        except StorageFault as fault:
            _LOG.error("the tick was cut short: %s", fault.kind)
        else:
            self.ticked_at = self._clock.monotonic()

    async def _push_due(self) -> None:
        at = self._clock.now()
        self._failed = {who: until for who, until in self._failed.items() if until > at}
        for _ in range(0, MOST_PER_TICK, MOST_AT_ONCE):
            most = MOST_AT_ONCE + len(self._failed)
            due = await self._database.do(lambda uow, most=most: self._product.due(uow, at, most))  # type: ignore[misc]  # a default's type
            people = [who for who in due if who not in self._failed]
            if not people:
                return
            await self._push(people)

    async def _push(self, people: list[int]) -> None:
        errors = await self._pipeline.turns([partial(self._product.push, learner_id=who) for who in people])
        for who, error in zip(people, errors, strict=True):
            if isinstance(error, StorageFault):
                raise error
            if error is not None:
                _LOG.error("a push failed and is tried again in an hour: %s", trace(error))
                self._failed[who] = self._clock.now() + SULK

    async def _keep_house(self) -> None:
        at = self._clock.now()
        if self._kept_house is not None and at - self._kept_house < HOUSEKEEPING:
            return
        await self._database.do(lambda uow: uow.inbox.purge(done_before=at - KEEP_DONE, parked_before=at - KEEP_PARKED))
        await self._database.scrub()
        await self._back_up()
        if self._learning is None or self._learning.done():
            self._learning = asyncio.create_task(self._learn(at), name="learning")
        self._kept_house = at

    async def _learn(self, at: datetime) -> None:
        """Learn beside the ticks, since pushes may not wait for it; what a failing database cut short is finished another time."""
        try:
            await self._product.learn(at)
            await self._pipeline.turn(self._product.announce)
        except StorageFault as fault:
            _LOG.error("learning was cut short: %s", fault.kind)
        except Exception as error:  # noqa: BLE001 whatever it is, the bot goes on with what it knows
            _LOG.error("learning failed: %s", trace(error))

    async def stop(self) -> None:
        """End what runs beside the ticks."""
        if self._learning is not None:
            self._learning.cancel()
            await asyncio.gather(self._learning, return_exceptions=True)


def start_ticking(ticker: Ticker, seconds: float = TICK_SECONDS) -> AsyncIOScheduler:
    """Start the scheduler; a tick that comes late or while one runs is joined with it, never skipped for being late."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(ticker.tick, "interval", seconds=seconds, coalesce=True, max_instances=1, misfire_grace_time=None, id="tick")
    scheduler.start()
    return scheduler
