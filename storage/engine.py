"""Engines and pragmas: the only place that knows a dialect."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 2  # so long everybody waits for another process; and the program for its end


def check_url(url: str) -> None:
    """Refuse what is no database URL, or of a database that is not known.

    Raises:
        ValueError: saying what it should be.
    """
    try:
        make_url(url).get_dialect().import_dbapi()
    except ImportError as error:
        raise ValueError(f"needs a driver that is not installed: {error.name}") from None
    except (ArgumentError, ValueError):  # an unknown dialect is one of the former, and the latter quote a part of the URL
        raise ValueError("must be a database URL, such as sqlite:///data/gapwise.db") from None


def password_of(url: str) -> str | None:
    """Return the password in a database URL, which must not appear anywhere."""
    return make_url(url).password


def open_engine(url: str, *, create: bool = True) -> Engine:
    """Open ``url``. A SQLite file's folder is made when ``create``; its journal is WAL.

    ``synchronous=FULL``: in WAL mode NORMAL may lose the last commits on a power cut, and a commit here is the promise
    on which Telegram is told that an update arrived.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True)
    memory = parsed.database in (None, "", ":memory:")
    if create and not memory:
        Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
    extra: dict[str, Any] = {"poolclass": StaticPool} if memory else {}
    patient = parsed if "timeout" in parsed.query else parsed.update_query_dict({"timeout": str(BUSY_SECONDS)})
    engine = create_engine(patient, connect_args={"check_same_thread": False}, **extra)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin_immediate)
    return engine


@contextmanager
def unforced(connection: Connection) -> Iterator[None]:
    """Have foreign keys not enforced in the block, which must begin before the transaction does.

    SQLite alters a table by copying it, and dropping the old copy would delete whatever refers to it.
    """
    cursor = connection.connection.cursor()
    if connection.dialect.name == "sqlite":
        cursor.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        if connection.dialect.name == "sqlite":
            cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()


def scrub(engine: Engine) -> None:
    """Have deleted content vanish from SQLite's journal as well, which otherwise holds it until it happens to be written over.

    A journal that another process is reading is left for the next time.
    """
    if engine.dialect.name != "sqlite":
        return
    with suppress(sqlite3.Error), closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own transaction control begins late and commits before DDL; ours begins with the unit of work.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin_immediate(connection: Any) -> None:  # noqa: ANN401 SQLAlchemy's Connection, untyped in its event
    # A deferred transaction that turns into a writer fails at once when another process writes; this one waits its turn.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
