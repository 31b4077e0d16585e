"""Use cases at work: people who answer through them, over a real database."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from bot.coach import Coach
from bot.usecases import answering, quiz
from bot.usecases.case import Case
from bot.usecases.quiz import Shown
from questions.model import Answer, DontKnow, Learner, Ordered, Picked, Question, QuizKind, Schedule, Target, Typed
from storage.unit import Database, UnitOfWork

BEGIN = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)


@dataclass
class Desk:
    """Use cases at work: a database, a coach, a clock to set, and chance."""

    database: Database
    coach: Coach
    at: datetime = BEGIN
    rng: random.Random = field(default_factory=lambda: random.Random(5))

    def meet(self, user: int = 1, zone: str = "Asia/Seoul") -> Learner:
        """Enrol somebody."""
        fresh = Learner(0, user, user, "en", Schedule(zone, time(8)), Target(), created_at=self.at)
        return self.database.run(lambda uow: uow.learners.add(fresh))

    def case(self, uow: UnitOfWork, user: int = 1) -> Case:
        """Return somebody's case."""
        learner = uow.learners.by_user(user)
        assert learner is not None
        return Case(uow, self.coach, learner, self.at, self.rng)

    def answer(self, user: int = 1, count: int = 1, skill: float = 0.6, step: timedelta = timedelta(hours=7)) -> list[str]:
        """Have somebody answer ``count`` questions, each right with the chance ``skill``; return the questions' ids."""
        asked = []
        for _ in range(count):
            self.at += step
            asked.append(self.database.run(lambda uow: self._answer(self.case(uow, user), right=self.rng.random() < skill)))
        return asked

    def _answer(self, case: Case, *, right: bool) -> str:
        running = next(iter(case.uow.quizzes.open(case.learner.id)), None) or quiz.begin(case, QuizKind.DAILY)
        step = quiz.ask_next(case, running)
        if not isinstance(step, Shown):
            step = quiz.ask_next(case, quiz.begin(case, QuizKind.DAILY))
        assert isinstance(step, Shown)
        answering.answer(case, step.asking, step.question, right_answer(step.question) if right else DontKnow())
        return step.question.id


def right_answer(question: Question) -> Answer:
    """Return the key."""
    if question.format.typed:
        return Typed(question.answers[0])
    if question.format.value == "order":
        return Ordered(tuple(range(len(question.options))))
    return Picked(frozenset(n for n, option in enumerate(question.options) if option.correct))
