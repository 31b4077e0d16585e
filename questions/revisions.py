"""The bank as it stands in a revision of git, to hold today's against."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from questions.checks.identity import differences
from questions.loading import Entry, read_question
from questions.model import Question
from questions.problems import Problem


class RevisionError(Exception):
    """The revision cannot be read."""


def questions_at(root: Path, revision: str) -> dict[str, tuple[PurePosixPath, Question]]:
    """Return the questions below ``root`` in ``revision``, by id, with their path below it.

    Files that the loader refuses are left out: no bank with them was ever asked. Raises `RevisionError`.
    """
    found = {}
    with tarfile.open(fileobj=io.BytesIO(_archive(root, revision))) as archive:
        for member in archive:
            path = PurePosixPath(member.name)
            content = archive.extractfile(member) if member.isfile() and len(path.parts) == 3 and path.suffix == ".yaml" else None
            question = read_question(root / path, content.read())[0] if content else None
            if question is not None:
                found[question.id] = (path, question)
    return found


def changed_items(root: Path, revision: str, entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield a problem for every live question of ``revision`` that is another item now, or gone. Raises `RevisionError`."""
    now = {entry.question.id: entry for entry in entries}
    for name, (path, before) in questions_at(root, revision).items():
        entry = now.get(name)
        if entry is None and not before.retired and not (root / path).exists():
            yield Problem(root / path, 1, f"was asked at {revision}: keep the file with `retired: true`")
        for place, what in differences(before, entry.question) if entry else ():
            assert entry is not None  # noqa: S101  # for the type checker
            yield Problem(
                entry.path, entry.line(place), f"{what} since {revision}: give it a new id with `replaces: {name}`, and retire this one"
            )


def _archive(root: Path, revision: str) -> bytes:
    command = ["git", "-C", str(root), "archive", "--format=tar", revision]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout
    except FileNotFoundError as error:
        raise RevisionError("git is not installed") from error
    except subprocess.CalledProcessError as error:
        if b"untracked" in error.stderr:  # the revision has no such folder, so nothing in it was ever asked
            return _empty_archive()
        raise RevisionError(f"cannot read the bank at {revision}: {error.stderr.decode(errors='replace').strip()}") from error


def _empty_archive() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w"):
        pass
    return buffer.getvalue()
