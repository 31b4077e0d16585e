"""The ledger of pushes, the reports of questions, and the process's own notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from storage.tables import DeliveryRow, NoteRow, ReportRow, table

_D = table(DeliveryRow)
_R = table(ReportRow)
_N = table(NoteRow)
_CLAIMED = select(_D.c.id).where(_D.c.learner_id == bindparam("learner"), _D.c.kind == bindparam("of"), _D.c.day == bindparam("on"))
_OF_LEARNER = select(_D.c.kind, _D.c.day, _D.c.at).where(_D.c.learner_id == bindparam("learner")).order_by(_D.c.id)
_REPORT_KNOWN = select(_R.c.id).where(_R.c.learner_id == bindparam("learner"), _R.c.question_id == bindparam("question"))
_REPORTS = select(_R.c.question_id, _R.c.reason, _R.c.at).where(_R.c.learner_id == bindparam("learner")).order_by(_R.c.id)


class Deliveries:
    """The ledger of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.execute

    def claim(self, learner_id: int, kind: str, day: date, at: datetime) -> bool:
        """Claim the one delivery of a kind on a local date; ``False`` when it has been claimed before.

        The unique key behind it makes a second claim fail even from another process; the row is committed together with the
        outbox rows that it stands for.
        """
        if self._run(_CLAIMED, {"learner": learner_id, "of": kind, "on": day}).one_or_none() is not None:
            return False
        self._run(insert(_D), {"learner_id": learner_id, "kind": kind, "day": day, "at": at})
        return True

    def all(self, learner_id: int) -> Sequence[Mapping[str, Any]]:
        """Return what was delivered to a learner."""
        return [dict(row._mapping) for row in self._run(_OF_LEARNER, {"learner": learner_id})]  # noqa: SLF001 SQLAlchemy's public name


class Reports:
    """Flagged questions of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.execute

    def add(self, learner_id: int, question_id: str, reason: str, at: datetime) -> None:
        """Store a report; a second one by the same person replaces the reason."""
        if self._run(_REPORT_KNOWN, {"learner": learner_id, "question": question_id}).one_or_none() is None:
            self._run(insert(_R), {"learner_id": learner_id, "question_id": question_id, "reason": reason, "at": at})
        else:
            which = (_R.c.learner_id == learner_id) & (_R.c.question_id == question_id)
            self._run(update(_R).where(which).values(reason=reason, at=at))

    def all(self, learner_id: int) -> Sequence[Mapping[str, Any]]:
        """Return a learner's reports."""
        return [dict(row._mapping) for row in self._run(_REPORTS, {"learner": learner_id})]  # noqa: SLF001 SQLAlchemy's public name

    def counts(self) -> Mapping[str, int]:
        """Return how many people reported each question."""
        rows = self._run(select(_R.c.question_id, func.count().label("n")).group_by(_R.c.question_id))
        return {row.question_id: row.n for row in rows}


class Notes:
    """Small durable facts of the process, by key."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.execute

    def get(self, key: str) -> str | None:
        """Return a note's value."""
        value: str | None = self._run(select(_N.c.value).where(_N.c.key == key)).scalar_one_or_none()
        return value

    def set(self, key: str, value: str) -> None:
        """Store a note."""
        if self._run(update(_N).where(_N.c.key == key).values(value=value)).rowcount == 0:
            self._run(insert(_N), {"key": key, "value": value})
