"""The composition root: everything is made here, once, from settings, clock, chance and the product."""

from __future__ import annotations

import asyncio
import logging
import random
import signal
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ApplicationBuilder

from bot.backups import DailyBackup
from bot.clock import Clock
from bot.delivery.api import Api
from bot.delivery.limits import Limits, Rate
from bot.delivery.pipeline import Pipeline
from bot.delivery.poller import POLL_SECONDS, Poller
from bot.delivery.probe import Probe, no_probe
from bot.delivery.profile import introduce
from bot.delivery.routing import ALLOWED_UPDATES, Router
from bot.delivery.routing import App as Handlers
from bot.delivery.token import TokenRefusedError, insist
from bot.delivery.world import World
from bot.health import Vitals, health_app, watch
from bot.jobs import TICK_SECONDS, Ticker, start_ticking
from bot.localchat import LocalChat, shifted
from bot.logs import trace
from bot.product import Product
from bot.settings import Settings
from bot.starting import StartError, serve
from bot.transport import READ_SECONDS, AiohttpRequest, QuietBot, open_session
from bot.webhook import Webhook
from storage.engine import open_engine
from storage.faults import StorageFault
from storage.unit import Database

_LOG = logging.getLogger(__name__)
STOP_SECONDS = 6.0  # with requests in hand and a locked database the whole program ends within ten
LOCAL = Rate(1000, 100)
AGAIN_SECONDS = 1.0
CONNECTIONS = 40  # of Telegram's to the webhook


@dataclass(frozen=True, slots=True)
class Tuning:
    """What tests run at another pace, and where they look in."""

    limits: Limits = field(default_factory=Limits)
    poll_seconds: int = POLL_SECONDS
    read_seconds: float = READ_SECONDS
    tick_seconds: float = TICK_SECONDS
    retry_seconds: float = 1.0
    probe: Probe = no_probe


@dataclass(frozen=True, slots=True)
class Link:
    """The database, the clock, and the Bot API server to speak to: Telegram's, or the local chat's."""

    database: Database
    clock: Clock
    token: str
    url: str
    product: Product
    chat: LocalChat | None


@dataclass(frozen=True, slots=True)
class Parts:
    """What works together while the bot runs."""

    api: Api
    pipeline: Pipeline
    ticker: Ticker
    poller: Poller | None


