"""`order`: steps put in a row."""

from __future__ import annotations

from questions.model import Grade, Question


def grade(question: Question, steps: tuple[int, ...]) -> Grade:
    """Grade the order of ``steps``, given by their index in the file, where they stand in the right order.

    ``share`` is the part of positions that are right; the feedback is that of the step which belongs in the first wrong place.
    """
    if sorted(steps) != list(range(len(question.options))):
        raise ValueError(f"every step stands once in an order, not {steps}")
    misplaced = [place for place, step in enumerate(steps) if place != step]
    share = 1 - len(misplaced) / len(steps)
    return Grade(not misplaced, share, question.options[misplaced[0]].feedback if misplaced else None)
