"""The words of asking: what a question is wanted for, where a person stands, what is chosen and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal, TypeAlias

from questions.ability import Belief
from questions.model import Requirement, Result
from questions.review import PUBLISHED, Forgetting, Memory

Challenge: TypeAlias = Literal["gentler", "normal", "harder"]


class Purpose(StrEnum):
    """What the question is for."""

    DAILY = "daily"
    PRACTICE = "practice"
    PLACEMENT = "placement"
    AREA = "area"
    CONCEPT = "concept"


class ReasonKind(StrEnum):
    """Why this question.

    It tells a lot about the person, or about the question itself; its concept was got wrong, or is due; its area was left out; it was
    wished for; nothing is new. What was kept before the first two were told apart says "measure", which stands for either.
    """

    MEASURE = "level"
    CALIBRATE = "calibrate"
    RETRY = "retry"
    REVIEW = "review"
    BALANCE = "balance"
    ASKED = "asked"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question asked before; ``result`` is None while it is open or where it was skipped."""

    question_id: str
    at: datetime
    result: Result | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands.

    ``history`` is oldest first (two months are enough), ``memories`` go by concept and fade as ``forgetting`` says, ``shown`` goes by
    question: how often anybody saw it. ``day_end`` is when the person's day is over: what falls due until then is due.
    """

    belief: Belief
    requirements: Mapping[str, Requirement]
    history: Sequence[Asked] = ()
    memories: Mapping[str, Memory] = field(default_factory=dict)
    shown: Mapping[str, int] = field(default_factory=dict)
    forgetting: Forgetting = PUBLISHED
    day_end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted. ``area`` (or ``concept``, by its id) limits the choice; ``session`` holds the questions that may not come again."""

    purpose: Purpose
    area: str | None = None
    concept: str | None = None
    challenge: Challenge = "normal"
    session: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a question was chosen: ``chance`` of a right answer, the concept's ``retrievability``, and ``days`` since its last answer."""

    kind: ReasonKind
    area: str
    concept: str
    chance: float
    retrievability: float | None
    days: float | None


@dataclass(frozen=True, slots=True)
class Choice:
    """The question to ask, and why."""

    question_id: str
    reason: Reason
