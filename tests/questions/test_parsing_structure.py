"""Reading areas.yaml and profiles.yaml."""

from __future__ import annotations

import pytest

from questions.model import Domain, Origin, Profiles, Requirement, Text
from questions.parsing import source, structure
from tests.questions.specimens import AREAS, PROFILES, spoiled


def read_domains(text: str) -> tuple[tuple[Domain, ...], list[str]]:
    """Read areas.yaml from ``text``; return what was reported beside it."""
    said: list[str] = []
    node = source.parse(text, lambda line, message: said.append(f"{line}: {message}"))
    assert node is not None
    return structure.domains(node, lambda line, message: said.append(f"{line}: {message}")), said


def read_profiles(text: str) -> tuple[Profiles, list[str]]:
    """Read profiles.yaml from ``text`` for the areas sql and cost; return what was reported beside it."""
    said: list[str] = []
    node = source.parse(text, lambda line, message: said.append(f"{line}: {message}"))
    assert node is not None
    return structure.profiles(node, lambda line, message: said.append(f"{line}: {message}"), {"sql", "cost"}), said


def test_domains_areas_and_concepts_keep_the_files_order() -> None:
    domains, said = read_domains(AREAS)
    assert said == []
    assert [(d.id, [(a.id, a.domain, [c.id for c in a.concepts]) for a in d.areas]) for d in domains] == [
        ("skills", [("sql", "skills", ["sql/joins", "sql/nulls"])]),
        ("business", [("cost", "business", ["cost/value"])]),
    ]
    assert domains[0].areas[0].concepts[1].name == Text("NULLs", "NULL")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{en: SQL, ko: SQL}", "{en: SQL}", "a text lacks `ko`"),
        ("{en: SQL, ko: SQL}", "{en: A name that is too long for it, ko: SQL}", "an area's name has at most 24 characters"),
        ("      concepts:\n        value", "      concept:\n        value", "area `cost` lacks `concepts`"),
        ("    cost:", "    sql:", "area `sql` stands in two domains"),
        ('ko: "NULL"}', "ko: NULL}", "YAML 1.1 reads a bare `NULL` as null"),
    ],
)
def test_areas_that_are_not_sound_are_named(old: str, new: str, message: str) -> None:
    _, said = read_domains(spoiled(AREAS, old, new))
    assert any(message in one for one in said), said


def test_profiles_are_read_as_the_model_holds_them() -> None:
    profiles, said = read_profiles(PROFILES)
    assert said == []
    assert profiles.base == {"sql": Requirement(3.0, ("1.2.4",)), "cost": Requirement(2.5, ("1.2.3",))}
    assert profiles.adjust["type"]["a"] == {"sql": Requirement(0.5, ("1.2.5",))}
    assert profiles.adjust["stage"]["3"] == {"cost": Requirement(-0.5, ("1.2.1",))}
    assert profiles.origins["data-analyst"] == Origin(
        "data-analyst", Text("Data analyst", "데이터 분석가"), {"sql": Requirement(3.5, ("1.3.2",))}
    )


def test_an_axis_value_may_be_left_blank() -> None:
    profiles, said = read_profiles(spoiled(PROFILES, "b: {}", "b: null"))
    assert said == []
    assert profiles.adjust["type"]["b"] == {}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('  cost: {level: 2.5, notes: ["1.2.3"]}\n', "", "`base` lacks the area `cost`"),
        ("  sql: {level: 3,", "  spark: {level: 3,", "unknown area `spark`"),
        ("  sql: {level: 3,", "  sql: {level: 6,", "`level`: must be from 1 to 5"),
        ('notes: ["1.2.4"]', "note: []", "a level lacks `notes`"),
        ("both: {}", "neither: {}", "the axis lacks `both`"),
        ('  stage: {"1"', '  size: {"1"', "adjust lacks `stage`"),
        ("levels: {sql", "level: {sql", "origin `data-analyst` lacks `levels`"),
        ("base:", "basis:", "profiles.yaml lacks `base`"),
        ("base:", "basis:", "unknown field `basis` in profiles.yaml"),
    ],
)
def test_profiles_that_are_not_sound_are_named(old: str, new: str, message: str) -> None:
    _, said = read_profiles(spoiled(PROFILES, old, new))
    assert any(message in one for one in said), said
