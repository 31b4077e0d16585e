"""A learner's own data: reporting a question, exporting everything, forgetting everything."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Final

from bot.errors import QuizError
from bot.usecases.case import Case
from questions import ability
from questions.model import Asking, Learner
from storage.attempts import dump_answer
from storage.unit import UnitOfWork

REASONS: Final = ("wrong", "unclear", "language", "outdated")
_EXPORT_VERSION = 1


def report_question(case: Case, asking: Asking, reason: str) -> None:
    """Flag a question. Raises ``QuizError`` for a reason that is none of ours."""
    if reason not in REASONS:
        raise QuizError("error-old-button")
    case.uow.reports.add(case.learner.id, asking.question_id, reason, case.at)


def export(uow: UnitOfWork, learner: Learner) -> dict[str, Any]:
    """Return everything that is stored about a learner, ready for JSON."""
    kept = uow.beliefs.get(learner.id)
    return {
        "version": _EXPORT_VERSION,
        "learner": _plain(asdict(learner)),
        "answers": [
            {
                "question": given.attempt.item.id,
                "area": given.attempt.item.area,
                "concept": given.attempt.item.concept,
                "format": given.attempt.item.format.value,
                "difficulty": given.attempt.item.difficulty,
                "result": given.attempt.result.value,
                "share": given.share,
                "answer": dump_answer(given.answer),
                "at": given.attempt.at.isoformat(),
                "seconds": given.attempt.seconds,
            }
            for given in uow.attempts.all(learner.id)
        ],
        "quizzes": _plain([asdict(quiz) for quiz in uow.quizzes.all(learner.id)]),
        "questions_shown": _plain([asdict(asking) for asking in uow.quizzes.all_askings(learner.id)]),
        "beliefs_by_day": {day.isoformat(): state for day, state in uow.beliefs.days(learner.id).items()},
        "levels": {} if kept is None else _levels(learner, kept.state),
        "reviews": {concept: dict(memory) for concept, memory in uow.beliefs.memories(learner.id).items()},
        "deliveries": _plain(list(uow.deliveries.all(learner.id))),
        "reports": _plain(list(uow.reports.all(learner.id))),
    }


def export_text(uow: UnitOfWork, learner: Learner) -> str:
    """Return what ``export`` returns as a JSON text that every encoding can write."""
    text = json.dumps(export(uow, learner), ensure_ascii=False, indent=1)
    # Half a character, which somebody's altered app may have sent, is no UTF-8; with a backslash it is JSON's own way to write one.
    return text.encode(errors="backslashreplace").decode()


def forget(uow: UnitOfWork, learner: Learner) -> None:
    """Erase a learner: every row that refers to them, and what still waits in inbox and outbox of theirs."""
    uow.inbox.erase(learner.user_id)
    uow.outbox.clear(learner.chat_id)
    uow.learners.delete(learner.id)


def _levels(learner: Learner, state: str) -> dict[str, Any]:
    belief = ability.load(state)
    at = learner.last_answer_at or belief.at
    return {} if at is None else {area: asdict(each) for area, each in ability.estimates(belief, at).items()}


def _plain(value: Any) -> Any:  # noqa: ANN401 JSON has no closer type
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
