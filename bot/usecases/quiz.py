"""Quizzes: beginning one, choosing and asking its next question, and ending it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.usecases import choosing
from bot.usecases.case import Case
from questions import days, selection
from questions.model import Asking, AskingState, Question, Quiz, QuizKind, Result

PLACEMENT_MOST = 25
PRACTICE_SIZE = 5
_FRESH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Shown:
    """A question that is to be shown: its asking, and where in its quiz it stands (``number`` of ``size``, from 1)."""

    asking: Asking
    question: Question
    quiz: Quiz
    number: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A quiz that is over: how many of its questions were right, wrong or not known, and skipped."""

    quiz: Quiz
    right: int
    answered: int
    skipped: int
    streak: int


def begin(case: Case, kind: QuizKind, *, area: str | None = None, concept: str | None = None, size: int | None = None) -> Quiz:
    """Open a quiz. Whatever else was open must have been closed by ``close_open`` before."""
    sizes = {QuizKind.PLACEMENT: PLACEMENT_MOST, QuizKind.DAILY: case.learner.questions_a_day, QuizKind.PRACTICE: size or PRACTICE_SIZE}
    return case.uow.quizzes.add(Quiz(0, case.learner.id, kind, sizes[kind], case.at, case.today, area, concept))


def close_open(case: Case) -> Sequence[Asking]:
    """Close every open quiz and return the askings that were waiting in them, so that their messages can be closed too."""
    return [asking for quiz in case.uow.quizzes.open(case.learner.id) for asking in leave(case, quiz)]


def leave(case: Case, quiz: Quiz) -> Sequence[Asking]:
    """Leave a quiz where it is and return the askings that were waiting in it; a placement can be taken up again."""
    if quiz.kind is QuizKind.PLACEMENT:
        case.uow.quizzes.pause(quiz.id)
    else:
        case.uow.quizzes.close(quiz.id)
    return _close_askings(case, quiz)


def broken_off(case: Case) -> Quiz | None:
    """Return the placement that was broken off, if there is one that is not too old to go on with."""
    quiz = case.uow.quizzes.paused(case.learner.id)
    return None if quiz is None or case.at - quiz.opened_at > _FRESH else quiz


def placement_begun(case: Case) -> bool:
    """Whether a placement is under way, or was broken off and can be gone on with."""
    return broken_off(case) is not None or any(each.kind is QuizKind.PLACEMENT for each in case.uow.quizzes.open(case.learner.id))


def take_up(case: Case) -> Quiz | None:
    """Reopen the placement that was broken off, if it can be gone on with."""
    quiz = broken_off(case)
    if quiz is None:
        return None
    case.uow.quizzes.reopen(quiz.id)
    return replace(quiz, open=True)


def resume(case: Case) -> Shown | None:
    """Return the question that still waits in the newest open quiz, or that quiz's next one; ``None`` when nothing is open."""
    quiz = next(iter(case.uow.quizzes.open(case.learner.id)), None)
    if quiz is None:
        return None
    step = ask_next(case, quiz)
    return step if isinstance(step, Shown) else None


def ask_next(case: Case, quiz: Quiz) -> Shown | Finished:
    """Return the quiz's waiting question, or ask its next one, or end it."""
    before = case.uow.quizzes.askings(quiz.id)
    waiting = next((each for each in before if each.state is AskingState.OPEN and each.question_id in case.coach.bank.questions), None)
    if waiting is not None:
        return Shown(waiting, case.coach.bank.questions[waiting.question_id], quiz, waiting.position)
    # A question that was closed when its quiz was broken off counts for nothing; it is only not asked again.
    done = sum(each.state in (AskingState.ANSWERED, AskingState.SKIPPED) for each in before)
    if done >= quiz.size or (quiz.kind is QuizKind.PLACEMENT and _placed(case, done)):
        return finish(case, quiz)
    chosen = choosing.choose(case, quiz, before)
    if chosen is None:
        return finish(case, quiz)
    question = case.coach.bank.questions[chosen.question_id]
    asking = Asking(0, case.learner.id, quiz.id, question.id, done + 1, _shuffled(case, question), case.at, reason=chosen.reason)
    case.coach.show(question.id)
    return Shown(case.uow.quizzes.ask(asking), question, quiz, asking.position)


def finish(case: Case, quiz: Quiz) -> Finished:
    """End a quiz, count what became of its questions, and make sure that the daily push is planned from now on."""
    _close_askings(case, quiz)
    case.uow.quizzes.close(quiz.id)
    askings = case.uow.quizzes.askings(quiz.id)
    results = [given.attempt.result for each in askings if (given := case.uow.attempts.of_asking(each.id))]
    return Finished(
        replace(quiz, open=False),
        right=sum(result is Result.RIGHT for result in results),
        answered=len(results),
        skipped=sum(each.state is AskingState.SKIPPED for each in askings),
        streak=streak(case),
    )


def streak(case: Case) -> int:
    """Return the learner's streak in local days."""
    return days.streak(case.uow.attempts.days(case.learner.id), case.today)


def _close_askings(case: Case, quiz: Quiz) -> list[Asking]:
    waiting = [each for each in case.uow.quizzes.askings(quiz.id) if each.state is AskingState.OPEN]
    for each in waiting:
        case.uow.quizzes.set(replace(each, state=AskingState.CLOSED))
    return waiting


def _placed(case: Case, done: int) -> bool:
    # An area without a question to ask (all retired or set aside) keeps no placement going.
    asked = {area: each for area, each in case.requirements().items() if area in case.coach.pool.members}
    return selection.placement_done(case.belief(), asked, done, case.at)


def _shuffled(case: Case, question: Question) -> tuple[int, ...]:
    order = list(range(len(question.options)))
    case.rng.shuffle(order)
    return tuple(order)
