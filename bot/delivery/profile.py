"""The bot's public face: the command menu and the descriptions, in every language, changed only where they differ."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any, Protocol

from bot.delivery.api import Api, ApiError
from questions.model import LANGS, Lang

_LOG = logging.getLogger(__name__)
TRIES = 5
FIRST_PAUSE = 1.0


class Face(Protocol):
    """Says what the bot is."""

    def commands_menu(self, lang: Lang) -> Sequence[tuple[str, str]]:
        """Return the commands and what they do."""
        ...

    def descriptions(self, lang: Lang) -> tuple[str, str]:
        """Return the long and the short description."""
        ...


async def introduce(api: Api, face: Face) -> None:
    """Tell Telegram the commands and descriptions; English stands for every language that has none of its own.

    Tried some times; what still fails is logged and left as it is, since the bot works without.
    """
    for lang in LANGS:
        code = "" if lang == "en" else lang
        menu = [{"command": name, "description": text} for name, text in face.commands_menu(lang)]
        long, short = face.descriptions(lang)
        await _put(api, "Commands", code, "commands", menu)
        await _put(api, "Description", code, "description", long)
        await _put(api, "ShortDescription", code, "short_description", short)


async def _put(api: Api, what: str, code: str, field: str, value: Any) -> None:  # noqa: ANN401 JSON
    where = {"language_code": code}
    for attempt in range(TRIES):
        try:
            known = await api.call(f"getMy{what}", where)
            if (known.get(field) if isinstance(known, dict) else known) != value:
                await api.call(f"setMy{what}", {**where, field: value})
        except ApiError as error:
            _LOG.warning("setMy%s failed: %s", what, error)
            await asyncio.sleep(FIRST_PAUSE * 2**attempt)
        else:
            return
