"""The daily backup, where a folder for it is set: one file a day, the newest seven kept."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from bot.clock import Clock
from storage.backup import BackupError, back_up

_LOG = logging.getLogger(__name__)
KEPT = 7
_PATTERN = "gapwise-????-??-??.db"


class DailyBackup:
    """Makes the backup of a UTC day when first asked on it."""

    def __init__(self, folder: Path | None, url: str, clock: Clock) -> None:
        self._folder, self._url, self._clock = folder, url, clock

    async def __call__(self) -> None:
        """Back up, unless today's backup exists; a failure is logged, and tried again when asked again."""
        if self._folder is None:
            return
        target = self._folder / f"gapwise-{self._clock.now():%Y-%m-%d}.db"
        if target.exists():
            return
        try:
            await asyncio.to_thread(self._make, self._folder, target)
        except BackupError as error:
            _LOG.error("the daily backup failed: %s", error)

    def _make(self, folder: Path, target: Path) -> None:
        back_up(self._url, target)
        for old in sorted(folder.glob(_PATTERN))[:-KEPT]:
            old.unlink()
