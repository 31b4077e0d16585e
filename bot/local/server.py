"""The Bot API server with its page: what is given to it, its routes, and how a call is answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.local.errors import ApiError
from bot.local.events import Hub
from bot.local.faults import Faults, strike
from bot.local.flood import Flood, Limits
from bot.local.guard import LOCAL_NAMES, add_headers, guard
from bot.local.human_api import Action, HumanApi
from bot.local.methods import METHODS
from bot.local.params import Params, read_params
from bot.local.people import People
from bot.local.store import Store
from bot.local.updates import Updates
from bot.local.webhook import Webhook
from bot.local.world import World

PAGE = Path(__file__).parent / "page"
TOKEN = re.compile(r"\d+:[\w-]+")
BODY_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was answered: its method in lower case, what it carried, and the refusal if there was one."""

    method: str
    params: Params
    error: ApiError | None


class BotApiServer:
    """A Bot API server for one bot, and a page to chat with it.

    Args:
        token: the bot's token, ``<digits>:<letters>``; the digits are the bot's id.
        now: the clock, aware UTC; it dates messages and measures limits and expiry.
        state_file: where chats and unconfirmed updates are kept; None keeps them in memory.
        actions: what the page's strip offers, by name: ``push(user=)``, ``weekly(user=)``, ``jump(user=, days=)``.
        limits: Telegram's flood limits, None for no limits.
        faults: which calls fail, for tests.
        remote_faults: whether ``/local/faults`` lets other processes plan faults.
        allowed_hosts: the names by which the server may be addressed, beside those of this machine.
        on_call: told of every answered call, for tests.
        bot_name: the bot's name until it sets one.
        bot_username: the bot's user name.

    Raises:
        ValueError: the token is none that Telegram could have given.
        StateFileError: the state file can't be used.
    """

    def __init__(  # noqa: PLR0913 - the composition of a server from its parts, all by name
        self,
        *,
        token: str,
        now: Callable[[], datetime],
        state_file: Path | None = None,
        actions: Mapping[str, Action] | None = None,
        limits: Limits | None = None,
        faults: Faults | None = None,
        remote_faults: bool = False,
        allowed_hosts: Collection[str] = (),
        on_call: Callable[[Call], None] | None = None,
        bot_name: str = "Gapwise",
        bot_username: str = "gapwise_local_bot",
    ) -> None:
        if not TOKEN.fullmatch(token):
            raise ValueError("a token is digits, a colon, and letters, digits, _ or -")
        self._token = token
        self._store = Store(state_file)
        self._hub = Hub()
        self._updates = Updates(self._store, now)
        self._webhook = Webhook(self._store, self._updates, now)
        flood = Flood(limits) if limits else None
        self._world = World(self._store, self._hub, self._updates, now, int(token.partition(":")[0]), bot_name, bot_username, flood)
        self.faults = faults or Faults()
        self.people = People(self._world)
        self._on_call = on_call or (lambda _call: None)
        self._human = HumanApi(self._world, self.people, actions or {}, self.faults if remote_faults else None)
        self._hosts = LOCAL_NAMES | {name.lower() for name in allowed_hosts}
        self._runner: web.AppRunner | None = None

    def app(self) -> web.Application:
        """Return the application with all routes."""
        app = web.Application(client_max_size=BODY_BYTES, middlewares=[guard(self._hosts), _refusals])
        app.on_response_prepare.append(add_headers)
        app.router.add_get("/", _page)
        app.router.add_static("/page", PAGE)
        app.add_routes(self._human.routes())
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        return app

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Listen, and return the port, which is a free one when 0 is asked for.

        Raises:
            OSError: the port is in use.
        """
        # The access log would show the token.
        runner = web.AppRunner(self.app(), access_log=None, handler_cancellation=True, shutdown_timeout=1.0)
        await runner.setup()
        try:
            site = web.TCPSite(runner, host, port)
            await site.start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        self._webhook.resume()
        return int(runner.addresses[0][1])

    async def stop(self) -> None:
        """Stop listening and let go of the state file; a stopped server is not started again."""
        await self._webhook.stop()
        self._hub.close()
        self._updates.interrupt("Conflict: the server stops")
        if self._runner is not None:
            await self._runner.cleanup()
        self._store.close()

    def pending_updates(self) -> int:
        """Return how many updates the bot has not confirmed."""
        return self._store.pending()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        self._check_token(request.match_info["token"])
        method = request.match_info["method"].lower()
        params = await read_params(request)
        fault = self.faults.draw(method)
        if fault and not fault.after:
            return await strike(request, fault)
        response = await self._answer(method, params)
        return await strike(request, fault) if fault else response

    async def _answer(self, method: str, params: Params) -> web.Response:
        try:
            response = web.json_response(await self._carry_out(method, params))
        except ApiError as error:
            self._on_call(Call(method, params, error))
            return _refusal(error)
        self._on_call(Call(method, params, None))
        return response

    async def _carry_out(self, method: str, params: Params) -> dict[str, object]:
        if method == "getupdates":
            return {"ok": True, "result": await self._updates.poll(params)}
        with self._store.transaction():
            if method in {"setwebhook", "deletewebhook"}:
                change = self._webhook.set if method == "setwebhook" else self._webhook.delete
                return {"ok": True, "result": True, "description": change(params)}
            if method == "getwebhookinfo":
                return {"ok": True, "result": self._webhook.info()}
            if method not in METHODS:
                raise ApiError(404, "Not Found")
            return {"ok": True, "result": METHODS[method](self._world, params)}

    async def _download(self, request: web.Request) -> web.Response:
        self._check_token(request.match_info["token"])
        found = self._store.content(request.match_info["path"])
        if found is None:
            raise ApiError(404, "Not Found")
        return web.Response(body=found[1], content_type="application/octet-stream")

    def _check_token(self, token: str) -> None:
        if not TOKEN.fullmatch(token):
            raise ApiError(404, "Not Found")
        if not compare_digest(token, self._token):
            raise ApiError(401, "Unauthorized")


def _refusal(error: ApiError) -> web.Response:
    retry = error.parameters.get("retry_after")
    return web.json_response(error.body(), status=error.code, headers={"Retry-After": str(retry)} if retry else None)


@web.middleware
async def _refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a refusal, and a path that is not there, in the Bot API's form."""
    try:
        return await handler(request)
    except ApiError as error:
        return _refusal(error)
    except web.HTTPNotFound:
        return _refusal(ApiError(404, "Not Found"))
    except web.HTTPRequestEntityTooLarge:
        return _refusal(ApiError(413, "Request Entity Too Large"))


async def _page(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html")
