"""What a quiz asks next, given a person's own calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.texts import translator
from bot.usecases import answering, quiz
from bot.usecases.quiz import Shown
from bot.views import quiz as views
from questions.model import LANGS, Asking, DontKnow, QuizKind
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


@pytest.mark.parametrize(
    ("wished", "said"),
    [({"area": "sql"}, "You asked for SQL. "), ({"area": "sql", "concept": "sql/nulls"}, "You asked for NULLs. ")],
)
def test_a_wish_is_named_as_it_was_made(desk: Desk, wished: dict[str, str], said: str) -> None:
    desk.meet()

    def ask(uow: UnitOfWork) -> str:
        case = desk.case(uow)
        step = quiz.ask_next(case, quiz.begin(case, QuizKind.PRACTICE, **wished))  # type: ignore[arg-type]  # a table's columns
        assert isinstance(step, Shown)
        return views.why(translator("en"), case.coach, step.asking)

    assert desk.database.run(ask).startswith(said)


def test_an_area_that_was_never_asked_is_not_said_to_have_been(desk: Desk) -> None:
    asking = Asking(1, 1, 1, "x", 1, (), desk.at, reason={"kind": "balance", "area": "cost"})
    said = [views.why(translator(lang), desk.coach, asking) for lang in LANGS]
    assert [part in text for part, text in zip(("if at all", "아직 한 번도"), said, strict=True)] == [True, True]


def test_the_chance_of_recall_is_told_as_of_when_the_question_was_chosen(desk: Desk) -> None:
    concepts = desk.coach.bank.concepts
    longest = max(concepts, key=lambda name: len(concepts[name].name.en))
    asking = Asking(1, 1, 1, "x", 1, (), desk.at, reason={"kind": "review", "concept": longest, "retrievability": 0.72})
    english, korean = (views.why(translator(lang), desk.coach, asking) for lang in LANGS)
    assert "when I chose this question, your chance of recalling it was about 72%" in english
    assert "문제를 고를 때 이 개념을 떠올릴 확률은 72% 정도였습니다" in korean
    assert len(english) <= 200  # what a notice over the chat may hold


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("level", ("this one tells a lot about your level", "실력을 알아보는 데")),
        ("calibrate", ("about how hard this question is, so I also ask it to learn that", "그 점도 함께 알아보려고")),
        ("calibrate", ("Your answer counts for your level in", "답은 다른 문제와 똑같이")),
        # In what was kept before these two were told apart it may be either.
        ("measure", ("or about how hard the question itself is", "문제 자체의 난이도")),
        # It may be months since, and where all siblings were seen lately the same question comes.
        ("retry", ("the last time it came up, so here it is again", "지난번에")),
        # One of the best few is drawn; a wish may be met by a question that tells most about itself.
        ("asked", ("one of those that tell or teach most", "특히 도움이 되는")),
        ("asked", ("asked to learn how hard the question itself is", "문제 자체의 난이도를 알아보려고")),
        ("concept", ("asked to learn how hard the question itself is", "문제 자체의 난이도를 알아보려고")),
    ],
)
def test_a_reason_claims_no_more_than_holds_whenever_it_is_given(desk: Desk, kind: str, parts: tuple[str, str]) -> None:
    for area in desk.coach.bank.areas.values():
        reason = {"kind": kind, "area": area.id, "concept": area.concepts[0].id, "chance": 0.52}
        said = [views.why(translator(lang), desk.coach, Asking(1, 1, 1, "x", 1, (), desk.at, reason=reason)) for lang in LANGS]
        assert [part in text for part, text in zip(parts, said, strict=True)] == [True, True]
        assert max(map(len, said)) <= 200
