"""Calling the Bot API: any method with a JSON payload, and what can be known about a call that failed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import aiohttp

from bot.transport import READ_SECONDS, timeouts

T = TypeVar("T")


class ApiError(Exception):
    """A call that did not succeed. Never holds the URL, since the token is a part of it."""


class NotSent(ApiError):  # noqa: N818 named for what is known
    """No connection could be made: the call certainly had no effect."""


class Unsettled(ApiError):  # noqa: N818 named for what is known
    """The connection died, the answer was late, garbage or a server's failure: the call may have had its effect."""


class Refused(ApiError):  # noqa: N818 named for what is known
    """The Bot API answered no: the call had no effect. ``retry_after`` in seconds; ``new_chat`` where a group moved."""

    def __init__(self, code: int, description: str, retry_after: float | None = None, new_chat: int | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.new_chat = new_chat


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file made for one call, sent as the parameter ``field``."""

    field: str
    filename: str
    content: bytes


class Api:
    """One bot at one Bot API server."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str, read: float = READ_SECONDS) -> None:
        self._session = session
        self._base = f"{url}/bot{token}/"
        self._read = read

    def __repr__(self) -> str:
        return "Api()"

    async def call(self, method: str, payload: Mapping[str, Any], file: Attachment | None = None, wait: float = 0.0) -> Any:  # noqa: ANN401 JSON
        """Call ``method`` and return its result; it is told to ``wait`` so many seconds, and its answer comes so much later.

        Raises:
            NotSent: nothing happened.
            Unsettled: it can't be known whether it happened.
            Refused: the Bot API said no.
        """
        try:
            async with self._post(method, payload, file, self._read + wait) as answer:
                status, body = answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            raise Unsettled(type(error).__name__) from None
        return _result(status, body)

    def _post(self, method: str, payload: Mapping[str, Any], file: Attachment | None, read: float) -> aiohttp.client._RequestContextManager:
        if file is None:
            body = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
            # Half a character, which somebody's altered app may send, is no UTF-8; it must not take the whole message with it.
            return self._session.post(self._base + method, data=body.encode(errors="replace"), headers=_JSON, timeout=timeouts(read))
        form = aiohttp.FormData({key: value if isinstance(value, str) else json.dumps(value) for key, value in payload.items()})
        form.add_field(file.field, file.content, filename=file.filename)
        return self._session.post(self._base + method, data=form, timeout=timeouts(read))


_JSON = {"Content-Type": "application/json"}


def parse(body: bytes) -> Any:  # noqa: ANN401 JSON
    """Return what a body of JSON says.

    Raises:
        ValueError: it is none, or is nested so deeply that nobody means it.
    """
    try:
        return json.loads(body)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _result(status: int, body: bytes) -> Any:  # noqa: ANN401 JSON
    try:
        answer = parse(body)
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or "ok" not in answer:
        # A gateway speaks for itself; only a client error says surely that nothing was done.
        if 400 <= status < 500:
            raise Refused(status, "without an explanation")
        raise Unsettled(f"HTTP {status} without a Bot API answer")
    if answer["ok"]:
        return answer.get("result")
    code = _if(int, answer.get("error_code")) or status
    if code >= 500:
        raise Unsettled(f"HTTP {code}")
    more = _if(dict, answer.get("parameters")) or {}
    wait = _if(int, more.get("retry_after")) or _if(float, more.get("retry_after"))
    raise Refused(code, str(answer.get("description", "")), wait, _if(int, more.get("migrate_to_chat_id")))


def _if(kind: type[T], value: object) -> T | None:
    """Return a value of the kind that it should be of, and nothing in place of garbage."""
    return value if isinstance(value, kind) else None
