"""The JSON interface of the human side under ``/local/``: for the page, and for tests in other processes."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TypeAlias
from urllib.parse import quote

from aiohttp import web

from bot.local.errors import ApiError, bad_request
from bot.local.faults import Fault, Faults, Kind
from bot.local.objects import Json
from bot.local.params import Params, Upload, read_params
from bot.local.people import People
from bot.local.profile import menu_for, text_for
from bot.local.world import World

Action: TypeAlias = Callable[..., Awaitable[None]]
INLINE = frozenset({"image/png", "image/jpeg", "image/gif"})
log = logging.getLogger(__name__)


def _upload(params: Params) -> Upload:
    upload = params.uploads.get("file")
    if upload is None:
        raise bad_request("no file")
    return upload


def _where(params: Params) -> int | None:
    return params.integer("chat") or None


class HumanApi:
    """Routes for what people do and see. ``faults`` is given only where other processes may plan them."""

    def __init__(self, world: World, people: People, actions: Mapping[str, Action], faults: Faults | None) -> None:
        self._world = world
        self._people = people
        self._actions = actions
        self._faults = faults
        self._verbs: dict[str, Callable[[int, Params], object]] = {
            "introduce": self._introduce,
            "say": lambda user, p: people.say(user, p.text("text"), chat_id=_where(p), reply_to=p.integer("reply_to")),
            "press": lambda user, p: people.press(user, p.integer("message_id"), p.text("data"), chat_id=_where(p)),
            "edit": lambda user, p: people.edit(user, p.integer("message_id"), p.text("text"), chat_id=_where(p)),
            "sticker": lambda user, p: people.sticker(user, chat_id=_where(p), emoji=p.text("emoji", "👍")),
            "voice": lambda user, p: people.voice(user, chat_id=_where(p)),
            "photo": lambda user, p: people.photo(user, _upload(p), chat_id=_where(p), caption=p.text("caption")),
            "document": lambda user, p: people.document(user, _upload(p), chat_id=_where(p)),
            "forward": lambda user, p: people.forward(
                user, p.integer("message_id"), from_chat=p.integer("from_chat") or None, to_chat=_where(p)
            ),
            "block": lambda user, _: people.block(user),
            "unblock": lambda user, _: people.unblock(user),
            "deactivate": lambda user, _: people.deactivate(user),
            "group": lambda user, p: people.found_group(p.text("title", "Group"), (user, *self._others(user))).id,
        }

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        routes = [
            web.get("/local/chat", self._chat),
            web.get("/local/events", self._events),
            web.get("/local/files/{file_id}", self._file),
            web.post("/local/actions/{name}", self._act),
            web.post("/local/do/{verb}", self._do),
        ]
        return routes if self._faults is None else [*routes, web.post("/local/faults", self._plan)]

    def _others(self, user: int) -> list[int]:
        return [person.id for person in self._world.store.people() if person.id != user]

    def _introduce(self, user: int, params: Params) -> Json:
        return self._people.introduce(user, name=params.text("name"), language=params.text("language")).user()

    async def _do(self, request: web.Request) -> web.Response:
        params = await read_params(request)
        verb = self._verbs.get(request.match_info["verb"])
        if verb is None:
            raise ApiError(404, "Not Found")
        return web.json_response({"ok": True, "result": verb(_user(params), params)})

    async def _chat(self, request: web.Request) -> web.Response:
        params = await read_params(request)
        user = _user(params)
        if self._world.store.person(user) is None and "language" in params:
            self._people.introduce(user, language=params.text("language"))
        return web.json_response({"ok": True, "result": self._state(user, _where(params))})

    def _state(self, user: int, where: int | None) -> Json:
        """Return all that a panel of the page shows."""
        world, person, chat = self._world, self._people.person(user), self._people.chat(user, where)
        groups = [group.chat() for group in world.store.groups() if user in group.members and group.moved_to is None]
        return {
            "person": person.user() | {"status": person.status},
            "chat": chat.chat(),
            "messages": self._people.history(chat.id, 500),
            "people": [one.user() for one in world.store.people()],
            "groups": groups,
            "actions": sorted(self._actions),
            "keyboard": world.store.setting(f"keyboard:{chat.id}"),
            "bot": world.bot()
            | {kind: text_for(world, kind, person.language) for kind in ("name", "description", "short_description")}
            | {"commands": menu_for(world, chat.id, person.language)},
        }

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Stream events to a page until it leaves."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        # A page that leaves while it is written to needs nothing more.
        with self._world.hub.watch() as events, suppress(ConnectionResetError):
            await response.write(b"retry: 500\n\n")
            while (event := await events.get()) is not None:
                await response.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
        return response

    async def _file(self, request: web.Request) -> web.Response:
        known = self._world.store.file(request.match_info["file_id"])
        found = known and self._world.store.content(known.path)
        if not found:
            raise ApiError(404, "Not Found")
        file, content = found
        inline = file.mime in INLINE and "download" not in request.query
        mime = file.mime if inline else "application/octet-stream"
        response = web.Response(body=content, content_type=mime)
        if not inline:
            response.headers["Content-Disposition"] = _attachment(file.name)
        return response

    async def _act(self, request: web.Request) -> web.Response:
        """Let the product do at once what it would do tomorrow."""
        params = await read_params(request)
        action = self._actions.get(request.match_info["name"])
        if action is None:
            raise ApiError(404, "Not Found")
        more = {"days": params.integer("days")} if "days" in params else {}
        try:
            await action(user=_user(params), **more)
        except Exception as error:
            log.exception("action failed")
            raise ApiError(500, f"Internal Server Error: {type(error).__name__}") from error
        return web.json_response({"ok": True, "result": True})

    async def _plan(self, request: web.Request) -> web.Response:
        """Plan a fault for another process."""
        params = await read_params(request)
        if self._faults is None:
            raise ApiError(404, "Not Found")
        if params.boolean("clear"):
            self._faults.clear()
        if "method" in params:
            fault = _fault(params)
            self._faults.plan(params.text("method"), fault, times=params.integer("times", 1), skip=params.integer("skip"))
        return web.json_response({"ok": True, "result": True})


def _attachment(name: str) -> str:
    """Return a Content-Disposition that makes a browser save the file under its name."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"


def _fault(params: Params) -> Fault:
    try:
        kind = Kind(params.text("kind"))
    except ValueError:
        raise bad_request("no such kind of fault") from None
    return Fault(kind, params.boolean("after"), params.integer("status", 500), params.integer("retry_after", 1))


def _user(params: Params) -> int:
    user = params.integer("user", 1)
    if user < 1:
        raise bad_request("a person's number is positive")
    return user
