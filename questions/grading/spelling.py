"""When two typed texts are the same answer: what a phone's keyboard does to code is undone, and white space is not weighed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PHONE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
        "—": "--",  # iOS joins two hyphens into a dash
        "–": "-",
        "−": "-",
        "…": "...",
        "\u200b": "",
        "\u200e": "",
        "\u200f": "",
        "\ufeff": "",
    }
)
_BESIDE = re.compile(r"\s*([\[\](){},:])\s*")
_SENTENCE = re.compile(r"(?<=[^\s.])\s*(?:입니다|이에요|예요|이요|요)?\s*\.?\s*$")
_QUOTED = re.compile(r"""(?P<quote>["'“‘])(?P<inside>[^"'“”‘’]+)["'”’]""")
_BETWEEN = frozenset(",;'")
_FENCE = re.compile(r"```(?:[A-Za-z0-9+#-]*\n)?(?P<fenced>.*?)```|`(?P<ticked>[^`]*)`", re.DOTALL)


def normalised(text: str, *, case_sensitive: bool = True) -> str:
    """Return the form in which two spellings of one output are equal.

    NFC; full-width forms, smart quotes, dashes and invisible marks become what was meant; surrounding code ticks go; any run of white
    space, line ends included, is one space.
    """
    straight = unicodedata.normalize("NFC", text).translate(_FULL_WIDTH).translate(_PHONE)
    words = " ".join(_unticked(straight.strip()).split())
    return words if case_sensitive else words.casefold()


def normalised_code(text: str, *, case_sensitive: bool = True) -> str:
    """Return the form in which two spellings of one missing word are equal: as `normalised`, without semicolons at the end."""
    return normalised(text, case_sensitive=case_sensitive).rstrip("; ")


def unsaid(text: str) -> str:
    """Return ``text`` without what makes a sentence of it: ``2 0 0.`` and, politely in Korean, ``2 0 0입니다.`` are ``2 0 0``."""
    return _SENTENCE.sub("", text)


def unquoted(text: str) -> str:
    """Return ``text`` without quotes around it, which don't belong to a missing word."""
    match = _QUOTED.fullmatch(text.strip())
    return match["inside"] if match else text


def compact(text: str) -> str:
    """Return ``text`` without white space beside brackets, commas and colons: ``[1, 2]`` and ``[1,2]`` are one list."""
    return _BESIDE.sub(r"\1", text)


def listed(text: str, like: str) -> str:
    """Return ``text`` as it reads where values are told apart by white space alone and every quote is a single one.

    A comma, semicolon or quote outside brackets falls away, unless ``like``, the spelling to compare with, has such a mark there itself:
    ``2, 0, 0`` and ``2 0 0`` are one output, ``[2, 0]`` and ``[2 0]`` are not.
    """
    kept = {mark for mark, depth in _deep(like) if not depth}
    return "".join(" " if mark in _BETWEEN and not depth and mark not in kept else mark for mark, depth in _deep(text))


def _deep(text: str) -> Iterator[tuple[str, int]]:
    """Yield each character, a double quote as a single one, with the number of brackets that are open there."""
    depth = 0
    for mark in normalised(text).replace('"', "'"):
        depth = max(0, depth + (mark in "[({") - (mark in "])}"))
        yield mark, depth


def _unticked(text: str) -> str:
    match = _FENCE.fullmatch(text)
    if match is None:
        return text
    fenced = match["fenced"]
    return fenced if fenced is not None else match["ticked"]
