"""Pushes as the tick makes them: who is due, one turn's worth at a time; and the local chat's *now* buttons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.callbacks import Show
from bot.coach import Coach
from bot.delivery.turn import Turn
from bot.handlers import asking
from bot.handlers.talk import Talk
from bot.texts import Html
from bot.usecases import push as pushing
from bot.usecases.case import Case
from bot.usecases.push import Comeback, DailyPush, WeeklySummary
from bot.views import quiz as quiz_views
from bot.views import week as week_views
from bot.views.plan import day
from bot.views.screen import Button, Screen
from questions.model import Learner
from storage.outbox import Priority
from storage.unit import UnitOfWork


def due(uow: UnitOfWork, at: datetime, most: int) -> Sequence[int]:
    """Return the ids of at most ``most`` learners for whom something is due, the longest waiting first."""
    daily = [(learner.next_daily_at, learner.id) for learner in uow.learners.due_daily(at, most)]
    weekly = [(learner.next_weekly_at, learner.id) for learner in uow.learners.due_weekly(at, most)]
    waiting = sorted((due_at, learner_id) for due_at, learner_id in (*daily, *weekly) if due_at is not None)
    return tuple(dict.fromkeys(learner_id for _, learner_id in waiting))[:most]


def push(turn: Turn, coach: Coach, learner_id: int) -> None:
    """Say to a learner what is due, and plan what is due next."""
    learner = turn.uow.learners.get(learner_id)
    if learner is None:
        return
    talk = _talk(turn, coach, learner)
    if learner.next_weekly_at is not None and learner.next_weekly_at <= turn.at:
        _say_weekly(talk, pushing.weekly(talk.case))
    if learner.next_daily_at is not None and learner.next_daily_at <= turn.at:
        _say_daily(talk, pushing.daily(talk.case))


def push_now(turn: Turn, coach: Coach, learner: Learner) -> None:
    """Push the daily quiz without waiting for its hour."""
    talk = _talk(turn, coach, learner)
    _say_daily(talk, pushing.daily(talk.case, asked_for=True))


def weekly_now(turn: Turn, coach: Coach, learner: Learner) -> None:
    """Send the weekly summary without waiting for its day."""
    talk = _talk(turn, coach, learner)
    _say_weekly(talk, pushing.weekly(talk.case, asked_for=True))


def _talk(turn: Turn, coach: Coach, learner: Learner) -> Talk:
    return Talk(turn, Case(turn.uow, coach, learner, turn.at, turn.rng))


def _say_daily(talk: Talk, pushed: DailyPush | Comeback | None) -> None:
    texts = talk.texts
    match pushed:
        case DailyPush():
            asking.close(talk, pushed.closed)
            lead = texts.html("push-daily", count=pushed.first.quiz.size)
            if pushed.interviewed is not None:
                wish = texts.html("push-interview-over", date=day(texts, pushed.interviewed))
                lead = Html(f"{wish}\n\n{lead}")
            screen = quiz_views.question(texts, talk.coach, pushed.first, lead)
            talk.say(screen, asking=pushed.first.asking, priority=Priority.PUSH, expires_at=pushed.expires_at)
        case Comeback():
            keys = ((Button(texts.plain("push-comeback-button"), Show("one")),),)
            talk.say(Screen(texts.html("push-comeback"), keys), priority=Priority.PUSH, expires_at=pushed.expires_at)


def _say_weekly(talk: Talk, summary: WeeklySummary | None) -> None:
    if summary is not None:
        for view in (week_views.picture, week_views.words):
            talk.say(view(talk.texts, talk.coach, summary.week), priority=Priority.PUSH, expires_at=summary.expires_at)
