"""The commands: each parses its arguments, calls one use case and says its view."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final, TypeAlias

from bot.callbacks import Edit, Forget
from bot.handlers import asking, planning
from bot.handlers.talk import Talk
from bot.texts import Html, translator
from bot.usecases import enrol, report
from bot.usecases.planning import example
from bot.usecases.quiz import placement_begun
from bot.views import quiz as quiz_views
from bot.views import settings, week
from bot.views.screen import Button, Screen
from questions.model import LANGS, QuizKind

MOST_QUESTIONS = 20
EXPORT_PAUSE = timedelta(minutes=2)
FORGET_WITHIN = timedelta(hours=1)
Command: TypeAlias = Callable[[Talk, Sequence[str]], None]
# How many questions: a number, perhaps with what is counted. No message holds more digits than ``int`` reads.
_SIZE: Final = re.compile(r"([+-]?[0-9]+)(?:문제|문항|개|questions?)?", re.IGNORECASE)


def start(talk: Talk, args: Sequence[str]) -> None:
    """Greet; a deep link such as ``/start sql`` begins a quiz on that area."""
    if args and (area := _area(talk, args)) is not None:
        asking.start(talk, QuizKind.PRACTICE, area=area)
        return
    new = enrol.is_new(talk.case.learner)
    greeting = settings.greeting(talk.texts, new=new)
    if new:
        invitation = talk.texts.html("start-set-up")
        first = settings.editor(talk.texts, talk.coach, talk.case.learner, settings.WIZARD, enrol.SETUP[0], talk.case.at)
        talk.say(Screen(Html(f"{greeting}\n\n{invitation}")))
        talk.say(first)
        enrol.at_step(talk.case, enrol.SETUP[0], None)
        return
    again = Button(talk.texts.plain("start-anew"), Edit(settings.WIZARD, enrol.SETUP[0]))
    talk.say(Screen(greeting, ((quiz_views.place_button(talk.texts, begun=placement_begun(talk.case)),), (again,))))


def quiz(talk: Talk, args: Sequence[str]) -> None:
    """Begin a quiz, on an area and of a length if given; without either go on with the open one."""
    if not args:
        asking.resume_or_start(talk)
        return
    sizes = [found for each in args if (found := _SIZE.fullmatch(each))]
    size = int(sizes[0][1]) if sizes else None
    names = [each for each in args if not _SIZE.fullmatch(each)]
    area = _area(talk, names) if names else None
    if names and area is None:
        lead = talk.texts.html("quiz-unknown-area", name=" ".join(names)[:40])
        talk.say(quiz_views.pick_area(talk.texts, talk.coach, lead))
        return
    if size is not None and size < 1:
        talk.say(Screen(talk.texts.html("quiz-size-wanted", most=MOST_QUESTIONS)))
        return
    capped = talk.texts.html("quiz-most", most=MOST_QUESTIONS) if size is not None and size > MOST_QUESTIONS else None
    asking.start(talk, QuizKind.PRACTICE, area=area, size=None if size is None else min(size, MOST_QUESTIONS), lead=capped)


def gaps(talk: Talk, _args: Sequence[str]) -> None:
    """Show the gap report."""
    asking.show_gaps(talk)


def this_week(talk: Talk, _args: Sequence[str]) -> None:
    """Show the week so far."""
    found = report.week(talk.case)
    asking.illustrate(talk, week.picture(talk.texts, talk.coach, found))
    talk.say(week.words(talk.texts, talk.coach, found))


def change(talk: Talk, _args: Sequence[str]) -> None:
    """Show the settings."""
    talk.say(settings.overview(talk.texts, talk.coach, talk.case.learner, talk.case.at))


def stats(talk: Talk, _args: Sequence[str]) -> None:
    """Show all history in numbers."""
    talk.say(week.stats(talk.texts, talk.coach, report.stats(talk.case)))


def flag(talk: Talk, _args: Sequence[str]) -> None:
    """Ask what is wrong with the last question."""
    quizzes = talk.case.uow.quizzes
    last = quizzes.last_open(talk.case.learner.id) or quizzes.last_answered(talk.case.learner.id)
    if last is None:
        talk.say(Screen(talk.texts.html("quiz-nothing-to-report")))
    else:
        talk.say(Screen(talk.texts.html("quiz-report-why"), quiz_views.reasons(talk.texts, last)))


def explain(talk: Talk, _args: Sequence[str]) -> None:
    """Say what the coach can do."""
    talk.say(Screen(talk.texts.html("help-text", example=example(talk.case.today))))


def privacy(talk: Talk, _args: Sequence[str]) -> None:
    """Say what is stored, and why."""
    talk.say(Screen(talk.texts.html("privacy-text")))


def export(talk: Talk, _args: Sequence[str]) -> None:
    """Send all of the learner's data as a file, not more than once in a while."""
    wait = talk.coach.pace.wait(talk.case.learner.id, "export", EXPORT_PAUSE, talk.case.at)
    if wait:
        talk.say(Screen(talk.texts.html("export-wait", minutes=math.ceil(wait / timedelta(minutes=1)))))
        return
    talk.document({"kind": "export", "learner_id": talk.case.learner.id}, talk.texts.html("export-caption"))


def forget(talk: Talk, _args: Sequence[str]) -> None:
    """Ask before erasing."""
    until = int((talk.case.at + FORGET_WITHIN).timestamp())
    keys = ((Button(talk.texts.plain("forget-yes"), Forget(1, until)), Button(talk.texts.plain("forget-no"), Forget(0, until))),)
    talk.say(Screen(talk.texts.html("forget-ask"), keys))


def language(talk: Talk, _args: Sequence[str]) -> None:
    """Offer the languages."""
    talk.say(settings.languages(talk.texts))


def pause(talk: Talk, _args: Sequence[str]) -> None:
    """Pause, or resume what is paused."""
    enrol.pause(talk.case, paused=not talk.case.learner.paused)
    talk.say(settings.pause(talk.texts, talk.case.learner))


def _area(talk: Talk, words: Sequence[str]) -> str | None:
    """Return the area that words name, by its id, its name or another usual one, in any language."""
    wanted = _folded("".join(words))
    for area in talk.coach.bank.areas.values():
        others = [name for lang in LANGS for name in translator(lang).plain(f"area-also-{area.id}").split(",")]
        if wanted in {_folded(name) for name in (area.id, area.name.en, area.name.ko, *others)}:
            return area.id
    return None


def _folded(name: str) -> str:
    return "".join(each for each in name.casefold() if each.isalnum())


# In the order of the command menu.
COMMANDS: Final[Mapping[str, Command]] = {
    "quiz": quiz,
    "gaps": gaps,
    "week": this_week,
    "interview_date": planning.interview_date,
    "settings": change,
    "stats": stats,
    "report": flag,
    "pause": pause,
    "language": language,
    "help": explain,
    "privacy": privacy,
    "export": export,
    "forget": forget,
    "start": start,
}
