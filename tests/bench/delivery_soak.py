"""A soak: `python -m tests.bench.delivery_soak [people] [answers]`.

A thousand people send twenty thousand texts and presses; one call in twenty fails on the wire, before or after it took effect.
At the end nothing may be lost, doubled or left over, and the bot's memory must not have grown.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.local.faults import Fault, Kind, RandomFaults
from bot.local.server import BotApiServer, Call
from storage.engine import open_engine
from storage.migrate import migrate
from storage.unit import Database
from tests.harness.processes import TOKEN, Order, start
from tests.harness.tally import noted

SHARE = 0.05
FAULTS = [Fault(Kind.STATUS, after, status) for after in (False, True) for status in (429, 500, 502)]
FAULTS += [Fault(kind, after) for after in (False, True) for kind in (Kind.RESET, Kind.GARBAGE)]
METHODS = ("getupdates", "sendmessage", "editmessagetext", "answercallbackquery")
GROWTH = 1.3  # of memory, from a quarter of the way to the end


class Soak:
    """People who send the next thing once the last one was answered."""

    def __init__(self, people: int, answers: int) -> None:
        self.people, self.left = people, answers
        self.sent: dict[int, list[str]] = defaultdict(list)
        self.rng = random.Random(4)
        self.server: BotApiServer | None = None

    def on_call(self, call: Call) -> None:
        """Let somebody whose answer came go on."""
        if call.error is None and call.method in ("sendmessage", "editmessagetext"):
            asyncio.get_running_loop().call_soon(self.go_on, int(str(call.params.values["chat_id"])))

    def go_on(self, user: int) -> None:
        """Send the next thing, if any are left."""
        assert self.server is not None
        if self.left <= 0:
            return
        self.left -= 1
        number = len(self.sent[user])
        buttons = [each["message_id"] for each in self.server.people.history(user, 5) if each.get("reply_markup")]
        if buttons and self.rng.random() < 0.5:
            self.server.people.press(user, buttons[-1], f"p{number}")
            self.sent[user].append(f"press p{number}")
        else:
            self.server.people.say(user, f"m{number}")
            self.sent[user].append(f"m{number}")


async def soak(people: int, answers: int) -> int:
    """Run and print what came of it; 1 when something was lost, doubled, left over, or memory grew."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/soak.db"
        engine = open_engine(url)
        migrate(engine)
        database, crowd = Database(engine), Soak(people, answers)
        faults = RandomFaults(random.Random(5), SHARE, FAULTS, METHODS)
        server = BotApiServer(token=TOKEN, now=lambda: datetime.now(UTC), on_call=crowd.on_call, faults=faults)  # noqa: TID251 a real clock
        crowd.server = server
        port = await server.start()
        process = start(Order(f"http://127.0.0.1:{port}", url))
        for user in range(1, people + 1):
            crowd.go_on(user)
        memory = []
        while crowd.left > 0 or server.pending_updates() or await database.do(lambda uow: uow.inbox.waiting()[0] + uow.outbox.count()):
            await asyncio.sleep(1)
            if not process.is_alive():
                raise RuntimeError(f"the bot ended with {process.exitcode}")
            memory.append((answers - crowd.left, _resident(process.pid)))
        wrong = [user for user, sent in crowd.sent.items() if await _kept(database, user) != sent]
        grown = memory[-1][1] / next(size for done, size in memory if done >= answers / 4)
        process.terminate()
        process.join()
        await server.stop()
        database.close()
    struck = sum(faults.struck.values())
    sys.stdout.write(f"{answers} answers of {people} people, {struck} calls failed: {len(wrong)} people with lost or doubled answers\n")
    sys.stdout.write(f"memory at the end {memory[-1][1] / 1024:.0f} MiB, {grown:.2f} times what it was after a quarter\n")
    return int(bool(wrong) or grown > GROWTH)


async def _kept(database: Database, user: int) -> list[str]:
    return await database.do(lambda uow: noted(uow, user))


def _resident(pid: int | None) -> int:
    """Return a process's resident memory in KiB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


def main(args: Sequence[str] = ()) -> int:
    """Run with the numbers given, or the full ones."""
    people, answers = (*map(int, args), *(1000, 20_000)[len(args) :])
    return asyncio.run(soak(people, answers))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
