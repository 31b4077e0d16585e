"""SQL snippets on DuckDB and SQLite: a fresh database in memory for each, all statements run, the last one's rows count."""

from __future__ import annotations

import datetime as dt
import decimal
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Protocol

from questions.proofs.snippets import SECONDS, Actual, Snippet

_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


class _Connection(Protocol):
    def interrupt(self) -> None: ...
    def close(self) -> None: ...


def run_sqlite(snippet: Snippet, seconds: float = SECONDS) -> Actual:
    """Run a snippet on SQLite."""
    return _run(snippet, seconds, lambda: sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False), _sqlite_rows)


def run_duckdb(snippet: Snippet, seconds: float = SECONDS) -> Actual:
    """Run a snippet on DuckDB, which may neither touch files nor load extensions."""
    import duckdb  # noqa: PLC0415  # an extra: a machine without it runs the other engines

    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": "1",
        "enable_external_access": "false",
        "autoinstall_known_extensions": "false",
    }
    return _run(snippet, seconds, lambda: duckdb.connect(":memory:", config=config), _duckdb_rows)


def _run(snippet: Snippet, seconds: float, connect: Callable[[], _Connection], rows: Callable[..., Iterator[tuple[object, ...]]]) -> Actual:
    with closing(connect()) as connection, _limited(connection, seconds) as over:
        try:
            if snippet.fixture.strip():
                list(rows(connection, snippet.fixture))
        except Exception as error:  # noqa: BLE001  # each engine has its own errors, and all of them are findings
            return Actual("broken", text=f"the fixture fails: {error}")
        try:
            return Actual("rows", rows=tuple(tuple(cell(value) for value in row) for row in rows(connection, snippet.code)))
        except Exception as error:  # noqa: BLE001  # the same
            return Actual("broken", text=f"no end within {seconds:g} seconds") if over.is_set() else Actual("error", text=str(error))


@contextmanager
def _limited(connection: _Connection, seconds: float) -> Iterator[threading.Event]:
    """Interrupt the connection when its time is over, and tell so by the event."""
    over = threading.Event()

    def stop() -> None:
        over.set()
        connection.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()


def _sqlite_rows(connection: sqlite3.Connection, script: str) -> Iterator[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for statement in _statements(script):
        found = connection.execute(statement).fetchall()
    return iter(found)


def _duckdb_rows(connection: object, script: str) -> Iterator[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for statement in connection.extract_statements(script):  # type: ignore[attr-defined]  # duckdb is untyped here
        found = connection.execute(statement).fetchall()  # type: ignore[attr-defined]  # the same
    return iter(found)


def _statements(script: str) -> Iterator[str]:
    """Split a script at the semicolons that end a statement, leaving out what is comment alone."""
    statement = ""
    for part in re.split(r"(?<=;)", script):
        statement += part
        if sqlite3.complete_statement(statement) or statement == script:
            if _COMMENT.sub("", statement).strip(" \t\r\n;"):
                yield statement
            statement = ""
    if _COMMENT.sub("", statement).strip(" \t\r\n;"):
        yield statement


def cell(value: object) -> object:
    """Return a value as a proof writes it: ISO strings, plain numbers, lists, mappings of strings."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if value == value and abs(value) != float("inf") else str(value)  # noqa: PLR0124  # NaN alone differs from itself
        case decimal.Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case dt.datetime():
            return value.isoformat(sep=" ")
        case dt.date() | dt.time():
            return value.isoformat()
        case bytes():
            return value.hex()
        case list() | tuple():
            return tuple(cell(inner) for inner in value)
        case dict():
            return {str(key): cell(inner) for key, inner in value.items()}
        case _:
            return str(value)
