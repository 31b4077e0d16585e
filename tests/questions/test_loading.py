"""Loading a bank: strict, complete about what is wrong, and from a cache that is never stale."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from questions.loading import _cache_folder, load_bank, read_bank
from questions.problems import BankError
from tests.questions.specimens import GOOD, ORDER, SINGLE, spoiled, write_bank


def test_a_sound_bank_holds_its_questions_areas_concepts_and_profiles_in_order(tmp_path: Path) -> None:
    bank = load_bank(write_bank(tmp_path / "bank"), tmp_path / "cache")
    assert list(bank.questions) == ["count-rows", "true-expressions", "clause-order", "length-function", "printed-list", "rows-written"]
    assert list(bank.areas) == ["sql", "cost"]
    assert list(bank.concepts) == ["sql/joins", "sql/nulls", "cost/value"]
    assert bank.profiles.base["sql"].level == 3.0


def test_a_cached_bank_equals_the_one_read_from_files(tmp_path: Path) -> None:
    root = write_bank(tmp_path / "bank")
    first = load_bank(root, tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 1
    assert load_bank(root, tmp_path / "cache") == first == read_bank(root).bank()


def test_a_changed_file_is_never_answered_from_the_cache(tmp_path: Path) -> None:
    root = write_bank(tmp_path / "bank")
    load_bank(root, tmp_path / "cache")
    file = root / "sql/joins/count-rows.yaml"
    before = file.stat()
    file.write_text(spoiled(SINGLE, "difficulty: 2", "difficulty: 3"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert load_bank(root, tmp_path / "cache").questions["count-rows"].difficulty == 3


def test_a_renamed_added_or_removed_file_is_seen(tmp_path: Path) -> None:
    root = write_bank(tmp_path / "bank")
    load_bank(root, tmp_path / "cache")
    (root / "sql/joins/count-rows.yaml").rename(root / "sql/nulls/count-rows.yaml")
    (root / "sql/joins/another.yaml").write_text(ORDER, encoding="utf-8")
    (root / "cost/value/rows-written.yaml").unlink()
    bank = load_bank(root, tmp_path / "cache")
    assert bank.questions["count-rows"].concept == "nulls"
    assert "another" in bank.questions
    assert "rows-written" not in bank.questions


@pytest.mark.parametrize("content", [b"", b"{", b'{"domains": [], "questions": {}}', b"\xff"])
def test_a_damaged_cache_is_read_over(tmp_path: Path, content: bytes) -> None:
    root, cache = write_bank(tmp_path / "bank"), tmp_path / "cache"
    bank = load_bank(root, cache)
    next(cache.iterdir()).write_bytes(content)
    assert load_bank(root, cache) == bank


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, where a folder would be needed")
    assert len(load_bank(write_bank(tmp_path / "bank"), tmp_path / "cache").questions) == len(GOOD)


def test_old_caches_are_dropped(tmp_path: Path) -> None:
    root, cache = write_bank(tmp_path / "bank"), tmp_path / "cache"
    cache.mkdir()
    for number in range(20):
        old = cache / f"bank-{number}.json"
        old.touch()
        os.utime(old, (number, number))
    load_bank(root, cache)
    assert len(list(cache.iterdir())) == 8


def test_a_bank_with_problems_is_refused_with_all_of_them_and_not_cached(tmp_path: Path) -> None:
    root = write_bank(
        tmp_path / "bank",
        {
            "sql/joins/first.yaml": spoiled(SINGLE, "difficulty: 2", "difficulty: 7"),
            "sql/nulls/second.yaml": spoiled(SINGLE, "format: single", "format: essay"),
        },
    )
    with pytest.raises(BankError) as caught:
        load_bank(root, tmp_path / "cache")
    assert [(p.path.name, p.line) for p in caught.value.problems] == [("first.yaml", 2), ("second.yaml", 1)]
    assert str(caught.value).startswith(f"{root / 'sql/joins/first.yaml'}:2: `difficulty`: must be")
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"sql/other/specimen.yaml": SINGLE}, "unknown concept `sql/other`: areas.yaml does not name it"),
        ({"sql/joins/specimen.yml": SINGLE}, "a question stands in <area>/<concept>/<id>.yaml"),
        ({"sql/specimen.yaml": SINGLE}, "a question stands in <area>/<concept>/<id>.yaml"),
        ({"sql/joins/same.yaml": SINGLE, "sql/nulls/same.yaml": SINGLE}, "the id `same` is taken by sql/joins/same.yaml"),
        ({"sql/joins/specimen.yaml": "format: ["}, "not YAML"),
        ({"profiles.yaml": "base: {}"}, "`base` lacks the area `sql`"),
        ({"areas.yaml": "skills: {}"}, "domain `skills` lacks `name`"),
    ],
)
def test_what_is_wrong_with_the_folder_is_named(tmp_path: Path, files: dict[str, str], message: str) -> None:
    problems = read_bank(write_bank(tmp_path, files)).problems
    assert any(message in problem.message for problem in problems), problems


@pytest.mark.parametrize(
    ("content", "line", "message"), [(b"format: single\n\xff", 2, "not UTF-8"), (b"a: b\r\n", 1, "lines end in CR LF; write LF")]
)
def test_a_file_in_another_encoding_is_named(tmp_path: Path, content: bytes, line: int, message: str) -> None:
    root = write_bank(tmp_path)
    (root / "sql/joins/specimen.yaml").write_bytes(content)
    assert [(p.line, p.message) for p in read_bank(root).problems] == [(line, message)]


@pytest.mark.parametrize("name", ["areas.yaml", "profiles.yaml"])
def test_a_missing_file_is_a_problem(tmp_path: Path, name: str) -> None:
    root = write_bank(tmp_path, {})
    (root / name).unlink()
    assert (root / name, "the file is missing") in {(p.path, p.message) for p in read_bank(root).problems}


def test_hidden_files_are_no_part_of_the_bank(tmp_path: Path) -> None:
    assert read_bank(write_bank(tmp_path, {"sql/joins/.specimen.yaml.swp": "x", ".cache/a": "b"})).problems == ()


def test_sound_questions_are_read_beside_others_that_are_not(tmp_path: Path) -> None:
    reading = read_bank(write_bank(tmp_path, {"sql/joins/bad.yaml": "x", "sql/joins/good.yaml": SINGLE}))
    assert [entry.question.id for entry in reading.entries] == ["good"]
    assert len(reading.problems) > 0


def test_an_entry_knows_the_line_of_each_value_or_of_what_is_around_it(tmp_path: Path) -> None:
    entry = read_bank(write_bank(tmp_path, {"sql/joins/good.yaml": SINGLE})).entries[0]
    assert (entry.line("prompt.ko"), entry.line("options.1.text.en"), entry.line("options.1.none"), entry.line("none")) == (10, 20, 20, 1)


def test_the_cache_stands_among_the_users_caches_by_default(tmp_path: Path) -> None:
    assert _cache_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "gapwise"
    assert _cache_folder({}).parts[-2:] in {(".cache", "gapwise"), ("null", "gapwise")}
