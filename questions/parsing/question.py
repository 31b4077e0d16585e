"""One question file: YAML values to a `Question`, held to docs/question-format.md as far as a single file shows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from questions.model import Format, Near, Option, Proof, Question, Text
from questions.parsing.proof import proof
from questions.parsing.source import FieldError, Fields, Node, Report, boolean, items, number, string
from questions.parsing.texts import NO_TEXT, Shape, text

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ID_LENGTH = 48
_OPTIONS = {Format.SINGLE: (3, 5), Format.MULTIPLE: (3, 6), Format.ORDER: (3, 6)}
_NEAR = {Format.OUTPUT: 2, Format.NUMBER: 2, Format.CLOZE: 1}


@dataclass(frozen=True, slots=True)
class _Key:
    """What the right answer is, in the fields of `Question`."""

    options: tuple[Option, ...] = ()
    answers: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    case_sensitive: bool = True
    tolerance: float = 0.0
    unit: Text | None = None


def question(node: Node, report: Report, area: str, concept: str, question_id: str) -> Question | None:
    """Read a question; ``None`` if anything was reported."""
    troubled = False

    def noting(line: int, message: str) -> None:
        nonlocal troubled
        troubled = True
        report(line, message)

    fields = Fields(node, noting, "the question")
    form = fields.need("format", _format, None)
    if form is None:
        return None
    read = partial(_question, fields, noting, form)
    built = read(area, concept, question_id)
    fields.finish()
    return None if troubled else built


def _question(fields: Fields, report: Report, form: Format, area: str, concept: str, question_id: str) -> Question:
    fields.what = f"a `{form}` question"
    prompt = fields.need("prompt", lambda n: text(n, report), NO_TEXT)
    key = _KEYS[form](fields, report, form)
    return Question(
        id=question_id,
        area=area,
        concept=concept,
        format=form,
        difficulty=fields.need("difficulty", _difficulty, 1),
        prompt=prompt,
        explanation=fields.need("explanation", lambda n: text(n, report), NO_TEXT),
        references=fields.need("references", _strings, ()),
        options=key.options,
        answers=key.answers,
        near=key.near,
        case_sensitive=key.case_sensitive,
        tolerance=key.tolerance,
        unit=key.unit,
        proof=_proof(fields, report, form, prompt, key),
        retired=fields.may("retired", boolean, False),
        replaces=fields.may("replaces", _id, None),
    )


def _proof(fields: Fields, report: Report, form: Format, prompt: Text, key: _Key) -> Proof | None:
    correct = tuple(o.correct for o in key.options)
    return fields.may("proof", lambda n: proof(n, report, form, prompt.en, correct), None)


def _choice_key(fields: Fields, report: Report, form: Format) -> _Key:
    options = fields.need("options", lambda n: _options(n, report, form), ())
    right = sum(o.correct for o in options)
    if options and form is Format.SINGLE and right != 1:
        report(fields.line_of("options"), f"a `single` has exactly one option with `correct: true`, not {right}")
    if options and form is Format.MULTIPLE and not 0 < right < len(options):
        report(fields.line_of("options"), "a `multiple` has at least one right and one wrong option")
    return _Key(options=options)


def _order_key(fields: Fields, report: Report, form: Format) -> _Key:
    return _Key(options=fields.need("steps", lambda n: _options(n, report, form), ()))


def _output_key(fields: Fields, report: Report, form: Format) -> _Key:
    answer = fields.need("answer", string, "").strip()
    return _Key(
        answers=(answer, *fields.may("accept", _strings, ())),
        near=_near(fields, report, form, string),
        case_sensitive=fields.may("case_sensitive", boolean, True),
    )


def _cloze_key(fields: Fields, report: Report, form: Format) -> _Key:
    return _Key(
        answers=fields.need("accept", _strings, ()),
        near=_near(fields, report, form, string),
        case_sensitive=fields.may("case_sensitive", boolean, False),
    )


def _number_key(fields: Fields, report: Report, form: Format) -> _Key:
    return _Key(
        answers=(fields.need("answer", _figure, "0"),),
        near=_near(fields, report, form, _figure),
        tolerance=fields.may("tolerance", _tolerance, 0.0),
        unit=fields.may("unit", lambda n: text(n, report, Shape.PLAIN), None),
    )


_KEYS: dict[Format, Callable[[Fields, Report, Format], _Key]] = {
    Format.SINGLE: _choice_key,
    Format.MULTIPLE: _choice_key,
    Format.ORDER: _order_key,
    Format.OUTPUT: _output_key,
    Format.CLOZE: _cloze_key,
    Format.NUMBER: _number_key,
}


def _options(node: Node, report: Report, form: Format) -> tuple[Option, ...]:
    least, most = _OPTIONS[form]
    children = items(node)
    if not least <= len(children) <= most:
        raise FieldError(node.line, f"a `{form}` has {least} to {most} of them, not {len(children)}")
    return tuple(_option(child, report, form) for child in children)


def _option(node: Node, report: Report, form: Format) -> Option:
    fields = Fields(node, report, "a step" if form is Format.ORDER else "an option")
    option = Option(
        text=fields.need("text", lambda n: text(n, report, Shape.PARAGRAPH_OR_CODE), NO_TEXT),
        feedback=fields.need("feedback", lambda n: text(n, report, Shape.PARAGRAPH), NO_TEXT),
        correct=form is not Format.ORDER and fields.may("correct", boolean, False),
    )
    fields.finish()
    return option


def _near(fields: Fields, report: Report, form: Format, read: Callable[[Node], str]) -> tuple[Near, ...]:
    def all_near(node: Node) -> tuple[Near, ...]:
        least = _NEAR[form]
        children = items(node)
        if len(children) < least:
            raise FieldError(node.line, f"a `{form}` names at least {least} near answers, not {len(children)}")
        return tuple(_one_near(child, report, read) for child in children)

    return fields.need("near", all_near, ())


def _one_near(node: Node, report: Report, read: Callable[[Node], str]) -> Near:
    fields = Fields(node, report, "a near answer")
    near = Near(
        answer=fields.need("answer", read, "").strip(),
        feedback=fields.need("feedback", lambda n: text(n, report, Shape.PARAGRAPH), NO_TEXT),
    )
    fields.finish()
    return near


def _format(node: Node) -> Format:
    try:
        return Format(str(node.value))
    except ValueError as error:
        raise FieldError(node.line, f"must be one of {', '.join(Format)}") from error


def _difficulty(node: Node) -> int:
    value = node.value
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 5:
        raise FieldError(node.line, "must be 1, 2, 3, 4 or 5")
    return value


def _figure(node: Node) -> str:
    value = number(node)
    return str(int(value)) if value == int(value) else repr(value)


def _tolerance(node: Node) -> float:
    value = number(node)
    if value < 0:
        raise FieldError(node.line, "cannot be negative")
    return float(value)


def _strings(node: Node) -> tuple[str, ...]:
    children = items(node)
    if not children:
        raise FieldError(node.line, "needs at least one entry")
    return tuple(string(child).strip() for child in children)


def _id(node: Node) -> str:
    return check_id(string(node), node.line)


def check_id(name: str, line: int = 1) -> str:
    """Return ``name`` if it can be a question's id; raise `FieldError` otherwise."""
    if not ID.fullmatch(name) or len(name) > ID_LENGTH:
        raise FieldError(line, f"`{name}` is no id: lower-case words joined by hyphens, at most {ID_LENGTH} characters")
    return name
