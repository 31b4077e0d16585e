"""The charts show every number they are given, whatever the numbers, and render without a display in both languages."""

from __future__ import annotations

import re
import struct
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach import Coach
from bot.pictures import charts, svg
from bot.pictures.render import FONTS, Painter, render
from bot.texts import translator
from bot.usecases.report import Day, Move, Week
from bot.views import gaps as gap_views
from bot.views import week as week_views
from questions.ability import Estimate
from questions.gap import AreaGap, GapReport, Verdict
from questions.loading import load_bank
from questions.model import LANGS, Lang

VERDICTS = ("gap", "gap-probably", "met", "met-probably", "undecided")
LABELS = {name: name for name in (*VERDICTS, "target", "interval", "previous")}


def _gaps(**changes: object) -> dict[str, Any]:
    row: dict[str, object] = {"name": "수명 주기", "number": "2.4", "verdict": "gap"}
    row |= {"level": 2.35, "low": 1.6, "high": 3.1, "target": 3.5, "previous": 2.0} | changes
    return {"kind": "gaps", "lang": "ko", "title": "나의 레벨", "labels": LABELS, "groups": [{"name": "기초", "rows": [row]}]}


def _week(days: list[tuple[int, int]], moves: int, **changes: object) -> dict[str, Any]:
    names = ("answered", "right", "moves", "moved", "noise", "previous", "interval", "level", "target", "none")
    move: dict[str, object] = {"name": "SQL", "number": "2.4", "certain": False}
    move |= {"before": 2.0, "level": 2.35, "low": 2.0, "high": 3.0, "target": 3.5} | changes
    return {
        "kind": "week",
        "lang": "en",
        "title": "Your week",
        "labels": {name: name for name in names},
        "days": [{"name": "Mon", "answered": answered, "right": right} for answered, right in days],
        "moves": [move] * moves,
    }


def _size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _shapes(drawing: str, *attributes: str) -> list[str]:
    """Return the elements of a drawing that have all ``attributes``."""
    return [element for element in re.findall(r"<(?:polygon|circle|line) [^>]*>", drawing) if all(each in element for each in attributes)]


def _heights(shape: str) -> list[float]:
    """Return the heights of a polygon's corners or of a line's ends."""
    return [float(y) for y in re.findall(r"[\d.]+,([\d.]+)", shape) or re.findall(r'y\d="([\d.]+)"', shape)]


@pytest.mark.parametrize(
    ("verdict", "shape", "colour", "filled"),
    [
        ("gap", "polygon", svg.RED, True),
        ("gap-probably", "polygon", svg.RED, False),
        ("met", "circle", svg.GREEN, True),
        ("met-probably", "circle", svg.GREEN, False),
        ("undecided", "polygon", svg.GREY, False),
    ],
)
def test_the_gap_chart_marks_verdicts_by_shape_and_leaves_probable_ones_hollow(verdict: str, shape: str, colour: str, filled: bool) -> None:  # noqa: FBT001 a table's column
    drawing = charts.draw(_gaps(verdict=verdict))
    fill, stroke = (colour, svg.CARD) if filled else (svg.CARD, colour)
    in_row, in_legend = _shapes(drawing, f"<{shape}", f'fill="{fill}" stroke="{stroke}"')
    assert in_row != in_legend
    assert all(f">{each}<" in drawing for each in ("수명 주기", *VERDICTS))


@pytest.mark.parametrize("chart", [_gaps(level=2.3456, number="as given"), _week([(3, 2)], 1, level=2.3456, number="as given")])
def test_the_charts_write_the_numbers_that_they_are_given(chart: dict[str, Any]) -> None:
    drawing = charts.draw(chart)
    assert ">as given<" in drawing
    assert ">2.3" not in drawing


def test_last_week_stays_visible_where_target_and_estimate_coincide_with_it() -> None:
    drawing = charts.draw(_gaps(previous=3.5, target=3.5, level=3.5))
    previous, target, mark = (
        _heights(_shapes(drawing, *each)[0]) for each in (("<polygon", svg.SOFT), ("<line", svg.INK), ("<polygon", f'fill="{svg.RED}"'))
    )
    assert min(previous) >= max(*target, *mark)
    assert ">previous<" in drawing
    assert ">previous<" not in charts.draw(_gaps(previous=None))


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
    later, first = charts.draw(_week([(3, 2)], 1)), charts.draw(_week([(3, 2)], 1, before=None))
    for label in ("previous", "moved", "noise"):
        assert (f">{label}<" in later, f">{label}<" in first) == (True, False)
    assert ">target<" in first
    assert "<polygon" in first
    assert later.count("<circle") == first.count("<circle") + 2


def test_only_moves_that_are_more_than_noise_are_drawn_in_blue() -> None:
    noise, moved = (charts.draw(_week([(3, 2)], 1, certain=certain)) for certain in (False, True))
    # One line of each kind is the legend's.
    assert [len(_shapes(noise, "<line", colour)) for colour in (svg.BLUE, svg.GREY)] == [1, 2]
    assert [len(_shapes(moved, "<line", colour)) for colour in (svg.BLUE, svg.GREY)] == [2, 1]


def test_where_nothing_moved_the_level_before_is_not_hidden() -> None:
    level, before = _shapes(charts.draw(_week([(3, 2)], 1, before=2.35)), "<circle", 'cx="505.5"')
    assert (svg.BLUE in level, svg.SOFT in before) == (True, True)


@pytest.mark.parametrize("lang", LANGS)
def test_labels_and_names_stay_within_their_columns(lang: Lang) -> None:
    texts, coach = translator(lang), Coach.of(load_bank())
    at, estimate = datetime(2026, 11, 23, tzinfo=UTC), Estimate(2.0, 0.5, 1.1, 3.2)
    rows = [AreaGap(area, estimate, 3.0, Verdict.UNDECIDED, 1.0, 0.8, 4, 6, None, False, 0.1, ()) for area in coach.bank.areas]
    gaps = gap_views.chart(texts, coach, GapReport(at, tuple(rows)))
    move = Move("sql", estimate, estimate, 3.0, certain=False)
    days = (Day(date(2026, 11, 23), 4, 3),)
    weeks = [
        week_views.chart(texts, coach, Week(date(2026, 11, 17), date(2026, 11, 23), days, 1, (each,), (), (), 40))
        for each in (move, Move("sql", None, estimate, 3.0, certain=False))
    ]
    labels = [*gaps["labels"].values(), *(said for name, said in weeks[0]["labels"].items() if name not in {"moves", "none"})]
    heads = [*(group["name"] for group in gaps["groups"]), *(week["labels"]["moves"] for week in weeks)]
    names = [row["name"] for group in gaps["groups"] for row in group["rows"]]
    for said, size, width in ((labels, 24, 240), (heads, 25, 276), (names, 27, 276)):
        lines = [svg.text(0, 40 * (number + 1), each, size=size, bold=said is heads) for number, each in enumerate(said)]
        height = 40 * (len(said) + 1)
        covered = svg.page(900, height, [*lines, svg.rect(width, 0, 900, height, svg.CARD)])
        assert render(svg.page(900, height, lines)) == render(covered)


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
