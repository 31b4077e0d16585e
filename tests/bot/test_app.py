"""The program as a whole: how it starts, stops and gives up."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from bot.delivery.probe import Step
from bot.local.faults import Fault, Kind
from tests.bot.delivery.test_database_faults import locked
from tests.harness.town import Town


async def test_a_defect_ends_the_program_so_that_it_is_started_again(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    def broken(step: Step) -> None:
        if step == "before handling":
            raise RuntimeError("what somebody wrote")

    town.probe = broken
    town.server.people.say(1, "one")
    assert await town.ended() == 1
    assert "the bot can't go on: RuntimeError" in caplog.text
    assert "what somebody wrote" not in caplog.text.replace('raise RuntimeError("what somebody wrote")', "")


async def test_a_health_port_in_use_is_said_in_one_line(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        town = Town(tmp_path)
        await town.open(health_port=taken.getsockname()[1])
        assert await town.ended() == 2
    assert "HEALTH_PORT" in caplog.records[-1].getMessage()
    await town.close()


async def test_a_server_that_cant_be_reached_is_waited_for(town: Town) -> None:
    await town.stop()
    for method in ("getMe", "deleteWebhook"):
        town.faults.plan(method, Fault(Kind.STATUS, status=502), times=2)
    town.start()
    town.server.people.say(1, "one")
    await town.until(lambda: town.texts(1) == ["one #1"])


async def test_it_can_be_stopped_while_it_waits_for_a_server(town: Town) -> None:
    await town.stop()
    town.faults.plan("getMe", Fault(Kind.HANG), times=100)
    town.start()
    assert await town.stop() == 0


async def test_a_database_that_fails_at_the_start_is_said_in_one_line(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    town = Town(tmp_path, patience=0.1)
    await town.open()
    await town.stop()
    with locked(town):
        town.start()
        assert await town.ended() == 2
    assert caplog.records[-1].getMessage() == "the database can't be used: locked by another process"
    await town.close()


async def test_a_tick_needs_a_running_bot(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.port = 1
    town.start()
    assert town.app is not None
    with pytest.raises(RuntimeError, match="not running"):
        await town.app.tick()
    await town.close()
