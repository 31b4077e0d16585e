"""A scene for bots that come and go: a Bot API server, its people, and the database that all those bots share."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final

from bot.delivery.probe import Step
from bot.local.faults import Faults
from bot.local.flood import Limits as ServerLimits
from bot.local.objects import Status
from bot.local.server import BotApiServer, Call
from questions import days
from questions.model import Learner, Schedule, Target
from storage.engine import open_engine
from storage.migrate import migrate
from storage.unit import Database, UnitOfWork
from tests.harness.crowd import PUSH, Crowd
from tests.harness.judge import Judge
from tests.harness.processes import BANK, TOKEN, Order
from tests.harness.town import MovableClock, free_port

BEGIN: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday


class Scene:
    """People numbered from 1: every fifth is new; of the others every third sleeps until their push, which falls due while they look on."""

    def __init__(
        self,
        folder: Path,
        people: int,
        rng: random.Random,
        *,
        by_webhook: bool = False,
        faults: Faults | None = None,
        limits: ServerLimits | None = None,
    ) -> None:
        clock = MovableClock()
        clock.ahead = BEGIN - clock.now()
        self.clock, self.people = clock, range(1, people + 1)
        self.server = BotApiServer(token=TOKEN, now=clock.now, on_call=self._watch, faults=faults, limits=limits)
        self.url = f"sqlite:///{folder}/scene.db"
        self.database = Database(open_engine(f"{self.url}?timeout=60"))  # it looks on while a busy bot writes
        self.webhook_port = free_port() if by_webhook else 0
        known = [user for user in self.people if user % 5]
        self.crowd = Crowd(self.server.people, BANK, rng, sleepers=frozenset(known[::3]))
        self.pushes: Counter[int] = Counter()
        self.calls = 0
        self.heard: Callable[[Call], None] = lambda _call: None

    async def open(self) -> None:
        """Enrol those who are known, and start the server."""
        engine = open_engine(self.url)
        migrate(engine)
        engine.dispose()
        self.database.run(self._enrol)
        self.port = await self.server.start()

    def schedule(self, user: int) -> Schedule | None:
        """Return the rhythm of somebody who is known; ``None`` for others."""
        # Those who sleep are due one after another in the seconds that a test lasts, some of them for a summary too.
        daily_at = time(9, 0, user % 10) if user in self.crowd.sleepers else time(8)
        return Schedule("UTC", daily_at=daily_at, weekday=0 if user % 5 == 1 else 3) if user % 5 else None

    def _enrol(self, uow: UnitOfWork) -> None:
        before = BEGIN - timedelta(seconds=1)
        for user in self.people:
            schedule = self.schedule(user)
            if schedule is not None:
                new = Learner(0, user, user, "en", schedule, Target(), created_at=BEGIN - timedelta(days=3))
                daily, weekly = days.next_daily(schedule, before), days.next_weekly(schedule, before)
                uow.learners.add(replace(new, next_daily_at=daily, next_weekly_at=weekly))
                self.server.people._keep(replace(self.server.people.person(user), status=Status.MEMBER))

    def _watch(self, call: Call) -> None:
        self.calls += 1
        if call.method == "sendmessage" and call.error is None and PUSH in str(call.params.values["text"]):
            self.pushes[int(str(call.params.values["chat_id"]))] += 1
        self.heard(call)

    def order(self, dies_at: tuple[Step, int] | None = None, *, limited: bool = False) -> Order:
        """Return what a bot is to run with."""
        return Order(f"http://127.0.0.1:{self.port}", self.url, self.webhook_port, self.clock.ahead, dies_at, limited)

    async def more(self, calls: int) -> None:
        """Wait until the bot has made so many more calls."""
        enough = self.calls + calls
        async with asyncio.timeout(60):
            while self.calls < enough:  # noqa: ASYNC110 counted where no event is at hand
                await asyncio.sleep(0.002)

    async def drained(self) -> bool:
        """Whether nothing waits: at the server, in the inbox, in the outbox."""
        waiting = await self.database.do(lambda uow: uow.inbox.waiting()[0] + uow.outbox.count())
        return not waiting and not self.server.pending_updates()

    def verdict(self) -> list[str]:
        """Return what is wrong, person by person."""
        judge = Judge(self.crowd, self.clock.now(), ordered=not self.webhook_port)
        wrong = self.database.run(judge.verdict)
        return wrong + [f"{user}: pushed {count} times" for user, count in self.pushes.items() if count > 1]

    async def close(self) -> None:
        """Stop the server."""
        await self.server.stop()
        self.database.close()
