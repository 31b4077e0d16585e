"""Targets: composing a role's requirements, and the profiles that the bank ships."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
import yaml

from questions.model import EngineerType, Facing, Origin, Profiles, Requirement, Stage, Target, Text
from questions.profiles import requirements, starting_levels

SHIPPED = Path(__file__).parents[2] / "questions" / "bank" / "profiles.yaml"
AREAS = {
    *("sql", "python", "jvm", "bash", "lifecycle", "technical", "maturity"),
    *("communication", "requirements", "cost", "learning", "engineer-types", "stakeholders"),
}
ORIGINS = {"software-engineer", "data-analyst", "data-scientist", "ml-engineer", "data-architect", "devops-sre"}
TYPES: tuple[EngineerType, ...] = ("a", "b")
FACINGS: tuple[Facing, ...] = ("internal", "external", "both")
STAGES: tuple[Stage, ...] = (1, 2, 3)

SMALL = Profiles(
    base={"sql": Requirement(4.0, ("1.2.4",)), "jvm": Requirement(2.0, ("1.2.4",))},
    adjust={
        "type": {"a": {"jvm": Requirement(-2.0, ("1.2.5",))}, "b": {"jvm": Requirement(1.0, ("1.2.5", "1.2.4"))}},
        "facing": {"internal": {"sql": Requirement(1.5, ("1.3.1",))}, "external": {}, "both": {}},
    },
    origins={"data-analyst": Origin("data-analyst", Text("Data analyst", "데이터 분석가"), {"sql": Requirement(3.5, ("1.3.2",))})},
)


def shipped() -> Profiles:
    data = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))

    def levels(found: dict[str, dict[str, object]]) -> dict[str, Requirement]:
        return {area: Requirement(float(str(each["level"])), tuple(each["notes"])) for area, each in found.items()}  # type: ignore[arg-type] # plain YAML

    return Profiles(
        base=levels(data["base"]),
        adjust={axis: {value: levels(found) for value, found in values.items()} for axis, values in data["adjust"].items()},
        origins={name: Origin(name, Text(**each["name"]), levels(each["levels"])) for name, each in data["origins"].items()},
    )


def test_a_target_is_the_base_plus_its_adjustments_with_every_section_named_once() -> None:
    found = requirements(SMALL, Target(engineer_type="b", facing="external"))
    assert found == {"sql": Requirement(4.0, ("1.2.4",)), "jvm": Requirement(3.0, ("1.2.4", "1.2.5"))}


def test_an_axis_somebody_is_not_sure_about_counts_with_its_mean() -> None:
    found = requirements(SMALL, Target(facing="external"))
    assert found["jvm"].level == pytest.approx(1.5)
    assert requirements(SMALL, Target())["sql"].level == pytest.approx(4.5)


def test_levels_stay_on_the_scale() -> None:
    found = requirements(SMALL, Target(engineer_type="a", facing="internal"))
    assert (found["sql"].level, found["jvm"].level) == (5.0, 1.0)


def test_somebodys_own_level_wins_and_cites_no_notes() -> None:
    found = requirements(SMALL, Target(engineer_type="b", overrides={"jvm": 4.5, "sql": 9.0}))
    assert found == {"sql": Requirement(5.0, ()), "jvm": Requirement(4.5, ())}


def test_an_origin_says_where_somebody_starts_and_none_says_nothing() -> None:
    assert starting_levels(SMALL, Target(origin="data-analyst")) == {"sql": 3.5}
    assert starting_levels(SMALL, Target()) == {}
    with pytest.raises(KeyError):
        starting_levels(SMALL, Target(origin="astronaut"))


def test_the_shipped_profiles_cover_every_area_axis_and_origin() -> None:
    profiles = shipped()
    assert set(profiles.base) == AREAS
    assert {axis: set(values) for axis, values in profiles.adjust.items()} == {
        "type": {"a", "b"},
        "facing": {"internal", "external", "both"},
        "stage": {"1", "2", "3"},
    }
    assert set(profiles.origins) == ORIGINS
    for origin in profiles.origins.values():
        assert set(origin.levels) == AREAS
    for values in profiles.adjust.values():
        for adjustments in values.values():
            assert set(adjustments) <= AREAS


def test_every_shipped_number_names_sections_of_the_notes() -> None:
    profiles = shipped()
    parts = [profiles.base, *(origin.levels for origin in profiles.origins.values())]
    parts += [adjustments for values in profiles.adjust.values() for adjustments in values.values()]
    for part in parts:
        for requirement in part.values():
            assert requirement.notes
            assert all(re.fullmatch(r"1\.[1-3](\.[1-5])?", section) for section in requirement.notes)


@pytest.mark.parametrize(("engineer_type", "facing", "stage"), list(itertools.product(TYPES, FACINGS, STAGES)))
def test_every_shipped_target_lies_on_the_scale_without_clipping(engineer_type: EngineerType, facing: Facing, stage: Stage) -> None:
    profiles = shipped()
    found = requirements(profiles, Target(engineer_type, facing, stage))
    parts = (profiles.adjust["type"][engineer_type], profiles.adjust["facing"][facing], profiles.adjust["stage"][str(stage)])
    for area, requirement in found.items():
        plain = profiles.base[area].level + sum(part[area].level for part in parts if area in part)
        assert requirement.level == pytest.approx(plain)
        assert 1.0 <= requirement.level <= 5.0


def test_the_notes_contrasts_show_in_the_shipped_targets() -> None:
    profiles = shipped()
    builder = requirements(profiles, Target("b", "external", 3))
    abstracter = requirements(profiles, Target("a", "internal", 1))
    assert builder["jvm"].level > abstracter["jvm"].level
    assert builder["technical"].level > abstracter["technical"].level
    assert abstracter["communication"].level > builder["communication"].level
    assert abstracter["cost"].level > builder["cost"].level
