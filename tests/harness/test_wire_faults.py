"""Every fault of the wire, before and after the call took effect, on every method: the same end."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.local.faults import Fault, Kind
from tests.harness.town import Town, free_port

KINDS = [
    Fault(Kind.RESET),
    Fault(Kind.HANG),
    Fault(Kind.GARBAGE),
    *(Fault(Kind.STATUS, status=status) for status in (401, 404, 409, 429, 500, 502)),
]
FAULTS = [Fault(kind.kind, after, kind.status) for kind in KINDS for after in (False, True)]
METHODS = (
    "getMe",
    "deleteWebhook",
    "setMyCommands",
    "setMyDescription",
    "setMyShortDescription",
    "getMyCommands",
    "getMyDescription",
    "getMyShortDescription",
    "getUpdates",
    "sendMessage",
    "editMessageText",
    "editMessageReplyMarkup",
    "answerCallbackQuery",
    "sendPhoto",
    "sendDocument",
)
# With these the server says that the call had no effect, so that even a push is tried again.
SETTLED = (401, 404, 409, 429)


def _name(fault: Fault) -> str:
    return f"{fault.kind} {fault.status if fault.kind is Kind.STATUS else ''} {'after' if fault.after else 'before'}"


async def _live_through(fault: Fault, folder: Path) -> list[str]:
    """Let one fault strike each method once, and return what is not as it would be without."""
    town, wrong = Town(folder), []
    for method in METHODS:
        town.faults.plan(method, fault)
    await town.open()
    try:
        town.server.people.start(1)
        await town.until(lambda: "hello" in town.texts(1))
        town.server.people.say(1, "one")
        await town.until(lambda: "one #1" in town.texts(1))
        message = next(each for each in town.server.people.history(1) if each.get("text") == "one #1")
        town.server.people.press_label(1, message["message_id"], "go")
        await town.until(lambda: "pressed b1 #2" in town.texts(1))
        town.server.people.say(1, "/picture")
        await town.until(lambda: "chart" in town.texts(1))
        town.server.people.say(1, "/document")
        await town.until(lambda: "export" in town.texts(1))
        town.server.people.press(1, message["message_id"], "rekey")
        await town.until(lambda: bool(town.made("editMessageReplyMarkup")))
        await town.quiet()
        await town.until(lambda: bool(town.made("setMyShortDescription")))
        if await town.noted(1) != ["one", "press b1", "press rekey"]:
            wrong.append(f"noted {await town.noted(1)}")
        texts = town.texts(1)
        for text in ("hello", "one #1", "chart", "export"):
            # A reply whose fate was unknown may stand there twice, and only then; the press edits one of the two.
            most = 2 if fault.after else 1
            if not 1 <= texts.count(text) + (text == "one #1") <= most + (text == "one #1"):
                wrong.append(f"{text}: {texts.count(text)} times")
        if missed := [method for method in METHODS if not any(name == method.lower() for name, _ in town.faults.struck)]:
            wrong.append(f"never struck: {missed}")
        wrong += await _push(town, fault)
    except TimeoutError:
        wrong.append(f"stuck with {town.texts(1)}")
    finally:
        await town.close()
    return wrong


async def _push(town: Town, fault: Fault) -> list[str]:
    assert town.app is not None
    town.faults.plan("sendMessage", fault)
    await town.app.tick()
    await town.quiet()
    pushed = sum(text.startswith("push ") for text in town.texts(1))
    settled = fault.kind is Kind.STATUS and fault.status in SETTLED
    # An answer that says no although the push went out is no fault of the wire: it can't but be believed.
    allowed = {1, 2} if settled and fault.after else {1} if settled or fault.after else {0}
    return [] if pushed in allowed else [f"pushed {pushed} times"]


def _folders(parent: Path) -> list[Path]:
    folders = [parent / str(number) for number in range(len(FAULTS))]
    for folder in folders:
        folder.mkdir()
    return folders


async def test_every_fault_on_every_method_ends_as_if_it_had_not_been(tmp_path: Path) -> None:
    folders = _folders(tmp_path)
    wrongs = await asyncio.gather(*(_live_through(fault, folder) for fault, folder in zip(FAULTS, folders, strict=True)))
    assert {_name(fault): wrong for fault, wrong in zip(FAULTS, wrongs, strict=True) if wrong} == {}


async def test_every_fault_while_the_webhook_is_set_is_lived_through(tmp_path: Path) -> None:
    async def start(fault: Fault, folder: Path) -> list[str]:
        town = Town(folder, webhook=free_port())
        town.faults.plan("setWebhook", fault)
        await town.open()
        town.server.people.say(1, "one")
        await town.until(lambda: town.texts(1) == ["one #1"])
        noted = await town.noted(1)
        await town.close()
        return noted

    noted = await asyncio.gather(*(start(fault, folder) for fault, folder in zip(FAULTS, _folders(tmp_path), strict=True)))
    assert noted == [["one"]] * len(FAULTS)


async def test_a_token_that_is_refused_ends_the_bot_with_a_clear_word(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    town = Town(tmp_path)
    await town.open()
    town.server.people.say(1, "one")
    await town.until(lambda: bool(town.texts(1)))
    for method in ("getUpdates", "getMe"):
        town.faults.plan(method, Fault(Kind.STATUS, status=401), times=10_000)
    assert await town.ended() == 2
    assert "Telegram refuses the token" in caplog.text
    await town.close()
