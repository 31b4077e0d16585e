"""Proving: equal snippets run once, failures are told, and the lock vouches for what was proved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from questions.model import Question
from questions.proofs import lock
from questions.proofs.lock import Record, proof_hash
from questions.proofs.proving import disagreements, prove
from questions.proofs.snippets import Actual, Snippet
from tests.questions.specimens import MULTIPLE, ORDER, OUTPUT, SINGLE, read, spoiled

HAS = {"duckdb": "1.4", "sqlite": "3.45", "python": "3.11"}
SINGLE_Q, OUTPUT_Q = read(SINGLE, "sql/joins/single.yaml"), read(OUTPUT, "sql/joins/output.yaml")


def two(snippets: Sequence[Snippet]) -> list[Actual]:
    """Give what the single claims to any SQL, and what the output claims to anything else."""
    return [Actual("stdout", text="2 []\n") if s.engine == "python" else Actual("rows", rows=((2,),)) for s in snippets]


def test_equal_snippets_run_once() -> None:
    ran: list[Snippet] = []

    def run(snippets: Sequence[Snippet]) -> list[Actual]:
        ran.extend(snippets)
        return two(snippets)

    done = prove([SINGLE_Q, OUTPUT_Q], HAS, run)
    assert [snippet.engine for snippet in ran] == ["duckdb", "sqlite", "python"]
    assert (done.failures, done.snippets) == ((), 3)
    assert [(r.question, r.engine, r.version, r.result) for r in done.records] == [
        ("single", "duckdb", "1.4", "proved"),
        ("single", "sqlite", "3.45", "proved"),
        ("output", "python", "3.11", "proved"),
    ]


def test_a_failure_says_what_was_expected_and_what_came() -> None:
    done = prove([SINGLE_Q], HAS, lambda snippets: [Actual("rows", rows=((1,),))] * len(snippets))
    assert [record.result for record in done.records] == ["failed", "failed"]
    assert [str(failure) for failure in done.failures[:2]] == [
        "single [duckdb] the snippet gives the outcome\n    expected rows [[2]]\n    got rows [[1]]",
        "single [duckdb] option 1 (wrong: One as a number)\n    expected anything but rows [[1]]\n    got rows [[1]]",
    ]
    told = str(prove([OUTPUT_Q], HAS, lambda s: [Actual("stdout", text="11 []")] * len(s)).failures[1])
    assert told == "output [python] the answer is 2 []\n    expected the answer '2 []'\n    got stdout '11 []'"


def test_an_engine_that_is_not_here_is_told_and_not_run() -> None:
    done = prove([SINGLE_Q, OUTPUT_Q], {"sqlite": "3.45"}, two)
    assert done.not_run == {("single", "duckdb"): {"duckdb"}, ("output", "python"): {"python"}}
    assert [record.engine for record in done.records] == ["sqlite"]
    assert done.snippets == 1


def test_a_proof_that_names_a_tool_that_is_not_here_is_not_run_though_its_engine_is() -> None:
    text = spoiled(MULTIPLE, "1: {run: print(1 is None)}", '1: {run: "import pytest; print(1 is None)"}')
    needing = read(text, "sql/joins/needing.yaml")
    done = prove([needing, OUTPUT_Q], HAS, two)
    assert done.not_run == {("needing", "python"): {"pytest"}}
    assert ([record.question for record in done.records], done.failures, done.snippets) == (["output"], (), 1)
    assert prove([needing], HAS | {"pytest": "9.0"}, two).not_run == {}


@pytest.mark.parametrize(
    ("engine", "fixture", "code", "needs"),
    [
        ("bash", "", "jq -r .a f.json | sort", {"bash", "jq"}),
        ("python", "import duckdb", "print(1)", {"python", "duckdb"}),
        ("python", "", "curl = jq = 1; print(duckdb_)", {"python"}),
        ("sqlite", "", "SELECT 1 AS jq", {"sqlite"}),
    ],
)
def test_a_snippet_needs_its_engine_and_the_tools_of_it_that_it_names(engine: str, fixture: str, code: str, needs: set[str]) -> None:
    assert Snippet(engine, fixture, code).needs == needs


# --------------------------------------------------------------------------- the lock


def records(*questions: Question) -> dict[tuple[str, str], Record]:
    """Return the lock that proving ``questions`` makes."""
    return {(r.question, r.engine): r for r in prove(questions, HAS, two).records}


def test_the_lock_vouches_for_what_was_proved() -> None:
    assert disagreements([SINGLE_Q, OUTPUT_Q], records(SINGLE_Q, OUTPUT_Q), {"single", "output"}) == []


def test_the_version_of_an_engine_may_differ() -> None:
    older = {key: replace(record, version="0.1") for key, record in records(SINGLE_Q).items()}
    assert disagreements([SINGLE_Q], older, {"single"}) == []


def test_the_lock_disagrees_with_what_changed_failed_or_is_new_or_gone() -> None:
    changed = read(spoiled(SINGLE, "rows: [[2]]", "rows: [[3]]"), "sql/joins/single.yaml")
    assert disagreements([changed], records(SINGLE_Q), {"single"}) == [
        "single [duckdb]: changed since it was proved",
        "single [sqlite]: changed since it was proved",
    ]
    assert disagreements([OUTPUT_Q], {}, {"output"}) == ["output [python]: not in the lock"]
    bad = {key: replace(record, result="failed") for key, record in records(OUTPUT_Q).items()}
    assert disagreements([OUTPUT_Q], bad, {"output"}) == ["output [python]: the lock says it failed"]
    assert disagreements([], records(OUTPUT_Q), set()) == ["output [python]: in the lock, but the bank has no such proof"]
    fewer = read(spoiled(SINGLE, "[duckdb, sqlite]", "[duckdb]"), "sql/joins/single.yaml")
    assert "single [sqlite]: in the lock, but the bank has no such proof" in disagreements([fewer], records(SINGLE_Q), {"single"})


def test_questions_outside_the_run_are_not_missed_in_the_lock() -> None:
    assert disagreements([SINGLE_Q], records(SINGLE_Q, OUTPUT_Q), {"single", "output"}) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rows: [[2]]", "rows: [[3]]"),
        ("INSERT INTO t VALUES (1), (2);", "INSERT INTO t VALUES (1);"),
        ("1: [[1]]", "1: [[4]]"),
        ("en: Two as a number", "en: Two"),
        ("    SELECT count(*) FROM t\n    ```\n  ko", "    SELECT 2\n    ```\n  ko"),
        ("[duckdb, sqlite]", "[sqlite]"),
    ],
)
def test_whatever_a_run_depends_on_is_in_the_hash(old: str, new: str) -> None:
    assert proof_hash(read(spoiled(SINGLE, old, new))) != proof_hash(read(SINGLE))


@pytest.mark.parametrize(
    ("old", "new"), [("What does this query give?", "What comes back?"), ("ko: 숫자 2", "ko: 둘"), ("The rule is short.", "Rules.")]
)
def test_wording_is_not_in_the_hash(old: str, new: str) -> None:
    assert proof_hash(read(spoiled(SINGLE, old, new))) == proof_hash(read(SINGLE))


def test_a_lock_is_read_as_it_was_written_one_sorted_record_a_line(tmp_path: Path) -> None:
    kept = records(OUTPUT_Q, SINGLE_Q)
    assert lock.read(tmp_path) == {}
    lock.write(tmp_path, kept.values())
    assert lock.read(tmp_path) == kept
    lines = (tmp_path / "proofs.lock").read_text(encoding="utf-8").splitlines()
    assert [line[:40] for line in lines] == sorted(line[:40] for line in lines)
    assert len(lines) == 3


@pytest.mark.parametrize("text", ["nonsense\n", "{}\n", '{"question": "a"}\n', "[1]\n"])
def test_a_lock_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "proofs.lock").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="is no proof lock"):
        lock.read(tmp_path)


def test_questions_without_a_proof_need_no_record() -> None:
    assert disagreements([read(ORDER)], {}, {"specimen"}) == []
    assert prove([read(ORDER), read(MULTIPLE)], {}, two).not_run == {("specimen", "python"): {"python"}}
