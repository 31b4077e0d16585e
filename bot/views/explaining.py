"""A learner explained to an operator, in plain text and in the learner's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.coach import Coach
from bot.texts import Translator
from bot.usecases.explaining import DueConcept, Explanation
from bot.views.gaps import describe, interval, level, verdict
from bot.views.quiz import why
from questions.gap import AreaGap
from questions.model import Asking, Learner, Result

_DUE = 10


def explanation(texts: Translator, coach: Coach, learner: Learner, told: Explanation) -> str:
    """Say all that an ``Explanation`` holds, one fact a line."""
    return "\n".join(_lines(texts, coach, learner, told))


def _lines(texts: Translator, coach: Coach, learner: Learner, told: Explanation) -> Iterator[str]:
    target = describe(texts, coach, learner.target)
    yield texts.plain("explain-who", user=str(learner.user_id), answers=told.answers)
    yield texts.plain("gaps-target", target=target) if target else texts.plain("explain-target-unsure")
    yield texts.plain("explain-calibrated", count=told.calibrated) if told.calibrated else texts.plain("explain-labels-only")
    yield texts.plain("explain-starts" if told.starts else "explain-starts-none")
    yield ""
    yield texts.plain("explain-areas")
    yield from (_area(texts, coach, row) for row in told.report.rows)
    yield ""
    yield from _due(texts, coach, told.due)
    yield ""
    yield texts.plain("explain-last-title" if told.last else "explain-last-none")
    yield from (_asked(texts, coach, asking, result) for asking, result in told.last)
    yield ""
    if told.next is None:
        yield texts.plain("explain-next-none")
    else:
        yield texts.plain("explain-next", question=told.next.question_id, why=why(texts, coach, told.next))


def _area(texts: Translator, coach: Coach, row: AreaGap) -> str:
    name = coach.bank.areas[row.area].name.of(texts.lang)
    numbers = {**interval(row.estimate), "target": level(row.target)}
    return texts.plain("explain-area", area=name, answers=row.answers, verdict=verdict(texts, row), **numbers)


def _due(texts: Translator, coach: Coach, due: Sequence[DueConcept]) -> Iterator[str]:
    left = len(due) - _DUE
    yield texts.plain("explain-due-title" if left <= 0 else "explain-due-title-first", count=len(due), shown=_DUE)
    yield from (_concept(texts, coach, each) for each in due[:_DUE])
    if left > 0:
        yield texts.plain("explain-due-more", count=left)


def _concept(texts: Translator, coach: Coach, each: DueConcept) -> str:
    name = coach.bank.concepts[each.concept].name.of(texts.lang)
    return texts.plain("explain-due", concept=name, id=each.concept, recall=round(100 * each.recall), days=each.days)


def _asked(texts: Translator, coach: Coach, asking: Asking, result: Result | None) -> str:
    when = asking.asked_at.strftime("%Y-%m-%d %H:%M UTC")
    verdict_key = f"explain-{asking.state.value}" if result is None else f"explain-{result.value}"
    return texts.plain(
        "explain-asked", at=when, question=asking.question_id, result=texts.plain(verdict_key), why=why(texts, coach, asking)
    )
