"""Saying a quiz: its questions, its results and its end; shared by commands, presses, messages and pushes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.handlers.talk import Talk
from bot.texts import Html
from bot.usecases import enrol, quiz, report
from bot.usecases.answering import Answered
from bot.usecases.quiz import Finished, Shown
from bot.views import gaps as gap_views
from bot.views import quiz as views
from bot.views.screen import Screen
from questions.model import Asking, Quiz, QuizKind
from storage.outbox import Priority

PICTURE_PAUSE = timedelta(seconds=4)
# The second tap on a button comes before the question that the first one asked.
_DOUBLE_TAP = timedelta(seconds=3)


def start(
    talk: Talk,
    kind: QuizKind,
    *,
    area: str | None = None,
    concept: str | None = None,
    size: int | None = None,
    lead: Html | None = None,
) -> None:
    """Close what was open, begin a quiz and ask its first question, with ``lead`` above it."""
    close(talk, quiz.close_open(talk.case))
    step(talk, quiz.ask_next(talk.case, quiz.begin(talk.case, kind, area=area, concept=concept, size=size)), lead)


def resume_or_start(talk: Talk, kind: QuizKind = QuizKind.PRACTICE) -> None:
    """Go on with what is open, or begin a quiz."""
    before = talk.case.uow.quizzes.last_open(talk.case.learner.id)
    waiting = quiz.resume(talk.case)
    if waiting is None or (kind is QuizKind.PLACEMENT and waiting.quiz.kind is not kind):
        _take_up_or_start(talk, kind)
    elif before is None or before.message_id is not None or not just_now(talk, before.asked_at):
        talk.rekey(waiting.asking.message_id, ())
        talk.say(views.question(talk.texts, talk.coach, waiting, talk.texts.html("quiz-resumed")), asking=waiting.asking)


def just_now(talk: Talk, at: datetime) -> bool:
    """Whether something happened so short a time ago that another tap is the second one of a double tap."""
    return talk.case.at - at < _DOUBLE_TAP


def _take_up_or_start(talk: Talk, kind: QuizKind) -> None:
    close(talk, quiz.close_open(talk.case))
    broken_off = quiz.take_up(talk.case) if kind is QuizKind.PLACEMENT else None
    if broken_off is None:
        start(talk, kind)
    else:
        step(talk, quiz.ask_next(talk.case, broken_off), talk.texts.html("quiz-resumed"))


def proceed(talk: Talk, current: Quiz) -> None:
    """Ask the quiz's next question, or end it."""
    step(talk, quiz.ask_next(talk.case, current))


def step(talk: Talk, next_step: Shown | Finished, lead: Html | None = None) -> None:
    """Say a question or the end of a quiz; a placement ends with the gap report."""
    if isinstance(next_step, Shown):
        talk.say(views.question(talk.texts, talk.coach, next_step, lead), asking=next_step.asking)
        return
    enrol.ensure_planned(talk.case)
    placement = next_step.quiz.kind is QuizKind.PLACEMENT
    if not next_step.answered and not next_step.skipped:
        talk.say(Screen(talk.texts.html("quiz-nothing-to-place" if placement else "quiz-nothing")))
        return
    if placement:
        found = report.gaps(talk.case)
        talk.say(views.placed(talk.texts, next_step, gap_views.summary(talk.texts, talk.coach, found)))
        show_gaps(talk)
    else:
        talk.say(views.finished(talk.texts, next_step))


def answered(talk: Talk, done: Answered, *, typed: bool) -> None:
    """Turn a question's message into its result; a typed answer's result follows the message that gave it and quotes the question."""
    asked = done.asking.message_id if typed else None
    screen = views.result(talk.texts, talk.coach, done, quoted=asked is not None)
    if typed:
        talk.rekey(asked, ())
        talk.say(screen, reply_to=asked)
    else:
        talk.edit(screen)


def close(talk: Talk, askings: Sequence[Asking], note: str = "quiz-closed") -> None:
    """Take the buttons from questions that will not be answered any more, and say so."""
    for each in askings:
        asked = talk.coach.bank.questions.get(each.question_id)
        if each.message_id is not None and asked is not None:
            talk.rewrite(each.message_id, views.passed_over(talk.texts, asked, note), Priority.PUSH)


def illustrate(talk: Talk, picture: Screen) -> None:
    """Say a picture, unless the person has just had one: drawing is dear, and the words follow anyway."""
    kind = str((picture.picture or {}).get("kind"))
    if not talk.coach.pace.wait(talk.case.learner.id, kind, PICTURE_PAUSE, talk.case.at):
        talk.say(picture)


def show_gaps(talk: Talk) -> None:
    """Say the gap report: the picture, then the words."""
    found = report.gaps(talk.case)
    illustrate(talk, gap_views.picture(talk.texts, talk.coach, found))
    talk.say(gap_views.words(talk.texts, talk.coach, found, talk.case.learner.target))
