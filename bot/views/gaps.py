"""The gap report as words and as what the picture is drawn from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from bot.callbacks import Drill, Place, Practise
from bot.coach import Coach
from bot.texts import Html, Translator
from bot.views.screen import Button, Keyboard, Screen, rows
from questions.ability import Estimate
from questions.gap import FEWEST, AreaGap, ConceptRow, GapReport, Verdict
from questions.model import Area, Target

_ICON = {Verdict.MET: "🟢", Verdict.GAP: "🔴", Verdict.UNDECIDED: "⚪️"}
_FEW = 10
_LOWEST, _HIGHEST, _NARROW = 1.0, 5.0, 0.3
_SECTIONS = (Verdict.GAP, Verdict.UNDECIDED, Verdict.MET)
_PLACED = ("placed-gap", "placed-gap-probably", "placed-met", "placed-met-probably", "placed-undecided")


def level(value: float) -> str:
    """Write a level with one decimal; halves go up, so that targets of 3.75 and 4.25 are told alike."""
    return f"{math.floor(value * 10.0 + 0.5) / 10.0:.1f}"


def bounds(estimate: Estimate) -> tuple[float, float]:
    """Return an interval as it is shown: at an end of the scale never narrower than can be seen."""
    return min(estimate.low, _HIGHEST - _NARROW), max(estimate.high, _LOWEST + _NARROW)


def interval(estimate: Estimate) -> dict[str, str]:
    """Return an estimate as the variables that every text about levels takes."""
    low, high = bounds(estimate)
    return {"level": level(estimate.level), "low": level(low), "high": level(high)}


def sure(confidence: float) -> int:
    """Write a probability in per cent; nothing measured is ever quite certain."""
    return min(round(100 * confidence), 99)


def verdict(texts: Translator, row: AreaGap) -> Html:
    """Say a verdict in words."""
    if row.target <= _LOWEST:
        return texts.html("gaps-verdict-nothing")
    match row.verdict:
        case Verdict.MET:
            return texts.html("gaps-verdict-met" if certain(row) else "gaps-verdict-met-probably", sure=sure(row.confidence))
        case Verdict.GAP:
            key = "gaps-verdict-gap" if certain(row) else "gaps-verdict-gap-probably"
            # Of the two numbers beside it as they are written, or one would miss a tenth.
            size = float(level(row.target)) - float(level(row.estimate.level))
            return texts.html(key, size=level(size), sure=sure(row.confidence))
    if row.answers < FEWEST:
        return texts.html("gaps-verdict-undecided-few" if row.answers else "gaps-verdict-unasked", more=row.more or 0)
    return texts.html("gaps-verdict-undecided-many") if row.more is None else texts.html("gaps-verdict-undecided", more=row.more)


def certain(row: AreaGap) -> bool:
    """Whether a verdict is said without *probably*: the whole interval lies on its side of the target."""
    return row.estimate.low >= row.target if row.verdict is Verdict.MET else row.estimate.high < row.target


def _kind(row: AreaGap) -> str:
    """Name a verdict and how sure it is, as texts and pictures tell them apart."""
    return row.verdict.value if row.verdict is Verdict.UNDECIDED or certain(row) else f"{row.verdict.value}-probably"


def describe(texts: Translator, coach: Coach, target: Target) -> str | None:
    """Name a target in words, or ``None`` when nothing of it is set; where somebody comes from alone is no target."""
    parts = []
    if target.engineer_type:
        parts.append(texts.plain(f"target-type-{target.engineer_type}"))
    if target.facing:
        parts.append(texts.plain(f"target-facing-{target.facing}"))
    if target.stage:
        parts.append(texts.plain("target-stage", stage=target.stage))
    if parts and target.origin and target.origin in coach.bank.profiles.origins:
        parts.append(texts.plain("target-origin", origin=coach.bank.profiles.origins[target.origin].name.of(texts.lang)))
    return ", ".join(parts) or None


def picture(texts: Translator, coach: Coach, report: GapReport) -> Screen:
    """The gap chart with its caption."""
    return Screen(texts.html("gaps-caption"), picture=chart(texts, coach, report))


def words(texts: Translator, coach: Coach, report: GapReport, target: Target) -> Screen:
    """The gap report in words, ranked by what closing a gap brings, with a button for what to do next and one per area."""
    answers = sum(row.answers for row in report.rows)
    named = describe(texts, coach, target)
    parts = [
        texts.html("gaps-title"),
        texts.html("gaps-target", target=named) if named else texts.html("gaps-target-unsure"),
        caution(texts, answers),
        *(_section(texts, coach, report, each) for each in _SECTIONS),
        _closing(texts, report, answers),
        texts.html("gaps-how"),
        texts.html("gaps-drill"),
    ]
    return Screen(_joined(parts), ((_next_step(texts, coach, report, answers),), *_area_keys(texts, coach)))


def summary(texts: Translator, coach: Coach, report: GapReport) -> Html:
    """What the report is sure of, what it thinks probable, and what it can't tell yet: the areas' names, a line each."""
    rows = [row for row in (*report.ranked(), *_met(report)) if row.target > _LOWEST]
    groups: dict[str, list[AreaGap]] = {}
    for row in rows:
        groups.setdefault(f"placed-{_kind(row)}", []).append(row)
    return Html("\n".join(texts.html(key, areas=_names(texts, coach, groups[key])) for key in _PLACED if key in groups))


def area(texts: Translator, coach: Coach, row: AreaGap, known: Sequence[ConceptRow], own: bool) -> Screen:  # noqa: FBT001 a plain fact
    """One area with its concepts."""
    this = coach.bank.areas[row.area]
    name = this.name.of(texts.lang)
    title = texts.html("gaps-area-title", area=name, target=level(row.target), verdict=verdict(texts, row), **interval(row.estimate))
    by_concept = {each.concept: each for each in known}
    lines = [_concept(texts, coach, concept.id, by_concept.get(concept.id)) for concept in this.concepts]
    counted = texts.html("gaps-area-answers", count=row.answers)
    moved = _moved(texts, row)
    told = f"{counted}\n{moved}" if moved else counted
    parts = [title, told, "\n".join(lines), texts.html("gaps-brackets"), _basis(texts, row, own=own)]
    weakest = [each for each in known if each.estimate.level < row.target and each.concept in coach.pool.members][:2]
    names = {each.concept: coach.bank.concepts[each.concept].name.of(texts.lang) for each in weakest}
    drills = [Button(texts.plain("gaps-button-concept", concept=name), Practise(concept)) for concept, name in names.items()]
    quiz = Button(texts.plain("gaps-button-quiz", area=name), Practise(row.area))
    keys: Keyboard = ((quiz,), *rows(drills, 2), (Button(texts.plain("gaps-button-back"), Drill("")),))
    return Screen(_joined(parts), keys)


def chart(texts: Translator, coach: Coach, report: GapReport) -> dict[str, Any]:
    """Return what the gap chart is drawn from: all texts, in the person's language, and where things lie."""
    signs = ("gap", "gap-probably", "met", "met-probably", "undecided", "target", "interval", "previous")
    labels = {name: texts.plain(f"chart-{name}") for name in signs}
    return {
        "kind": "gaps",
        "lang": texts.lang,
        "title": texts.plain("chart-gaps-title"),
        "labels": labels,
        "groups": [
            {"name": domain.name.of(texts.lang), "rows": [_bar(texts, each, report.row(each.id)) for each in domain.areas]}
            for domain in coach.bank.domains
        ],
    }


