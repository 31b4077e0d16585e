"""What all answers teach: recalibrating the items, rebuilding every belief with it, and setting misleading questions aside.

The belief stored for a learner always equals the replay of their answers with the calibration in force. A new calibration is stored
together with a mark that a rebuild has begun; then learners are rebuilt, a few in each transaction, and the mark moves along. Who
answers meanwhile is updated on the old belief with the new calibration, and is right once their turn has come. Wherever the process ends,
the next start goes on from the mark.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import takewhile
from threading import Event
from typing import Final, TypeAlias

from bot.coach import Coach
from bot.usecases import aside
from bot.usecases.case import prior
from bot.usecases.rebuilding import rebuild
from questions import ability, calibration, items, review
from questions.ability import Belief
from questions.calibration import Calibration
from questions.items import ItemStatistics
from questions.model import Bank
from questions.response import label_parameters
from storage.attempts import Given
from storage.unit import Database, UnitOfWork

# A recalibration costs seconds and moves everybody's numbers a little: not more than daily, and only for something new.
PAUSE = timedelta(days=1)
ENOUGH = 200
# Rebuilt in one transaction: a commit for each person would keep a bot of ten thousand from starting for most of a minute, and what
# takes long keeps those waiting who answer meanwhile.
MOST_PEOPLE, MOST_ANSWERS = 50, 100
_CALIBRATION: Final = "calibration"
_PROGRESS: Final = "learning"
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_History: TypeAlias = tuple[Belief, Sequence[Given]]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far learning is. ``model`` names what beliefs are computed with beside the calibration; ``at`` is the last calibration's time.

    ``rebuilt`` is the id of the last learner of a rebuild that is not finished, and ``None`` when all beliefs are up to date.
    """

    model: str = ""
    at: datetime = _NEVER
    rebuilt: int | None = 0


async def load(database: Database, coach: Coach) -> None:
    """Take up what was learned before; to be awaited before the first update is handled.

    A rebuild that was cut short is finished. A program or a bank that measures otherwise than the last one (areas, starting levels, the
    models' versions) has every belief rebuilt, and learns anew at its next housekeeping: what was learned by another measure is not read.
    """
    coach.learn(*await database.do(partial(_take_up, model=model_of(coach.bank))))
    await _finish(database, coach)


async def housekeeping(database: Database, coach: Coach, at: datetime) -> None:
    """Do what is due: ask again what an operator brought back, and recalibrate once a day when enough was answered since.

    Where an earlier recalibration was cut short by a failing database, it is finished first.
    """
    stored = await database.do(state)
    if stored != (coach.calibration, coach.learned.aside):
        coach.learn(*stored)
    await _finish(database, coach)
    if await database.do(partial(_due, at=at)):
        await recalibrate(database, coach, at)


async def recalibrate(database: Database, coach: Coach, at: datetime) -> None:
    """Learn from all stored answers, set misleading questions aside, and rebuild every belief. The bot may be running."""
    histories = await _histories(database, coach)
    shown, reports = await database.do(_told)
    stop = Event()
    try:
        found, figures = await asyncio.to_thread(_study, histories, coach, shown, reports, stop)
    finally:
        # The thread can't be cancelled; it ends at the next person.
        stop.set()
    coach.learn(found, await database.do(partial(_begin, found=found, figures=figures, bank=coach.bank, at=at)))
    await _finish(database, coach)


def state(uow: UnitOfWork) -> tuple[Calibration, frozenset[str]]:
    """Return the calibration in force and the questions set aside; nothing learned where the calibration is of another version."""
    text = uow.notes.get(_CALIBRATION)
    try:
        found = Calibration() if text is None else calibration.load(text)
    except ValueError:
        found = Calibration()
    return found, aside.current(uow)


def informed(uow: UnitOfWork, bank: Bank) -> Coach:
    """Return a coach for one transaction, with what is in force in it."""
    coach = Coach.of(bank)
    coach.learn(*state(uow))
    return coach


def model_of(bank: Bank) -> str:
    """Return a short name for what a belief depends on beside answers and calibration: areas, starting levels, model versions."""
    origins = {name: {area: each.level for area, each in origin.levels.items()} for name, origin in bank.profiles.origins.items()}
    parts = [ability.VERSION, calibration.VERSION, review.VERSION, list(bank.areas), origins]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def progress(uow: UnitOfWork) -> Progress:
    """Return how far learning is."""
    text = uow.notes.get(_PROGRESS)
    if text is None:
        return Progress()
    data = json.loads(text)
    return Progress(**{**data, "at": datetime.fromisoformat(data["at"])})


