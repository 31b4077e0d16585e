"""What people do, and what the bot hears of it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.local.errors import ApiError
from tests.bot.local.conftest import Served


async def heard(local: Served) -> list[dict[str, Any]]:
    """Return the updates since the hello, confirming them."""
    updates = await local.call("getUpdates")
    await local.call("getUpdates", offset=updates[-1]["update_id"] + 1)
    return [update for update in updates if update.get("message", {}).get("text") != "hello"]


async def test_a_deep_link_starts_the_bot_with_its_payload(local: Served) -> None:
    local.server.people.start(2, "sql")
    [update] = await heard(local)
    assert update["message"]["text"] == "/start sql"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_a_person_has_a_name_and_a_language_that_can_change(local: Served) -> None:
    local.server.people.introduce(2, name="수민", language="ko")
    local.server.people.say(2, "안녕")
    [update] = await heard(local)
    assert (update["message"]["from"]["first_name"], update["message"]["from"]["language_code"]) == ("수민", "ko")


async def test_an_edit_of_an_own_text_is_told_and_of_others_refused(local: Served) -> None:
    people = local.server.people
    said = people.say(1, "one")
    people.edit(1, said["message_id"], "two")
    updates = await heard(local)
    assert updates[1]["edited_message"]["text"] == "two"
    answer = await local.call("sendMessage", chat_id=1, text="x")
    with pytest.raises(ApiError):
        people.edit(1, answer["message_id"], "mine")


async def test_somebody_deletes_a_message_of_their_chat_and_the_bot_is_not_told(local: Served) -> None:
    sent = await local.call("sendMessage", chat_id=1, text="x")
    local.server.people.delete(1, sent["message_id"])
    assert sent["message_id"] not in [message["message_id"] for message in local.server.people.history(1)]
    assert await heard(local) == []
    with pytest.raises(ApiError, match="no such message"):
        local.server.people.delete(1, sent["message_id"])


async def test_a_press_carries_the_message_as_it_stands_or_says_that_it_is_gone(local: Served) -> None:
    sent = await local.call("sendMessage", chat_id=1, text="x", reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]})
    people = local.server.people
    people.press_label(1, sent["message_id"], "A")
    await local.call("deleteMessage", chat_id=1, message_id=sent["message_id"])
    people.press(1, sent["message_id"], "a")
    [first, second] = [update["callback_query"] for update in await heard(local)]
    assert first["message"] == sent
    assert second["message"] == {"chat": sent["chat"], "message_id": sent["message_id"], "date": 0}
    with pytest.raises(ApiError, match="no button"):
        people.press_label(1, sent["message_id"], "A")


async def test_another_person_may_press_a_button_that_is_not_theirs(local: Served) -> None:
    sent = await local.call("sendMessage", chat_id=1, text="x", reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]})
    people = local.server.people
    forwarded = people.forward(2, sent["message_id"], from_chat=1)
    people.press_label(2, forwarded["message_id"], "A")
    people.press(2, sent["message_id"], "tampered", chat_id=1)
    [message, own, foreign] = await heard(local)
    assert message["message"]["forward_origin"]["sender_user"]["is_bot"]
    assert (own["callback_query"]["from"]["id"], own["callback_query"]["message"]["chat"]["id"]) == (2, 2)
    assert (foreign["callback_query"]["from"]["id"], foreign["callback_query"]["message"]["chat"]["id"]) == (2, 1)


async def test_in_a_group_the_bot_hears_commands_mentions_and_replies_alone(local: Served) -> None:
    people = local.server.people
    group = people.found_group("Group", (1, 2))
    answer = await local.call("sendMessage", chat_id=group.id, text="x")
    for text in ("chatter", "/quiz", "/quiz@gapwise_local_bot", "/quiz@other_bot", "hey @gapwise_local_bot"):
        people.say(2, text, chat_id=group.id)
    people.say(2, "a reply", chat_id=group.id, reply_to=answer["message_id"])
    texts = [update["message"].get("text") for update in await heard(local) if "message" in update]
    assert texts == [None, "/quiz", "/quiz@gapwise_local_bot", "hey @gapwise_local_bot", "a reply"]


async def test_what_an_app_would_not_allow_is_refused(local: Served) -> None:
    people = local.server.people
    group = people.found_group("Group", (1,))
    for nonsense in (
        lambda: people.say(1, " "),
        lambda: people.say(1, "x" * 4097),
        lambda: people.say(2, "x", chat_id=group.id),
        lambda: people.say(2, "x", chat_id=1),
        lambda: people.block(3),
        lambda: people.forward(1, 999),
        lambda: people.kick_bot(-1),
        lambda: people.press(1, 1, "x", chat_id=-1),
    ):
        with pytest.raises(ApiError):
            nonsense()
    people.block(1)
    with pytest.raises(ApiError, match="blocked"):
        people.say(1, "x")


async def test_waiting_for_what_does_not_come_ends(local: Served) -> None:
    with pytest.raises(TimeoutError):
        await local.server.people.until(1, lambda history: len(history) == 2, seconds=0.01)


async def test_each_keyboard_of_the_chat_replaces_the_one_before(local: Served) -> None:
    async def keyboard() -> Any:  # noqa: ANN401 - any JSON value
        async with local.session.get(f"{local.base}/local/chat?user=1") as answer:
            return (await answer.json())["result"]["keyboard"]

    await local.call("sendMessage", chat_id=1, text="x", reply_markup={"keyboard": [["a", {"text": "b"}]], "resize_keyboard": True})
    assert (await keyboard())["keyboard"] == [[{"text": "a"}, {"text": "b"}]]
    await local.call("sendMessage", chat_id=1, text="x", reply_markup={"remove_keyboard": True})
    assert await keyboard() is None


async def test_events_tell_what_changed(local: Served) -> None:
    async with local.session.get(f"{local.base}/local/events") as stream:
        assert stream.content_type == "text/event-stream"
        await stream.content.readline()
        sent = await local.call("sendMessage", chat_id=1, text="x")
        await local.call("editMessageText", chat_id=1, message_id=sent["message_id"], text="y")
        await local.call("sendChatAction", chat_id=1, action="typing")
        await local.call("deleteMessage", chat_id=1, message_id=sent["message_id"])
        lines: list[bytes] = []
        async with asyncio.timeout(5):
            while len(lines) < 4:
                line = await stream.content.readline()
                lines += [line] if line.startswith(b"data: ") else []
    kinds = [line.split(b'"')[3].decode() for line in lines]
    assert kinds == ["message", "edited", "action", "deleted"]
