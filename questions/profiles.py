"""Target levels: a role's requirements composed from the bank's profiles, and where somebody starts who moves in from another role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from questions.model import Profiles, Requirement, Target

LOWEST, HIGHEST = 1.0, 5.0


def requirements(profiles: Profiles, target: Target) -> dict[str, Requirement]:
    """Return what ``target`` asks for, by area in the profiles' order: base level plus the adjustments of type, facing and stage.

    An axis the person is not sure about counts with the mean of its values. Their own levels win over the profile's and cite no notes.
    All levels are clipped to 1-5; ``notes`` are the sections behind every number that took part. KeyError for an unknown value.
    """
    parts = list(_parts(profiles, target))
    return {area: _composed(area, base, parts, target.overrides.get(area)) for area, base in profiles.base.items()}


def starting_levels(profiles: Profiles, target: Target) -> dict[str, float]:
    """Return the levels somebody from ``target.origin`` typically brings, by area; none without an origin. KeyError for an unknown one."""
    if target.origin is None:
        return {}
    return {area: requirement.level for area, requirement in profiles.origins[target.origin].levels.items()}


def _parts(profiles: Profiles, target: Target) -> Iterator[tuple[float, Mapping[str, Requirement]]]:
    """Yield every adjustment that counts, with its share: 1 for a chosen value, an equal part of an axis that is open."""
    chosen = {"type": target.engineer_type, "facing": target.facing, "stage": target.stage}
    for axis, value in chosen.items():
        values = profiles.adjust.get(axis, {})
        if value is not None:
            yield 1.0, values[str(value)]
        else:
            for adjustments in values.values():
                yield 1.0 / len(values), adjustments


def _composed(area: str, base: Requirement, parts: list[tuple[float, Mapping[str, Requirement]]], own: float | None) -> Requirement:
    if own is not None:
        return Requirement(_clip(own), ())
    level, notes = base.level, dict.fromkeys(base.notes)
    for share, adjustments in parts:
        if area in adjustments:
            level += share * adjustments[area].level
            notes |= dict.fromkeys(adjustments[area].notes)
    return Requirement(_clip(level), tuple(notes))


def _clip(level: float) -> float:
    return min(max(level, LOWEST), HIGHEST)
