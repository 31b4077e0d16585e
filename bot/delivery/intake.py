"""Intake: the one way in. An update is stored before Telegram is told that it arrived, by polling and by webhook alike."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.meters import Meters
from bot.delivery.routing import person_of, pruned
from bot.delivery.world import World
from storage.faults import StorageFault
from storage.inbox import Entry

_LOG = logging.getLogger(__name__)


class Intake:
    """Takes updates as Telegram wrote them."""

    def __init__(self, world: World, dispatcher: Dispatcher, meters: Meters) -> None:
        self._database, self._clock, self._probe = world.database, world.clock, world.probe
        self._dispatcher, self._meters = dispatcher, meters

    async def put(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Store updates and have them handled; when this returns, Telegram may forget them.

        Raises:
            StorageFault: nothing was stored; Telegram must not be told that anything arrived.
        """
        at = self._clock.now()
        entries = [Entry(int(each["update_id"]), person_of(each), pruned(each), at) for each in updates]
        self._probe("before storing")
        try:
            new = await self._database.do(lambda uow: uow.inbox.add(entries))
        except StorageFault as fault:
            _LOG.error("%d updates can't be stored and are left to Telegram: %s", len(entries), fault.kind)
            await self._dispatcher.unsaved(entries)
            raise
        self._probe("after storing")
        self._meters.updates["received"] += len(new)
        await self._dispatcher.admit(new)