class App:
    """The running program. ``run`` returns its exit code when it was told to stop or can't go on."""

    def __init__(
        self, settings: Settings, product: Callable[[Database], Product], clock: Clock, rng: random.Random, tuning: Tuning | None = None
    ) -> None:
        self._settings, self._make_product, self._clock, self._rng = settings, product, clock, rng
        self._tuning = tuning or Tuning()
        self._stop = asyncio.Event()
        self._parts: Parts | None = None

    def stop(self) -> None:
        """Have ``run`` finish what is in hand and return."""
        self._stop.set()

    async def tick(self) -> None:
        """Do now what the next tick would do; only while the bot runs."""
        if self._parts is None:
            raise RuntimeError("the bot is not running")
        await self._parts.ticker.tick()

    async def run(self) -> int:
        """Run until told to stop; 0 after that, 2 when it can't start or the token is refused, 1 after a defect."""
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, self.stop)
        try:
            async with AsyncExitStack() as stack:
                await self._until_stopped(self._work(stack))
        except StartError as error:
            _LOG.critical("%s", error)
            return 2
        except TokenRefusedError:
            _LOG.critical("Telegram refuses the token; set TELEGRAM_BOT_TOKEN to the one that BotFather shows")
            return 2
        except StorageFault as fault:
            _LOG.critical("the database can't be used: %s", fault.kind)
            return 2
        except Exception as error:  # noqa: BLE001 whatever it is, it ends the process, and is told without anybody's words
            _LOG.critical("the bot can't go on: %s", trace(error))
            return 1
        return 0

    async def _until_stopped(self, work: Coroutine[Any, Any, None]) -> None:
        working = asyncio.create_task(work)
        stopping = asyncio.create_task(self._stop.wait())
        await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
        for task in (working, stopping):
            task.cancel()
        ended, _ = await asyncio.gather(working, stopping, return_exceptions=True)
        if isinstance(ended, Exception):
            raise ended

    async def _work(self, stack: AsyncExitStack) -> None:
        link = await self._link(stack)
        self._parts = parts = await self._assemble(stack, link)
        await self._open_health(stack, link, parts)
        await link.product.prepare()
        tasks = list(await parts.pipeline.start())
        stack.push_async_callback(parts.pipeline.stop, STOP_SECONDS)
        introducing = asyncio.create_task(introduce(parts.api, link.product))
        stack.push_async_callback(_cancel, introducing)
        scheduler = start_ticking(parts.ticker, self._tuning.tick_seconds)
        stack.push_async_callback(parts.ticker.stop)
        stack.callback(scheduler.shutdown, wait=False)
        if link.chat is not None:
            link.chat.serve(parts.pipeline, parts.ticker)
            print(f"Local chat: {link.chat.url}/", flush=True)  # noqa: T201 what a newcomer waits for
        await self._receive(stack, parts)
        if parts.poller is not None:
            tasks.append(asyncio.create_task(parts.poller.run(), name="poller"))
            stack.push_async_callback(_cancel, tasks[-1])
        await _first_failure(tasks)

    async def _link(self, stack: AsyncExitStack) -> Link:
        settings = self._settings
        database = Database(open_engine(settings.database_url))
        stack.callback(database.close)
        product = self._make_product(database)
        if settings.telegram_bot_token is not None:
            return Link(database, self._clock, settings.telegram_bot_token.get_secret_value(), settings.telegram_api_url, product, None)
        clock = shifted(database, self._clock)
        chat = LocalChat(database, clock, product, settings.database_url)
        stack.push_async_callback(chat.stop)
        await chat.start(settings.local_chat_listen, settings.local_chat_port)
        return Link(database, clock, chat.token, chat.url, product, chat)

    async def _assemble(self, stack: AsyncExitStack, link: Link) -> Parts:
        session = await stack.enter_async_context(open_session())
        api = Api(session, link.url, link.token, self._tuning.read_seconds)
        handlers = _application(link, AiohttpRequest(session, self._tuning.read_seconds))
        router = Router(handlers)
        link.product.register(handlers, router.wrap)
        await _meet(handlers, api)
        stack.push_async_callback(handlers.shutdown)
        # The local chat is nobody's server to spare; what makes a newcomer wait is left out.
        limits = self._tuning.limits if link.chat is None else Limits(overall=LOCAL, chat=LOCAL, group=LOCAL)
        world = World(link.database, link.clock, self._rng, limits, self._tuning.probe, self._tuning.retry_seconds)
        pipeline = Pipeline(world, api, router, link.product, link.product.make)
        backup = DailyBackup(self._settings.backup_dir, self._settings.database_url, link.clock)
        ticker = Ticker(pipeline, link.product, link.database, link.clock, backup)
        poller = None if self._settings.webhook_url else Poller(api, pipeline.intake, link.clock, self._tuning.poll_seconds)
        return Parts(api, pipeline, ticker, poller)

    async def _receive(self, stack: AsyncExitStack, parts: Parts) -> None:
        settings = self._settings
        if settings.webhook_url is None or settings.webhook_secret is None:
            return
        secret = settings.webhook_secret.get_secret_value()
        app = Webhook(parts.pipeline.intake, secret).app(settings.webhook_url)
        await serve(stack, app, settings.webhook_listen, settings.webhook_port, "WEBHOOK_PORT")
        hook = {"url": settings.webhook_url, "secret_token": secret, "allowed_updates": ALLOWED_UPDATES, "max_connections": CONNECTIONS}
        await insist(parts.api, "setWebhook", hook)

    async def _open_health(self, stack: AsyncExitStack, link: Link, parts: Parts) -> None:
        vitals = partial(_vitals, link.clock, parts, link.clock.monotonic())
        stack.push_async_callback(_cancel, asyncio.create_task(watch(vitals)))
        if self._settings.health_port:
            app = health_app(vitals, parts.pipeline.meters)
            await serve(stack, app, self._settings.health_listen, self._settings.health_port, "HEALTH_PORT")


def _application(link: Link, request: AiohttpRequest) -> Handlers:
    bot = QuietBot(link.token, base_url=f"{link.url}/bot", request=request, get_updates_request=request)
    return ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()


async def _meet(handlers: Handlers, api: Api) -> None:
    """Ask Telegram who we are, for as long as it can't be reached.

    Raises:
        TokenRefusedError: it does not know the token.
    """
    while True:
        await insist(api, "getMe", {})
        try:
            await handlers.initialize()
        except TelegramError as error:
            _LOG.warning("Telegram was reached, and then not: %s", type(error).__name__)
            await asyncio.sleep(AGAIN_SECONDS)
        else:
            return


async def _first_failure(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Wait until one of the tasks that should run for ever ends, and raise what ended it."""
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
    raise RuntimeError(f"the {next(iter(done)).get_name()} ended")


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def _vitals(clock: Clock, parts: Parts, started: float) -> Vitals:
    now, dispatcher, poller = clock.monotonic(), parts.pipeline.dispatcher, parts.poller

    def age(at: float | None) -> float | None:
        return None if at is None else now - at

    oldest = dispatcher.oldest
    return Vitals(
        poll=age(poller.polled_at if poller else None),
        tick=age(parts.ticker.ticked_at),
        oldest_update=None if oldest is None else (clock.now() - oldest).total_seconds(),
        inbox=dispatcher.depth,
        outbox=parts.pipeline.sender.depth,
        running=now - started,
        polls=poller is not None,
    )
