"""What the server remembers, in SQLite: a file that outlives a killed process, or memory."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.local.objects import Group, Json, Person, Status, StoredFile

VERSION = 1
SCHEMA = """
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS people (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS groups (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS messages
    (chat_id INTEGER, message_id INTEGER, body TEXT NOT NULL, PRIMARY KEY (chat_id, message_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS updates (update_id INTEGER PRIMARY KEY, lane TEXT NOT NULL, expires REAL NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS updates_by_lane ON updates (lane, update_id);
CREATE TABLE IF NOT EXISTS queries (query_id TEXT PRIMARY KEY, user_id INTEGER NOT NULL, asked REAL NOT NULL, answer TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (file_id TEXT PRIMARY KEY, path TEXT UNIQUE NOT NULL, body TEXT NOT NULL, content BLOB NOT NULL);
"""


class StateFileError(Exception):
    """The state file can't be used: another version's, damaged, locked or not writable."""


def _dump(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


class Store:
    """Chats, messages, unconfirmed updates, ids and files.

    Everything within one ``transaction`` is kept or none of it. In WAL mode a commit survives the death of the process without
    waiting for the disk; a power cut may cost the last moments, which a place to try things can bear.

    Raises:
        StateFileError: the file can't be used.
    """

    def __init__(self, file: Path | None) -> None:
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(file or ":memory:", isolation_level=None)
        try:
            self._prepare(file)
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise StateFileError(f"{file} can't be used by the local chat: {error}") from None
        except StateFileError:
            self._db.close()
            raise

    def _prepare(self, file: Path | None) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version not in {0, VERSION}:
            raise StateFileError(f"{file} was written by another version of the local chat: move it away")
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(SCHEMA)
        self._db.execute(f"PRAGMA user_version={VERSION}")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what happens inside as one; inside another transaction, leave that to the outer one."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _one(self, sql: str, *args: object) -> Any | None:  # noqa: ANN401 - a column's value is whatever its table says
        row = self._db.execute(sql, args).fetchone()
        return None if row is None else row[0]

    def setting(self, key: str) -> Any | None:  # noqa: ANN401 - a setting is any JSON value
        """Return the value kept under a key, None when there is none."""
        text = self._one("SELECT value FROM settings WHERE key = ?", key)
        return None if text is None else json.loads(text)

    def set_setting(self, key: str, value: object) -> None:
        """Keep a JSON value under a key; None forgets it."""
        if value is None:
            self._db.execute("DELETE FROM settings WHERE key = ?", (key,))
        else:
            self._db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, _dump(value)))

    def next_number(self, name: str, first: int = 1) -> int:
        """Return the next number of a sequence that starts at ``first`` and never repeats."""
        key = f"sequence:{name}"
        number = int(self.setting(key) or first)
        self.set_setting(key, number + 1)
        return number

    def person(self, number: int) -> Person | None:
        """Return the person with this id."""
        text = self._one("SELECT body FROM people WHERE id = ?", number)
        return None if text is None else _person(text)

    def people(self) -> list[Person]:
        """Return everybody by id."""
        return [_person(text) for (text,) in self._db.execute("SELECT body FROM people ORDER BY id")]

    def save_person(self, person: Person) -> None:
        """Keep a person."""
        self._db.execute("INSERT OR REPLACE INTO people VALUES (?, ?)", (person.id, _dump(asdict(person))))

    def group(self, number: int) -> Group | None:
        """Return the group with this id."""
        text = self._one("SELECT body FROM groups WHERE id = ?", number)
        return None if text is None else _group(text)

    def groups(self) -> list[Group]:
        """Return all groups, the one with the lowest id first."""
        return [_group(text) for (text,) in self._db.execute("SELECT body FROM groups ORDER BY id")]

    def save_group(self, group: Group) -> None:
        """Keep a group."""
        self._db.execute("INSERT OR REPLACE INTO groups VALUES (?, ?)", (group.id, _dump(asdict(group))))

    def message(self, chat_id: int, message_id: int) -> Json | None:
        """Return one message as the Bot API's Message."""
        text = self._one("SELECT body FROM messages WHERE chat_id = ? AND message_id = ?", chat_id, message_id)
        return None if text is None else json.loads(text)

    def history(self, chat_id: int, limit: int) -> list[Json]:
        """Return the last messages of a chat, oldest first."""
        sql = "SELECT body FROM messages WHERE chat_id = ? ORDER BY message_id DESC LIMIT ?"
        return [json.loads(text) for (text,) in self._db.execute(sql, (chat_id, limit))][::-1]

    def save_message(self, message: Json) -> None:
        """Keep a message, new or changed."""
        row = (message["chat"]["id"], message["message_id"], _dump(message))
        self._db.execute("INSERT OR REPLACE INTO messages VALUES (?, ?, ?)", row)

    def delete_message(self, chat_id: int, message_id: int) -> None:
        """Forget a message."""
        self._db.execute("DELETE FROM messages WHERE chat_id = ? AND message_id = ?", (chat_id, message_id))

    def add_update(self, body: Json, lane: str, expires: float) -> None:
        """Keep an update until it is confirmed or expires (Unix time); updates of one lane are delivered in order."""
        self._db.execute("INSERT INTO updates VALUES (?, ?, ?, ?)", (body["update_id"], lane, expires, _dump(body)))

    def updates(self, limit: int) -> list[Json]:
        """Return the oldest unconfirmed updates."""
        return [json.loads(text) for (text,) in self._db.execute("SELECT body FROM updates ORDER BY update_id LIMIT ?", (limit,))]

    def lane_heads(self, busy: Collection[str], limit: int) -> list[tuple[str, int, str]]:
        """Return lane, id and JSON text of the first update of each lane that is not busy, oldest first."""
        sql = (
            "SELECT lane, update_id, body FROM updates WHERE update_id IN (SELECT MIN(update_id) FROM updates "
            "WHERE lane NOT IN (SELECT value FROM json_each(?)) GROUP BY lane) ORDER BY update_id LIMIT ?"
        )
        return list(self._db.execute(sql, (_dump(list(busy)), limit)))

    def pending(self) -> int:
        """Return how many updates wait to be confirmed."""
        return int(self._one("SELECT COUNT(*) FROM updates") or 0)

    def confirm_before(self, update_id: int) -> None:
        """Forget the updates with a smaller id."""
        self._db.execute("DELETE FROM updates WHERE update_id < ?", (update_id,))

    def confirm_all_but(self, count: int) -> None:
        """Forget all updates but the last few."""
        sql = "DELETE FROM updates WHERE update_id NOT IN (SELECT update_id FROM updates ORDER BY update_id DESC LIMIT ?)"
        self._db.execute(sql, (count,))

    def confirm(self, update_id: int) -> None:
        """Forget one update."""
        self._db.execute("DELETE FROM updates WHERE update_id = ?", (update_id,))

    def expire(self, at: float) -> None:
        """Forget what should have been fetched by then."""
        self._db.execute("DELETE FROM updates WHERE expires < ?", (at,))

    def add_query(self, query_id: str, user_id: int, asked: float) -> None:
        """Keep a pressed button's query."""
        self._db.execute("INSERT INTO queries VALUES (?, ?, ?, NULL)", (query_id, user_id, asked))

    def query(self, query_id: str) -> tuple[int, float, Json | None] | None:
        """Return who pressed, when (Unix time), and the answer if there is one."""
        row = self._db.execute("SELECT user_id, asked, answer FROM queries WHERE query_id = ?", (query_id,)).fetchone()
        return None if row is None else (row[0], row[1], None if row[2] is None else json.loads(row[2]))

    def answer_query(self, query_id: str, answer: Json) -> None:
        """Keep the answer that the bot gave."""
        self._db.execute("UPDATE queries SET answer = ? WHERE query_id = ?", (_dump(answer), query_id))

    def add_file(self, file: StoredFile, content: bytes) -> None:
        """Keep a file."""
        self._db.execute("INSERT INTO files VALUES (?, ?, ?, ?)", (file.file_id, file.path, _dump(asdict(file)), content))

    def file(self, file_id: str) -> StoredFile | None:
        """Return what is known of a file."""
        text = self._one("SELECT body FROM files WHERE file_id = ?", file_id)
        return None if text is None else StoredFile(**json.loads(text))

    def content(self, path: str) -> tuple[StoredFile, bytes] | None:
        """Return the file at a path and its bytes."""
        row: Sequence[Any] | None = self._db.execute("SELECT body, content FROM files WHERE path = ?", (path,)).fetchone()
        return None if row is None else (StoredFile(**json.loads(row[0])), row[1])


def _person(text: str) -> Person:
    body = json.loads(text)
    return Person(**body | {"status": Status(body["status"])})


def _group(text: str) -> Group:
    body = json.loads(text)
    return Group(**body | {"status": Status(body["status"]), "members": tuple(body["members"])})
