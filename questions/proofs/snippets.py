"""What is run, and what running it gave: plain data that passes between the processes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Cell: TypeAlias = object
Kind: TypeAlias = Literal["rows", "stdout", "error", "broken"]
SECONDS = 10.0
"""How long one snippet may run."""
TOOLS: Mapping[str, frozenset[str]] = {"python": frozenset({"duckdb", "pytest"}), "bash": frozenset({"curl", "jq", "ssh"})}
"""What snippets use, by engine, that not every machine has: modules that come with the development packages, and programs."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Code for one engine, with the fixture that is run before it."""

    engine: str
    fixture: str
    code: str

    @property
    def needs(self) -> frozenset[str]:
        """What must be installed to run it: its engine, and the tools that it names."""
        named = TOOLS.get(self.engine, frozenset()).intersection(re.findall(r"\w+", f"{self.fixture}\n{self.code}"))
        return named | {self.engine}


@dataclass(frozen=True, slots=True)
class Actual:
    """What a snippet really gave. ``text``: standard output, the error's message, or for ``broken`` why there is no result.

    ``broken`` is no outcome that a question could claim: a fixture that fails, a time limit, an engine that died.
    """

    kind: Kind
    rows: tuple[tuple[Cell, ...], ...] = ()
    text: str = ""
    printed: str = ""
