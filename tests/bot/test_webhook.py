"""The webhook: only Telegram's requests are taken, and success is said only when the update is stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.local.faults import Fault, Kind
from bot.webhook import HEADER, MOST_BYTES
from tests.bot.delivery.test_database_faults import locked
from tests.harness.town import Town, free_port

HEADERS = {HEADER: "s3cret"}


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """The bot by webhook, and a server."""
    made = Town(tmp_path, webhook=free_port(), patience=0.1)
    await made.open()
    await made.until(lambda: bool(made.made("setWebhook")))
    yield made
    await made.close()


async def post(town: Town, body: Any = None, *, path: str = "/hook", method: str = "POST", **more: Any) -> int:  # noqa: ANN401 anything goes
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, f"http://127.0.0.1:{town.webhook}{path}", json=body, **more) as answer,
    ):
        return answer.status


def update(number: int) -> dict[str, Any]:
    person = {"id": 1, "is_bot": False, "first_name": "P"}
    return {
        "update_id": number,
        "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "from": person, "text": "one"},
    }


async def test_updates_come_in_and_are_answered(town: Town) -> None:
    town.server.people.say(1, "one")
    await town.until(lambda: town.texts(1) == ["one #1"])
    await town.quiet()
    assert town.made("getUpdates") == []


async def test_the_webhook_is_set_with_its_secret_and_the_kinds_of_updates(town: Town) -> None:
    values = town.made("setWebhook")[0].params.values
    assert values["secret_token"] == "s3cret"
    assert values["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]
    assert "drop_pending_updates" not in values


@pytest.mark.parametrize("headers", [{}, {HEADER: "wrong"}, {HEADER: "s3cret2"}, {HEADER: "é"}])
async def test_who_does_not_know_the_secret_is_refused(town: Town, headers: dict[str, str]) -> None:
    assert await post(town, update(1), headers=headers) == 403
    assert await town.database.do(lambda uow: uow.inbox.add([])) == []
    assert await town.noted(1) == []


async def test_a_secret_that_is_no_text_is_refused_like_another_wrong_one(town: Town) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", town.webhook)
    writer.write(f"POST /hook HTTP/1.1\r\nHost: x\r\n{HEADER}: ".encode() + b"\xe9\xff\r\nContent-Length: 0\r\n\r\n")
    async with asyncio.timeout(5):
        assert (await reader.readline()).startswith(b"HTTP/1.1 403")
    writer.close()


async def test_other_paths_and_methods_are_unknown(town: Town) -> None:
    assert await post(town, update(1), path="/", headers=HEADERS) == 404
    assert await post(town, method="GET", headers=HEADERS) == 405


async def test_what_is_no_update_is_refused(town: Town) -> None:
    assert await post(town, ["x"], headers=HEADERS) == 400
    assert await post(town, {"update_id": "1"}, headers=HEADERS) == 400
    assert await post(town, headers=HEADERS, data=b"{") == 400
    assert await post(town, headers=HEADERS, data=b"[" * 100_000) == 400
    for number in (True, None, 1.5, 2**63, 10**30):
        assert await post(town, {"update_id": number}, headers=HEADERS) == 400


@pytest.mark.parametrize("sender", ["words", ["words"], {"id": "words"}, {"id": None}, {"id": 10**30}, {"id": {}}])
async def test_an_update_whose_sender_is_garbage_is_taken_and_stands_in_nobodys_way(
    town: Town, sender: object, caplog: pytest.LogCaptureFixture
) -> None:
    assert await post(town, {"update_id": 5, "message": {"from": sender}}, headers=HEADERS) == 200
    assert await post(town, update(6), headers=HEADERS) == 200
    await town.until(lambda: town.pipeline is not None and town.pipeline.meters.updates["parked"] == 1)
    assert await town.noted(1) == ["one"]
    assert "words" not in caplog.text


async def test_a_body_over_a_mebibyte_is_refused_unread(town: Town) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", town.webhook)
    head = f"POST /hook HTTP/1.1\r\nHost: x\r\n{HEADER}: s3cret\r\nContent-Length: {MOST_BYTES + 1}\r\n\r\n"
    writer.write(head.encode())
    async with asyncio.timeout(5):
        assert (await reader.readline()).startswith(b"HTTP/1.1 413")
        assert await reader.read() is not None  # the connection is closed although nothing of the body was sent
    writer.close()
    assert await post(town, headers=HEADERS, data=_chunks()) == 413


async def _chunks() -> AsyncIterator[bytes]:
    for _ in range(20):
        yield b"x" * (MOST_BYTES // 16)


async def test_a_token_that_is_refused_ends_the_bot_and_what_it_had_to_say_is_kept(town: Town) -> None:
    for method in ("sendMessage", "getMe"):
        town.faults.plan(method, Fault(Kind.STATUS, status=401), times=10_000)
    for person in range(1, 6):
        town.server.people.say(person, "one")
    assert await town.ended() == 2
    town.faults.clear()
    town.start()
    await town.until(lambda: [town.texts(person) for person in range(1, 6)] == [["one #1"]] * 5)


async def test_an_update_that_cant_be_stored_is_not_confirmed_and_comes_again(town: Town) -> None:
    with locked(town):
        assert await post(town, update(10), headers=HEADERS) == 503
    assert await post(town, update(10), headers=HEADERS) == 200
    assert await post(town, update(10), headers=HEADERS) == 200
    await town.quiet()
    assert await town.noted(1) == ["one"]
