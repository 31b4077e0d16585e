"""Questions held against a revision of git: what makes another item, and what may be mended."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from questions.checks.identity import differences
from questions.loading import read_bank
from questions.revisions import RevisionError, changed_items
from tests.questions.specimens import CLOZE, MULTIPLE, NUMBER, ORDER, OUTPUT, SINGLE, read, spoiled, write_bank


def found(before: str, after: str, place: str = "sql/joins/specimen.yaml") -> list[tuple[str, str]]:
    """Return what makes ``after`` another item than ``before``."""
    return list(differences(read(before), read(after, place)))


@pytest.mark.parametrize(
    ("text", "old", "new", "difference"),
    [
        (SINGLE[: SINGLE.index("proof:")], "format: single", "format: multiple", ("format", "its format was single")),
        (SINGLE, "en: Two as a number", "en: Two", ("options", "its options changed")),
        (ORDER, 'en: "`WHERE`"', 'en: "`HAVING`"', ("steps", "its steps changed")),
        (
            MULTIPLE,
            "    correct: true\n    feedback: {en: Right. Numbers",
            "    feedback: {en: Right. Numbers",
            ("options", "another option is right now"),
        ),
        (OUTPUT, 'answer: "2 []"', 'answer: "2 [ ]"', ("", "its key or its grading changed")),
        (OUTPUT, "near:", 'accept: ["2, []"]\nnear:', ("", "its key or its grading changed")),
        (CLOZE, "near:", "case_sensitive: true\nnear:", ("", "its key or its grading changed")),
        (NUMBER, "tolerance: 0.5", "tolerance: 1", ("", "its key or its grading changed")),
        (SINGLE, "  fixture: CREATE TABLE t (id INTEGER);", "  fixture: CREATE TABLE t (id BIGINT);", ("proof", "its proof changed")),
        (SINGLE, SINGLE[SINGLE.index("proof:") :], "", ("proof", "its proof changed")),
    ],
)
def test_what_makes_another_item(text: str, old: str, new: str, difference: tuple[str, str]) -> None:
    assert difference in found(text, spoiled(text, old, new))


def test_other_code_and_another_place_make_another_item() -> None:
    assert ("prompt.en", "its code changed") in found(SINGLE, SINGLE.replace("SELECT count(*) FROM t", "SELECT count(id) FROM t"))
    assert found(SINGLE, SINGLE, "sql/nulls/specimen.yaml") == [("", "it moved from sql/joins to sql/nulls")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A table holds two rows.", "There is a table of two rows."),
        ("ko: 숫자 2", "ko: 숫자 둘"),
        ("en: It counts rows.", "en: It counts the rows."),
        ("The rule is short.", "The rule is simple."),
        ("- notes 1.2.4", "- notes 1.2.3"),
        ("difficulty: 2", "difficulty: 3"),
        ("en: Two as a number", "en: Two  as a number"),
        ("explanation:", "retired: true\nexplanation:"),
    ],
)
def test_wording_may_be_mended(old: str, new: str) -> None:
    assert found(SINGLE, spoiled(SINGLE, old, new)) == []


def test_a_first_proof_changes_nothing_that_was_asked() -> None:
    assert found(SINGLE[: SINGLE.index("proof:")], SINGLE) == []


def test_a_question_that_was_retired_is_free() -> None:
    assert found(SINGLE + "retired: true\n", spoiled(SINGLE, "en: Two as a number", "en: Two")) == []


# --------------------------------------------------------------------------- git


def git(folder: Path, *arguments: str) -> None:
    """Run git in ``folder`` with an identity of its own."""
    identity = ["-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)  # noqa: S607  # git, as installed


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    """A bank within a repository, committed."""
    root = write_bank(tmp_path / "content" / "bank", {"sql/joins/a.yaml": SINGLE, "sql/nulls/b.yaml": ORDER, "sql/nulls/broken.yaml": "x"})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "base")
    return root


def changes(root: Path, revision: str = "HEAD") -> list[str]:
    """Return the problems of today's bank against a revision."""
    return sorted(f"{p.path.relative_to(root)}:{p.line}: {p.message}" for p in changed_items(root, revision, read_bank(root).entries))


def test_an_unchanged_bank_and_new_questions_pass(committed: Path) -> None:
    (committed / "sql/joins/new.yaml").write_text(MULTIPLE, encoding="utf-8")
    (committed / "sql/nulls/broken.yaml").write_text(OUTPUT, encoding="utf-8")
    assert changes(committed) == []


def test_another_item_under_an_old_id_and_a_removed_file_are_refused(committed: Path) -> None:
    (committed / "sql/joins/a.yaml").write_text(spoiled(SINGLE, "en: Two as a number", "en: Two"), encoding="utf-8")
    (committed / "sql/nulls/b.yaml").unlink()
    assert changes(committed) == [
        "sql/joins/a.yaml:17: its options changed since HEAD: give it a new id with `replaces: a`, and retire this one",
        "sql/nulls/b.yaml:1: was asked at HEAD: keep the file with `retired: true`",
    ]


def test_a_file_that_no_longer_loads_is_not_said_to_be_removed(committed: Path) -> None:
    (committed / "sql/nulls/b.yaml").write_text("x", encoding="utf-8")
    assert changes(committed) == []


def test_a_bank_that_the_revision_did_not_have_has_nothing_to_be_held_against(committed: Path) -> None:
    other = write_bank(committed.parent / "another")
    assert changes(other) == []


def test_a_revision_that_is_none_is_named(committed: Path, tmp_path: Path) -> None:
    with pytest.raises(RevisionError, match="cannot read the bank at nowhere"):
        changes(committed, "nowhere")
    outside = write_bank(tmp_path / ".." / f"{tmp_path.name}-outside")
    with pytest.raises(RevisionError):
        changes(outside)
