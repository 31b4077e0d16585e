"""The unit of work: one transaction, all repositories, the only commit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, cast

from sqlalchemy import Connection, Engine

from storage import attempts, beliefs, deliveries, inbox, learners, outbox, quizzes
from storage.attempts import Attempts
from storage.beliefs import Beliefs
from storage.deliveries import Deliveries, Notes, Reports
from storage.engine import scrub
from storage.faults import LOCKED, StorageFault, faults
from storage.inbox import Inbox
from storage.learners import Learners
from storage.outbox import Outbox
from storage.prepared import Prepared, prepare
from storage.quizzes import Quizzes

T = TypeVar("T")
prepare(attempts, beliefs, deliveries, inbox, learners, outbox, quizzes)


class UnitOfWork:
    """Everything that one transaction may touch."""

    def __init__(self, opened: Connection) -> None:
        # Repositories do nothing with a connection but execute; on SQLite their statements run prepared.
        connection = cast("Connection", Prepared(opened)) if opened.dialect.name == "sqlite" else opened
        self.learners = Learners(connection)
        self.quizzes = Quizzes(connection)
        self.attempts = Attempts(connection)
        self.beliefs = Beliefs(connection)
        self.deliveries = Deliveries(connection)
        self.reports = Reports(connection)
        self.notes = Notes(connection)
        self.inbox = Inbox(connection)
        self.outbox = Outbox(connection)


class Database:
    """Runs functions in transactions, one after another, on a thread of its own.

    One thread, since SQLite has one writer: waiting for it in line costs less than waiting for its lock, and a slow disk
    never stalls the event loop.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")

    def run(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run ``work`` in one transaction in this thread; commit when it returns, roll back when it raises.

        Where it erased somebody, nothing of them stays in the database's files.

        Raises:
            StorageFault: when the database itself fails.
        """
        with faults(), self._engine.begin() as connection:
            uow = UnitOfWork(connection)
            result = work(uow)
        if uow.learners.erased:
            scrub(self._engine)
        return result

    def run_each(self, works: Sequence[Callable[[UnitOfWork], T]]) -> list[T | Exception]:
        """Run every work and return each one's result, or the exception for which it was rolled back.

        They share one transaction, since a commit costs more than most works do. Should one fail, all are rolled back and
        each runs again in a transaction of its own; so a work must have no effect outside its transaction.
        """
        if len(works) > 1:
            try:
                return list(self.run(lambda uow: [work(uow) for work in works]))
            except StorageFault as fault:
                # Each alone would only wait for the lock as long again, and everybody else behind them.
                if fault.kind == LOCKED:
                    return [fault] * len(works)
            except Exception:  # noqa: BLE001, S110 whose it is shows when each runs alone
                pass
        return [self._attempt(work) for work in works]

    def _attempt(self, work: Callable[[UnitOfWork], T]) -> T | Exception:
        try:
            return self.run(work)
        except Exception as error:  # noqa: BLE001 handed back to whoever asked
            return error

    async def do(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run ``work`` in one transaction without blocking the event loop; as ``run``."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self.run, work)

    async def do_each(self, works: Sequence[Callable[[UnitOfWork], T]]) -> list[T | Exception]:
        """Run works without blocking the event loop; as ``run_each``."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self.run_each, works)

    async def scrub(self) -> None:
        """Have what was deleted vanish from the database's journal as well."""
        await asyncio.get_running_loop().run_in_executor(self._thread, scrub, self._engine)

    def close(self) -> None:
        """Finish what is in hand, give up what waits in line, and close every connection."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._engine.dispose()
