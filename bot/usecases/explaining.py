"""Explaining a learner to an operator: what is believed, what is due, why the last questions were asked, and what would come next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.usecases import choosing, report
from bot.usecases.case import Case
from questions.gap import GapReport
from questions.model import Asking, Quiz, QuizKind, Result
from questions.review import Memory, retrievability
from questions.weighing import due

_LAST = 5


@dataclass(frozen=True, slots=True)
class DueConcept:
    """A concept due for review: the chance of recalling it now, and whole days since its last answer."""

    concept: str
    recall: float
    days: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the coach knows of a learner and makes of it. ``last`` are the newest askings, the newest first, with their results.

    ``calibrated`` is of how many questions answers have taught something; ``starts`` whether they have of newcomers' beliefs.
    """

    report: GapReport
    answers: int
    calibrated: int
    starts: bool
    due: Sequence[DueConcept]
    last: Sequence[tuple[Asking, Result | None]]
    next: Asking | None


def explain(case: Case) -> Explanation:
    """Explain a learner; nothing is changed by it."""
    memories, learned = case.memories(), case.coach.calibration
    ripe = due(memories, case.at, learned.forgetting, case.day_end)
    askings = case.uow.quizzes.all_askings(case.learner.id)[: -_LAST - 1 : -1]
    return Explanation(
        report=report.gaps(case),
        answers=case.uow.attempts.total(case.learner.id),
        calibrated=len(learned.parameters),
        starts=bool(learned.starts) or learned.weights is not None,
        due=[_due(case, name, memories[name]) for name in ripe if name in case.coach.pool.members],
        last=[(each, _result(case, each)) for each in askings],
        next=_next(case),
    )


def _due(case: Case, concept: str, memory: Memory) -> DueConcept:
    recall = retrievability(memory, case.at, forgetting=case.coach.calibration.forgetting)
    return DueConcept(concept, recall, (case.at - memory.last_review).days)


def _result(case: Case, asking: Asking) -> Result | None:
    given = case.uow.attempts.of_asking(asking.id)
    return None if given is None else given.attempt.result


def _next(case: Case) -> Asking | None:
    daily = Quiz(0, case.learner.id, QuizKind.DAILY, case.learner.questions_a_day, case.at, case.today)
    chosen = choosing.choose(case, daily, ())
    return None if chosen is None else Asking(0, case.learner.id, 0, chosen.question_id, 1, (), case.at, reason=chosen.reason)
