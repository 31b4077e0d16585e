"""What the delivery pipeline needs of the product: handlers, words, pushes, files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.delivery.api import Attachment
from bot.delivery.routing import App, Wrap
from bot.delivery.turn import Turn
from bot.delivery.voice import Voice
from questions.model import Lang
from storage.unit import UnitOfWork


class Product(Voice, Protocol):
    """The coach as the pipeline sees it."""

    def register(self, application: App, wrap: Wrap) -> None:
        """Add every handler, its callback made of its work by ``wrap``."""
        ...

    def commands_menu(self, lang: Lang) -> Sequence[tuple[str, str]]:
        """Return the commands and what they do."""
        ...

    def descriptions(self, lang: Lang) -> tuple[str, str]:
        """Return what the bot is: shown in the empty chat, and (shorter) on its page."""
        ...

    def due(self, uow: UnitOfWork, at: datetime, most: int) -> Sequence[int]:
        """Return the ids of learners for whom something is due, the longest waiting first."""
        ...

    def push(self, turn: Turn, learner_id: int) -> None:
        """Say to a learner what is due, and plan what is due next, so that they are not due any more."""
        ...

    def push_now(self, turn: Turn, user_id: int) -> None:
        """Push tomorrow's quiz to a Telegram user at once: the local chat's button."""
        ...

    def weekly_now(self, turn: Turn, user_id: int) -> None:
        """Send the weekly summary at once: the local chat's button."""
        ...

    async def prepare(self) -> None:
        """Take up what was learned before; awaited before the first update is handled."""
        ...

    async def learn(self, at: datetime) -> None:
        """Learn from all answers, where enough came in since the last time; may take seconds while updates are handled."""
        ...

    def announce(self, turn: Turn) -> None:
        """Tell the operators what learning found."""
        ...

    async def make(self, spec: Mapping[str, Any]) -> Attachment:
        """Make the file that a call's ``attachment`` describes."""
        ...
