"""The two charts, from what the views describe (all texts already in the person's language) to SVG. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.pictures import svg

WIDTH: Final = 960
_LEFT, _RIGHT = 330, 850
_LOWEST, _HIGHEST = 1, 5
_ROW, _GROUP, _HEAD = 60, 58, 128
_FOOT = 198
_COLOUR: Final = {"gap": svg.RED, "gap-probably": svg.RED, "met": svg.GREEN, "met-probably": svg.GREEN, "undecided": svg.GREY}


def draw(spec: Mapping[str, Any]) -> str:
    """Return the SVG of a chart.

    Raises:
        ValueError: if ``spec`` is no chart.
    """
    match spec.get("kind"):
        case "gaps":
            return gaps(spec)
        case "week":
            return week(spec)
    raise ValueError(f"no chart is called {spec.get('kind')!r}")


def gaps(spec: Mapping[str, Any]) -> str:
    """Level, interval and target of every area, in the groups of the bank."""
    groups: Sequence[Mapping[str, Any]] = spec["groups"]
    parts = [svg.text(40, 72, spec["title"], size=38, bold=True)]
    y = _HEAD
    for group in groups:
        y += _GROUP
        parts.append(svg.text(40, y - 16, group["name"], size=25, fill=svg.SOFT, bold=True))
        parts += _scale(y, y + _ROW * len(group["rows"]), labelled=group is groups[0])
        for row in group["rows"]:
            parts += _bar(y + _ROW / 2, row)
            y += _ROW
    compared = any(row["previous"] is not None for group in groups for row in group["rows"])
    parts += _legend(y + 56, spec["labels"], compared=compared)
    return svg.page(WIDTH, y + _FOOT, parts)


def week(spec: Mapping[str, Any]) -> str:
    """Answers of each day, right ones filled, and the levels asked for: interval, target, and where they were before."""
    labels, moves = spec["labels"], spec["moves"]
    parts = [svg.text(40, 72, spec["title"], size=38, bold=True)]
    parts += _days(spec["days"], labels, top=110, height=260)
    if not any(day["answered"] for day in spec["days"]):
        parts.append(svg.text(WIDTH / 2, 250, labels["none"], size=28, fill=svg.SOFT, anchor="middle"))
    y = 490
    if moves:
        y += 62
        parts.append(svg.text(40, y - 16, labels["moves"], size=25, fill=svg.SOFT, bold=True))
        parts += _scale(y, y + _ROW * len(moves), labelled=True)
        for move in moves:
            parts += _move(y + _ROW / 2, move)
            y += _ROW
        y += 56
        parts += _key(40, y, [("level", labels["level"]), ("target", labels["target"]), ("interval", labels["interval"])])
        if any(move["before"] is not None for move in moves):
            y += 48
            parts += _key(40, y, [("before", labels["previous"]), ("moved", labels["moved"]), ("noise", labels["noise"])])
        y += 40
    return svg.page(WIDTH, y, parts)


def _x(level: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * (min(max(level, _LOWEST), _HIGHEST) - _LOWEST) / (_HIGHEST - _LOWEST)


def _scale(top: float, bottom: float, *, labelled: bool) -> list[str]:
    parts = []
    for level in range(_LOWEST, _HIGHEST + 1):
        parts.append(svg.line(_x(level), top, _x(level), bottom, svg.LINE, width=2))
        if labelled:
            parts.append(svg.text(_x(level), top - 16, str(level), size=24, fill=svg.SOFT, anchor="middle"))
    return parts


def _bar(y: float, row: Mapping[str, Any]) -> list[str]:
    colour = _COLOUR[row["verdict"]]
    parts = [
        svg.text(40, y + 9, row["name"], size=27),
        svg.rect(_x(row["low"]), y - 11, _x(row["high"]) - _x(row["low"]), 22, colour, radius=11, opacity=0.25),
    ]
    # Last week's level has a place of its own below the band, where neither the target nor the estimate can hide it.
    if row["previous"] is not None:
        parts.append(_sign("previous", _x(row["previous"]), y + 21))
    return [
        *parts,
        _target(_x(row["target"]), y),
        _mark(_x(row["level"]), y, row["verdict"]),
        svg.text(920, y + 9, row["number"], size=27, fill=colour, anchor="end", bold=True),
    ]


def _target(x: float, y: float) -> str:
    return svg.line(x, y - 18, x, y + 10, svg.INK, width=5) + svg.triangle(x, y - 14, 9, svg.INK)


def _mark(x: float, y: float, verdict: str) -> str:
    """The estimate, its shape telling the verdict to those who see no difference of colour; hollow where no more than probable."""
    colour = _COLOUR[verdict]
    match verdict:
        case "gap":
            return svg.diamond(x, y, 14, colour, stroke=svg.CARD, width=2)
        case "gap-probably":
            return svg.diamond(x, y, 12, svg.CARD, stroke=colour, width=4)
        case "met":
            return svg.circle(x, y, 12, colour, stroke=svg.CARD, width=2)
        case "met-probably":
            return svg.circle(x, y, 10, svg.CARD, stroke=colour, width=4)
    return svg.square(x, y, 8, svg.CARD, stroke=colour, width=4)


def _legend(y: float, labels: Mapping[str, str], *, compared: bool) -> list[str]:
    rows = [["gap", "met", "undecided"], ["gap-probably", "met-probably"], ["target", "interval"]]
    if compared:
        rows[-1].append("previous")
    return [part for number, signs in enumerate(rows) for part in _key(40, y + 48 * number, [(sign, labels[sign]) for sign in signs])]


def _key(x: float, y: float, entries: Sequence[tuple[str, str]]) -> list[str]:
    parts: list[str] = []
    for sign, label in entries:
        parts += [_sign(sign, x + 18, y), svg.text(x + 46, y + 8, label, size=24, fill=svg.SOFT)]
        x += 290
    return parts


def _sign(sign: str, x: float, y: float) -> str:
    match sign:
        case "target":
            return _target(x, y + 5)
        case "interval":
            return svg.rect(x - 18, y - 10, 36, 20, svg.GREY, radius=10, opacity=0.3)
        case "previous":
            return svg.triangle(x, y - 6, -8, svg.SOFT)
        case "before":
            return svg.circle(x, y, 7, svg.CARD, stroke=svg.SOFT, width=3)
        case "level":
            return svg.circle(x, y, 11, svg.BLUE, stroke=svg.CARD, width=2)
        case "moved":
            return _way(x - 16, x + 16, y, certain=True)
        case "noise":
            return _way(x - 16, x + 16, y, certain=False)
        case "right":
            return svg.rect(x - 14, y - 12, 28, 24, svg.BLUE, radius=5)
        case "answered":
            return svg.rect(x - 14, y - 12, 28, 24, svg.BLUE, radius=5, opacity=0.25)
    return _mark(x, y, sign)


def _days(days: Sequence[Mapping[str, Any]], labels: Mapping[str, str], *, top: float, height: float) -> list[str]:
    most = max([5, *(day["answered"] for day in days)])
    slot = (WIDTH - 80) / max(len(days), 1)
    bar = min(slot * 0.56, 84)
    floor = top + height
    parts = [svg.line(40, floor, WIDTH - 40, floor, svg.LINE, width=3)]
    for number, day in enumerate(days):
        middle = 40 + slot * (number + 0.5)
        for key, opacity in (("answered", 0.25), ("right", 1.0)):
            tall = (height - 40) * day[key] / most
            parts.append(svg.rect(middle - bar / 2, floor - tall, bar, tall, svg.BLUE, radius=8 if tall > 16 else 2, opacity=opacity))
        if day["answered"]:
            above = floor - (height - 40) * day["answered"] / most - 12
            parts.append(svg.text(middle, above, f"{day['right']}/{day['answered']}", size=25, anchor="middle", bold=True))
        parts.append(svg.text(middle, floor + 38, day["name"], size=25, fill=svg.SOFT, anchor="middle"))
    return parts + _key(40, floor + 82, [("right", labels["right"]), ("answered", labels["answered"])])


def _move(y: float, move: Mapping[str, Any]) -> list[str]:
    after = _x(move["level"])
    parts = [
        svg.text(40, y + 9, move["name"], size=27),
        svg.rect(_x(move["low"]), y - 11, _x(move["high"]) - _x(move["low"]), 22, svg.GREY, radius=11, opacity=0.25),
        _target(_x(move["target"]), y),
        svg.text(920, y + 9, move["number"], size=27, fill=svg.BLUE, anchor="end", bold=True),
    ]
    if move["before"] is None:
        return [*parts, _sign("level", after, y)]
    # The smaller sign lies over the bigger one, so that both show where hardly anything moved.
    before = _x(move["before"])
    return [*parts, _way(before, after, y, certain=move["certain"]), _sign("level", after, y), _sign("before", before, y)]


def _way(before: float, after: float, y: float, *, certain: bool) -> str:
    return svg.line(before, y, after, y, svg.BLUE, width=6) if certain else svg.line(before, y, after, y, svg.GREY, width=3)
