"""The pipeline, with the stand-in or another product, in one process with a Bot API server, over real HTTP."""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import App, Tuning
from bot.clock import SystemClock
from bot.delivery.limits import Limits, Rate
from bot.delivery.pipeline import Pipeline
from bot.delivery.probe import Probe, Step, no_probe
from bot.local.faults import Faults
from bot.local.flood import Limits as ServerLimits
from bot.local.server import BotApiServer, Call
from bot.product import Product
from bot.settings import Settings
from storage.engine import open_engine
from storage.migrate import migrate
from storage.unit import Database
from tests.harness.tally import Tally, noted

TOKEN = "123456:for-tests-only"
# Every method that the bot calls; what a chat flow calls beyond these fails it.
METHODS = (
    "getMe",
    "deleteWebhook",
    "setMyCommands",
    "setMyDescription",
    "setMyShortDescription",
    "getMyCommands",
    "getMyDescription",
    "getMyShortDescription",
    "getUpdates",
    "sendMessage",
    "editMessageText",
    "editMessageReplyMarkup",
    "answerCallbackQuery",
    "sendPhoto",
    "sendDocument",
)
UNLIMITED = Limits(Rate(1e6, 1000), Rate(1e6, 1000), Rate(1e6, 1000))


@dataclass
class MovableClock:
    """The machine's clock, so far ahead."""

    ahead: timedelta = timedelta()
    _base: SystemClock = field(default_factory=SystemClock)

    def now(self) -> datetime:
        return self._base.now() + self.ahead

    def monotonic(self) -> float:
        return self._base.monotonic()


class Town:
    """A server, a bot that can be stopped and started again on the same database, and its people."""

    def __init__(
        self,
        folder: Path,
        *,
        limits: Limits = UNLIMITED,
        server_limits: ServerLimits | None = None,
        webhook: int = 0,
        patience: float = 5.0,
        make: Callable[[Database], Product] | None = None,
    ) -> None:
        self.folder, self.limits, self.webhook = folder, limits, webhook
        self.clock = MovableClock()
        self.product = Tally()
        self._product = make or (lambda _database: self.product)
        self.calls: list[Call] = []
        self.faults = Faults()
        self.server = BotApiServer(token=TOKEN, now=self.clock.now, on_call=self.calls.append, faults=self.faults, limits=server_limits)
        self.url = f"sqlite:///{folder}/tally.db?timeout={patience}"
        self.database = Database(open_engine(self.url))
        self._running: asyncio.Task[int] | None = None
        self.app: App | None = None
        self.bots: Database | None = None  # the database as the bot has opened it
        self.probe: Probe = no_probe

    async def open(self, **more: object) -> None:
        """Start the server and the bot, with some settings changed."""
        engine = open_engine(self.url)
        migrate(engine)
        engine.dispose()
        self.port = await self.server.start()
        self.start(**more)
        await self.until(lambda: self._running is not None and (self._running.done() or self.pipeline is not None))

    @property
    def pipeline(self) -> Pipeline | None:
        """The running bot's pipeline, once there is one."""
        return None if self.app is None or self.app._parts is None else self.app._parts.pipeline

    def settings(self, **more: object) -> Settings:
        """Return the bot's settings."""
        hook = {"webhook_url": f"http://127.0.0.1:{self.webhook}/hook", "webhook_port": self.webhook, "webhook_secret": "s3cret"}
        chosen = {
            "telegram_bot_token": TOKEN,
            "telegram_api_url": f"http://127.0.0.1:{self.port}",
            "database_url": self.url,
            "health_port": 0,
            **(hook if self.webhook else {}),
            **more,
        }
        return Settings(_env_file=None, **chosen)  # type: ignore[arg-type]  # validated by the class

    def start(self, **more: object) -> None:
        """Start the bot."""
        tuning = Tuning(limits=self.limits, poll_seconds=1, read_seconds=0.5, tick_seconds=3600, retry_seconds=0.1, probe=self._reached)
        self.app = App(self.settings(**more), self._make, self.clock, random.Random(1), tuning)
        self._running = asyncio.create_task(self.app.run())

    def _reached(self, step: Step) -> None:
        self.probe(step)

    def _make(self, database: Database) -> Product:
        self.bots = database
        return self._product(database)

    async def stop(self) -> int:
        """Stop the bot and return its exit code."""
        assert self.app is not None
        assert self._running is not None
        self.app.stop()
        return await self._running

    async def ended(self) -> int:
        """Wait until the bot has ended by itself and return its exit code."""
        assert self._running is not None
        return await asyncio.wait_for(self._running, 30)

    async def close(self) -> None:
        """Stop everything."""
        if self._running is not None and not self._running.done():
            await self.stop()
        await self.server.stop()
        self.database.close()

    async def until(self, condition: Callable[[], bool], seconds: float = 20.0) -> None:
        """Wait for a condition.

        Raises:
            TimeoutError: it did not come true in time.
        """
        async with asyncio.timeout(seconds):
            while not condition():  # noqa: ASYNC110 what is waited for happens in other processes and in the server's own files
                await asyncio.sleep(0.01)

    async def quiet(self, seconds: float = 20.0) -> None:
        """Wait until nothing waits: at the server, in the inbox, in the outbox."""
        rounds = 0
        async with asyncio.timeout(seconds):
            while rounds < 3:
                waiting = await self.database.do(lambda uow: uow.inbox.waiting()[0] + uow.outbox.count())
                rounds = 0 if waiting or self.server.pending_updates() else rounds + 1
                await asyncio.sleep(0.02)

    async def noted(self, user: int) -> list[str]:
        """Return what of a person was handled."""
        return await self.database.do(lambda uow: noted(uow, user))

    def texts(self, user: int) -> list[str]:
        """Return the texts of the bot's messages to a person, as they stand now."""
        return [
            str(each.get("text", each.get("caption", ""))) for each in self.server.people.history(user, 10_000) if each["from"]["is_bot"]
        ]

    def made(self, method: str) -> list[Call]:
        """Return the calls of a method that the server accepted."""
        return [call for call in self.calls if call.method == method.lower() and call.error is None]


_ports = itertools.count(20_000 + os.getpid() % 1_000 * 10)


def free_port() -> int:
    """Return a port that nobody uses, below those that the system gives to outgoing connections, and another one each time."""
    for port in _ports:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")
