"""Load: `python -m tests.bench.delivery_load [people]`, ten thousand by default, which takes about seven minutes.

So many people are due in the same minute, while others write and wait for a reply. The server holds Telegram's limits: not one call may be
refused. Printed are how long the pushes took, how far their order is from the order of waiting, and how long replies took.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.local.flood import Limits as ServerLimits
from bot.local.objects import Status
from bot.local.server import BotApiServer, Call
from questions.model import Learner, Schedule, Target
from storage.engine import open_engine
from storage.migrate import migrate
from storage.unit import Database, UnitOfWork
from tests.harness.processes import TOKEN, Order, start
from tests.harness.tally import EPOCH

REPLIES_A_SECOND = 4
PATIENCE = 2.0  # seconds that 95 of 100 replies may take at most


class Watch:
    """What the server saw."""

    def __init__(self) -> None:
        self.pushed: list[int] = []
        self.asked: dict[int, float] = {}
        self.waits: list[float] = []
        self.refused = 0

    def on_call(self, call: Call) -> None:
        """Count a call."""
        self.refused += call.error is not None and call.error.code == 429
        if call.method != "sendmessage" or call.error is not None:
            return
        user = int(str(call.params.values["chat_id"]))
        if str(call.params.values["text"]).startswith("push"):
            self.pushed.append(user)
        elif user in self.asked:
            self.waits.append(asyncio.get_running_loop().time() - self.asked.pop(user))


def _enrol(uow: UnitOfWork, people: int) -> None:
    for user in range(1, people + 1):
        due = EPOCH + timedelta(milliseconds=user)
        uow.learners.add(Learner(0, user, user, "en", Schedule("UTC"), Target(), created_at=EPOCH, next_daily_at=due))


async def load(people: int) -> int:
    """Run and print what came of it; 1 when a limit was passed, a push was lost or doubled, or replies took too long."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/load.db"
        engine = open_engine(url)
        migrate(engine)
        database, watch, rng = Database(engine), Watch(), random.Random(6)
        database.run(lambda uow: _enrol(uow, people))
        server = BotApiServer(token=TOKEN, now=lambda: datetime.now(UTC), on_call=watch.on_call, limits=ServerLimits())  # noqa: TID251 a real clock
        store = server.people._world.store
        with store.transaction():
            for user in range(1, people + 1):
                store.save_person(replace(server.people.person(user), status=Status.MEMBER))
        port = await server.start()
        clock = asyncio.get_running_loop()
        began = clock.time()
        process = start(Order(f"http://127.0.0.1:{port}", url, limited=True))
        while len(watch.pushed) < people:
            if not process.is_alive():
                raise RuntimeError(f"the bot ended with {process.exitcode}")
            user = rng.randrange(1, people + 1)
            if user not in watch.asked:
                watch.asked[user] = clock.time()
                server.people.say(user, "hello there")
            await asyncio.sleep(1 / REPLIES_A_SECOND)
        took = clock.time() - began
        await asyncio.sleep(3)
        process.terminate()
        process.join()
        await server.stop()
        database.close()
    return _judge(watch, people, took)


def _judge(watch: Watch, people: int, took: float) -> int:
    watch.waits.sort()
    slow = watch.waits[int(len(watch.waits) * 0.95)]
    late = max(place + 1 - user for place, user in enumerate(watch.pushed))
    doubled = len(watch.pushed) - len(set(watch.pushed))
    sys.stdout.write(f"{people} pushes in {took:.0f} s ({people / took:.1f} a second), {doubled} doubled, {watch.refused} calls refused\n")
    sys.stdout.write(f"nobody was overtaken by more than {late} who had waited less long\n")
    sys.stdout.write(f"{len(watch.waits)} replies meanwhile, 95 of 100 within {slow:.2f} s, the slowest {watch.waits[-1]:.2f} s\n")
    return int(bool(watch.refused or doubled) or slow > PATIENCE)


def main(args: Sequence[str] = ()) -> int:
    """Run with the number given, or with ten thousand."""
    return asyncio.run(load(int(args[0]) if args else 10_000))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