def _bar(texts: Translator, this: Area, row: AreaGap) -> dict[str, Any]:
    low, high = bounds(row.estimate)
    return {
        "name": this.name.of(texts.lang),
        "number": level(row.estimate.level),
        "verdict": _kind(row),
        "level": row.estimate.level,
        "low": low,
        "high": high,
        "target": row.target,
        "previous": None if row.change is None else row.estimate.level - row.change,
    }


def caution(texts: Translator, answers: int) -> Html | None:
    """Say so where a report rests on few answers or none."""
    if answers == 0:
        return texts.html("gaps-none-yet")
    return texts.html("gaps-few", answers=answers) if answers < _FEW else None


def _section(texts: Translator, coach: Coach, report: GapReport, verdict: Verdict) -> Html | None:
    """The areas of one verdict under its title, the one first whose closing brings most."""
    rows = [row for row in (*report.ranked(), *_met(report)) if row.verdict is verdict]
    if not rows:
        return None
    return Html("\n".join([texts.html(f"gaps-section-{verdict.value}"), *(_row(texts, coach, row) for row in rows)]))


def _met(report: GapReport) -> Sequence[AreaGap]:
    return [row for row in report.rows if row.verdict is Verdict.MET]


def _row(texts: Translator, coach: Coach, row: AreaGap) -> str:
    text = texts.html(
        "gaps-row",
        icon=_ICON[row.verdict],
        area=_name(texts, coach, row),
        target=level(row.target),
        verdict=verdict(texts, row),
        **interval(row.estimate),
    )
    return f"{text} · {_moved(texts, row)}" if row.moved else text


