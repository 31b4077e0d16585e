"""`gapwise export` and `gapwise forget`: what a person can do in the chat, done for them by an operator."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TypeAlias

from bot.commands import telling
from bot.usecases import account
from questions.model import Learner
from storage.unit import UnitOfWork

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  # argparse gives the type no public name


def add(commands: Commands) -> None:
    """Register ``export`` and ``forget``."""
    out = commands.add_parser("export", help="print everything that is kept about a person, as JSON")
    out.set_defaults(run=lambda args: _with(args.learner, _export))
    gone = commands.add_parser("forget", help="erase everything that is kept about a person, at once and for good")
    gone.set_defaults(run=lambda args: _with(args.learner, account.forget))
    for command in (out, gone):
        command.add_argument("learner", type=telling.number, metavar="LEARNER", help="the person's Telegram user id")


def _export(uow: UnitOfWork, learner: Learner) -> None:
    sys.stdout.write(account.export_text(uow, learner) + "\n")


def _with(user_id: int, work: Callable[[UnitOfWork, Learner], None]) -> int:
    def find(uow: UnitOfWork) -> int:
        learner = uow.learners.by_user(user_id)
        if learner is None:
            sys.stderr.write(f"gapwise: nobody is known under {user_id}\n")
            return 1
        work(uow, learner)
        return 0

    return telling.run_in_database(find)
