"""The webhook: updates posted to the bot, each until it answers with success."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import datetime

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.local.errors import bad_request
from bot.local.objects import Json
from bot.local.params import Params
from bot.local.store import Store
from bot.local.updates import BY_WEBHOOK, Updates

FIRST_RETRY = 0.2
LAST_RETRY = 5.0
TIMEOUT = ClientTimeout(total=60)
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


class Webhook:
    """Delivers in order per lane, at most ``max_connections`` at once; a lane whose head fails waits and tries again.

    Telegram queues messages per chat and presses per person, so that a press may overtake a message.
    """

    def __init__(self, store: Store, updates: Updates, now: Callable[[], datetime]) -> None:
        self._store = store
        self._updates = updates
        self._now = now
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._session: ClientSession | None = None
        self._error: Json = {}
        updates.on_add = self._schedule

    def set(self, params: Params) -> str:
        """Carry out setWebhook and return its description.

        Raises:
            ApiError: the address or the secret is not acceptable.
        """
        url = params.text("url")
        if not url:
            return self.delete(params)
        if not re.match(r"https?://[^\s/]+", url):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        secret = params.text("secret_token")
        if not SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        self._updates.allow(params)
        self._drop_pending(params)
        connections = params.integer("max_connections", 40)
        wanted = {"url": url, "secret": secret, "max_connections": connections if 1 <= connections <= 100 else 40}
        known = self._store.setting("webhook") == wanted
        self._store.set_setting("webhook", wanted)
        self._error = {}
        self._updates.interrupt(BY_WEBHOOK)
        self._start_over()
        return "Webhook is already set" if known else "Webhook was set"

    def delete(self, params: Params) -> str:
        """Carry out deleteWebhook and return its description."""
        known = self._store.setting("webhook")
        self._drop_pending(params)
        self._store.set_setting("webhook", None)
        self._error = {}
        self._start_over()
        return "Webhook was deleted" if known else "Webhook is already deleted"

    def _drop_pending(self, params: Params) -> None:
        if params.boolean("drop_pending_updates"):
            self._store.confirm_all_but(0)

    def info(self) -> Json:
        """Return the Bot API's WebhookInfo."""
        hook = self._store.setting("webhook") or {}
        info: Json = {"url": hook.get("url", ""), "has_custom_certificate": False, "pending_update_count": self._store.pending()}
        if hook:
            info |= {"max_connections": hook["max_connections"], **self._error}
        allowed = self._store.setting("allowed_updates")
        return info | ({"allowed_updates": allowed} if allowed else {})

    def resume(self) -> None:
        """Go on with what an earlier run left."""
        self._schedule()

    async def stop(self) -> None:
        """Stop delivering; what is not confirmed stays queued."""
        tasks = list(self._busy.values())
        self._start_over(resume=False)
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _start_over(self, *, resume: bool = True) -> None:
        for task in self._busy.values():
            task.cancel()
        self._busy.clear()
        if resume:
            # Later, since this call's changes are not committed yet.
            asyncio.get_running_loop().call_soon(self._schedule)

    def _schedule(self) -> None:
        hook = self._store.setting("webhook")
        if not hook:
            return
        free = hook["max_connections"] - len(self._busy)
        if free <= 0:
            return
        self._store.expire(self._now().timestamp())
        for lane, update_id, body in self._store.lane_heads(self._busy, free):
            self._busy[lane] = asyncio.get_running_loop().create_task(self._deliver(hook, lane, update_id, body))

    async def _deliver(self, hook: Json, lane: str, update_id: int, body: str) -> None:
        pause = FIRST_RETRY
        while error := await self._post(hook, body):
            self._error = {"last_error_date": int(self._now().timestamp()), "last_error_message": error}
            await asyncio.sleep(pause)
            pause = min(2 * pause, LAST_RETRY)
        self._store.confirm(update_id)
        del self._busy[lane]
        self._schedule()

    async def _post(self, hook: Json, body: str) -> str | None:
        """Post one update; return what went wrong, or None."""
        headers = {"Content-Type": "application/json"}
        if hook["secret"]:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook["secret"]
        self._session = self._session or ClientSession(timeout=TIMEOUT)
        try:
            async with self._session.post(hook["url"], data=body.encode(), headers=headers) as answer:
                return None if answer.ok else f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (ClientError, TimeoutError, OSError) as error:
            return f"Connection failed: {type(error).__name__}"
