"""The check: everything wrong with a bank at once, with file and line."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from questions.check import check_bank
from questions.loading import read_bank
from questions.proofs import lock
from questions.proofs.lock import Record, proof_hash
from tests.questions.specimens import GOOD, MULTIPLE, SINGLE, spoiled, write_bank


def said(root: Path, *, complete: bool = False) -> list[str]:
    """Return what the check says of the bank in ``root``, paths taken from there."""
    return [f"{p.path.relative_to(root)}:{p.line}: {p.message}" for p in check_bank(read_bank(root), complete=complete)]


def test_a_sound_bank_passes(tmp_path: Path) -> None:
    assert said(write_bank(tmp_path)) == []


def test_errors_of_structure_and_form_come_together_in_the_files_order(tmp_path: Path) -> None:
    root = write_bank(
        tmp_path,
        {
            "sql/joins/b.yaml": spoiled(spoiled(SINGLE, "give?", "do."), "- notes 1.2.4", "- notes 7"),
            "sql/joins/a.yaml": spoiled(MULTIPLE, "difficulty: 3", "difficulty: 8"),
        },
    )
    assert [line.split(": ")[0] for line in said(root)] == ["sql/joins/a.yaml:2", "sql/joins/b.yaml:4", "sql/joins/b.yaml:29"]


def test_near_duplicates_are_named_at_the_later_one(tmp_path: Path) -> None:
    root = write_bank(tmp_path, {"sql/joins/a.yaml": SINGLE, "sql/nulls/b.yaml": SINGLE})
    assert said(root) == [
        "sql/nulls/b.yaml:4: nearly the same question as a in `en`: they share 100% of their word pairs",
        "sql/nulls/b.yaml:4: nearly the same question as a in `ko`: they share 100% of their word pairs",
    ]


def test_a_replaced_question_must_be_there_and_retired(tmp_path: Path) -> None:
    files = {"sql/joins/old.yaml": MULTIPLE + "retired: true\n", "sql/joins/new.yaml": SINGLE + "replaces: old\n"}
    assert said(write_bank(tmp_path / "sound", files)) == []
    files["sql/joins/old.yaml"] = MULTIPLE
    assert said(write_bank(tmp_path / "live", files)) == ["sql/joins/new.yaml:37: `old` must stay in the bank with `retired: true`"]
    del files["sql/joins/old.yaml"]
    assert said(write_bank(tmp_path / "gone", files)) == ["sql/joins/new.yaml:37: `old` must stay in the bank with `retired: true`"]


def test_a_proof_that_changed_since_it_was_locked_is_named(tmp_path: Path) -> None:
    root = write_bank(tmp_path, {"sql/joins/a.yaml": SINGLE})
    question = read_bank(root).entries[0].question
    record = Record("a", "sqlite", proof_hash(question), "3", "proved")
    lock.write(root, [record])
    assert said(root) == []
    lock.write(root, [dataclasses.replace(record, hash="0")])
    assert said(root) == ["sql/joins/a.yaml:31: changed since it was proved: run `gapwise bank prove a --write`"]


def test_a_lock_that_is_none_is_named(tmp_path: Path) -> None:
    root = write_bank(tmp_path)
    (root / "proofs.lock").write_text("nonsense")
    assert len(said(root)) == 1
    assert said(root)[0].startswith("proofs.lock:1: ")


def test_a_complete_bank_has_coverage_cues_and_locked_proofs(tmp_path: Path) -> None:
    found = said(write_bank(tmp_path, GOOD), complete=True)
    assert ".:1: the bank has 6 live questions, fewer than 400" in found
    assert "sql/joins/count-rows.yaml:31: not in proofs.lock: run `gapwise bank prove count-rows --write`" in found
    assert any("above chance" in line for line in found)
