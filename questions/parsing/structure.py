"""`areas.yaml` and `profiles.yaml`: YAML values to domains with their areas and concepts, and to target profiles."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from questions.model import Area, Concept, Domain, Origin, Profiles, Requirement
from questions.parsing.source import FieldError, Fields, Node, Report, items, number, string
from questions.parsing.texts import NO_TEXT, Shape, text

AREA_NAME_LENGTH = 24
"""Characters of an area's name at most: it stands on buttons and beside bars."""
AXES: Mapping[str, tuple[str, ...]] = {"type": ("a", "b"), "facing": ("internal", "external", "both"), "stage": ("1", "2", "3")}
NO_PROFILES = Profiles({}, {}, {})
_NO_REQUIREMENT = Requirement(0.0, ())
T = TypeVar("T")


def domains(node: Node, report: Report) -> tuple[Domain, ...]:
    """Read the domains in the file's order."""
    found = _each(node, report, "areas.yaml", lambda key, child: _domain(key, child, report))
    areas = [area.id for domain in found.values() for area in domain.areas]
    for twice in sorted({area for area in areas if areas.count(area) > 1}):
        report(node.line, f"area `{twice}` stands in two domains")
    return tuple(found.values())


def profiles(node: Node, report: Report, areas: Collection[str]) -> Profiles:
    """Read the target profiles; every area named must be one of ``areas``, and the base must name each."""
    fields = Fields(node, report, "profiles.yaml")
    base = fields.need("base", lambda n: _requirements(n, report, areas, (1.0, 5.0)), {})
    if "base" in fields:
        for lacking in sorted(set(areas) - set(base)):
            report(fields.line_of("base"), f"`base` lacks the area `{lacking}`")
    read = Profiles(
        base=base,
        adjust=fields.need("adjust", lambda n: _adjust(n, report, areas), {}),
        origins=fields.need("origins", lambda n: _each(n, report, "origins", lambda k, c: _origin(k, c, report, areas)), {}),
    )
    fields.finish()
    return read


def _each(node: Node, report: Report, what: str, read: Callable[[str, Node], T]) -> dict[str, T]:
    fields = Fields(node, report, what)
    read_or_none = {key: fields.may(key, functools.partial(read, key), None) for key in fields}
    return {key: value for key, value in read_or_none.items() if value is not None}


def _domain(name: str, node: Node, report: Report) -> Domain:
    fields = Fields(node, report, f"domain `{name}`")
    domain = Domain(
        id=name,
        name=fields.need("name", lambda n: text(n, report, Shape.PLAIN), NO_TEXT),
        areas=tuple(fields.need("areas", lambda n: _each(n, report, "areas", lambda k, c: _area(k, c, name, report)), {}).values()),
    )
    fields.finish()
    return domain


def _area(name: str, node: Node, domain: str, report: Report) -> Area:
    fields = Fields(node, report, f"area `{name}`")
    area = Area(
        id=name,
        domain=domain,
        name=fields.need("name", lambda n: text(n, report, Shape.PLAIN), NO_TEXT),
        concepts=tuple(
            fields.need("concepts", lambda n: _each(n, report, "concepts", lambda k, c: _concept(name, k, c, report)), {}).values()
        ),
    )
    if max(len(area.name.en), len(area.name.ko)) > AREA_NAME_LENGTH:
        report(fields.line_of("name"), f"an area's name has at most {AREA_NAME_LENGTH} characters")
    fields.finish()
    return area


def _concept(area: str, name: str, node: Node, report: Report) -> Concept:
    return Concept(f"{area}/{name}", area, text(node, report, Shape.PLAIN))


def _adjust(node: Node, report: Report, areas: Collection[str]) -> dict[str, dict[str, dict[str, Requirement]]]:
    fields = Fields(node, report, "adjust")
    read = {axis: fields.need(axis, functools.partial(_axis, report, areas, values), {}) for axis, values in AXES.items()}
    fields.finish()
    return read


def _axis(report: Report, areas: Collection[str], values: tuple[str, ...], node: Node) -> dict[str, dict[str, Requirement]]:
    fields = Fields(node, report, "the axis")
    read = {value: fields.need(value, lambda n: _requirements(n, report, areas, (-4.0, 4.0)), {}) for value in values}
    fields.finish()
    return read


def _origin(name: str, node: Node, report: Report, areas: Collection[str]) -> Origin:
    fields = Fields(node, report, f"origin `{name}`")
    origin = Origin(
        id=name,
        name=fields.need("name", lambda n: text(n, report, Shape.PLAIN), NO_TEXT),
        levels=fields.need("levels", lambda n: _requirements(n, report, areas, (1.0, 5.0)), {}),
    )
    fields.finish()
    return origin


def _requirements(node: Node, report: Report, areas: Collection[str], bounds: tuple[float, float]) -> dict[str, Requirement]:
    if node.value is None:
        return {}
    found = _each(node, report, "levels by area", lambda _, child: _requirement(child, report, bounds))
    for area in found:
        if area not in areas:
            report(node.line, f"unknown area `{area}`")
    return found


def _requirement(node: Node, report: Report, bounds: tuple[float, float]) -> Requirement:
    fields = Fields(node, report, "a level")
    read = Requirement(
        level=fields.need("level", lambda n: _level(n, bounds), 0.0),
        notes=fields.need("notes", lambda n: tuple(string(child) for child in items(n)), ()),
    )
    fields.finish()
    return read


def _level(node: Node, bounds: tuple[float, float]) -> float:
    value = number(node)
    if not bounds[0] <= value <= bounds[1]:
        raise FieldError(node.line, f"must be from {bounds[0]:g} to {bounds[1]:g}")
    return float(value)
