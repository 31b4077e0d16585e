"""Backup and restore of a SQLite database: an online copy while the bot runs, and a checked, atomic way back."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, create_engine

from storage.faults import StorageFault, faults
from storage.lock import file_of
from storage.migrate import MigrationError, check


class BackupError(Exception):
    """The copy could not be made, or must not be used."""


def back_up(url: str, target: Path) -> None:
    """Copy the database to ``target`` as of one moment, while others read and write it; an existing file is replaced at the end.

    Raises:
        BackupError: saying what is wrong; then ``target`` is as it was.
    """
    source = _file(url)
    if not source.exists():
        raise BackupError(f"there is no database at {source}")
    # Put in its own place, a running bot would go on writing to a file that nobody finds again.
    if target.resolve() in {source.with_name(source.name + ending).resolve() for ending in ("", "-wal", "-shm", ".lock")}:
        raise BackupError(f"{target} is the database itself")
    if not target.name or target.is_dir():
        raise BackupError(f"{target} is no file")
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        _copy(source, part)
        _replace(part, target)
    except (sqlite3.Error, OSError) as error:
        part.unlink(missing_ok=True)
        raise BackupError(f"no backup was made: {error}") from error


def restore(url: str, source: Path) -> None:
    """Replace the database by ``source`` once that has been found whole and not newer than this program.

    The database that was there is kept beside it with the ending ``.before-restore``. The caller holds the lock.

    Raises:
        BackupError: saying what is wrong; then nothing was changed.
    """
    target = _file(url)
    if not source.is_file():
        raise BackupError(f"there is no file {source}")
    _check(source)
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        _copy(source, part)
        if target.exists():
            _keep(target, target.with_name(target.name + ".before-restore"))
        # The journal of the old database must not be applied to the new one.
        for ending in ("-wal", "-shm"):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        _replace(part, target)
    except (sqlite3.Error, OSError) as error:
        part.unlink(missing_ok=True)
        raise BackupError(f"nothing was restored: {error}") from error


def _file(url: str) -> Path:
    file = file_of(url)
    if file is None:
        raise BackupError("only a SQLite file is backed up here; for another database use its own tools")
    return file


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")  # one file, without a journal beside it


def _keep(target: Path, kept: Path) -> None:
    part = kept.with_name(kept.name + ".part")
    part.unlink(missing_ok=True)
    try:
        _copy(target, part)
    except sqlite3.Error:
        # Too broken to be copied as a database, which may be why another is wanted in its place: kept as it lies there.
        shutil.copyfile(target, part)
    _replace(part, kept)


def _replace(part: Path, target: Path) -> None:
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _check(source: Path) -> None:
    engine = create_engine(URL.create("sqlite", database=str(source)))
    try:
        with faults(), engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
            if found != "ok":
                raise BackupError("the file is corrupt")
            if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").scalar_one() == 0:
                raise BackupError("the file is no backup of this program")
            check(connection)
    except StorageFault as fault:
        raise BackupError(f"the file can't be used: {fault.kind}") from fault
    except MigrationError as error:
        raise BackupError(str(error)) from error
    finally:
        engine.dispose()
