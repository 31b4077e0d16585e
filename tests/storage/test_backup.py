"""Backup and restore: a copy while others write, and a checked way back."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from storage.backup import BackupError, back_up, restore
from storage.engine import open_engine
from storage.lock import InUseError, hold
from storage.unit import Database


def _notes(url: str, *keys: str) -> list[str | None]:
    database = Database(open_engine(url))
    found = database.run(lambda uow: [uow.notes.get(key) for key in keys])
    database.close()
    return found


def test_a_backup_holds_what_was_committed_and_is_one_file(url: str, database: Database, tmp_path: Path) -> None:
    database.run(lambda uow: uow.notes.set("a", "x"))
    target = tmp_path / "out" / "copy.db"
    back_up(url, target)
    assert [each.name for each in target.parent.iterdir()] == ["copy.db"]
    assert _notes(f"sqlite:///{target}", "a") == ["x"]


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", ".lock"])
def test_the_database_itself_is_no_place_for_its_backup(url: str, database: Database, tmp_path: Path, ending: str) -> None:
    database.run(lambda uow: uow.notes.set("a", "x"))
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(BackupError, match="the database itself"):
        back_up(url, tmp_path / "link" / f"test.db{ending}")
    database.run(lambda uow: uow.notes.set("a", "y"))
    assert _notes(url, "a") == ["y"]


@pytest.mark.parametrize("name", ["", "/", "."])
def test_a_folder_is_no_place_for_a_backup(url: str, name: str) -> None:
    with pytest.raises(BackupError, match="is no file"):
        back_up(url, Path(name))


def test_a_backup_made_while_others_write_is_of_one_moment(url: str, database: Database, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            database.run(lambda uow, text=str(number): [uow.notes.set(key, text) for key in "ab"])  # type: ignore[misc]  # a default's type

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            back_up(url, tmp_path / f"{number}.db")
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        one, other = _notes(f"sqlite:///{tmp_path}/{number}.db", "a", "b")
        assert one == other


def test_restoring_brings_the_old_state_back_and_keeps_the_newer_one_beside_it(url: str, tmp_path: Path) -> None:
    database = Database(open_engine(url))
    database.run(lambda uow: uow.notes.set("a", "old"))
    back_up(url, tmp_path / "copy.db")
    database.run(lambda uow: uow.notes.set("a", "new"))
    database.close()
    restore(url, tmp_path / "copy.db")
    assert _notes(url, "a") == ["old"]
    assert _notes(f"sqlite:///{tmp_path}/test.db.before-restore", "a") == ["new"]


def test_a_corrupt_database_can_be_replaced_by_a_backup(url: str, tmp_path: Path) -> None:
    back_up(url, tmp_path / "copy.db")
    (tmp_path / "test.db").write_bytes(b"rubbish" * 1000)
    restore(url, tmp_path / "copy.db")
    assert _notes(url, "a") == [None]
    assert (tmp_path / "test.db.before-restore").read_bytes() == b"rubbish" * 1000


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(b"rubbish" * 1000, "corrupt"), (b"", "no backup of this program"), (None, "there is no file")],
)
def test_what_is_no_sound_backup_is_refused_and_nothing_changes(url: str, tmp_path: Path, content: bytes | None, complaint: str) -> None:
    before = (tmp_path / "test.db").read_bytes()
    if content is not None:
        (tmp_path / "bad.db").write_bytes(content)
    with pytest.raises(BackupError, match=complaint):
        restore(url, tmp_path / "bad.db")
    assert (tmp_path / "test.db").read_bytes() == before


def test_a_backup_of_newer_code_is_refused(url: str, tmp_path: Path) -> None:
    back_up(url, tmp_path / "copy.db")
    engine = open_engine(f"sqlite:///{tmp_path}/copy.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'of the future'")
    engine.dispose()
    with pytest.raises(BackupError, match="newer than this program"):
        restore(url, tmp_path / "copy.db")


def test_a_backup_that_fails_leaves_the_former_one(tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_bytes(b"rubbish" * 1000)
    (tmp_path / "copy.db").write_bytes(b"the former one")
    with pytest.raises(BackupError, match="no backup was made"):
        back_up(f"sqlite:///{tmp_path}/broken.db", tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_bytes() == b"the former one"
    with pytest.raises(BackupError, match="no database"):
        back_up(f"sqlite:///{tmp_path}/missing.db", tmp_path / "copy.db")


def test_one_process_at_a_time_works_on_a_database_file(url: str) -> None:
    with hold(url), pytest.raises(InUseError, match="another gapwise"), hold(url):
        pass
    with hold(url):
        pass


def test_a_database_that_is_no_file_needs_no_lock_and_has_no_backup(tmp_path: Path) -> None:
    with hold("sqlite://"), hold("sqlite://"):
        pass
    with pytest.raises(BackupError, match="SQLite file"):
        back_up("postgresql://somewhere/gapwise", tmp_path / "copy.db")
