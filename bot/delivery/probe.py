"""Named steps of the pipeline, so that a test can end the process at any of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, TypeAlias

Step: TypeAlias = Literal[
    "before storing", "after storing", "before handling", "before the commit", "after the commit", "before sending", "after sending"
]
STEPS: Final[tuple[Step, ...]] = (
    "before storing",
    "after storing",
    "before handling",
    "before the commit",
    "after the commit",
    "before sending",
    "after sending",
)
Probe: TypeAlias = Callable[[Step], None]


def no_probe(_step: Step) -> None:
    """Do nothing: what runs outside tests."""
