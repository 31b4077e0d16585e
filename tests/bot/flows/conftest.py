"""Fixtures of the chat flows: the packaged bank, and towns to chat in."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App, Tuning
from bot.coach import Coach
from bot.delivery.limits import Limits, Rate
from bot.gapwise import Gapwise
from bot.local.server import BotApiServer, Call
from bot.pictures.render import Painter
from bot.settings import Settings
from questions.loading import load_bank
from questions.model import Bank
from storage.engine import open_engine
from storage.migrate import migrate
from storage.unit import Database
from tests.bot.flows.chat import Open, SetClock, Town
from tests.bot.local.fitness import objections
from tests.harness.town import METHODS

# The methods on which wire faults are tried out; a flow that calls another one tells that it is to be tried too.
STRUCK = {method.lower() for method in METHODS}
TOKEN = "123456:for-tests-only"
_FAST = Tuning(limits=Limits(Rate(10_000, 100), Rate(10_000, 100), Rate(10_000, 100)), poll_seconds=5, tick_seconds=3600)


@pytest.fixture(scope="session")
def bank() -> Bank:
    """The packaged bank."""
    return load_bank()


@pytest.fixture
async def open_town(bank: Bank, tmp_path: Path) -> AsyncIterator[Open]:
    """Open a town, by default with the whole bank."""
    towns: list[tuple[Town, Painter]] = []

    async def open_it(content: Bank | None = None) -> Town:
        calls: list[Call] = []
        clock = SetClock()
        server = BotApiServer(token=TOKEN, now=clock.now, on_call=calls.append)
        port = await server.start()
        url = f"sqlite:///{tmp_path}/{len(towns)}.db"
        engine = open_engine(url)
        migrate(engine)
        engine.dispose()
        settings = Settings(
            _env_file=None,
            telegram_bot_token=TOKEN,
            telegram_api_url=f"http://127.0.0.1:{port}",
            database_url=url,
            health_port=0,
        )
        painter = Painter()
        database = Database(open_engine(url))
        coach = Coach.of(content or bank, admins=(9,))
        app = App(settings, lambda own: Gapwise(coach, own, painter), clock, random.Random(7), _FAST)
        town = Town(server, app, database, clock, calls, asyncio.create_task(app.run()))
        towns.append((town, painter))
        await town.settle()
        return town

    yield open_it
    for town, painter in towns:
        assert {call.method for call in town.calls} <= STRUCK
        assert [complaint for call in town.calls if call.error is None for complaint in objections(call)] == []
        town.app.stop()
        await town.running
        await town.server.stop()
        town.database.close()
        painter.close()


@pytest.fixture
async def town(open_town: Open) -> Town:
    """A town with the whole bank."""
    opened: Town = await open_town()
    return opened
