"""The gap report as words and as what the picture is drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.callbacks import Drill, Practise
from bot.coach import Coach
from bot.texts import Html, Translator
from bot.views.screen import Button, Keyboard, Screen, rows
from questions.ability import Estimate
from questions.gap import FEWEST, AreaGap, ConceptRow, GapReport, Verdict
from questions.model import Area, Target

_ICON = {Verdict.MET: "🟢", Verdict.GAP: "🔴", Verdict.UNDECIDED: "⚪️"}
_FEW = 10
_LOWEST, _HIGHEST, _NARROW = 1.0, 5.0, 0.3
_TOP = 3


def level(value: float) -> str:
    """Write a level with one decimal."""
    return f"{value:.1f}"


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
            # An interval that still holds levels below the target, or a gap whose interval holds the target, is said to be probable.
            key = "gaps-verdict-met" if row.estimate.low >= row.target else "gaps-verdict-met-probably"
            return texts.html(key, sure=sure(row.confidence))
        case Verdict.GAP:
            key = "gaps-verdict-gap" if row.estimate.high < row.target else "gaps-verdict-gap-probably"
            return texts.html(key, size=level(row.size), sure=sure(row.confidence))
    if row.more is None:
        return texts.html("gaps-verdict-undecided-many")
    few = row.answers < FEWEST
    return texts.html("gaps-verdict-undecided-few" if few else "gaps-verdict-undecided", more=row.more)


def describe(texts: Translator, coach: Coach, target: Target) -> str | None:
    """Name a target in words, or ``None`` when nothing of it is set."""
    parts = []
    if target.engineer_type:
        parts.append(texts.plain(f"target-type-{target.engineer_type}"))
    if target.facing:
        parts.append(texts.plain(f"target-facing-{target.facing}"))
    if target.stage:
        parts.append(texts.plain("target-stage", stage=target.stage))
    if target.origin and target.origin in coach.bank.profiles.origins:
        parts.append(texts.plain("target-origin", origin=coach.bank.profiles.origins[target.origin].name.of(texts.lang)))
    return ", ".join(parts) or None


def picture(texts: Translator, coach: Coach, report: GapReport) -> Screen:
    """The gap chart with its caption."""
    return Screen(texts.html("gaps-caption"), picture=chart(texts, coach, report))


def words(texts: Translator, coach: Coach, report: GapReport, target: Target) -> Screen:
    """The gap report in words, with a button per area."""
    answers = sum(row.answers for row in report.rows)
    named = describe(texts, coach, target)
    parts = [
        texts.html("gaps-title"),
        texts.html("gaps-target", target=named) if named else texts.html("gaps-target-unsure"),
        _caution(texts, answers),
        Html("\n\n".join(_domain(texts, coach, report, areas) for areas in (domain.areas for domain in coach.bank.domains))),
        _top(texts, coach, report, answers),
        texts.html("gaps-how"),
        texts.html("gaps-drill"),
    ]
    return Screen(Html("\n\n".join(part for part in parts if part)), _area_keys(texts, coach))


def area(texts: Translator, coach: Coach, row: AreaGap, known: Sequence[ConceptRow], own: bool) -> Screen:  # noqa: FBT001 a plain fact
    """One area with its concepts."""
    this = coach.bank.areas[row.area]
    name = this.name.of(texts.lang)
    title = texts.html("gaps-area-title", area=name, target=level(row.target), verdict=verdict(texts, row), **interval(row.estimate))
    by_concept = {each.concept: each for each in known}
    lines = [_concept(texts, coach, concept.id, by_concept.get(concept.id)) for concept in this.concepts]
    basis = texts.html("gaps-area-notes-own") if own else texts.html("gaps-area-notes", sections=", ".join(row.notes))
    parts = [title, texts.html("gaps-area-answers", count=row.answers), Html("\n".join(lines)), basis]
    weakest = [each for each in known if each.shortfall > 0][:2]
    drills = [Button(coach.bank.concepts[each.concept].name.of(texts.lang), Practise(each.concept)) for each in weakest]
    quiz = Button(texts.plain("gaps-button-quiz", area=name), Practise(row.area))
    keys: Keyboard = ((quiz,), *rows(drills, 2), (Button(texts.plain("gaps-button-back"), Drill("")),))
    return Screen(Html("\n\n".join(parts)), keys)


def chart(texts: Translator, coach: Coach, report: GapReport) -> dict[str, Any]:
    """Return what the gap chart is drawn from: all texts and numbers, in the person's language."""
    labels = {name: texts.plain(f"chart-{name}") for name in ("gap", "met", "open", "target", "interval", "previous")}
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
    numbers = {name: round(value, 3) for name, value in (("level", row.estimate.level), ("low", low), ("high", high))}
    previous = None if row.change is None else round(row.estimate.level - row.change, 3)
    return {"name": this.name.of(texts.lang), **numbers, "target": round(row.target, 3), "verdict": row.verdict.value, "previous": previous}


def _caution(texts: Translator, answers: int) -> Html | None:
    if answers == 0:
        return texts.html("gaps-none-yet")
    return texts.html("gaps-few", answers=answers) if answers < _FEW else None


def _domain(texts: Translator, coach: Coach, report: GapReport, areas: Sequence[Area]) -> str:
    return "\n".join(_row(texts, coach, report.row(each.id)) for each in areas)


def _row(texts: Translator, coach: Coach, row: AreaGap) -> str:
    name = coach.bank.areas[row.area].name.of(texts.lang)
    text = texts.html(
        "gaps-row", icon=_ICON[row.verdict], area=name, target=level(row.target), verdict=verdict(texts, row), **interval(row.estimate)
    )
    if row.moved and row.change:
        key = "gaps-moved-up" if row.change > 0 else "gaps-moved-down"
        return f"{text} · {texts.html(key, change=level(abs(row.change)))}"
    return text


def _top(texts: Translator, coach: Coach, report: GapReport, answers: int) -> Html | None:
    if not answers:
        return None
    certain = [row for row in report.ranked() if row.verdict is Verdict.GAP][:_TOP]
    if certain:
        return texts.html("gaps-top", areas=", ".join(coach.bank.areas[row.area].name.of(texts.lang) for row in certain))
    met = all(row.verdict is Verdict.MET for row in report.rows)
    return texts.html("gaps-all-met" if met else "gaps-top-none")


def _area_keys(texts: Translator, coach: Coach) -> Keyboard:
    return rows([Button(each.name.of(texts.lang), Drill(each.id)) for each in coach.bank.areas.values()], 2)


def _concept(texts: Translator, coach: Coach, concept: str, row: ConceptRow | None) -> str:
    name = coach.bank.concepts[concept].name.of(texts.lang)
    if row is None:
        return texts.html("gaps-concept-none", concept=name)
    return texts.html("gaps-concept", concept=name, right=row.right, answers=row.answers, **interval(row.estimate))
