"""A running server, its clock and callers for it; and a browser on its page.

The browser is a Chromium from the PATH. Where there is none the tests of the page are skipped, except in CI, where that is an error.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from bot.local.server import BotApiServer, Call
from tests.bot.local.scripted_bot import TOKEN, ScriptedBot


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Served:
    """A server and where it listens; ``calls`` are those that it has answered."""

    server: BotApiServer
    base: str
    session: ClientSession
    clock: Clock
    calls: list[Call] = field(default_factory=list)

    async def raw(self, method: str, **params: Any) -> tuple[int, Any]:  # noqa: ANN401 - any JSON value
        """Call a method with a JSON body; return status and answer."""
        async with self.session.post(f"{self.base}/bot{TOKEN}/{method}", json=params) as answer:
            return answer.status, await answer.json()

    async def call(self, method: str, **params: Any) -> Any:  # noqa: ANN401 - any JSON value
        """Call a method that succeeds; return its result."""
        status, body = await self.raw(method, **params)
        assert (status, body["ok"]) == (200, True), body
        return body["result"]

    async def refusal(self, method: str, **params: Any) -> str:  # noqa: ANN401 - any JSON value
        """Call a method that is refused; return the description."""
        status, body = await self.raw(method, **params)
        assert body["ok"] is False
        assert body["error_code"] == status
        return str(body["description"])


async def eventually(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in several places that know nothing of tests
            await asyncio.sleep(0.01)


Serve = Callable[..., Awaitable[Served]]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@asynccontextmanager
async def serving(clock: Clock) -> AsyncIterator[Serve]:
    """Yield what starts servers, and stop them in the end."""
    started: list[Served] = []

    async def start(**options: Any) -> Served:  # noqa: ANN401 - options of the server
        calls: list[Call] = []
        given: dict[str, Any] = {"token": TOKEN, "now": clock.now, "on_call": calls.append} | options
        server = BotApiServer(**given)
        port = await server.start()
        started.append(Served(server, f"http://127.0.0.1:{port}", ClientSession(), clock, calls))
        return started[-1]

    yield start
    for served in started:
        await served.session.close()
        await served.server.stop()


@pytest.fixture
async def serve(clock: Clock) -> AsyncIterator[Serve]:
    """Start servers that are stopped after the test."""
    async with serving(clock) as start:
        yield start


@pytest.fixture
async def local(serve: Serve) -> Served:
    """A server in memory, to which person 1 has said hello."""
    served = await serve()
    served.server.people.say(1, "hello")
    return served


NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
BROWSER = next((path for name in NAMES if (path := shutil.which(name))), None)
NO_BROWSER = f"no browser on the PATH: install one of {', '.join(NAMES)}"
IN_BROWSER = [
    pytest.mark.skipif(BROWSER is None and os.environ.get("CI") != "true", reason=NO_BROWSER),
    pytest.mark.asyncio(loop_scope="module"),
]

Open = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests."""
    assert BROWSER, NO_BROWSER
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def actions() -> list[tuple[str, dict[str, int]]]:
    """What the strip has set off."""
    return []


@pytest_asyncio.fixture(loop_scope="module")
async def stage(actions: list[tuple[str, dict[str, int]]]) -> AsyncIterator[Served]:
    """A server with a strip and a bot that answers."""

    def action(name: str) -> Callable[..., Awaitable[None]]:
        async def run(**fields: int) -> None:
            actions.append((name, fields))

        return run

    async with serving(Clock()) as start:
        yield await start(actions={name: action(name) for name in ("push", "weekly", "jump")})


@pytest_asyncio.fixture(loop_scope="module")
async def bot(stage: Served) -> AsyncIterator[ScriptedBot]:
    """The bot behind the chat."""
    async with ScriptedBot(stage.base) as bot:
        yield bot


@pytest_asyncio.fixture(loop_scope="module")
async def visit(browser: Browser, stage: Served) -> AsyncIterator[Open]:
    """Open the page; an error on it fails the test."""
    errors: list[str] = []
    contexts = []

    async def open_page(query: str = "?user=1", **options: Any) -> Page:  # noqa: ANN401 - options of a browser context
        context = await browser.new_context(**{"viewport": {"width": 1100, "height": 800}, "locale": "en-US"} | options)
        contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        await page.goto(f"{stage.base}/{query}")
        await page.locator(".panel .head").first.wait_for()
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert errors == []


@pytest_asyncio.fixture(loop_scope="module")
async def page(visit: Open, stage: Served, bot: ScriptedBot) -> Page:  # noqa: ARG001 - the bot has to answer
    """A page on which person 1 has started the bot."""
    stage.server.people.start(1)
    page = await visit()
    await expect(page.get_by_text("Hello!")).to_be_visible()
    return page


def composer(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message")


async def say(page: Page, text: str) -> None:
    await composer(page).fill(text)
    await composer(page).press("Escape")
    await composer(page).press("Enter")
