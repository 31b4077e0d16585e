"""The week and the plan name what is worth working on, and nothing that cannot be asked or lies above its target."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.usecases import answering, learning, planning, quiz, report
from bot.usecases.quiz import Shown
from questions.calibration import Calibration
from questions.gap import Verdict
from questions.model import DontKnow, QuizKind, Target
from storage.unit import UnitOfWork
from tests.bot.usecases.desk import Desk


@pytest.mark.parametrize("skill", [0.1, 0.6, 0.95])
def test_the_week_names_decided_gaps_or_else_areas_below_their_target(desk: Desk, skill: float) -> None:
    desk.meet()
    desk.answer(count=40, skill=skill)

    def look(uow: UnitOfWork) -> None:
        case = desk.case(uow)
        found, week = report.gaps(case), report.week(case)
        decided = [row.area for row in found.ranked() if row.verdict is Verdict.GAP]
        if decided:
            assert [row.area for row in week.gaps] == decided[:3]
        else:
            assert all(row.size > 0.0 for row in week.gaps)
        targets = {row.area: row.target for row in found.rows}
        assert all(row.estimate.level < targets[row.area] for row in week.concepts)

    desk.database.run(look)


def test_what_has_no_question_left_is_neither_planned_nor_named(desk: Desk) -> None:
    desk.meet()
    asked = desk.answer(count=20, skill=0.0)
    bank = desk.coach.bank
    gone = {bank.questions[name].concept_id for name in asked[:10]}

    def weak(uow: UnitOfWork) -> set[str]:
        case = desk.case(uow)
        return {row.concept for row in report.weak(case, report.gaps(case))}

    before = desk.database.run(weak)
    assert before & gone
    desk.coach.learn(desk.coach.calibration, [name for name, each in bank.questions.items() if each.concept_id in gone])
    assert desk.database.run(weak) == before - gone
    desk.database.run(lambda uow: planning.set_date(desk.case(uow), (desk.at + timedelta(days=9)).date().isoformat()))
    made = desk.database.run(lambda uow: planning.current(desk.case(uow)))
    assert made is not None
    assert made.weak == len(before - gone)


def test_an_area_without_questions_keeps_no_placement_going(desk: Desk) -> None:
    desk.meet()
    bank = desk.coach.bank
    desk.coach.learn(Calibration(), [name for name, each in bank.questions.items() if each.area not in ("sql", "python")])
    levels = {area: 4.0 if area in ("sql", "python", "jvm") else 1.0 for area in bank.areas}
    desk.database.run(lambda uow: desk.case(uow).save(target=Target(overrides=levels)))
    running = desk.database.run(lambda uow: quiz.begin(desk.case(uow), QuizKind.PLACEMENT))

    def go_on(uow: UnitOfWork) -> bool:
        case = desk.case(uow)
        step = quiz.ask_next(case, running)
        if isinstance(step, Shown):
            answering.answer(case, step.asking, step.question, DontKnow())
        return isinstance(step, Shown)

    asked = 0
    while desk.database.run(go_on):
        asked += 1
    assert 2 <= asked < 15


async def test_a_recalibration_dated_in_the_future_does_not_stop_learning_until_then(desk: Desk) -> None:
    for user in range(1, 9):
        desk.meet(user)
        desk.answer(user, count=30, step=timedelta(minutes=1))
    await learning.load(desk.database, desk.coach)
    await learning.recalibrate(desk.database, desk.coach, desk.at + timedelta(days=5000))
    first = desk.coach.calibration
    await learning.housekeeping(desk.database, desk.coach, desk.at)
    assert desk.coach.calibration is not first
    assert desk.database.run(learning.progress).at == desk.at
