"""`gapwise inbox`: updates that could not be handled and were set aside."""

from __future__ import annotations

import argparse
import sys
from typing import TypeAlias

from bot.commands import telling
from storage.unit import UnitOfWork

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  # argparse gives the type no public name


def add(commands: Commands) -> None:
    """Register ``inbox`` and its own subcommands."""
    inbox = commands.add_parser("inbox", help="list updates that were set aside, and retry or drop them")
    kinds = inbox.add_subparsers(title="inbox commands", required=True, metavar="COMMAND")
    listing = kinds.add_parser("list", help="list them: number, when, how often tried, which error; never what was said")
    listing.set_defaults(run=lambda _args: telling.run_in_database(_list))
    for name, what in (("retry", "have one handled again; a running bot does so within a tick"), ("drop", "give one up")):
        each = kinds.add_parser(name, help=what)
        each.add_argument("update", type=telling.number, metavar="ID")
        each.set_defaults(run=lambda args, name=name: telling.run_in_database(lambda uow: _change(uow, name, args.update)))


def _list(uow: UnitOfWork) -> int:
    parked = uow.inbox.parked()
    for entry in parked:
        sys.stdout.write(f"{entry.update_id}  {entry.received_at:%Y-%m-%d %H:%M:%S} UTC  {entry.attempts} tries  {entry.error}\n")
    count, since = uow.inbox.waiting()
    sys.stdout.write(f"{len(parked)} set aside, {count} waiting" + (f" since {since:%Y-%m-%d %H:%M:%S} UTC\n" if since else "\n"))
    return 0


def _change(uow: UnitOfWork, what: str, update_id: int) -> int:
    found = uow.inbox.retry(update_id) if what == "retry" else uow.inbox.drop(update_id)
    if not found:
        sys.stderr.write(f"gapwise: nothing is set aside under {update_id}\n")
        return 1
    return 0
