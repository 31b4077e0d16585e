"""The webhook: Telegram's requests come in here, and are answered with success only when the update is stored."""

from __future__ import annotations

import hmac
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.delivery.api import parse
from bot.delivery.intake import Intake
from bot.delivery.routing import sound
from storage.faults import StorageFault

MOST_BYTES = 1024 * 1024
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """Takes updates at one path, by POST, from who knows the secret."""

    def __init__(self, intake: Intake, secret: str) -> None:
        self._intake, self._secret = intake, secret.encode()

    def app(self, url: str) -> web.Application:
        """Return the server for the path of ``url``; everything else is unknown."""
        app = web.Application(client_max_size=MOST_BYTES)
        app.router.add_post(urlsplit(url).path or "/", self._take)
        return app

    async def _take(self, request: web.Request) -> web.Response:
        # Whatever bytes a header has, aiohttp hands over as a string that these bytes can be had back from.
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(errors="surrogateescape"), self._secret):
            return web.Response(status=403)
        if (request.content_length or 0) > MOST_BYTES:
            # Unread: the connection is closed instead of swallowing the rest.
            return web.Response(status=413, headers={"Connection": "close"})
        update = _update(await request.read())
        if update is None:
            return web.Response(status=400)
        try:
            await self._intake.put([update])
        except StorageFault:
            return web.Response(status=503)
        return web.Response()


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        update = parse(body)
    except ValueError:
        return None
    return update if sound(update) else None
