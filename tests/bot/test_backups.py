"""The daily backup: one a day, the newest kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.backups import KEPT, DailyBackup
from storage.engine import open_engine
from storage.migrate import migrate
from tests.harness.town import MovableClock


async def test_one_backup_a_day_is_made_and_the_newest_week_is_kept(tmp_path: Path) -> None:
    url, clock, folder = f"sqlite:///{tmp_path}/g.db", MovableClock(), tmp_path / "backups"
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
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


async def test_without_a_folder_nothing_is_done_and_a_failure_is_only_logged(tmp_path: Path) -> None:
    await DailyBackup(None, "sqlite:///nowhere.db", MovableClock())()
    await DailyBackup(tmp_path, f"sqlite:///{tmp_path}/missing.db", MovableClock())()
    assert list(tmp_path.iterdir()) == []  # noqa: ASYNC240 an empty folder of a test
