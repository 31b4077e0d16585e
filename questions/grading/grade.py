"""The one entrance: which family grades an answer."""

from __future__ import annotations

from questions.grading import choice, order, typed
from questions.model import Answer, DontKnow, Format, Grade, Ordered, Picked, Question, Typed

_CHOICES = (Format.SINGLE, Format.MULTIPLE)


def grade(question: Question, answer: Answer) -> Grade:
    """Grade ``answer`` to ``question``; *I don't know* is wrong, with nothing to say about a mistake.

    Raises `Unreadable` (a `ValueError`) where a number is asked for and the text does not hold exactly one, and `ValueError`
    for an answer that the format cannot have: of another kind, with an option that is not there, or with a step left out.
    """
    match answer:
        case DontKnow():
            return Grade(correct=False, share=0.0)
        case Picked(options) if question.format in _CHOICES:
            return choice.grade(question, options)
        case Ordered(steps) if question.format is Format.ORDER:
            return order.grade(question, steps)
        case Typed(text) if question.format.typed:
            return typed.grade(question, text)
        case _:
            raise ValueError(f"a {question.format} question cannot be answered by {type(answer).__name__}")
