"""Updates by webhook and by polling, as python-telegram-bot and as a plain receiver get them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import pytest
from aiohttp import web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, TelegramObject, Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, CommandHandler, ContextTypes

from tests.bot.local.conftest import Serve, Served, eventually
from tests.bot.local.scripted_bot import TOKEN

Receive: TypeAlias = Callable[[web.Request], Awaitable[web.Response]]


@asynccontextmanager
async def receiver(receive: Receive) -> AsyncIterator[str]:
    """Serve a webhook and yield its address."""
    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


class Inbox:
    """A webhook that records what comes and answers with the statuses laid down, then with 200."""

    def __init__(self, *statuses: int) -> None:
        self.updates: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.statuses = list(statuses)
        self.gate = asyncio.Event()
        self.gate.set()
        self.open = 0
        self.most = 0

    async def receive(self, request: web.Request) -> web.Response:
        self.open += 1
        self.most = max(self.most, self.open)
        update = await request.json()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        await self.gate.wait()
        self.updates.append(update)
        self.open -= 1
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates]


async def settled(local: Served) -> None:
    """Wait until nothing is left to deliver."""
    await eventually(lambda: local.server.pending_updates() == 0)


async def test_updates_that_waited_are_posted_with_the_secret(local: Served) -> None:
    inbox = Inbox()
    async with receiver(inbox.receive) as url:
        await local.call("setWebhook", url=url, secret_token="s3cret")
        await settled(local)
        assert (inbox.texts(), inbox.secrets) == (["hello"], ["s3cret"])
        info = await local.call("getWebhookInfo")
        assert (info["url"], info["pending_update_count"], info["max_connections"]) == (url, 0, 40)


async def test_a_refused_update_is_posted_again_before_the_next_of_its_chat(local: Served) -> None:
    inbox = Inbox(500, 403)
    async with receiver(inbox.receive) as url:
        await local.call("setWebhook", url=url)
        local.server.people.say(1, "second")
        await settled(local)
        assert inbox.texts() == ["hello", "hello", "hello", "second"]
        info = await local.call("getWebhookInfo")
        assert info["last_error_message"] == "Wrong response from the webhook: 403 Forbidden"


async def test_chats_are_served_side_by_side_up_to_max_connections(local: Served) -> None:
    inbox = Inbox()
    inbox.gate.clear()
    async with receiver(inbox.receive) as url:
        await local.call("setWebhook", url=url, max_connections=3)
        for number in range(2, 9):
            local.server.people.say(number, "hi")
        await eventually(lambda: inbox.open == 3)
        inbox.gate.set()
        await settled(local)
        assert (inbox.most, len(inbox.updates)) == (3, 8)


async def test_a_receiver_that_is_not_there_gets_its_updates_later(local: Served, unused_tcp_port: int) -> None:
    inbox = Inbox()
    await local.call("setWebhook", url=f"http://127.0.0.1:{unused_tcp_port}/hook")
    await asyncio.sleep(0.1)
    assert (await local.call("getWebhookInfo"))["last_error_message"].startswith("Connection failed")
    async with receiver(inbox.receive) as url:
        await local.call("setWebhook", url=url)
        await settled(local)
        assert inbox.texts() == ["hello"]


async def test_polling_is_refused_while_a_webhook_is_set(local: Served) -> None:
    answer = await local.raw("setWebhook", url="http://127.0.0.1:9/hook", drop_pending_updates=True)
    assert answer[1] == {"ok": True, "result": True, "description": "Webhook was set"}
    assert (await local.refusal("getUpdates")).startswith("Conflict: can't use getUpdates method while webhook is active")
    assert (await local.raw("deleteWebhook"))[1]["description"] == "Webhook was deleted"
    assert (await local.raw("deleteWebhook"))[1]["description"] == "Webhook is already deleted"
    assert await local.call("getUpdates") == []


async def test_a_webhook_ends_a_poll_that_waits(local: Served) -> None:
    [hello] = await local.call("getUpdates")
    poll = asyncio.create_task(local.refusal("getUpdates", offset=hello["update_id"] + 1, timeout=30))
    await asyncio.sleep(0.05)
    await local.call("setWebhook", url="http://127.0.0.1:9/hook")
    assert await poll == "Conflict: terminated by setWebhook request"


@pytest.mark.parametrize(
    ("params", "reason"), [({"url": "ftp://x"}, "bad webhook"), ({"url": "http://x", "secret_token": "a b"}, "secret token")]
)
async def test_a_bad_webhook_is_refused(local: Served, params: dict[str, str], reason: str) -> None:
    assert reason in await local.refusal("setWebhook", **params)


async def test_only_allowed_updates_are_queued(local: Served) -> None:
    await local.call("getUpdates", offset=-1, allowed_updates=["callback_query"])
    local.server.people.say(1, "unheard")
    local.server.people.press(1, 1, "x")
    assert [set(update) for update in await local.call("getUpdates", allowed_updates=[])] == [
        {"update_id", "message"},
        {"update_id", "callback_query"},
    ]
    local.server.people.say(1, "heard again")
    assert len(await local.call("getUpdates")) == 3


async def test_a_poll_waits_for_the_next_update(local: Served) -> None:
    [hello] = await local.call("getUpdates")
    poll = asyncio.create_task(local.call("getUpdates", offset=hello["update_id"] + 1, timeout=30))
    await asyncio.sleep(0.05)
    local.server.people.say(1, "there")
    assert [update["message"]["text"] for update in await poll] == ["there"]


async def test_unfetched_presses_expire_before_messages_do(local: Served) -> None:
    local.server.people.press(1, 1, "x")
    local.clock.move(seconds=151)
    assert [set(update) - {"update_id"} for update in await local.call("getUpdates")] == [{"message"}]
    local.clock.move(days=1)
    assert await local.call("getUpdates") == []


async def test_a_new_state_does_not_repeat_the_update_ids_of_an_old_one(serve: Serve, local: Served) -> None:
    [first] = await local.call("getUpdates")
    local.clock.move(minutes=1)
    second = await serve()
    second.server.people.say(1, "hello")
    [later] = await second.call("getUpdates")
    assert later["update_id"] > first["update_id"]


Ptb: TypeAlias = Application[Any, Any, Any, Any, Any, Any]


def greeter(base: str, seen: list[TelegramObject]) -> Ptb:
    """Return python-telegram-bot's application, which greets and edits, and notes what it saw."""

    async def start(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="a")]])
        seen.extend([update, await update.message.reply_html("<b>hi</b> &amp; <code>x</code>", reply_markup=markup)])

    async def press(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query
        await update.callback_query.answer("noted")
        edited = await update.callback_query.edit_message_text("done")
        assert isinstance(edited, Message)
        seen.extend([update, edited])

    application = ApplicationBuilder().token(TOKEN).base_url(f"{base}/bot").base_file_url(f"{base}/file/bot").build()
    application.add_handlers([CommandHandler("start", start), CallbackQueryHandler(press)])
    return application


async def converse(local: Served) -> None:
    people = local.server.people
    people.start(7)
    [_, greeting] = await people.until(7, lambda history: len(history) == 2)
    people.press_label(7, greeting["message_id"], "A")
    await people.until(7, lambda history: history[-1]["text"] == "done")


async def test_python_telegram_bot_runs_unmodified_by_polling(local: Served) -> None:
    seen: list[TelegramObject] = []
    application = greeter(local.base, seen)
    async with application:
        assert application.updater
        await application.updater.start_polling()
        await application.start()
        await converse(local)
        await application.updater.stop()
        await application.stop()
    assert [dict(one.api_kwargs) for one in seen] == [{}] * 4
    assert local.server.pending_updates() == 0


async def test_python_telegram_bot_runs_unmodified_by_webhook(local: Served) -> None:
    seen: list[TelegramObject] = []
    application = greeter(local.base, seen)

    async def receive(request: web.Request) -> web.Response:
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return web.Response()

    async with application, receiver(receive) as url:
        await application.bot.set_webhook(url)
        await application.start()
        await converse(local)
        await application.stop()
        await settled(local)
    assert [dict(one.api_kwargs) for one in seen] == [{}] * 4
