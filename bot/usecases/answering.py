"""Answers: ticking and ordering before one, grading it, and everything that it changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.usecases.case import Case, dump_memory, load_memory
from questions import ability, days, review
from questions.grading import grade
from questions.model import Answer, Asking, AskingState, Attempt, DontKnow, Grade, Ordered, Picked, Question, Quiz, Result
from storage.attempts import Given
from storage.beliefs import Kept

DORMANT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Answered:
    """A graded answer: what was asked, what was given, the verdict, and the quiz it belongs to."""

    asking: Asking
    question: Question
    answer: Answer
    grade: Grade
    quiz: Quiz


def tick(case: Case, asking: Asking, place: int) -> Asking:
    """Tick or untick an option of a ``multiple`` question. Raises ``IndexError`` for a place that is not shown."""
    index = asking.order[place]
    picks = tuple(each for each in asking.picks if each != index) if index in asking.picks else (*asking.picks, index)
    return _keep(case, replace(asking, picks=picks))


def put(case: Case, asking: Asking, place: int) -> Asking:
    """Put a step of an ``order`` question next; one that is placed already stays. Raises ``IndexError`` as ``tick`` does."""
    index = asking.order[place]
    return asking if index in asking.picks else _keep(case, replace(asking, picks=(*asking.picks, index)))


def undo(case: Case, asking: Asking) -> Asking:
    """Take the last step of an ``order`` question back."""
    return _keep(case, replace(asking, picks=asking.picks[:-1])) if asking.picks else asking


def picked(asking: Asking, place: int) -> Picked:
    """Return the answer that choosing one place means. Raises ``IndexError`` for a place that is not shown."""
    return Picked(frozenset({asking.order[place]}))


def ticked(asking: Asking) -> Picked:
    """Return the answer that the ticks make."""
    return Picked(frozenset(asking.picks))


def ordered(asking: Asking) -> Ordered:
    """Return the answer that the placed steps make."""
    return Ordered(asking.picks)


def answer(case: Case, asking: Asking, question: Question, given: Answer) -> Answered:
    """Grade an answer to an open asking and remember it: attempt, belief, memory, all in the case's transaction.

    Raises:
        ValueError: if the answer doesn't fit the question's format (``grading.Unreadable`` for a number that is none).
    """
    verdict = grade(question, given)
    attempt = Attempt(question.item, _result(given, verdict), case.at, (case.at - asking.asked_at).total_seconds())
    case.uow.attempts.add(case.learner.id, Given(attempt, given, verdict.share, asking.id), case.today)
    kept = case.uow.beliefs.get(case.learner.id)
    known = case.coach.parameters(question.id)
    belief = ability.update(case.believed(kept), question.item, attempt.correct, case.at, known)
    case.uow.beliefs.set(case.learner.id, Kept(ability.dump(belief), case.today), kept)
    _review(case, attempt)
    _wake(case)
    done = _keep(case, replace(asking, state=AskingState.ANSWERED))
    quiz = case.uow.quizzes.get(asking.quiz_id)
    if quiz is None:
        raise LookupError(f"asking {asking.id} has no quiz")
    return Answered(done, question, given, verdict, quiz)


def skip(case: Case, asking: Asking) -> Asking:
    """Pass a question over; nothing is measured by it."""
    return _keep(case, replace(asking, state=AskingState.SKIPPED))


def _keep(case: Case, asking: Asking) -> Asking:
    case.uow.quizzes.set(asking)
    return asking


def _result(given: Answer, verdict: Grade) -> Result:
    if isinstance(given, DontKnow):
        return Result.UNKNOWN
    return Result.RIGHT if verdict.correct else Result.WRONG


def _review(case: Case, attempt: Attempt) -> None:
    concept = attempt.item.concept
    known = case.uow.beliefs.memory(case.learner.id, concept)
    memory = review.review(None if known is None else load_memory(known), attempt, case.coach.calibration.forgetting)
    case.uow.beliefs.remember(case.learner.id, concept, dump_memory(memory), memory.due)


def _wake(case: Case) -> None:
    """Remember the answer's time; somebody who had been silent for long gets their daily push back."""
    learner = case.learner
    if dormant(case):
        case.save(last_answer_at=case.at, next_daily_at=days.next_daily(learner.schedule, case.at) if learner.next_daily_at else None)
    else:
        case.uow.learners.answered(learner.id, case.at)
        case.learner = replace(learner, last_answer_at=case.at)


def dormant(case: Case) -> bool:
    """Whether the learner has answered nothing for so long that pushes go weekly."""
    since = case.learner.last_answer_at or case.learner.created_at
    return since is not None and case.at - since > DORMANT
