"""Korean particles: which of 을/를, 이/가, 은/는, 과/와, (으)로 follows a word."""

from __future__ import annotations

import re
from typing import Final

_FIRST, _LAST, _FINALS = 0xAC00, 0xD7A3, 28
_RIEUL = 8  # the final consonant ㄹ, after which (으)로 takes no 으
# How the last letter or digit of a foreign word is read: with a final ㄹ, with another final consonant, or open.
_LETTER_RIEUL: Final = frozenset("lLrR178")
_LETTER_CLOSED: Final = frozenset("mMnN036")
# Words that Koreans read otherwise than their last letter says.
_READ_OPEN: Final = frozenset({"bash", "spark", "kafka", "hive", "airflow", "scala"})
_READ_CLOSED: Final = frozenset({"python", "json", "join", "null"})
# What stands in brackets behind a word is passed over: 형(추상화) takes what 형 takes.
_ASIDE: Final = re.compile(r"(?<=\S)\s*\([^()]*\)\s*$")


def particle(word: str, pair: str) -> str:
    """Return the form of ``pair`` (such as ``"을/를"``, closed form first) that follows ``word``.

    A Fluent function: ``{ JOSA($name, "이/가") }``.
    """
    closed, open_ = pair.split("/")
    final = _final(word)
    if final == _RIEUL and open_ == "로":
        return open_
    return closed if final else open_


def _final(word: str) -> int:
    """Return the number of the last syllable's final consonant; 0 is none, 1 stands for any but ㄹ in foreign words."""
    tail = _ASIDE.sub("", word).rstrip(" .,!?)]}\"'`”’」』›»>*")
    if not tail:
        return 0
    code = ord(tail[-1])
    if _FIRST <= code <= _LAST:
        return (code - _FIRST) % _FINALS
    last = tail.split()[-1].lower()
    if last in _READ_OPEN:
        return 0
    if last in _READ_CLOSED or tail[-1] in _LETTER_CLOSED:
        return 1
    return _RIEUL if tail[-1] in _LETTER_RIEUL else 0
