"""A desk with the packaged bank and a migrated database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.coach import Coach
from questions.loading import load_bank
from questions.model import Bank
from storage.engine import open_engine
from storage.migrate import migrate
from storage.unit import Database
from tests.bot.usecases.desk import Desk


@pytest.fixture(scope="session")
def bank() -> Bank:
    """The packaged bank."""
    return load_bank()


@pytest.fixture
def desk(bank: Bank, tmp_path: Path) -> Iterator[Desk]:
    """A desk with an empty database."""
    url = f"sqlite:///{tmp_path}/desk.db"
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    database = Database(open_engine(url))
    yield Desk(database, Coach.of(bank))
    database.close()
