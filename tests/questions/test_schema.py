"""The published JSON Schema: it takes every file of the bank, and judges as the loader does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from questions.loading import BANK
from questions.parsing import source
from tests.questions.specimens import CLOZE, GOOD, MULTIPLE, NUMBER, ORDER, OUTPUT, SINGLE, messages, spoiled

SCHEMA = Draft202012Validator(json.loads((BANK / "question.schema.json").read_text(encoding="utf-8")))

BAD = [
    spoiled(SINGLE, "format: single", "format: essay"),
    spoiled(SINGLE, "format: single\n", ""),
    spoiled(SINGLE, "difficulty: 2", "difficulty: 6"),
    spoiled(SINGLE, "    correct: true\n", ""),
    spoiled(SINGLE, "숫자 1}\n", "숫자 1}\n    correct: true\n"),
    spoiled(SINGLE, ", ko: 숫자 1}", "}"),
    spoiled(SINGLE, "ko: 오류}", "ko: 오류, fr: Erreur}"),
    spoiled(SINGLE, "explanation:", "explained:"),
    spoiled(SINGLE, "references:", "accept: [a]\nreferences:"),
    spoiled(SINGLE, "references:\n", "references: []\nreplaces:\n"),
    spoiled(SINGLE, "[duckdb, sqlite]", "[sqlite, python]"),
    spoiled(SINGLE, "[duckdb, sqlite]", "[sqlite, sqlite]"),
    spoiled(SINGLE, "  rows: [[2]]", "  rows: [2]"),
    spoiled(SINGLE, "  rows: [[2]]", '  rows: [[2]]\n  error: ""'),
    spoiled(SINGLE, "  rows: [[2]]", "  rows: [[2]]\n  timeout: 5"),
    spoiled(SINGLE, "    1: [[1]]", "    7: [[1]]"),
    spoiled(SINGLE, "    1: [[1]]", "    1: 5"),
    spoiled(SINGLE, "    1: [[1]]", "    1: {}"),
    spoiled(SINGLE, "    1: [[1]]", "    1: {ran: x}"),
    SINGLE + "replaces: Not An Id\n",
    SINGLE + 'retired: "true"\n',
    MULTIPLE.replace("    correct: true\n", ""),
    spoiled(ORDER, "steps:", "options:"),
    spoiled(ORDER, "    feedback: {en: It filters", "    correct: true\n    feedback: {en: It filters"),
    spoiled(OUTPUT, 'answer: "2 []"', "answer: 2"),
    spoiled(OUTPUT, '  - answer: "2 None"\n    feedback: {en: A list is shown., ko: 리스트가 출력됩니다.}\n', ""),
    spoiled(OUTPUT, "  stdout:", '  options: {0: "x"}\n  stdout:'),
    spoiled(CLOZE, "accept: [len]", "accept: []"),
    spoiled(CLOZE, "accept: [len]", "answer: len"),
    spoiled(NUMBER, "answer: 2000", 'answer: "2000"'),
    spoiled(NUMBER, "tolerance: 0.5", "tolerance: -1"),
    spoiled(NUMBER, "{en: rows, ko: 개}", "rows"),
]


def errors(text: str) -> list[str]:
    """Return what the schema says against a file's text."""
    node = source.parse(text, lambda _line, message: pytest.fail(message))
    assert node is not None
    return [error.message for error in SCHEMA.iter_errors(source.plain(node))]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA.schema)


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD.keys())
def test_schema_and_loader_take_sound_questions(text: str) -> None:
    assert errors(text) == []
    assert messages(text) == []


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_schema_and_loader_refuse_the_same_mistakes(text: str) -> None:
    assert errors(text) != []
    assert messages(text) != []


def test_every_file_of_the_bank_fits_the_schema() -> None:
    files = sorted(Path(BANK).glob("*/*/*.yaml"))
    assert len(files) > 0
    assert {str(file): found for file in files if (found := errors(file.read_text(encoding="utf-8")))} == {}
