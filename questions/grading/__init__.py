"""Grading: an answer held against a question's key. Pure; one module per family of formats."""

from __future__ import annotations

from questions.grading.figures import Unreadable
from questions.grading.grade import grade

__all__ = ["Unreadable", "grade"]
