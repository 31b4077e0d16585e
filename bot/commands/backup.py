"""`gapwise backup` and `gapwise restore`: a copy of the database while the bot runs, and the way back while it does not."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TypeAlias

from bot.commands import telling
from bot.settings import Settings
from storage.backup import back_up, restore
from storage.lock import hold

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  # argparse gives the type no public name


def add(commands: Commands) -> None:
    """Register ``backup`` and ``restore``."""
    out = commands.add_parser("backup", help="copy the database to FILE; the bot may be running")
    out.add_argument("file", type=Path, metavar="FILE")
    out.set_defaults(run=lambda args: telling.run(lambda settings: _back_up(settings, args.file)))
    back = commands.add_parser("restore", help="replace the database by the backup FILE, if that is sound; not while the bot runs")
    back.add_argument("file", type=Path, metavar="FILE")
    back.set_defaults(run=lambda args: telling.run(lambda settings: _restore(settings, args.file)))


def _back_up(settings: Settings, file: Path) -> int:
    back_up(settings.database_url, file)
    sys.stdout.write(f"{file}\n")
    return 0


def _restore(settings: Settings, file: Path) -> int:
    with hold(settings.database_url):
        restore(settings.database_url, file)
    sys.stdout.write("restored; the database that was there is kept beside it, ending in .before-restore\n")
    return 0
