"""The weekly summary and the statistics, as words and as what the picture is drawn from."""

from __future__ import annotations

from typing import Any

from babel.dates import format_skeleton

from bot.callbacks import Practise, Show
from bot.coach import Coach
from bot.texts import Html, Translator
from bot.usecases.report import Move, Stats, Week
from bot.views.gaps import bounds, caution, interval, level, verdict
from bot.views.screen import Button, Screen
from questions.gap import Verdict

# Moves that are no more than noise are named up to so many rows; of the others it is enough to know how many there are.
_MOVES = 3


def picture(texts: Translator, coach: Coach, week: Week) -> Screen:
    """The week chart with its caption."""
    return Screen(texts.html("week-caption"), picture=chart(texts, coach, week))


def words(texts: Translator, coach: Coach, week: Week) -> Screen:
    """The week in words."""
    percent = round(100 * week.right / week.answered) if week.answered else 0
    head = [
        texts.html("week-title", span=_span(texts, week)),
        texts.html("week-answers", answered=week.answered, right=week.right, percent=percent),
        texts.html("week-streak", days=week.streak),
    ]
    gaps, compared = _gaps(texts, coach, week), week.moves and not _is_first(week)
    parts = [
        Html("\n".join(head)),
        caution(texts, week.total),
        _moves(texts, coach, week),
        gaps,
        texts.html("gaps-brackets") if gaps or compared else None,
        _concepts(texts, coach, week),
    ]
    keys = (Button(texts.plain("week-button-quiz"), Practise("")), Button(texts.plain("week-button-gaps"), Show("gaps")))
    return Screen(Html("\n\n".join(part for part in parts if part)), (keys,))


def chart(texts: Translator, coach: Coach, week: Week) -> dict[str, Any]:
    """Return what the week chart is drawn from."""
    labels = {
        **{name: texts.plain(f"chart-week-{name}") for name in ("answered", "right", "none", "moved", "noise", "previous")},
        **{name: texts.plain(f"chart-{name}") for name in ("interval", "level", "target")},
        "moves": texts.plain("chart-week-levels" if _is_first(week) else "chart-week-moves"),
    }
    days = [
        {"name": texts.plain(f"weekday-short-{each.day.weekday()}"), "answered": each.answered, "right": each.right} for each in week.days
    ]
    moves = [
        {
            "name": coach.bank.areas[each.area].name.of(texts.lang),
            "number": level(each.after.level),
            "certain": each.certain,
            "before": None if each.before is None else each.before.level,
            "level": each.after.level,
            **dict(zip(("low", "high"), bounds(each.after), strict=True)),
            "target": each.target,
        }
        for each in week.moves
    ]
    return {"kind": "week", "lang": texts.lang, "title": texts.plain("chart-week-title"), "labels": labels, "days": days, "moves": moves}


def stats(texts: Translator, coach: Coach, numbers: Stats) -> Screen:
    """All of a learner's history in numbers."""
    percent = round(100 * numbers.right / numbers.answered) if numbers.answered else 0
    lines = [
        texts.html("stats-title"),
        texts.html("stats-total", answered=numbers.answered, right=numbers.right, percent=percent, days=numbers.days),
        texts.html("stats-streak", days=numbers.streak),
    ]
    for area, (answered, right) in numbers.areas.items():
        lines.append(texts.html("stats-area", area=coach.bank.areas[area].name.of(texts.lang), right=right, answered=answered))
    return Screen(Html("\n".join(lines)))


def _span(texts: Translator, week: Week) -> str:
    first, last = (format_skeleton("MMMd", each, locale=texts.lang) for each in (week.since, week.until))
    return last if week.since == week.until else f"{first} – {last}"


def _moves(texts: Translator, coach: Coach, week: Week) -> Html | None:
    if not week.moves:
        return None
    if _is_first(week):
        return texts.html("week-moves-first")
    shown = [each for each in week.moves if each.before is not None]
    shown = [each for number, each in enumerate(shown) if each.certain or number < _MOVES]
    lines = [texts.html("week-moves-title"), *(_move(texts, coach, each) for each in shown)]
    if others := len(week.moves) - len(shown):
        lines.append(texts.html("week-moves-others", count=others))
    return Html("\n".join(lines))


def _is_first(week: Week) -> bool:
    """Whether nothing had been measured before this week, so that nothing can have moved."""
    return bool(week.moves) and all(each.before is None for each in week.moves)


def _move(texts: Translator, coach: Coach, move: Move) -> Html:
    before = move.after if move.before is None else move.before
    values = {
        "area": coach.bank.areas[move.area].name.of(texts.lang),
        "before": level(before.level),
        "after": level(move.after.level),
        **{name: value for name, value in interval(move.after).items() if name != "level"},
    }
    if not move.certain:
        return texts.html("week-move-noise", **values)
    return texts.html("week-move", icon="▲" if move.after.level > before.level else "▼", **values)


def _gaps(texts: Translator, coach: Coach, week: Week) -> Html | None:
    if not week.gaps or not week.total:
        return None
    decided = week.gaps[0].verdict is Verdict.GAP
    lines = [texts.html("week-gaps-title" if decided else "week-gaps-title-possible")]
    for row in week.gaps:
        name = coach.bank.areas[row.area].name.of(texts.lang)
        lines.append(texts.html("week-gap", area=name, target=level(row.target), verdict=verdict(texts, row), **interval(row.estimate)))
    return Html("\n".join(lines))


def _concepts(texts: Translator, coach: Coach, week: Week) -> Html | None:
    if not week.concepts:
        return None
    lines = [texts.html("week-concepts-title")]
    for row in week.concepts:
        area, concept = coach.bank.areas[row.area].name.of(texts.lang), coach.bank.concepts[row.concept].name.of(texts.lang)
        lines.append(texts.html("week-concept", area=area, concept=concept))
    return Html("\n".join(lines))
