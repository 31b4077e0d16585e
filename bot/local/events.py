"""What happens in the chats, told to whoever watches: open pages and waiting tests."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from bot.local.objects import Json


class Hub:
    """Hands every event to its watchers; an event that nobody watches costs nothing."""

    def __init__(self) -> None:
        self._watchers: defaultdict[int | None, set[asyncio.Queue[Json | None]]] = defaultdict(set)

    def publish(self, kind: str, *, chat_id: int | None = None, **fields: object) -> None:
        """Tell those who watch this chat and those who watch everything; without a chat, only the latter."""
        event = {"event": kind, "chat_id": chat_id, **fields}
        for place in {None, chat_id}:
            for queue in self._watchers.get(place, ()):
                queue.put_nowait(event)

    @contextmanager
    def watch(self, chat_id: int | None = None) -> Iterator[asyncio.Queue[Json | None]]:
        """Yield a queue of the events from now on, of one chat or of all; None in it says that there will be no more."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._watchers[chat_id].add(queue)
        try:
            yield queue
        finally:
            self._watchers[chat_id].discard(queue)
            if not self._watchers[chat_id]:
                del self._watchers[chat_id]

    def close(self) -> None:
        """Tell all watchers that there will be no more."""
        for queues in self._watchers.values():
            for queue in queues:
                queue.put_nowait(None)
