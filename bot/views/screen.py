"""What a view returns: a message's HTML, its inline keyboard, perhaps a picture; and the Bot API payload made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.callbacks import Callback, pack
from bot.texts import Html


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: its label, and what pressing it means."""

    label: str
    callback: Callback


Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One message. With a picture (what to draw, see ``bot.pictures``) the HTML is its caption."""

    html: Html
    keyboard: Keyboard = ()
    picture: Mapping[str, Any] | None = None


def rows(buttons: Iterable[Button], width: int) -> Keyboard:
    """Lay buttons out in rows of ``width``."""
    line: list[Button] = []
    lines: list[tuple[Button, ...]] = []
    for button in buttons:
        line.append(button)
        if len(line) == width:
            lines.append(tuple(line))
            line = []
    return (*lines, tuple(line)) if line else tuple(lines)


def markup(keyboard: Sequence[Sequence[Button]]) -> dict[str, Any]:
    """Return a keyboard as the Bot API's ``InlineKeyboardMarkup``; an empty one removes the buttons."""
    return {"inline_keyboard": [[{"text": each.label, "callback_data": pack(each.callback)} for each in row] for row in keyboard]}
