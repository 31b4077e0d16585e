"""Item analysis: what people's answers say about each question, and which questions mislead.

A person's level is the one that their other answers of that time tell, so that an answer never vouches for itself (as the rest score does
for a test of fixed length, where here everybody answers other questions). Discrimination is the point-biserial correlation of right answers
with that level, its interval by Fisher's transformation. That is for showing; what the answers say against a key is weighed by
``questions.keys``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

import numpy as np

from questions.ability import Z95, Belief
from questions.calibration import Calibration
from questions.hindsight import hindsight
from questions.keys import Choice, rivalry
from questions.model import Answer, Attempt, DontKnow, Format, Item, Picked
from questions.response import SHARE_AT_LEVEL, SLIP, label_parameters

ENOUGH = 30
REPORTS, REPORTED_SHARE = 3, 0.05
# How many times likelier than the key a rival must make the answers: what it takes to think a key wrong where one in fifty is. No more than
# one right key in fifty ever comes to that beside a rival, however often one looks.
LIKELIER = 50.0
# What took longer was not spent on the question: a push, for one, may lie until the next morning.
LONGEST_SECONDS = 3600.0


class Misleading(StrEnum):
    """Why a question misleads: the stronger do worse on it, they prefer a distractor to its key, or too many people reported it."""

    NEGATIVE = "negative"
    DISTRACTOR = "distractor"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Response:
    """One answer as its item sees it; ``level`` and its ``variance`` are the person's, by their other answers."""

    item: Item
    correct: bool
    answer: Answer
    seconds: float | None
    level: float
    variance: float


@dataclass(frozen=True, slots=True)
class OptionShare:
    """How often an option (by its index in the file) was chosen: overall, by the stronger half and by the weaker half of the answerers."""

    option: int
    chosen: int
    strong: int
    weak: int


@dataclass(frozen=True, slots=True)
class Relation:
    """A correlation in [-1, 1] with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One question's figures.

    ``right`` and ``unknown`` are shares of ``answers``; ``label`` is the author's level; ``difficulty`` the estimated one on the label's
    scale (the level of whom six in ten are right, guessing apart), give or take ``difficulty_sd``; ``slope`` the estimated steepness per
    level; ``relation`` is None where all answers or all levels are alike; ``seconds`` the median answering time,
    None where none is known; ``reports`` counts people.
    """

    id: str
    format: Format
    shown: int
    answers: int
    right: float
    unknown: float
    label: int
    difficulty: float
    difficulty_sd: float
    slope: float
    relation: Relation | None
    options: tuple[OptionShare, ...]
    seconds: float | None
    reports: int
    misleading: tuple[Misleading, ...]

    def evidence(self, reason: Misleading) -> int:
        """Return how much speaks about ``reason``: reports, or answers."""
        return self.reports if reason is Misleading.REPORTED else self.answers


@dataclass(frozen=True, slots=True)
class Aside:
    """A question set aside: why, how much spoke for it, and when (in UTC)."""

    reason: Misleading
    evidence: int
    on: date


def responses(start: Belief, answers: Iterable[tuple[Attempt, Answer]], known: Calibration) -> Iterator[Response]:
    """Yield one person's answers, each with the level that the others tell. KeyError for an area that ``start`` does not know."""
    given = list(answers)
    for seen, (attempt, answer) in zip(hindsight(start, (attempt for attempt, _ in given), known.parameters), given, strict=True):
        yield Response(attempt.item, attempt.correct, answer, attempt.seconds, seen.mean, seen.variance)


def analyse(
    given: Iterable[Response],
    known: Calibration,
    shown: Mapping[str, int],
    reports: Mapping[str, int],
    current: Mapping[str, Item] | None = None,
) -> tuple[ItemStatistics, ...]:
    """Return the figures of every answered question, by id.

    ``shown``: how often it was asked; ``reports``: how many people flagged it; ``current``: the questions as they are now, as a label may
    have been mended since.
    """
    now = current or {}
    by_item: dict[str, list[Response]] = {}
    for each in given:
        by_item.setdefault(each.item.id, []).append(each)
    return tuple(
        _analyse(now.get(name, own[-1].item), own, known, shown.get(name, len(own)), reports.get(name, 0))
        for name, own in sorted(by_item.items())
    )


def newly_aside(
    statistics: Iterable[ItemStatistics], aside: Mapping[str, Aside], restored: Mapping[str, Mapping[str, int]], on: date
) -> dict[str, Aside]:
    """Return the misleading questions that are not set aside yet.

    ``restored`` holds, by question and reason, the evidence for which a person put one back: the same reason counts again only with
    twice as much of it.
    """
    found = {}
    for each in statistics:
        pardoned = restored.get(each.id, {})
        reasons = [reason for reason in each.misleading if each.evidence(reason) >= 2 * pardoned.get(reason, 0)]
        if reasons and each.id not in aside:
            found[each.id] = Aside(reasons[0], each.evidence(reasons[0]), on)
    return found


