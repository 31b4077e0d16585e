"""A learner explained: every level with its interval, what is due, why each question was asked, and what would be next."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.coach import Coach
from bot.texts import translator
from bot.usecases import explaining
from bot.usecases.explaining import DueConcept
from bot.views.explaining import explanation
from questions.calibration import Calibration
from questions.model import Lang, Target
from questions.response import ItemParameters
from storage.unit import UnitOfWork
from tests.bot.usecases.desk import Desk


def explained(desk: Desk, lang: Lang = "en") -> list[str]:
    def work(uow: UnitOfWork) -> str:
        case = desk.case(uow)
        return explanation(translator(lang), desk.coach, case.learner, explaining.explain(case))

    return desk.database.run(work).splitlines()


@pytest.mark.parametrize(("lang", "first"), [("en", "Learner 1: 12 answers."), ("ko", "학습자 1: 지금까지 답한 문제 12개")])
def test_everything_is_said_in_the_learners_language_and_nothing_is_changed(desk: Desk, lang: Lang, first: str) -> None:
    desk.meet()
    asked = desk.answer(count=12)
    desk.at += timedelta(days=20)
    lines = explained(desk, lang)
    assert lines[0] == first
    areas = [line for line in lines if line.startswith("• ") and "–" in line]
    assert len(areas) == len(desk.coach.bank.areas)
    places = [next(n for n, line in enumerate(lines) if f" {name} (" in line) for name in asked[-5:]]
    assert places == sorted(places, reverse=True)
    assert not any("<" in line for line in lines)
    assert explained(desk, lang)[:-1] == lines[:-1]


def test_somebody_who_has_answered_nothing_is_explained_too(desk: Desk) -> None:
    desk.meet()
    text = "\n".join(explained(desk))
    for part in ("no answers yet", "a data engineer in general", "nothing has been learned", "Nothing is due", "Nothing has been asked"):
        assert part in text


def test_target_calibration_and_due_concepts_are_told(desk: Desk) -> None:
    desk.meet()
    asked = desk.answer(count=3, skill=0.0)
    desk.database.run(lambda uow: desk.case(uow).save(target=Target(engineer_type="b")))
    desk.coach.learn(Calibration({asked[0]: ItemParameters(3.0)}), ())
    desk.at += timedelta(days=9)
    text = "\n".join(explained(desk))
    assert "Target: type B" in text
    assert "taught about one question" in text
    assert "3 concepts, the most valuable first" in text
    assert "last answered 9 days ago" in text
    assert "I don’t know" in text


@pytest.mark.parametrize(
    ("lang", "first", "more"),
    [
        ("en", "Due for review, 12 concepts. The 10 most valuable:", "… and 2 more."),
        ("ko", "복습할 때가 된 개념 12개 중 효과가 가장 큰 10개:", "… 이 밖에 2개가 더 있습니다."),
    ],
)
def test_of_many_due_concepts_it_is_said_that_only_the_first_are_listed(desk: Desk, lang: Lang, first: str, more: str) -> None:
    desk.meet()
    due = [DueConcept(name, 0.53, 3) for name in desk.coach.bank.concepts]

    def told(count: int) -> list[str]:
        def work(uow: UnitOfWork) -> str:
            case = desk.case(uow)
            return explanation(translator(lang), desk.coach, case.learner, replace(explaining.explain(case), due=due[:count]))

        return desk.database.run(work).splitlines()

    for count in (12, 10):
        lines = told(count)
        assert sum("53%" in line for line in lines) == 10
        assert [line in lines for line in (first, more)] == [count == 12] * 2


@pytest.mark.parametrize("learned", [Calibration(starts={"sql": 0.3}), Calibration(weights=(0.2,) * 5)])
@pytest.mark.parametrize(
    ("lang", "said", "denied"),
    [
        ("en", "has been learned from everybody’s answers", "nothing has been learned"),
        ("ko", "전체 답에서 추정한 값입니다", "추정한 것은 없습니다"),
    ],
)
def test_what_was_learned_of_newcomers_is_told_though_nothing_is_known_of_questions(
    desk: Desk, learned: Calibration, lang: Lang, said: str, denied: str
) -> None:
    desk.meet()
    desk.coach.learn(learned, ())
    text = "\n".join(explained(desk, lang))
    assert said in text
    assert denied not in text


def test_with_nothing_left_to_ask_that_is_said(desk: Desk) -> None:
    desk.meet()
    desk.coach = Coach.of(replace(desk.coach.bank, questions={}))
    assert explained(desk)[-1] == "A daily quiz would find nothing to ask."
