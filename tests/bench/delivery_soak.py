"""A soak of the coach: `python -m tests.bench.delivery_soak [people] [answers]`, which takes some minutes.

A thousand people set up, type, press, skip and are pushed until twenty thousand answers are kept; one call in twenty fails on the wire,
before or after it took effect. At the end nothing may be lost, doubled or left over, and the bot's memory must not have grown.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.local.faults import Fault, Kind, RandomFaults
from bot.local.server import Call
from storage.unit import UnitOfWork
from tests.bench.tables import table
from tests.harness.processes import start
from tests.harness.scene import BEGIN, Scene

SHARE = 0.05
FAULTS = [Fault(Kind.STATUS, after, status) for after in (False, True) for status in (500, 502)]
FAULTS += [Fault(kind, after) for after in (False, True) for kind in (Kind.RESET, Kind.GARBAGE)]
# An answer 429 to a call that did take effect is no fault of the wire: it can't but be believed.
FAULTS += [Fault(Kind.STATUS, status=429)]
METHODS = ("getupdates", "sendmessage", "editmessagetext", "editmessagereplymarkup", "answercallbackquery", "sendphoto")
GROWTH = 1.3  # of memory, from a quarter of the way to the end
NUDGED = 20  # people a second who look at their chats although nothing happened


class Soak:
    """People who do the next thing once the bot has reacted, until enough answers are kept."""

    def __init__(self, scene: Scene, answers: int) -> None:
        self.scene, self.answers, self.kept = scene, answers, 0
        self.memory: list[tuple[int, int]] = []
        scene.crowd.impatient = False
        scene.heard = self._hear

    def _hear(self, call: Call) -> None:
        chat = call.params.values.get("chat_id")
        if call.error is None and chat is not None and self.kept < self.answers:
            asyncio.get_running_loop().call_soon(self.scene.crowd.act, int(str(chat)))

    async def run(self) -> None:
        """Let people answer until enough is kept and everything is handled."""
        process, rng = start(self.scene.order()), random.Random(6)
        while self.kept < self.answers or not await self.scene.drained():
            if self.kept < self.answers:
                for user in rng.sample(self.scene.people, min(NUDGED, len(self.scene.people))):
                    self.scene.crowd.act(user)
            await asyncio.sleep(1)
            if not process.is_alive():
                raise RuntimeError(f"the bot ended with {process.exitcode}")
            self.kept = await self.scene.database.do(_attempts)
            self.memory.append((self.kept, _resident(process.pid)))
        process.terminate()
        process.join()

    def quarters(self) -> list[float]:
        """Return the memory in MiB after each quarter of the answers."""
        return [next(size for done, size in self.memory if done >= self.answers * part / 4) / 1024 for part in range(1, 5)]


async def soak(people: int, answers: int) -> int:
    """Run and print what came of it; 1 when something was lost, doubled, left over, or memory grew."""
    faults = RandomFaults(random.Random(5), SHARE, FAULTS, METHODS)
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(Path(folder), people, random.Random(4), faults=faults)
        await scene.open()
        run = Soak(scene, answers)
        await run.run()
        wrong, left = scene.verdict(), await scene.database.do(_left)
        await scene.close()
    deeds = sum(map(len, scene.crowd.deeds.values()))
    quarters = run.quarters()
    rows = [
        ["people, of them pushed", f"{people:,}, {len(scene.pushes):,}"],
        ["what they did, and answers kept of it", f"{deeds:,}, {run.kept:,}"],
        ["calls, of them failed", f"{scene.calls + sum(faults.struck.values()):,}, {sum(faults.struck.values()):,}"],
        ["answers lost, doubled or kept wrongly, beliefs that are no replay, wrong last messages", str(len(wrong))],
        ["left in the inbox, in the outbox", f"{left[0]}, {left[1]}"],
        ["memory in MiB after each quarter", ", ".join(f"{each:.0f}" for each in quarters)],
    ]
    print(table(["soak", ""], rows), *wrong[:10], sep="\n")
    return int(bool(wrong) or quarters[-1] / quarters[0] > GROWTH)


def _attempts(uow: UnitOfWork) -> int:
    return uow.attempts.newer(BEGIN)


def _left(uow: UnitOfWork) -> tuple[int, int]:
    return uow.inbox.waiting()[0], uow.outbox.count()


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
