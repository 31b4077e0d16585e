"""Faults of the wire, for tests: a call that fails before or after it took effect."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from random import Random

from aiohttp import web

from bot.local.errors import ApiError, too_many_requests
from bot.local.objects import Json

ANY = "*"
GATEWAY = "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{0}</h1></center>\r\n</body>\r\n</html>\r\n"


class Kind(StrEnum):
    """What goes wrong."""

    RESET = "reset"  # the connection is reset without an answer
    HANG = "hang"  # no answer comes until the client gives up
    GARBAGE = "garbage"  # an answer 200 that is no JSON
    STATUS = "status"  # an error of the Bot API or of the proxy before it


@dataclass(frozen=True, slots=True)
class Fault:
    """One failure; ``after`` says that the call takes effect first. ``retry_after`` is in seconds, for status 429."""

    kind: Kind
    after: bool = False
    status: int = 500
    retry_after: int = 1


class Faults:
    """Faults planned by method name; the plan is empty at first."""

    def __init__(self) -> None:
        self._plan: list[tuple[str, Fault, int, int]] = []
        self.struck: Counter[tuple[str, Fault]] = Counter()

    def plan(self, method: str, fault: Fault, *, times: int = 1, skip: int = 0) -> None:
        """Fail the next ``times`` calls of a method (``*`` for any) after letting ``skip`` of them pass."""
        self._plan.append((method.lower(), fault, times, skip))

    def clear(self) -> None:
        """Plan nothing more."""
        self._plan.clear()

    def draw(self, method: str) -> Fault | None:
        """Return the fault for this call of a method (lower case), if there is one, and count it."""
        for place, (name, fault, times, skip) in enumerate(self._plan):
            if name not in {ANY, method}:
                continue
            if skip:
                self._plan[place] = (name, fault, times, skip - 1)
                continue
            self._plan[place : place + 1] = [(name, fault, times - 1, 0)] if times > 1 else []
            self.struck[method, fault] += 1
            return fault
        return None


class RandomFaults(Faults):
    """Planned faults, and beside them any of ``faults`` in a share of all calls (0 to 1), of some methods or of all."""

    def __init__(self, rng: Random, share: float, faults: Sequence[Fault], methods: Collection[str] = ()) -> None:
        super().__init__()
        self._rng = rng
        self._share = share
        self._faults = list(faults)
        self._methods = {method.lower() for method in methods}

    def draw(self, method: str) -> Fault | None:
        """Return a planned fault, or a random one."""
        planned = super().draw(method)
        if planned or (self._methods and method not in self._methods) or self._rng.random() >= self._share:
            return planned
        fault = self._rng.choice(self._faults)
        self.struck[method, fault] += 1
        return fault


async def strike(request: web.Request, fault: Fault) -> web.Response:
    """Let a request fail as its fault says."""
    match fault.kind:
        case Kind.HANG:
            await asyncio.Event().wait()
        case Kind.GARBAGE:
            return web.Response(text='{"ok":tru', content_type="application/json")
        case Kind.STATUS if fault.status >= HTTPStatus.BAD_GATEWAY:
            title = f"{fault.status} {HTTPStatus(fault.status).phrase}"
            return web.Response(status=fault.status, text=GATEWAY.format(title), content_type="text/html")
        case Kind.STATUS:
            return web.json_response(_refusal(fault), status=fault.status)
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _refusal(fault: Fault) -> Json:
    if fault.status == HTTPStatus.TOO_MANY_REQUESTS:
        return too_many_requests(fault.retry_after).body()
    return ApiError(fault.status, HTTPStatus(fault.status).phrase).body()
