"""`gapwise bank`: what each command prints and its exit code, over small banks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands import bank_prove
from questions.loading import read_bank
from tests.questions.specimens import GOOD, MULTIPLE, OUTPUT, SINGLE, spoiled, write_bank


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sound bank."""
    return write_bank(tmp_path / "bank")


def bank(root: Path, *arguments: str) -> int:
    """Run a bank command on ``root``."""
    return main(["bank", "--root", str(root), *arguments])


def spoil(root: Path, place: str, text: str) -> Path:
    """Put ``text`` in a file of the bank."""
    (root / place).write_text(text, encoding="utf-8")
    return root / place


# --------------------------------------------------------------------------- check


def test_check_passes_a_sound_bank(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bank(root, "check") == 0
    assert capsys.readouterr().out == "6 questions read, 0 problem(s)\n"


def test_check_names_every_problem_by_file_and_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = spoil(root, "sql/joins/count-rows.yaml", spoiled(SINGLE, "difficulty: 2", "difficulty: 9"))
    second = spoil(root, "sql/nulls/printed-list.yaml", spoiled(OUTPUT, "- notes 1.2.4", "- notes 9"))
    assert bank(root, "check") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{first}:2: `difficulty`: must be 1, 2, 3, 4 or 5"
    assert lines[1].startswith(f"{second}:27: references.1: ")
    assert lines[2] == "5 questions read, 2 problem(s)"


def test_check_reports_only_the_paths_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(root, "sql/joins/count-rows.yaml", "x")
    assert bank(root, "check", str(root / "cost")) == 0
    assert bank(root, "check", str(root / "sql")) == 1
    assert "count-rows.yaml:1:" in capsys.readouterr().out


def test_check_asks_more_of_a_complete_bank(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bank(root, "check", "--complete") == 1
    assert "fewer than 400" in capsys.readouterr().out


def test_check_says_in_one_line_that_a_base_cannot_be_read(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bank(root, "check", "--base", "nowhere") == 2
    assert capsys.readouterr().out.startswith("cannot read the bank at nowhere")


# --------------------------------------------------------------------------- prove


def test_prove_runs_what_is_named_and_tells_what_failed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(root, "sql/nulls/printed-list.yaml", spoiled(OUTPUT, 'answer: "2 []"', 'answer: "3 []"'))
    assert bank(root, "prove", "sql/nulls") == 1
    out = capsys.readouterr().out
    assert "printed-list [python] the answer is 3 []\n    expected the answer '3 []'\n    got stdout '2 []\\n'" in out
    assert "3 questions, 2 with a proof" in out
    assert "length-function [" not in out


def test_prove_passes_what_holds(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bank(root, "prove", "count-rows", str(root / "cost")) == 0
    assert "3 of 3 proofs hold" in capsys.readouterr().out


def test_prove_knows_a_question_by_id_area_concept_and_path(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("true-expressions", "sql/joins/true-expressions", str(root / "sql/joins/true-expressions.yaml")):
        assert bank(root, "prove", name) == 0
        assert "1 questions, 1 with a proof" in capsys.readouterr().out
    assert bank(root, "prove", "nothing-of-the-kind") == 1
    assert "no question matches nothing-of-the-kind" in capsys.readouterr().out


def test_prove_names_the_broken_files_among_those_meant(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(root, "sql/joins/true-expressions.yaml", spoiled(MULTIPLE, "difficulty: 3", "difficulty: 9"))
    assert bank(root, "prove", "cost") == 0
    assert bank(root, "prove", "true-expressions") == 1
    assert "true-expressions.yaml:2: `difficulty`" in capsys.readouterr().out


def test_prove_over_the_whole_bank_holds_the_lock_against_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bank(root, "prove") == 1
    assert "proofs.lock: there is none yet" in capsys.readouterr().out
    assert bank(root, "prove", "--write") == 0
    assert bank(root, "prove") == 0
    spoil(root, "sql/nulls/printed-list.yaml", GOOD["sql/nulls/printed-list.yaml"].replace("2 None", "2 nothing"))
    assert bank(root, "prove") == 1
    assert "proofs.lock: printed-list [python]: changed since it was proved" in capsys.readouterr().out


def test_prove_writes_what_it_ran_keeps_the_rest_and_drops_what_is_gone(root: Path) -> None:
    bank(root, "prove", "--write")
    before = (root / "proofs.lock").read_text(encoding="utf-8")
    (root / "sql/joins/true-expressions.yaml").unlink()
    assert bank(root, "prove", "cost", "--write") == 0
    after = (root / "proofs.lock").read_text(encoding="utf-8")
    assert set(before.splitlines()) - set(after.splitlines()) == {line for line in before.splitlines() if "true-expressions" in line}
    assert set(after.splitlines()) <= set(before.splitlines())


def test_prove_never_locks_what_failed(root: Path) -> None:
    bank(root, "prove", "--write")
    spoil(root, "sql/nulls/printed-list.yaml", spoiled(OUTPUT, 'answer: "2 []"', 'answer: "3 []"'))
    assert bank(root, "prove", "printed-list", "--write") == 1
    assert "printed-list" not in (root / "proofs.lock").read_text(encoding="utf-8")


@pytest.mark.parametrize("write", [True, False])
def test_prove_keeps_the_record_of_what_cannot_be_run_here_and_fails_where_that_is_out_of_date(root: Path, write: bool) -> None:  # noqa: FBT001  # a table's column
    needing = spoil(root, "sql/nulls/printed-list.yaml", OUTPUT.replace("  stdout:", "  fixture: '# as pytest would'\n  stdout:"))
    assert bank(root, "prove", "--write") == 0
    before = (root / "proofs.lock").read_text(encoding="utf-8")

    def prove_without_pytest() -> tuple[str, bool]:
        reading = read_bank(root)
        chosen = [entry for entry in reading.entries if entry.question.id == "printed-list"]
        lines, sound = bank_prove.prove_and_tell(reading, chosen, {"python": "3.11.0"}, whole=False, write=write)
        assert (root / "proofs.lock").read_text(encoding="utf-8") == before
        return "\n".join(lines), sound

    told, sound = prove_without_pytest()
    assert sound
    assert "1 not run, since pytest is not installed here; their records in the lock stay" in told
    needing.write_text(needing.read_text(encoding="utf-8").replace("2 None", "2 nothing"), encoding="utf-8")
    told, sound = prove_without_pytest()
    assert not sound
    assert "proofs.lock: printed-list [python]: changed since it was proved, and not run here" in told


# --------------------------------------------------------------------------- stats and docs


def test_stats_prints_figures_of_all_or_of_what_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bank(root, "stats") == 0
    assert "| SQL | 5 |" in capsys.readouterr().out
    assert bank(root, "stats", "cost") == 0
    out = capsys.readouterr().out
    assert "| Cost | 1 |" in out
    assert "SQL" not in out
    assert bank(root, "stats", "nothing") == 1
    assert capsys.readouterr().out == "no question matches nothing\n"


def test_stats_of_an_empty_bank_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bank(write_bank(tmp_path, {}), "stats") == 1
    assert capsys.readouterr().out == "the bank holds no question\n"


def test_stats_come_as_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bank(root, "stats", "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["total"]["questions"] == 6
    assert set(figures["cues"]) == {"en", "ko"}


def test_docs_writes_the_page_and_checks_that_it_is_current(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "bank.md"
    assert bank(root, "docs", str(tmp_path / "nowhere" / "bank.md")) == 2
    assert bank(root, "docs", str(page), "--check") == 1
    assert bank(root, "docs", str(page)) == 0
    assert page.read_text(encoding="utf-8").startswith("# The question bank in figures")
    assert bank(root, "docs", str(page), "--check") == 0
    (root / "cost/value/rows-written.yaml").unlink()
    assert bank(root, "docs", str(page), "--check") == 1
    assert f"{page}:1: not what the bank holds: run `gapwise bank docs`" in capsys.readouterr().out
