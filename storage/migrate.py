"""Migrations: bringing a database to the code's revision, or saying why that can't be."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from storage.engine import unforced
from storage.faults import StorageFault, faults

FOLDER = Path(__file__).parent / "migrations"


class MigrationError(Exception):
    """The database can't be used with this code."""


def config() -> Config:
    """Return alembic's configuration."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return made


def migrate(engine: Engine) -> None:
    """Bring the database to the code's revision in one transaction; what fails leaves it as it was.

    Raises:
        MigrationError: it is newer than the code, corrupt, read-only, locked or no database of this program.
    """
    try:
        with faults(), engine.connect() as connection, unforced(connection), connection.begin():
            check(connection)
            upgrade(connection)
            if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
                raise MigrationError("the database can't be migrated: rows refer to others that are not there")
    except StorageFault as fault:
        raise MigrationError(f"the database can't be used: {fault.kind}") from fault
    except CommandError as error:
        raise MigrationError(f"the database can't be migrated: {error}") from error


def require_current(engine: Engine) -> None:
    """Refuse a database that has not been brought to this code's revision.

    Raises:
        MigrationError: it is missing, older, newer or unusable.
    """
    try:
        with faults(), engine.connect() as connection:
            check(connection)
            revision = MigrationContext.configure(connection).get_current_revision()
    except StorageFault as fault:
        raise MigrationError(f"the database can't be used: {fault.kind}") from fault
    if revision != ScriptDirectory.from_config(config()).get_current_head():
        raise MigrationError("the database is not of this program's revision; `gapwise migrate` brings it there")


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations that are missing, in the transaction of ``connection``."""
    made = config()
    made.attributes["connection"] = connection
    command.upgrade(made, revision)


def check(connection: Connection) -> None:
    """Refuse a database that this code does not know.

    Raises:
        MigrationError: its revision is of newer code, or SQLite finds it corrupt.
    """
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
        if found != "ok":
            raise MigrationError("the database can't be used: corrupt")
    revision = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if revision is not None and revision not in known:
        raise MigrationError("the database is newer than this program; update the program or restore an older backup")
