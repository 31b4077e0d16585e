"""The `proof` of a question: YAML values to a `Proof`, with the defaults of docs/question-format.md filled in."""

from __future__ import annotations

from collections.abc import Mapping

from questions import markup
from questions.model import Format, OptionProof, Outcome, Proof
from questions.parsing.source import FieldError, Fields, Node, Report, boolean, items, plain, string

ENGINES = ("duckdb", "sqlite", "python", "bash", "java")
SQL = ("duckdb", "sqlite")
BLANK = "____"
_FENCES: Mapping[str, tuple[str, ...]] = {
    "duckdb": ("sql",),
    "sqlite": ("sql",),
    "python": ("python", "py"),
    "bash": ("bash", "sh", "shell"),
    "java": ("java",),
}
_OUTCOMES = ("rows", "stdout", "error")


def proof(node: Node, report: Report, form: Format, prompt: str, correct: tuple[bool, ...]) -> Proof:
    """Read a proof of a question of format ``form`` whose English prompt is ``prompt`` and whose options are ``correct`` or not."""
    fields = Fields(node, report, "the proof")
    engines = fields.need("engines", _engines, ())
    options = fields.may("options", lambda n: _options(n, report, form, len(correct)), ())
    own = _Part(fields, report)
    run = own.run or _default_run(node, report, engines, form, prompt, options, correct)
    _complete(node, report, form, correct, own.outcome, options)
    _suit(node, report, engines, (own.outcome, *(o.outcome for o in options)))
    if form is Format.CLOZE and engines and run.count(BLANK) != 1:
        report(node.line, f"`run` of a cloze's proof shows the blank {BLANK} once")
    read = Proof(
        engines=engines,
        fixture=fields.may("fixture", string, ""),
        run=run,
        outcome=own.outcome,
        ordered=fields.may("ordered", boolean, False),
        options=options,
    )
    fields.finish()
    return read


class _Part:
    """The snippet and the outcome that a proof, or one entry of its options, names."""

    def __init__(self, fields: Fields, report: Report) -> None:
        self.run = fields.may("run", string, None)
        outcomes = [
            fields.may("rows", _rows, None),
            fields.may("stdout", _stdout, None),
            fields.may("error", _error, None),
        ]
        given = [o for o in outcomes if o is not None]
        if len(given) > 1:
            report(fields.line, f"{fields.what} names more than one of {', '.join(_OUTCOMES)}")
        self.outcome = given[0] if given else None


def _engines(node: Node) -> tuple[str, ...]:
    names = tuple(string(child) for child in items(node))
    unknown = [name for name in names if name not in ENGINES]
    if not names or unknown or len(set(names)) < len(names):
        raise FieldError(node.line, f"must name some of {', '.join(ENGINES)}, each once")
    if len({_FENCES[name] for name in names}) > 1:
        raise FieldError(node.line, "engines of one proof speak one language")
    return names


def _default_run(
    node: Node,
    report: Report,
    engines: tuple[str, ...],
    form: Format,
    prompt: str,
    options: tuple[OptionProof, ...],
    correct: tuple[bool, ...],
) -> str:
    """Return the prompt's one block in the engines' language, unless each option brings its own snippet."""
    own = correct and form is not Format.ORDER and all(any(o.option == i and o.run for o in options) for i in range(len(correct)))
    if own or not engines or not prompt:
        return BLANK if form is Format.CLOZE else ""  # engines or a prompt that could not be read are reported where they stand
    language = _FENCES[engines[0]]
    blocks = markup.code_of(markup.parse(prompt), language)
    if len(blocks) != 1:
        report(node.line, f"the proof needs `run`: the English prompt has {len(blocks)} blocks of {language[0]}, not one")
        return BLANK if form is Format.CLOZE else ""
    return blocks[0]


def _complete(
    node: Node,
    report: Report,
    form: Format,
    correct: tuple[bool, ...],
    own: Outcome | None,
    options: tuple[OptionProof, ...],
) -> None:
    """Report a proof that leaves something unshown."""
    if form in (Format.SINGLE, Format.MULTIPLE):
        shown = {o.option for o in options}
        excused = {i for i, right in enumerate(correct) if right and form is Format.SINGLE and own is not None}
        for index in sorted(set(range(len(correct))) - shown - excused):
            report(node.line, f"nothing shows whether option {index} is true: add {index} to the proof's `options`")
        if own is None and any(o.outcome is None for o in options):
            report(node.line, "an option's entry has no outcome, nor has the proof: name one of rows, stdout, error")
    elif own is None and form not in (Format.OUTPUT, Format.NUMBER):
        report(node.line, "the proof names none of rows, stdout, error")


def _suit(node: Node, report: Report, engines: tuple[str, ...], outcomes: tuple[Outcome | None, ...]) -> None:
    """Report outcomes that the engines cannot give: only SQL has rows, and it prints nothing."""
    wrong = "stdout" if engines and engines[0] in SQL else "rows"
    if engines and any(o is not None and o.kind == wrong for o in outcomes):
        report(node.line, f"{engines[0]} gives no {wrong}")


def _options(node: Node, report: Report, form: Format, count: int) -> tuple[OptionProof, ...]:
    if form not in (Format.SINGLE, Format.MULTIPLE):
        raise FieldError(node.line, f"a `{form}` has no options to show")
    if not isinstance(node.value, dict):
        raise FieldError(node.line, "must be a mapping from the option's index (from 0) to what shows its truth")
    read = []
    for key, child in node.value.items():
        if not key.isdecimal() or int(key) >= count:
            report(child.line, f"there is no option {key}: indexes run from 0 to {count - 1}")
        else:
            read.append(_entry(int(key), child, report))
    return tuple(sorted(read, key=lambda entry: entry.option))


def _entry(index: int, node: Node, report: Report) -> OptionProof:
    match node.value:
        case tuple():
            return OptionProof(index, outcome=_rows(node))
        case str() if node.value == "error" and not node.style:
            return OptionProof(index, outcome=Outcome("error"))
        case str():
            return OptionProof(index, outcome=_stdout(node))
        case dict():
            fields = Fields(node, report, f"the entry of option {index}")
            part = _Part(fields, report)
            fields.finish()
            if part.run is None and part.outcome is None:
                report(node.line, f"the entry of option {index} shows nothing: give run, rows, stdout or error")
            return OptionProof(index, part.run, part.outcome)
        case _:
            raise FieldError(node.line, f"option {index}: write printed output in quotes, and rows as a list of lists")


def _rows(node: Node) -> Outcome:
    rows = tuple(tuple(_cell(cell) for cell in items(row)) for row in items(node))
    return Outcome("rows", rows=rows)


def _cell(node: Node) -> object:
    value = plain(node)
    return tuple(value) if isinstance(value, list) else value


def _stdout(node: Node) -> Outcome:
    if not isinstance(node.value, str):
        raise FieldError(node.line, "must be text: write it in quotes")
    return Outcome("stdout", text=node.value)


def _error(node: Node) -> Outcome:
    if not isinstance(node.value, str):
        raise FieldError(node.line, 'must be a part of the message: write it in quotes ("" is any error)')
    return Outcome("error", text=node.value)
