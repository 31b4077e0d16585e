"""A product for the pipeline's tests: it keeps a tally of what each person sent, so that a lost or doubled update shows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from bot.delivery.api import Attachment
from bot.delivery.routing import App, Wrap
from bot.delivery.turn import Turn
from questions.model import Lang, Learner, Schedule, Target
from storage.outbox import Outgoing, Priority
from storage.unit import UnitOfWork

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


class Tally:
    """Notes every text and press under the person, answers each with the count, and pushes to whoever is due."""

    def __init__(self) -> None:
        self.prepared = False
        self.learned: list[datetime] = []
        self.learning_fails = False
        self.fail: dict[str, int] = {}  # a text, and how often handling it fails

    def register(self, application: App, wrap: Wrap) -> None:
        application.add_handler(CallbackQueryHandler(wrap(self._press)))
        application.add_handler(CommandHandler("start", wrap(self._start)))
        application.add_handler(CommandHandler("picture", wrap(self._picture)))
        application.add_handler(CommandHandler("document", wrap(self._document)))
        application.add_handler(MessageHandler(filters.TEXT & filters.UpdateType.MESSAGE, wrap(self._text)))
        application.add_handler(ChatMemberHandler(wrap(self._member), ChatMemberHandler.MY_CHAT_MEMBER))

    def _start(self, turn: Turn, update: Update, _args: list[str]) -> None:
        user = update.effective_user
        assert user is not None
        known = turn.uow.learners.by_user(user.id)
        if known is None:
            turn.uow.learners.add(_learner(user.id))
        elif known.blocked:
            turn.uow.learners.save(replace(known, blocked=False))
        turn.send(say(user.id, "hello"))

    def _text(self, turn: Turn, update: Update, _args: list[str]) -> None:
        assert update.effective_user is not None
        assert update.message is not None
        user, text = update.effective_user.id, update.message.text or ""
        if self.fail.get(text, 0) > 0:
            self.fail[text] -= 1
            raise RuntimeError("as planned")
        count = note(turn.uow, user, text)
        if text == "twice":
            turn.send(say(user, "first"))
        turn.send(say(update.message.chat.id, f"{text} #{count}", button=f"b{count}"))

    def _press(self, turn: Turn, update: Update, _args: list[str]) -> None:
        query = update.callback_query
        assert query is not None
        assert query.message is not None
        user = query.from_user.id
        count = note(turn.uow, user, f"press {query.data}")
        turn.send(Outgoing(user, "answerCallbackQuery", {"callback_query_id": query.id, "text": "noted"}))
        payload = {"chat_id": user, "message_id": query.message.message_id}
        if query.data == "rekey":
            turn.send(Outgoing(user, "editMessageReplyMarkup", payload | {"reply_markup": keyboard("done")}))
        else:
            turn.send(Outgoing(user, "editMessageText", payload | {"text": f"pressed {query.data} #{count}"}))

    def _picture(self, turn: Turn, update: Update, _args: list[str]) -> None:
        assert update.effective_user is not None
        user = update.effective_user.id
        turn.send(Outgoing(user, "sendPhoto", {"chat_id": user, "caption": "chart"}, attachment={"kind": "dot"}))

    def _document(self, turn: Turn, update: Update, _args: list[str]) -> None:
        assert update.effective_user is not None
        user = update.effective_user.id
        turn.send(Outgoing(user, "sendDocument", {"chat_id": user, "caption": "export"}, attachment={"kind": "file"}))

    def _member(self, turn: Turn, update: Update, _args: list[str]) -> None:
        change = update.my_chat_member
        assert change is not None
        known = turn.uow.learners.by_user(change.from_user.id)
        if known is not None:
            turn.uow.learners.save(replace(known, blocked=change.new_chat_member.status == "kicked"))

    def apologise(self, turn: Turn, update: Update) -> None:
        assert update.effective_user is not None
        turn.send(say(update.effective_user.id, "sorry"))

    def crowded(self, turn: Turn, update: Update) -> None:
        assert update.effective_user is not None
        turn.send(say(update.effective_user.id, "one after another"))

    def unsaved(self, update: Update) -> Outgoing | None:
        return None if update.effective_user is None else say(update.effective_user.id, "not saved yet")

    def commands_menu(self, lang: Lang) -> Sequence[tuple[str, str]]:
        return [("start", "Begin" if lang == "en" else "시작")]

    def descriptions(self, lang: Lang) -> tuple[str, str]:
        return (f"long {lang}", f"short {lang}")

    def due(self, uow: UnitOfWork, at: datetime, most: int) -> Sequence[int]:
        return [learner.id for learner in uow.learners.due_daily(at, most)]

    def push(self, turn: Turn, learner_id: int) -> None:
        learner = turn.uow.learners.get(learner_id)
        assert learner is not None
        turn.uow.learners.save(replace(learner, next_daily_at=turn.at + timedelta(days=1)))
        if turn.uow.deliveries.claim(learner.id, "daily", turn.at.date(), turn.at):
            text = f"push {turn.at.date()}"
            turn.send(replace(say(learner.chat_id, text), priority=Priority.PUSH, expires_at=turn.at + timedelta(hours=12)))

    def push_now(self, turn: Turn, user_id: int) -> None:
        turn.send(say(user_id, "push now"))

    def weekly_now(self, turn: Turn, user_id: int) -> None:
        turn.send(say(user_id, "weekly now"))

    async def prepare(self) -> None:
        self.prepared = True

    async def learn(self, at: datetime) -> None:
        self.learned.append(at)
        if self.learning_fails:
            raise ValueError("as planned")

    def announce(self, turn: Turn) -> None:
        pass

    async def make(self, spec: Mapping[str, Any]) -> Attachment:
        if spec["kind"] == "broken":
            raise ValueError("as planned")
        return Attachment("document", "data.json", b"{}") if spec["kind"] == "file" else Attachment("photo", "dot.png", DOT)


DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fccf50cf000005830183"
    "9c25c1a80000000049454e44ae426082"
)


def say(chat_id: int, text: str, button: str = "") -> Outgoing:
    """Return a message, perhaps with one button."""
    payload: dict[str, Any] = {"chat_id": chat_id, "text": text}
    if button:
        payload["reply_markup"] = keyboard(button)
    return Outgoing(chat_id, "sendMessage", payload)


def keyboard(button: str) -> dict[str, Any]:
    """Return a keyboard of one button."""
    return {"inline_keyboard": [[{"text": "go", "callback_data": button}]]}


def note(uow: UnitOfWork, user: int, what: str) -> int:
    """Note what somebody sent and return how many notes there are."""
    notes = noted(uow, user)
    uow.notes.set(f"tally {user}", json.dumps([*notes, what]))
    return len(notes) + 1


def noted(uow: UnitOfWork, user: int) -> list[str]:
    """Return what somebody sent, as far as it was handled, in that order."""
    found: list[str] = json.loads(uow.notes.get(f"tally {user}") or "[]")
    return found


def _learner(user: int) -> Learner:
    return Learner(0, user, user, "en", Schedule("UTC"), Target(), created_at=EPOCH, next_daily_at=EPOCH)
