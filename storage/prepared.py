"""Prepared statements: Core statements that stand in a module are worked out once and then run straight on the driver.

SQLAlchemy looks a statement up in its cache, lays out its parameters and builds a result object at every execution, which costs
several times what SQLite needs for one of ours. What is not known here runs through SQLAlchemy as ever.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeAlias

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.types import TypeEngine

Statement: TypeAlias = Select[Any] | Insert | Update | Delete
_Convert: TypeAlias = Callable[[Any], Any]

_known: dict[int, Statement] = {}
_plans: dict[tuple[object, ...], _Plan | None] = {}


def prepare(*modules: ModuleType) -> None:
    """Have the statements that are constants of these modules run prepared."""
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Select | Insert | Update | Delete):
                _known[id(value)] = value


class Outcome:
    """What a statement returned; the part of SQLAlchemy's result that repositories use."""

    __slots__ = ("_rows", "inserted_primary_key", "rowcount")

    def __init__(self, rows: Sequence[Any], rowcount: int, key: tuple[Any, ...] | None) -> None:
        self._rows = rows
        self.rowcount = rowcount
        self.inserted_primary_key = key

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def one(self) -> Any:  # noqa: ANN401 a row
        """Return the only row."""
        (row,) = self._rows
        return row

    def one_or_none(self) -> Any:  # noqa: ANN401 a row
        """Return the only row, or ``None``."""
        return self.one() if self._rows else None

    def scalars(self) -> list[Any]:
        """Return the first column."""
        return [row[0] for row in self._rows]

    def scalar_one(self) -> Any:  # noqa: ANN401 a column's value
        """Return the first column of the only row."""
        return self.one()[0]

    def scalar_one_or_none(self) -> Any:  # noqa: ANN401 a column's value
        """Return the first column of the only row, or ``None``."""
        return self.one()[0] if self._rows else None


@dataclass(frozen=True, slots=True)
class _Plan:
    sql: str
    parameters: tuple[tuple[str, Any, _Convert | None], ...]  # name, value when not given, conversion
    row: Callable[..., Any] | None
    columns: tuple[_Convert | None, ...]
    inserts: bool

    def bind(self, given: Mapping[str, Any]) -> list[Any]:
        values = []
        for name, default, convert in self.parameters:
            value = given.get(name, default)
            values.append(value if convert is None else convert(value))
        return values


class Prepared:
    """Runs statements on a connection, within its transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._cursor = connection.connection.cursor()

    def execute(self, statement: Statement, given: Any = None) -> Any:  # noqa: ANN401 as SQLAlchemy's
        """Run a statement with a mapping of parameters; as ``Connection.execute`` for whoever reads rows one way or another."""
        if id(statement) not in _known or isinstance(given, list):
            return self._connection.execute(statement, given)
        given = given or {}
        key = (id(statement), *given)
        if key not in _plans:
            _plans[key] = _plan(statement, self._connection.dialect, list(given))
        plan = _plans[key]
        if plan is None:
            return self._connection.execute(statement, given)
        cursor = self._cursor
        cursor.execute(plan.sql, plan.bind(given))
        if plan.row is None:
            return Outcome((), cursor.rowcount, (cursor.lastrowid,) if plan.inserts else None)
        make, columns = plan.row, plan.columns
        rows = [make(*map(_converted, columns, row)) for row in cursor.fetchall()]
        return Outcome(rows, -1, None)


def _converted(convert: _Convert | None, value: Any) -> Any:  # noqa: ANN401 a column's value
    return value if convert is None else convert(value)


def _plan(statement: Statement, dialect: Dialect, given: list[str]) -> _Plan | None:
    compiled = statement.compile(dialect=dialect, column_keys=given)
    if compiled.post_compile_params:
        return None  # an IN list has another length, and so another text, each time
    defaults = compiled.params
    names = compiled.positiontup or []
    parameters = tuple((name, defaults.get(name), _bound(compiled.binds[name].type, dialect)) for name in names)
    if not isinstance(statement, Select):
        return _Plan(str(compiled), parameters, None, (), isinstance(statement, Insert))
    chosen = list(statement.selected_columns)
    row = _row([column.key or "" for column in chosen])
    return _Plan(str(compiled), parameters, row, tuple(_read(column.type, dialect) for column in chosen), inserts=False)


def _bound(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _read(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _row(names: list[str]) -> Callable[..., Any]:
    base = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # noqa: PYI024 the fields are known only now
    return type("Row", (base,), {"__slots__": (), "_mapping": property(lambda row: row._asdict())})
