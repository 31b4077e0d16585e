"""A migrated database in a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.engine import open_engine
from storage.migrate import migrate
from storage.unit import Database


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a database that has been migrated."""
    made = f"sqlite:///{tmp_path}/test.db"
    engine = open_engine(made)
    migrate(engine)
    engine.dispose()
    return made


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """A migrated database."""
    opened = Database(open_engine(url))
    yield opened
    opened.close()
