"""The charts show every number they are given, whatever the numbers, and render without a display in both languages."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures import charts
from bot.pictures.render import FONTS, Painter, render

LABELS = {name: name for name in ("gap", "met", "open", "target", "interval", "previous")}


def _gaps(**changes: object) -> dict[str, Any]:
    row = {"name": "수명 주기", "level": 2.4, "low": 1.6, "high": 3.1, "target": 3.5, "verdict": "gap", "previous": 2.0} | changes
    return {"kind": "gaps", "lang": "ko", "title": "나의 레벨", "labels": LABELS, "groups": [{"name": "기초", "rows": [row]}]}


def _week(days: list[tuple[int, int]], moves: int, before: float | None = 2.0) -> dict[str, Any]:
    labels = {name: name for name in ("answered", "right", "moves", "before", "interval", "level", "target", "none")}
    return {
        "kind": "week",
        "lang": "en",
        "title": "Your week",
        "labels": labels,
        "days": [{"name": "Mon", "answered": answered, "right": right} for answered, right in days],
        "moves": [{"name": "SQL", "before": before, "level": 2.5, "low": 2.0, "high": 3.0, "target": 3.5}] * moves,
    }


def _size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("verdict", ["met", "gap", "undecided"])
def test_the_gap_chart_names_its_rows_and_marks_verdicts_by_shape(verdict: str) -> None:
    drawing = charts.draw(_gaps(verdict=verdict))
    assert "수명 주기" in drawing
    assert ">2.4<" in drawing
    assert "<polygon" in drawing
    assert "<circle" in drawing


@given(level=st.floats(1, 5), low=st.floats(0, 6), high=st.floats(0, 6), target=st.floats(1, 5), previous=st.none() | st.floats(1, 5))
def test_no_numbers_break_the_gap_chart(level: float, low: float, high: float, target: float, previous: float | None) -> None:
    drawing = charts.draw(_gaps(level=level, low=low, high=high, target=target, previous=previous))
    assert 'width="-' not in drawing
    assert "nan" not in drawing


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=7), st.integers(0, 13))
def test_no_numbers_break_the_week_chart(days: list[tuple[int, int]], moves: int) -> None:
    drawing = charts.draw(_week([(max(pair), min(pair)) for pair in days], moves))
    assert 'height="-' not in drawing


def test_the_week_chart_shows_targets_and_only_in_a_first_week_nothing_before() -> None:
    later, first = charts.draw(_week([(3, 2)], 1)), charts.draw(_week([(3, 2)], 1, None))
    assert (">before<" in later, ">before<" in first) == (True, False)
    assert ">target<" in first
    assert "<polygon" in first
    assert later.count("<circle") == first.count("<circle") + 2


def test_names_are_escaped() -> None:
    assert "R&amp;D &lt;x&gt;" in charts.draw(_gaps(name="R&D <x>"))


def test_an_unknown_chart_is_refused() -> None:
    with pytest.raises(ValueError, match="pie"):
        charts.draw({"kind": "pie"})


def test_korean_is_drawn_with_the_packaged_font_alone() -> None:
    assert {path.name for path in FONTS.iterdir()} == {"Pretendard-Bold.otf", "Pretendard-Regular.otf", "LICENSE.txt"}
    with_name, without = render(charts.draw(_gaps())), render(charts.draw(_gaps(name="")))
    assert _size(with_name) == _size(without)
    assert len(with_name) > len(without) + 300


async def test_the_painter_renders_beside_the_event_loop_and_keeps_the_latest_pictures() -> None:
    painter = Painter()
    try:
        first = await painter.png(_gaps())
        again = await painter.png(_gaps())
        assert first is again
        assert _size(first)[0] == charts.WIDTH
    finally:
        painter.close()


async def test_the_painter_survives_the_death_of_its_process() -> None:
    painter = Painter()
    try:
        await painter.png(_gaps())
        assert painter._pool is not None
        for process in painter._pool._processes.values():
            process.kill()
        assert _size(await painter.png(_gaps(level=4.0)))[0] == charts.WIDTH
    finally:
        painter.close()
