"""Migrations: to the code's revision, or one clear reason why not, and nothing changed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine
from sqlmodel import SQLModel

from storage.engine import open_engine
from storage.migrate import MigrationError, config, migrate, require_current, upgrade
from storage.unit import Database


def test_migrations_make_what_the_tables_say(url: str) -> None:
    engine = open_engine(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), SQLModel.metadata) == []
    engine.dispose()


def test_migrating_again_changes_nothing(url: str, tmp_path: Path) -> None:
    engine = open_engine(url)
    Database(engine).run(lambda uow: uow.notes.set("a", "x"))
    migrate(engine)
    require_current(engine)
    assert Database(engine).run(lambda uow: uow.notes.get("a")) == "x"
    engine.dispose()
    assert (tmp_path / "test.db").exists()


def test_a_database_of_newer_code_is_refused(url: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'of the future'")
    for attempt in (migrate, require_current):
        with pytest.raises(MigrationError, match="newer than this program"):
            attempt(engine)
    engine.dispose()


def test_a_database_that_was_never_migrated_is_not_current(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/new.db")
    with pytest.raises(MigrationError, match="gapwise migrate"):
        require_current(engine)
    engine.dispose()


def test_a_corrupt_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "bad.db"
    file.write_bytes(b"SQLite format 3\0" + b"rubbish" * 500)
    engine = open_engine(f"sqlite:///{file}")
    with pytest.raises(MigrationError, match="corrupt"):
        migrate(engine)
    engine.dispose()
    assert file.read_bytes().endswith(b"rubbish")


def test_a_locked_database_is_refused(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/busy.db?timeout=0.05")
    other = sqlite3.connect(tmp_path / "busy.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(MigrationError, match="locked"):
        migrate(engine)
    other.close()
    engine.dispose()


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/half.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE outbox (id INTEGER)")  # in the way of the migration's own
    with pytest.raises(Exception, match="already exists"):
        migrate(engine)
    with engine.connect() as connection:
        assert _tables(connection) == {"outbox"}
    engine.dispose()


AT = "'2026-11-28 00:00:00.000000'"
NINE = "'09:00:00.000000'"
NO = "NULL, NULL"
DAY = "'2026-11-28'"
ROWS = (
    f"learners VALUES (7, 70, 70, 'en', 0, 'UTC', {NINE}, 0, {NINE}, {NINE}, {NO}, {NO}, '{{}}', 5, 'x', 0, 0, {NO}, {AT}, {NO}, NULL)",
    f"quizzes VALUES (8, 7, 'practice', 'sql', NULL, 3, 'open', {AT}, {DAY})",
    f"askings VALUES (9, 7, 8, 'q', 0, '[0]', '[]', 'answered', 5, {AT}, NULL)",
    f"attempts VALUES (1, 9, 7, 'q', 'sql', 'sql/joins', 'single', 3, 0.25, 'right', 1.0, '{{}}', {AT}, {DAY}, 4.0)",
    f"beliefs VALUES (7, 'state', {DAY})",
    f"deliveries VALUES (1, 7, 'daily', {DAY}, {AT})",
    f"outbox VALUES (11, 70, 7, 'sendMessage', '{{}}', NULL, 0, 9, 'ready', {AT}, NULL)",
)
COUNTED = "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"


def test_a_file_of_the_first_revision_keeps_every_row_and_its_ids_never_come_again(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/old.db")
    with engine.begin() as connection:
        upgrade(connection, "0001")
        for row in ROWS:
            connection.exec_driver_sql(f"INSERT INTO {row}")
    before = _rows(engine)
    migrate(engine)
    assert _rows(engine) == before
    with engine.connect() as connection:
        assert set(connection.exec_driver_sql(COUNTED).scalars()) == {"learners", "quizzes", "askings", "outbox"}
    database = Database(engine)
    known = database.run(lambda uow: uow.learners.get(7))
    assert known is not None
    database.run(lambda uow: uow.learners.delete(7))
    assert set(_rows(engine).values()) == {0}  # what refers to somebody goes with them, as before
    assert database.run(lambda uow: uow.learners.add(known)).id == 8
    database.close()


def _rows(engine: Engine) -> dict[str, int]:
    names = ("learners", "quizzes", "askings", "attempts", "beliefs", "deliveries", "outbox")
    with engine.connect() as connection:
        return {name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in names}  # noqa: S608 ours


def test_a_migration_that_would_leave_rows_without_their_owners_is_refused(url: str, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "test.db")
    other.execute("INSERT INTO beliefs VALUES (7, 'of nobody', '2026-11-28')")
    other.commit()
    other.close()
    engine = open_engine(url)
    with pytest.raises(MigrationError, match="not there"):
        migrate(engine)
    engine.dispose()


def test_every_revision_can_be_undone(url: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        made = config()
        made.attributes["connection"] = connection
        command.downgrade(made, "base")
    with engine.connect() as connection:
        assert _tables(connection) == {"alembic_version"}
    engine.dispose()


def _tables(connection: Connection) -> set[str]:
    return set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").scalars())
