"""What a question claims, as things that can be run and held against what comes back. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from questions.grading import figures, spelling
from questions.grading.typed import same
from questions.model import Format, Outcome, Proof, Question
from questions.proofs.snippets import Actual, Snippet

BLANK = "____"


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that must be so: ``snippet`` gives ``outcome`` (or ``answer``, where that is None); or does not, unless ``holds``."""

    what: str
    snippet: Snippet
    holds: bool
    outcome: Outcome | None = None
    answer: str = ""
    ordered: bool = False


def claims(question: Question) -> Iterator[Claim]:
    """Yield every claim of the question's proof, on each of its engines."""
    proof = question.proof
    for engine in proof.engines if proof else ():
        assert proof is not None  # noqa: S101  # for the type checker: there are engines
        yield from _own(question, proof, engine)
        yield from _options(question, proof, engine)
        yield from _typed(question, proof, engine)


def holds(question: Question, claim: Claim, actual: Actual) -> bool:
    """Whether ``actual`` shows the claim: a result that is broken shows nothing."""
    if actual.kind == "broken":
        return False
    given = _gives(claim.outcome, actual, claim.ordered) if claim.outcome else _answers(question, claim.answer, actual)
    return given is claim.holds


def _own(question: Question, proof: Proof, engine: str) -> Iterator[Claim]:
    if question.format is not Format.CLOZE and proof.run and proof.outcome:
        yield Claim("the snippet gives the outcome", Snippet(engine, proof.fixture, proof.run), True, proof.outcome, ordered=proof.ordered)


def _options(question: Question, proof: Proof, engine: str) -> Iterator[Claim]:
    for entry in proof.options:
        outcome = entry.outcome or proof.outcome
        assert outcome is not None  # noqa: S101  # the loader refuses an entry without one
        correct = question.options[entry.option].correct
        what = f"option {entry.option} ({'right' if correct else 'wrong'}: {question.options[entry.option].text.en})"
        yield Claim(what, Snippet(engine, proof.fixture, entry.run or proof.run), correct, outcome, ordered=proof.ordered)


def _typed(question: Question, proof: Proof, engine: str) -> Iterator[Claim]:
    own = Snippet(engine, proof.fixture, proof.run)
    match question.format:
        case Format.OUTPUT | Format.NUMBER:
            yield Claim(f"the answer is {question.answers[0]}", own, True, answer=question.answers[0])
            for near in question.near:
                yield Claim(f"the near answer is wrong: {near.answer}", own, False, answer=near.answer)
        case Format.CLOZE:
            for answer in question.answers:
                yield _filled(f"the blank takes {answer}", proof, engine, answer, holds=True)
            for near in question.near:
                yield _filled(f"the blank does not take {near.answer}", proof, engine, near.answer, holds=False)
        case _:
            pass


def _filled(what: str, proof: Proof, engine: str, word: str, *, holds: bool) -> Claim:
    return Claim(what, Snippet(engine, proof.fixture, proof.run.replace(BLANK, word)), holds, proof.outcome, ordered=proof.ordered)


# --------------------------------------------------------------------------- comparing


def _gives(outcome: Outcome, actual: Actual, ordered: bool) -> bool:  # noqa: FBT001  # private, named where it is called
    if outcome.kind != actual.kind:
        return False
    match outcome.kind:
        case "rows":
            return _same_rows(outcome.rows, actual.rows, ordered)
        case "stdout":
            return _lines(outcome.text) == _lines(actual.text)
        case "error":
            return outcome.text in actual.text


def _answers(question: Question, answer: str, actual: Actual) -> bool:
    if actual.kind == "error":
        return False
    if question.format is Format.OUTPUT:
        spelled = spelling.normalised(answer, case_sensitive=question.case_sensitive)
        return spelled == spelling.normalised(printed(actual), case_sensitive=question.case_sensitive)
    try:
        return same(question, (printed(actual).splitlines() or [""])[-1], answer)
    except figures.Unreadable:
        return False


def printed(actual: Actual) -> str:
    """Return what was printed, blank lines at its end aside; rows are written row by row."""
    if actual.kind == "rows":
        return "\n".join(" ".join(written(value) for value in row) for row in actual.rows)
    return actual.text.rstrip()


def written(value: object) -> str:
    """Return a cell as an answer writes it: NULL, true, false, numbers and words as they are."""
    match value:
        case None:
            return "NULL"
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case tuple():
            return "[" + ", ".join(map(written, value)) + "]"
        case _:
            return str(value)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


def _same_rows(wanted: tuple[tuple[object, ...], ...], got: tuple[tuple[object, ...], ...], ordered: bool) -> bool:  # noqa: FBT001  # the same
    if len(wanted) != len(got):
        return False
    if ordered:
        return all(map(_same_cell, wanted, got))
    left = list(got)
    for row in wanted:
        match = next((index for index, other in enumerate(left) if _same_cell(row, other)), None)
        if match is None:
            return False
        left.pop(match)
    return True


def _same_cell(wanted: object, got: object) -> bool:
    """Compare two cells: numbers by value, whether whole or not; booleans are no numbers; rows and lists item by item."""
    if isinstance(wanted, tuple) and isinstance(got, tuple):
        return len(wanted) == len(got) and all(map(_same_cell, wanted, got))
    if isinstance(wanted, bool) or isinstance(got, bool):
        return wanted is got
    if isinstance(wanted, int | float) and isinstance(got, int | float):
        return math.isclose(wanted, got, rel_tol=1e-9, abs_tol=1e-12)
    return wanted == got or (isinstance(wanted, str) and isinstance(got, str) and wanted == got.replace(" ", "T", 1) and "T" in wanted)
