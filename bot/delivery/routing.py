"""Routing: python-telegram-bot parses an update and finds its handler; what the handler does is run elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeGuard

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.delivery.turn import Work

App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]
Callback: TypeAlias = Callable[[Update, CallbackContext[Any, Any, Any, Any]], Coroutine[Any, Any, None]]
Wrap: TypeAlias = Callable[[Work], Callback]

# Whose update it is, by where it says so. Everything else Telegram can send is not asked for.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")


@dataclass(frozen=True, slots=True)
class Routed:
    """A parsed update and the work that its handler stands for; ``None`` when no handler wants it."""

    update: Update
    work: Work | None
    args: list[str]


class Router:
    """Asks an application's handlers who handles an update. One update at a time."""

    def __init__(self, application: App) -> None:
        self._application = application
        self._found: tuple[Work, list[str]] | None = None
        self._error: Exception | None = None
        application.add_error_handler(self._failed)

    @property
    def bot(self) -> ExtBot[Any]:
        """The bot that updates belong to."""
        bot: ExtBot[Any] = self._application.bot
        return bot

    def wrap(self, work: Work) -> Callback:
        """Make a handler's callback of a work: being called, it only notes what is to be done."""

        async def note(_update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
            self._found = (work, list(context.args or ()))

        return note

    async def route(self, payload: Mapping[str, Any]) -> Routed:
        """Parse an update and find its work.

        Raises:
            Exception: whatever parsing, or a handler's filter, stumbled over.
        """
        update = Update.de_json(dict(payload), self.bot)
        self._found = self._error = None
        await self._application.process_update(update)
        if self._error is not None:
            raise self._error
        return Routed(update, None, []) if self._found is None else Routed(update, *self._found)

    async def _failed(self, _update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        self._error = context.error


def sound(update: object) -> TypeGuard[dict[str, Any]]:
    """Whether something is an update as far as storing it goes: an object with a number of its own."""
    return isinstance(update, dict) and _number(update.get("update_id")) is not None


def person_of(payload: Mapping[str, Any]) -> int:
    """Return whose update a payload is: the user's id, else the chat's, else 0 (also where it says something else than an id)."""
    for kind in ALLOWED_UPDATES:
        content = payload.get(kind)
        if isinstance(content, dict):
            sender = content.get("from") or content.get("chat")
            return (_number(sender.get("id")) if isinstance(sender, dict) else None) or 0
    return 0


def _number(value: object) -> int | None:
    """Return an id that a database can hold: a whole number of 64 bits."""
    return value if type(value) is int and -_MOST_NUMBER <= value <= _MOST_NUMBER else None


_MOST_NUMBER = 2**63 - 1


# What a press needs to know of the message that carries its button; the text is ours, and long.
_KEPT_OF_PRESSED = ("message_id", "date", "chat")


def pruned(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an update without what no handler reads: it is neither stored nor parsed."""
    query = payload.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else None
    if not isinstance(query, dict) or not isinstance(message, dict):
        return payload
    kept = {name: message[name] for name in _KEPT_OF_PRESSED if name in message}
    return {**payload, "callback_query": {**query, "message": kept}}
