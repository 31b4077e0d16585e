"""The unit of work: one transaction, all or nothing, and faults told apart from mistakes."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from storage.engine import open_engine
from storage.faults import StorageFault
from storage.unit import Database, UnitOfWork


def _note(key: str) -> Callable[[UnitOfWork], str]:
    def work(uow: UnitOfWork) -> str:
        uow.notes.set(key, "x")
        return key

    return work


async def test_works_done_together_are_all_there(database: Database) -> None:
    assert await database.do_each([_note(key) for key in "abc"]) == ["a", "b", "c"]
    assert database.run(lambda uow: [uow.notes.get(key) for key in "abc"]) == ["x"] * 3


async def test_one_that_fails_is_undone_alone(database: Database) -> None:
    def bad(uow: UnitOfWork) -> int:
        uow.notes.set("bad", "x")
        raise ValueError("as planned")

    def good(uow: UnitOfWork) -> int:
        uow.notes.set("good", "x")
        return 1

    results = await database.do_each([good, bad, good])
    assert results[0] == results[2] == 1
    assert isinstance(results[1], ValueError)
    assert database.run(lambda uow: (uow.notes.get("good"), uow.notes.get("bad"))) == ("x", None)


def test_what_raises_is_rolled_back(database: Database) -> None:
    def work(uow: UnitOfWork) -> None:
        uow.notes.set("a", "x")
        raise KeyError("a")

    with pytest.raises(KeyError):
        database.run(work)
    assert database.run(lambda uow: uow.notes.get("a")) is None


def test_a_broken_unique_key_is_a_mistake_and_no_fault(database: Database) -> None:
    with pytest.raises(IntegrityError), database._engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO notes VALUES ('a', 'b'), ('a', 'c')")
    with pytest.raises(Exception, match="no such table") as caught:
        database.run(lambda uow: uow.notes._run(text("SELECT * FROM nowhere")))
    assert not isinstance(caught.value, StorageFault)


def test_a_database_that_another_process_locks_is_a_fault(tmp_path: Path, database: Database) -> None:
    database.run(lambda uow: uow.notes.get("a"))
    with database._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    other = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageFault, match="locked"):
        database.run(lambda uow: uow.notes.set("a", "x"))
    other.execute("COMMIT")
    database.run(lambda uow: uow.notes.set("a", "x"))
    other.close()


def test_works_that_meet_a_lock_together_wait_for_it_once(tmp_path: Path, database: Database) -> None:
    with database._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    waits: list[int] = []

    def asks(_cursor: object, _connection: object, _statement: str, *_more: object) -> None:
        waits.append(1)

    event.listen(database._engine, "before_cursor_execute", asks)
    other = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    results = database.run_each([_note(key) for key in "abc"])
    other.close()
    assert [str(each) for each in results] == ["database: locked by another process"] * 3
    assert len(waits) == 1
    assert database.run_each([_note(key) for key in "abc"]) == ["a", "b", "c"]


async def test_what_waits_in_line_when_it_closes_is_given_up(database: Database) -> None:
    going, going_on = threading.Event(), threading.Event()

    def first(_uow: UnitOfWork) -> bool:
        going.set()
        return going_on.wait()

    in_hand = asyncio.create_task(database.do(first))
    await asyncio.to_thread(going.wait)
    waiting = asyncio.create_task(database.do(_note("late")))
    await asyncio.sleep(0)
    closing = asyncio.create_task(asyncio.to_thread(database.close))
    with pytest.raises(asyncio.CancelledError):
        await waiting
    going_on.set()
    assert await in_hand
    await closing


def test_a_full_disk_is_a_fault_and_what_was_there_stays(database: Database) -> None:
    database.run(lambda uow: uow.notes.set("a", "x"))
    with database._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1")
    with pytest.raises(StorageFault, match="full"):
        database.run(lambda uow: uow.notes.set("b", "y" * 100_000))
    assert database.run(lambda uow: uow.notes.get("a")) == "x"


def test_a_corrupt_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_bytes(b"no database at all" * 100)
    database = Database(open_engine(f"sqlite:///{tmp_path}/bad.db"))
    with pytest.raises(StorageFault, match="corrupt"):
        database.run(lambda uow: uow.notes.get("a"))
    database.close()


def test_every_commit_is_on_the_disk_and_what_is_deleted_is_overwritten(database: Database) -> None:
    with database._engine.connect() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("synchronous", "journal_mode", "secure_delete")
        }
    assert told == {"synchronous": 2, "journal_mode": "wal", "secure_delete": 1}
