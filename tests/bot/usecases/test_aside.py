"""Questions set aside: not asked any more, told to admins once, and brought back by hand."""

from __future__ import annotations

from datetime import timedelta

from bot.coach import Coach
from bot.delivery.turn import Turn
from bot.handlers import authors
from bot.usecases import aside, learning
from questions.items import Misleading
from storage.outbox import Outgoing
from storage.unit import UnitOfWork
from tests.bot.usecases.desk import Desk


async def spoil(desk: Desk) -> str:
    """Have enough people answer, half of whom report the question that was answered most; learn, and return its id."""
    for user in range(1, 31):
        desk.meet(user)
    bank = desk.coach.bank
    name = next(iter(bank.questions))
    everything, desk.coach = desk.coach, Coach.of(bank, [1, 2, 99])
    desk.coach.learn(desk.coach.calibration, [other for other in bank.questions if other != name])
    for user in range(1, 31):
        desk.answer(user, step=timedelta(minutes=1))
    desk.coach = Coach.of(everything.bank, [1, 2, 99])

    def report(uow: UnitOfWork) -> None:
        for user in range(1, 16):
            uow.reports.add(user, name, "wrong", desk.at)

    desk.database.run(report)
    await learning.recalibrate(desk.database, desk.coach, desk.at)
    return name


def told(desk: Desk) -> list[Outgoing]:
    def work(uow: UnitOfWork) -> list[Outgoing]:
        turn = Turn(uow, desk.at, desk.rng)
        authors.tell(turn, desk.coach)
        return turn.out

    return desk.database.run(work)


async def test_a_question_that_many_report_is_not_asked_any_more(desk: Desk) -> None:
    name = await spoil(desk)
    assert desk.coach.learned.aside == {name}
    assert name not in desk.coach.pool.index
    found = desk.database.run(aside.shelf).aside[name]
    assert (found.reason, found.evidence, found.on) == (Misleading.REPORTED, 15, desk.at.date())
    fresh = Coach.of(desk.coach.bank)
    await learning.load(desk.database, fresh)
    assert name not in fresh.pool.index


async def test_a_question_brought_back_is_asked_again_and_stays_for_the_same_evidence(desk: Desk) -> None:
    name = await spoil(desk)
    assert desk.database.run(lambda uow: aside.restore(uow, name))
    assert not desk.database.run(lambda uow: aside.restore(uow, name))
    await learning.housekeeping(desk.database, desk.coach, desk.at)
    assert name in desk.coach.pool.index
    await learning.recalibrate(desk.database, desk.coach, desk.at)
    assert name in desk.coach.pool.index
    assert told(desk) == []

    def report_more(uow: UnitOfWork) -> None:
        for user in range(16, 31):
            uow.reports.add(user, name, "wrong", desk.at)

    desk.database.run(report_more)
    await learning.recalibrate(desk.database, desk.coach, desk.at)
    assert name not in desk.coach.pool.index


async def test_admins_who_are_learners_are_told_once_in_their_language(desk: Desk) -> None:
    name = await spoil(desk)
    desk.database.run(lambda uow: desk.case(uow, 2).save(lang="ko"))
    messages = told(desk)
    assert [call.chat_id for call in messages] == [1, 2]
    assert all(name in str(call.payload["text"]) for call in messages)
    assert "reported by 15 people" in str(messages[0].payload["text"])
    assert "15명이 신고함" in str(messages[1].payload["text"])
    assert told(desk) == []


async def test_an_admin_who_blocked_the_bot_is_not_written_to(desk: Desk) -> None:
    await spoil(desk)
    desk.database.run(lambda uow: [desk.case(uow, user).save(blocked=True) for user in (1, 2)])
    assert told(desk) == []
