"""Polling: updates are asked for until the token is refused, whatever else happens."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from bot.local.faults import Fault, Kind
from tests.bot.delivery.test_database_faults import locked
from tests.harness.town import TOKEN, Town


@pytest.mark.parametrize("status", [401, 404])
async def test_a_refusal_of_one_method_is_survived_while_the_token_is_known(town: Town, status: int) -> None:
    town.faults.plan("getUpdates", Fault(Kind.STATUS, status=status), times=3)
    town.server.people.say(1, "one")
    await town.until(lambda: town.texts(1) == ["one #1"])


async def test_a_webhook_that_somebody_set_meanwhile_is_deleted(town: Town) -> None:
    await town.until(lambda: bool(town.made("deleteWebhook")))
    async with aiohttp.ClientSession() as session:
        await session.post(f"http://127.0.0.1:{town.port}/bot{TOKEN}/setWebhook", json={"url": "http://127.0.0.1:1/x"})
    town.server.people.say(1, "one")
    await town.until(lambda: town.texts(1) == ["one #1"])


async def test_a_poll_whose_updates_cant_be_stored_counts_for_none(tmp_path: Path) -> None:
    town = Town(tmp_path, patience=0.1)
    await town.open()
    assert town.app is not None
    assert town.app._parts is not None
    poller = town.app._parts.poller
    assert poller is not None
    await town.until(lambda: poller.polled_at is not None)
    with locked(town):
        town.server.people.say(1, "one")
        await town.until(lambda: poller.troubles > 0)
        before, troubles = poller.polled_at, poller.troubles
        await town.until(lambda: poller.troubles > troubles)
        assert poller.polled_at == before
    await town.until(lambda: "one #1" in town.texts(1))
    await town.close()


async def test_pending_updates_are_never_dropped_at_the_start(town: Town) -> None:
    await town.stop()
    town.server.people.say(1, "while away")
    town.start()
    await town.until(lambda: town.texts(1) == ["while away #1"])
    assert all("drop_pending_updates" not in call.params.values for call in town.calls)


async def test_the_commands_and_descriptions_are_set_in_both_languages_and_only_once(town: Town) -> None:
    methods = ("setMyCommands", "setMyDescription", "setMyShortDescription")
    await town.until(lambda: all(len(town.made(method)) == 2 for method in methods))
    await town.stop()
    town.start()
    town.server.people.say(1, "one")
    await town.until(lambda: bool(town.texts(1)) and len(town.made("getMyShortDescription")) == 4)
    assert all(len(town.made(method)) == 2 for method in methods)
    codes = [call.params.values.get("language_code", "") for call in town.made("setMyCommands")]
    assert codes == ["", "ko"]
