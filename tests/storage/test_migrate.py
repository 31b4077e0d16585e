"""Migrations: to the code's revision, or one clear reason why not, and nothing changed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection
from sqlmodel import SQLModel

from storage.engine import open_engine
from storage.migrate import MigrationError, config, migrate, require_current
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
