"""What `gapwise bank prove` does with the questions meant: run them, hold the lock against them, tell it in lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from questions.loading import Entry, Reading
from questions.proofs import lock, room
from questions.proofs.proving import PROVED, Proving, disagreements, prove, unvouched


def chosen(reading: Reading, names: Sequence[str]) -> tuple[list[Entry], list[str]]:
    """Return the questions that the names mean (all, without names), and the names that mean none."""
    if not names:
        return list(reading.entries), []
    by_name = {name: [e for e in reading.entries if meant(reading.root, e.path, name)] for name in names}
    found = {e.question.id: e for entries in by_name.values() for e in entries}
    return list(found.values()), [name for name, entries in by_name.items() if not entries]


def meant(root: Path, path: Path, name: str) -> bool:
    """Whether a file is meant by ``name``: its id, its area, its area/concept, or a path to it or to a folder around it."""
    inside = path.relative_to(root).with_suffix("").as_posix()
    wanted = name.removesuffix("/").removesuffix(".yaml")
    return wanted in {path.stem, inside} or inside.startswith(f"{wanted}/") or path.resolve().is_relative_to(Path(name).resolve())


def prove_and_tell(
    reading: Reading, entries: Sequence[Entry], versions: Mapping[str, str], *, whole: bool, write: bool
) -> tuple[list[str], bool]:
    """Prove ``entries`` with what ``versions`` says is here; return what to say and whether all is well.

    It is not where a proof can't be run here and the lock does not vouch for it as it stands. ``write`` records in the lock what was
    proved. Otherwise a run over the ``whole`` bank also fails where the lock disagrees.
    """
    questions = [entry.question for entry in entries]
    done = prove(questions, versions, room.run)
    kept = lock.read(reading.root)
    every = {entry.question.id for entry in reading.entries}
    if write:
        lock.write(reading.root, _renewed(kept, done, {q.id for q in questions}, every))
    if write or not whole:
        lines = [f"{line}, and not run here" for pair, line in unvouched(questions, kept).items() if pair in done.not_run]
    else:
        lines = disagreements(questions, kept, every) if kept else ["there is none yet: run `gapwise bank prove --write`"]
    told = [*map(str, done.failures), *(f"{lock.NAME}: {line}" for line in lines), *_summary(entries, done)]
    return told, not done.failures and not lines


def _renewed(kept: dict[tuple[str, str], lock.Record], done: Proving, redone: set[str], every: set[str]) -> list[lock.Record]:
    """Return the lock's records with the new ones; those of proofs that could not be run stay, those of lost questions go."""
    before = {key: record for key, record in kept.items() if key[0] in every and (key[0] not in redone or key in done.not_run)}
    now = {(record.question, record.engine): record for record in done.records if record.result == PROVED}
    return list((before | now).values())


def _summary(entries: Sequence[Entry], done: Proving) -> Iterator[str]:
    with_proof = sum(entry.question.proof is not None for entry in entries)
    proved = sum(record.result == PROVED for record in done.records)
    yield f"{len(entries)} questions, {with_proof} with a proof; {done.snippets} snippets run"
    yield f"{proved} of {len(done.records)} proofs hold, counted by engine; {len(done.failures)} claims failed"
    for name in sorted(frozenset[str]().union(*done.not_run.values())):
        count = sum(name in missing for missing in done.not_run.values())
        yield f"{count} not run, since {name} is not installed here; their records in the lock stay, and were held against the questions"
    if not room.closed():
        yield "not in a closed room: this system allows no `unshare`, so the network and the user's permissions were there"
