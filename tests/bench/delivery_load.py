"""Load on the coach: `python -m tests.bench.delivery_load [people]`, ten thousand by default, which takes about seven minutes.

The daily quiz of so many people falls due in the same minute, while others write and wait for a reply. The server holds Telegram's
limits: not one call may be refused. Printed are how long the pushes took, how far their order is from the order of waiting, and how long
replies took.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from collections.abc import Sequence
from datetime import time
from pathlib import Path

from bot.local.flood import Limits as ServerLimits
from bot.local.server import Call
from questions.model import Schedule
from tests.bench.tables import table
from tests.harness.crowd import PUSH
from tests.harness.processes import start
from tests.harness.scene import Scene

REPLIES_A_SECOND = 4
PATIENCE = 2.0  # seconds that 95 of 100 replies may take at most


class Rush(Scene):
    """People who are due one after another within a minute, in the order of their numbers, and what the server sees of it."""

    def __init__(self, folder: Path, people: int) -> None:
        super().__init__(folder, people, random.Random(6), limits=ServerLimits())
        self.heard = self._hear
        self.pushed: list[int] = []
        self.asked: dict[int, float] = {}
        self.waits: list[float] = []
        self.refused = 0

    def schedule(self, user: int) -> Schedule:
        """Return the rhythm of somebody."""
        second, part = divmod(user * 59_000_000 // len(self.people), 1_000_000)
        return Schedule("UTC", daily_at=time(9, 0, second, part), weekday=3)

    def _hear(self, call: Call) -> None:
        self.refused += call.error is not None and call.error.code == 429
        if call.method != "sendmessage" or call.error is not None:
            return
        user = int(str(call.params.values["chat_id"]))
        if PUSH in str(call.params.values["text"]):
            self.pushed.append(user)
        elif user in self.asked:
            self.waits.append(asyncio.get_running_loop().time() - self.asked.pop(user))

    def ask(self, user: int) -> None:
        """Let somebody write who is not waiting already."""
        if user not in self.asked:
            self.asked[user] = asyncio.get_running_loop().time()
            self.server.people.say(user, "/help")


async def load(people: int) -> int:
    """Run and print what came of it; 1 when a limit was passed, a push was lost or doubled, or replies took too long."""
    with tempfile.TemporaryDirectory() as folder:
        rush, rng = Rush(Path(folder), people), random.Random(6)
        await rush.open()
        clock = asyncio.get_running_loop()
        began = clock.time()
        process = start(rush.order(limited=True))
        while len(rush.pushed) < people:
            if not process.is_alive():
                raise RuntimeError(f"the bot ended with {process.exitcode}")
            rush.ask(rng.choice(rush.people))
            await asyncio.sleep(1 / REPLIES_A_SECOND)
        took = clock.time() - began
        while not await rush.drained():  # noqa: ASYNC110 another process sets no event
            await asyncio.sleep(0.2)
        process.terminate()
        process.join()
        await rush.close()
    return _judge(rush, took)


def _judge(rush: Rush, took: float) -> int:
    people = len(rush.people)
    rush.waits.sort()
    slow = rush.waits[int(len(rush.waits) * 0.95)]
    late = max(place + 1 - user for place, user in enumerate(rush.pushed))
    doubled = len(rush.pushed) - len(set(rush.pushed))
    rows = [
        ["pushes, seconds that they took, a second", f"{people:,}, {took:.0f}, {people / took:.1f}"],
        ["calls answered 429", str(rush.refused)],
        ["pushes doubled", str(doubled)],
        ["most places that somebody was overtaken by who had waited less long", str(late)],
        ["replies meanwhile", str(len(rush.waits))],
        ["seconds that 95 of 100 replies took at most, and the slowest", f"{slow:.2f}, {rush.waits[-1]:.2f}"],
    ]
    print(table(["load", ""], rows))
    return int(bool(rush.refused or doubled) or slow > PATIENCE)


def main(args: Sequence[str] = ()) -> int:
    """Run with the number given, or with ten thousand."""
    return asyncio.run(load(int(args[0]) if args else 10_000))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
