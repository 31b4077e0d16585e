"""Health and metrics: whether the process does its work, in numbers only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.delivery.meters import Meters
from bot.health import Vitals, health_app, watch
from tests.harness.town import TOKEN, Town

WELL = Vitals(poll=1.0, tick=2.0, oldest_update=None, inbox=0, outbox=0, running=500.0, polls=True)


@pytest.mark.parametrize(
    ("vitals", "alive"),
    [
        (WELL, True),
        (replace(WELL, poll=None, tick=None, running=5.0), True),
        (replace(WELL, poll=None), False),
        (replace(WELL, poll=121.0), False),
        (replace(WELL, poll=None, polls=False), True),
        (replace(WELL, tick=121.0), False),
        (replace(WELL, tick=None), False),
        (replace(WELL, oldest_update=299.0), True),
        (replace(WELL, oldest_update=301.0), False),
    ],
)
async def test_it_is_alive_while_updates_come_in_ticks_happen_and_nothing_waits_for_long(vitals: Vitals, alive: bool) -> None:  # noqa: FBT001 a parameter
    async with TestClient(TestServer(health_app(lambda: vitals, Meters()))) as client:
        answer = await client.get("/healthz")
        assert answer.status == (200 if alive else 503)
        assert (await answer.json())["alive"] is alive


async def test_the_log_tells_when_work_stands_still_and_when_it_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    states = [WELL, replace(WELL, poll=500.0), replace(WELL, poll=501.0), WELL, WELL]
    caplog.set_level("WARNING")
    with pytest.raises(IndexError):
        await watch(lambda: states.pop(0), 0.0)
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]


async def test_metrics_are_in_prometheus_format() -> None:
    meters = Meters()
    meters.updates["handled"] += 3
    meters.calls["sent"] += 2
    async with TestClient(TestServer(health_app(lambda: replace(WELL, inbox=4), meters))) as client:
        answer = await client.get("/metrics")
        text = await answer.text()
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    for line in (
        "gapwise_alive 1.0",
        "gapwise_inbox_updates 4.0",
        "gapwise_last_poll_age_seconds 1.0",
        'gapwise_updates_total{outcome="handled"} 3.0',
        'gapwise_calls_total{outcome="sent"} 2.0',
    ):
        assert line in text.splitlines()


async def test_the_running_bot_tells_its_health_and_no_secret(tmp_path: Path, unused_tcp_port: int) -> None:
    town = Town(tmp_path)
    await town.open(health_port=unused_tcp_port)
    town.server.people.say(1, "one")
    await town.until(lambda: bool(town.texts(1)))
    await town.quiet()
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{unused_tcp_port}/healthz") as answer:
            told = await answer.json()
        async with session.get(f"http://127.0.0.1:{unused_tcp_port}/metrics") as answer:
            metrics = await answer.text()
    assert told["alive"] is True
    assert (told["inbox"], told["outbox"]) == (0, 0)
    assert told["last_poll_seconds"] < 60
    assert 'gapwise_updates_total{outcome="handled"} 1.0' in metrics
    assert TOKEN not in metrics
    await town.close()
