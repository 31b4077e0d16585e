"""The interview date: taking it, clearing it, and showing the plan until it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.errors import DateError
from bot.handlers.talk import Talk
from bot.texts import translator
from bot.usecases import planning
from bot.views import plan as views
from bot.views.screen import Screen
from questions.model import LANGS

# Days by name, from yesterday on.
_NEAR = ("yesterday", "today", "tomorrow", "after-tomorrow")


def interview_date(talk: Talk, args: Sequence[str]) -> None:
    """Take a date, or clear it (``off``); without a word show the plan, or ask for a date."""
    said = " ".join(args)
    if said.casefold() in _words("off"):
        planning.clear(talk.case)
        talk.say(Screen(talk.texts.html("plan-cleared")))
        return
    try:
        if said:
            planning.set_date(talk.case, _spelled(talk, said))
    except DateError as error:
        talk.say(views.refusal(talk.texts, error, planning.example(talk.case.today)))
        return
    found = planning.current(talk.case)
    if found is None:
        talk.say(Screen(talk.texts.html("plan-ask", example=planning.example(talk.case.today))))
    else:
        answers = talk.case.uow.attempts.total(talk.case.learner.id)
        talk.say(views.screen(talk.texts, talk.coach, found, answers, planning.example(talk.case.today)))


def _spelled(talk: Talk, said: str) -> str:
    """Return the date that a word such as *tomorrow* means; anything else as it was said."""
    ahead = next((days for days, name in enumerate(_NEAR, -1) if said.casefold() in _words(name)), None)
    return said if ahead is None else (talk.case.today + timedelta(days=ahead)).isoformat()


def _words(name: str) -> set[str]:
    """Return the words for something, in every language."""
    return {word.strip() for lang in LANGS for word in translator(lang).plain(f"plan-words-{name}").split(",")}
