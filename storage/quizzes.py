"""Quizzes and askings: what was shown to whom, in which order, and what is still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from questions.model import Asking, AskingState, Quiz, QuizKind, Result
from storage.tables import AskingRow, AttemptRow, QuizRow, table

_Q = table(QuizRow)
_A = table(AskingRow)
_T = table(AttemptRow)
_QUIZ = select(_Q).where(_Q.c.id == bindparam("quiz"))
_OPEN_QUIZZES = select(_Q).where(_Q.c.learner_id == bindparam("learner"), _Q.c.state == "open").order_by(_Q.c.id.desc())
_PAUSED = select(_Q).where(_Q.c.learner_id == bindparam("learner"), _Q.c.state == "paused").order_by(_Q.c.id.desc()).limit(1)
_QUIZ_STATE = update(_Q).where(_Q.c.id == bindparam("quiz")).values(state=bindparam("to"))
_OF_LEARNER = select(_A).where(_A.c.learner_id == bindparam("learner")).order_by(_A.c.id)
_ALL_QUIZZES = select(_Q).where(_Q.c.learner_id == bindparam("learner")).order_by(_Q.c.id)
_ASKING = select(_A).where(_A.c.id == bindparam("asking"), _A.c.learner_id == bindparam("learner"))
_OF_QUIZ = select(_A).where(_A.c.quiz_id == bindparam("quiz")).order_by(_A.c.id)
_LAST_OPEN = select(_A).where(_A.c.learner_id == bindparam("learner"), _A.c.state == "open").order_by(_A.c.id.desc()).limit(1)
_LAST_ANSWERED = select(_A).where(_A.c.learner_id == bindparam("learner"), _A.c.state == "answered").order_by(_A.c.id.desc()).limit(1)
_STATE = update(_A).where(_A.c.id == bindparam("asking")).values(state=bindparam("to"), picks=bindparam("picked"))
_MESSAGE = update(_A).where(_A.c.id == bindparam("asking")).values(message_id=bindparam("message"))
_HISTORY = (
    select(_A.c.question_id, _A.c.asked_at, _T.c.result)
    .select_from(_A.outerjoin(_T, _T.c.asking_id == _A.c.id))
    .where(_A.c.learner_id == bindparam("learner"), _A.c.asked_at >= bindparam("since"))
    .order_by(_A.c.id)
)
_SHOWN = select(_A.c.question_id, func.count().label("n")).group_by(_A.c.question_id)


class Quizzes:
    """The quizzes of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.execute

    def add(self, quiz: Quiz) -> Quiz:
        """Store a new quiz and return it with its id."""
        values: dict[str, Any] = {
            "learner_id": quiz.learner_id,
            "kind": quiz.kind.value,
            "area": quiz.area,
            "concept": quiz.concept,
            "size": quiz.size,
        }
        values |= {"state": "open", "opened_at": quiz.opened_at, "day": quiz.day}
        key = self._run(insert(_Q), values).inserted_primary_key
        return replace(quiz, id=int(cast("Any", key)[0]))

    def get(self, quiz_id: int) -> Quiz | None:
        """Return a quiz by its id."""
        row = self._run(_QUIZ, {"quiz": quiz_id}).one_or_none()
        return None if row is None else _quiz(row)

    def open(self, learner_id: int) -> Sequence[Quiz]:
        """Return the learner's open quizzes, the newest first."""
        return [_quiz(row) for row in self._run(_OPEN_QUIZZES, {"learner": learner_id})]

    def close(self, quiz_id: int) -> None:
        """End a quiz."""
        self._run(_QUIZ_STATE, {"quiz": quiz_id, "to": "closed"})

    def pause(self, quiz_id: int) -> None:
        """Break a quiz off, to be taken up again."""
        self._run(_QUIZ_STATE, {"quiz": quiz_id, "to": "paused"})

    def paused(self, learner_id: int) -> Quiz | None:
        """Return the newest quiz that was broken off."""
        row = self._run(_PAUSED, {"learner": learner_id}).one_or_none()
        return None if row is None else _quiz(row)

    def reopen(self, quiz_id: int) -> None:
        """Take a quiz up again."""
        self._run(_QUIZ_STATE, {"quiz": quiz_id, "to": "open"})

    def all(self, learner_id: int) -> Sequence[Quiz]:
        """Return every quiz of a learner."""
        return [_quiz(row) for row in self._run(_ALL_QUIZZES, {"learner": learner_id})]

    def all_askings(self, learner_id: int) -> Sequence[Asking]:
        """Return every question that was shown to a learner."""
        return [_asking(row) for row in self._run(_OF_LEARNER, {"learner": learner_id})]

    def ask(self, asking: Asking) -> Asking:
        """Store a new asking and return it with its id."""
        values = {
            "learner_id": asking.learner_id,
            "quiz_id": asking.quiz_id,
            "question_id": asking.question_id,
            "position": asking.position,
            "order": list(asking.order),
            "picks": list(asking.picks),
            "state": asking.state.value,
            "message_id": asking.message_id,
            "asked_at": asking.asked_at,
            "reason": None if asking.reason is None else dict(asking.reason),
        }
        key = self._run(insert(_A), values).inserted_primary_key
        return replace(asking, id=int(cast("Any", key)[0]))

    def asking(self, asking_id: int, learner_id: int) -> Asking | None:
        """Return an asking, if it is this learner's."""
        row = self._run(_ASKING, {"asking": asking_id, "learner": learner_id}).one_or_none()
        return None if row is None else _asking(row)

    def askings(self, quiz_id: int) -> Sequence[Asking]:
        """Return the askings of a quiz in their order."""
        return [_asking(row) for row in self._run(_OF_QUIZ, {"quiz": quiz_id})]

    def last_open(self, learner_id: int) -> Asking | None:
        """Return the newest asking that still waits for an answer."""
        row = self._run(_LAST_OPEN, {"learner": learner_id}).one_or_none()
        return None if row is None else _asking(row)

    def last_answered(self, learner_id: int) -> Asking | None:
        """Return the newest answered asking."""
        row = self._run(_LAST_ANSWERED, {"learner": learner_id}).one_or_none()
        return None if row is None else _asking(row)

    def set(self, asking: Asking) -> None:
        """Store an asking's state and picks."""
        self._run(_STATE, {"asking": asking.id, "to": asking.state.value, "picked": list(asking.picks)})

    def sent(self, asking_id: int, message_id: int) -> None:
        """Remember in which message an asking stands."""
        self._run(_MESSAGE, {"asking": asking_id, "message": message_id})

    def history(self, learner_id: int, since: datetime) -> Sequence[tuple[str, datetime, Result | None]]:
        """Return what was shown since, the oldest first: question, when, and how it was answered, if it was."""
        rows = self._run(_HISTORY, {"learner": learner_id, "since": since})
        return [(row.question_id, row.asked_at, None if row.result is None else Result(row.result)) for row in rows]

    def shown(self) -> Mapping[str, int]:
        """Return how often each question was shown, to anybody."""
        return {row.question_id: row.n for row in self._run(_SHOWN)}


def _quiz(row: Row[Any]) -> Quiz:
    day: date = row.day
    return Quiz(row.id, row.learner_id, QuizKind(row.kind), row.size, row.opened_at, day, row.area, row.concept, row.state == "open")


def _asking(row: Row[Any]) -> Asking:
    return Asking(
        id=row.id,
        learner_id=row.learner_id,
        quiz_id=row.quiz_id,
        question_id=row.question_id,
        position=row.position,
        order=tuple(row.order),
        asked_at=row.asked_at,
        picks=tuple(row.picks),
        state=AskingState(row.state),
        message_id=row.message_id,
        reason=row.reason,
    )
