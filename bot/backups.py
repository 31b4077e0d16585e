"""The daily backup, where a folder for it is set: one file a day, those of seven days kept."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

from bot.clock import Clock
from storage.backup import BackupError, back_up

_LOG = logging.getLogger(__name__)
KEPT = 7  # days, today included: so long somebody who was forgotten may still stand in a backup
_PATTERN = "gapwise-????-??-??.db*"  # with what a backup that was cut short left


class DailyBackup:
    """Makes the backup of a UTC day when first asked on it."""

    def __init__(self, folder: Path | None, url: str, clock: Clock) -> None:
        self._folder, self._url, self._clock = folder, url, clock

    async def __call__(self) -> None:
        """Back up, unless today's backup exists; a failure is logged, and tried again when asked again."""
        if self._folder is None:
            return
        today = self._clock.now()
        target = self._folder / f"gapwise-{today:%Y-%m-%d}.db"
        if target.exists():
            return
        try:
            await asyncio.to_thread(self._make, target, f"gapwise-{today - timedelta(days=KEPT - 1):%Y-%m-%d}.db")
        except BackupError as error:
            _LOG.error("the daily backup failed: %s", error)

    def _make(self, target: Path, oldest: str) -> None:
        back_up(self._url, target)
        for each in target.parent.glob(_PATTERN):
            if each.name < oldest or each.suffix == ".part":
                each.unlink()
