"""A database that fails: nothing is confirmed that is not stored, people hear so, and all goes on when it works again."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.delivery.dispatcher import LONGEST_PAUSE
from bot.delivery.probe import Step, no_probe
from tests.harness.town import Town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A bot that waits for a locked database only briefly, as tests have no time."""
    made = Town(tmp_path, patience=0.1)
    await made.open()
    yield made
    await made.close()


Fault: TypeAlias = Callable[[Town], AbstractContextManager[None]]


@contextmanager
def locked(town: Town) -> Iterator[None]:
    """Hold the write lock as another process would."""
    other = sqlite3.connect(town.folder / "tally.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def pragma(name: str, broken: str, mended: str) -> Fault:
    """Return a fault that is a setting of the bot's own connection."""

    def turn(town: Town, value: str) -> None:
        assert town.bots is not None
        connection = town.bots._engine.raw_connection()
        connection.cursor().execute(f"PRAGMA {name}={value}")
        connection.close()

    @contextmanager
    def fault(town: Town) -> Iterator[None]:
        with closing(sqlite3.connect(town.folder / "tally.db")) as other:
            other.execute("VACUUM")  # or what migrations left free would be used before the disk is full
        turn(town, broken)
        yield
        turn(town, mended)

    return fault


FAULTS: dict[str, Fault] = {
    "locked": locked,
    "full": pragma("max_page_count", "1", "100000"),
    "read-only": pragma("query_only", "ON", "OFF"),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_what_cant_be_stored_is_not_confirmed_and_its_person_hears_so_once(town: Town, fault: str) -> None:
    long = "x" * 4000  # so that it needs a new page
    town.server.people.say(1, "/start")
    await town.until(lambda: town.texts(1) == ["hello"])
    await town.quiet()
    with FAULTS[fault](town):
        town.server.people.say(1, long)
        town.server.people.say(1, "two")
        await town.until(lambda: "not saved yet" in town.texts(1))
        assert town.server.pending_updates() == 2
    await town.until(lambda: town.texts(1) == ["hello", "not saved yet", f"{long} #1"[:4096], "two #2"])
    await town.quiet()
    assert await town.noted(1) == [long, "two"]


async def test_what_is_stored_but_cant_be_handled_waits_and_its_person_hears_so(town: Town) -> None:
    lock = _lock_at(town, "before handling")
    town.server.people.say(1, "one")
    await town.until(lambda: town.texts(1) == ["not saved yet"])
    await town.until(lambda: town.server.pending_updates() == 0)
    lock.__exit__(None, None, None)
    await town.until(lambda: town.texts(1) == ["not saved yet", "one #1"])
    await town.quiet()
    assert await town.noted(1) == ["one"]


async def test_a_lock_that_many_meet_together_makes_nobody_wait_for_longest(town: Town) -> None:
    await town.stop()
    people = range(1, 21)
    for person in people:
        town.server.people.say(person, "one")
    lock = _lock_at(town, "before handling")
    town.start()
    await town.until(lambda: all("not saved yet" in town.texts(person) for person in people))
    assert town.pipeline is not None
    assert town.pipeline.dispatcher._pause < LONGEST_PAUSE / 2
    lock.__exit__(None, None, None)
    await town.until(lambda: all("one #1" in town.texts(person) for person in people))


def _lock_at(town: Town, where: Step) -> AbstractContextManager[None]:
    """Lock the database once a step is reached; the caller unlocks it."""
    lock = locked(town)

    def probe(step: Step) -> None:
        if step == where:
            town.probe = no_probe
            lock.__enter__()

    town.probe = probe
    return lock


async def test_a_reply_that_was_sent_while_the_database_fails_is_written_down_when_it_works_again(town: Town) -> None:
    lock = _lock_at(town, "after sending")
    town.server.people.say(1, "one")
    await town.until(lambda: town.texts(1) == ["one #1"])
    lock.__exit__(None, None, None)
    await town.quiet()
    assert town.texts(1) == ["one #1"]


async def test_a_tick_meets_a_failing_database_and_the_next_one_pushes(town: Town) -> None:
    town.server.people.say(1, "/start")
    await town.until(lambda: town.texts(1) == ["hello"])
    await town.quiet()
    assert town.app is not None
    with locked(town):
        await town.app.tick()
    assert town.texts(1) == ["hello"]
    await town.app.tick()
    await town.until(lambda: len(town.texts(1)) == 2)
