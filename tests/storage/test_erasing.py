"""Erased means erased: nothing of it stays in any of the database's files, the journal included."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from questions.model import Learner, Schedule, Target
from storage.inbox import Entry
from storage.unit import Database, UnitOfWork

AT = datetime(2026, 11, 28, tzinfo=UTC)
USER = 7_234_567_891
WORDS = "what somebody wrote"


def _arrives(uow: UnitOfWork) -> int:
    uow.inbox.add([Entry(1, USER, {"text": WORDS}, AT)])
    return uow.learners.add(Learner(0, USER, USER, "en", Schedule("UTC"), Target(origin=None), created_at=AT)).id


def _found(folder: Path, *traces: bytes) -> list[str]:
    traces = traces or (WORDS.encode(), USER.to_bytes(6))
    return [file.name for file in sorted(folder.iterdir()) if any(each in file.read_bytes() for each in traces)]


async def test_whoever_is_forgotten_is_gone_from_every_file(tmp_path: Path, database: Database) -> None:
    learner = await database.do(_arrives)
    await database.do(lambda uow: uow.inbox.done(1))
    assert _found(tmp_path) == ["test.db-wal"]
    await database.do(lambda uow: uow.learners.delete(learner))
    assert _found(tmp_path) == []


async def test_what_was_handled_is_gone_once_house_is_kept(tmp_path: Path, database: Database) -> None:
    await database.do(_arrives)
    await database.do(lambda uow: uow.inbox.done(1))
    await database.scrub()
    assert _found(tmp_path, WORDS.encode()) == []


async def test_a_journal_that_is_being_read_fails_nothing(tmp_path: Path, database: Database) -> None:
    learner = await database.do(_arrives)
    await database.do(lambda uow: uow.inbox.done(1))
    with database._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    reader = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM learners").fetchone()
    await database.do(lambda uow: uow.learners.delete(learner))
    assert await database.do(lambda uow: uow.learners.count()) == 0
    reader.close()
    await database.scrub()
    assert _found(tmp_path) == []
