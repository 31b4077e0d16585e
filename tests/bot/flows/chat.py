"""A town for the chat flows: a Bot API server and the whole bot in one process, over real HTTP, with a clock to set."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.app import App
from bot.local.server import BotApiServer, Call
from questions.model import Bank, Learner, Question
from storage.unit import Database, UnitOfWork

BEGIN = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # a Monday, noon in Seoul
Message = dict[str, Any]


@dataclass
class SetClock:
    """A clock that stands still until it is set."""

    at: datetime = BEGIN

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()


@dataclass
class Person:
    """Somebody who chats with the bot."""

    town: Town
    user: int

    async def say(self, text: str) -> Sequence[Message]:
        """Send a text, wait until the bot has answered, and return what is new or changed since."""
        return await self.town.after(self.user, lambda: self.town.server.people.say(self.user, text))

    async def press(self, label: str) -> Sequence[Message]:
        """Press the newest button whose label contains ``label``."""
        message, data = self._button(label)
        return await self.press_data(message, data)

    async def press_data(self, message_id: int, data: str) -> Sequence[Message]:
        """Press a button by its payload, perhaps one that was tampered with."""
        return await self.town.after(self.user, lambda: self.town.server.people.press(self.user, message_id, data))

    def history(self) -> Sequence[Message]:
        """Return all messages of the chat, the oldest first."""
        return self.town.server.people.history(self.town.chat(self.user))

    def last(self) -> Message:
        """Return the newest message."""
        return self.history()[-1]

    def buttons(self, message: Message | None = None) -> list[str]:
        """Return a message's labels, by default the newest message's."""
        rows = (message or self.last()).get("reply_markup", {}).get("inline_keyboard", [])
        return [button["text"] for row in rows for button in row]

    def _button(self, label: str) -> tuple[int, str]:
        for message in reversed(self.history()):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if label in button["text"]:
                        return message["message_id"], button["callback_data"]
        raise AssertionError(f"no button {label!r}; the newest message is {self.last()}")


@dataclass
class Town:
    """The server, the bot, its database and its clock."""

    server: BotApiServer
    app: App
    database: Database
    clock: SetClock
    calls: list[Call]
    running: asyncio.Task[int]
    people: dict[int, Person] = field(default_factory=dict)

    def person(self, user: int = 1, language: str = "en") -> Person:
        """Return somebody, met by the server with that language."""
        if user not in self.people:
            self.server.people.introduce(user, name=f"P{user}", language=language)
            self.people[user] = Person(self, user)
        return self.people[user]

    def chat(self, user: int) -> int:
        """Return a person's private chat."""
        return self.server.people.chat(user).id

    async def after(self, user: int, act: Callable[[], object]) -> Sequence[Message]:
        """Act, let the bot finish, and return the messages that are new or changed since."""
        before = {message["message_id"]: message for message in self.server.people.history(self.chat(user))}
        act()
        await self.settle()
        return [each for each in self.server.people.history(self.chat(user)) if before.get(each["message_id"]) != each]

    async def settle(self) -> None:
        """Wait until the bot has taken every update, handled it, and sent what it has to say."""
        quiet = 0
        while quiet < 3:
            if self.running.done():
                raise AssertionError(f"the bot has stopped: {self.running.result()}")
            busy = self.server.pending_updates() or await self.database.do(_waiting)
            quiet = 0 if busy else quiet + 1
            await asyncio.sleep(0.01)

    async def until(self, at: datetime) -> None:
        """Set the clock ahead, and do what is due then."""
        self.clock.at = at
        await self.app.tick()
        await self.settle()

    async def ahead(self, **span: float) -> None:
        """Set the clock ahead by so much."""
        await self.until(self.clock.at + timedelta(**span))

    async def learner(self, user: int = 1) -> Learner | None:
        """Return what is stored of a person."""
        number = self.server.people.person(user).id
        return await self.database.do(lambda uow: uow.learners.by_user(number))

    async def called(self, method: str, times: int) -> list[Call]:
        """Wait until a method has been called so often: what the bot does as it starts comes when it comes."""
        for _ in range(2000):
            found = [call for call in self.calls if call.method == method]
            if len(found) >= times:
                return found
            await asyncio.sleep(0.01)
        raise AssertionError(f"{method} was called {len(found)} times")

    def refused(self) -> list[Call]:
        """Return the calls that the server refused."""
        return [call for call in self.calls if call.error is not None]


def _waiting(uow: UnitOfWork) -> bool:
    return bool(uow.inbox.waiting()[0] or uow.outbox.count())


def only(bank: Bank, *questions: Question) -> Bank:
    """Return the bank with just these questions."""
    return replace(bank, questions={each.id: each for each in questions})


Open = Callable[..., Any]
