"""The poller: asks Telegram for updates, and asks for the next ones only when these are stored."""

from __future__ import annotations

import asyncio
import logging

from bot.clock import Clock
from bot.delivery.api import Api, ApiError, Refused, Unsettled
from bot.delivery.intake import Intake
from bot.delivery.routing import ALLOWED_UPDATES, sound
from bot.delivery.token import FIRST_PAUSE, LONGEST_PAUSE, REFUSED, check_token, insist
from storage.faults import StorageFault

_LOG = logging.getLogger(__name__)
POLL_SECONDS = 25


class Poller:
    """Long polling. ``polled_at`` is when updates last came in, or none were there, in monotonic seconds."""

    def __init__(self, api: Api, intake: Intake, clock: Clock, wait: int = POLL_SECONDS) -> None:
        self._api, self._intake, self._clock, self._wait = api, intake, clock, wait
        self._offset = 0
        self.polled_at: float | None = None
        self.troubles = 0

    async def run(self) -> None:
        """Poll until cancelled.

        Raises:
            TokenRefusedError: there is no use in going on.
        """
        await insist(self._api, "deleteWebhook", {})
        pause = FIRST_PAUSE
        while True:
            try:
                await self._poll()
            except (ApiError, StorageFault) as error:
                self.troubles += 1
                await self._trouble(error, pause)
                pause = min(LONGEST_PAUSE, pause * 1.5)
            else:
                pause = FIRST_PAUSE

    async def _poll(self) -> None:
        ask = {"timeout": self._wait, "offset": self._offset, "allowed_updates": ALLOWED_UPDATES}
        updates = await self._api.call("getUpdates", ask, wait=self._wait)
        if not (isinstance(updates, list) and all(sound(each) for each in updates)):
            raise Unsettled("getUpdates returned something else than updates")
        if updates:
            await self._intake.put(updates)
            self._offset = int(updates[-1]["update_id"]) + 1
        self.polled_at = self._clock.monotonic()

    async def _trouble(self, error: Exception, pause: float) -> None:
        if isinstance(error, Refused) and error.code in REFUSED:
            await check_token(self._api, pause)
        if isinstance(error, Refused) and error.code == 409:
            _LOG.warning("another process asks for this bot's updates, or a webhook is set: %s", error.description)
            if "webhook is active" in error.description.lower():
                await insist(self._api, "deleteWebhook", {})
        else:
            _LOG.warning("no updates from Telegram, trying again in %.1f s: %s", pause, error)
        retry_after = error.retry_after if isinstance(error, Refused) else None
        await asyncio.sleep(max(pause, retry_after or 0.0))
