"""The `gapwise` command line."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from typing import cast

COMMANDS = ("run", "backup", "inbox", "person", "learning", "bank")


def parser() -> argparse.ArgumentParser:
    """Build the parser; each module of ``bot.commands`` adds its own subcommands."""
    top = argparse.ArgumentParser(prog="gapwise", description="Interview-prep and skills-gap coach for data engineers, in Telegram.")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name in COMMANDS:
        importlib.import_module(f"bot.commands.{name}").add(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 found something wrong, 2 could not start."""
    args = parser().parse_args(argv)
    run = cast("Callable[[argparse.Namespace], int]", args.run)
    return run(args)


if __name__ == "__main__":
    sys.exit(main())
