"""How a command that needs the settings begins, and how it says in one line why it could not start."""

from __future__ import annotations

import sys
from collections.abc import Callable

from bot.settings import Settings, SettingsError, read_settings
from bot.starting import StartError
from questions.problems import BankError
from storage.backup import BackupError
from storage.engine import open_engine
from storage.faults import StorageFault
from storage.lock import InUseError, file_of
from storage.migrate import MigrationError, require_current
from storage.unit import Database, UnitOfWork


def run(work: Callable[[Settings], int]) -> int:
    """Read the settings and do ``work``; 2 with one line on standard error when that can't be."""
    try:
        return work(read_settings())
    except BrokenPipeError:  # whoever read the output has gone, and needs no telling
        raise
    except BankError as error:
        first = str(error).splitlines()[0]
        return fail(f"the bank has errors; `gapwise bank check` names them all. The first: {first}")
    except (SettingsError, StartError, BackupError, InUseError, MigrationError, StorageFault, OSError) as error:
        return fail(str(error))


def run_in_database(work: Callable[[UnitOfWork], int]) -> int:
    """Do ``work`` in one transaction of a database that is there and up to date; a bot may be running on it."""
    return run_on_database(lambda database: database.run(work))


def run_on_database(work: Callable[[Database], int]) -> int:
    """As ``run_in_database``, for work of several transactions."""

    def run_there(settings: Settings) -> int:
        file = file_of(settings.database_url)
        if file is not None and not file.exists():
            raise MigrationError(f"there is no database at {file}")
        engine = open_engine(settings.database_url, create=False)
        database = Database(engine)
        try:
            require_current(engine)
            return work(database)
        finally:
            database.close()

    return run(run_there)


def number(text: str) -> int:
    """Return an id as the command line gives it, for argparse.

    Raises:
        ValueError: it is none, or has more than the 64 bits of an id.
    """
    value = int(text)
    if abs(value) >= 2**63:
        raise ValueError(text)
    return value


def fail(why: str) -> int:
    """Say why a command could not do its work, and return its exit code."""
    sys.stderr.write(f"gapwise: {why}\n")
    return 2
