"""What every conversation shares: the bank, what all answers have taught, who may see admin commands, and the pace of what is dear."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from questions.calibration import ENOUGH, Calibration, Enough
from questions.model import Bank
from questions.pool import Pool, pool_of
from questions.response import ItemParameters


class Pace:
    """When each person last had something that costs much; in memory only, since forgetting it at a restart does no harm."""

    def __init__(self) -> None:
        self._last: dict[tuple[int, str], datetime] = {}

    def wait(self, learner_id: int, what: str, pause: timedelta, at: datetime) -> timedelta:
        """Return how long somebody has to wait for ``what``; zero lets them have it, and counts it."""
        last = self._last.get((learner_id, what))
        if last is not None and timedelta() <= at - last < pause:
            return last + pause - at
        self._last[learner_id, what] = at
        return timedelta()


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What all answers together have taught: the calibration in force, the questions set aside, and the index made of both."""

    calibration: Calibration
    aside: frozenset[str]
    pool: Pool


@dataclass(slots=True, eq=False)
class Coach:
    """Built once at start. ``learned`` is replaced as a whole, so that whoever reads it sees one state of it.

    ``enough`` says from how many people something is learned.
    """

    bank: Bank
    learned: Learned
    admins: frozenset[int]
    pace: Pace = field(default_factory=Pace)
    enough: Enough = ENOUGH
    # How often each question was shown to anybody, so that it need not be counted over all history for each choice. None: not counted yet.
    # What a rolled-back turn asked stays counted, and what somebody had forgotten too, until the next start; it only spreads questions.
    _shown: dict[str, int] | None = None

    @classmethod
    def of(cls, bank: Bank, admins: Iterable[int] = ()) -> Coach:
        """Index a bank; nothing is learned yet."""
        return cls(bank, _learned(bank, Calibration(), frozenset()), frozenset(admins))

    @property
    def pool(self) -> Pool:
        """The questions that may be asked."""
        return self.learned.pool

    @property
    def calibration(self) -> Calibration:
        """The calibration with which every stored belief is computed."""
        return self.learned.calibration

    def parameters(self, question_id: str) -> ItemParameters | None:
        """Return what answers have taught about a question; ``None`` where its label is all that is known."""
        return self.calibration.parameters.get(question_id)

    def shown(self, count: Callable[[], Mapping[str, int]]) -> Mapping[str, int]:
        """Return how often each question was shown to anybody; ``count`` is asked once, and then kept up to date by ``show``."""
        if self._shown is None:
            self._shown = dict(count())
        return self._shown

    def show(self, question_id: str) -> None:
        """Count a question that is shown."""
        if self._shown is not None:
            self._shown[question_id] = self._shown.get(question_id, 0) + 1

    def learn(self, calibration: Calibration, aside: Iterable[str]) -> None:
        """Put a calibration in force, and leave out the questions set aside."""
        self.learned = _learned(self.bank, calibration, frozenset(aside))


def _learned(bank: Bank, calibration: Calibration, aside: frozenset[str]) -> Learned:
    items = [question.item for question in bank.questions.values() if not question.retired and question.id not in aside]
    return Learned(calibration, aside, pool_of(items, calibration.parameters))
