"""Button presses. Every press is answered once; what it may touch is looked up as the presser's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from bot.callbacks import (
    Callback,
    Choose,
    Drill,
    Edit,
    Flag,
    Forget,
    Next,
    Pick,
    Place,
    Practise,
    Put,
    Show,
    Skip,
    Stop,
    Submit,
    Tick,
    Undo,
    Unknown,
    Why,
)
from bot.errors import QuizError
from bot.handlers import asking, commands, planning
from bot.handlers.talk import Talk
from bot.usecases import account, answering, enrol, quiz, report
from bot.usecases.quiz import Shown
from bot.views import gaps, settings
from bot.views import quiz as views
from bot.views.screen import Screen
from questions.model import Answer, Asking, AskingState, DontKnow, Format, Question, Quiz, QuizKind

T = TypeVar("T")


def press(talk: Talk, callback: Callback) -> str | None:
    """Do what a button means; return the notice to show over the chat, if any.

    Raises:
        QuizError: if the button is not this person's, or no longer means anything.
    """
    # Whoever presses anything else has done with naming a city, or with that step of the set-up.
    if talk.case.learner.expects is not None:
        talk.case.save(expects=None)
    match callback:
        case Pick() | Tick() | Put() | Undo() | Submit() | Unknown() | Skip():
            return _on_question(talk, callback)
        case Why(asking=number):
            return views.why(talk.texts, talk.coach, _own(talk.case.uow.quizzes.asking(number, talk.case.learner.id)))
        case Flag(asking=number, reason=reason):
            return _flag(talk, _own(talk.case.uow.quizzes.asking(number, talk.case.learner.id)), reason)
        case Next(quiz=number) | Stop(quiz=number):
            return _on_quiz(talk, _own_quiz(talk, number), go_on=isinstance(callback, Next))
        case Practise(what=what):
            return _practise(talk, what)
        case Place():
            return _place(talk)
        case Drill(area=area):
            return _drill(talk, area)
        case Edit(flow=flow, field=field):
            return _edit(talk, flow, field)
        case Choose():
            return choose(talk, callback)
        case Show(what=what):
            return _show(talk, what)
        case Forget(sure=sure, until=until):
            return _forget(talk, sure, until)


def _own(found: T | None) -> T:
    if found is None:
        raise QuizError("error-old-button")
    return found


def _own_quiz(talk: Talk, number: int) -> Quiz:
    found = talk.case.uow.quizzes.get(number)
    return _own(found if found is not None and found.learner_id == talk.case.learner.id else None)


def _on_question(talk: Talk, callback: Pick | Tick | Put | Undo | Submit | Unknown | Skip) -> str | None:
    current = _own(talk.case.uow.quizzes.asking(callback.asking, talk.case.learner.id))
    if current.state is not AskingState.OPEN:
        return talk.texts.plain("quiz-answered-before" if current.state is AskingState.ANSWERED else "quiz-no-longer-open")
    asked = talk.coach.bank.questions.get(current.question_id)
    if asked is None:
        return _gone(talk, current)
    _locate(talk, current)
    try:
        return _act(talk, callback, current, asked)
    except (IndexError, ValueError) as error:
        raise QuizError("error-old-button") from error


def _locate(talk: Talk, current: Asking) -> None:
    """Find the message that a question stands in; after a crash or a cut wire it may stand in several.

    While its sending is not settled, or where a later copy is known, the pressed message may not be the last one. Then it loses its buttons
    and what becomes of the question is said anew, below all copies: nobody shall end before a question that is answered already.
    """
    if talk.message_id is None:
        return
    uow = talk.case.uow
    if uow.outbox.asks(talk.case.learner.chat_id, current.id) or current.message_id not in (None, talk.message_id):
        talk.rekey(talk.message_id, ())
        talk.message_id = None
    elif current.message_id is None:
        uow.quizzes.sent(current.id, talk.message_id)


def _act(talk: Talk, callback: Pick | Tick | Put | Undo | Submit | Unknown | Skip, current: Asking, asked: Question) -> str | None:
    match callback:
        case Pick(place=place):
            return _answer(talk, current, asked, answering.picked(current, place))
        case Unknown():
            return _answer(talk, current, asked, DontKnow())
        case Skip():
            return _skip(talk, current, asked)
        case Tick(place=place) if asked.format is Format.MULTIPLE:
            return _redraw(talk, current, answering.tick(talk.case, current, place), asked)
        case Put(place=place) if asked.format is Format.ORDER:
            return _redraw(talk, current, answering.put(talk.case, current, place), asked)
        case Undo() if asked.format is Format.ORDER:
            return _redraw(talk, current, answering.undo(talk.case, current), asked)
        case Submit() if asked.format is Format.MULTIPLE:
            if not current.picks:
                return talk.texts.plain("quiz-tick-first")
            return _answer(talk, current, asked, answering.ticked(current))
        case Submit() if asked.format is Format.ORDER:
            if len(current.picks) < len(asked.options):
                return talk.texts.plain("quiz-place-first")
            return _answer(talk, current, asked, answering.ordered(current))
        case _:
            raise QuizError("error-old-button")


def _answer(talk: Talk, current: Asking, asked: Question, given: Answer) -> None:
    asking.answered(talk, answering.answer(talk.case, current, asked, given), typed=False)


def _redraw(talk: Talk, before: Asking, after: Asking, asked: Question) -> None:
    # A step tapped twice changes nothing, and Telegram refuses an edit that changes nothing.
    if before.picks != after.picks:
        running = _own(talk.case.uow.quizzes.get(after.quiz_id))
        talk.edit(views.question(talk.texts, talk.coach, Shown(after, asked, running, after.position)), asking=after)


def _skip(talk: Talk, current: Asking, asked: Question) -> None:
    answering.skip(talk.case, current)
    talk.edit(views.passed_over(talk.texts, asked, "quiz-skipped"))
    asking.proceed(talk, _own(talk.case.uow.quizzes.get(current.quiz_id)))


def _gone(talk: Talk, current: Asking) -> str:
    talk.case.uow.quizzes.set(replace(current, state=AskingState.CLOSED))
    talk.rekey(talk.message_id, ())
    asking.proceed(talk, _own(talk.case.uow.quizzes.get(current.quiz_id)))
    return talk.texts.plain("quiz-gone")


def _on_quiz(talk: Talk, current: Quiz, *, go_on: bool) -> str | None:
    if not current.open:
        return talk.texts.plain("quiz-no-longer-open")
    waiting = next((each for each in talk.case.uow.quizzes.askings(current.id) if each.state is AskingState.OPEN), None)
    if go_on:
        if waiting is not None:
            return talk.texts.plain("quiz-below")
        asking.proceed(talk, current)
        return None
    if current.kind is QuizKind.PLACEMENT:
        asking.close(talk, quiz.leave(talk.case, current), "quiz-left")
        talk.say(Screen(talk.texts.html("setup-placement-left"), views.offer_placement(talk.texts, begun=True)))
    else:
        asking.close(talk, [waiting] if waiting else [], "quiz-left")
        asking.step(talk, quiz.finish(talk.case, current))
    return talk.texts.plain("quiz-stopped")


def _practise(talk: Talk, what: str) -> str | None:
    area, _, concept = what.partition("/")
    bank = talk.coach.bank
    if (area and area not in bank.areas) or (concept and what not in bank.concepts):
        raise QuizError("error-old-button")
    wished = (area or None, what if concept else None)
    if _has_just_begun(talk, wished):
        return talk.texts.plain("quiz-below")
    asking.start(talk, QuizKind.PRACTICE, area=wished[0], concept=wished[1])
    return None


def _has_just_begun(talk: Talk, wished: tuple[str | None, str | None]) -> bool:
    """Whether the first question of such a quiz has just been asked, so that the second tap of a double tap closes nothing."""
    waiting = talk.case.uow.quizzes.last_open(talk.case.learner.id)
    if waiting is None or waiting.position != 1 or not asking.just_now(talk, waiting.asked_at):
        return False
    begun = _own_quiz(talk, waiting.quiz_id)
    return begun.kind is QuizKind.PRACTICE and (begun.area, begun.concept) == wished


def _place(talk: Talk) -> None:
    talk.rekey(talk.message_id, ())
    asking.resume_or_start(talk, QuizKind.PLACEMENT)


def _drill(talk: Talk, area: str) -> None:
    found = report.gaps(talk.case)
    if not area:
        talk.edit(gaps.words(talk.texts, talk.coach, found, talk.case.learner.target))
        return
    if area not in talk.coach.bank.areas:
        raise QuizError("error-old-button")
    own = area in talk.case.learner.target.overrides
    talk.edit(gaps.area(talk.texts, talk.coach, found.row(area), report.concepts(talk.case, area), own))


def _edit(talk: Talk, flow: str, field: str) -> None:
    if field in ("zone", "city"):
        talk.case.save(expects={"kind": "city", "flow": flow, "message": talk.message_id})
    if field == "city":
        talk.say(settings.ask_city(talk.texts))
        return
    if flow not in (settings.WIZARD, settings.SETTINGS):
        raise QuizError("error-old-button")
    try:
        talk.edit(settings.editor(talk.texts, talk.coach, talk.case.learner, flow, field, talk.case.at))
    except KeyError as error:
        raise QuizError("error-old-button") from error
    if flow == settings.WIZARD and field != "zone":
        enrol.at_step(talk.case, field, talk.message_id)


def choose(talk: Talk, chosen: Choose) -> str | None:
    """Take a setting's value and show what comes after it."""
    if chosen.value:
        enrol.choose(talk.case, chosen.field, chosen.value)
    match chosen.flow:
        case settings.WIZARD:
            _next_setup(talk, chosen.field)
        case "l":
            talk.edit(Screen(talk.texts.html("language-set")))
        case _ if chosen.field == "paused":
            talk.edit(settings.pause(talk.texts, talk.case.learner))
        case _:
            talk.edit(settings.overview(talk.texts, talk.coach, talk.case.learner, talk.case.at))
    return None