def statistics(database: Database, coach: Coach) -> Sequence[ItemStatistics]:
    """Return the figures of every answered question; read person by person, so that a running bot never waits for long."""
    found: list[_History] = []
    last: int | None = 0
    while last is not None:
        last = database.run(partial(_history, coach=coach, after=last, found=found))
    shown, reports = database.run(_told)
    return _analyse(found, coach.calibration, coach.bank, shown, reports)


def _save(uow: UnitOfWork, new: Progress) -> None:
    uow.notes.set(_PROGRESS, json.dumps({**asdict(new), "at": new.at.isoformat()}))


def _take_up(uow: UnitOfWork, model: str) -> tuple[Calibration, frozenset[str]]:
    known = progress(uow)
    if known.model != model:
        _save(uow, Progress(model))
    return state(uow)


def _due(uow: UnitOfWork, at: datetime) -> bool:
    last = progress(uow).at
    if last - at > PAUSE:
        # The clock was wrong then: nothing would be learned until that day came.
        last = at - PAUSE
    return at - last >= PAUSE and uow.attempts.newer(last) >= ENOUGH


def _begin(uow: UnitOfWork, found: Calibration, figures: Sequence[ItemStatistics], bank: Bank, at: datetime) -> frozenset[str]:
    uow.notes.set(_CALIBRATION, calibration.dump(found))
    _save(uow, Progress(model_of(bank), at, rebuilt=0))
    return aside.set_aside(uow, figures, at)


async def _finish(database: Database, coach: Coach) -> None:
    while await database.do(partial(_rebuild_next, coach=coach)):
        pass


def _rebuild_next(uow: UnitOfWork, coach: Coach) -> bool:
    """Rebuild the next learners and move the mark; return whether more may be left."""
    known = progress(uow)
    if known.rebuilt is None:
        return False
    last: int | None = known.rebuilt
    people, answers = 0, 0
    while last is not None and people < MOST_PEOPLE and answers < MOST_ANSWERS:
        learner = uow.learners.next(last)
        if learner is not None:
            rebuild(uow, coach, learner)
            answers += uow.attempts.total(learner.id)
        last, people = None if learner is None else learner.id, people + 1
    _save(uow, replace(known, rebuilt=last))
    return last is not None


async def _histories(database: Database, coach: Coach) -> Sequence[_History]:
    """Return everybody's starting belief and answers, read person by person so that nobody waits for long."""
    found: list[_History] = []
    last: int | None = 0
    while last is not None:
        last = await database.do(partial(_history, coach=coach, after=last, found=found))
    return found


def _history(uow: UnitOfWork, coach: Coach, after: int, found: list[_History]) -> int | None:
    learner = uow.learners.next(after)
    if learner is None:
        return None
    start = prior(coach, learner)
    given = [each for each in uow.attempts.all(learner.id) if each.attempt.item.area in start.areas]
    if given:
        found.append((start, given))
    return learner.id


def _told(uow: UnitOfWork) -> tuple[Mapping[str, int], Mapping[str, int]]:
    return uow.quizzes.shown(), uow.reports.counts()


def _study(
    histories: Sequence[_History], coach: Coach, shown: Mapping[str, int], reports: Mapping[str, int], stop: Event
) -> tuple[Calibration, Sequence[ItemStatistics]]:
    """Calibrate and analyse; what comes of it is worthless once ``stop`` is set."""
    going = [takewhile(lambda _: not stop.is_set(), histories) for _ in range(2)]
    labels = {name: label_parameters(question.item) for name, question in coach.bank.questions.items()}
    attempts = ((start, [each.attempt for each in given]) for start, given in going[0])
    found = calibration.calibrate(attempts, coach.calibration, labels, coach.enough)
    return found, _analyse(going[1], found, coach.bank, shown, reports)


def _analyse(
    histories: Iterable[_History], known: Calibration, bank: Bank, shown: Mapping[str, int], reports: Mapping[str, int]
) -> Sequence[ItemStatistics]:
    given = (
        response
        for start, answers in histories
        for response in items.responses(start, [(each.attempt, each.answer) for each in answers], known)
    )
    return items.analyse(given, known, shown, reports, {name: question.item for name, question in bank.questions.items()})
