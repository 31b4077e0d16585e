"""Proving questions: their claims are run, compared, and told in words where they fail; then held against the lock."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from questions.model import Outcome, Question
from questions.proofs.claims import Claim, claims, holds
from questions.proofs.lock import Record, proof_hash
from questions.proofs.snippets import Actual, Snippet

PROVED = "proved"
FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Failure:
    """A claim that did not hold, and what came back instead."""

    question: str
    claim: Claim
    actual: Actual

    def __str__(self) -> str:
        claim = self.claim
        wanted = outcome_words(claim.outcome) if claim.outcome else f"the answer {claim.answer!r}"
        verb = "expected" if claim.holds else "expected anything but"
        return f"{self.question} [{claim.snippet.engine}] {claim.what}\n    {verb} {wanted}\n    got {actual_words(self.actual)}"


@dataclass(frozen=True, slots=True)
class Proving:
    """The end of a run: what failed, what was proved by question and engine, and what could not be run since something is missing here."""

    failures: tuple[Failure, ...]
    records: tuple[Record, ...]
    not_run: Mapping[tuple[str, str], frozenset[str]]
    snippets: int


def prove(questions: Sequence[Question], versions: Mapping[str, str], run: Callable[[Sequence[Snippet]], list[Actual]]) -> Proving:
    """Run every claim of ``questions`` for which ``versions`` names the engine and all tools; equal snippets run once.

    A question is run on an engine with all its claims, or not at all.
    """
    pairs = [(question, engine) for question in questions if question.proof for engine in question.proof.engines]
    missing = {(question.id, engine): frozenset({engine}) - versions.keys() for question, engine in pairs}
    every = [(question, claim) for question in questions for claim in claims(question)]
    for question, claim in every:
        missing[question.id, claim.snippet.engine] |= claim.snippet.needs - versions.keys()
    wanted = [(question, claim) for question, claim in every if not missing[question.id, claim.snippet.engine]]
    snippets = list(dict.fromkeys(claim.snippet for _, claim in wanted))
    actuals = dict(zip(snippets, run(snippets), strict=True))
    failures = [
        Failure(question.id, claim, actuals[claim.snippet])
        for question, claim in wanted
        if not holds(question, claim, actuals[claim.snippet])
    ]
    failed = {(failure.question, failure.claim.snippet.engine) for failure in failures}
    return Proving(
        failures=tuple(failures),
        records=tuple(
            Record(q.id, engine, proof_hash(q), versions[engine], FAILED if (q.id, engine) in failed else PROVED)
            for q, engine in pairs
            if not missing[q.id, engine]
        ),
        not_run={pair: lacking for pair, lacking in missing.items() if lacking},
        snippets=len(snippets),
    )


def unvouched(questions: Sequence[Question], lock: Mapping[tuple[str, str], Record]) -> dict[tuple[str, str], str]:
    """Say, by question and engine, where the lock does not vouch for a proof of ``questions``.

    The version of an engine may differ: what counts is that this text was proved there.
    """
    said = {}
    for question in questions:
        for engine in question.proof.engines if question.proof else ():
            record = lock.get((question.id, engine))
            if record is None:
                said[question.id, engine] = f"{question.id} [{engine}]: not in the lock"
            elif record.hash != proof_hash(question):
                said[question.id, engine] = f"{question.id} [{engine}]: changed since it was proved"
            elif record.result != PROVED:
                said[question.id, engine] = f"{question.id} [{engine}]: the lock says it {record.result}"
    return said


def disagreements(questions: Sequence[Question], lock: Mapping[tuple[str, str], Record], every: Collection[str]) -> list[str]:
    """Say where the lock does not vouch for ``questions``, or holds lines for none of ``every`` question of the bank."""
    said = list(unvouched(questions, lock).values())
    engines = {(q.id, engine) for q in questions if q.proof for engine in q.proof.engines}
    known = {q.id for q in questions}
    for name, engine in lock:
        if name not in every or (name in known and (name, engine) not in engines):
            said.append(f"{name} [{engine}]: in the lock, but the bank has no such proof")
    return said


def outcome_words(outcome: Outcome) -> str:
    """Tell an outcome in one line."""
    match outcome.kind:
        case "rows":
            return f"rows {_rows(outcome.rows)}"
        case "stdout":
            return f"stdout {outcome.text!r}"
        case "error":
            return f"an error with {outcome.text!r}" if outcome.text else "an error"


def actual_words(actual: Actual) -> str:
    """Tell in one line what really came back."""
    match actual.kind:
        case "rows":
            return f"rows {_rows(actual.rows)}"
        case "stdout":
            return f"stdout {actual.text!r}"
        case "error":
            after = f", having printed {actual.printed!r}" if actual.printed else ""
            return f"an error: {actual.text.strip()!r}{after}"
        case "broken":
            return f"no result: {actual.text.strip()}"


def _rows(rows: tuple[tuple[object, ...], ...]) -> str:
    return repr([list(row) for row in rows])
