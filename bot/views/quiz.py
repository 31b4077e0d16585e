"""A question as a message: open, being answered, answered, skipped, closed; and the end of a quiz."""

from __future__ import annotations

from collections.abc import Sequence

from bot.callbacks import Flag, Next, Pick, Place, Practise, Put, Show, Skip, Stop, Submit, Tick, Undo, Unknown, Why
from bot.coach import Coach
from bot.texts import Html, Translator
from bot.usecases.account import REASONS
from bot.usecases.answering import Answered
from bot.usecases.quiz import Finished, Shown
from bot.views.rich import rich, rich_option
from bot.views.screen import Button, Keyboard, Screen, rows
from questions.model import Asking, DontKnow, Format, Lang, Option, Ordered, Picked, Question, Quiz, QuizKind, Typed

LETTERS = "ABCDEF"
_RIGHT, _WRONG, _MISSED, _PLAIN = "✅", "❌", "☑️", "▫️"


def question(texts: Translator, coach: Coach, shown: Shown, lead: Html | None = None) -> Screen:
    """Show an open question, as far as it is ticked or ordered; ``lead`` stands above it (a push's greeting)."""
    asking, asked = shown.asking, shown.question
    parts = [
        _head(texts, coach, _head_key(shown.quiz), asked, number=shown.number, size=shown.quiz.size),
        rich(asked.prompt.of(texts.lang)),
    ]
    if asked.options:
        parts.append(_options(asked, asking, texts.lang))
    parts.append(_hint(texts, asked))
    if asked.format is Format.ORDER and asking.picks:
        parts.append(texts.html("quiz-placed", letters=_letters(asking, asking.picks, " → ")))
    return Screen(_join([lead, *parts]), _question_keys(texts, asked, asking))


def result(texts: Translator, coach: Coach, answered: Answered, *, quoted: bool = False) -> Screen:
    """Show an answered question: verdict, what was chosen and why that is wrong, the explanation, where to read on.

    Where the question is ``quoted`` it is not repeated.
    """
    asked, asking = answered.question, answered.asking
    last = asking.position >= answered.quiz.size
    head = _head(texts, coach, _head_key(answered.quiz), asked, number=asking.position, size=answered.quiz.size)
    parts = [
        *(() if quoted else (head, rich(asked.prompt.of(texts.lang)))),
        _marked(texts, answered) if asked.options else None,
        _verdict(texts, answered),
        _feedback(answered, texts.lang),
        texts.html("quiz-explanation", explanation=rich(asked.explanation.of(texts.lang))),
        texts.html("quiz-references", references=" · ".join(_reference(texts, each) for each in asked.references)),
    ]
    forward = texts.plain("quiz-button-finish" if last else "quiz-button-next")
    more = (Button(texts.plain("quiz-button-why"), Why(asking.id)), Button(texts.plain("quiz-button-report"), Flag(asking.id, "")))
    return Screen(_join(parts), ((Button(forward, Next(asking.quiz_id)),), more))


def passed_over(texts: Translator, asked: Question, note: str) -> Screen:
    """Show a question that was skipped or closed, with a note in place of its buttons."""
    return Screen(_join([rich(asked.prompt.of(texts.lang)), texts.html(note)]))


def finished(texts: Translator, end: Finished) -> Screen:
    """Show the end of a quiz."""
    lines = [texts.html("quiz-finished", right=end.right, answered=end.answered) if end.answered else texts.html("quiz-finished-none")]
    if end.skipped:
        lines.append(texts.html("quiz-finished-skipped", count=end.skipped))
    if end.streak:
        lines.append(texts.html("quiz-finished-streak", days=end.streak))
    again = Practise(end.quiz.concept or end.quiz.area or "")
    keys = (Button(texts.plain("quiz-more"), again), Button(texts.plain("week-button-gaps"), Show("gaps")))
    return Screen(_join(lines, "\n"), (keys,))


def placed(texts: Translator, end: Finished, summary: Html) -> Screen:
    """Show the end of a placement: what it is sure of and what not, why it ended before its most questions, and how it goes on."""
    early = end.answered + end.skipped < end.quiz.size
    parts = [
        texts.html("quiz-finished-placement", answered=end.answered),
        summary,
        texts.html("quiz-finished-placement-early", size=end.quiz.size) if early else None,
        texts.html("quiz-finished-placement-next"),
    ]
    return Screen(_join(parts))


