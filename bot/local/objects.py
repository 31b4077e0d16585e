"""Bot API objects that the server keeps: people, groups and files, and how they look in JSON."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

NAMES = ("Alex", "지민", "Sofia", "서연", "Noah", "하준")


class Status(StrEnum):
    """How a person, or a group, stands to the bot."""

    NEW = "new"
    MEMBER = "member"
    KICKED = "kicked"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True, slots=True)
class Person:
    """A human; ``language`` is the language tag that Telegram's app would report."""

    id: int
    name: str
    language: str = "en"
    status: Status = Status.NEW

    def user(self) -> Json:
        """Return the Bot API's User."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.name,
            "username": f"person{self.id}",
            "language_code": self.language,
        }

    def chat(self) -> Json:
        """Return the private chat with this person as the Bot API's Chat."""
        return {"id": self.id, "type": "private", "first_name": self.name, "username": f"person{self.id}"}


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat; ``moved_to`` is the supergroup that replaced it, if any."""

    id: int
    title: str
    members: tuple[int, ...]
    status: Status = Status.MEMBER
    moved_to: int | None = None

    def chat(self) -> Json:
        """Return the Bot API's Chat."""
        kind = "supergroup" if self.id < -1_000_000_000_000 else "group"
        return {"id": self.id, "type": kind, "title": self.title}


Chat: TypeAlias = Person | Group


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was sent; ``width`` and ``height`` are pixels, 0 for what is no picture."""

    file_id: str
    path: str
    name: str
    mime: str
    size: int
    width: int = 0
    height: int = 0

    @property
    def reference(self) -> Json:
        """Return the fields that every Bot API object with a file has."""
        return {"file_id": self.file_id, "file_unique_id": f"u{self.file_id}", "file_size": self.size}


def default_name(number: int) -> str:
    """Return the name that the person with this number starts with."""
    return NAMES[number - 1] if 1 <= number <= len(NAMES) else f"Person {number}"


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 code units, in which the Bot API counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
