"""YAML as the bank reads it: lines are kept, traps are refused."""

from __future__ import annotations

import pytest

from questions.parsing import source
from questions.parsing.source import Fields, Node


def parsed(text: str) -> tuple[Node | None, list[str]]:
    """Parse, and return what was reported as ``line: message``."""
    said: list[str] = []
    node = source.parse(text, lambda line, message: said.append(f"{line}: {message}"))
    return node, said


def value(text: str) -> object:
    """Return the plain value of a text in which nothing is wrong."""
    node, said = parsed(text)
    assert node is not None
    assert said == []
    return source.plain(node)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3", 3),
        ("-3", -3),
        ("2.50", 2.5),
        ("1e6", 1e6),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("2024-01-01", "2024-01-01"),
        ("1.2.4", "1.2.4"),
        ('"yes"', "yes"),
        ("'1_000'", "1_000"),
        ("y", "y"),
        ("[1, a, [b]]", [1, "a", ["b"]]),
        ("{a: 1, 0: b}", {"a": 1, "0": "b"}),
    ],
)
def test_plain_scalars_are_what_json_would_say_or_strings(text: str, wanted: object) -> None:
    assert value(text) == wanted


@pytest.mark.parametrize("text", ["yes", "No", "on", "TRUE", "NULL", "012", "1_000", "0x1F", "12:30", "+5", ".5", ".inf"])
def test_what_yaml_would_silently_change_is_refused(text: str) -> None:
    _, said = parsed(f"a: {text}")
    assert len(said) == 1
    assert said[0].startswith(f"1: YAML 1.1 reads a bare `{text}` as ")


def test_a_boolean_key_is_refused() -> None:
    assert parsed("a: 1\non: 2")[1] == ["2: YAML 1.1 reads the key `on` as a boolean: write it in quotes"]


def test_a_key_that_stands_twice_is_refused_and_the_first_one_kept() -> None:
    node, said = parsed("a: 1\nb: 2\na: 3")
    assert said == ["3: `a` stands twice"]
    assert node is not None
    assert source.plain(node) == {"a": 1, "b": 2}


def test_a_key_must_be_a_word() -> None:
    assert parsed("[a]: 1")[1] == ["1: a key must be a word"]


@pytest.mark.parametrize("text", ["a: [1", "a: 'x", "a: b: c", "a: 1\n---\nb: 2", "\x00"])
def test_text_that_is_no_yaml_is_reported_once(text: str) -> None:
    node, said = parsed(text)
    assert node is None
    assert len(said) == 1
    assert "not YAML" in said[0]


def test_an_empty_file_is_reported() -> None:
    assert parsed("# nothing\n") == (None, ["1: the file is empty"])


def test_every_value_has_its_line_under_a_dotted_path() -> None:
    node, _ = parsed("a: 1\nb:\n  - c: x\n  - |\n    y\n")
    assert node is not None
    assert dict(source.lines(node)) == {"": 1, "a": 1, "b": 3, "b.0": 3, "b.0.c": 3, "b.1": 4}


def test_a_blocks_text_begins_below_its_mark() -> None:
    node, _ = parsed("a: |\n  text\nb: text\n")
    assert node is not None
    assert isinstance(node.value, dict)
    assert (node.value["a"].first_line, node.value["b"].first_line) == (2, 3)


def fields(text: str) -> tuple[Fields, list[str]]:
    """Open the mapping in ``text``; the list fills with what is reported."""
    node, said = parsed(text)
    assert node is not None
    return Fields(node, lambda line, message: said.append(f"{line}: {message}"), "it"), said


def test_a_missing_field_is_reported_and_stood_in_for() -> None:
    mapping, said = fields("a: x")
    assert mapping.need("b", source.string, "instead") == "instead"
    assert mapping.may("c", source.string, "default") == "default"
    assert said == ["1: it lacks `b`"]


def test_a_bad_field_is_reported_with_its_line() -> None:
    mapping, said = fields("a: x\nb: 5\nc: x\nd: 1\ne: {}\nf: ''")
    assert mapping.need("b", source.string, "") == ""
    assert mapping.need("c", source.number, 0) == 0
    assert mapping.need("d", source.boolean, False) is False
    assert mapping.need("e", source.items, ()) == ()
    assert mapping.need("f", source.string, "") == ""
    assert said == [
        "2: `b`: must be text; write it in quotes, as YAML reads a number here",
        "3: `c`: must be a number, without quotes, unit or separators",
        "4: `d`: must be true or false",
        "5: `e`: must be a list",
        "6: `f`: is empty",
    ]


@pytest.mark.parametrize(("text", "what"), [("", "nothing"), ("true", "a boolean"), ("[a]", "a list"), ("{a: b}", "a mapping")])
def test_a_string_field_says_what_stands_there_instead(text: str, what: str) -> None:
    mapping, said = fields(f"a: {text}\nb: c")
    mapping.need("a", source.string, "")
    assert said == [f"1: `a`: must be text; write it in quotes, as YAML reads {what} here"]


def test_a_boolean_is_no_number() -> None:
    mapping, said = fields("a: true")
    mapping.need("a", source.number, 0)
    assert len(said) == 1


def test_fields_that_nobody_took_are_unknown() -> None:
    mapping, said = fields("a: x\nb: y")
    mapping.need("a", source.string, "")
    mapping.finish()
    assert said == ["2: unknown field `b` in it"]


def test_something_else_than_a_mapping_is_reported() -> None:
    mapping, said = fields("[1]")
    assert list(mapping) == []
    assert said == ["1: it must be a mapping"]
    assert mapping.line_of("a") == 1