def why(texts: Translator, coach: Coach, asking: Asking) -> str:
    """Say in plain words why a question was asked; plain text, for a notice over the chat."""
    reason = asking.reason or {}
    area, concept = str(reason.get("area", "")), str(reason.get("concept", ""))
    names = {
        "area": coach.bank.areas[area].name.of(texts.lang) if area in coach.bank.areas else area,
        "concept": coach.bank.concepts[concept].name.of(texts.lang) if concept in coach.bank.concepts else concept,
    }
    numbers = {"chance": _percent(reason.get("chance")), "recall": _percent(reason.get("retrievability"))}
    kind = reason.get("kind", "measure")
    return texts.plain(f"why-{kind}", **names, **numbers)


def reasons(texts: Translator, asking: Asking) -> Keyboard:
    """Offer the reasons for reporting a question."""
    choices = [Button(texts.plain(f"quiz-report-{reason}"), Flag(asking.id, reason)) for reason in REASONS]
    return rows([*choices, Button(texts.plain("quiz-report-cancel"), Flag(asking.id, "-"))], 1)


def pick_area(texts: Translator, coach: Coach, lead: Html) -> Screen:
    """Offer every area to practise."""
    areas = [Button(area.name.of(texts.lang), Practise(area.id)) for area in coach.bank.areas.values()]
    return Screen(lead, (*rows(areas, 2), (Button(texts.plain("quiz-any-area"), Practise("")),)))


def offer_placement(texts: Translator, *, begun: bool) -> Keyboard:
    """Offer the placement, or a later time."""
    return ((place_button(texts, begun=begun),), (Button(texts.plain("setup-later"), Show("later")),))


def place_button(texts: Translator, *, begun: bool) -> Button:
    """Start the placement, or go on with the one that has begun."""
    return Button(texts.plain("setup-place-on-button" if begun else "setup-place-button"), Place())


def _percent(value: object) -> int:
    return round(100 * value) if isinstance(value, float | int) else 0


def _head_key(quiz: Quiz) -> str:
    return "quiz-head-placement" if quiz.kind is QuizKind.PLACEMENT else "quiz-head"


def _head(texts: Translator, coach: Coach, key: str, asked: Question, *, number: int, size: int) -> Html:
    area, concept = coach.bank.areas[asked.area], coach.bank.concepts[asked.concept_id]
    return texts.html(key, number=number, size=size, area=area.name.of(texts.lang), concept=concept.name.of(texts.lang))


def _hint(texts: Translator, asked: Question) -> Html:
    if asked.format is Format.NUMBER and asked.unit is not None:
        return texts.html("quiz-hint-number-unit", unit=asked.unit.of(texts.lang))
    return texts.html(f"quiz-hint-{asked.format.value}")


def _options(asked: Question, asking: Asking, lang: Lang) -> Html:
    shown = [asked.options[index] for index in asking.order]
    lines = [f"<b>{letter}.</b> {_text(option, lang)}" for letter, option in zip(LETTERS, shown, strict=False)]
    return Html("\n".join(lines))


def _marked(texts: Translator, answered: Answered) -> Html:
    """Every option with its mark: right and chosen, wrong and chosen, right and missed; of an order the right one."""
    asked, order, lang = answered.question, answered.asking.order, texts.lang
    if asked.format is Format.ORDER:
        steps = [f"{n}. {_text(option, lang)}" for n, option in enumerate(asked.options, 1)]
        return Html("\n".join([texts.html("quiz-right-order"), *steps]))
    chosen = answered.answer.options if isinstance(answered.answer, Picked) else frozenset()
    lines = []
    for letter, index in zip(LETTERS, order, strict=False):
        option = asked.options[index]
        if option.correct:
            mark = _RIGHT if index in chosen or not chosen or asked.format is Format.SINGLE else _MISSED
        else:
            mark = _WRONG if index in chosen else _PLAIN
        lines.append(f"{mark} <b>{letter}.</b> {_text(option, lang)}")
    return Html("\n".join(lines))


def _text(option: Option, lang: Lang) -> Html:
    return rich_option(option.text.of(lang))


