"""A small bot over the server's HTTP interface, with answers laid down in advance, for tests of the page."""

from __future__ import annotations

import asyncio
import struct
import zlib
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession, FormData

TOKEN = "110201543:local-chat"

GREETING = {
    "en": (
        "<b>Hello!</b> I ask short questions on data engineering and show where your gaps are.\n\n"
        "• a few questions a day\n• your level by area, with its uncertainty\n• a weekly summary\n\n"
        'Read more in the <a href="https://example.com/guide">guide</a> or press /help.'
    ),
    "ko": (
        "<b>안녕하세요!</b> 데이터 엔지니어링 문제를 짧게 내고, 어디가 부족한지 알려 드려요.\n\n"
        "• 하루 몇 문제\n• 영역별 수준과 그 불확실성\n• 주간 요약\n\n"
        '자세한 내용은 <a href="https://example.com/guide">안내서</a>를 보거나 /help 를 눌러 주세요.'
    ),
}
DESCRIPTION = {"en": "A coach for data engineers.", "ko": "데이터 엔지니어를 위한 코치예요."}
QUESTION = {
    "en": (
        "<b>SQL · joins</b>  <i>question 2 of 5</i>\n\nHow many rows does this return?\n"
        "<pre><code class=\"language-sql\">SELECT *\nFROM orders o\nLEFT JOIN payments p ON p.order_id = o.id AND p.status = 'captured'\n"
        "WHERE p.amount IS NULL;</code></pre>\n<b>A</b>  Only orders without any payment\n<b>B</b>  Orders without a captured payment\n"
        "<b>C</b>  None: <code>NULL</code> is never equal to anything\n<b>D</b>  All orders"
    ),
    "ko": (
        "<b>SQL · 조인</b>  <i>5문제 중 2번째</i>\n\n이 쿼리는 어떤 행을 반환하나요?\n"
        "<pre><code class=\"language-sql\">SELECT *\nFROM orders o\nLEFT JOIN payments p ON p.order_id = o.id AND p.status = 'captured'\n"
        "WHERE p.amount IS NULL;</code></pre>\n<b>A</b>  결제가 전혀 없는 주문만\n<b>B</b>  승인된 결제가 없는 주문\n"
        "<b>C</b>  없음: <code>NULL</code>은 무엇과도 같지 않음\n<b>D</b>  모든 주문"
    ),
}
RESULT = {
    "en": "✅ <b>Right: B</b>\n\nThe condition stands in <code>ON</code>, so orders whose payments failed stay too.\n"
    "<blockquote>A condition on the right table in WHERE would turn the join into an inner one.</blockquote>",
    "ko": "✅ <b>정답: B</b>\n\n조건이 <code>ON</code>에 있어서 결제가 실패한 주문도 남아요.\n"
    "<blockquote>오른쪽 테이블의 조건이 WHERE에 있으면 내부 조인이 됩니다.</blockquote>",
}
COMMANDS = {
    "en": {
        "start": "Start or set up anew",
        "quiz": "A session of questions",
        "gaps": "Your gaps against the target",
        "help": "What I can do",
    },
    "ko": {"start": "시작 또는 다시 설정", "quiz": "문제 풀기", "gaps": "목표와의 차이", "help": "도움말"},
}
BUTTONS = [[{"text": letter, "callback_data": letter} for letter in "ABCD"], [{"text": "🤷", "callback_data": "slow"}]]


def png(width: int, height: int) -> bytes:
    """Return a picture of some bars."""
    rows = b"".join(
        b"\0" + b"".join(b"\x4f\x9d\xea" if (x // 40) % 2 and y > height - (x // 40 + 1) * 22 else b"\xf5\xf8\xfb" for x in range(width))
        for y in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class ScriptedBot:
    """Polls and answers; ``updates`` holds what it has received."""

    def __init__(self, base: str) -> None:
        self._base = f"{base}/bot{TOKEN}/"
        self.updates: list[dict[str, Any]] = []

    async def __aenter__(self) -> Self:
        self._session = ClientSession()
        for language, commands in COMMANDS.items():
            menu = [{"command": name, "description": text} for name, text in commands.items()]
            await self.call("setMyCommands", commands=menu, language_code=language)
            await self.call("setMyDescription", description=DESCRIPTION[language], language_code=language)
        self._task = asyncio.create_task(self._poll())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._session.close()

    async def call(self, method: str, **params: Any) -> Any:  # noqa: ANN401 - whatever the Bot API has
        """Call a method and return its result."""
        async with self._session.post(self._base + method, json=params) as answer:
            body = await answer.json()
        assert body["ok"], body
        return body["result"]

    async def upload(self, method: str, field: str, name: str, content: bytes, **params: str) -> Any:  # noqa: ANN401 - as above
        """Call a method with a file."""
        form = FormData(params)
        form.add_field(field, content, filename=name)
        async with self._session.post(self._base + method, data=form) as answer:
            return (await answer.json())["result"]

    async def _poll(self) -> None:
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                self.updates.append(update)
                await self._answer(update)

    async def _answer(self, update: dict[str, Any]) -> None:
        if "callback_query" in update:
            await self._on_press(update["callback_query"])
        elif "message" in update:
            await self._on_message(update["message"])

    async def _on_message(self, message: dict[str, Any]) -> None:
        chat, text = message["chat"]["id"], message.get("text", "")
        language = message["from"]["language_code"]
        match text.split("@")[0]:
            case "/start":
                await self.call("sendMessage", chat_id=chat, text=GREETING[language], parse_mode="HTML")
            case "/quiz":
                await self.question(chat, language)
            case "/gaps":
                await self.call("sendChatAction", chat_id=chat, action="upload_photo")
                await self.upload(
                    "sendPhoto", "photo", "gaps.png", png(640, 360), chat_id=str(chat), caption="Level by area: SQL 3.1, Python 2.4"
                )
            case "/export":
                await self.upload("sendDocument", "document", "gapwise-export.json", b'{"answers": []}', chat_id=str(chat))
            case _:
                await self.call("sendMessage", chat_id=chat, text=f"echo: {text}", reply_parameters={"message_id": message["message_id"]})

    async def question(self, chat: int, language: str) -> Any:  # noqa: ANN401 - as above
        """Ask a question with buttons."""
        markup = {"inline_keyboard": BUTTONS}
        return await self.call("sendMessage", chat_id=chat, text=QUESTION[language], parse_mode="HTML", reply_markup=markup)

    async def _on_press(self, query: dict[str, Any]) -> None:
        message, language = query["message"], query["from"]["language_code"]
        match query["data"]:
            case "A":
                await self.call("answerCallbackQuery", callback_query_id=query["id"], text="Not quite")
            case "B":
                place = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
                markup = {"inline_keyboard": [[{"text": "→", "callback_data": "A", "style": "primary"}]]}
                await self.call("editMessageText", **place, text=RESULT[language], parse_mode="HTML", reply_markup=markup)
                await self.call("answerCallbackQuery", callback_query_id=query["id"])
            case "C":
                await self.call("answerCallbackQuery", callback_query_id=query["id"], text="An alert", show_alert=True)
