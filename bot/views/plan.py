"""The plan until an interview, in words."""

from __future__ import annotations

from datetime import date

from babel.dates import format_skeleton

from bot.callbacks import Edit, Practise, Show
from bot.coach import Coach
from bot.errors import DateError
from bot.texts import Html, Translator
from bot.views.gaps import caution, interval, level, verdict
from bot.views.screen import Button, Keyboard, Screen
from questions.plan import Plan, Step

_STEPS = 5
# More reviews of a concept than this are not planned one by one: how often it comes is up to when it is due.
_OFTEN = 5
# So much of what somebody typed is quoted back to them.
_QUOTED = 40


def screen(texts: Translator, coach: Coach, plan: Plan, answers: int, example: str) -> Screen:
    """Show the plan; ``answers`` is how many it rests on, ``example`` a date as it can be typed."""
    head = [texts.html("plan-title", date=day(texts, plan.on)), texts.html("plan-days", days=plan.days)]
    if plan.days:
        head.append(texts.html("plan-questions", count=plan.a_day, questions=plan.questions))
    parts = [
        Html("\n".join(head)),
        caution(texts, answers),
        _steps(texts, coach, plan),
        _realistic(texts, plan),
        texts.html("plan-final-now" if plan.final else "plan-final"),
        texts.html("plan-how", example=example),
    ]
    return Screen(Html("\n\n".join(part for part in parts if part)), _keys(texts, coach, plan))


def refusal(texts: Translator, error: DateError, example: str) -> Screen:
    """Say why a date is not taken, and name it as it was understood, or as it was typed."""
    said = error.said[:_QUOTED]
    match error.meant:
        case (on,):
            said = day(texts, on)
        case (one, other):
            choice = {"one": day(texts, one), "other": day(texts, other), "example": one.isoformat(), "second": other.isoformat()}
            return Screen(texts.html(error.key, said=said, **choice))
    return Screen(texts.html(error.key, said=said, example=example))


def day(texts: Translator, on: date) -> str:
    """Write a date with its weekday."""
    return format_skeleton("yMMMEd", on, locale=texts.lang)


def _steps(texts: Translator, coach: Coach, plan: Plan) -> Html:
    if not plan.steps:
        return texts.html("plan-steps-none")
    reviews_only = _reviews_only(plan)
    lines = [_step(texts, coach, number, step, reviews_only=reviews_only) for number, step in enumerate(plan.steps[:_STEPS], 1)]
    title = texts.html("plan-steps-title-final" if reviews_only else "plan-steps-title")
    return Html("\n".join([title, *lines, texts.html("gaps-brackets")]))


def _reviews_only(plan: Plan) -> bool:
    """Whether nothing but reviews is asked until the interview, so that the list of gaps orders nothing any more."""
    return plan.final and plan.weak > 0


def _step(texts: Translator, coach: Coach, number: int, step: Step, *, reviews_only: bool) -> Html:
    row = step.row
    name = coach.bank.areas[row.area].name.of(texts.lang)
    told = texts.html(
        "plan-step", number=number, area=name, target=level(row.target), verdict=verdict(texts, row), **interval(row.estimate)
    )
    # Where only reviews are asked it is not time that is short.
    if reviews_only or step.fits is None or row.more is None:
        return told
    room = texts.html("plan-fits" if step.fits else "plan-fits-not")
    return Html(f"{told} · {room}")


def _realistic(texts: Translator, plan: Plan) -> Html | None:
    """Say what finds room, and the pace that would do more; nothing on the day itself, when nothing can be planned any more."""
    if not plan.days:
        return None
    lines = [texts.html("plan-realistic-title"), _reviews(texts, plan)]
    if plan.suggested is None and _reviews_only(plan) and not plan.enough:
        lines.append(texts.html("plan-pace-final"))
    elif plan.suggested is None:
        lines.append(texts.html("plan-pace-enough", weak=plan.weak) if plan.enough else texts.html("plan-pace-best"))
    elif plan.enough:
        lines.append(texts.html("plan-pace-more", weak=plan.weak, count=plan.suggested))
    else:
        lines.append(texts.html("plan-pace-most", count=plan.suggested))
    return Html("\n".join([*lines, texts.html("plan-no-promise")]))


def _reviews(texts: Translator, plan: Plan) -> Html:
    if not plan.weak:
        return texts.html("plan-weak-none")
    if plan.covered < plan.weak:
        return texts.html("plan-weak-some", weak=plan.weak, covered=plan.covered)
    if plan.each > _OFTEN:
        return texts.html("plan-weak-due", weak=plan.weak)
    return texts.html("plan-weak-all", weak=plan.weak, each=plan.each)


def _keys(texts: Translator, coach: Coach, plan: Plan) -> Keyboard:
    first = plan.steps[0].row.area if plan.steps and not _reviews_only(plan) else ""
    label = texts.plain("gaps-button-quiz", area=coach.bank.areas[first].name.of(texts.lang)) if first else texts.plain("week-button-quiz")
    more = (Button(texts.plain("plan-button-count"), Edit("s", "count")), Button(texts.plain("week-button-gaps"), Show("gaps")))
    return ((Button(label, Practise(first)),), more)
