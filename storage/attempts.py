"""Attempts: every graded answer, for ever (until the person asks to be forgotten)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, insert, select

from questions.model import Answer, Attempt, DontKnow, Format, Item, Ordered, Picked, Result, Typed
from storage.tables import AttemptRow, table

_T = table(AttemptRow)
_INSERT = insert(_T)
_OF_LEARNER = select(_T).where(_T.c.learner_id == bindparam("learner")).order_by(_T.c.id)
_NEWER = select(func.count()).select_from(_T).where(_T.c.at > bindparam("after"))
_SINCE = _OF_LEARNER.where(_T.c.at >= bindparam("since"))
_DAYS = select(_T.c.day).where(_T.c.learner_id == bindparam("learner")).distinct()
_KNOWN = select(exists().where(_T.c.asking_id == bindparam("asking")))
_OF_ASKING = select(_T).where(_T.c.asking_id == bindparam("asking"))
_TOTAL = select(func.count()).where(_T.c.learner_id == bindparam("learner"))


@dataclass(frozen=True, slots=True)
class Given:
    """A stored answer: the attempt, what was answered, and the partial result."""

    attempt: Attempt
    answer: Answer
    share: float
    asking_id: int


class Attempts:
    """The attempts of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.execute

    def add(self, learner_id: int, given: Given, day: date) -> None:
        """Store an answer. A second one to the same asking breaks a unique key and fails the transaction."""
        item, attempt = given.attempt.item, given.attempt
        self._run(
            _INSERT,
            {
                "asking_id": given.asking_id,
                "learner_id": learner_id,
                "question_id": item.id,
                "area": item.area,
                "concept": item.concept,
                "format": item.format.value,
                "difficulty": item.difficulty,
                "guessing": item.guessing,
                "result": attempt.result.value,
                "share": given.share,
                "answer": dump_answer(given.answer),
                "at": attempt.at,
                "day": day,
                "seconds": attempt.seconds,
            },
        )

    def known(self, asking_id: int) -> bool:
        """Whether this asking has been answered."""
        return bool(self._run(_KNOWN, {"asking": asking_id}).scalar_one())

    def of_asking(self, asking_id: int) -> Given | None:
        """Return the answer given to an asking."""
        row = self._run(_OF_ASKING, {"asking": asking_id}).one_or_none()
        return None if row is None else _given(row)

    def all(self, learner_id: int) -> Sequence[Given]:
        """Return every answer of a learner in the order in which they were given."""
        return [_given(row) for row in self._run(_OF_LEARNER, {"learner": learner_id})]

    def since(self, learner_id: int, since: datetime) -> Sequence[Given]:
        """Return a learner's answers from ``since`` on."""
        return [_given(row) for row in self._run(_SINCE, {"learner": learner_id, "since": since})]

    def by_day(self, learner_id: int) -> Sequence[tuple[date, Attempt]]:
        """Return every attempt of a learner in its order, with the local date on which it was made."""
        return [(row.day, _given(row).attempt) for row in self._run(_OF_LEARNER, {"learner": learner_id})]

    def newer(self, after: datetime) -> int:
        """Return how many answers anybody has given after an instant."""
        return int(self._run(_NEWER, {"after": after}).scalar_one())

    def days(self, learner_id: int) -> frozenset[date]:
        """Return the learner's local dates with at least one answer."""
        return frozenset(self._run(_DAYS, {"learner": learner_id}).scalars())

    def total(self, learner_id: int) -> int:
        """Return how many answers a learner has given."""
        return int(self._run(_TOTAL, {"learner": learner_id}).scalar_one())


def dump_answer(answer: Answer) -> dict[str, Any]:
    """Return an answer as JSON keeps it."""
    match answer:
        case Picked(options):
            return {"picked": sorted(options)}
        case Ordered(steps):
            return {"ordered": list(steps)}
        case Typed(text):
            return {"typed": text}
        case DontKnow():
            return {"unknown": True}


def load_answer(value: Mapping[str, Any]) -> Answer:
    """Return the answer that ``dump_answer`` wrote."""
    if "picked" in value:
        return Picked(frozenset(value["picked"]))
    if "ordered" in value:
        return Ordered(tuple(value["ordered"]))
    if "typed" in value:
        return Typed(value["typed"])
    return DontKnow()


def _given(row: Any) -> Given:  # noqa: ANN401 a row of this table
    item = Item(row.question_id, row.area, row.concept, Format(row.format), row.difficulty, row.guessing)
    return Given(Attempt(item, Result(row.result), row.at, row.seconds), load_answer(row.answer), row.share, row.asking_id)
