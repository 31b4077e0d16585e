"""What a quiz asks next, given a person's own calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.usecases import answering, quiz
from bot.usecases.quiz import Shown
from questions.model import DontKnow, QuizKind
from storage.unit import UnitOfWork
from tests.bot.usecases.desk import Desk


def test_what_was_missed_late_in_the_evening_is_the_first_question_of_the_next_morning(desk: Desk) -> None:
    desk.meet(zone="Asia/Seoul")
    desk.at = datetime(2026, 11, 2, 13, 50, tzinfo=UTC)  # ten to eleven at night in Seoul

    def miss(uow: UnitOfWork) -> str:
        case = desk.case(uow)
        step = quiz.ask_next(case, quiz.begin(case, QuizKind.DAILY))
        assert isinstance(step, Shown)
        answering.answer(case, step.asking, step.question, DontKnow())
        quiz.close_open(case)
        return step.question.concept_id

    def ask(uow: UnitOfWork) -> tuple[str, object]:
        case = desk.case(uow)
        step = quiz.ask_next(case, quiz.begin(case, QuizKind.DAILY))
        assert isinstance(step, Shown)
        quiz.close_open(case)
        return step.question.concept_id, (step.asking.reason or {})["kind"]

    missed = desk.database.run(miss)
    desk.at += timedelta(minutes=30)
    assert desk.database.run(ask)[0] != missed
    desk.at = datetime(2026, 11, 2, 23, 0, tzinfo=UTC)  # eight in the morning
    assert desk.database.run(ask) == (missed, "retry")
