"""Choosing a quiz's next question: the usual policy, or in the last days before an interview reviews of weak concepts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Final

from bot.usecases import planning
from bot.usecases.case import Case
from questions import selection
from questions.model import Asking, Quiz, QuizKind
from questions.selection import Asked, Choice, Purpose, ReasonKind, Request, Standing

# Long enough that a question counts as seen for as long as somebody may remember it.
_REMEMBERED = timedelta(days=730)
_PURPOSES: Final = {QuizKind.DAILY: Purpose.DAILY, QuizKind.PLACEMENT: Purpose.PLACEMENT, QuizKind.PRACTICE: Purpose.PRACTICE}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question to ask, and why: ``kind`` (a ``ReasonKind``, ``concept`` or ``interview``), area, concept and figures, as it is kept."""

    question_id: str
    reason: Mapping[str, object]


def choose(case: Case, quiz: Quiz, before: Sequence[Asking]) -> Chosen | None:
    """Choose after the askings ``before``; ``None`` where nothing is left that fits the quiz."""
    standing = _standing(case)
    for request, kind in _requests(case, quiz, before):
        wished = request.concept or request.area
        choice = selection.choose(case.coach.pool, standing, request, case.at, case.rng) if _asks(case, wished) else None
        if choice is not None:
            return Chosen(choice.question_id, {**asdict(choice.reason), "kind": kind or _kind(choice, request)})
    return None


def _kind(choice: Choice, request: Request) -> str:
    """Name why a question was chosen; a wish for a concept is another than one for its area."""
    wished = choice.reason.kind is ReasonKind.ASKED and request.concept is not None
    return "concept" if wished else choice.reason.kind.value


def _asks(case: Case, wished: str | None) -> bool:
    """Whether questions may be asked on what is wished; all of a concept's may be retired or set aside."""
    return wished is None or wished in case.coach.pool.members


def _requests(case: Case, quiz: Quiz, before: Sequence[Asking]) -> Iterator[tuple[Request, str | None]]:
    """Yield what to ask for, the most wanted first, with the reason's kind where it is not the choice's own."""
    usual = Request(
        _purpose(quiz),
        area=quiz.area,
        concept=quiz.concept,
        challenge=case.learner.challenge,
        session=frozenset(each.question_id for each in before),
    )
    if usual.purpose in (Purpose.DAILY, Purpose.PRACTICE):
        bank = case.coach.bank
        seen = {bank.questions[each.question_id].concept_id for each in before if each.question_id in bank.questions}
        for concept in sorted(planning.last_reviews(case), key=lambda name: name in seen):
            yield replace(usual, purpose=Purpose.CONCEPT, concept=concept), "interview"
    yield usual, None


def _standing(case: Case) -> Standing:
    history = [Asked(*each) for each in case.uow.quizzes.history(case.learner.id, case.at - _REMEMBERED)]
    shown, forgetting = case.coach.shown(case.uow.quizzes.shown), case.coach.calibration.forgetting
    return Standing(case.belief(), case.requirements(), history, case.memories(), shown, forgetting, case.day_end)


def _purpose(quiz: Quiz) -> Purpose:
    if quiz.concept is not None:
        return Purpose.CONCEPT
    return _PURPOSES[quiz.kind] if quiz.area is None else Purpose.AREA
