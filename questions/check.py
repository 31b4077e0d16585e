"""Every error of the bank at once, each with file and line."""

from __future__ import annotations

from collections.abc import Iterator

from questions.checks import form, likeness
from questions.checks.statistics import beyond_limits, incomplete, statistics
from questions.loading import Entry, Reading
from questions.model import LANGS
from questions.problems import Problem
from questions.proofs import lock


def check_bank(reading: Reading, *, complete: bool = False) -> list[Problem]:
    """Return everything wrong with the bank as it was read, in order of file and line.

    ``complete`` also asks for what a finished bank must have: coverage, cue figures within their limits over every area however small,
    and every proof in the lock.
    """
    found = [*reading.problems]
    for entry in reading.entries:
        found += _form(entry)
    found += _alike(reading)
    found += _replaced(reading)
    found += _proved(reading, complete=complete)
    found += _figures(reading, complete=complete)
    return sorted(set(found))


def _form(entry: Entry) -> Iterator[Problem]:
    for place, message in form.problems(entry.question):
        yield Problem(entry.path, entry.line(place), f"{place}: {message}")


def _alike(reading: Reading) -> Iterator[Problem]:
    entries = {e.question.id: e for e in reading.entries}
    for lang in LANGS:
        for later, earlier, share in likeness.alike([e.question for e in reading.entries], lang):
            entry = entries[later.id]
            message = f"nearly the same question as {earlier.id} in `{lang}`: they share {share:.0%} of their word pairs"
            yield Problem(entry.path, entry.line("prompt"), message)


def _replaced(reading: Reading) -> Iterator[Problem]:
    entries = {e.question.id: e for e in reading.entries}
    for entry in reading.entries:
        old = entry.question.replaces
        if old is not None and (old not in entries or not entries[old].question.retired):
            yield Problem(entry.path, entry.line("replaces"), f"`{old}` must stay in the bank with `retired: true`")


def _proved(reading: Reading, *, complete: bool) -> Iterator[Problem]:
    """Compare the lock's hashes with the questions; what is not yet in the lock only counts against a complete bank."""
    try:
        kept = lock.read(reading.root)
    except ValueError as error:
        yield Problem(reading.root / lock.NAME, 1, str(error))
        return
    for entry in reading.entries:
        proof = entry.question.proof
        records = [kept.get((entry.question.id, engine)) for engine in (proof.engines if proof else ())]
        if any(record is not None and record.hash != lock.proof_hash(entry.question) for record in records):
            message = f"changed since it was proved: run `gapwise bank prove {entry.question.id} --write`"
            yield Problem(entry.path, entry.line("proof"), message)
        elif complete and None in records:
            yield Problem(entry.path, entry.line("proof"), f"not in {lock.NAME}: run `gapwise bank prove {entry.question.id} --write`")


def _figures(reading: Reading, *, complete: bool) -> Iterator[Problem]:
    questions = [entry.question for entry in reading.entries]
    found = statistics(questions, reading.domains)
    said = incomplete(questions, reading.domains, found) if complete else beyond_limits(found, complete=False)
    for message in said:
        yield Problem(reading.root, 1, message)
