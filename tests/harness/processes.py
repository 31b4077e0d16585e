"""The bot with the real coach and the real bank, as a process of its own, to be killed."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import random
import signal
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.context import ForkServerProcess

from pydantic import SecretStr

from bot.app import App, Tuning
from bot.coach import Coach
from bot.delivery.limits import Limits, Rate
from bot.delivery.probe import Probe, Step
from bot.gapwise import Gapwise
from bot.pictures.render import Painter
from bot.settings import Settings
from questions.loading import load_bank
from tests.harness.town import MovableClock

BANK = load_bank()
TOKEN = "123456:for-tests-only"
FAST = Rate(1e6, 1000)
# Everything is imported once and each process is forked from there, since it is started and killed often.
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload([__name__])


@dataclass(frozen=True)
class Order:
    """What a process is to run with: Telegram's limits or none, by webhook where a port is given.

    ``ahead``: how far its clock is ahead. ``dies_at`` names a step and how often it is reached before the process kills itself.
    """

    api: str
    database: str
    webhook_port: int = 0
    ahead: timedelta = timedelta()
    dies_at: tuple[Step, int] | None = None
    limited: bool = False


def start(order: Order) -> ForkServerProcess:
    """Start a bot."""
    process = _context.Process(target=_run, args=(order,), daemon=True)
    process.start()
    return process


def _run(order: Order) -> None:
    logging.disable(logging.ERROR)  # what is critical ends the process, and must be seen
    hook = f"http://127.0.0.1:{order.webhook_port}/hook"
    settings = Settings(
        _env_file=None,
        telegram_bot_token=SecretStr(TOKEN),
        telegram_api_url=order.api,
        database_url=order.database,
        health_port=0,
        webhook_url=hook if order.webhook_port else None,
        webhook_port=order.webhook_port,
        webhook_secret=SecretStr("s3cret") if order.webhook_port else None,
    )
    limits = Limits() if order.limited else Limits(FAST, FAST, FAST, FAST)
    tuning = Tuning(limits, poll_seconds=2, tick_seconds=0.3, probe=_mine(order))
    coach, painter = Coach.of(BANK), Painter()
    rng = random.Random(os.getpid())  # each process chooses otherwise, as in life
    sys.exit(asyncio.run(App(settings, lambda database: Gapwise(coach, database, painter), MovableClock(order.ahead), rng, tuning).run()))


def _mine(order: Order) -> Probe:
    reached: Counter[Step] = Counter()

    def probe(step: Step) -> None:
        reached[step] += 1
        if order.dies_at == (step, reached[step]):
            os.kill(os.getpid(), signal.SIGKILL)

    return probe


async def ended(process: ForkServerProcess) -> None:
    """Wait until a process is gone."""
    while process.is_alive():  # noqa: ASYNC110 a process sets no event
        await asyncio.sleep(0.02)
