"""The token: whether Telegram refuses it for good, and calls that the bot can't do without."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from bot.delivery.api import Api, ApiError, Refused

_LOG = logging.getLogger(__name__)
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
REFUSED = (401, 404)
# A gateway may say 401 once; a token that is refused so often in a row is refused.
MOST_REFUSALS = 4


class TokenRefusedError(Exception):
    """Telegram does not know the token (any more)."""


async def check_token(api: Api, pause: float = FIRST_PAUSE) -> None:
    """Ask whether the token is known, several times while the answer is no.

    Raises:
        TokenRefusedError: it is not.
    """
    for _ in range(MOST_REFUSALS):
        try:
            await api.call("getMe", {})
        except Refused as refused:
            if refused.code not in REFUSED:
                return
        except ApiError:
            return
        else:
            return
        await asyncio.sleep(pause)
    raise TokenRefusedError


async def insist(api: Api, method: str, payload: Mapping[str, Any]) -> None:
    """Make a call that the bot can't do without, as often as it takes.

    Raises:
        TokenRefusedError: the token is not known.
    """
    pause = FIRST_PAUSE
    while True:
        try:
            await api.call(method, payload)
        except ApiError as error:
            _LOG.warning("%s failed, trying again in %.1f s: %s", method, pause, error)
            if isinstance(error, Refused) and error.code in REFUSED:
                await check_token(api)
        else:
            return
        await asyncio.sleep(pause)
        pause = min(LONGEST_PAUSE, pause * 1.5)
