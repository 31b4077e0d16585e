"""The one number in what a person typed."""

from __future__ import annotations

import re
from decimal import Decimal

from questions.grading.spelling import normalised

_CANDIDATE = re.compile(
    r"""
    (?<![A-Za-z_\d.,])          # m2 and p95 are names, not numbers
    [+-]?
    (?:\d[\d,_.]*|\.\d+)
    (?:[eE][+-]?\d+)?
    """,
    re.VERBOSE,
)
_MYRIADS = re.compile(r"\d\s*[천만억조]")  # 10만 is not 10: ask for digits
_NUMBER = re.compile(r"(?P<whole>[+-]?(?:\d+|\d{1,3}(?:,\d{3})+|\d+(?:_\d+)+))?(?P<rest>(?:\.\d+)?(?:[eE][+-]?\d{1,3})?)")


class Unreadable(ValueError):  # noqa: N818  # not an error of ours: the person is asked again
    """The text does not hold exactly one number, so it can be neither right nor wrong: ask again."""


def read(text: str) -> Decimal:
    """Return the one number in ``text``, which may stand among a unit or words and be grouped as 1,000 or 1_000; exact.

    Raises `Unreadable` when there is none, more than one, or one whose digits are grouped in no usual way (``1,00,5``).
    """
    words = normalised(text)
    candidates = [match[0].rstrip(",_.") for match in _CANDIDATE.finditer(words)]
    if len(candidates) != 1 or not _NUMBER.fullmatch(candidates[0]) or _MYRIADS.search(words):
        raise Unreadable(f"{len(candidates)} numbers read")
    return Decimal(candidates[0].replace(",", "").replace("_", ""))
