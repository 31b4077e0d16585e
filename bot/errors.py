"""Errors that a person can do something about: a message key, translated where the reply is made."""

from __future__ import annotations

from datetime import date


class QuizError(Exception):
    """Something that can't be done; ``key`` names the Fluent text that says what and why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class DateError(QuizError):
    """What was ``said`` is no date to take; ``meant`` are the days that it may mean: none, one, or two to choose from."""

    def __init__(self, key: str, said: str, *meant: date) -> None:
        super().__init__(key)
        self.said = said
        self.meant = meant