def _verdict(texts: Translator, answered: Answered) -> Html:
    asked, asking, given = answered.question, answered.asking, answered.answer
    lines = [texts.html("quiz-right" if answered.grade.correct else "quiz-unknown" if isinstance(given, DontKnow) else "quiz-wrong")]
    match given:
        case Picked(options):
            lines.append(texts.html("quiz-you-chose", letters=_letters(asking, [i for i in asking.order if i in options], ", ")))
        case Ordered(steps):
            lines.append(texts.html("quiz-your-order", steps=_places(asked, steps)))
        case Typed(text):
            lines.append(texts.html("quiz-you-typed", answer=text))
    if asked.format is Format.MULTIPLE and not answered.grade.correct and isinstance(given, Picked):
        lines.append(_share(texts, asked, given))
        if any(option.correct and index not in given.options for index, option in enumerate(asked.options)):
            lines.append(texts.html("quiz-missed"))
    if asked.answers and not answered.grade.correct:
        key = _key(asked, texts.lang)
        unit = asked.unit.of(texts.lang) if asked.unit else None
        lines.append(texts.html("quiz-key-unit", answer=key, unit=unit) if unit else texts.html("quiz-key", answer=key))
    return _join(lines, "\n")


def _feedback(answered: Answered, lang: Lang) -> Html | None:
    """What is to be said of the mistake; where several options may be meant, behind the letter or number of the one that is."""
    asked, given = answered.question, answered.grade.feedback
    if given is None:
        return None
    told = rich(given.of(lang))
    index = next((index for index, option in enumerate(asked.options) if option.feedback is given), None)
    if index is None or asked.format is Format.SINGLE:
        return told
    name = f"{index + 1}" if asked.format is Format.ORDER else LETTERS[answered.asking.order.index(index)]
    return Html(f"<b>{name}.</b> {told}")


def _reference(texts: Translator, reference: str) -> str:
    """Name a reference; ``notes 1.2.1`` is a section of the study notes."""
    kind, _, section = reference.partition(" ")
    return texts.plain("quiz-notes", section=section) if kind == "notes" else reference


def _key(asked: Question, lang: Lang) -> str:
    """Return the accepted spelling to show: the first, but in Korean the first in Korean, where there is one."""
    korean = (each for each in asked.answers if any("\uac00" <= letter <= "\ud7a3" for letter in each))
    return next(korean, asked.answers[0]) if lang == "ko" else asked.answers[0]


def _share(texts: Translator, asked: Question, given: Picked) -> Html:
    agreed = sum(option.correct == (index in given.options) for index, option in enumerate(asked.options))
    return texts.html("quiz-share", right=agreed, all=len(asked.options))


def _letters(asking: Asking, indexes: Sequence[int], between: str) -> str:
    """Name options by the letters under which they are shown."""
    return between.join(LETTERS[asking.order.index(index)] for index in indexes)


def _places(asked: Question, steps: Sequence[int]) -> str:
    """Name steps by their numbers in the right order, in which the result lists them."""
    return " → ".join(str(index + 1) for index in steps) if len(steps) == len(asked.options) else ""


def _question_keys(texts: Translator, asked: Question, asking: Asking) -> Keyboard:
    letters = range(len(asking.order))
    keys: list[tuple[Button, ...]] = []
    match asked.format:
        case Format.SINGLE:
            keys += rows([Button(LETTERS[place], Pick(asking.id, place)) for place in letters], 5)
        case Format.MULTIPLE:
            ticks = [f"{'☑' if asking.order[place] in asking.picks else '☐'} {LETTERS[place]}" for place in letters]
            keys += rows([Button(label, Tick(asking.id, place)) for place, label in enumerate(ticks)], 3)
            keys.append((Button(texts.plain("quiz-button-submit"), Submit(asking.id)),))
        case Format.ORDER:
            left = [place for place in letters if asking.order[place] not in asking.picks]
            keys += rows([Button(LETTERS[place], Put(asking.id, place)) for place in left], 6)
            if asking.picks:
                keys.append(_order_keys(texts, asking, done=not left))
    last = (Button(texts.plain("quiz-button-unknown"), Unknown(asking.id)), Button(texts.plain("quiz-button-skip"), Skip(asking.id)))
    return (*keys, last, (Button(texts.plain("quiz-button-stop"), Stop(asking.quiz_id)),)) if asking.position > 1 else (*keys, last)


def _order_keys(texts: Translator, asking: Asking, *, done: bool) -> tuple[Button, ...]:
    undo = Button(texts.plain("quiz-button-undo"), Undo(asking.id))
    return (undo, Button(texts.plain("quiz-button-submit"), Submit(asking.id))) if done else (undo,)


def _join(parts: Sequence[Html | None], between: str = "\n\n") -> Html:
    return Html(between.join(part for part in parts if part))
