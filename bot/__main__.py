"""The `gapwise` command line."""

from __future__ import annotations

import argparse
import importlib
import os
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
    """Run one command and return its exit code: 0 done, 1 found something wrong or was no longer listened to, 2 could not start."""
    try:
        try:
            args = parser().parse_args(argv)
            run = cast("Callable[[argparse.Namespace], int]", args.run)
            return run(args)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # Its reader has gone, as `head` does. What is left goes nowhere, or Python would complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(main())
