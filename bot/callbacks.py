"""Button payloads: what a press means, in 64 bytes at most, typed both ways."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final, TypeAlias

MOST_BYTES = 64


@dataclass(frozen=True, slots=True)
class Pick:
    """Choose the option shown at ``place`` (single)."""

    asking: int
    place: int


@dataclass(frozen=True, slots=True)
class Tick:
    """Tick or untick the option shown at ``place`` (multiple)."""

    asking: int
    place: int


@dataclass(frozen=True, slots=True)
class Submit:
    """Hand in what is ticked (multiple)."""

    asking: int


@dataclass(frozen=True, slots=True)
class Put:
    """Put the step shown at ``place`` next (order)."""

    asking: int
    place: int


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last step back (order)."""

    asking: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """*I don't know*: an answer."""

    asking: int


@dataclass(frozen=True, slots=True)
class Skip:
    """Pass this question over: no answer."""

    asking: int


@dataclass(frozen=True, slots=True)
class Why:
    """Say why this question was asked."""

    asking: int


@dataclass(frozen=True, slots=True)
class Flag:
    """Report the question; an empty reason asks for one."""

    asking: int
    reason: str


@dataclass(frozen=True, slots=True)
class Next:
    """Ask the next question of a quiz."""

    quiz: int


@dataclass(frozen=True, slots=True)
class Stop:
    """End a quiz here."""

    quiz: int


@dataclass(frozen=True, slots=True)
class Practise:
    """Start a quiz on an area or (``area/concept``) a concept; empty: on whatever tells most."""

    what: str


@dataclass(frozen=True, slots=True)
class Place:
    """Start or resume the placement."""


@dataclass(frozen=True, slots=True)
class Drill:
    """Show an area's concepts; empty: back to all areas."""

    area: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Open the editor of one setting; ``flow`` is ``w`` in the set-up and ``s`` in the settings."""

    flow: str
    field: str


@dataclass(frozen=True, slots=True)
class Choose:
    """Choose a value for a setting; an empty value skips it."""

    flow: str
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Show:
    """Show what a command shows: gaps, week, plan, settings; or take one question (one), or none now (later)."""

    what: str


@dataclass(frozen=True, slots=True)
class Forget:
    """Erase everything (1) or keep it (0), until that many seconds of the epoch."""

    sure: int
    until: int


Callback: TypeAlias = (
    Pick | Tick | Submit | Put | Undo | Unknown | Skip | Why | Flag | Next | Stop | Practise | Place | Drill | Edit | Choose | Show | Forget
)

_TAGS: Final[dict[str, type[Callback]]] = {
    "p": Pick,
    "t": Tick,
    "s": Submit,
    "o": Put,
    "u": Undo,
    "k": Unknown,
    "x": Skip,
    "y": Why,
    "f": Flag,
    "n": Next,
    "e": Stop,
    "q": Practise,
    "l": Place,
    "g": Drill,
    "E": Edit,
    "C": Choose,
    "m": Show,
    "F": Forget,
}
_TAG_OF: Final = {kind: tag for tag, kind in _TAGS.items()}
_MOST_DIGITS = 18  # a 64-bit row id


def pack(callback: Callback) -> str:
    """Return the payload of a button.

    Raises:
        ValueError: if it would pass Telegram's 64 bytes.
    """
    parts = [_TAG_OF[type(callback)], *(str(getattr(callback, each.name)) for each in fields(callback))]
    data = "|".join(parts)
    if len(data.encode()) > MOST_BYTES:
        raise ValueError(f"button payload over {MOST_BYTES} bytes: {data}")
    return data


def unpack(data: str) -> Callback | None:
    """Return what a payload means, or ``None`` when it is none of ours (tampered with, or of another time)."""
    tag, *values = data.split("|")
    kind = _TAGS.get(tag)
    if kind is None or len(values) != len(fields(kind)):
        return None
    arguments: list[int | str] = []
    for each, value in zip(fields(kind), values, strict=True):
        if each.type != "int":
            arguments.append(value)
        elif value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS:
            arguments.append(int(value))
        else:
            return None
    return kind(*arguments)  # type: ignore[arg-type]  # just checked against the fields' types
