"""Prepared statements do what SQLAlchemy does with the same statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any, cast

import pytest
from sqlalchemy import Connection, insert, select

from questions.model import Learner, Schedule, Target
from storage.inbox import Inbox
from storage.learners import _BY_USER, _INSERT, Learners, _values
from storage.prepared import Prepared
from storage.tables import LearnerRow, NoteRow, table
from storage.unit import Database

AT = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
LEARNER = Learner(
    0,
    77,
    78,
    "ko",
    Schedule("Asia/Seoul", time(6, 30), 2, time(23, 15), time(5, 45)),
    Target("a", None, 2, "backend", {"sql": 4.5}),
    paused=True,
    created_at=AT,
    interview_on=date(2026, 6, 1),
    expects={"kind": "city", "말": [1, None]},
)


def test_a_row_comes_back_equal_whichever_way_it_went_in_and_out(database: Database) -> None:
    with database._engine.begin() as connection:
        prepared = cast("Connection", Prepared(connection))
        one = Learners(prepared).add(LEARNER)
        connection.execute(_INSERT, {**_values(LEARNER), "user_id": 79})
        for run in (prepared, connection):
            assert Learners(run).by_user(77) == one
            assert Learners(run).by_user(1) is None
        fast, slow = (list(run.execute(_BY_USER, {"user": user}).one())[2:] for run, user in ((prepared, 77), (connection, 79)))
        assert fast == slow


def test_a_row_is_changed_column_by_column(database: Database) -> None:
    with database._engine.begin() as connection:
        learners = Learners(cast("Connection", Prepared(connection)))
        kept = learners.add(LEARNER)
        changed = replace(kept, lang="en", expects=None, paused=False, interview_on=None)
        learners.save(changed)
        assert learners.get(kept.id) == changed


def test_it_tells_how_many_rows_were_changed(database: Database) -> None:
    with database._engine.begin() as connection:
        inbox = Inbox(cast("Connection", Prepared(connection)))
        assert not inbox.drop(5)
        assert inbox.waiting() == (0, None)


def test_what_is_not_a_modules_constant_runs_through_sqlalchemy(database: Database) -> None:
    notes = table(NoteRow)
    with database._engine.begin() as connection:
        prepared = Prepared(connection)
        prepared.execute(insert(notes), [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}])
        assert prepared.execute(select(notes.c.value).where(notes.c.key == "b")).scalar_one() == "2"


def test_a_missing_row_where_there_must_be_one_is_an_error(database: Database) -> None:
    with database._engine.begin() as connection, pytest.raises(ValueError, match="not enough values"):
        Prepared(connection).execute(_BY_USER, {"user": 1}).one()


def test_every_column_of_the_widest_table_is_converted_both_ways(database: Database) -> None:
    with database._engine.begin() as connection:
        kept = Learners(cast("Connection", Prepared(connection))).add(LEARNER)
        row: Any = connection.execute(select(table(LearnerRow)).where(table(LearnerRow).c.id == kept.id)).one()
    assert row.created_at == AT
    assert row.overrides == {"sql": 4.5}
    assert row.quiet_from == time(23, 15)
