"""Faults of the database itself, told apart from mistakes in what was asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class StorageFault(Exception):  # noqa: N818 a fault is what it is called everywhere
    """The database could not do what it was asked; nothing of the transaction holds. ``kind`` is for people to read."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"database: {kind}")
        self.kind = kind


LOCKED = "locked by another process"
_KINDS = {
    "locked": LOCKED,
    "busy": LOCKED,
    "disk is full": "disk full",
    "readonly": "read-only",
    "read-only": "read-only",
    "unable to open": "can't be opened",
    "malformed": "corrupt",
    "not a database": "corrupt",
    "disk i/o": "disk error",
}

# SQLite reports mistakes in a statement under the same class as its own troubles.
_MISTAKES = ("no such", "syntax error", "has no column", "too many", "already exists")


@contextmanager
def faults() -> Iterator[None]:
    """Turn the driver's errors about the database itself into ``StorageFault``; others pass.

    Raises:
        StorageFault: when the database is locked, full, read-only, corrupt or out of reach.
    """
    try:
        yield
    except PoolTimeoutError as error:
        raise StorageFault("out of reach") from error
    except Exception as error:
        kind = _kind(error.orig if isinstance(error, DBAPIError) else error)
        if kind is None:
            raise
        raise StorageFault(kind) from error


def _kind(error: BaseException | None) -> str | None:
    # Every driver names its errors alike (PEP 249).
    name, said = type(error).__name__, str(error).lower()
    if name not in ("OperationalError", "DatabaseError") or any(words in said for words in _MISTAKES):
        return None
    known = next((kind for words, kind in _KINDS.items() if words in said), None)
    return known or ("out of reach" if name == "OperationalError" else None)
