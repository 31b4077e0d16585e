"""`gapwise recompute` and `gapwise explain`: beliefs rebuilt from the answers alone, and one person's explained."""

from __future__ import annotations

import argparse
import random
import sys
from datetime import datetime
from functools import partial
from typing import TypeAlias

from bot.clock import SystemClock
from bot.commands import telling
from bot.localchat import shifted
from bot.settings import read_settings
from bot.texts import translator
from bot.usecases import explaining, learning
from bot.usecases.case import Case
from bot.usecases.rebuilding import fits, rebuild
from bot.views.explaining import explanation
from questions.loading import load_bank
from questions.model import Bank, Learner
from storage.unit import Database, UnitOfWork

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  # argparse gives the type no public name
_WHO = "the person's Telegram user id"


def add(commands: Commands) -> None:
    """Register ``recompute`` and ``explain``."""
    again = commands.add_parser("recompute", help="rebuild beliefs and reviews from the stored answers; the bot may be running")
    again.add_argument("learner", type=telling.number, nargs="?", metavar="LEARNER", help=f"{_WHO} (default: everybody)")
    again.set_defaults(run=lambda args: telling.run_on_database(partial(_recompute, only=args.learner)))
    why = commands.add_parser("explain", help="say in plain words what is believed of a person, what is due, and why they are asked what")
    why.add_argument("learner", type=telling.number, metavar="LEARNER", help=_WHO)
    why.set_defaults(run=lambda args: telling.run_on_database(partial(_explain, user_id=args.learner)))


def _recompute(database: Database, only: int | None) -> int:
    bank = load_bank()
    last, count, differed = 0, 0, 0
    while (step := database.run(partial(_recompute_one, bank=bank, after=last, only=only))) is not None:
        last, changed = step
        count, differed = count + 1, differed + changed
        if only is not None:
            break
    if only is not None and not count:
        return _unknown(only)
    sys.stdout.write(f"{count} recomputed, {differed} differed\n")
    return 0


def _recompute_one(uow: UnitOfWork, bank: Bank, after: int, only: int | None) -> tuple[int, bool] | None:
    """Rebuild one person in a transaction of their own, with the calibration that is in force in it."""
    learner: Learner | None = uow.learners.next(after) if only is None else uow.learners.by_user(only)
    if learner is None:
        return None
    return learner.id, rebuild(uow, learning.informed(uow, bank), learner)


def _explain(database: Database, user_id: int) -> int:
    machine = SystemClock()
    # Without a token the local chat is what runs on the database, and its clock may have been set ahead.
    clock = shifted(database, machine) if read_settings().telegram_bot_token is None else machine
    return database.run(partial(_explain_at, user_id=user_id, at=clock.now()))


def _explain_at(uow: UnitOfWork, user_id: int, at: datetime) -> int:
    learner = uow.learners.by_user(user_id)
    if learner is None:
        return _unknown(user_id)
    coach = learning.informed(uow, load_bank())
    if not fits(uow, coach, learner):
        return telling.fail(f"the belief stored for {user_id} is of another bank or program; `gapwise recompute {user_id}` renews it")
    # A seed of the person's own: asked twice, the example of what comes next is the same.
    case = Case(uow, coach, learner, at, random.Random(learner.id))  # noqa: S311 it guards nothing
    sys.stdout.write(explanation(translator(learner.lang), coach, learner, explaining.explain(case)) + "\n")
    return 0


def _unknown(user_id: int) -> int:
    sys.stderr.write(f"gapwise: nobody is known under {user_id}\n")
    return 1
