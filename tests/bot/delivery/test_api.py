"""Calling the Bot API: what is known about a call that failed, and no token in anything that is said about it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import NetworkError, TimedOut

from bot.delivery.api import Api, Attachment, NotSent, Refused, Unsettled, _result
from bot.delivery.refusals import Verdict, judge
from bot.local.faults import Fault, Kind
from bot.transport import AiohttpRequest, QuietBot, open_session
from tests.harness.tally import DOT
from tests.harness.town import TOKEN, Town


@pytest.fixture
async def api(town: Town) -> AsyncIterator[Api]:
    async with open_session() as session:
        yield Api(session, f"http://127.0.0.1:{town.port}", TOKEN, read=0.5)


async def test_a_call_returns_its_result_and_a_file_goes_along(town: Town, api: Api) -> None:
    town.server.people.start(1)
    payload = {"chat_id": 1, "caption": "한글", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}}
    sent = await api.call("sendPhoto", payload, Attachment("photo", "dot.png", DOT))
    assert sent["caption"] == "한글"
    assert sent["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "b"


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(Kind.RESET), Unsettled),
        (Fault(Kind.HANG), Unsettled),
        (Fault(Kind.GARBAGE), Unsettled),
        (Fault(Kind.STATUS, status=500), Unsettled),
        (Fault(Kind.STATUS, status=502), Unsettled),
        (Fault(Kind.STATUS, status=401), Refused),
        (Fault(Kind.STATUS, status=429), Refused),
    ],
)
async def test_what_is_known_about_a_failed_call(town: Town, api: Api, fault: Fault, error: type[Exception]) -> None:
    town.faults.plan("getMyName", fault)
    with pytest.raises(error) as caught:
        await api.call("getMyName", {})
    assert type(caught.value) is error
    assert TOKEN not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"[" * 100_000, Unsettled),
        (b'{"ok":false,"error_code":"x","parameters":[1]}', Unsettled),
        (b'{"ok":false,"error_code":400,"description":null,"parameters":{"retry_after":"soon","migrate_to_chat_id":"x"}}', Refused),
    ],
)
def test_garbage_in_an_answer_is_a_failed_call_like_others(body: bytes, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        _result(503, body)
    assert getattr(caught.value, "retry_after", None) is None
    assert getattr(caught.value, "new_chat", None) is None


async def test_half_a_character_does_not_take_the_rest_of_a_text_with_it(town: Town, api: Api) -> None:
    town.server.people.start(1)
    assert (await api.call("sendMessage", {"chat_id": 1, "text": "a \ud83d b"}))["text"] == "a ? b"


async def test_without_a_connection_nothing_was_sent() -> None:
    async with open_session() as session:
        with pytest.raises(NotSent):
            await Api(session, "http://127.0.0.1:1", TOKEN).call("getMe", {})


async def test_nothing_shows_the_token(town: Town, api: Api) -> None:
    async with open_session() as session:
        bot = QuietBot(TOKEN, base_url=f"http://127.0.0.1:{town.port}/bot", request=AiohttpRequest(session))
    assert TOKEN not in repr(api) + repr(bot)


async def test_python_telegram_bot_works_over_the_same_stack(town: Town) -> None:
    town.server.people.start(1)
    async with open_session() as session:
        bot = Bot(TOKEN, base_url=f"http://127.0.0.1:{town.port}/bot", request=AiohttpRequest(session, 0.5))
        assert (await bot.get_me()).username == "gapwise_local_bot"
        assert (await bot.send_photo(1, DOT, caption="x")).caption == "x"
        town.faults.plan("getMyName", Fault(Kind.HANG))
        with pytest.raises(TimedOut):
            await bot.get_my_name()
        town.faults.plan("getMyName", Fault(Kind.RESET))
        with pytest.raises(NetworkError) as caught:
            await bot.get_my_name()
    assert TOKEN not in repr(caught.value)


@pytest.mark.parametrize(
    ("refused", "verdict"),
    [
        (Refused(429, "Too Many Requests: retry after 3", retry_after=3), Verdict.WAIT),
        (Refused(400, "Bad Request: group chat was upgraded to a supergroup chat", new_chat=-100), Verdict.MOVED),
        (Refused(403, "Forbidden: bot was blocked by the user"), Verdict.UNREACHABLE),
        (Refused(403, "Forbidden: user is deactivated"), Verdict.UNREACHABLE),
        (Refused(400, "Bad Request: chat not found"), Verdict.UNREACHABLE),
        (Refused(400, "Bad Request: message is not modified: specified new message content"), Verdict.NEEDLESS),
        (Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"), Verdict.NEEDLESS),
        (Refused(400, "Bad Request: message to edit not found"), Verdict.GONE),
        (Refused(400, "Bad Request: message can't be edited"), Verdict.GONE),
        (Refused(400, "Bad Request: can't parse entities"), Verdict.HOPELESS),
        (Refused(400, "Bad Request: message is too long"), Verdict.HOPELESS),
        (Refused(413, "Request Entity Too Large"), Verdict.HOPELESS),
        (Refused(403, "Forbidden: bot was kicked from the supergroup chat"), Verdict.UNREACHABLE),
        (Refused(400, "Bad Request: PEER_ID_INVALID"), Verdict.UNREACHABLE),
        (Refused(400, "Bad Request: INPUT_USER_DEACTIVATED"), Verdict.UNREACHABLE),
        (Refused(400, "Bad Request: group is deactivated"), Verdict.UNREACHABLE),
        (Refused(400, "Bad Request: have no rights to send a message"), Verdict.UNREACHABLE),
        (Refused(400, "Bad Request: not enough rights to send text messages to the chat"), Verdict.UNREACHABLE),
        (Refused(400, "Bad Request: CHAT_WRITE_FORBIDDEN"), Verdict.UNREACHABLE),
        (Refused(400, "Bad Request: TOPIC_CLOSED"), Verdict.UNREACHABLE),
        (Refused(400, "Bad Request: QUERY_ID_INVALID"), Verdict.NEEDLESS),
        (Refused(401, "Unauthorized"), Verdict.AGAIN),
        (Refused(404, "Not Found"), Verdict.AGAIN),
        (Refused(409, "Conflict"), Verdict.AGAIN),
    ],
)
def test_each_refusal_has_its_own_handling(refused: Refused, verdict: Verdict) -> None:
    assert judge(refused) is verdict
