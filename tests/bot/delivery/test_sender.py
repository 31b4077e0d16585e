"""The sender by itself, with a scripted Bot API: outages, restarts, defects."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.api import ApiError, Attachment, NotSent, Refused, Unsettled
from bot.delivery.book import Book
from bot.delivery.lines import Call
from bot.delivery.meters import Meters
from bot.delivery.sender import Sender
from bot.delivery.world import World
from storage.engine import open_engine
from storage.migrate import migrate
from storage.outbox import Outgoing, Priority, Unsent
from storage.unit import Database
from tests.harness.tally import say
from tests.harness.town import UNLIMITED, MovableClock


class ScriptedApi:
    """Answers each call with what is next in the script, and with success when that is at its end."""

    def __init__(self) -> None:
        self.script: list[Exception] = []
        self.made: list[str] = []

    async def call(self, method: str, payload: Mapping[str, Any], file: Attachment | None = None, wait: float = 0.0) -> Any:  # noqa: ANN401 as Api's
        await asyncio.sleep(wait)
        assert file is None
        if self.script:
            raise self.script.pop(0)
        if method == "getMe":
            return {}
        self.made.append(str(payload.get("text", method)))
        return {"message_id": len(self.made)}


class Post:
    """A sender at work."""

    def __init__(self, database: Database) -> None:
        self.database, self.api, self.clock, self.meters = database, ScriptedApi(), MovableClock(), Meters()
        world = World(database, self.clock, random.Random(1), UNLIMITED)
        self.book = Book(database)
        self.sender = Sender(self.api, self.book, world, self._make, self.meters)  # type: ignore[arg-type]  # stands for an Api
        self.tasks = [asyncio.create_task(self.sender.run()), asyncio.create_task(self.book.run())]

    async def _make(self, spec: Mapping[str, Any]) -> Attachment:
        raise LookupError(spec)

    async def add(self, *calls: Outgoing) -> list[Outgoing]:
        at = self.clock.now()
        kept = await self.database.do(lambda uow: [uow.outbox.add(call, at) for call in calls])
        self.sender.admit(kept)
        return kept

    async def until(self, made: list[str]) -> None:
        async with asyncio.timeout(15):
            while self.api.made != made or await self.database.do(lambda uow: uow.outbox.count()) > 0:  # noqa: ASYNC110 rows set no event
                await asyncio.sleep(0.01)


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    engine = open_engine(f"sqlite:///{tmp_path}/post.db")
    migrate(engine)
    database = Database(engine)
    made = Post(database)
    yield made
    made.sender.close()
    made.book.close()
    await asyncio.gather(*made.tasks)
    database.close()


def push(chat: int, text: str) -> Outgoing:
    return replace(say(chat, text), priority=Priority.PUSH)


async def test_while_nobody_can_be_reached_all_wait_and_nothing_is_lost_or_doubled(post: Post) -> None:
    post.api.script = [NotSent("refused") for _ in range(4)]
    await post.add(say(1, "a"), push(2, "b"), say(3, "c"))
    async with asyncio.timeout(15):
        while len(post.api.made) < 3:  # noqa: ASYNC110 the script sets no event
            await asyncio.sleep(0.01)
    await post.until(post.api.made)
    assert sorted(post.api.made) == ["a", "b", "c"]
    assert post.meters.calls["not sent"] == 4


async def test_of_what_an_earlier_process_left_pushes_on_the_wire_are_not_sent_again(post: Post) -> None:
    calls, at = (push(1, "begun"), push(1, "not begun"), say(1, "reply")), post.clock.now()
    kept = await post.database.do(lambda uow: [uow.outbox.add(call, at) for call in calls])
    post.sender.resume([Unsent(kept[0], begun=True), Unsent(kept[1], begun=False), Unsent(kept[2], begun=False)])
    await post.until(["not begun", "reply"])


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (Outgoing(1, "editMessageText", {"chat_id": 1, "message_id": 5, "text": "result"}), ["result"]),
        (Outgoing(1, "editMessageText", {"chat_id": 1, "message_id": 5, "text": "closed"}, priority=Priority.PUSH), []),
        (Outgoing(1, "editMessageReplyMarkup", {"chat_id": 1, "message_id": 5}), []),
    ],
)
async def test_what_somebody_waits_for_is_said_anew_where_its_message_is_gone(
    post: Post, edit: Outgoing, said: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    post.api.script = [Refused(400, "Bad Request: message to edit not found")]
    await post.add(edit)
    await post.until(said)
    assert "refused for good" not in caplog.text


@pytest.mark.parametrize("error", [NotSent("x"), Unsettled("x"), Refused(500, "x"), Refused(429, "x", retry_after=1)])
async def test_typing_is_shown_now_or_never(post: Post, error: ApiError) -> None:
    post.api.script = [error]
    await post.add(Outgoing(1, "sendChatAction", {"chat_id": 1, "action": "typing"}))
    await post.add(say(2, "after"))
    await post.until(["after"])


async def test_a_defect_in_one_call_takes_no_other_down(post: Post) -> None:
    post.api.script = [KeyError("a defect")]
    await post.add(say(1, "lost to a defect"))
    await post.add(say(1, "after"))
    await post.until(["after"])


async def test_a_refusal_that_does_not_end_is_given_up(post: Post) -> None:
    (kept,) = await post.database.do(lambda uow: [uow.outbox.add(say(1, "unknown method"), post.clock.now())])
    post.api.script = [Refused(404, "Not Found")]
    post.sender._lines.add(Call(kept, tries=100), post.clock.monotonic())
    post.sender._wake.set()
    await post.add(say(1, "after"))
    await post.until(["after"])


async def test_what_expires_while_it_waits_is_swept_out(post: Post) -> None:
    post.sender._lines.hold(post.clock.monotonic() + 3600)
    at = post.clock.now()
    await post.add(replace(push(1, "too late"), expires_at=at + timedelta(seconds=1)))
    assert post.sender.depth == 1
    post.clock.ahead = timedelta(seconds=5)
    post.book.settle(each.what for each in post.sender._lines.sweep(post.clock.monotonic(), post.clock.now()))
    await post.until([])
    assert post.sender.depth == 0


async def test_a_newer_edit_makes_the_waiting_one_needless(post: Post) -> None:
    post.api.script = [Refused(429, "x", retry_after=1)]
    edits = [Outgoing(1, "editMessageText", {"chat_id": 1, "message_id": 5, "text": text}) for text in ("first", "second", "third")]
    await post.add(say(1, "before"))
    async with asyncio.timeout(15):
        while post.api.script:  # noqa: ASYNC110 the script sets no event
            await asyncio.sleep(0.01)
    await post.add(*edits)
    await post.until(["before", "third"])
