"""What is run, and what running it gave: plain data that passes between the processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Cell: TypeAlias = object
Kind: TypeAlias = Literal["rows", "stdout", "error", "broken"]
SECONDS = 10.0
"""How long one snippet may run."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Code for one engine, with the fixture that is run before it."""

    engine: str
    fixture: str
    code: str


@dataclass(frozen=True, slots=True)
class Actual:
    """What a snippet really gave. ``text``: standard output, the error's message, or for ``broken`` why there is no result.

    ``broken`` is no outcome that a question could claim: a fixture that fails, a time limit, an engine that died.
    """

    kind: Kind
    rows: tuple[tuple[Cell, ...], ...] = ()
    text: str = ""
    printed: str = ""
