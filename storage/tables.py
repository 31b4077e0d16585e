"""SQLModel rows: what the database holds. Rows never leave this package; repositories return dataclasses."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, ForeignKey, Index, Integer, Table, TypeDecorator, UniqueConstraint
from sqlmodel import Column, Field, SQLModel


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite keeps no zone, so it is dropped on the way in and put back on the way out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 the interface's
        """Refuse naive times, which would be read as another instant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime can't be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 the interface's
        """Return the instant as aware UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


# SQLite numbers rows itself only for INTEGER primary keys.
BigId = BigInteger().with_variant(Integer, "sqlite")
# SQLite gives the ids of the newest rows again once these are deleted: a button of before /forget would mean a question of after it.
_NEVER_AGAIN = {"sqlite_autoincrement": True}


def _id() -> Any:  # noqa: ANN401 what Field returns
    return Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))


def _learner(*, primary_key: bool = False, index: bool = False) -> Any:  # noqa: ANN401 what Field returns
    key = ForeignKey("learners.id", ondelete="CASCADE")
    return Field(sa_column=Column(BigId, key, primary_key=primary_key, index=index, nullable=False, autoincrement=False))


def _when(*, index: bool = False, nullable: bool = False) -> Any:  # noqa: ANN401 what Field returns
    return Field(default=None, sa_column=Column(UtcDateTime, index=index, nullable=nullable))


def _json(*, nullable: bool = False) -> Any:  # noqa: ANN401 what Field returns
    return Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=nullable))


class LearnerRow(SQLModel, table=True):
    """A person, their schedule and their target. No name is kept."""

    __tablename__: ClassVar[str] = "learners"
    __table_args__ = _NEVER_AGAIN
    id: int | None = _id()
    user_id: int = Field(sa_column=Column(BigInteger, unique=True, nullable=False))
    chat_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    lang: str
    lang_chosen: bool
    zone: str
    daily_at: time
    weekday: int
    quiet_from: time
    quiet_until: time
    engineer_type: str | None
    facing: str | None
    stage: int | None
    origin: str | None
    overrides: dict[str, float] = _json()
    questions_a_day: int
    challenge: str
    paused: bool
    blocked: bool
    interview_on: date | None
    # What the next plain message means: a small mapping such as {"kind": "city"}; null for an answer or small talk.
    expects: dict[str, Any] | None = _json(nullable=True)
    created_at: datetime = _when()
    last_answer_at: datetime | None = _when(nullable=True)
    # The plan: when the next push and summary fall due, in UTC; null while paused or unreachable.
    next_daily_at: datetime | None = _when(index=True, nullable=True)
    next_weekly_at: datetime | None = _when(index=True, nullable=True)


class QuizRow(SQLModel, table=True):
    """A run of questions: a daily push, a placement, or one that was asked for."""

    __tablename__: ClassVar[str] = "quizzes"
    __table_args__ = _NEVER_AGAIN
    id: int | None = _id()
    learner_id: int = _learner(index=True)
    kind: str
    area: str | None
    concept: str | None
    size: int
    state: str
    opened_at: datetime = _when()
    day: date


class AskingRow(SQLModel, table=True):
    """One question as it was shown to one person: the order of its options, what is ticked so far, its message."""

    __tablename__: ClassVar[str] = "askings"
    __table_args__ = (Index("ix_askings_learner_question", "learner_id", "question_id"), _NEVER_AGAIN)
    id: int | None = _id()
    learner_id: int = _learner()
    quiz_id: int = Field(sa_column=Column(BigId, ForeignKey("quizzes.id", ondelete="CASCADE"), index=True, nullable=False))
    question_id: str
    position: int
    order: list[int] = _json()
    picks: list[int] = _json()
    state: str
    message_id: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    asked_at: datetime = _when()
    reason: dict[str, Any] | None = _json(nullable=True)


class AttemptRow(SQLModel, table=True):
    """One graded answer, with the item as it was, so that a belief can be rebuilt without the bank."""

    __tablename__: ClassVar[str] = "attempts"
    __table_args__ = (Index("ix_attempts_learner_at", "learner_id", "at"),)
    id: int | None = _id()
    asking_id: int = Field(sa_column=Column(BigId, ForeignKey("askings.id", ondelete="CASCADE"), unique=True, nullable=False))
    learner_id: int = _learner()
    question_id: str
    area: str
    concept: str
    format: str
    difficulty: int
    guessing: float
    result: str
    share: float
    answer: dict[str, Any] = _json()
    at: datetime = _when()
    day: date
    seconds: float | None


class BeliefRow(SQLModel, table=True):
    """What is believed about a person's levels now; always rebuildable from the attempts."""

    __tablename__: ClassVar[str] = "beliefs"
    learner_id: int = _learner(primary_key=True)
    state: str
    day: date


