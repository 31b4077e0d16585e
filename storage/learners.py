"""Learners: who they are, when they want to hear, and who is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, func, insert, select, update

from questions.model import Learner, Schedule, Target
from storage.tables import LearnerRow, table

_T = table(LearnerRow)
_BY_USER = select(_T).where(_T.c.user_id == bindparam("user"))
_BY_ID = select(_T).where(_T.c.id == bindparam("learner"))
_NEXT = select(_T).where(_T.c.id > bindparam("after")).order_by(_T.c.id).limit(1)
_INSERT = insert(_T)
_SAVE = update(_T).where(_T.c.id == bindparam("key"))
_ANSWERED = update(_T).where(_T.c.id == bindparam("key")).values(last_answer_at=bindparam("at"))
_DELETE = delete(_T).where(_T.c.id == bindparam("key"))
_REACHABLE = _T.c.blocked.is_(False) & _T.c.paused.is_(False)
_DUE_DAILY = (
    select(_T).where(_T.c.next_daily_at <= bindparam("at"), _REACHABLE).order_by(_T.c.next_daily_at, _T.c.id).limit(bindparam("most"))
)
_DUE_WEEKLY = (
    select(_T).where(_T.c.next_weekly_at <= bindparam("at"), _REACHABLE).order_by(_T.c.next_weekly_at, _T.c.id).limit(bindparam("most"))
)
_AFTER: BindParameter[datetime] = bindparam("after")
_UNTIL: BindParameter[datetime] = bindparam("until")
_NEXT_DAILY = select(func.min(_T.c.next_daily_at)).where(_T.c.next_daily_at > _AFTER, _T.c.next_daily_at <= _UNTIL, _REACHABLE)
_NEXT_WEEKLY = select(func.min(_T.c.next_weekly_at)).where(_T.c.next_weekly_at > _AFTER, _T.c.next_weekly_at <= _UNTIL, _REACHABLE)


class Learners:
    """The learners of one transaction; ``erased`` once one of them was."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.execute
        self.erased = False

    def by_user(self, user_id: int) -> Learner | None:
        """Return the learner of a Telegram user, if known."""
        row = self._run(_BY_USER, {"user": user_id}).one_or_none()
        return None if row is None else _learner(row)

    def get(self, learner_id: int) -> Learner | None:
        """Return a learner by the coach's own id."""
        row = self._run(_BY_ID, {"learner": learner_id}).one_or_none()
        return None if row is None else _learner(row)

    def next(self, after: int) -> Learner | None:
        """Return the learner with the next higher id: a walk through all of them, one transaction each."""
        row = self._run(_NEXT, {"after": after}).one_or_none()
        return None if row is None else _learner(row)

    def add(self, learner: Learner) -> Learner:
        """Store a new learner and return them with their id."""
        key = self._run(_INSERT, _values(learner)).inserted_primary_key
        return replace(learner, id=int(cast("Any", key)[0]))

    def save(self, learner: Learner) -> None:
        """Store everything about a known learner."""
        self._run(_SAVE, {"key": learner.id, **_values(learner)})

    def answered(self, learner_id: int, at: datetime) -> None:
        """Remember when somebody last answered."""
        self._run(_ANSWERED, {"key": learner_id, "at": at})

    def delete(self, learner_id: int) -> None:
        """Erase a learner; everything that refers to them goes with the row."""
        self._run(_DELETE, {"key": learner_id})
        self.erased = True

    def due_daily(self, at: datetime, most: int) -> Sequence[Learner]:
        """Return those whose daily push is due, the longest waiting first."""
        return [_learner(row) for row in self._run(_DUE_DAILY, {"at": at, "most": most})]

    def due_weekly(self, at: datetime, most: int) -> Sequence[Learner]:
        """Return those whose weekly summary is due, the longest waiting first."""
        return [_learner(row) for row in self._run(_DUE_WEEKLY, {"at": at, "most": most})]

    def next_due(self, after: datetime, until: datetime) -> datetime | None:
        """Return when the next push or summary of anybody falls due, after one moment and not after another."""
        times = [self._run(each, {"after": after, "until": until}).scalar_one() for each in (_NEXT_DAILY, _NEXT_WEEKLY)]
        return min((at for at in times if at is not None), default=None)

    def count(self) -> int:
        """Return how many learners there are."""
        return int(self._run(select(func.count()).select_from(_T)).scalar_one())


def _values(learner: Learner) -> dict[str, Any]:
    schedule, target = learner.schedule, learner.target
    return {
        "user_id": learner.user_id,
        "chat_id": learner.chat_id,
        "lang": learner.lang,
        "lang_chosen": learner.lang_chosen,
        "zone": schedule.zone,
        "daily_at": schedule.daily_at,
        "weekday": schedule.weekday,
        "quiet_from": schedule.quiet_from,
        "quiet_until": schedule.quiet_until,
        "engineer_type": target.engineer_type,
        "facing": target.facing,
        "stage": target.stage,
        "origin": target.origin,
        "overrides": dict(target.overrides),
        "questions_a_day": learner.questions_a_day,
        "challenge": learner.challenge,
        "paused": learner.paused,
        "blocked": learner.blocked,
        "interview_on": learner.interview_on,
        "expects": None if learner.expects is None else dict(learner.expects),
        "created_at": learner.created_at,
        "last_answer_at": learner.last_answer_at,
        "next_daily_at": learner.next_daily_at,
        "next_weekly_at": learner.next_weekly_at,
    }


def _learner(row: Row[Any]) -> Learner:
    return Learner(
        id=row.id,
        user_id=row.user_id,
        chat_id=row.chat_id,
        lang=row.lang,
        schedule=Schedule(row.zone, row.daily_at, row.weekday, row.quiet_from, row.quiet_until),
        target=Target(row.engineer_type, row.facing, row.stage, row.origin, row.overrides),
        questions_a_day=row.questions_a_day,
        challenge=row.challenge,
        paused=row.paused,
        blocked=row.blocked,
        created_at=row.created_at,
        last_answer_at=row.last_answer_at,
        interview_on=row.interview_on,
        lang_chosen=row.lang_chosen,
        expects=row.expects,
        next_daily_at=row.next_daily_at,
        next_weekly_at=row.next_weekly_at,
    )
