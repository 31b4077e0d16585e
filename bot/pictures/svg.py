"""SVG by hand: the few shapes that the charts are made of, and their palette."""

from __future__ import annotations

from html import escape
from typing import Final, Literal

FONT: Final = "Pretendard"

# One palette for light and dark chats: an opaque card with contrasts of at least 4.5:1 for text.
CARD: Final = "#fbfbfd"
INK: Final = "#15202b"
SOFT: Final = "#5b6673"
LINE: Final = "#dde2e8"
BLUE: Final = "#2f6fde"
GREEN: Final = "#157f4a"
RED: Final = "#c8371f"
GREY: Final = "#6a7684"

Anchor = Literal["start", "middle", "end"]


def text(x: float, y: float, said: str, *, size: int = 24, fill: str = INK, anchor: Anchor = "start", bold: bool = False) -> str:
    """A line of text, its baseline at ``y``."""
    weight = 700 if bold else 400
    style = f'font-family="{FONT}" font-size="{size}" font-weight="{weight}" fill="{fill}" text-anchor="{anchor}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(said)}</text>'


def rect(x: float, y: float, width: float, height: float, fill: str, *, radius: float = 0, opacity: float = 1) -> str:
    """A filled rectangle; a negative width is drawn as none."""
    size = f'width="{max(width, 0):.1f}" height="{height:.1f}" rx="{radius}"'
    return f'<rect x="{x:.1f}" y="{y:.1f}" {size} fill="{fill}" fill-opacity="{opacity}"/>'


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, *, width: float = 1) -> str:
    """A straight line."""
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{stroke}" stroke-width="{width}" stroke-linecap="round"/>'


def circle(x: float, y: float, radius: float, fill: str, *, stroke: str = "none", width: float = 0) -> str:
    """A circle."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" stroke="{stroke}" stroke-width="{width}"/>'


def diamond(x: float, y: float, radius: float, fill: str, *, stroke: str, width: float) -> str:
    """A square standing on its corner."""
    return _polygon([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], fill, stroke, width)


def square(x: float, y: float, radius: float, fill: str, *, stroke: str, width: float) -> str:
    """A square lying on its side, ``radius`` from its middle to a side."""
    left, right, top, bottom = x - radius, x + radius, y - radius, y + radius
    return _polygon([(left, top), (right, top), (right, bottom), (left, bottom)], fill, stroke, width)


def triangle(x: float, y: float, size: float, fill: str) -> str:
    """A triangle whose tip points down to ``(x, y)``, or up to it where ``size`` is negative."""
    return _polygon([(x, y), (x - size, y - size * 1.4), (x + size, y - size * 1.4)], fill)


def page(width: int, height: int, parts: list[str]) -> str:
    """A whole drawing on the card."""
    card = rect(0, 0, width, height, CARD)
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{card}{"".join(parts)}</svg>'


def _polygon(corners: list[tuple[float, float]], fill: str, stroke: str = "none", width: float = 0) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f'<polygon points="{points}" fill="{fill}" stroke="{stroke}" stroke-width="{width}"/>'
