"""The interview date: taking it, clearing it, and showing the plan until it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import DateError
from bot.handlers.talk import Talk
from bot.texts import translator
from bot.usecases import planning
from bot.views import plan as views
from bot.views.screen import Screen
from questions.model import LANGS


def interview_date(talk: Talk, args: Sequence[str]) -> None:
    """Take a date, or clear it (``off``); without a word show the plan, or ask for a date."""
    said = " ".join(args)
    if said.casefold() in _clearing():
        planning.clear(talk.case)
        talk.say(Screen(talk.texts.html("plan-cleared")))
        return
    try:
        if said:
            planning.set_date(talk.case, said)
    except DateError as error:
        talk.say(views.refusal(talk.texts, error, planning.example(talk.case.today)))
        return
    found = planning.current(talk.case)
    if found is None:
        talk.say(Screen(talk.texts.html("plan-ask", example=planning.example(talk.case.today))))
    else:
        answers = talk.case.uow.attempts.total(talk.case.learner.id)
        talk.say(views.screen(talk.texts, talk.coach, found, answers, planning.example(talk.case.today)))


def _clearing() -> set[str]:
    """Return the words that clear the date, in every language."""
    return {word.strip() for lang in LANGS for word in translator(lang).plain("plan-words-off").split(",")}
