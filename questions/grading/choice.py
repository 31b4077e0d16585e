"""`single` and `multiple`: options ticked."""

from __future__ import annotations

from questions.model import Format, Grade, Question, Text


def grade(question: Question, picked: frozenset[int]) -> Grade:
    """Grade the options ``picked`` by their index in the file: all or nothing, with the partial result as ``share``."""
    if not picked <= set(range(len(question.options))):
        raise ValueError(f"there is no such option: {sorted(picked)}")
    if question.format is Format.SINGLE:
        return _single(question, picked)
    return _multiple(question, picked)


def _single(question: Question, picked: frozenset[int]) -> Grade:
    if len(picked) != 1:
        raise ValueError(f"a single has one option picked, not {len(picked)}")
    option = question.options[next(iter(picked))]
    return Grade(option.correct, float(option.correct), option.feedback)


def _multiple(question: Question, picked: frozenset[int]) -> Grade:
    right = frozenset(index for index, option in enumerate(question.options) if option.correct)
    share = max(0.0, (len(picked & right) - len(picked - right)) / len(right))
    return Grade(picked == right, share, _mistake(question, picked, right))


def _mistake(question: Question, picked: frozenset[int], right: frozenset[int]) -> Text | None:
    """Return the feedback of the first wrong tick, else of the first right option that was missed."""
    mistakes = sorted(picked - right) or sorted(right - picked)
    return question.options[mistakes[0]].feedback if mistakes else None