def _next_setup(talk: Talk, field: str) -> None:
    after = enrol.next_step("role" if field == "origin" else field)
    if after is None:
        if not talk.case.learner.paused:
            enrol.plan(talk.case)
        talk.edit(settings.done(talk.texts, talk.case.learner, begun=quiz.placement_begun(talk.case)))
        return
    _edit(talk, settings.WIZARD, after)


def _show(talk: Talk, what: str) -> str | None:
    if what == "settings":
        talk.edit(settings.overview(talk.texts, talk.coach, talk.case.learner, talk.case.at))
        return None
    if what == "later":
        talk.rekey(talk.message_id, ())
        return talk.texts.plain("setup-later-notice")
    shown: dict[str, Callable[[], None]] = {
        "gaps": lambda: asking.show_gaps(talk),
        "week": lambda: commands.this_week(talk, ()),
        "plan": lambda: planning.interview_date(talk, ()),
        "one": lambda: asking.start(talk, QuizKind.PRACTICE, size=1),
    }
    _own(shown.get(what))()
    return None


def _flag(talk: Talk, current: Asking, reason: str) -> str | None:
    if not reason:
        talk.say(Screen(talk.texts.html("quiz-report-why"), views.reasons(talk.texts, current)))
        return None
    if reason == "-":
        talk.edit(Screen(talk.texts.html("quiz-report-none")))
        return None
    account.report_question(talk.case, current, reason)
    talk.edit(Screen(talk.texts.html("quiz-report-thanks")))
    return None


def _forget(talk: Talk, sure: int, until: int) -> None:
    if sure not in (0, 1) or talk.case.at.timestamp() > until:
        raise QuizError("error-old-button")
    if not sure:
        talk.edit(Screen(talk.texts.html("forget-kept")))
        return
    account.forget(talk.case.uow, talk.case.learner)
    talk.case.learner = replace(talk.case.learner, id=0)
    talk.edit(Screen(talk.texts.html("forget-done")))
