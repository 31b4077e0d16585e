"""What Telegram refuses, refused in Telegram's words."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from aiohttp import FormData

from bot.local.flood import Limits
from tests.bot.local.conftest import Serve, Served
from tests.bot.local.scripted_bot import TOKEN, png

SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({}, "message text is empty"),
        ({"text": " \n"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "x", "parse_mode": "Fancy"}, "unsupported parse_mode"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ({"text": 5}, 'field "text" must be of type String'),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": 99}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "chat_id": -5}, "chat not found"),
        ({"text": "x", "reply_parameters": 5}, "object expected as reply parameters"),
        ({"text": "x", "link_preview_options": []}, "object expected as link preview options"),
        ({"text": "x", "protect_content": "maybe"}, 'field "protect_content" must be of type Boolean'),
        ({"text": "x", "entities": [{"type": "bold"}]}, "can't parse entities: MessageEntity must have type, offset and length"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": []}, "object expected as reply markup"),
        ({"text": "x", "reply_markup": {"inline_keyboard": {}}}, 'field "inline_keyboard" must be of type Array'),
        ({"text": "x", "reply_markup": {"inline_keyboard": [{}]}}, 'field "inline_keyboard" must be an Array of Arrays'),
        ({"text": "x", "reply_markup": {"remove_keyboard": "x"}}, 'field "remove_keyboard" must be of type True'),
        ({"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": ""})}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": "가" * 22})}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard({"text": "a"})}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "reply_markup": keyboard({"text": "", "url": "https://a.b"})}, 'Field "text" must be a non-empty String'),
        ({"text": "x", "reply_markup": keyboard({"text": "a", "url": "javascript:x"})}, "Wrong HTTP URL"),
        ({"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": "a", "style": "pink"})}, "invalid button style"),
        ({"text": "x", "reply_markup": keyboard(*[{"text": "a", "callback_data": "a"}] * 9)}, "REPLY_MARKUP_TOO_LONG"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]] * 101}}, "REPLY_MARKUP_TOO_LONG"),
    ],
)
async def test_a_message_that_telegram_refuses_is_refused(local: Served, params: dict[str, Any], reason: str) -> None:
    description = await local.refusal("sendMessage", **{"chat_id": 1} | params)
    assert description.startswith("Bad Request: ")
    assert reason in description


@pytest.mark.parametrize("text", ["x" * 4096, "😀" * 2048, "&lt;" * 4096])
async def test_4096_units_after_entities_parsing_are_not_too_long(local: Served, text: str) -> None:
    await local.call("sendMessage", chat_id=1, text=text, parse_mode="HTML")


async def test_data_of_64_bytes_and_100_buttons_are_accepted(local: Served) -> None:
    rows = [[{"text": "a", "callback_data": "가" * 21 + "x"}] * 5] * 20
    sent = await local.call("sendMessage", chat_id=1, text="x", reply_markup={"inline_keyboard": rows})
    assert sent["reply_markup"]["inline_keyboard"] == rows


async def test_an_edit_that_changes_nothing_is_refused(local: Served) -> None:
    markup = keyboard({"text": "a", "callback_data": "a"})
    sent = await local.call("sendMessage", chat_id=1, text="<b>x</b>", parse_mode="HTML", reply_markup=markup)
    place = {"chat_id": 1, "message_id": sent["message_id"]}
    assert await local.refusal("editMessageText", **place, text="<strong>x</strong>", parse_mode="HTML", reply_markup=markup) == SAME
    assert await local.refusal("editMessageReplyMarkup", **place, reply_markup=markup) == SAME
    await local.call("editMessageText", **place, text="x", reply_markup=markup)
    assert await local.refusal("editMessageText", **place, text="x", reply_markup=markup) == SAME


async def test_what_is_not_the_bots_own_text_cannot_be_edited(local: Served) -> None:
    [hello] = local.server.people.history(1)
    refusal = local.refusal
    assert await refusal("editMessageText", chat_id=1, message_id=999, text="x") == "Bad Request: message to edit not found"
    assert await refusal("editMessageText", chat_id=1, text="x") == "Bad Request: message identifier is not specified"
    assert await refusal("editMessageText", chat_id=1, message_id=hello["message_id"], text="x") == "Bad Request: message can't be edited"
    assert await refusal("editMessageText", inline_message_id="a", text="x") == "Bad Request: MESSAGE_ID_INVALID"
    sent = await local.call("sendMessage", chat_id=1, text="x")
    description = await refusal("editMessageCaption", chat_id=1, message_id=sent["message_id"], caption="c")
    assert description == "Bad Request: there is no caption in the message to edit"


async def test_a_message_older_than_two_days_cannot_be_deleted(local: Served) -> None:
    sent = await local.call("sendMessage", chat_id=1, text="x")
    local.clock.move(hours=49)
    assert (
        await local.refusal("deleteMessage", chat_id=1, message_id=sent["message_id"])
        == "Bad Request: message can't be deleted for everyone"
    )


async def test_a_press_is_answered_once_and_in_time(local: Served) -> None:
    people = local.server.people
    query = people.press(1, 1, "x")
    assert await local.refusal("answerCallbackQuery", callback_query_id=query, text="x" * 201) == "Bad Request: MESSAGE_TOO_LONG"
    await local.call("answerCallbackQuery", callback_query_id=query, text="x" * 200)
    assert await local.refusal("answerCallbackQuery", callback_query_id=query) == TOO_OLD
    assert await local.refusal("answerCallbackQuery", callback_query_id="1") == TOO_OLD
    late = people.press(1, 1, "x")
    local.clock.move(seconds=61)
    assert await local.refusal("answerCallbackQuery", callback_query_id=late) == TOO_OLD


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"commands": "x"}, "can't parse bot commands JSON object"),
        ({"commands": [{"command": "Quiz", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "q" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "quiz", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "quiz", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "quiz", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [], "language_code": "korean"}, "invalid language code specified"),
        ({"commands": [], "scope": {"type": "everywhere"}}, "can't parse BotCommandScope"),
    ],
)
async def test_a_menu_that_telegram_refuses_is_refused(local: Served, params: dict[str, Any], reason: str) -> None:
    assert reason in await local.refusal("setMyCommands", **params)


async def test_a_bad_file_is_refused(local: Served) -> None:
    async def send(content: bytes, method: str = "sendPhoto", **more: str) -> tuple[int, str]:
        form = FormData({"chat_id": "1", **more})
        form.add_field(method[4:].lower(), BytesIO(content), filename="a.bin")
        async with local.session.post(f"{local.base}/bot{TOKEN}/{method}", data=form) as answer:
            return answer.status, str((await answer.json()).get("description"))

    assert await send(b"no picture") == (400, "Bad Request: IMAGE_PROCESS_FAILED")
    assert await send(png(2100, 100)) == (400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
    assert await send(b"", "sendDocument") == (400, "Bad Request: file must be non-empty")
    assert await send(b"\x89PNG\r\n\x1a\n" + bytes(10 * 1024 * 1024)) == (413, "Request Entity Too Large")
    assert await send(png(8, 8), caption="x" * 1025) == (400, "Bad Request: message caption is too long")
    assert await local.refusal("sendPhoto", chat_id=1) == "Bad Request: there is no photo in the request"
    assert await local.refusal("sendPhoto", chat_id=1, photo="abc") == "Bad Request: wrong file identifier/HTTP URL specified"
    assert await local.refusal("getFile", file_id="abc") == "Bad Request: invalid file_id"


async def test_an_unknown_method_or_token_is_refused(local: Served) -> None:
    assert await local.raw("sendRocket") == (404, {"ok": False, "error_code": 404, "description": "Not Found"})
    for token, status in (("42424242:wrong", 401), ("wrong", 404)):
        async with local.session.get(f"{local.base}/bot{token}/getMe") as answer:
            assert answer.status == status
        async with local.session.get(f"{local.base}/file/bot{token}/photos/file_0.png") as answer:
            assert answer.status == status


async def test_a_call_may_come_in_any_of_the_four_forms(local: Served) -> None:
    url, params = (
        f"{local.base}/bot{TOKEN}/sendMessage",
        {"chat_id": "1", "text": "x", "reply_markup": json.dumps(keyboard({"text": "a", "callback_data": "a"}))},
    )
    multipart = FormData(params)
    multipart.add_field("unused", b"x", filename="x")
    answers = [
        await (await local.session.get(url, params=params)).json(),
        await (await local.session.post(url, data=params)).json(),
        await (await local.session.post(url, data=multipart)).json(),
        await (await local.session.post(url, json=params)).json(),
        await (await local.session.post(f"{local.base}/bot{TOKEN}/SENDMESSAGE", json=params)).json(),
    ]
    assert [answer["ok"] for answer in answers] == [True] * 5
    assert len({answer["result"]["message_id"] for answer in answers}) == 5


async def test_a_body_that_is_no_json_object_is_refused(local: Served) -> None:
    headers = {"Content-Type": "application/json"}
    for body in ("{", "[]"):
        async with local.session.post(f"{local.base}/bot{TOKEN}/getMe", data=body, headers=headers) as answer:
            assert answer.status == 400


async def test_a_group_that_moved_names_its_new_id(local: Served) -> None:
    group = local.server.people.found_group("Group", (1, 2))
    supergroup = local.server.people.upgrade(group.id)
    status, body = await local.raw("sendMessage", chat_id=group.id, text="x")
    assert (status, body["parameters"]) == (400, {"migrate_to_chat_id": supergroup.id})
    await local.call("sendMessage", chat_id=supergroup.id, text="x")
    local.server.people.kick_bot(supergroup.id)
    assert await local.refusal("sendMessage", chat_id=supergroup.id, text="x") == "Forbidden: bot was kicked from the group chat"


async def test_more_than_a_chat_bears_is_asked_to_wait(serve: Serve) -> None:
    local = await serve(limits=Limits())
    local.server.people.say(1, "hello")
    for _ in range(3):
        await local.call("sendMessage", chat_id=1, text="x")
    status, body = await local.raw("sendMessage", chat_id=1, text="x")
    assert (status, body["description"], body["parameters"]) == (429, "Too Many Requests: retry after 1", {"retry_after": 1})
    local.clock.move(seconds=1)
    await local.call("sendMessage", chat_id=1, text="x")


async def test_more_than_thirty_a_second_overall_is_asked_to_wait(serve: Serve) -> None:
    local = await serve(limits=Limits())
    for number in range(1, 32):
        local.server.people.say(number, "hello")
    statuses = [(await local.raw("sendMessage", chat_id=number, text="x"))[0] for number in range(1, 32)]
    assert statuses == [200] * 30 + [429]


async def test_more_than_twenty_a_minute_in_a_group_is_asked_to_wait(serve: Serve) -> None:
    local = await serve(limits=Limits())
    group = local.server.people.found_group("Group", (1,))
    statuses = [(await local.raw("sendMessage", chat_id=group.id, text="x"))[0] for _ in range(21)]
    assert statuses == [200] * 20 + [429]
    local.clock.move(seconds=3)
    await local.call("sendMessage", chat_id=group.id, text="x")
