"""`output`, `cloze` and `number`: what the person typed, against the accepted answers and the known mistakes."""

from __future__ import annotations

from decimal import Decimal

from questions.grading import figures
from questions.grading.spelling import compact, listed, normalised, normalised_code, unquoted, unsaid
from questions.model import Format, Grade, Question


def grade(question: Question, text: str) -> Grade:
    """Grade typed ``text``; a wrong answer that a known mistake gives carries its feedback. May raise `figures.Unreadable`.

    What is spelled exactly like an answer or a known mistake is that; only then are slips of the keyboard forgiven, and at last how the
    values of an output are told apart.
    """
    for alike in (same, _nearly_same, _listed_alike):
        if any(alike(question, text, answer) for answer in question.answers):
            return Grade(correct=True, share=1.0)
        mistake = next((near for near in question.near if alike(question, text, near.answer)), None)
        if mistake is not None:
            return Grade(correct=False, share=0.0, feedback=mistake.feedback)
    return Grade(correct=False, share=0.0)


def same(question: Question, text: str, answer: str) -> bool:
    """Whether ``text`` is ``answer`` by the rules of the question's format."""
    if question.format is Format.NUMBER:
        return abs(figures.read(text) - Decimal(answer)) <= Decimal(repr(question.tolerance))
    spelled = normalised if question.format is Format.OUTPUT else normalised_code
    return spelled(text, case_sensitive=question.case_sensitive) == spelled(answer, case_sensitive=question.case_sensitive)


def _nearly_same(question: Question, text: str, answer: str) -> bool:
    """As `same`, but forgiving what surrounds an answer in a chat.

    That is the capital with which a phone begins a message, white space beside punctuation, the end of a sentence (a full stop, a polite
    ending in Korean), and of a missing word also quotes.
    """
    if question.format is Format.NUMBER:
        return False
    said = unsaid(text)
    bare = [unquoted(said)] if question.format is Format.CLOZE else []
    return any(same(question, compact(form), compact(answer)) for each in (text, said, *bare) for form in _begun(each))


def _listed_alike(question: Question, text: str, answer: str) -> bool:
    """As `_nearly_same`, but for what stands between the values of an output: ``2, 0, 0`` or ``'a' 'b'`` for ``2 0 0`` or ``a b``."""
    if question.format is not Format.OUTPUT:
        return False
    return _nearly_same(question, listed(text, answer), listed(answer, answer))


def _begun(text: str) -> tuple[str, str]:
    begun = text.lstrip()
    return begun, begun[:1].lower() + begun[1:]
