"""Errors that a person can do something about: a message key, translated where the reply is made."""

from __future__ import annotations


class QuizError(Exception):
    """Something that can't be done; ``key`` names the Fluent text that says what and why, ``values`` fill it."""

    def __init__(self, key: str, /, **values: str | float) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
