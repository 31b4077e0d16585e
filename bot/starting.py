"""Starting: what can go wrong before the bot runs, and servers that listen until the program ends."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable
from contextlib import AsyncExitStack

from aiohttp import web


class StartError(Exception):
    """The bot can't start; the message says why in one line."""


def require_ports(ports: Iterable[tuple[str, int, str]]) -> None:
    """Make sure that ports (host, port, the setting's name) can be had, before anything is changed; port 0 is any.

    Raises:
        StartError: one can't be had.
    """
    for host, port, setting in ports:
        try:
            kind, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            with socket.socket(kind) as tried:
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                tried.bind(address)
        except OSError as error:
            raise StartError(f"can't listen on {host}:{port}: {_why(error)}; set {setting}") from None


async def serve(stack: AsyncExitStack, app: web.Application, host: str, port: int, setting: str) -> None:
    """Serve ``app`` until the stack is closed; requests in hand then have one second.

    Raises:
        StartError: the port can't be had; ``setting`` is what to change.
    """
    # No access log: it would write addresses and paths. No lingering: what is refused is not read to its end.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0, lingering_time=0)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise StartError(f"can't listen on {host}:{port}: {_why(error)}; set {setting}") from None


def _why(error: OSError) -> str:
    """Return the system's own words; the event loop's repeat the address."""
    return os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
