"""Learning from all answers: beliefs always equal a replay, whatever is recalibrated, interrupted or answered meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TypeVar

import pytest

from bot.coach import Coach
from bot.usecases import enrol, learning
from bot.usecases.rebuilding import rebuild
from questions import ability
from questions.calibration import Calibration, Enough
from questions.model import Target
from questions.review import PUBLISHED, Forgetting
from storage.unit import Database, UnitOfWork
from tests.bot.usecases.desk import Desk

T = TypeVar("T")
Kept = tuple[object, object, object]


@pytest.fixture(autouse=True)
def _few_suffice(desk: Desk) -> None:
    """Let the few people of these tests teach something: what is learned is not the point here, but what becomes of it."""
    desk.coach.enough = Enough(people=1, of_an_item=1)


def kept(desk: Desk, user: int = 1) -> Kept:
    """Return all that is inferred of somebody, as it is stored."""

    def read(uow: UnitOfWork) -> Kept:
        learner = uow.learners.by_user(user)
        assert learner is not None
        return uow.beliefs.get(learner.id), uow.beliefs.days(learner.id), uow.beliefs.memories(learner.id)

    return desk.database.run(read)


def rebuilt(desk: Desk, user: int = 1) -> bool:
    """Rebuild somebody from the answers alone; return whether anything differed."""
    return desk.database.run(lambda uow: rebuild(uow, desk.coach, desk.case(uow, user).learner))


def note(desk: Desk, key: str) -> str | None:
    return desk.database.run(lambda uow: uow.notes.get(key))


class CutShortError(Exception):
    """The process ends."""


class Failing(Database):
    """A database that ends the process at its n-th transaction."""

    def __init__(self, inner: Database, after: int) -> None:
        self._inner, self._left = inner, after

    async def do(self, work: Callable[[UnitOfWork], T]) -> T:
        self._left -= 1
        if self._left < 0:
            raise CutShortError
        return await self._inner.do(work)


def test_a_rebuild_gives_the_same_text_as_answering_did(desk: Desk) -> None:
    desk.meet()
    desk.answer(count=40)
    before = kept(desk)
    assert not rebuilt(desk)
    desk.database.run(lambda uow: uow.beliefs.replace(1, None, {}))
    assert rebuilt(desk)
    assert kept(desk) == before


def test_memories_fade_as_was_learned_answer_by_answer_and_in_a_rebuild(desk: Desk) -> None:
    desk.meet()
    desk.answer(count=20)
    before = desk.database.run(lambda uow: uow.beliefs.memories(1))
    desk.coach.learn(Calibration(forgetting=Forgetting((*PUBLISHED.parameters[:-1], 0.5))), ())
    assert rebuilt(desk)
    assert desk.database.run(lambda uow: uow.beliefs.memories(1)) != before
    desk.answer(count=20)
    assert not rebuilt(desk)


def test_a_rebuild_follows_somebody_who_moves_west_and_lives_a_date_twice(desk: Desk) -> None:
    desk.meet()
    desk.answer(count=6)
    for zone in ("America/Los_Angeles", "Asia/Seoul", "Pacific/Kiritimati", "Pacific/Honolulu"):
        desk.database.run(lambda uow, zone=zone: enrol.choose(desk.case(uow), "zone", zone))  # type: ignore[misc]  # a default's type
        desk.answer(count=5, step=timedelta(hours=3))
    assert not rebuilt(desk)


def test_another_origin_counts_from_the_first_answer_on(desk: Desk) -> None:
    desk.meet()
    desk.answer(count=12)
    before = kept(desk)
    origin = next(iter(desk.coach.bank.profiles.origins))
    desk.database.run(lambda uow: enrol.choose(desk.case(uow), "origin", origin))
    assert kept(desk) != before
    assert not rebuilt(desk)
    desk.database.run(lambda uow: enrol.choose(desk.case(uow), "role", "unsure"))
    assert kept(desk) == before


def test_everybody_starts_as_much_above_what_is_supposed_and_differs_as_widely_as_was_learned(desk: Desk) -> None:
    desk.meet()
    supposed = desk.database.run(lambda uow: desk.case(uow).prior())
    origin = next(iter(desk.coach.bank.profiles.origins))
    desk.database.run(lambda uow: enrol.choose(desk.case(uow), "origin", origin))
    brought = desk.database.run(lambda uow: desk.case(uow).prior())
    desk.coach.learn(Calibration(starts={"sql": 0.5, "gone": 1.0}, spread=1.3), ())
    learned = desk.database.run(lambda uow: desk.case(uow).prior())
    differences = dict(zip(learned.areas, (learned.starts - brought.starts).tolist(), strict=True))
    assert differences == pytest.approx({area: 0.5 if area == "sql" else 0.0 for area in desk.coach.bank.areas})
    assert set(supposed.starts.tolist()) == {ability.START_LEVEL}
    assert (supposed.spread, learned.spread) == (ability.START_SD, 1.3)


def test_an_origin_or_area_that_the_bank_has_dropped_measures_nothing(desk: Desk) -> None:
    desk.meet()
    desk.answer(count=15)
    desk.database.run(lambda uow: desk.case(uow).save(target=Target(origin="astronaut")))
    areas = dict(list(desk.coach.bank.areas.items())[1:])
    desk.coach = Coach.of(replace(desk.coach.bank, areas=areas))
    assert rebuilt(desk)
    state = desk.database.run(lambda uow: uow.beliefs.get(1))
    assert state is not None
    assert ability.load(state.state).areas == tuple(areas)


async def test_recalibrating_leaves_every_belief_equal_to_its_replay_with_what_was_learned(desk: Desk) -> None:
    for user in (1, 2, 3):
        desk.meet(user)
        desk.answer(user, count=25, skill=0.3 * user)
    desk.meet(4)
    before = kept(desk)
    await learning.recalibrate(desk.database, desk.coach, desk.at)
    assert len(desk.coach.calibration.parameters) > 10
    assert desk.coach.calibration.weights is not None
    assert kept(desk) != before
    assert not any(rebuilt(desk, user) for user in (1, 2, 3, 4))
    desk.answer(1, count=5)
    assert not rebuilt(desk, 1)


async def test_a_new_process_takes_up_what_was_learned(desk: Desk) -> None:
    desk.meet()
    desk.answer(count=30)
    await learning.load(desk.database, desk.coach)
    await learning.recalibrate(desk.database, desk.coach, desk.at)
    fresh = Coach.of(desk.coach.bank)
    await learning.load(desk.database, fresh)
    assert fresh.calibration == desk.coach.calibration
    assert (fresh.pool.location == desk.coach.pool.location).all()
    desk.coach = fresh
    assert not rebuilt(desk)


@pytest.mark.parametrize("after", range(4, 10))
async def test_a_recalibration_cut_short_is_finished_by_the_next_start(desk: Desk, after: int) -> None:
    for user in (1, 2, 3):
        desk.meet(user)
        desk.answer(user, count=learning.MOST_ANSWERS)  # a transaction each
    await learning.load(desk.database, desk.coach)
    with pytest.raises(CutShortError):
        await learning.recalibrate(Failing(desk.database, after), desk.coach, desk.at)
    fresh = Coach.of(desk.coach.bank)
    desk.coach = fresh
    await learning.load(desk.database, fresh)
    assert not any(rebuilt(desk, user) for user in (1, 2, 3))
    assert desk.database.run(learning.progress).rebuilt is None


async def test_answers_that_come_while_beliefs_are_rebuilt_count_once_and_rightly(desk: Desk) -> None:
    users = (1, 2, 3, 4)
    for user in users:
        desk.meet(user)
        desk.answer(user, count=12)

    async def go_on() -> None:
        for _ in range(6):
            for user in users:
                await desk.database.do(partial(_one, user=user))

    def _one(uow: UnitOfWork, user: int) -> None:
        desk.at += timedelta(minutes=5)
        desk._answer(desk.case(uow, user), right=True)

    await asyncio.gather(learning.recalibrate(desk.database, desk.coach, desk.at), go_on())
    assert desk.coach.calibration.parameters
    assert not any(rebuilt(desk, user) for user in users)
    assert [desk.database.run(lambda uow, n=n: uow.attempts.total(n)) for n in users] == [18] * 4  # type: ignore[misc]  # a default's type


async def test_housekeeping_waits_for_enough_answers_and_for_a_day(desk: Desk) -> None:
    for user in range(1, 9):
        desk.meet(user)
        desk.answer(user, count=25, step=timedelta(minutes=1))
    await learning.load(desk.database, desk.coach)
    desk.database.run(lambda uow: uow.learners.delete(8))
    await learning.housekeeping(desk.database, desk.coach, desk.at)
    assert desk.coach.calibration == Calibration()
    desk.answer(1, count=25, step=timedelta(minutes=1))
    await learning.housekeeping(desk.database, desk.coach, desk.at)
    first = desk.coach.calibration
    assert first.parameters
    desk.answer(2, count=200, step=timedelta(minutes=1))
    await learning.housekeeping(desk.database, desk.coach, desk.at)
    assert desk.coach.calibration is first
    await learning.housekeeping(desk.database, desk.coach, desk.at + timedelta(days=1))
    assert desk.coach.calibration is not first


@pytest.mark.parametrize("after", range(5, 10))
async def test_a_recalibration_that_a_failing_database_cut_short_is_finished_by_the_next_housekeeping(desk: Desk, after: int) -> None:
    for user in (1, 2, 3):
        desk.meet(user)
        desk.answer(user, count=learning.MOST_ANSWERS)  # a transaction each
    await learning.load(desk.database, desk.coach)
    with pytest.raises(CutShortError):
        await learning.recalibrate(Failing(desk.database, after), desk.coach, desk.at)
    desk.answer(1)
    await learning.housekeeping(desk.database, desk.coach, desk.at)
    assert not any(rebuilt(desk, user) for user in (1, 2, 3))
    assert desk.database.run(learning.progress).rebuilt is None


async def test_a_program_that_measures_otherwise_has_every_belief_rebuilt_at_its_start(desk: Desk) -> None:
    desk.meet()
    desk.answer(count=10)
    await learning.load(desk.database, desk.coach)
    await learning.recalibrate(desk.database, desk.coach, desk.at)
    desk.database.run(lambda uow: uow.notes.set("calibration", '{"version": 0}'))
    areas = dict(reversed(list(desk.coach.bank.areas.items())))
    desk.coach = Coach.of(replace(desk.coach.bank, areas=areas))
    await learning.load(desk.database, desk.coach)
    assert desk.coach.calibration == Calibration()
    assert not rebuilt(desk)
    assert note(desk, "learning") is not None


async def test_a_program_that_measures_otherwise_learns_anew_without_waiting_for_a_day(desk: Desk) -> None:
    for user in range(1, 9):
        desk.meet(user)
        desk.answer(user, count=25, step=timedelta(minutes=1))
    await learning.load(desk.database, desk.coach)
    await learning.recalibrate(desk.database, desk.coach, desk.at)
    desk.database.run(lambda uow: uow.notes.set("calibration", '{"version": 0}'))
    await learning.load(desk.database, desk.coach)
    await learning.housekeeping(desk.database, desk.coach, desk.at)
    assert desk.coach.calibration == Calibration()
    areas = dict(reversed(list(desk.coach.bank.areas.items())))
    desk.coach = replace(Coach.of(replace(desk.coach.bank, areas=areas)), enough=desk.coach.enough)
    await learning.load(desk.database, desk.coach)
    await learning.housekeeping(desk.database, desk.coach, desk.at)
    assert desk.coach.calibration.parameters
    assert not any(rebuilt(desk, user) for user in range(1, 9))


async def test_people_with_few_answers_are_rebuilt_many_in_a_transaction(desk: Desk) -> None:
    for user in range(1, 121):
        desk.meet(user)
    desk.answer(60, count=3)
    desk.database.run(lambda uow: uow.beliefs.replace(60, None, {}))
    # One to take up what is stored, three of at most fifty people, and none beyond: the fifth would end the process.
    await learning.load(Failing(desk.database, 4), desk.coach)
    assert not rebuilt(desk, 60)
    assert desk.database.run(learning.progress).rebuilt is None
