"""Killed at any moment, and at every step: nothing lost, nothing doubled, no push twice. Real processes, real HTTP."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.delivery.probe import STEPS, Step
from bot.local.server import BotApiServer
from storage.engine import open_engine
from storage.migrate import migrate
from storage.unit import Database
from tests.harness.processes import TOKEN, Order, ended, start
from tests.harness.tally import noted
from tests.harness.town import free_port

PEOPLE = 50
UPDATES = 300
A_SECOND = 60
KILLS = 20


class Scene:
    """A server whose people know what they sent, and the database of the bots that come and go."""

    def __init__(self, folder: Path, *, by_webhook: bool) -> None:
        self.server = BotApiServer(token=TOKEN, now=lambda: datetime.now(UTC))  # noqa: TID251 real processes live in real time
        self.database = Database(open_engine(f"sqlite:///{folder}/scene.db"))
        self.url = f"sqlite:///{folder}/scene.db"
        self.webhook_port = free_port() if by_webhook else 0
        self.sent: dict[int, list[str]] = {}

    async def open(self) -> None:
        engine = open_engine(self.url)
        migrate(engine)
        engine.dispose()
        self.port = await self.server.start()

    def order(self, dies_at: tuple[Step, int] | None = None) -> Order:
        return Order(f"http://127.0.0.1:{self.port}", self.url, self.webhook_port, dies_at)

    def act(self, user: int, number: int, rng: random.Random) -> None:
        """Let somebody say something, or press the button of the bot's last message."""
        buttons = [each["message_id"] for each in self.server.people.history(user) if each.get("reply_markup")]
        if buttons and rng.random() < 0.3:
            self.server.people.press(user, buttons[-1], f"p{number}")
            self.sent.setdefault(user, []).append(f"press p{number}")
        else:
            self.server.people.say(user, f"m{number}")
            self.sent.setdefault(user, []).append(f"m{number}")

    async def drained(self) -> bool:
        waiting = await self.database.do(lambda uow: uow.inbox.waiting()[0] + uow.outbox.count())
        return not waiting and not self.server.pending_updates()

    async def verdict(self) -> list[str]:
        """Return what is wrong, person by person."""
        wrong = []
        for user, sent in self.sent.items():
            kept = await self.database.do(lambda uow, user=user: noted(uow, user))  # type: ignore[misc]  # a default's type
            # Telegram keeps messages and presses in queues of their own by webhook, so that only each kind's order is given.
            for kind in (True, False):
                expected = [each for each in sent if each.startswith("press") is kind]
                if [each for each in kept if each.startswith("press") is kind] != expected:
                    wrong.append(f"{user}: sent {sent}, kept {kept}")
            said = [each["text"] for each in self.server.people.history(user) if each["from"]["is_bot"]]
            unanswered = [each for each in kept if not each.startswith("press") and not _answered(said, each, kept)]
            if unanswered:
                wrong.append(f"{user}: not answered {unanswered} in {said}")
            texts = [each for each in said if each.startswith(("m", "pressed"))]
            last = next((each for each in reversed(kept) if not each.startswith("press")), None)
            if last and not (texts[-1].startswith(f"{last} #") or texts[-1].startswith("pressed")):
                wrong.append(f"{user}: last {last} but {texts[-1]}")
            pushes = [each for each in said if each.startswith("push ")]
            if len(pushes) != len(set(pushes)):
                wrong.append(f"{user}: pushed {pushes}")
        return wrong

    async def close(self) -> None:
        await self.server.stop()
        self.database.close()


def _answered(said: list[str], what: str, kept: list[str]) -> bool:
    """Whether an answer stands in the chat, or was turned into the answer to a later press."""
    place = kept.index(what) + 1
    return f"{what} #{place}" in said or any(each.startswith("pressed") for each in said)


async def _finish(scene: Scene, seconds: float = 60.0) -> int | None:
    """Let a last bot handle everything, one more update included, and return its exit code after a polite stop."""
    scene.act(1, 10_000, random.Random(0))
    process = start(scene.order())
    async with asyncio.timeout(seconds):
        rounds = 0
        while rounds < 3:
            rounds = rounds + 1 if await scene.drained() else 0
            await asyncio.sleep(0.05)
    process.terminate()
    await ended(process)
    return process.exitcode


async def _feed(scene: Scene, updates: int, rng: random.Random) -> None:
    for user in range(1, PEOPLE + 1):
        scene.server.people.say(user, "/start")
    for number in range(updates):
        scene.act(rng.randrange(1, PEOPLE + 1), number, rng)
        await asyncio.sleep(1 / A_SECOND)


@pytest.mark.parametrize("by_webhook", [False, True], ids=["polling", "webhook"])
async def test_twenty_kills_at_random_moments_lose_and_double_nothing(tmp_path: Path, by_webhook: bool) -> None:  # noqa: FBT001 a parameter
    scene, rng = Scene(tmp_path, by_webhook=by_webhook), random.Random(f"kills {by_webhook}")
    await scene.open()
    feeding = asyncio.create_task(_feed(scene, UPDATES, rng))
    for _ in range(KILLS):
        process = start(scene.order())
        await asyncio.sleep(rng.uniform(0.1, 0.9))
        assert process.is_alive(), "the bot ended by itself"
        process.kill()
        process.join()
    await feeding
    assert await _finish(scene) == 0
    assert await scene.verdict() == []
    await scene.close()


@pytest.mark.parametrize("by_webhook", [False, True], ids=["polling", "webhook"])
async def test_a_kill_at_each_step_loses_and_doubles_nothing(tmp_path: Path, by_webhook: bool) -> None:  # noqa: FBT001 a parameter
    wrong = await asyncio.gather(*(_killed_at(step, tmp_path, by_webhook=by_webhook) for step in STEPS))
    assert dict(zip(STEPS, wrong, strict=True)) == {step: [] for step in STEPS}


async def _killed_at(step: Step, folder: Path, *, by_webhook: bool) -> list[str]:
    folder = folder / step.replace(" ", "-")
    folder.mkdir()
    scene, rng = Scene(folder, by_webhook=by_webhook), random.Random(step)
    await scene.open()
    feeding = asyncio.create_task(_feed(scene, 60, rng))
    doomed = start(scene.order((step, 2)))
    async with asyncio.timeout(60):
        await ended(doomed)
    doomed.join()
    killed = doomed.exitcode == -9
    await feeding
    await _finish(scene)
    wrong = await scene.verdict()
    await scene.close()
    return wrong if killed else [*wrong, f"ended with {doomed.exitcode} before the step"]
