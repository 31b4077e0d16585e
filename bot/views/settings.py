"""The set-up, step by step, and the settings: one editor per setting serves both."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from bot.callbacks import Choose, Edit, Show
from bot.coach import Coach
from bot.texts import Html, Translator, cities
from bot.usecases import enrol
from bot.usecases.enrol import PROFILE, SETUP, UNSURE
from bot.views import gaps
from bot.views.plan import day
from bot.views.quiz import offer_placement
from bot.views.screen import Button, Keyboard, Screen, rows
from questions import days, profiles
from questions.model import LANGS, Learner

WIZARD, SETTINGS = "w", "s"
_FIELDS = ("role", "origin", "facing", "stage", "level", "zone", "hour", "count", "weekday", "quiet", "challenge", "lang")


def greeting(texts: Translator, *, new: bool) -> Html:
    """Greet somebody."""
    return texts.html("start-greeting") if new else texts.html("start-again")


def editor(texts: Translator, coach: Coach, learner: Learner, flow: str, field: str, at: datetime) -> Screen:
    """Offer the values of one setting; ``level/<area>`` is the target of one area.

    Raises:
        KeyError: if there is no such setting.
    """
    kind, _, area = field.partition("/")
    keys = _choices(texts, coach, learner, flow, kind, area)
    question = _question(texts, coach, learner, kind, area)
    if flow == WIZARD:
        if kind not in (*SETUP, "origin"):
            raise KeyError(kind)
        step = SETUP.index("role" if kind == "origin" else kind) + 1
        question = texts.html("setup-progress", step=step, steps=len(SETUP), question=question)
        here = "role" if kind == "origin" else kind
        skip = Button(texts.plain("setup-skip"), Choose(flow, here, ""))
        before = "role" if kind == "origin" else enrol.step_before(kind)
        back = (Button(texts.plain("setup-back"), Edit(flow, before)),) if before else ()
        keys = (*keys, (*back, skip))
    else:
        keys = (*keys, (Button(texts.plain("setup-back"), Show("settings")),))
    if kind in ("zone", "hour"):
        question = Html(f"{question}\n{texts.html('settings-zone', value=_zone(texts, learner), now=_clock(learner, at))}")
    return Screen(question, keys)


def again(texts: Translator, coach: Coach, learner: Learner, field: str, at: datetime) -> Screen:
    """Show a step of the set-up again to somebody who typed something there, and say that it is answered by its buttons."""
    lead, step = texts.html("setup-tap"), editor(texts, coach, learner, WIZARD, field, at)
    return replace(step, html=Html(f"{lead}\n\n{step.html}"))


def found_cities(texts: Translator, flow: str, name: str) -> Screen:
    """Offer the cities like ``name``, or say that there is none."""
    found = cities.search(name, texts.lang)
    if not found:
        return Screen(texts.html("set-zone-none", name=name[:60]))
    return Screen(texts.html("set-zone-found"), rows([Button(label, Choose(flow, "zone", zone)) for label, zone in found], 2))


def ask_city(texts: Translator) -> Screen:
    """Ask for the name of a city."""
    return Screen(texts.html("set-zone-ask"))


def done(texts: Translator, learner: Learner, *, begun: bool) -> Screen:
    """End the set-up with the plan and the offer of the placement, which may have ``begun`` before."""
    plan = (
        texts.html("setup-done-paused")
        if learner.paused
        else texts.html("setup-done-plan", hour=_hour(_arrival(learner)), zone=_zone(texts, learner), weekday=_weekday(texts, learner))
    )
    interview = None if learner.interview_on else texts.html("setup-done-interview")
    parts = [texts.html("setup-done"), plan, _quiet_note(texts, learner), interview, texts.html("setup-place")]
    return Screen(Html("\n\n".join(part for part in parts if part)), offer_placement(texts, begun=begun))


def overview(texts: Translator, coach: Coach, learner: Learner, at: datetime) -> Screen:
    """Every setting with its value, and a button for each."""
    unset = texts.plain("settings-unset")
    target, origins = learner.target, coach.bank.profiles.origins
    values = {
        "role": texts.plain(f"set-role-{target.engineer_type}") if target.engineer_type else unset,
        "origin": origins[target.origin].name.of(texts.lang) if target.origin and target.origin in origins else unset,
        "facing": texts.plain(f"set-facing-{target.facing}") if target.facing else unset,
        "stage": texts.plain(f"set-stage-{target.stage}") if target.stage else unset,
        "hour": _hour(learner.schedule.daily_at),
        "count": str(learner.questions_a_day),
        "weekday": _weekday(texts, learner),
        "quiet": _quiet(texts, learner),
        "challenge": texts.plain(f"set-challenge-{learner.challenge}"),
        "interview": unset if learner.interview_on is None else day(texts, learner.interview_on),
    }
    lines = [texts.html(f"settings-{name}", value=value) for name, value in values.items()]
    lines.insert(4, texts.html("settings-levels", count=len(target.overrides)))
    lines.append(texts.html("settings-zone", value=_zone(texts, learner), now=_clock(learner, at)))
    lines.append(texts.html("settings-lang"))
    note = _quiet_note(texts, learner)
    parts = [texts.html("settings-title"), Html("\n".join(lines)), note, texts.html("settings-paused") if learner.paused else None]
    buttons = [Button(texts.plain(f"settings-button-{name}"), Edit(SETTINGS, name)) for name in _FIELDS]
    pause = Button(
        texts.plain("settings-button-resume" if learner.paused else "settings-button-pause"), Choose(SETTINGS, "paused", _flip(learner))
    )
    interview = Button(texts.plain("settings-button-interview"), Show("plan"))
    return Screen(Html("\n\n".join(part for part in parts if part)), (*rows(buttons, 3), (interview, pause)))


def pause(texts: Translator, learner: Learner) -> Screen:
    """Confirm a pause or its end."""
    if learner.paused:
        return Screen(texts.html("pause-on"), ((Button(texts.plain("pause-resume"), Choose(SETTINGS, "paused", "0")),),))
    return Screen(texts.html("pause-off", hour=_hour(_arrival(learner))))


def languages(texts: Translator) -> Screen:
    """Offer the languages, each in its own name."""
    keys = tuple(Button(texts.plain(f"language-{lang}"), Choose("l", "lang", lang)) for lang in LANGS)
    return Screen(texts.html("set-lang"), (keys,))


def _flip(learner: Learner) -> str:
    return "0" if learner.paused else "1"


def _question(texts: Translator, coach: Coach, learner: Learner, kind: str, area: str) -> Html:
    if kind != "level":
        return texts.html(f"set-{kind}")
    if not area:
        return texts.html("set-level-area")
    profile = profiles.requirements(coach.bank.profiles, replace(learner.target, overrides={}))[area].level
    return texts.html("set-level", area=coach.bank.areas[area].name.of(texts.lang), level=gaps.level(profile))


def _choices(texts: Translator, coach: Coach, learner: Learner, flow: str, kind: str, area: str) -> Keyboard:
    match kind:
        case "role":
            keys = _named(texts, flow, kind, (*enrol.ENGINEER_TYPES, UNSURE))
            origin = Button(texts.plain("set-role-origin"), Edit(flow, "origin"))
            return (*keys[:-1], (origin,), keys[-1]) if flow == WIZARD else keys
        case "origin":
            roles = [Button(each.name.of(texts.lang), Choose(flow, kind, each.id)) for each in coach.bank.profiles.origins.values()]
            return (*rows(roles, 2), (Button(texts.plain("set-origin-none"), Choose(flow, kind, UNSURE)),))
        case "facing":
            return _named(texts, flow, kind, (*enrol.FACINGS, UNSURE))
        case "stage":
            return _named(texts, flow, kind, (*enrol.STAGES, UNSURE))
        case "zone":
            zones = [Button(cities.label(zone, texts.lang), Choose(flow, kind, zone)) for zone in cities.suggested(texts.lang)]
            return (*rows(zones, 2), (Button(texts.plain("set-zone-search"), Edit(flow, "city")),))
        case "hour":
            return rows([Button(f"{int(hour):02d}:00", Choose(flow, kind, hour)) for hour in enrol.HOURS], 4)
        case "weekday":
            return rows([Button(texts.plain(f"weekday-{day}"), Choose(flow, kind, str(day))) for day in range(7)], 3)
        case "count":
            return rows([Button(count, Choose(flow, kind, count)) for count in enrol.COUNTS], 5)
        case "quiet":
            return rows([Button(_quiet_label(texts, value), Choose(flow, kind, value)) for value in enrol.QUIET], 2)
        case "challenge":
            return _named(texts, flow, kind, enrol.CHALLENGES)
        case "lang":
            return rows([Button(texts.plain(f"language-{lang}"), Choose(flow, kind, lang)) for lang in LANGS], 2)
        case "level" if area:
            levels = [Button(value, Choose(flow, f"level/{area}", value)) for value in enrol.LEVELS]
            return (*rows(levels, 5), (Button(texts.plain("set-level-profile"), Choose(flow, f"level/{area}", PROFILE)),))
        case "level":
            return rows(
                [Button(_with_level(texts, coach, learner, each.id), Edit(flow, f"level/{each.id}")) for each in coach.bank.areas.values()],
                2,
            )
        case _:
            raise KeyError(kind)


def _with_level(texts: Translator, coach: Coach, learner: Learner, area: str) -> str:
    own = learner.target.overrides.get(area)
    name = coach.bank.areas[area].name.of(texts.lang)
    return name if own is None else f"{name} · {own:.0f}"


def _named(texts: Translator, flow: str, kind: str, values: tuple[str, ...]) -> Keyboard:
    return rows([Button(texts.plain(f"set-{kind}-{value}"), Choose(flow, kind, value)) for value in values], 1)


def _quiet_label(texts: Translator, value: str) -> str:
    if value == "none":
        return texts.plain("set-quiet-none")
    begin, end = value.split("-")
    return f"{int(begin):02d}:00–{int(end):02d}:00"


def _quiet(texts: Translator, learner: Learner) -> str:
    schedule = learner.schedule
    if schedule.quiet_from == schedule.quiet_until:
        return texts.plain("set-quiet-none")
    return f"{_hour(schedule.quiet_from)}–{_hour(schedule.quiet_until)}"


def _quiet_note(texts: Translator, learner: Learner) -> Html | None:
    """Say so when the chosen hour lies in the quiet hours, in which nothing is sent."""
    hour, arrival = learner.schedule.daily_at, _arrival(learner)
    return None if hour == arrival else texts.html("set-hour-quiet", hour=_hour(hour), quiet=_quiet(texts, learner), arrival=_hour(arrival))


def _arrival(learner: Learner) -> time:
    """Return when the daily quiz comes: at its hour, or at the end of the quiet hours in which that lies."""
    quiet_from, quiet_until, hour = learner.schedule.quiet_from, learner.schedule.quiet_until, learner.schedule.daily_at
    over_midnight = quiet_from > quiet_until
    inside = hour >= quiet_from or hour < quiet_until if over_midnight else quiet_from <= hour < quiet_until
    return quiet_until if inside else hour


def _hour(value: time) -> str:
    return f"{value:%H:%M}"


def _zone(texts: Translator, learner: Learner) -> str:
    return cities.label(learner.schedule.zone, texts.lang)


def _weekday(texts: Translator, learner: Learner) -> str:
    return texts.plain(f"weekday-{learner.schedule.weekday}")


def _clock(learner: Learner, at: datetime) -> str:
    return f"{days.local_time(at, learner.schedule.zone):%H:%M}"
