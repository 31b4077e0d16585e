"""Faults of the wire: before or after the call took effect."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from random import Random
from typing import Any

import pytest
from aiohttp import ClientError

from bot.local.faults import Fault, Faults, Kind, RandomFaults
from tests.bot.local.conftest import Serve, Served, eventually
from tests.bot.local.scripted_bot import TOKEN

RESET, HANG, GARBAGE = Fault(Kind.RESET), Fault(Kind.HANG), Fault(Kind.GARBAGE)


async def spoilt(local: Served, call: Coroutine[Any, Any, object]) -> None:
    """Make a call that a planned fault spoils. Who would leave before it has struck would leave the fault to the next call."""
    calling = asyncio.create_task(call)
    await eventually(lambda: bool(local.server.faults.struck))
    _, waiting = await asyncio.wait({calling}, timeout=0.3)
    for each in waiting:
        each.cancel()
    with pytest.raises((ClientError, AssertionError, ValueError, asyncio.CancelledError)):
        await calling


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("kind", [Kind.RESET, Kind.HANG, Kind.GARBAGE, Kind.STATUS])
async def test_a_fault_strikes_before_or_after_the_call_took_effect(local: Served, kind: Kind, after: bool) -> None:  # noqa: FBT001 - a parameter
    local.server.faults.plan("sendMessage", Fault(kind, after=after))
    await spoilt(local, local.call("sendMessage", chat_id=1, text="x"))
    assert len(local.server.people.history(1)) == 1 + after
    await local.call("sendMessage", chat_id=1, text="x")


@pytest.mark.parametrize(
    ("status", "description"), [(500, "Internal Server Error"), (401, "Unauthorized"), (404, "Not Found"), (409, "Conflict")]
)
async def test_a_fault_may_be_any_status(local: Served, status: int, description: str) -> None:
    local.server.faults.plan("*", Fault(Kind.STATUS, status=status))
    assert await local.raw("getMe") == (status, {"ok": False, "error_code": status, "description": description})


async def test_a_fault_of_the_proxy_is_no_json_and_of_the_flood_names_the_wait(local: Served) -> None:
    local.server.faults.plan("getMe", Fault(Kind.STATUS, status=502))
    local.server.faults.plan("getMe", Fault(Kind.STATUS, status=429, retry_after=7))
    async with local.session.get(f"{local.base}/bot{TOKEN}/getMe") as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
    status, body = await local.raw("getMe")
    assert (status, body["parameters"]) == (429, {"retry_after": 7})


def test_faults_come_in_their_order_as_often_as_planned() -> None:
    faults = Faults()
    faults.plan("sendMessage", RESET, times=2, skip=1)
    faults.plan("*", HANG)
    assert [faults.draw(name) for name in ("sendmessage", "sendmessage", "getme", "sendmessage", "getme")] == [
        HANG,
        RESET,
        None,
        RESET,
        None,
    ]
    assert faults.struck == {("sendmessage", HANG): 1, ("sendmessage", RESET): 2}
    faults.plan("*", HANG)
    faults.clear()
    assert faults.draw("getme") is None


def test_random_faults_strike_their_share_of_the_methods_named() -> None:
    faults = RandomFaults(Random(1), 0.05, [RESET, GARBAGE], methods=["sendMessage"])
    assert 60 <= sum(faults.draw("sendmessage") is not None for _ in range(2000)) <= 140
    assert all(faults.draw("getme") is None for _ in range(200))


async def test_another_process_may_plan_faults_where_that_is_enabled(serve: Serve) -> None:
    local = await serve(remote_faults=True)
    plan = {"method": "getMe", "kind": "status", "status": 500}
    async with local.session.post(f"{local.base}/local/faults", json=plan) as answer:
        assert answer.status == 200
    assert (await local.raw("getMe"))[0] == 500
    async with local.session.post(f"{local.base}/local/faults", json=plan | {"kind": "flood"}) as answer:
        assert answer.status == 400
    async with local.session.post(f"{local.base}/local/faults", json=plan | {"clear": True}) as answer:
        assert answer.status == 200
    assert (await local.raw("getMe"))[0] == 500
    await local.call("getMe")


async def test_a_hanging_client_that_leaves_frees_the_server(local: Served) -> None:
    local.server.faults.plan("getMe", HANG)
    await spoilt(local, local.call("getMe"))
    await local.call("getMe")
