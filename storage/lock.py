"""One bot per database file: a lock beside it that ends with the process that holds it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url


class InUseError(Exception):
    """Another process of ours works on this database."""


def file_of(url: str) -> Path | None:
    """Return the file of a SQLite URL; ``None`` for another database, or one in memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


@contextmanager
def hold(url: str) -> Iterator[None]:
    """Hold the lock of a database file while the block runs.

    Raises:
        InUseError: another process holds it.
        OSError: the lock file can't be written.
    """
    file = file_of(url)
    if file is None:
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_name(file.name + ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUseError(f"another gapwise is running on {file.name}") from None
        yield
