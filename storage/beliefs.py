"""Beliefs and memories: what is inferred from the attempts, kept so that it need not be inferred again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from storage.tables import BeliefDayRow, BeliefRow, MemoryRow, table

_B = table(BeliefRow)
_D = table(BeliefDayRow)
_M = table(MemoryRow)
_GET = select(_B.c.state, _B.c.day).where(_B.c.learner_id == bindparam("learner"))
_INSERT = insert(_B)
_UPDATE = update(_B).where(_B.c.learner_id == bindparam("learner")).values(state=bindparam("new"), day=bindparam("today"))
_KEEP = insert(_D)
_DAY_KNOWN = select(_D.c.day).where(_D.c.learner_id == bindparam("learner"), _D.c.day == bindparam("today"))
_REPLACE_DAY = update(_D).where(_D.c.learner_id == bindparam("learner"), _D.c.day == bindparam("today")).values(state=bindparam("new"))
_BEFORE = (
    select(_D.c.state).where(_D.c.learner_id == bindparam("learner"), _D.c.day < bindparam("before")).order_by(_D.c.day.desc()).limit(1)
)
_MEMORY = select(_M.c.state).where(_M.c.learner_id == bindparam("learner"), _M.c.concept == bindparam("of"))
_MEMORIES = select(_M.c.concept, _M.c.state).where(_M.c.learner_id == bindparam("learner"))
_REMEMBER = insert(_M)
_REVIEWED = (
    update(_M)
    .where(_M.c.learner_id == bindparam("learner"), _M.c.concept == bindparam("of"))
    .values(state=bindparam("new"), due_at=bindparam("due"))
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored belief, and the learner's local date on which it was so."""

    state: str
    day: date


class Beliefs:
    """The beliefs and memories of one transaction; states are what ``questions.ability`` and ``questions.review`` dump."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.execute

    def get(self, learner_id: int) -> Kept | None:
        """Return the current belief, or ``None`` before the first answer."""
        row = self._run(_GET, {"learner": learner_id}).one_or_none()
        return None if row is None else Kept(row.state, row.day)

    def set(self, learner_id: int, new: Kept, old: Kept | None) -> None:
        """Replace the current belief ``old``; when that was of an earlier local day, it is kept beside as that day's end."""
        if old is None:
            self._run(_INSERT, {"learner_id": learner_id, "state": new.state, "day": new.day})
            return
        if old.day < new.day:
            self._keep(learner_id, old.day, old.state)
        self._run(_UPDATE, {"learner": learner_id, "new": new.state, "today": new.day})

    def _keep(self, learner_id: int, day: date, state: str) -> None:
        if self._run(_DAY_KNOWN, {"learner": learner_id, "today": day}).one_or_none() is None:
            self._run(_KEEP, {"learner_id": learner_id, "day": day, "state": state})
        else:
            self._run(_REPLACE_DAY, {"learner": learner_id, "today": day, "new": state})

    def before(self, learner_id: int, day: date) -> str | None:
        """Return the belief as it stood before the local date ``day``, if there was one."""
        current = self.get(learner_id)
        if current is not None and current.day < day:
            return current.state
        kept: str | None = self._run(_BEFORE, {"learner": learner_id, "before": day}).scalar_one_or_none()
        return kept

    def days(self, learner_id: int) -> Mapping[date, str]:
        """Return the beliefs as they stood at the end of earlier local days."""
        rows = self._run(select(_D.c.day, _D.c.state).where(_D.c.learner_id == learner_id).order_by(_D.c.day))
        return {row.day: row.state for row in rows}

    def memory(self, learner_id: int, concept: str) -> Mapping[str, Any] | None:
        """Return the memory of one concept."""
        state: Mapping[str, Any] | None = self._run(_MEMORY, {"learner": learner_id, "of": concept}).scalar_one_or_none()
        return state

    def memories(self, learner_id: int) -> Mapping[str, Mapping[str, Any]]:
        """Return every concept's memory."""
        return {row.concept: row.state for row in self._run(_MEMORIES, {"learner": learner_id})}

    def remember(self, learner_id: int, concept: str, state: Mapping[str, Any], due: datetime) -> None:
        """Store a concept's memory."""
        new = {"learner": learner_id, "of": concept, "new": dict(state), "due": due}
        if self._run(_REVIEWED, new).rowcount == 0:
            self._run(_REMEMBER, {"learner_id": learner_id, "concept": concept, "state": dict(state), "due_at": due})

    def replace(self, learner_id: int, current: Kept | None, days: Mapping[date, str]) -> None:
        """Replace the belief and those of earlier days by what was inferred anew; memories are dropped, to be remembered anew."""
        for each in (_B, _D, _M):
            self._run(delete(each).where(each.c.learner_id == learner_id))
        if current is not None:
            self.set(learner_id, current, None)
        for day, state in days.items():
            self._run(_KEEP, {"learner_id": learner_id, "day": day, "state": state})
