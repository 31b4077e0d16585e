"""Alembic's environment: migrations run on the connection they are handed, or on DATABASE_URL from the command line."""

from __future__ import annotations

import os
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, DateTime, String
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 the tables register themselves
from storage.engine import open_engine, unforced


def _run(connection: Connection) -> None:
    # SQLite can't alter most of a table: alembic copies it instead.
    context.configure(
        connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True, compare_type=True, render_item=_render
    )
    with context.begin_transaction():
        context.run_migrations()


def _render(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:  # noqa: ANN401 alembic's
    # A revision must stand for ever, so it names the types of the database and not those of today's code.
    if kind == "type" and isinstance(getattr(item, "impl", None), String):
        return "sa.String()"
    if kind == "type" and isinstance(getattr(item, "impl", None), DateTime):
        return "sa.DateTime()"
    return False


handed = context.config.attributes.get("connection")
if handed is not None:
    _run(handed)
else:
    engine = open_engine(os.environ.get("DATABASE_URL", "sqlite:///data/gapwise.db"))
    with engine.connect() as opened, unforced(opened), opened.begin():
        _run(opened)
    engine.dispose()
