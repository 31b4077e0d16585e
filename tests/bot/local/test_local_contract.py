"""The server's answers as aiogram reads them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError, TelegramForbiddenError, TelegramUnauthorizedError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    MenuButtonCommands,
    Message,
    ReplyParameters,
    Update,
)
from pydantic import BaseModel

from tests.bot.local.conftest import Served
from tests.bot.local.fitness import objections
from tests.bot.local.scripted_bot import TOKEN, ScriptedBot, png

ONE_BUTTON = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="A", callback_data="a")]])


def unknown_fields(value: object) -> list[str]:
    """Return what a model of aiogram did not know, at any depth."""
    if isinstance(value, list):
        return [name for item in value for name in unknown_fields(item)]
    if not isinstance(value, BaseModel):
        return []
    inner = [name for field in type(value).model_fields for name in unknown_fields(getattr(value, field))]
    return [*(value.model_extra or {}), *inner]


@pytest.fixture
async def bot(local: Served) -> AsyncIterator[Bot]:
    """Yield aiogram's bot against the server."""
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(local.base)))
    yield bot
    await bot.session.close()


async def sent(bot: Bot, text: str = "question") -> Message:
    return await bot.send_message(1, text, reply_markup=ONE_BUTTON)


async def test_aiogram_knows_every_field_of_every_object(bot: Bot, local: Served) -> None:
    people = local.server.people
    message = await sent(bot, "<b>bold</b>")
    picture = await bot.send_photo(1, BufferedInputFile(png(8, 8), "a.png"), caption="c")
    file = await bot.send_document(1, BufferedInputFile(b"{}", "a.json"))
    assert file.document is not None
    people.press(1, message.message_id, "a")
    people.press(1, 999, "gone")
    people.edit(1, people.say(1, "/quiz sql")["message_id"], "/gaps")
    people.sticker(1)
    people.voice(1)
    people.forward(1, message.message_id)
    people.say(1, "reply", reply_to=message.message_id)
    people.block(1)
    people.unblock(1)
    group = people.found_group("Group", (1, 2))
    people.say(2, "/start@gapwise_local_bot", chat_id=group.id)
    people.upgrade(group.id)
    updates = await bot.get_updates()
    answers = [await bot.get_me(), await bot.get_chat(1), await bot.get_webhook_info(), await bot.get_file(file.document.file_id)]
    kinds = {update.event_type for update in updates}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member"}
    assert unknown_fields([message, picture, file, *updates, *answers]) == []


async def test_a_chat_with_aiogram_by_long_polling(bot: Bot, local: Served) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def on_message(message: Message) -> None:
        await message.answer(f"<b>{message.text}</b>", parse_mode="HTML", reply_markup=ONE_BUTTON)

    @dispatcher.callback_query()
    async def on_press(query: CallbackQuery) -> None:
        await query.answer("noted")
        assert isinstance(query.message, Message)
        await query.message.edit_text("done")

    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False))
    [_, answer] = await local.server.people.until(1, lambda history: len(history) == 2)
    query = local.server.people.press_label(1, answer["message_id"], "A")
    await local.server.people.until(1, lambda history: history[-1]["text"] == "done")
    await dispatcher.stop_polling()
    await polling
    assert local.server.people.answer(query) == {"text": "noted", "show_alert": False, "url": ""}
    assert local.server.pending_updates() == 0


async def test_sent_messages_can_be_edited_and_deleted(bot: Bot) -> None:
    message = await sent(bot)
    edited = await bot.edit_message_text("new", chat_id=1, message_id=message.message_id)
    assert isinstance(edited, Message)
    assert (edited.text, edited.reply_markup) == ("new", None)
    assert edited.edit_date
    marked = await bot.edit_message_reply_markup(chat_id=1, message_id=message.message_id, reply_markup=ONE_BUTTON)
    assert isinstance(marked, Message)
    assert marked.reply_markup
    assert marked.reply_markup.model_dump() == ONE_BUTTON.model_dump()
    assert await bot.delete_message(1, message.message_id)
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await bot.delete_message(1, message.message_id)


async def test_a_picture_is_sent_replaced_and_downloaded(bot: Bot) -> None:
    content = png(40, 30)
    message = await bot.send_photo(1, BufferedInputFile(content, "a.png"), caption="<i>one</i>", parse_mode="HTML")
    assert message.photo
    assert (message.photo[0].width, message.photo[0].height) == (40, 30)
    again = await bot.send_photo(1, message.photo[0].file_id)
    assert again.photo == message.photo
    media = InputMediaPhoto(media=BufferedInputFile(png(20, 20), "b.png"), caption="two")
    replaced = await bot.edit_message_media(media, chat_id=1, message_id=message.message_id)
    assert isinstance(replaced, Message)
    assert replaced.photo
    assert (replaced.caption, replaced.photo[0].width) == ("two", 20)
    captioned = await bot.edit_message_caption(chat_id=1, message_id=message.message_id, caption="three")
    assert isinstance(captioned, Message)
    assert (captioned.caption, captioned.photo) == ("three", replaced.photo)
    downloaded = await bot.download(message.photo[0].file_id)
    assert downloaded
    assert downloaded.read() == content


