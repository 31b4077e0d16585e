"""What delivery has to tell people itself; the words are the handlers'."""

from __future__ import annotations

from typing import Protocol

from telegram import Update

from bot.delivery.turn import Turn
from storage.outbox import Outgoing


class Voice(Protocol):
    """Says what went wrong, in the person's language. The module ``bot.handlers`` is one."""

    def apologise(self, turn: Turn, update: Update) -> None:
        """Tell a person that their update could not be handled, and how to go on."""
        ...

    def crowded(self, turn: Turn, update: Update) -> None:
        """Tell a person, once per flood, that what they sent waits its turn."""
        ...

    def unsaved(self, update: Update) -> Outgoing | None:
        """Return what to tell a person whose update can't be stored or handled since the database fails; no database is used.

        It is kept, by Telegram or by the inbox, and tried again, but is not saved yet: a press may have to be given again.
        """
        ...
