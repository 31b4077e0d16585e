"""Enrolling: meeting a person, and every setting they can choose, in the set-up and later."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Final

from bot.coach import Coach
from bot.errors import QuizError
from bot.usecases.case import Case
from bot.usecases.rebuilding import rebuild
from questions import days
from questions.model import LANGS, Facing, Lang, Learner, Schedule, Stage, Target
from storage.unit import UnitOfWork

# Where a person most likely is, until they say: Korean speakers in Korea; of others nothing is known.
_ZONE_OF: Final[Mapping[Lang, str]] = {"ko": "Asia/Seoul", "en": "UTC"}

ENGINEER_TYPES: Final = ("a", "b")
FACINGS: Final = ("internal", "external", "both")
STAGES: Final = ("1", "2", "3")
CHALLENGES: Final = ("gentler", "normal", "harder")
COUNTS: Final = ("3", "5", "7", "10", "15")
QUIET: Final = ("22-7", "23-7", "21-8", "0-6", "none")
HOURS: Final = tuple(str(hour) for hour in range(24))
LEVELS: Final = ("1", "2", "3", "4", "5")
UNSURE: Final = "unsure"
PROFILE: Final = "profile"
SETUP: Final = ("role", "facing", "stage", "zone", "hour", "weekday")


def meet(uow: UnitOfWork, coach: Coach, user_id: int, chat_id: int, lang: Lang, at: datetime, rng: random.Random) -> Case:
    """Return the case of a Telegram user, who is enrolled if they are new."""
    known = uow.learners.by_user(user_id)
    if known is None:
        fresh = Learner(0, user_id, chat_id, lang, Schedule(_ZONE_OF[lang]), Target(), created_at=at)
        return Case(uow, coach, uow.learners.add(fresh), at, rng)
    case = Case(uow, coach, known, at, rng)
    greet(case, chat_id, lang)
    return case


def is_new(learner: Learner) -> bool:
    """Whether somebody has neither been set up nor answered anything."""
    return learner.last_answer_at is None and learner.next_daily_at is None


def greet(case: Case, chat_id: int, lang: Lang) -> None:
    """Take in what an update says of a known person: where they write, and in which language, unless they chose one by hand.

    A person who blocked the bot and writes again is reachable again.
    """
    known = case.learner
    changes: dict[str, object] = {}
    if known.chat_id != chat_id:
        changes["chat_id"] = chat_id
    if known.lang != lang and not known.lang_chosen:
        changes["lang"] = lang
    if known.blocked:
        changes["blocked"] = False
    if changes:
        case.save(**changes)


def plan(case: Case) -> None:
    """Plan the next push and the next summary from the schedule as it is now."""
    schedule = case.learner.schedule
    case.save(next_daily_at=days.next_daily(schedule, case.at), next_weekly_at=days.next_weekly(schedule, case.at))


def ensure_planned(case: Case) -> None:
    """Plan pushes for somebody who never finished the set-up."""
    if case.learner.next_daily_at is None and not case.learner.paused:
        plan(case)


def choose(case: Case, field: str, value: str) -> None:
    """Set one setting.

    Raises:
        QuizError: if there is no such setting or it has no such value (a payload that was tampered with, or of another time).
    """
    setter = _SETTERS.get(field.partition("/")[0])
    if setter is None:
        raise QuizError("error-old-button")
    setter(case, field, value)


def pause(case: Case, *, paused: bool) -> None:
    """Stop pushes and summaries, or take them up again."""
    case.save(paused=paused)
    if not paused:
        plan(case)


def next_step(field: str) -> str | None:
    """Return the set-up step after ``field``; ``None`` after the last."""
    after = SETUP[SETUP.index(field) + 1 :] if field in SETUP else ()
    return after[0] if after else None


def step_before(field: str) -> str | None:
    """Return the set-up step before ``field``; ``None`` before the first."""
    place = SETUP.index(field)
    return SETUP[place - 1] if place else None


def at_step(case: Case, field: str, message: int | None) -> None:
    """Remember which step of the set-up is shown, and in which message if that is known, so that it is shown again to whoever types."""
    case.save(expects={"kind": "step", "field": field, "message": message})


def _one_of(value: str, values: tuple[str, ...]) -> str:
    if value not in values:
        raise QuizError("error-old-button")
    return value


def _aim(case: Case, new: Target) -> None:
    """Take a new target; where somebody comes from is where their belief begins, so that another origin changes it from the start."""
    moved = new.origin != case.learner.target.origin
    case.save(target=new)
    if moved:
        rebuild(case.uow, case.coach, case.learner)


def _role(case: Case, _field: str, value: str) -> None:
    target, origins = case.learner.target, case.coach.bank.profiles.origins
    if value in ENGINEER_TYPES:
        new = replace(target, engineer_type="a" if value == "a" else "b")
    elif value in origins:
        new = replace(target, origin=value)
    else:
        _one_of(value, (UNSURE,))
        new = replace(target, engineer_type=None, origin=None)
    _aim(case, new)


def _origin(case: Case, _field: str, value: str) -> None:
    origin = None if value == UNSURE else _one_of(value, tuple(case.coach.bank.profiles.origins))
    _aim(case, replace(case.learner.target, origin=origin))


def _facing(case: Case, _field: str, value: str) -> None:
    _one_of(value, (*FACINGS, UNSURE))
    facings: Mapping[str, Facing] = {"internal": "internal", "external": "external", "both": "both"}
    facing = facings.get(value)
    case.save(target=replace(case.learner.target, facing=facing))


def _stage(case: Case, _field: str, value: str) -> None:
    _one_of(value, (*STAGES, UNSURE))
    stages: Mapping[str, Stage] = {"1": 1, "2": 2, "3": 3}
    stage = stages.get(value)
    case.save(target=replace(case.learner.target, stage=stage))


def _level(case: Case, field: str, value: str) -> None:
    area = field.partition("/")[2]
    if area not in case.coach.bank.areas:
        raise QuizError("error-old-button")
    overrides = {name: level for name, level in case.learner.target.overrides.items() if name != area}
    if value != PROFILE:
        overrides[area] = float(_one_of(value, LEVELS))
    case.save(target=replace(case.learner.target, overrides=overrides))


def _schedule(case: Case, **changes: object) -> None:
    case.save(schedule=replace(case.learner.schedule, **changes))  # type: ignore[arg-type]  # the callers pass the fields' own types
    if case.learner.next_daily_at is not None:
        plan(case)


def _zone(case: Case, _field: str, value: str) -> None:
    if not days.is_zone(value):
        raise QuizError("error-old-button")
    _schedule(case, zone=value)


def _hour(case: Case, _field: str, value: str) -> None:
    _schedule(case, daily_at=time(int(_one_of(value, HOURS))))


def _weekday(case: Case, _field: str, value: str) -> None:
    _schedule(case, weekday=int(_one_of(value, tuple("0123456"))))


def _quiet(case: Case, _field: str, value: str) -> None:
    ends = (0, 0) if _one_of(value, QUIET) == "none" else tuple(int(each) for each in value.split("-"))
    _schedule(case, quiet_from=time(ends[0]), quiet_until=time(ends[1]))


def _count(case: Case, _field: str, value: str) -> None:
    case.save(questions_a_day=int(_one_of(value, COUNTS)))


def _challenge(case: Case, _field: str, value: str) -> None:
    case.save(challenge=_one_of(value, CHALLENGES))


def _lang(case: Case, _field: str, value: str) -> None:
    case.save(lang=_one_of(value, LANGS), lang_chosen=True)


def _paused(case: Case, _field: str, value: str) -> None:
    pause(case, paused=_one_of(value, ("1", "0")) == "1")


_SETTERS: Final[Mapping[str, Callable[[Case, str, str], None]]] = {
    "role": _role,
    "origin": _origin,
    "facing": _facing,
    "stage": _stage,
    "level": _level,
    "zone": _zone,
    "hour": _hour,
    "weekday": _weekday,
    "quiet": _quiet,
    "count": _count,
    "challenge": _challenge,
    "lang": _lang,
    "paused": _paused,
}
