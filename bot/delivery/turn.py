"""A turn: what one handler may use while it handles one update, or one step of the tick, in one transaction."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from telegram import Update

from storage.outbox import Outgoing
from storage.unit import UnitOfWork


@dataclass(slots=True)
class Turn:
    """One transaction's view of the world. ``at`` is aware UTC; ``out`` is stored in its order when the work returns."""

    uow: UnitOfWork
    at: datetime
    rng: random.Random
    out: list[Outgoing] = field(default_factory=list)

    def send(self, call: Outgoing) -> None:
        """Have a Bot API call made once this turn is committed."""
        self.out.append(call)


# What a handler is: the turn, the update, and the command's arguments (empty where there is no command).
Work: TypeAlias = Callable[[Turn, Update, list[str]], None]
