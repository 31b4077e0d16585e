"""What becomes of calls that Telegram refuses, holds up, or that come too late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.delivery.limits import Limits
from bot.delivery.turn import Turn
from bot.local.faults import Fault, Kind
from bot.local.flood import Limits as ServerLimits
from bot.local.objects import Status
from questions.model import Asking, Quiz, QuizKind
from storage.outbox import Outgoing, Priority
from storage.unit import UnitOfWork
from tests.harness.tally import EPOCH, say
from tests.harness.town import Town


async def send(town: Town, *calls: Outgoing) -> None:
    """Have calls made as a tick would."""
    assert town.app is not None
    assert town.app._parts is not None
    await town.app._parts.pipeline.turn(partial(_say_all, calls))


def _say_all(calls: Sequence[Outgoing], turn: Turn) -> None:
    for call in calls:
        turn.send(call)


async def greet(town: Town, *users: int) -> None:
    for user in users:
        town.server.people.start(user)
    await town.until(lambda: all("hello" in town.texts(user) for user in users))
    await town.quiet()


async def test_who_blocked_the_bot_is_remembered_and_not_sent_to_until_they_write(town: Town) -> None:
    await greet(town, 1)
    # As when the update about it has not come yet.
    town.server.people._world.store.save_person(replace(town.server.people.person(1), status=Status.KICKED))
    await send(town, say(1, "a"), say(1, "b"), say(1, "c"))
    await town.quiet()
    assert sum(call.method == "sendmessage" and call.error is not None for call in town.calls) == 1
    learner = await town.database.do(lambda uow: uow.learners.by_user(1))
    assert learner is not None
    assert learner.blocked
    town.server.people.unblock(1)
    town.server.people.start(1)
    await town.until(lambda: town.texts(1)[-1] == "hello")
    await town.quiet()
    learner = await town.database.do(lambda uow: uow.learners.by_user(1))
    assert learner is not None
    assert not learner.blocked


async def test_a_chat_that_is_unknown_or_deactivated_is_given_up(town: Town) -> None:
    await greet(town, 1)
    town.server.people.deactivate(1)
    await send(town, say(1, "a"), say(99, "b"))
    await town.quiet()
    learner = await town.database.do(lambda uow: uow.learners.by_user(1))
    assert learner is not None
    assert learner.blocked


async def test_a_group_that_became_a_supergroup_is_written_to_under_its_new_id(town: Town) -> None:
    await greet(town, 1)
    group = town.server.people.found_group("G", (1,))
    moved = town.server.people.upgrade(group.id)
    await send(town, say(group.id, "first"), say(group.id, "second"))
    await town.until(lambda: [each["text"] for each in town.server.people.history(moved.id) if "text" in each] == ["first", "second"])
    await town.quiet()


async def test_a_result_whose_message_is_gone_is_said_anew(town: Town) -> None:
    await greet(town, 1)
    await send(town, Outgoing(1, "editMessageText", {"chat_id": 1, "message_id": 9999, "text": "result"}))
    await town.until(lambda: town.texts(1) == ["hello", "result"])
    await send(town, Outgoing(1, "editMessageReplyMarkup", {"chat_id": 1, "message_id": 9999}), say(1, "after"))
    await town.until(lambda: town.texts(1)[-1] == "after")


async def test_what_is_needless_or_hopeless_is_dropped_and_the_next_goes_on(town: Town) -> None:
    await greet(town, 1)
    message = town.server.people.history(1)[-1]["message_id"]
    await send(
        town,
        Outgoing(1, "editMessageText", {"chat_id": 1, "message_id": message, "text": "hello"}),
        Outgoing(1, "answerCallbackQuery", {"callback_query_id": "12345"}),
        say(1, ""),
        Outgoing(1, "sendMessage", {"chat_id": 1, "text": "<b>x", "parse_mode": "HTML"}),
        Outgoing(1, "deleteMessage", {"chat_id": 1, "message_id": 9999}),
        say(1, "after"),
    )
    await town.until(lambda: town.texts(1) == ["hello", "after"])
    await town.quiet()


async def test_the_message_of_an_asking_is_remembered(town: Town) -> None:
    await greet(town, 1)
    asking = await town.database.do(_asking)
    await send(town, replace(say(1, "question"), asking_id=asking))
    await town.until(lambda: town.texts(1)[-1] == "question")
    await town.quiet()
    kept = await town.database.do(lambda uow: uow.quizzes.last_open(1))
    assert kept is not None
    assert kept.message_id == town.server.people.history(1)[-1]["message_id"]


def _asking(uow: UnitOfWork) -> int:
    quiz = uow.quizzes.add(Quiz(0, 1, QuizKind.PRACTICE, 1, EPOCH, EPOCH.date()))
    return uow.quizzes.ask(Asking(0, 1, quiz.id, "q", 0, (0, 1), EPOCH)).id


async def test_a_push_that_comes_too_late_is_left_out(town: Town) -> None:
    await greet(town, 1)
    past, future = town.clock.now() - timedelta(seconds=1), town.clock.now() + timedelta(hours=1)
    await send(
        town,
        replace(say(1, "late"), priority=Priority.PUSH, expires_at=past),
        replace(say(1, "in time"), priority=Priority.PUSH, expires_at=future),
    )
    await town.until(lambda: town.texts(1) == ["hello", "in time"])
    await town.quiet()


async def test_one_chat_that_is_told_to_wait_holds_up_nobody_else(town: Town) -> None:
    await greet(town, 1, 2)
    town.faults.plan("sendMessage", Fault(Kind.STATUS, status=429, retry_after=1))
    await send(town, say(1, "held"))
    await town.until(lambda: any(fault.status == 429 for _, fault in town.faults.struck))
    await send(town, say(2, "free"))
    await town.until(lambda: town.texts(2)[-1] == "free")
    assert town.texts(1) == ["hello"]
    await town.until(lambda: town.texts(1)[-1] == "held")


async def test_once_two_chats_are_told_to_wait_all_wait(town: Town) -> None:
    await greet(town, 1, 2, 3)
    town.faults.plan("sendMessage", Fault(Kind.STATUS, status=429, retry_after=1), times=2)
    await send(town, say(1, "a"), say(2, "b"))
    await town.until(lambda: town.faults.struck.total() == 2)
    before = town.clock.monotonic()
    await send(town, say(3, "c"))
    await town.until(lambda: town.texts(3)[-1] == "c")
    assert town.clock.monotonic() - before > 0.5


async def test_within_telegrams_own_limits_nothing_is_ever_refused(tmp_path: Path) -> None:
    town = Town(tmp_path, limits=Limits(), server_limits=ServerLimits())
    await town.open()
    users = range(1, 31)
    for user in users:
        town.server.people.say(user, "x")
    for _ in range(5):
        town.server.people.say(1, "y")
    await town.until(lambda: all(town.texts(user) for user in users) and len(town.texts(1)) == 6)
    assert [call.error for call in town.calls if call.error is not None] == []
    await town.close()


async def test_a_picture_that_cant_be_made_is_left_out_and_the_next_goes_on(town: Town) -> None:
    await greet(town, 1)
    await send(town, Outgoing(1, "sendPhoto", {"chat_id": 1}, attachment={"kind": "broken"}), say(1, "after"))
    await town.until(lambda: town.texts(1) == ["hello", "after"])
    await town.quiet()


async def test_a_stop_leaves_what_is_not_sent_to_the_next_start(town: Town) -> None:
    await greet(town, 1, 2)
    town.faults.plan("sendMessage", Fault(Kind.HANG), times=2)
    await send(town, say(1, "a"), say(1, "b"), say(2, "c"))
    await town.until(lambda: town.faults.struck.total() == 2)
    assert await town.stop() == 0
    assert await town.database.do(lambda uow: uow.outbox.count()) == 3
    town.start()
    await town.until(lambda: town.texts(1) == ["hello", "a", "b"] and town.texts(2) == ["hello", "c"])


async def test_what_is_withdrawn_is_not_sent(town: Town) -> None:
    await greet(town, 1)
    assert town.app is not None
    assert town.app._parts is not None
    town.faults.plan("sendMessage", Fault(Kind.STATUS, status=429, retry_after=1))
    await send(town, say(1, "on the wire"), say(1, "waiting"))
    await town.until(lambda: town.faults.struck.total() == 1)
    await town.app._parts.pipeline.turn(_forget)
    await town.until(lambda: town.texts(1)[-1] == "farewell")
    # Nor is the one that was on the wire tried again.
    assert town.texts(1) == ["hello", "farewell"]


def _forget(turn: Turn) -> None:
    turn.uow.outbox.clear(1)
    turn.send(say(1, "farewell"))
