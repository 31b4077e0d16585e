"""The inbox: updates that Telegram handed over, stored before Telegram is told so, done in the transaction that handled them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from storage.tables import InboxRow, table

_T = table(InboxRow)
_KNOWN = select(_T.c.update_id).where(_T.c.update_id.in_(bindparam("ids", expanding=True)))
_INSERT = insert(_T)
_WHICH = _T.c.update_id == bindparam("which")
# A handled row names nobody and says nothing; its number alone keeps a redelivered update from being handled twice.
_DONE = update(_T).where(_WHICH).values(state="done", person=None, payload=None, error=None)
_FAILED = update(_T).where(_WHICH).values(attempts=bindparam("tries"), error=bindparam("why"), not_before=bindparam("later"))
_PARK = update(_T).where(_WHICH).values(state="parked", attempts=bindparam("tries"), error=bindparam("why"), not_before=None)
_OPEN = select(_T).where(_T.c.state == "open").order_by(_T.c.update_id)
_OPEN_OF = select(_T).where(_T.c.state == "open", _T.c.person == bindparam("whose")).order_by(_T.c.update_id).limit(bindparam("most"))
_PARKED = select(_T).where(_T.c.state == "parked").order_by(_T.c.update_id)
# A running bot looks for these; what is open already it knows.
_RETRY = update(_T).where(_WHICH, _T.c.state == "parked").values(state="again", attempts=0, error=None, not_before=None)
_AGAIN = select(_T).where(_T.c.state == "again").order_by(_T.c.update_id)
_REOPEN = update(_T).where(_T.c.state == "again").values(state="open")
_DROP = update(_T).where(_WHICH, _T.c.state != "done").values(state="done", person=None, payload=None, error=None)
_PURGE = delete(_T).where(_T.c.state == bindparam("kind"), _T.c.received_at < bindparam("before"))
_ERASE = (
    update(_T)
    .where(_T.c.person == bindparam("whose"), _T.c.state.in_(("parked", "again")))
    .values(state="done", person=None, payload=None, error=None)
)
_OPEN_COUNT = select(func.count(), func.min(_T.c.received_at)).where(_T.c.state == "open")


@dataclass(slots=True)
class Entry:
    """One update as it came. ``person`` is whose it is: the user, or the chat where there is no user."""

    update_id: int
    person: int
    payload: Mapping[str, Any]
    received_at: datetime
    attempts: int = 0
    not_before: datetime | None = None
    error: str | None = None


class Inbox:
    """The inbox of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.execute

    def add(self, entries: Sequence[Entry]) -> list[Entry]:
        """Store those updates that are not known yet, and return them; Telegram may hand over the same one again."""
        known = set(self._run(_KNOWN, {"ids": [entry.update_id for entry in entries]}).scalars())
        new = list({entry.update_id: entry for entry in entries if entry.update_id not in known}.values())
        if new:
            self._run(_INSERT, [_values(entry) for entry in new])
        return new

    def done(self, update_id: int) -> None:
        """Mark an update as handled and forget what it said."""
        self._run(_DONE, {"which": update_id})

    def failed(self, entry: Entry) -> None:
        """Keep how often an update failed, with which kind of error, and when it is tried again."""
        self._run(_FAILED, {"which": entry.update_id, "tries": entry.attempts, "why": entry.error, "later": entry.not_before})

    def park(self, entry: Entry) -> None:
        """Set an update aside for an operator."""
        self._run(_PARK, {"which": entry.update_id, "tries": entry.attempts, "why": entry.error})

    def open(self) -> list[Entry]:
        """Return the updates that wait to be handled, in Telegram's order."""
        return [_entry(row) for row in self._run(_OPEN)]

    def open_of(self, person: int, most: int) -> list[Entry]:
        """Return at most so many of a person's updates that wait to be handled, in Telegram's order."""
        return [_entry(row) for row in self._run(_OPEN_OF, {"whose": person, "most": most})]

    def parked(self) -> list[Entry]:
        """Return the updates that were set aside."""
        return [_entry(row) for row in self._run(_PARKED)]

    def retry(self, update_id: int) -> bool:
        """Have a parked update handled again; ``False`` when there is no such one."""
        return self._run(_RETRY, {"which": update_id}).rowcount > 0

    def reopened(self) -> list[Entry]:
        """Open the updates that an operator wants handled again, and return them."""
        entries = [_entry(row) for row in self._run(_AGAIN)]
        if entries:
            self._run(_REOPEN)
        return entries

    def drop(self, update_id: int) -> bool:
        """Give an open or parked update up; ``False`` when there is no such one."""
        return self._run(_DROP, {"which": update_id}).rowcount > 0

    def purge(self, done_before: datetime, parked_before: datetime) -> int:
        """Delete the numbers of old handled updates, and old parked ones with what they say; return how many."""
        old = self._run(_PURGE, {"kind": "done", "before": done_before}).rowcount
        return old + self._run(_PURGE, {"kind": "parked", "before": parked_before}).rowcount

    def erase(self, person: int) -> None:
        """Forget a person's updates that were set aside, retried or not; what they send from now on is a new matter."""
        self._run(_ERASE, {"whose": person})

    def waiting(self) -> tuple[int, datetime | None]:
        """Return how many updates are open, and since when the oldest."""
        row = self._run(_OPEN_COUNT).one()
        return int(row[0]), row[1]


def _values(entry: Entry) -> dict[str, Any]:
    return {
        "update_id": entry.update_id,
        "person": entry.person,
        "payload": entry.payload,
        "state": "open",
        "attempts": 0,
        "error": None,
        "received_at": entry.received_at,
        "not_before": None,
    }


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.update_id, row.person, row.payload or {}, row.received_at, row.attempts, row.not_before, row.error)
