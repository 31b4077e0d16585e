"""Every question of the bank fits one Telegram message in every state, in both languages, with letters for its options."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime

import pytest

from bot.coach import Coach
from bot.texts import translator
from bot.usecases.answering import Answered
from bot.usecases.quiz import Shown
from bot.views import quiz as views
from bot.views.screen import Screen, markup
from questions.grading import grade
from questions.loading import load_bank
from questions.markup import utf16_length
from questions.model import LANGS, Answer, Asking, DontKnow, Format, Lang, Ordered, Picked, Question, Quiz, QuizKind, Typed

AT = datetime(2026, 11, 23, tzinfo=UTC)
MOST_TEXT = 4096


@pytest.fixture(scope="module")
def coach() -> Coach:
    return Coach.of(load_bank())


def _asking(question: Question) -> Asking:
    order = list(range(len(question.options)))
    random.Random(question.id).shuffle(order)
    return Asking(10**12, 1, 10**12, question.id, 2, tuple(order), AT)


def _answers(question: Question) -> list[Answer]:
    """Return answers that bring out each feedback."""
    indexes = range(len(question.options))
    match question.format:
        case Format.SINGLE:
            return [DontKnow(), *(Picked(frozenset({index})) for index in indexes)]
        case Format.MULTIPLE:
            return [DontKnow(), Picked(frozenset(indexes)), *(Picked(frozenset({index})) for index in indexes)]
        case Format.ORDER:
            return [DontKnow(), Ordered(tuple(indexes)), Ordered(tuple(reversed(indexes)))]
        case _:
            return [DontKnow(), Typed(question.answers[0]), *(Typed(near.answer) for near in question.near)]


def _screens(coach: Coach, question: Question, lang: Lang) -> list[Screen]:
    texts = translator(lang)
    asking, quiz = _asking(question), Quiz(10**12, 1, QuizKind.PLACEMENT, 25, AT, AT.date())
    lead = texts.html("push-daily", count=15)
    shown = [views.question(texts, coach, Shown(asking, question, quiz, 2), lead)]
    results = [views.result(texts, coach, Answered(asking, question, given, grade(question, given), quiz)) for given in _answers(question)]
    return [*shown, *results, views.passed_over(texts, question, "quiz-skipped"), views.passed_over(texts, question, "quiz-closed")]


@pytest.mark.parametrize("lang", LANGS)
def test_no_question_passes_telegrams_length_or_button_limits(coach: Coach, lang: Lang) -> None:
    for question in coach.bank.questions.values():
        for screen in _screens(coach, question, lang):
            read = re.sub(r"<[^>]+>", "", screen.html).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            assert 0 < utf16_length(read) <= MOST_TEXT, question.id
            assert all(len(row) <= 8 for row in markup(screen.keyboard)["inline_keyboard"]), question.id


@pytest.mark.parametrize("lang", LANGS)
def test_every_choice_has_its_letter_in_the_text_and_on_a_button(coach: Coach, lang: Lang) -> None:
    for question in coach.bank.questions.values():
        if question.format in (Format.SINGLE, Format.MULTIPLE, Format.ORDER):
            screen = _screens(coach, question, lang)[0]
            labels = [button.label for row in screen.keyboard for button in row]
            for letter in "ABCDEF"[: len(question.options)]:
                assert f"<b>{letter}.</b>" in screen.html, question.id
                assert any(label.endswith(letter) for label in labels), question.id


@pytest.mark.parametrize("lang", LANGS)
def test_the_result_names_the_key_and_explains(coach: Coach, lang: Lang) -> None:
    for question in coach.bank.questions.values():
        html = _screens(coach, question, lang)[1].html
        assert "💡" in html, question.id
        assert "📖" in html, question.id
        if question.format is Format.SINGLE:
            assert html.count("✅") == 1, question.id
