"""Handlers: parse an update, call one use case, say its view; all within the one transaction of a turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeAlias

from telegram import CallbackQuery, Chat, ChatMember, Update, User
from telegram.ext import Application, CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from bot.callbacks import unpack
from bot.coach import Coach
from bot.delivery.turn import Turn, Work
from bot.errors import QuizError
from bot.handlers import authors, commands, messages, presses
from bot.handlers.talk import Talk
from bot.texts import language, translator
from bot.usecases import enrol
from bot.usecases.case import Case
from bot.views.screen import Screen
from questions.model import Lang
from storage.outbox import Outgoing

Wrap: TypeAlias = Callable[[Work], Any]
Bot: TypeAlias = Application[Any, Any, Any, Any, Any, Any]

_PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
_NOTICE_MOST = 200
# In a group it is said once that coaching is private, not to every command.
_GROUP_PAUSE = timedelta(hours=12)


def register(application: Bot, wrap: Wrap, coach: Coach) -> None:
    """Register a handler for everything that people can send; what matches none is ignored."""
    add = application.add_handler
    add(CallbackQueryHandler(wrap(_press(coach))))
    for name, command in commands.COMMANDS.items():
        add(CommandHandler(name, wrap(_command(coach, command)), _PRIVATE))
    admins = _PRIVATE & filters.User(coach.admins)  # to anybody else there is no such command
    add(CommandHandler("status", wrap(_command(coach, lambda talk, _args: authors.status(talk))), admins))
    add(MessageHandler(_PRIVATE & filters.COMMAND, wrap(_say(coach, "unknown-command"))))
    add(MessageHandler(_PRIVATE & filters.TEXT, wrap(_text(coach))))
    add(MessageHandler(_PRIVATE & ~filters.StatusUpdate.ALL, wrap(_say(coach, "unknown-media"))))
    # Not of whatever else: a location that is shared live is edited every few seconds.
    edited = filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE & filters.TEXT
    add(MessageHandler(edited, wrap(_say(coach, "edited-ignored"))))
    add(MessageHandler(filters.ChatType.GROUPS & filters.UpdateType.MESSAGE & filters.COMMAND, wrap(_group(coach))))
    add(ChatMemberHandler(wrap(_membership), ChatMemberHandler.MY_CHAT_MEMBER))


def commands_menu(lang: Lang) -> Sequence[tuple[str, str]]:
    """Return the command menu: names with their descriptions."""
    return [(name, translator(lang).plain(f"command-{name}")) for name in commands.COMMANDS]


def descriptions(lang: Lang) -> tuple[str, str]:
    """Return the bot's description and its short description."""
    return translator(lang).plain("bot-description"), translator(lang).plain("bot-short-description")


def tell(turn: Turn, update: Update, key: str) -> None:
    """Tell the person behind an update, in private, one fixed text."""
    user = update.effective_user
    known = None if user is None else turn.uow.learners.by_user(user.id)
    call = fixed(update, key, known.lang if known else None)
    if call is not None:
        turn.send(replace(call, learner_id=None if known is None else known.id))


def fixed(update: Update, key: str, lang: Lang | None = None) -> Outgoing | None:
    """Return the call that tells one fixed text; ``None`` where there is nobody to tell in private. Needs no database."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or chat.type != Chat.PRIVATE:
        return None
    texts = translator(lang or language(user.language_code))
    return Outgoing(chat.id, "sendMessage", {"chat_id": chat.id, "text": texts.html(key), "parse_mode": "HTML"})


def talk_to(turn: Turn, coach: Coach, user: User, chat: Chat) -> Talk:
    """Return the talk with a Telegram user, who is met if they are new."""
    return Talk(turn, enrol.meet(turn.uow, coach, user.id, chat.id, language(user.language_code), turn.at, turn.rng))


def _command(coach: Coach, command: commands.Command) -> Work:
    def work(turn: Turn, update: Update, args: list[str]) -> None:
        if update.effective_user and update.effective_chat:
            talk = talk_to(turn, coach, update.effective_user, update.effective_chat)
            if talk.case.learner.expects is not None:
                talk.case.save(expects=None)
            command(talk, args)

    return work


def _text(coach: Coach) -> Work:
    def work(turn: Turn, update: Update, _args: list[str]) -> None:
        message = update.effective_message
        if update.effective_user and update.effective_chat and message and message.text:
            messages.text(talk_to(turn, coach, update.effective_user, update.effective_chat), message.text)

    return work


def _say(coach: Coach, key: str) -> Work:
    def work(turn: Turn, update: Update, _args: list[str]) -> None:
        if update.effective_user and update.effective_chat:
            talk = talk_to(turn, coach, update.effective_user, update.effective_chat)
            talk.say(Screen(talk.texts.html(key)))

    return work


def _group(coach: Coach) -> Work:
    def work(turn: Turn, update: Update, _args: list[str]) -> None:
        chat, user = update.effective_chat, update.effective_user
        if user and chat and not coach.pace.wait(chat.id, "group", _GROUP_PAUSE, turn.at):
            text = translator(language(user.language_code)).html("group-only-private")
            turn.send(Outgoing(chat.id, "sendMessage", {"chat_id": chat.id, "text": text}))

    return work


def _press(coach: Coach) -> Work:
    def work(turn: Turn, update: Update, _args: list[str]) -> None:
        query = update.callback_query
        if query is None:
            return
        # The answer comes first in the outbox, so that the button stops spinning before the message changes.
        out, turn.out = turn.out, []
        notice = _pressed(turn, coach, query)
        payload: dict[str, Any] = {"callback_query_id": query.id}
        if notice:
            payload |= {"text": notice[:_NOTICE_MOST], "show_alert": len(notice) > _TOAST_MOST}
        answer = Outgoing(query.from_user.id, "answerCallbackQuery", payload)
        turn.out = [*out, answer, *turn.out]

    return work


# A toast vanishes after a few seconds; what is longer is shown until it is closed.
_TOAST_MOST = 60


def _pressed(turn: Turn, coach: Coach, query: CallbackQuery) -> str | None:
    """Do what a press means and return its notice; an error undoes nothing, since it is raised before anything changes."""
    known = turn.uow.learners.by_user(query.from_user.id)
    lang = known.lang if known else language(query.from_user.language_code)
    texts = translator(lang)
    chat = query.message.chat if query.message else None
    if chat is not None and chat.type != Chat.PRIVATE:
        return texts.plain("group-only-private")
    callback = unpack(query.data or "")
    if callback is None:
        return texts.plain("error-old-button")
    if known is None:
        return texts.plain("error-start-first")
    case = Case(turn.uow, coach, known, turn.at, turn.rng)
    enrol.greet(case, known.chat_id, language(query.from_user.language_code))
    try:
        return presses.press(Talk(turn, case, _message_id(query, case)), callback)
    except QuizError as error:
        return texts.plain(error.key)


def _message_id(query: CallbackQuery, case: Case) -> int | None:
    """Return the pressed message's id, if it can be edited: it is accessible and stands in the presser's own chat."""
    message = query.message
    return message.message_id if message is not None and message.is_accessible and message.chat.id == case.learner.chat_id else None


def _membership(turn: Turn, update: Update, _args: list[str]) -> None:
    """Remember who blocked the bot, and who took it back."""
    change = update.my_chat_member
    known = turn.uow.learners.by_user(change.from_user.id) if change else None
    if change is None or known is None or change.chat.type != Chat.PRIVATE:
        return
    gone = change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
    if gone != known.blocked:
        turn.uow.learners.save(replace(known, blocked=gone))
