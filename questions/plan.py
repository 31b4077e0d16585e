"""The plan until an interview: how many questions are left, which gaps come first, and what is realistic by then.

It counts what can be counted: days, questions, answers that a verdict still needs, reviews that find room. How far a level will rise is not
among it, since nothing measured supports a promise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from questions.gap import AreaGap, ConceptRow, GapReport, Verdict, to_work_on
from questions.review import Memory, due
from questions.selection import REVIEWS, SESSION

# On so many days before the interview, and on its own day, only weak concepts are reviewed.
FINAL_DAYS = 3
# Before an interview a weak concept should come back at least so often.
REVIEWS_WISHED = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One gap, certain or possible. ``fits``: whether the answers that decide it find room before the last days; None where decided."""

    row: AreaGap
    fits: bool | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What can be done until an interview.

    ``days`` counts today and not the day of the interview; ``questions`` is days times ``a_day``. ``steps`` are ranked, the gap first whose
    closing brings most. ``weak`` concepts are known; ``reviews`` find room; ``covered`` of them get a review, each about ``each``.
    ``suggested`` is a higher number of questions a day, None where ``a_day`` is best; ``enough`` tells whether the suggested (or present)
    number decides every open verdict and reviews every weak concept ``REVIEWS_WISHED`` times.
    """

    on: date
    days: int
    a_day: int
    questions: int
    steps: tuple[Step, ...]
    weak: int
    reviews: int
    covered: int
    each: int
    suggested: int | None
    enough: bool
    final: bool


@dataclass(frozen=True, slots=True)
class _Room:
    """How many questions until the interview measure, and how many review."""

    measures: int
    reviews: int


def interview_plan(report: GapReport, weak: Sequence[ConceptRow], today: date, on: date, a_day: int, choices: Iterable[int]) -> Plan:
    """Plan from ``today`` until the interview ``on``, both local dates; ``choices`` are the numbers of questions a day that can be set.

    Raises:
        ValueError: if the interview is over.
    """
    days = (on - today).days
    if days < 0:
        raise ValueError(f"{on} is before {today}")
    room = _room(days, a_day)
    ranked = report.ranked()
    enough = _enough(room, ranked, len(weak))
    suggested = None if enough else _suggested(days, a_day, ranked, len(weak), choices)
    return Plan(
        on=on,
        days=days,
        a_day=a_day,
        questions=days * a_day,
        steps=_steps(ranked, room.measures),
        weak=len(weak),
        reviews=room.reviews,
        covered=min(len(weak), room.reviews),
        each=min(room.reviews // len(weak), days) if weak else 0,
        suggested=suggested,
        enough=enough or (suggested is not None and _enough(_room(days, suggested), ranked, len(weak))),
        final=days <= FINAL_DAYS,
    )


def weak_concepts(rows: Sequence[ConceptRow], report: GapReport) -> tuple[ConceptRow, ...]:
    """Return the concepts where an answer was not right and whose level lies below their area's target, the weakest first."""
    targets = {row.area: row.target for row in report.rows}
    return tuple(row for row in to_work_on(rows, len(rows)) if row.estimate.level < targets[row.area])


def last_reviews(
    weak: Sequence[ConceptRow], memories: Mapping[str, Memory], at: datetime, day_end: datetime | None = None
) -> tuple[str, ...]:
    """Return the concepts to review in the last days: the due ones, the weakest first, then the others, the longest unseen first.

    Due is what falls due until ``day_end``.
    """
    ripe = set(due(memories, at, until=day_end))
    first = [row.concept for row in weak if row.concept in ripe]
    then = sorted((row for row in weak if row.concept not in ripe), key=lambda row: row.last)
    return (*first, *(row.concept for row in then))


def _room(days: int, a_day: int) -> _Room:
    """Return the room as the daily choice of questions shares it out: some places of a session may go to reviews, in the last days all."""
    final = min(days, FINAL_DAYS)
    reviews = sum(place % SESSION in REVIEWS for place in range(a_day))
    return _Room((days - final) * (a_day - reviews), (days - final) * reviews + final * a_day)


def _steps(ranked: Sequence[AreaGap], measures: int) -> tuple[Step, ...]:
    steps, left = [], measures
    for row in ranked:
        if row.verdict is not Verdict.UNDECIDED:
            steps.append(Step(row, None))
            continue
        fits = row.more is not None and row.more <= left
        left -= row.more if row.more is not None and fits else 0
        steps.append(Step(row, fits))
    return tuple(steps)


def _enough(room: _Room, ranked: Sequence[AreaGap], weak: int) -> bool:
    """Whether every verdict that answers can decide is decided, and every weak concept reviewed as often as it should be."""
    needed = sum(row.more for row in ranked if row.more is not None)
    return needed <= room.measures and weak * REVIEWS_WISHED <= room.reviews


def _suggested(days: int, a_day: int, ranked: Sequence[AreaGap], weak: int, choices: Iterable[int]) -> int | None:
    """Return the smallest higher number a day that is enough, else the highest; None where there is no higher one."""
    higher = sorted(choice for choice in choices if choice > a_day)
    return next((choice for choice in higher if _enough(_room(days, choice), ranked, weak)), higher[-1] if higher else None)
