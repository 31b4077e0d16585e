"""The vocabulary of learning: frozen dataclasses that every other module speaks in. Pure; no reading, no clock."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Literal, TypeAlias

Lang: TypeAlias = Literal["en", "ko"]
LANGS: tuple[Lang, ...] = ("en", "ko")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in every language of the product, in the bank's Markdown subset or plain."""

    en: str
    ko: str

    def of(self, lang: Lang) -> str:
        """Return the text in ``lang``."""
        return self.ko if lang == "ko" else self.en


# --------------------------------------------------------------------------- the bank


class Format(StrEnum):
    """How a question is answered and graded."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    ORDER = "order"
    OUTPUT = "output"
    CLOZE = "cloze"
    NUMBER = "number"

    @property
    def typed(self) -> bool:
        """Whether the answer is typed as a message, so that it can't be guessed from options."""
        return self in (Format.OUTPUT, Format.CLOZE, Format.NUMBER)


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a ``single`` or ``multiple`` question, or one step of an ``order`` question."""

    text: Text
    feedback: Text
    correct: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """A typed answer that a known mistake gives, with the feedback for it."""

    answer: str
    feedback: Text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What running a snippet gives: rows of a query, standard output, or an error (text: a part of its message)."""

    kind: Literal["rows", "stdout", "error"]
    rows: tuple[tuple[object, ...], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class OptionProof:
    """What shows the truth of one option; ``None`` takes the proof's own snippet or outcome."""

    option: int
    run: str | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """A runnable claim: ``run`` after ``fixture`` on each engine gives ``outcome``; see docs/question-format.md."""

    engines: tuple[str, ...]
    fixture: str
    run: str
    outcome: Outcome | None
    ordered: bool = False
    options: tuple[OptionProof, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the bank. ``options`` hold the choices, or for ``order`` the steps in their right order.

    ``answers`` are the accepted spellings of a typed format (the first is shown as the key); ``tolerance`` is absolute.
    """

    id: str
    area: str
    concept: str
    format: Format
    difficulty: int
    prompt: Text
    explanation: Text
    references: tuple[str, ...]
    options: tuple[Option, ...] = ()
    answers: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    case_sensitive: bool = True
    tolerance: float = 0.0
    unit: Text | None = None
    proof: Proof | None = None
    retired: bool = False
    replaces: str | None = None

    @property
    def concept_id(self) -> str:
        """The concept's id, unique across the bank: ``area/concept``."""
        return f"{self.area}/{self.concept}"

    @property
    def guessing(self) -> float:
        """Chance of a right answer by pure guessing, in [0, 1): the ``c`` of the three-parameter logistic model."""
        n = len(self.options)
        match self.format:
            case Format.SINGLE:
                return 1.0 / n
            case Format.MULTIPLE:
                return 1.0 / (2.0**n - 1.0)
            case Format.ORDER:
                return 1.0 / math.factorial(n)
            case _:
                return 0.0

    @property
    def item(self) -> Item:
        """The question as the measuring model sees it."""
        return Item(self.id, self.area, self.concept_id, self.format, self.difficulty, self.guessing)


@dataclass(frozen=True, slots=True)
class Concept:
    """What a review schedules. ``id`` is ``area/concept``."""

    id: str
    area: str
    name: Text


@dataclass(frozen=True, slots=True)
class Area:
    """What a gap report measures."""

    id: str
    domain: str
    name: Text
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Domain:
    """A group of areas, as the notes group them."""

    id: str
    name: Text
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """All content, checked, in the bank's order."""

    domains: tuple[Domain, ...]
    questions: Mapping[str, Question]
    profiles: Profiles
    areas: Mapping[str, Area] = field(default_factory=dict)
    concepts: Mapping[str, Concept] = field(default_factory=dict)


# --------------------------------------------------------------------------- targets

EngineerType: TypeAlias = Literal["a", "b"]
Facing: TypeAlias = Literal["internal", "external", "both"]
Stage: TypeAlias = Literal[1, 2, 3]


@dataclass(frozen=True, slots=True)
class Target:
    """The role somebody aims for. ``origin`` is the neighbouring role they move from; ``overrides`` their own levels.

    ``None`` means *not sure*: the part is averaged over by ``questions.profiles``.
    """

    engineer_type: EngineerType | None = None
    facing: Facing | None = None
    stage: Stage | None = None
    origin: str | None = None
    overrides: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A required level (1-5) of one area and the sections of the notes that justify it."""

    level: float
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profiles:
    """The data of ``profiles.yaml``; ``questions.profiles`` composes a target's requirements from it.

    ``base``: area -> requirement. ``adjust``: axis (``type``, ``facing``, ``stage``) -> value -> area -> levels added.
    ``origins``: neighbouring role -> its name and, per area, the level such a person is expected to bring.
    """

    base: Mapping[str, Requirement]
    adjust: Mapping[str, Mapping[str, Mapping[str, Requirement]]]
    origins: Mapping[str, Origin]


@dataclass(frozen=True, slots=True)
class Origin:
    """A role people move from into data engineering, with the level they typically bring to each area."""

    id: str
    name: Text
    levels: Mapping[str, Requirement]


# --------------------------------------------------------------------------- answers


@dataclass(frozen=True, slots=True)
class Item:
    """A question as the measuring model sees it; ``difficulty`` is the author's label 1-5, ``guessing`` in [0, 1)."""

    id: str
    area: str
    concept: str
    format: Format
    difficulty: int
    guessing: float


@dataclass(frozen=True, slots=True)
class Picked:
    """Options ticked, by their index in the file."""

    options: frozenset[int]


@dataclass(frozen=True, slots=True)
class Ordered:
    """Steps in the order in which the person put them, by their index in the file."""

    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What the person typed."""

    text: str


@dataclass(frozen=True, slots=True)
class DontKnow:
    """An honest *I don't know*: an answer, and a wrong one."""


Answer: TypeAlias = Picked | Ordered | Typed | DontKnow


@dataclass(frozen=True, slots=True)
class Grade:
    """The verdict on an answer. ``share`` in [0, 1] is the partial result, shown but not measured.

    ``feedback`` is what is known about the very mistake, if anything: the picked option's, or the near answer's.
    """

    correct: bool
    share: float
    feedback: Text | None = None


class Result(StrEnum):
    """How an answer ended."""

    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One graded answer, as history keeps it. ``seconds`` is from the question's sending to the answer, if known."""

    item: Item
    result: Result
    at: datetime
    seconds: float | None = None

    @property
    def correct(self) -> bool:
        """Whether the answer was right; *I don't know* is not."""
        return self.result is Result.RIGHT


# --------------------------------------------------------------------------- the learner


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a learner wants to hear from the coach, in their own zone (an IANA name). ``weekday``: Monday is 0.

    Quiet hours run from ``quiet_from`` to ``quiet_until`` and may pass midnight; equal ends mean none.
    """

    zone: str
    daily_at: time = time(8, 0)
    weekday: int = 6
    quiet_from: time = time(22, 0)
    quiet_until: time = time(7, 0)


@dataclass(frozen=True, slots=True)
class Learner:
    """A person the coach knows. ``id`` is the coach's own; ``user_id`` and ``chat_id`` are Telegram's."""

    id: int
    user_id: int
    chat_id: int
    lang: Lang
    schedule: Schedule
    target: Target
    questions_a_day: int = 5
    challenge: Literal["gentler", "normal", "harder"] = "normal"
    paused: bool = False
    blocked: bool = False
    created_at: datetime | None = None
    last_answer_at: datetime | None = None
    interview_on: date | None = None
    # Whether the language was chosen by hand; otherwise it follows Telegram's.
    lang_chosen: bool = False
    # What the next plain message means, such as {"kind": "city"}; None for an answer.
    expects: Mapping[str, object] | None = None
    next_daily_at: datetime | None = None
    next_weekly_at: datetime | None = None


# --------------------------------------------------------------------------- asking


class QuizKind(StrEnum):
    """Why a run of questions was begun."""

    DAILY = "daily"
    PLACEMENT = "placement"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Quiz:
    """A run of ``size`` questions, perhaps within one area or concept. ``day`` is the learner's local date."""

    id: int
    learner_id: int
    kind: QuizKind
    size: int
    opened_at: datetime
    day: date
    area: str | None = None
    concept: str | None = None
    open: bool = True


class AskingState(StrEnum):
    """Where one showing of a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Asking:
    """One question as it was shown to one person.

    ``order`` maps places shown to indexes in the file; ``picks`` are the indexes ticked (or put in order) so far, in tapping order.
    """

    id: int
    learner_id: int
    quiz_id: int
    question_id: str
    position: int
    order: tuple[int, ...]
    asked_at: datetime
    picks: tuple[int, ...] = ()
    state: AskingState = AskingState.OPEN
    message_id: int | None = None
    reason: Mapping[str, object] | None = None
