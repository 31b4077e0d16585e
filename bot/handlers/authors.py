"""What admins are told in their chats: how the bot is doing, and what was set aside."""

from __future__ import annotations

from bot.coach import Coach
from bot.delivery.turn import Turn
from bot.handlers.talk import Talk
from bot.usecases import aside
from bot.usecases.case import Case
from bot.views import authors as views
from bot.views.screen import Screen
from storage.outbox import Priority


def status(talk: Talk) -> None:
    """Tell an admin how the bot is doing."""
    uow = talk.case.uow
    waiting, _ = uow.inbox.waiting()
    numbers = {"learners": uow.learners.count(), "inbox": waiting, "parked": len(uow.inbox.parked()), "outbox": uow.outbox.count()}
    talk.say(Screen(talk.texts.html("admin-status", aside=len(talk.coach.learned.aside), **numbers)))


def tell(turn: Turn, coach: Coach) -> None:
    """Tell each admin who is a learner, once, which questions were set aside since the last time."""
    found = aside.take_untold(turn.uow)
    if not found:
        return
    for user_id in sorted(coach.admins):
        learner = turn.uow.learners.by_user(user_id)
        if learner is not None and not learner.blocked:
            talk = Talk(turn, Case(turn.uow, coach, learner, turn.at, turn.rng))
            talk.say(views.set_aside(talk.texts, found), priority=Priority.PUSH)
