"""The one HTTP stack: an aiohttp session to the Bot API, and python-telegram-bot's request object on top of it."""

from __future__ import annotations

from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData

CONNECTIONS = 64
CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
# Servers close idle connections, and what is sent on one that is being closed is lost without a trace: be first to close.
IDLE_SECONDS = 10.0


def open_session() -> aiohttp.ClientSession:
    """Open the session that everything to the Bot API goes through; to be called in a running event loop."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=IDLE_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=timeouts(READ_SECONDS),
        raise_for_status=False,
    )


def timeouts(read: float) -> aiohttp.ClientTimeout:
    """Return the time-outs of a call whose answer may take ``read`` seconds to come."""
    return aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=read)


class QuietBot(ExtBot[None]):
    """A bot whose ``repr`` does not show its token."""

    def __repr__(self) -> str:
        return "QuietBot()"


class AiohttpRequest(BaseRequest):
    """What python-telegram-bot sends through. Its default, httpx, costs three to seven times as much CPU per call."""

    __slots__ = ("_read", "_session")

    def __init__(self, session: aiohttp.ClientSession, read: float = READ_SECONDS) -> None:
        self._session, self._read = session, read

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer unless a call says otherwise."""
        return self._read

    async def initialize(self) -> None:
        """Do nothing: the session is opened by whoever hands it in."""

    async def shutdown(self) -> None:
        """Do nothing: the session is closed by whoever handed it in."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 the interface's
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 the interface's; sock_read covers a stuck write
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 the interface's; one value serves all calls
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 the interface's; the pool is never awaited for long
    ) -> tuple[int, bytes]:
        """Make a request and return its status and body; without the URL, which holds the token, in any error."""
        read = self._read if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        try:
            async with self._session.request(method, url, data=_form(request_data), timeout=timeouts(read)) as answer:
                return answer.status, await answer.read()
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(f"aiohttp {type(error).__name__}") from None


def _form(data: RequestData | None) -> aiohttp.FormData | None:
    if data is None:
        return None
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
