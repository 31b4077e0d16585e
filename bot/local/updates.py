"""Updates on their way to the bot: kept until confirmed, fetched by long polling."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.local.errors import ApiError, bad_request
from bot.local.objects import Json
from bot.local.params import Params
from bot.local.store import Store

LIFETIME = {"callback_query": 150.0}  # seconds; everything else is kept for a day
DAY = 86_400.0
LONGEST_POLL = 50
OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
BY_WEBHOOK = "Conflict: terminated by setWebhook request"
WEBHOOK_ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Updates:
    """The queue. ``on_add`` is called beside waking a poll when there is something new."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._waiter: asyncio.Future[None] | None = None
        self.on_add: Callable[[], None] = lambda: None

    def add(self, kind: str, content: Json, lane: str) -> None:
        """Queue an update, unless the bot asked not to get its kind; updates of one lane are delivered in order."""
        allowed = self._store.setting("allowed_updates")
        if allowed and kind not in allowed:
            return
        at = self._now().timestamp()
        # A new state file must not repeat the ids of an old one, since a bot knows an update by its id.
        number = self._store.next_number("update", int(at))
        self._store.add_update({"update_id": number, kind: content}, lane, at + LIFETIME.get(kind, DAY))
        self.on_add()
        self._wake()

    def allow(self, params: Params) -> None:
        """Keep the ``allowed_updates`` of a call; when absent, the former ones stay, and an empty list means all."""
        kinds = params.json("allowed_updates", "allowed updates")
        if kinds is None:
            return
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            raise bad_request("allowed_updates must be an Array of String")
        self._store.set_setting("allowed_updates", kinds)

    async def poll(self, params: Params) -> list[Json]:
        """Answer getUpdates.

        Raises:
            ApiError: a webhook is set, or another poll came while this one waited.
        """
        if self._store.setting("webhook"):
            raise ApiError(409, WEBHOOK_ACTIVE)
        self.interrupt(OTHER_POLL)
        limit = params.integer("limit", 100)
        limit = limit if 1 <= limit <= 100 else 100
        timeout = min(params.integer("timeout"), LONGEST_POLL)
        self._confirm(params)
        found = self._store.updates(limit)
        if not found and timeout > 0:
            await self._wait(timeout)
            found = self._store.updates(limit)
        return found

    def _confirm(self, params: Params) -> None:
        offset = params.integer("offset")
        with self._store.transaction():
            self.allow(params)
            if offset > 0:
                self._store.confirm_before(offset)
            elif offset < 0:
                self._store.confirm_all_but(-offset)
            self._store.expire(self._now().timestamp())

    async def _wait(self, seconds: float) -> None:
        waiter = self._waiter = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await waiter
        except TimeoutError:
            pass
        finally:
            if self._waiter is waiter:
                self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def interrupt(self, description: str) -> None:
        """End a poll that waits with a 409."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(ApiError(409, description))
            self._waiter = None