async def test_a_reply_quotes_the_message_it_answers(bot: Bot) -> None:
    message = await sent(bot)
    reply = await bot.send_message(1, "to that", reply_parameters=ReplyParameters(message_id=message.message_id))
    assert reply.reply_to_message
    assert reply.reply_to_message.text == "question"
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await bot.send_message(1, "x", reply_parameters=ReplyParameters(message_id=999))
    await bot.send_message(1, "x", reply_parameters=ReplyParameters(message_id=999, allow_sending_without_reply=True))


async def test_commands_names_and_descriptions_are_kept_by_language(bot: Bot) -> None:
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand(command="quiz", description="Questions")])
    await bot.set_my_commands([BotCommand(command="quiz", description="문제")], scope=scope, language_code="ko")
    assert [one.description for one in await bot.get_my_commands()] == ["Questions"]
    assert [one.description for one in await bot.get_my_commands(scope=scope, language_code="ko")] == ["문제"]
    assert await bot.get_my_commands(language_code="ko") == []
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == []
    await bot.set_my_name("갭와이즈", language_code="ko")
    await bot.set_my_description("A coach")
    await bot.set_my_short_description("Coach")
    assert (await bot.get_my_name(language_code="ko")).name == "갭와이즈"
    assert (await bot.get_my_name()).name == "Gapwise"
    assert (await bot.get_my_description(language_code="ko")).description == "A coach"
    assert (await bot.get_my_short_description()).short_description == "Coach"
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_chat_menu_button()).type == "commands"


async def test_a_second_poll_ends_the_first_with_a_conflict(bot: Bot) -> None:
    [hello] = await bot.get_updates()
    first = asyncio.create_task(bot.get_updates(offset=hello.update_id + 1, timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(bot.get_updates(offset=hello.update_id + 1, timeout=1))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await first
    assert await second == []


async def test_updates_are_given_again_until_an_offset_confirms_them(bot: Bot, local: Served) -> None:
    for text in ("two", "three", "four"):
        local.server.people.say(1, text)
    first = await bot.get_updates(limit=2)
    assert [update.update_id for update in await bot.get_updates(limit=2)] == [update.update_id for update in first]
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [update.message.text for update in rest if update.message] == ["three", "four"]
    [last] = await bot.get_updates(offset=-1)
    assert last == rest[-1]
    assert local.server.pending_updates() == 1


async def test_a_person_who_blocks_the_bot_cannot_be_written_to(bot: Bot, local: Served) -> None:
    local.server.people.block(1)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(1, "hello?")
    local.server.people.unblock(1)
    await bot.send_message(1, "hello again")
    changes = [update.my_chat_member for update in await bot.get_updates() if update.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == ["kicked", "member"]
    local.server.people.deactivate(1)
    with pytest.raises(TelegramForbiddenError, match="user is deactivated"):
        await bot.send_message(1, "hello?")


async def test_a_wrong_token_is_unauthorized(local: Served) -> None:
    bot = Bot("42424242:wrong", session=AiohttpSession(api=TelegramAPIServer.from_base(local.base)))
    with pytest.raises(TelegramUnauthorizedError):
        await bot.get_me()
    await bot.session.close()


def test_the_check_for_unknown_fields_finds_them() -> None:
    update = Update.model_validate(
        {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private", "odd": 1}}}
    )
    assert unknown_fields([update]) == ["odd"]


async def test_the_requests_of_a_bot_that_fits_meet_no_objection(local: Served) -> None:
    people = local.server.people
    async with ScriptedBot(local.base):
        for text in ("/start", "/quiz", "/gaps", "/export", "hello"):
            people.say(5, text)
        history = await people.until(5, lambda history: len(history) == 10)
        question = next(message for message in history if "reply_markup" in message)
        people.press_label(5, question["message_id"], "B")
        await people.until(5, lambda history: any("Right" in message.get("text", "") for message in history))
    assert {call.method for call in local.calls} >= {"getupdates", "sendmessage", "sendphoto", "senddocument", "editmessagetext"}
    assert [objection for call in local.calls for objection in objections(call)] == []


@pytest.mark.parametrize(
    ("method", "params", "objection"),
    [
        ("sendMessage", {"chat_id": 1, "text": "x", "colour": "red"}, "unknown parameter colour"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "link_preview_options": {"is_disabled": "perhaps"}},
            "is_disabled.bool",
        ),
        ("sendMessage", {"chat_id": 1}, "message text is empty"),
        ("sendRocket", {}, "Not Found"),
    ],
)
async def test_a_request_that_does_not_fit_meets_an_objection(
    local: Served, method: str, params: dict[str, object], objection: str
) -> None:
    await local.raw(method, **params)
    assert any(objection in one for one in objections(local.calls[-1]))
