"""The inbox: an update comes in once, is handled once, and leaves nothing behind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.inbox import Entry
from storage.unit import Database

AT = datetime(2026, 1, 1, tzinfo=UTC)


def entry(update_id: int, person: int = 1) -> Entry:
    return Entry(update_id, person, {"update_id": update_id, "message": {"text": "secret"}}, AT)


def test_an_update_is_taken_once_even_within_one_batch(database: Database) -> None:
    assert len(database.run(lambda uow: uow.inbox.add([entry(1), entry(2), entry(2)]))) == 2
    assert [each.update_id for each in database.run(lambda uow: uow.inbox.add([entry(2), entry(3)]))] == [3]


def test_a_handled_update_is_not_taken_again_and_tells_nothing(database: Database) -> None:
    database.run(lambda uow: uow.inbox.add([entry(1)]))
    database.run(lambda uow: uow.inbox.done(1))
    assert database.run(lambda uow: uow.inbox.add([entry(1)])) == []
    assert database.run(lambda uow: uow.inbox.open()) == []
    with database._engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT person, payload FROM inbox").all() == [(None, None)]


def test_open_updates_come_back_in_telegrams_order_with_their_failures(database: Database) -> None:
    database.run(lambda uow: uow.inbox.add([entry(5), entry(3)]))
    failed = Entry(3, 1, {}, AT, attempts=2, not_before=AT + timedelta(seconds=4), error="ValueError")
    database.run(lambda uow: uow.inbox.failed(failed))
    first, second = database.run(lambda uow: uow.inbox.open())
    assert (first.update_id, first.attempts, first.error, first.not_before) == (3, 2, "ValueError", failed.not_before)
    assert second == entry(5)


def test_a_parked_update_can_be_tried_again_by_a_running_bot(database: Database) -> None:
    database.run(lambda uow: uow.inbox.add([entry(1)]))
    database.run(lambda uow: uow.inbox.park(Entry(1, 1, {}, AT, attempts=3, error="ValueError")))
    assert [each.error for each in database.run(lambda uow: uow.inbox.parked())] == ["ValueError"]
    assert database.run(lambda uow: uow.inbox.retry(1))
    assert not database.run(lambda uow: uow.inbox.retry(1))
    assert [(each.update_id, each.attempts) for each in database.run(lambda uow: uow.inbox.reopened())] == [(1, 0)]
    assert database.run(lambda uow: uow.inbox.reopened()) == []
    assert len(database.run(lambda uow: uow.inbox.open())) == 1


def test_an_update_can_be_given_up_once(database: Database) -> None:
    database.run(lambda uow: uow.inbox.add([entry(1)]))
    assert database.run(lambda uow: uow.inbox.drop(1))
    assert not database.run(lambda uow: uow.inbox.drop(1))
    assert not database.run(lambda uow: uow.inbox.drop(99))


def test_old_numbers_and_old_parked_updates_are_purged_and_open_ones_kept(database: Database) -> None:
    database.run(lambda uow: uow.inbox.add([entry(1), entry(2), entry(3)]))
    database.run(lambda uow: uow.inbox.done(1))
    database.run(lambda uow: uow.inbox.park(entry(2)))
    later = AT + timedelta(seconds=1)
    assert database.run(lambda uow: uow.inbox.purge(done_before=AT, parked_before=AT)) == 0
    assert database.run(lambda uow: uow.inbox.purge(done_before=later, parked_before=later)) == 2
    assert [each.update_id for each in database.run(lambda uow: uow.inbox.open())] == [3]


def test_a_forgotten_persons_parked_updates_are_erased_and_nobody_elses(database: Database) -> None:
    database.run(lambda uow: uow.inbox.add([entry(1, 7), entry(2, 8), entry(3, 7), entry(4, 7)]))
    database.run(lambda uow: [uow.inbox.park(entry(each)) for each in (1, 2, 4)])
    database.run(lambda uow: uow.inbox.retry(4))
    database.run(lambda uow: uow.inbox.erase(7))
    assert database.run(lambda uow: uow.inbox.reopened()) == []
    assert [each.update_id for each in database.run(lambda uow: uow.inbox.parked())] == [2]
    assert [each.update_id for each in database.run(lambda uow: uow.inbox.open())] == [3]


def test_one_persons_updates_can_be_fetched_in_portions(database: Database) -> None:
    database.run(lambda uow: uow.inbox.add([entry(each, each % 2) for each in range(1, 11)]))
    assert [each.update_id for each in database.run(lambda uow: uow.inbox.open_of(1, 3))] == [1, 3, 5]
    assert database.run(lambda uow: uow.inbox.waiting()) == (10, AT)
