"""The local chat as the product runs it: the Bot API server on loopback, and what its strip can do to the bot."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot.clock import Clock, ShiftableClock
from bot.delivery.pipeline import Pipeline
from bot.jobs import Ticker
from bot.local.human_api import Action
from bot.local.server import BotApiServer
from bot.local.store import StateFileError
from bot.product import Product
from bot.starting import StartError
from storage.lock import file_of
from storage.unit import Database

BOT_ID = 1_000_000_001
_AHEAD = "local chat: seconds ahead"
_PATIENCE, _PAUSE = 20.0, 0.05


def shifted(database: Database, clock: Clock) -> ShiftableClock:
    """Return the local chat's clock, as far ahead as it was set before."""
    return ShiftableClock(clock, timedelta(seconds=float(database.run(lambda uow: uow.notes.get(_AHEAD)) or 0)))


class LocalChat:
    """Runs the server. ``token`` and ``url`` are what the bot is to use; the token is another one at each start.

    Raises:
        StartError: its state file is damaged, locked or of another version.
    """

    def __init__(self, database: Database, clock: ShiftableClock, product: Product, database_url: str) -> None:
        self._database, self._clock, self._product = database, clock, product
        self.token = f"{BOT_ID}:{secrets.token_urlsafe(24)}"
        self.url = ""
        file = file_of(database_url) or Path("data/gapwise.db")
        actions: dict[str, Action] = {"push": self._push, "weekly": self._weekly, "jump": self._jump}
        state = file.with_name("local-chat.db")
        try:
            self._server = BotApiServer(token=self.token, now=clock.now, state_file=state, actions=actions)
        except StateFileError as error:
            raise StartError(f"the local chat can't use {state}: {error}") from None
        self._parts: tuple[Pipeline, Ticker] | None = None

    async def start(self, host: str, port: int) -> None:
        """Listen.

        Raises:
            StartError: the port can't be had.
        """
        try:
            port = await self._server.start(host, port)
        except OSError as error:
            raise StartError(f"the local chat can't listen on {host}:{port}: {error.strerror}; set LOCAL_CHAT_PORT") from None
        self.url = f"http://127.0.0.1:{port}"

    def serve(self, pipeline: Pipeline, ticker: Ticker) -> None:
        """Let the strip's buttons act on the running bot."""
        self._parts = (pipeline, ticker)

    async def stop(self) -> None:
        """Stop listening."""
        await self._server.stop()

    async def _push(self, user: int) -> None:
        pipeline, _ = self._running()
        await pipeline.turn(partial(self._product.push_now, user_id=user))

    async def _weekly(self, user: int) -> None:
        pipeline, _ = self._running()
        await pipeline.turn(partial(self._product.weekly_now, user_id=user))

    async def _jump(self, user: int, days: int) -> None:  # noqa: ARG002 the clock is everybody's
        """Live through the days ahead: stop at each moment at which something falls due, as time itself would."""
        end = self._clock.now() + timedelta(days=max(days, 0))
        while (due := await self._database.do(lambda uow: uow.learners.next_due(self._clock.now(), end))) is not None:
            await self._live_at(due)
        await self._live_at(end)

    async def _live_at(self, at: datetime) -> None:
        _, ticker = self._running()
        self._clock.set(at)
        await self._database.do(lambda uow: uow.notes.set(_AHEAD, str(self._clock.ahead.total_seconds())))
        await ticker.tick()
        # What was pushed must have arrived before the next push closes it.
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                while await self._database.do(lambda uow: uow.outbox.count()):  # noqa: ASYNC110 the database has no event
                    await asyncio.sleep(_PAUSE)

    def _running(self) -> tuple[Pipeline, Ticker]:
        if self._parts is None:
            raise StartError("the bot is not running yet")
        return self._parts
