"""The product as the delivery pipeline sees it: the coach's handlers, words, pushes and files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from telegram import Update

from bot import handlers
from bot.coach import Coach
from bot.delivery.api import Attachment
from bot.delivery.routing import App, Wrap
from bot.delivery.turn import Turn
from bot.handlers import authors, pushes
from bot.pictures.render import Painter
from bot.usecases import account, learning
from questions.model import Lang
from storage.outbox import Outgoing
from storage.unit import Database, UnitOfWork


class Gapwise:
    """Implements ``bot.product.Product`` with the coach."""

    def __init__(self, coach: Coach, database: Database, painter: Painter) -> None:
        self._coach = coach
        self._database = database
        self._painter = painter

    def register(self, application: App, wrap: Wrap) -> None:
        """Add every handler."""
        handlers.register(application, wrap, self._coach)

    def commands_menu(self, lang: Lang) -> Sequence[tuple[str, str]]:
        """Return the commands and what they do."""
        return handlers.commands_menu(lang)

    def descriptions(self, lang: Lang) -> tuple[str, str]:
        """Return what the bot is, longer and shorter."""
        return handlers.descriptions(lang)

    def apologise(self, turn: Turn, update: Update) -> None:
        """Tell a person that their update could not be handled."""
        handlers.tell(turn, update, "error-apology")

    def crowded(self, turn: Turn, update: Update) -> None:
        """Tell a person that they were too fast."""
        handlers.tell(turn, update, "error-crowded")

    def unsaved(self, update: Update) -> Outgoing | None:
        """Return what to tell a person whose update can't be stored now."""
        return handlers.fixed(update, "error-unsaved")

    def due(self, uow: UnitOfWork, at: datetime, most: int) -> Sequence[int]:
        """Return the learners for whom something is due."""
        return pushes.due(uow, at, most)

    def push(self, turn: Turn, learner_id: int) -> None:
        """Say to a learner what is due."""
        pushes.push(turn, self._coach, learner_id)

    def push_now(self, turn: Turn, user_id: int) -> None:
        """Push the next quiz to a Telegram user at once."""
        if (learner := turn.uow.learners.by_user(user_id)) is not None:
            pushes.push_now(turn, self._coach, learner)

    def weekly_now(self, turn: Turn, user_id: int) -> None:
        """Send the weekly summary to a Telegram user at once."""
        if (learner := turn.uow.learners.by_user(user_id)) is not None:
            pushes.weekly_now(turn, self._coach, learner)

    async def prepare(self) -> None:
        """Take up what was learned before."""
        await learning.load(self._database, self._coach)

    async def learn(self, at: datetime) -> None:
        """Recalibrate the items where that is due."""
        await learning.housekeeping(self._database, self._coach, at)

    def announce(self, turn: Turn) -> None:
        """Tell the admins which questions were set aside."""
        authors.tell(turn, self._coach)

    async def make(self, spec: Mapping[str, Any]) -> Attachment:
        """Make a picture, or the export of a learner's data.

        Raises:
            LookupError: if the learner has been forgotten meanwhile.
        """
        if spec["kind"] != "export":
            return Attachment("photo", f"{spec['kind']}.png", await self._painter.png(spec))

        def read(uow: UnitOfWork) -> str:
            learner = uow.learners.get(spec["learner_id"])
            if learner is None:
                raise LookupError("the learner is gone")
            return account.export_text(uow, learner)

        return Attachment("document", "gapwise-export.json", (await self._database.do(read)).encode())
