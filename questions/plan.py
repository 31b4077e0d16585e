"""The plan until an interview: how many questions are left, which gaps come first, and what is realistic by then.

It counts what can be counted: days, questions, answers that a verdict still needs, reviews that find room. How far a level will rise is not
among it, since nothing measured supports a promise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from questions.gap import AreaGap, ConceptRow, GapReport, Verdict
from questions.review import Memory, ripe
from questions.selection import CATCHING_UP, PILED, REVIEWS, SESSION

# On so many days before the interview, and on its own day, only weak concepts are reviewed, where there are any.
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
    ``suggested`` is a higher number of questions a day that gets further, None where there is none; ``enough`` tells whether the suggested
    (or present) number decides every open verdict and reviews every weak concept ``REVIEWS_WISHED`` times; ``final``, whether these are the
    last days.
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


@dataclass(frozen=True, slots=True)
class _Need:
    """What is to be done: ``answers`` until every verdict that answers can decide is decided, and ``reviews`` of weak concepts."""

    answers: int
    reviews: int

    @classmethod
    def of(cls, report: GapReport, weak: int) -> _Need:
        return cls(sum(row.more for row in report.ranked() if row.more is not None), weak * REVIEWS_WISHED)

    def met(self, room: _Room) -> _Need:
        """Return how much of it finds ``room``."""
        return _Need(min(self.answers, room.measures), min(self.reviews, room.reviews))


def interview_plan(
    report: GapReport, weak: Sequence[ConceptRow], waiting: int, today: date, on: date, a_day: int, choices: Iterable[int]
) -> Plan:
    """Plan from ``today`` until the interview ``on``, both local dates.

    ``waiting`` concepts are due for review today; ``choices`` are the numbers of questions a day that can be set.

    Raises:
        ValueError: if the interview is over.
    """
    days = (on - today).days
    if days < 0:
        raise ValueError(f"{on} is before {today}")
    ranked, need = report.ranked(), _Need.of(report, len(weak))
    room = partial(_room, days, weak=bool(weak), piled=waiting > PILED)
    pace = _pace(a_day, choices, room, need)
    here = room(a_day)
    return Plan(
        on=on,
        days=days,
        a_day=a_day,
        questions=days * a_day,
        steps=_steps(ranked, here.measures),
        weak=len(weak),
        reviews=here.reviews,
        covered=min(len(weak), here.reviews),
        each=min(here.reviews // len(weak), days) if weak else 0,
        suggested=pace if pace != a_day else None,
        enough=need.met(room(pace)) == need,
        final=days <= FINAL_DAYS,
    )


def last_reviews(
    weak: Sequence[ConceptRow], memories: Mapping[str, Memory], at: datetime, day_end: datetime | None = None
) -> tuple[str, ...]:
    """Return the concepts to review in the last days: the due ones, the weakest first, then the others, the longest unseen first.

    Due is what falls due until ``day_end``.
    """
    waiting = set(ripe(memories, at, day_end))
    first = [row.concept for row in weak if row.concept in waiting]
    then = sorted((row for row in weak if row.concept not in waiting), key=lambda row: row.last)
    return (*first, *(row.concept for row in then))


def _room(days: int, a_day: int, *, weak: bool, piled: bool) -> _Room:
    """Return the room as the daily choice of questions shares it out: some places of a session may go to reviews, in the last days all.

    In the last days without a ``weak`` concept questions are chosen as ever. What is ``piled`` up is taken to stay so: that is cautious.
    """
    final = min(days, FINAL_DAYS) if weak or days > FINAL_DAYS else 0
    reviews = sum(place % SESSION in (CATCHING_UP if piled else REVIEWS) for place in range(a_day))
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


def _pace(a_day: int, choices: Iterable[int], room: Callable[[int], _Room], need: _Need) -> int:
    """Return the smallest number a day, from ``a_day`` upwards, that gets as far as the highest."""
    paces = sorted({a_day, *(choice for choice in choices if choice > a_day)})
    return next(pace for pace in paces if need.met(room(pace)) == need.met(room(paces[-1])))
