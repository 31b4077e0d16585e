"""`gapwise run`: migrate, load the bank, talk to Telegram or start the local chat."""

from __future__ import annotations

import argparse
import asyncio
import gc
import random
import signal
from contextlib import ExitStack
from typing import TypeAlias

from bot.app import App
from bot.clock import SystemClock
from bot.coach import Coach
from bot.commands import telling
from bot.gapwise import Gapwise
from bot.logs import set_up_logs
from bot.pictures.render import Painter
from bot.settings import Settings
from bot.starting import require_ports
from questions.loading import load_bank
from storage.engine import open_engine, password_of
from storage.lock import hold
from storage.migrate import migrate

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  # argparse gives the type no public name


def add(commands: Commands) -> None:
    """Register ``run`` and ``migrate``."""
    run = commands.add_parser("run", help="migrate the database and start the bot; without a token, the local chat")
    run.set_defaults(run=lambda _args: telling.run(_run))
    only = commands.add_parser("migrate", help="bring the database to this program's revision")
    only.set_defaults(run=lambda _args: telling.run(_migrate))


def _run(settings: Settings) -> int:
    set_up_logs(settings.log_level, settings.log_format, secrets_of(settings))
    with ExitStack() as stack:
        # Until the loop listens for these itself: nothing is in hand yet that would have to be finished.
        for name in (signal.SIGTERM, signal.SIGINT):
            stack.callback(signal.signal, name, signal.signal(name, _leave))
        require_ports(ports_of(settings))
        stack.enter_context(hold(settings.database_url))
        bank = load_bank()
        _migrate(settings)
        coach, painter = Coach.of(bank, settings.admin_ids), Painter()
        stack.callback(painter.close)
        rng = random.Random(random.SystemRandom().getrandbits(64))  # noqa: S311 it chooses questions and guards nothing
        app = App(settings, lambda database: Gapwise(coach, database, painter), SystemClock(), rng)
        # The bank stays for ever: the collector need not walk through it again and again.
        gc.freeze()
        return asyncio.run(app.run())


def _leave(_signal: int, _frame: object) -> None:
    raise SystemExit(0)


def ports_of(settings: Settings) -> list[tuple[str, int, str]]:
    """Return where the bot will listen, and the settings that say so."""
    ports = [(settings.health_listen, settings.health_port, "HEALTH_PORT")] if settings.health_port else []
    if settings.telegram_bot_token is None:
        ports.append((settings.local_chat_listen, settings.local_chat_port, "LOCAL_CHAT_PORT"))
    elif settings.webhook_url is not None:
        ports.append((settings.webhook_listen, settings.webhook_port, "WEBHOOK_PORT"))
    return ports


def _migrate(settings: Settings) -> int:
    engine = open_engine(settings.database_url)
    try:
        migrate(engine)
    finally:
        engine.dispose()
    return 0


def secrets_of(settings: Settings) -> list[str]:
    """Return what must not appear in any log."""
    known = [secret.get_secret_value() for secret in (settings.telegram_bot_token, settings.webhook_secret) if secret is not None]
    return [*known, password_of(settings.database_url) or ""]
