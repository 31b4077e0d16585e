"""Who may speak to the server: this machine's own programs and its own page, in spite of DNS rebinding and foreign pages."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def _name(authority: str) -> str:
    """Return the host name of a Host header, without port; empty when it is malformed."""
    try:
        return urlsplit(f"//{authority}").hostname or ""
    except ValueError:
        return ""


def guard(allowed: Collection[str]) -> Middleware:
    """Return the middleware that refuses other hosts and origins; names of ``allowed`` hosts, with any port, are lower case."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        host, origin = request.headers.get("Host", ""), request.headers.get("Origin")
        if _name(host) not in allowed:
            return web.Response(status=403, text="This server answers to its own local names only.")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return web.Response(status=403, text="This server answers to its own page only.")
        return await handler(request)

    return check


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Tell the browser what the page may do; nothing from elsewhere is ever loaded."""
    response.headers.update(HEADERS)
