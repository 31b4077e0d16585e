"""What outlives a killed or stopped server."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, FormData

from bot.local.server import BotApiServer
from bot.local.store import StateFileError
from tests.bot.local.conftest import Clock, Serve, Served
from tests.bot.local.scripted_bot import TOKEN, png

SERVE = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.local.server import BotApiServer

async def main() -> None:
    server = BotApiServer(token="{token}", now=lambda: datetime(2026, 3, 2, 9, tzinfo=UTC), state_file=Path(sys.argv[1]))
    print(await server.start(), flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def serving(state: Path) -> tuple[asyncio.subprocess.Process, str]:
    """Run a server in a process of its own; return it and its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SERVE.format(token=TOKEN), str(state), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    return process, f"http://127.0.0.1:{int(await process.stdout.readline())}"


async def test_a_killed_server_forgets_nothing(tmp_path: Path) -> None:
    async def call(base: str, path: str, **body: Any) -> Any:  # noqa: ANN401 - any JSON value
        async with ClientSession() as session, session.post(f"{base}/{path}", json=body) as answer:
            return (await answer.json())["result"]

    process, base = await serving(tmp_path / "chat.db")
    said = await call(base, "local/do/say", user=1, text="hello")
    await call(base, f"bot{TOKEN}/setMyCommands", commands=[{"command": "quiz", "description": "x"}])
    [update] = await call(base, f"bot{TOKEN}/getUpdates")
    process.send_signal(signal.SIGKILL)
    await process.wait()
    process, base = await serving(tmp_path / "chat.db")
    assert await call(base, f"bot{TOKEN}/getUpdates") == [update]
    assert (await call(base, f"bot{TOKEN}/getMyCommands"))[0]["command"] == "quiz"
    answer = await call(base, f"bot{TOKEN}/sendMessage", chat_id=1, text="x", reply_parameters={"message_id": said["message_id"]})
    assert answer["message_id"] > said["message_id"]
    process.terminate()
    await process.wait()


async def test_files_and_webhook_survive_a_restart(tmp_path: Path, serve: Serve) -> None:
    state = tmp_path / "new" / "chat.db"
    first = await serve(state_file=state)
    first.server.people.say(1, "hello")
    form = FormData({"chat_id": "1"})
    form.add_field("photo", png(8, 8), filename="a.png")
    async with first.session.post(f"{first.base}/bot{TOKEN}/sendPhoto", data=form) as answer:
        photo = (await answer.json())["result"]["photo"][0]
    await first.call("setWebhook", url="http://127.0.0.1:9/hook")
    await first.server.stop()
    second = await serve(state_file=state)
    file = await second.call("getFile", file_id=photo["file_id"])
    async with second.session.get(f"{second.base}/file/bot{TOKEN}/{file['file_path']}") as answer:
        assert await answer.read() == png(8, 8)
    assert (await second.call("getWebhookInfo"))["pending_update_count"] == 1


def test_a_state_file_of_another_version_is_left_alone(tmp_path: Path, clock: Clock) -> None:
    state = tmp_path / "chat.db"
    with sqlite3.connect(state) as db:
        db.execute("PRAGMA user_version=99")
    db.close()
    with pytest.raises(StateFileError, match="another version"):
        BotApiServer(token=TOKEN, now=clock.now, state_file=state)


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, clock: Clock) -> None:
    state = tmp_path / "chat.db"
    state.write_text("something else, and long enough to be taken for a header of a database", encoding="utf-8")
    before = state.read_bytes()
    with pytest.raises(StateFileError, match="not a database"):
        BotApiServer(token=TOKEN, now=clock.now, state_file=state)
    assert state.read_bytes() == before


def test_a_token_that_telegram_could_not_have_given_is_refused(clock: Clock) -> None:
    with pytest.raises(ValueError, match="token"):
        BotApiServer(token="secret", now=clock.now)


async def test_a_port_in_use_is_an_os_error(local: Served, clock: Clock) -> None:
    other = BotApiServer(token=TOKEN, now=clock.now)
    with pytest.raises(OSError, match="address already in use"):
        await other.start(port=int(local.base.rsplit(":", 1)[1]))
    await other.stop()
