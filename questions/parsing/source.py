"""YAML text to plain values that remember their lines, with YAML 1.1's traps refused. Reads no files.

A plain scalar is ``null``, ``true``, ``false``, a number as JSON writes it, or a string. What YAML 1.1 would silently turn into
something else (``yes``, ``on``, ``NULL``, ``012``, ``1_000``, ``12:30``) and a key that stands twice are refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times faster, and not in every build
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")
_TAG = "tag:yaml.org,2002:"

Scalar: TypeAlias = str | int | float | bool | None
Report: TypeAlias = Callable[[int, str], None]
T = TypeVar("T")
D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Node:
    """A value with the line it starts on (from 1). ``style`` of a scalar: "" without quotes, a quote, ``|`` or ``>``."""

    value: Scalar | tuple[Node, ...] | dict[str, Node]
    line: int
    style: str = ""

    @property
    def first_line(self) -> int:
        """The line of a text's first characters: a block's text begins below its mark."""
        return self.line + 1 if self.style in {"|", ">"} else self.line


class FieldError(ValueError):
    """A value that cannot be what its place asks for."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


def parse(text: str, report: Report) -> Node | None:
    """Parse one YAML document; report what is wrong and return ``None`` if the text is no YAML or empty."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        report(mark.line + 1 if mark else 1, f"not YAML: {error.problem or error.context}")
        return None
    except yaml.YAMLError as error:
        report(1, f"not YAML: {error}")
        return None
    if root is None:
        report(1, "the file is empty")
        return None
    return _node(root, report)


def lines(node: Node, prefix: str = "") -> Iterator[tuple[str, int]]:
    """Yield the line of every value by its dotted path (``options.0.text.en``); the root's path is empty."""
    yield prefix, node.line
    dot = f"{prefix}." if prefix else ""
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            yield from lines(child, dot + key)
    elif isinstance(node.value, tuple):
        for index, child in enumerate(node.value):
            yield from lines(child, f"{dot}{index}")


def plain(node: Node) -> object:
    """Return the value without its lines, as JSON would hold it."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, tuple):
        return [plain(child) for child in node.value]
    return node.value


class Fields:
    """The fields of one mapping, taken one by one; `finish` reports the ones nobody took.

    A field that is missing or bad is reported, and a stand-in of the right type is returned, so that one reading finds everything.
    """

    def __init__(self, node: Node, report: Report, what: str) -> None:
        self.line = node.line
        self.what = what
        self._report = report
        self._taken: set[str] = set()
        if isinstance(node.value, dict):
            self._children: Mapping[str, Node] = node.value
        else:
            self._children = {}
            report(node.line, f"{what} must be a mapping")

    def __contains__(self, key: str) -> bool:
        return key in self._children

    def __iter__(self) -> Iterator[str]:
        return iter(self._children)

    def line_of(self, key: str) -> int:
        """Return the line of a field's value, or of the mapping where it lacks."""
        return self._children[key].line if key in self._children else self.line

    def need(self, key: str, read: Callable[[Node], T], stand_in: D) -> T | D:
        """Read a field that must be there."""
        if key not in self._children:
            self._taken.add(key)
            self._report(self.line, f"{self.what} lacks `{key}`")
            return stand_in
        return self.may(key, read, stand_in)

    def may(self, key: str, read: Callable[[Node], T], default: D) -> T | D:
        """Read a field that may be left out."""
        self._taken.add(key)
        if key not in self._children:
            return default
        try:
            return read(self._children[key])
        except FieldError as error:
            self._report(error.line, f"`{key}`: {error}")
            return default

    def finish(self) -> None:
        """Report every field that was not asked for."""
        for key, child in self._children.items():
            if key not in self._taken:
                self._report(child.line, f"unknown field `{key}` in {self.what}")


def string(node: Node) -> str:
    """Read a string that is not blank."""
    if not isinstance(node.value, str):
        raise FieldError(node.line, f"must be text; write it in quotes, as YAML reads {_shown(node)}")
    if not node.value.strip():
        raise FieldError(node.line, "is empty")
    return node.value


def boolean(node: Node) -> bool:
    """Read ``true`` or ``false``."""
    if not isinstance(node.value, bool):
        raise FieldError(node.line, "must be true or false")
    return node.value


def number(node: Node) -> float | int:
    """Read a number."""
    if isinstance(node.value, bool) or not isinstance(node.value, int | float) or not math.isfinite(node.value):
        raise FieldError(node.line, "must be a number, without quotes, unit or separators")
    return node.value


def items(node: Node) -> tuple[Node, ...]:
    """Read a list."""
    if not isinstance(node.value, tuple):
        raise FieldError(node.line, "must be a list")
    return node.value


def _shown(node: Node) -> str:
    match node.value:
        case None:
            return "nothing here"
        case bool():
            return "a boolean here"
        case int() | float():
            return "a number here"
        case tuple():
            return "a list here"
        case _:
            return "a mapping here"


def _node(node: yaml.Node, report: Report) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return Node(_mapping(node, report), line)
    if isinstance(node, yaml.SequenceNode):
        return Node(tuple(_node(child, report) for child in node.value), line)
    style = str(node.style or "") if isinstance(node, yaml.ScalarNode) else ""
    return Node(node.value if style else _scalar(node, line, report), line, style)


def _mapping(node: yaml.MappingNode, report: Report) -> dict[str, Node]:
    children: dict[str, Node] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = str(key_node.value)
        if not isinstance(key_node, yaml.ScalarNode):
            report(line, "a key must be a word")
        elif not key_node.style and key_node.tag == f"{_TAG}bool":
            report(line, f"YAML 1.1 reads the key `{key}` as a boolean: write it in quotes")
        elif key in children:
            report(line, f"`{key}` stands twice")
        else:
            children[key] = _node(value_node, report)
    return children


def _scalar(node: yaml.Node, line: int, report: Report) -> Scalar:
    text: str = node.value
    kind = node.tag.removeprefix(_TAG)
    if text in {"", "~", "null"}:
        return None
    if text in {"true", "false"}:
        return text == "true"
    if match := _NUMBER.fullmatch(text):
        return float(text) if match[2] or match[3] else int(text)
    if kind in {"bool", "null", "int", "float"}:
        names = {"bool": "a boolean", "null": "null", "int": "an integer", "float": "a number"}
        report(line, f"YAML 1.1 reads a bare `{text}` as {names[kind]}: write it in quotes, or plainly (true, null, 1000)")
    return text
