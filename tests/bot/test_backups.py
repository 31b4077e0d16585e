"""The daily backup: one a day, the newest kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.backups import KEPT, DailyBackup
from storage.engine import open_engine
from storage.migrate import migrate
from tests.harness.town import MovableClock


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database."""
    made = f"sqlite:///{tmp_path}/g.db"
    engine = open_engine(made)
    migrate(engine)
    engine.dispose()
    return made


async def test_one_backup_a_day_is_made_and_the_newest_week_is_kept(tmp_path: Path, url: str) -> None:
    clock, folder = MovableClock(), tmp_path / "backups"
    backup = DailyBackup(folder, url, clock)
    await backup()
    first = sorted(folder.iterdir())
    await backup()
    assert sorted(folder.iterdir()) == first
    for _ in range(KEPT):
        clock.ahead += timedelta(days=1)
        await backup()
    kept = sorted(folder.iterdir())
    assert len(kept) == KEPT
    assert first[0] not in kept


async def test_what_is_older_than_a_week_goes_although_days_had_no_backup(tmp_path: Path, url: str) -> None:
    clock, folder = MovableClock(), tmp_path / "backups"
    backup = DailyBackup(folder, url, clock)
    await backup()
    (folder / "gapwise-2020-01-01.db.part").touch()
    (folder / "of-somebody-else.db").touch()
    clock.ahead += timedelta(days=KEPT)
    await backup()
    assert [each.name for each in sorted(folder.iterdir())] == [f"gapwise-{clock.now():%Y-%m-%d}.db", "of-somebody-else.db"]


async def test_without_a_folder_nothing_is_done_and_a_failure_is_only_logged(tmp_path: Path) -> None:
    await DailyBackup(None, "sqlite:///nowhere.db", MovableClock())()
    await DailyBackup(tmp_path, f"sqlite:///{tmp_path}/missing.db", MovableClock())()
    assert list(tmp_path.iterdir()) == []  # noqa: ASYNC240 an empty folder of a test
