"""Plain messages: a typed answer, a city, a letter; words at a step of the set-up; and everything that is none of these."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from bot.callbacks import Choose
from bot.handlers import asking, presses
from bot.handlers.talk import Talk
from bot.texts import cities, translator
from bot.usecases import answering, enrol
from bot.views import settings
from bot.views.quiz import LETTERS
from bot.views.screen import Screen
from questions.grading import Unreadable
from questions.model import LANGS, Answer, Asking, DontKnow, Format, Ordered, Picked, Question, Typed

MOST_ANSWER = 500
# An emoji, or what joins, shades or parts emoji: whatever is followed by the selector for emoji, and the blocks that hold little else.
# Keycaps count as what stands on them, which may be meant.
_EMOJI = re.compile(
    r"[^\x00-\x7f]\ufe0f|"
    r"[\s\u200d\ufe0e\ufe0f\u231a\u231b\u23e9-\u23f3\u25fd\u25fe\u2600-\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)


def text(talk: Talk, said: str) -> None:
    """Take a message as what is waited for: a city, or the answer to the open question; else show the set-up's step again."""
    expects = talk.case.learner.expects or {}
    current = talk.case.uow.quizzes.last_open(talk.case.learner.id)
    asked = None if current is None else talk.coach.bank.questions.get(current.question_id)
    # A city may be named while a question waits; what is no city is then its answer.
    if expects.get("kind") == "city" and (cities.search(said, talk.texts.lang) or asked is None):
        _city(talk, expects, said)
    elif current is not None and asked is not None:
        _answer(talk, current, asked, said)
    elif expects:
        _move_down(talk, expects)
        talk.say(settings.again(talk.texts, talk.coach, talk.case.learner, str(expects.get("field")), talk.case.at))
    else:
        talk.say(Screen(talk.texts.html("unknown-text-new" if enrol.is_new(talk.case.learner) else "unknown-text")))


def _city(talk: Talk, expects: Mapping[str, object], said: str) -> None:
    """Take the one city of that name at once and go on below; otherwise offer what is like it."""
    flow, zone = str(expects.get("flow")), cities.named(said)
    if zone is not None:
        _move_down(talk, expects)
        talk.case.save(expects=None)
        presses.choose(talk, Choose(flow, "zone", zone))
        return
    found = settings.found_cities(talk.texts, flow, said)
    if found.keyboard:
        _move_down(talk, expects)
    talk.say(found)


def _move_down(talk: Talk, expects: Mapping[str, object]) -> None:
    """Take the buttons from the message that asked, if it is known: it goes on in one below."""
    message = expects.get("message")
    if isinstance(message, int):
        talk.rekey(message, ())
        talk.case.save(expects={**expects, "message": None})


def _answer(talk: Talk, current: Asking, asked: Question, said: str) -> None:
    if len(said) > MOST_ANSWER:
        talk.say(Screen(talk.texts.html("error-too-long")))
        return
    given = _read(current, asked, said)
    if given is None:
        wanted = {Format.SINGLE: "letters", Format.ORDER: "order", Format.MULTIPLE: "buttons"}.get(asked.format, "answer")
        talk.say(Screen(talk.texts.html(f"quiz-{wanted}-wanted")))
        return
    try:
        done = answering.answer(talk.case, current, asked, given)
    except Unreadable:
        talk.say(Screen(talk.texts.html("quiz-unreadable")))
        return
    asking.answered(talk, done, typed=True)


def _read(current: Asking, asked: Question, said: str) -> Answer | None:
    """Return what a message means as an answer: *I don't know*, the typed answer, or the letters of what is chosen.

    Emoji alone are no answer to anything.
    """
    if _folded(said) in _unknown_words():
        return DontKnow()
    if asked.format.typed:
        return Typed(said) if _EMOJI.sub("", said) else None
    picked = [current.order[LETTERS.index(letter)] for letter in _letters(said) if letter in LETTERS[: len(current.order)]]
    if not picked or len(picked) != len(_letters(said)) or len(set(picked)) != len(picked):
        return None
    match asked.format:
        case Format.SINGLE if len(picked) == 1:
            return Picked(frozenset(picked))
        case Format.MULTIPLE:
            return Picked(frozenset(picked))
        case Format.ORDER if len(picked) == len(current.order):
            return Ordered(tuple(picked))
    return None


def _letters(said: str) -> list[str]:
    """Return single letters as they are typed: apart in either case, or together in capitals, so that a word is not taken for letters."""
    plain = unicodedata.normalize("NFKC", said).strip(" .()[]")
    if re.fullmatch(r"[A-Z]{1,6}", plain):
        return list(plain)
    parts = re.split(r"[\s,./()>→-]+", plain.upper())
    return parts if all(len(part) == 1 for part in parts) else []


def _folded(said: str) -> str:
    return said.casefold().replace("'", "’").strip(" .!~")


@cache
def _unknown_words() -> frozenset[str]:
    """Return what says *I don't know*, in any language: nobody means it as an answer."""
    return frozenset(_folded(word) for lang in LANGS for word in translator(lang).plain("quiz-words-unknown").split(","))
