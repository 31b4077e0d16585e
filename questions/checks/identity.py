"""Whether a question is still the same item, so that its answers so far still describe it.

Another item, which needs a new id (`replaces:`), is one that differs in

- its format, area or concept;
- its key: which options are right, the accepted answers, `case_sensitive`, `tolerance`;
- its options or steps: their number, order and English text (past answers name them by index);
- the fenced code of its English prompt;
- its proof, once it has one (adding the first one changes nothing that was asked);
- its file: a question that was asked is retired, never removed.

Everything else may be mended: the wording of prompt, explanation and feedback, references, every Korean text, difficulty, near answers,
unit, and of course `retired`. White space is not weighed. A question that was retired at the base is free.
"""

from __future__ import annotations

from collections.abc import Iterator

from questions.checks import prose
from questions.model import Question


def differences(before: Question, after: Question) -> Iterator[tuple[str, str]]:
    """Yield what makes ``after`` another item than ``before``, each with its place in the file."""
    if before.retired:
        return
    if before.concept_id != after.concept_id:
        yield "", f"it moved from {before.concept_id} to {after.concept_id}"
    if before.format is not after.format:
        yield "format", f"its format was {before.format}"
        return
    listed = "steps" if after.format == "order" else "options"
    if [_words(o.text.en) for o in before.options] != [_words(o.text.en) for o in after.options]:
        yield listed, f"its {listed} changed"
    elif [o.correct for o in before.options] != [o.correct for o in after.options]:
        yield listed, "another option is right now"
    if (before.answers, before.case_sensitive, before.tolerance) != (after.answers, after.case_sensitive, after.tolerance):
        yield "", "its key or its grading changed"
    if prose.code(before.prompt.en) != prose.code(after.prompt.en):
        yield "prompt.en", "its code changed"
    if before.proof is not None and before.proof != after.proof:
        yield "proof", "its proof changed"


def _words(text: str) -> str:
    return " ".join(text.split())
