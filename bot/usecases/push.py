"""Pushes: the daily quiz and the weekly summary, at most once for a person and a local date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.usecases import answering, planning, quiz, report
from bot.usecases.case import Case
from bot.usecases.quiz import Shown
from bot.usecases.report import Week
from questions import days
from questions.model import Asking, QuizKind, Schedule

# Somebody who is in the middle of a quiz is not interrupted by another.
_BUSY = timedelta(minutes=20)


class Kind(StrEnum):
    """What the ledger tells apart."""

    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class DailyPush:
    """A daily quiz with its first question; ``closed`` waited in an older quiz and are closed by this one.

    ``interviewed`` is the date of an interview that is over and has not been spoken of.
    """

    first: Shown
    closed: Sequence[Asking]
    expires_at: datetime
    interviewed: date | None


@dataclass(frozen=True, slots=True)
class Comeback:
    """A weekly word to somebody who has been silent for long."""

    expires_at: datetime


@dataclass(frozen=True, slots=True)
class WeeklySummary:
    """A weekly summary."""

    week: Week
    expires_at: datetime


def daily(case: Case, *, asked_for: bool = False) -> DailyPush | Comeback | None:
    """Push what is due today, and plan the next time; ``None`` when nothing is to be sent now.

    What fell due while the bot was down is sent while its local date is still today. Quiet hours, and a date whose push has been
    claimed, send nothing. ``asked_for``: the local chat's *push now*, which ignores hour, quiet hours and ledger.
    """
    learner, due = case.learner, case.learner.next_daily_at
    if not asked_for:
        if due is None or learner.paused or learner.blocked:
            return None
        if _busy(case):
            case.save(next_daily_at=case.at + _BUSY)
            return None
        dormant = answering.dormant(case)
        # After long silence the daily push goes weekly, until an answer brings it back.
        rhythm = days.next_weekly if dormant else days.next_daily
        case.save(next_daily_at=rhythm(learner.schedule, case.at))
        if not _falls_today(case, rhythm) or not case.uow.deliveries.claim(learner.id, Kind.DAILY, case.today, case.at):
            return None
        if dormant:
            return Comeback(expiry(case))
    closed, interviewed = quiz.close_open(case), planning.take_over(case)
    step = quiz.ask_next(case, quiz.begin(case, QuizKind.DAILY))
    return DailyPush(step, closed, expiry(case), interviewed) if isinstance(step, Shown) else None


def weekly(case: Case, *, asked_for: bool = False) -> WeeklySummary | None:
    """Return the summary that is due, and plan the next; ``None`` when nothing is to be sent.

    ``asked_for``: the local chat's *summary now*, which tells of today as well.
    """
    learner, due = case.learner, case.learner.next_weekly_at
    if not asked_for:
        if due is None or learner.paused or learner.blocked:
            return None
        case.save(next_weekly_at=days.next_weekly(learner.schedule, case.at))
        if not _falls_today(case, days.next_weekly) or answering.dormant(case):
            return None
        if not case.uow.deliveries.claim(learner.id, Kind.WEEKLY, case.today, case.at):
            return None
    told = report.week(case, case.today - days.DAY)
    if asked_for or not told.answered:
        # Nobody who began, or came back, today is told that they answered nothing.
        told = report.week(case, case.today)
    return WeeklySummary(told, expiry(case))


def expiry(case: Case) -> datetime:
    """Return until when a push of now may go out: the begin of quiet hours or the end of the local day, whichever is first."""
    zone = ZoneInfo(case.learner.schedule.zone)
    now = case.at.astimezone(zone)
    schedule = case.learner.schedule
    quiet = datetime.combine(now.date(), schedule.quiet_from, zone)
    quiet_comes = schedule.quiet_from != schedule.quiet_until and quiet > now
    return min(case.day_end, quiet.astimezone(UTC)) if quiet_comes else case.day_end


def _falls_today(case: Case, rhythm: Callable[[Schedule, datetime], datetime]) -> bool:
    """Whether today, as the person counts days, has a push that is due by now, and it is not night.

    Asked of the schedule and not of the planned time, which after an outage may be that of a day long gone.
    """
    schedule = case.learner.schedule
    midnight = datetime.combine(case.today, time(), ZoneInfo(schedule.zone)).astimezone(UTC)
    due = rhythm(schedule, midnight - timedelta(microseconds=1))
    return due <= case.at and days.local_date(due, schedule.zone) == case.today and not days.in_quiet_hours(schedule, case.at)


def _busy(case: Case) -> bool:
    waiting = case.uow.quizzes.last_open(case.learner.id)
    last = case.learner.last_answer_at
    recent = [at for at in (last, waiting.asked_at if waiting else None) if at is not None and case.at - at < _BUSY]
    return bool(recent) and waiting is not None
