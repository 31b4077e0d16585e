"""Without a token: the local chat, its strip, and its clock."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.app import App, Tuning
from bot.settings import Settings
from storage.engine import open_engine
from storage.migrate import migrate
from tests.harness.tally import Tally
from tests.harness.town import UNLIMITED, MovableClock

TUNING = Tuning(limits=UNLIMITED, poll_seconds=1, tick_seconds=3600)


class Local:
    """The bot as a newcomer starts it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.settings = Settings(
            _env_file=None, database_url=f"sqlite:///{folder}/g.db", local_chat_port=port, health_port=0, telegram_bot_token=None
        )
        self.app = App(self.settings, lambda _: Tally(), MovableClock(), random.Random(1), TUNING)

    async def call(self, path: str, **values: Any) -> Any:  # noqa: ANN401 JSON
        async with aiohttp.ClientSession() as session, session.post(f"{self.base}/local/{path}", data=values) as answer:
            return await answer.json()

    async def texts(self, user: int = 1) -> list[str]:
        async with aiohttp.ClientSession() as session, session.get(f"{self.base}/local/chat", params={"user": user}) as answer:
            state = (await answer.json())["result"]
        return [each["text"] for each in state["messages"] if each["from"]["is_bot"]]

    async def until(self, texts: list[str]) -> None:
        async with asyncio.timeout(20):
            while await self.texts() != texts:  # noqa: ASYNC110 the page would look again as well
                await asyncio.sleep(0.02)


@pytest.fixture
async def local(tmp_path: Path, unused_tcp_port: int, capsys: pytest.CaptureFixture[str]) -> AsyncIterator[Local]:
    made = Local(tmp_path, unused_tcp_port)
    engine = open_engine(made.settings.database_url)
    migrate(engine)
    engine.dispose()
    running = asyncio.create_task(made.app.run())
    said = ""
    async with asyncio.timeout(20):
        while "Local chat" not in said:
            await asyncio.sleep(0.02)
            said += capsys.readouterr().out
    assert said == f"Local chat: {made.base}/\n"
    yield made
    made.app.stop()
    assert await running == 0


async def test_somebody_can_chat_without_a_token(local: Local) -> None:
    await local.call("do/say", user=1, text="one")
    await local.until(["one #1"])


async def test_the_strip_pushes_now_and_sums_up_now(local: Local) -> None:
    await local.call("do/say", user=1, text="/start")
    await local.until(["hello"])
    await local.call("actions/push", user=1)
    await local.call("actions/weekly", user=1)
    await local.until(["hello", "push now", "weekly now"])


async def test_jumping_ahead_sets_the_clock_ticks_and_is_remembered(local: Local, tmp_path: Path) -> None:
    await local.call("do/say", user=1, text="/start")
    await local.until(["hello"])
    await local.call("actions/jump", user=1, days=3)
    day = (MovableClock().now() + timedelta(days=3)).date()
    await local.until(["hello", f"push {day}"])
    local.app.stop()
    await asyncio.sleep(0)
    assert (tmp_path / "local-chat.db").exists()


async def test_a_port_in_use_is_said_in_one_line(local: Local, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    other = Local(tmp_path, int(local.base.rpartition(":")[2]))
    assert await other.app.run() == 2
    assert "LOCAL_CHAT_PORT" in caplog.records[-1].getMessage()
    await local.call("do/say", user=1, text="one")
    await local.until(["one #1"])
