"""The outbox: calls are kept until their fate is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from storage.outbox import Outgoing, Priority
from storage.unit import Database, UnitOfWork

AT = datetime(2026, 1, 1, tzinfo=UTC)
CALL = Outgoing(
    5, "sendMessage", {"chat_id": 5, "text": "한글"}, asking_id=9, expires_at=AT, priority=Priority.PUSH, attachment={"kind": "x"}
)


def test_a_call_comes_back_as_it_was_stored_in_the_order_of_ids(database: Database) -> None:
    first = database.run(lambda uow: uow.outbox.add(CALL, AT))
    second = database.run(lambda uow: uow.outbox.add(replace(CALL, chat_id=6), AT))
    assert first.id < second.id
    found = database.run(lambda uow: uow.outbox.all())
    assert [each.call for each in found] == [first, second]
    assert [each.call.id for each in found] == [first.id, second.id]
    assert not any(each.begun for each in found)


def test_a_call_that_was_on_the_wire_is_told_apart_until_it_is_known_to_have_had_no_effect(database: Database) -> None:
    call = database.run(lambda uow: uow.outbox.add(CALL, AT))
    database.run(lambda uow: uow.outbox.sending([call.id]))
    assert [each.begun for each in database.run(lambda uow: uow.outbox.all())] == [True]
    database.run(lambda uow: uow.outbox.ready(call.id))
    assert [each.begun for each in database.run(lambda uow: uow.outbox.all())] == [False]


def test_settled_calls_are_gone(database: Database) -> None:
    calls = database.run(lambda uow: [uow.outbox.add(CALL, AT) for _ in range(3)])
    database.run(lambda uow: uow.outbox.settle([calls[0].id, calls[2].id]))
    assert [each.call.id for each in database.run(lambda uow: uow.outbox.all())] == [calls[1].id]
    assert database.run(lambda uow: uow.outbox.count()) == 1


def test_a_call_moves_with_its_group(database: Database) -> None:
    call = database.run(lambda uow: uow.outbox.add(CALL, AT))
    database.run(lambda uow: uow.outbox.move(replace(call, chat_id=-100, payload={"chat_id": -100})))
    (found,) = database.run(lambda uow: uow.outbox.all())
    assert (found.call.chat_id, found.call.payload) == (-100, {"chat_id": -100})


def test_a_chats_calls_can_be_withdrawn_and_the_transaction_tells_which_chats(database: Database) -> None:
    database.run(lambda uow: [uow.outbox.add(replace(CALL, chat_id=chat), AT) for chat in (5, 6)])

    def clear(uow: UnitOfWork) -> list[int]:
        uow.outbox.clear(5)
        return uow.outbox.cleared

    assert database.run(clear) == [5]
    assert [each.call.chat_id for each in database.run(lambda uow: uow.outbox.all())] == [6]


def test_a_question_is_in_doubt_until_its_call_is_settled(database: Database) -> None:
    call = database.run(lambda uow: uow.outbox.add(replace(CALL, asking_id=7), AT))
    assert database.run(lambda uow: [uow.outbox.asks(call.chat_id, 7), uow.outbox.asks(call.chat_id, 8)]) == [True, False]
    database.run(lambda uow: uow.outbox.settle([call.id]))
    assert not database.run(lambda uow: uow.outbox.asks(call.chat_id, 7))
