"""What is counted while the process runs, for the metrics page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Meters:
    """Totals since the start: updates and calls by what became of them."""

    updates: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
