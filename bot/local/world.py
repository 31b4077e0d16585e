"""What every method works on, and the questions that most of them ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.local.errors import ApiError, bad_request
from bot.local.events import Hub
from bot.local.flood import Flood
from bot.local.objects import Chat, Group, Json, Person, Status
from bot.local.params import Params
from bot.local.store import Store
from bot.local.updates import Updates

REPLIED_PARTS = ("reply_to_message",)  # a quoted message shows no quote of its own


@dataclass(frozen=True, slots=True)
class World:
    """The chats, and where events and updates go. ``flood`` is None when nothing is limited."""

    store: Store
    hub: Hub
    updates: Updates
    now: Callable[[], datetime]
    bot_id: int
    bot_name: str
    bot_username: str
    flood: Flood | None

    @property
    def date(self) -> int:
        """Return Unix time in whole seconds, as messages carry it."""
        return int(self.now().timestamp())

    def bot(self) -> Json:
        """Return the bot as the Bot API's User."""
        return {"id": self.bot_id, "is_bot": True, "first_name": self.bot_name, "username": self.bot_username}

    def chat(self, params: Params) -> Chat:
        """Return the chat that ``chat_id`` names.

        Raises:
            ApiError: there is none, or the bot may not speak in it.
        """
        value = params.values.get("chat_id")
        if value is None or value == "":
            raise bad_request("chat_id is empty")
        try:
            number = int(str(value))
        except ValueError:
            raise bad_request("chat not found") from None
        chat = self.store.person(number) if number > 0 else self.store.group(number)
        if chat is None or chat.status is Status.NEW:
            raise bad_request("chat not found")
        _check_welcome(chat)
        return chat

    def new_message(self, chat: Chat, sender: Json, **content: object) -> Json:
        """Return a new Message with the next id and today's date; it is not kept yet."""
        number = self.store.next_number("message")
        return {"message_id": number, "from": sender, "chat": chat.chat(), "date": self.date, **content}

    def replied(self, chat_id: int, message_id: int) -> Json | None:
        """Return a message as it stands inside one that replies to it."""
        message = self.store.message(chat_id, message_id)
        return message and {key: value for key, value in message.items() if key not in REPLIED_PARTS}


def _check_welcome(chat: Chat) -> None:
    if isinstance(chat, Group):
        if chat.moved_to is not None:
            description = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, description, migrate_to_chat_id=chat.moved_to)
        if chat.status is Status.KICKED:
            raise ApiError(403, "Forbidden: bot was kicked from the group chat")
    if isinstance(chat, Person) and chat.status is Status.KICKED:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    if chat.status is Status.DEACTIVATED:
        raise ApiError(403, "Forbidden: user is deactivated")
