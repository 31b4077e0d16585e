"""`proofs.lock`: what was proved, of which text, on which version of which engine.

One line of JSON for each question and engine, sorted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from questions.model import Question

NAME = "proofs.lock"


@dataclass(frozen=True, slots=True, order=True)
class Record:
    """One question's proof on one engine. ``hash`` covers everything that the proof is about."""

    question: str
    engine: str
    hash: str
    version: str
    result: str


def proof_hash(question: Question) -> str:
    """Hash what a run depends on: format, key, near answers, the options as they read in English, and the proof itself."""
    about = {
        "format": question.format,
        "options": [(option.text.en, option.correct) for option in question.options],
        "answers": question.answers,
        "near": [near.answer for near in question.near],
        "case_sensitive": question.case_sensitive,
        "tolerance": question.tolerance,
        "proof": asdict(question.proof) if question.proof else None,
    }
    return hashlib.sha256(json.dumps(about, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def read(folder: Path) -> dict[tuple[str, str], Record]:
    """Return the records by question and engine; none where there is no lock yet. Raises `ValueError` for a lock that is not one."""
    path = folder / NAME
    if not path.exists():
        return {}
    try:
        records = [Record(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    except (TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path} is no proof lock: run `gapwise bank prove --write`") from error
    return {(record.question, record.engine): record for record in records}


def write(folder: Path, records: Iterable[Record]) -> None:
    """Write the lock, sorted, one record a line."""
    lines = [json.dumps(asdict(record), ensure_ascii=False) for record in sorted(records)]
    (folder / NAME).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