def _moved(texts: Translator, row: AreaGap) -> Html | None:
    """Say what a level has done within a week, and whether that is more than noise; ``None`` where there is nothing to compare with."""
    if row.change is None:
        return None
    # Of the two levels as the week writes them, or one would miss a tenth.
    change = float(level(row.estimate.level)) - float(level(row.estimate.level - row.change))
    if not row.moved:
        return texts.html("gaps-moved-noise", change=_signed(change))
    return texts.html("gaps-moved-up" if row.change > 0 else "gaps-moved-down", change=level(abs(change)))


def _signed(change: float) -> str:
    """Write a change with its sign, and one that rounds to nothing with both."""
    written = f"{change:+.1f}"
    return "±0.0" if float(written) == 0.0 else written.replace("-", "−")


def _closing(texts: Translator, report: GapReport, answers: int) -> Html | None:
    lines = []
    if answers and all(row.verdict is Verdict.MET for row in report.rows):
        sure_of_all = all(certain(row) for row in report.rows if row.target > _LOWEST)
        lines.append(texts.html("gaps-all-met" if sure_of_all else "gaps-all-met-probably"))
    elif answers and all(row.verdict is not Verdict.GAP for row in report.rows):
        lines.append(texts.html("gaps-none-certain"))
    if any(row.change is not None for row in report.rows) and not any(row.moved for row in report.rows):
        lines.append(texts.html("gaps-moved-none"))
    return Html("\n".join(lines)) if lines else None


def _next_step(texts: Translator, coach: Coach, report: GapReport, answers: int) -> Button:
    """Offer what tells most: the placement to somebody without answers, otherwise the area that heads the ranking."""
    if not answers:
        return Button(texts.plain("setup-place-button"), Place())
    first = next(iter(report.ranked()), None)
    if first is None:
        return Button(texts.plain("week-button-quiz"), Practise(""))
    return Button(texts.plain("gaps-button-quiz", area=_name(texts, coach, first)), Practise(first.area))


def _basis(texts: Translator, row: AreaGap, *, own: bool) -> Html:
    if own:
        return texts.html("gaps-area-notes-own")
    sections = sorted(set(row.notes), key=lambda each: [int(part) for part in each.split(".") if part.isdigit()])
    return texts.html("gaps-area-notes", count=len(sections), sections=", ".join(sections))


def _names(texts: Translator, coach: Coach, rows: Sequence[AreaGap]) -> str:
    return ", ".join(_name(texts, coach, row) for row in rows)


def _name(texts: Translator, coach: Coach, row: AreaGap) -> str:
    return coach.bank.areas[row.area].name.of(texts.lang)


def _joined(parts: Sequence[str | None]) -> Html:
    return Html("\n\n".join(part for part in parts if part))


def _area_keys(texts: Translator, coach: Coach) -> Keyboard:
    return rows([Button(each.name.of(texts.lang), Drill(each.id)) for each in coach.bank.areas.values()], 2)


def _concept(texts: Translator, coach: Coach, concept: str, row: ConceptRow | None) -> str:
    name = coach.bank.concepts[concept].name.of(texts.lang)
    if row is None:
        return texts.html("gaps-concept-none", concept=name)
    return texts.html("gaps-concept", concept=name, right=row.right, answers=row.answers, **interval(row.estimate))
