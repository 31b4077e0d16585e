"""The outbox: Bot API calls that are to be made, stored in the transaction that decided on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum
from typing import Any, cast

from sqlalchemy import Connection, Row, bindparam, delete, exists, func, insert, select, update

from storage.tables import OutboxRow, table

_T = table(OutboxRow)
_INSERT = insert(_T)
_ALL = select(_T).order_by(_T.c.id)
_DELETE = delete(_T).where(_T.c.id == bindparam("which"))
_SENDING = update(_T).where(_T.c.id == bindparam("which")).values(state="sending")
_READY = update(_T).where(_T.c.id == bindparam("which")).values(state="ready")
_MOVE = update(_T).where(_T.c.id == bindparam("which")).values(chat_id=bindparam("chat"), payload=bindparam("said"))
_CLEAR = delete(_T).where(_T.c.chat_id == bindparam("chat"))
_ASKS = select(exists().where(_T.c.chat_id == bindparam("chat"), _T.c.asking_id == bindparam("asking")))
_COUNT = select(func.count()).select_from(_T)


class Priority(IntEnum):
    """Who goes first: somebody who is waiting, then who is being written to."""

    REPLY = 0
    PUSH = 1


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One Bot API call. ``payload`` holds its parameters without files; ``attachment`` says what file to make at sending.

    ``asking_id`` names the asking whose message the call creates. After ``expires_at`` the call is dropped.
    """

    chat_id: int
    method: str
    payload: Mapping[str, Any]
    learner_id: int | None = None
    attachment: Mapping[str, Any] | None = None
    priority: Priority = Priority.REPLY
    asking_id: int | None = None
    expires_at: datetime | None = None
    id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Unsent:
    """A call found in the outbox. ``begun`` means that it was on the wire when the process ended, so that its fate is unknown."""

    call: Outgoing
    begun: bool


class Outbox:
    """The outbox of one transaction; ``cleared`` are the chats whose calls were withdrawn in it."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.execute
        self.cleared: list[int] = []

    def add(self, call: Outgoing, at: datetime) -> Outgoing:
        """Store a call and return it with its id; it is made after the commit, in the order of ids within a chat."""
        key = self._run(_INSERT, _values(call, at)).inserted_primary_key
        return replace(call, id=int(cast("Any", key)[0]))

    def all(self) -> list[Unsent]:
        """Return every call that was not made, in the order in which they were decided on."""
        return [Unsent(_outgoing(row), row.state == "sending") for row in self._run(_ALL)]

    def sending(self, ids: Sequence[int]) -> None:
        """Remember that calls are about to go on the wire."""
        self._run(_SENDING, [{"which": each} for each in ids])

    def ready(self, call_id: int) -> None:
        """Remember that a call is known not to have taken effect."""
        self._run(_READY, {"which": call_id})

    def settle(self, ids: Sequence[int]) -> None:
        """Delete calls whose fate is known."""
        self._run(_DELETE, [{"which": each} for each in ids])

    def move(self, call: Outgoing) -> None:
        """Store the new chat of a call: its group became a supergroup."""
        self._run(_MOVE, {"which": call.id, "chat": call.chat_id, "said": dict(call.payload)})

    def clear(self, chat_id: int) -> None:
        """Withdraw everything that waits to be sent to a chat."""
        self._run(_CLEAR, {"chat": chat_id})
        self.cleared.append(chat_id)

    def asks(self, chat_id: int, asking_id: int) -> bool:
        """Whether a call that shows an asking is not settled: it waits, or its message stands in the chat and may come once more."""
        return bool(self._run(_ASKS, {"chat": chat_id, "asking": asking_id}).scalar_one())

    def count(self) -> int:
        """Return how many calls wait."""
        return int(self._run(_COUNT).scalar_one())


def _values(call: Outgoing, at: datetime) -> dict[str, Any]:
    return {
        "chat_id": call.chat_id,
        "learner_id": call.learner_id,
        "method": call.method,
        "payload": dict(call.payload),
        "attachment": None if call.attachment is None else dict(call.attachment),
        "priority": int(call.priority),
        "asking_id": call.asking_id,
        "state": "ready",
        "created_at": at,
        "expires_at": call.expires_at,
    }


def _outgoing(row: Row[Any]) -> Outgoing:
    return Outgoing(
        chat_id=row.chat_id,
        method=row.method,
        payload=row.payload,
        learner_id=row.learner_id,
        attachment=row.attachment,
        priority=Priority(row.priority),
        asking_id=row.asking_id,
        expires_at=row.expires_at,
        id=row.id,
    )
