"""The coach killed at any moment, and at every step: nothing lost, nothing doubled, no push twice. Real processes, real HTTP."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest

from bot.delivery.probe import STEPS, Step
from tests.harness.processes import ended, start
from tests.harness.scene import Scene

PEOPLE = 50
UPDATES = 600
A_SECOND = 60
KILLS = 20


async def _feed(scene: Scene, updates: int, rng: random.Random, killed: asyncio.Event) -> None:
    """Let so many things happen, and more until all kills are done, at the pace that was asked for."""
    people = sorted(scene.people)
    while updates > 0 or not killed.is_set():
        updates -= scene.crowd.act(rng.choice(people))
        await asyncio.sleep(1 / A_SECOND)


async def _finish(scene: Scene, feeding: asyncio.Task[None]) -> int | None:
    """Let a last bot handle everything that still happens, and return its exit code after a polite stop."""
    process = start(scene.order())
    async with asyncio.timeout(120):
        await feeding
        rounds = 0
        while rounds < 3:
            rounds = rounds + 1 if await scene.drained() else 0
            await asyncio.sleep(0.05)
    process.terminate()
    await ended(process)
    return process.exitcode


@pytest.mark.parametrize("by_webhook", [False, True], ids=["polling", "webhook"])
async def test_twenty_kills_at_random_moments_lose_and_double_nothing(tmp_path: Path, by_webhook: bool) -> None:  # noqa: FBT001 a parameter
    rng = random.Random(f"kills {by_webhook}")
    scene = Scene(tmp_path, PEOPLE, rng, by_webhook=by_webhook)
    await scene.open()
    killed = asyncio.Event()
    feeding = asyncio.create_task(_feed(scene, UPDATES, rng, killed))
    for _ in range(KILLS):
        process = start(scene.order())
        await scene.more(rng.randint(1, 60))
        await asyncio.sleep(rng.uniform(0.0, 0.4))
        assert process.is_alive(), "the bot ended by itself"
        process.kill()
        process.join()
    killed.set()
    assert await _finish(scene, feeding) == 0
    assert scene.verdict() == []
    await scene.close()


@pytest.mark.parametrize("by_webhook", [False, True], ids=["polling", "webhook"])
async def test_a_kill_at_each_step_loses_and_doubles_nothing(tmp_path: Path, by_webhook: bool) -> None:  # noqa: FBT001 a parameter
    wrong = await asyncio.gather(*(_killed_at(step, tmp_path, by_webhook=by_webhook) for step in STEPS))
    assert dict(zip(STEPS, wrong, strict=True)) == {step: [] for step in STEPS}


async def _killed_at(step: Step, folder: Path, *, by_webhook: bool) -> list[str]:
    folder = folder / step.replace(" ", "-")
    folder.mkdir()
    rng = random.Random(step)
    scene = Scene(folder, 12, rng, by_webhook=by_webhook)
    await scene.open()
    killed = asyncio.Event()
    feeding = asyncio.create_task(_feed(scene, 100, rng, killed))
    doomed = start(scene.order((step, 8)))
    async with asyncio.timeout(60):
        await ended(doomed)
    doomed.join()
    killed.set()
    await _finish(scene, feeding)
    wrong = scene.verdict()
    await scene.close()
    return wrong if doomed.exitcode == -9 else [*wrong, f"ended with {doomed.exitcode} before the step"]