class BeliefDayRow(SQLModel, table=True):
    """The belief as it stood at the end of a local day, for *what moved since*."""

    __tablename__: ClassVar[str] = "belief_days"
    learner_id: int = _learner(primary_key=True)
    day: date = Field(primary_key=True)
    state: str


class MemoryRow(SQLModel, table=True):
    """When a concept is due again for a person."""

    __tablename__: ClassVar[str] = "memories"
    learner_id: int = _learner(primary_key=True)
    concept: str = Field(primary_key=True)
    state: dict[str, Any] = _json()
    due_at: datetime = _when()


class DeliveryRow(SQLModel, table=True):
    """The ledger: one push and one summary at most per person and local date."""

    __tablename__: ClassVar[str] = "deliveries"
    __table_args__ = (UniqueConstraint("learner_id", "kind", "day"),)
    id: int | None = _id()
    learner_id: int = _learner()
    kind: str
    day: date
    at: datetime = _when()


class ReportRow(SQLModel, table=True):
    """A question flagged by a person, with the reason."""

    __tablename__: ClassVar[str] = "reports"
    __table_args__ = (UniqueConstraint("learner_id", "question_id"),)
    id: int | None = _id()
    learner_id: int = _learner()
    question_id: str = Field(index=True)
    reason: str
    at: datetime = _when()


class InboxRow(SQLModel, table=True):
    """An update that Telegram handed over; ``person`` is the key of its order.

    A handled row keeps nothing but its number, for as long as Telegram may hand the update over again.
    """

    __tablename__: ClassVar[str] = "inbox"
    update_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    person: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    payload: dict[str, Any] | None = _json(nullable=True)
    state: str = Field(index=True)
    attempts: int
    error: str | None
    received_at: datetime = _when()
    not_before: datetime | None = _when(nullable=True)


class OutboxRow(SQLModel, table=True):
    """A Bot API call that is to be made; deleted once its fate is known."""

    __tablename__: ClassVar[str] = "outbox"
    __table_args__ = _NEVER_AGAIN
    id: int | None = _id()
    chat_id: int = Field(sa_column=Column(BigInteger, index=True, nullable=False))
    learner_id: int | None = Field(sa_column=Column(BigId, ForeignKey("learners.id", ondelete="CASCADE"), nullable=True))
    method: str
    payload: dict[str, Any] = _json()
    # Where something must be made at sending (a picture, an export), what to make it from.
    attachment: dict[str, Any] | None = _json(nullable=True)
    # Replies go before pushes: a smaller number goes first.
    priority: int
    # The asking whose message this call creates, so that its id can be kept.
    asking_id: int | None = Field(sa_column=Column(BigId, nullable=True))
    # "ready", or "sending" from before a push goes on the wire until its fate is known.
    state: str
    created_at: datetime = _when()
    # A push that could not go out by then is dropped, not sent at night.
    expires_at: datetime | None = _when(nullable=True)


class NoteRow(SQLModel, table=True):
    """A small durable fact of the process itself, such as the local chat's clock offset."""

    __tablename__: ClassVar[str] = "notes"
    key: str = Field(primary_key=True)
    value: str


def table(model: type[SQLModel]) -> Table:
    """The Core table of a model: statements are built once from it and run without the unit-of-work machinery of an ORM session."""
    return SQLModel.metadata.tables[str(model.__tablename__)]