def _analyse(item: Item, own: Sequence[Response], known: Calibration, shown: int, reports: int) -> ItemStatistics:
    parameters = known.parameters.get(item.id) or label_parameters(item)
    relation, options = _relation(own), _options(own)
    reported = reports >= REPORTS and reports > REPORTED_SHARE * shown
    return ItemStatistics(
        id=item.id,
        format=item.format,
        shown=shown,
        answers=len(own),
        right=sum(each.correct for each in own) / len(own),
        unknown=sum(isinstance(each.answer, DontKnow) for each in own) / len(own),
        label=item.difficulty,
        difficulty=parameters.difficulty + math.log(SHARE_AT_LEVEL / (1.0 - SLIP - SHARE_AT_LEVEL)),
        difficulty_sd=parameters.difficulty_sd,
        slope=parameters.discrimination,
        relation=relation,
        options=options,
        seconds=_seconds(own),
        reports=reports,
        misleading=(*_doubts(item, own, relation, options), *([Misleading.REPORTED] if reported else [])) if len(own) >= ENOUGH else (),
    )


def _seconds(own: Sequence[Response]) -> float | None:
    """Return the median time of the answers that were not left lying."""
    times = [each.seconds for each in own if each.seconds is not None and each.seconds <= LONGEST_SECONDS]
    return median(times) if times else None


def _relation(own: Sequence[Response]) -> Relation | None:
    right, levels = np.array([(each.correct, each.level) for each in own], dtype=np.float64).T
    if len(own) < 4 or np.ptp(right) == 0.0 or np.ptp(levels) < 1e-9:
        return None
    value = float(np.corrcoef(right, levels)[0, 1])
    z, half = math.atanh(min(max(value, -0.999), 0.999)), Z95 / math.sqrt(len(own) - 3)
    return Relation(value, math.tanh(z - half), math.tanh(z + half))


def _options(own: Sequence[Response]) -> tuple[OptionShare, ...]:
    weak, strong = (_picks(half) for half in _halves(own))
    return tuple(OptionShare(option, weak[option] + strong[option], strong[option], weak[option]) for option in sorted(weak | strong))


def _halves(own: Sequence[Response]) -> tuple[Sequence[Response], Sequence[Response]]:
    """Return the weaker and the stronger half of the answers; of an odd number the middle one goes to the stronger."""
    ranked = sorted(own, key=lambda each: each.level)
    return ranked[: len(own) // 2], ranked[len(own) // 2 :]


def _picks(own: Iterable[Response]) -> Counter[int]:
    return Counter(option for each in own if isinstance(each.answer, Picked) for option in each.answer.options)


def _doubts(item: Item, own: Sequence[Response], relation: Relation | None, options: Sequence[OptionShare]) -> Iterator[Misleading]:
    """Yield what the answers say against the key; only where it shows in the plain figures, too, is it worth weighing."""
    if relation is not None and relation.value < 0.0 and _outdone(item, own):
        yield Misleading.NEGATIVE
    if item.format is Format.SINGLE and any(_outdone(item, own, option) for option in _preferred(own, options)):
        yield Misleading.DISTRACTOR


def _preferred(own: Sequence[Response], options: Sequence[OptionShare]) -> Sequence[int]:
    """Return the wrong options that the stronger half chose more often than the key."""
    keys = _picks(each for each in own if each.correct)
    right = sum(each.strong for each in options if each.option in keys)
    return [each.option for each in options if each.option not in keys and each.strong > right]


def _outdone(item: Item, own: Sequence[Response], rival: int | None = None) -> bool:
    """Whether the answers are by far likelier if those who know choose option ``rival`` than if they choose the key.

    Without an option the rival is every other answer; *I don't know* is none.
    """
    levels, variances = np.array([(each.level, each.variance) for each in own], dtype=np.float64).T
    choices = np.array([_choice(each, rival) for each in own])
    return rivalry(label_parameters(item), levels, variances, choices) > math.log(LIKELIER)


def _choice(given: Response, rival: int | None) -> Choice:
    match given:
        case Response(correct=True):
            return Choice.KEY
        case Response(answer=DontKnow()):
            return Choice.UNKNOWN
        case Response(answer=Picked(options)) if rival is not None:
            return Choice.RIVAL if rival in options else Choice.OTHER
        case _:
            return Choice.RIVAL
