"""The only reader of the bank's files: a folder of YAML to a `Bank`, strict, with everything that is wrong named at once.

Reading 450 YAML files takes a second, so `load_bank` keeps what it read in a cache. The cache is JSON, which holds data and no code.
Its name is a hash over every file's path and content and over the code that reads them, so a changed byte is another name.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from questions import markup, model
from questions.model import Bank, Domain, Profiles, Question
from questions.parsing import proof, question, source, structure, texts
from questions.parsing.structure import NO_PROFILES
from questions.problems import BankError, Problem

BANK = Path(__file__).parent / "bank"
"""The packaged bank."""

BESIDE = frozenset({"areas.yaml", "profiles.yaml", "proofs.lock", "question.schema.json"})
_READERS = (markup, model, proof, question, source, structure, texts)
_CACHES_KEPT = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with the file it stands in and the line of each of its values, by dotted path (``options.0.text.en``)."""

    question: Question
    path: Path
    lines: Mapping[str, int]

    def line(self, where: str) -> int:
        """Return the line of a value, or of the nearest one around it."""
        while where and where not in self.lines:
            where = where.rpartition(".")[0]
        return self.lines[where]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that could be read of a bank, and all that was wrong with it."""

    root: Path
    domains: tuple[Domain, ...]
    profiles: Profiles
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]

    def bank(self) -> Bank:
        """Return the bank; raise `BankError` if anything was wrong."""
        if self.problems:
            raise BankError(self.problems)
        return _bank(self.domains, {e.question.id: e.question for e in self.entries}, self.profiles)


def load_bank(path: Path | None = None, cache: Path | None = None) -> Bank:
    """Load the bank in folder ``path`` (default: the packaged one), from the cache if it holds these very files.

    ``cache`` is the folder of caches, by default ``gapwise`` in the user's cache folder; one that cannot be written is done without.
    Raises `BankError` with every problem.
    """
    root = path or BANK
    files = _files(root)
    kept = (cache or _cache_folder()) / f"bank-{_digest(files)}.json"
    with suppress(OSError, ValidationError):
        return _restored(_stored().validate_json(kept.read_bytes()))
    bank = _read(root, files).bank()
    with suppress(OSError):
        _keep(kept, _stored().dump_json(_Stored(bank.domains, dict(bank.questions), bank.profiles)))
    return bank


def read_bank(path: Path | None = None) -> Reading:
    """Read every file of the bank anew, keeping what is sound beside the problems of the rest."""
    root = path or BANK
    return _read(root, _files(root))


def read_question(path: Path, content: bytes) -> tuple[Question | None, tuple[Problem, ...]]:
    """Read one question from ``content`` as if it stood in ``path``, whose last two folders name area and concept."""
    entry, problems = _entry(path, content)
    return (entry.question if entry else None), problems


# --------------------------------------------------------------------------- files


def _files(root: Path) -> dict[Path, bytes]:
    """Return the content of every file below ``root`` but hidden ones, sorted by path."""
    found: dict[Path, bytes] = {}
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                file = Path(folder, name)
                with suppress(FileNotFoundError):  # an editor's temporary file may go while we look
                    found[file.relative_to(root)] = file.read_bytes()
    return found


def _read(root: Path, files: Mapping[Path, bytes]) -> Reading:
    problems: list[Problem] = []
    domains = _domains(root, files, problems)
    profiles = _profiles(root, files, {area.id for domain in domains for area in domain.areas}, problems)
    entries = _entries(root, files, domains, problems)
    return Reading(root, domains, profiles, entries, tuple(sorted(problems)))


def _domains(root: Path, files: Mapping[Path, bytes], problems: list[Problem]) -> tuple[Domain, ...]:
    node, report = _document(root, "areas.yaml", files, problems)
    return structure.domains(node, report) if node else ()


def _profiles(root: Path, files: Mapping[Path, bytes], areas: set[str], problems: list[Problem]) -> Profiles:
    node, report = _document(root, "profiles.yaml", files, problems)
    return structure.profiles(node, report, areas) if node else NO_PROFILES


def _document(root: Path, name: str, files: Mapping[Path, bytes], problems: list[Problem]) -> tuple[source.Node | None, source.Report]:
    path = root / name

    def report(line: int, message: str) -> None:
        problems.append(Problem(path, line, message))

    content = files.get(Path(name))
    if content is None:
        report(1, "the file is missing")
        return None, report
    text = _decoded(content, report)
    return (source.parse(text, report) if text is not None else None), report


def _entries(root: Path, files: Mapping[Path, bytes], domains: Sequence[Domain], problems: list[Problem]) -> tuple[Entry, ...]:
    order = {c.id: at for at, c in enumerate(c for d in domains for a in d.areas for c in a.concepts)}
    entries: dict[str, Entry] = {}
    for file, content in files.items():
        path = root / file
        if str(file) in BESIDE:
            continue
        if len(file.parts) != 3 or file.suffix != ".yaml":
            problems.append(Problem(path, 1, "a question stands in <area>/<concept>/<id>.yaml; nothing else belongs in the bank"))
            continue
        if "/".join(file.parts[:2]) not in order:
            problems.append(Problem(path, 1, f"unknown concept `{'/'.join(file.parts[:2])}`: areas.yaml does not name it"))
        entry, found = _entry(path, content)
        problems += found
        if entry and (other := entries.get(entry.question.id)):
            problems.append(Problem(path, 1, f"the id `{entry.question.id}` is taken by {other.path.relative_to(root)}"))
        elif entry:
            entries[entry.question.id] = entry
    return tuple(sorted(entries.values(), key=lambda e: (order.get(e.question.concept_id, len(order)), e.question.id)))


def _entry(path: Path, content: bytes) -> tuple[Entry | None, tuple[Problem, ...]]:
    problems: list[Problem] = []

    def report(line: int, message: str) -> None:
        problems.append(Problem(path, line, message))

    try:
        name = question.check_id(path.stem)
    except source.FieldError as error:
        report(1, str(error))
        name = path.stem
    text = _decoded(content, report)
    node = source.parse(text, report) if text is not None else None
    read = question.question(node, report, path.parts[-3], path.parts[-2], name) if node else None
    if node is None or read is None or problems:
        return None, tuple(problems)
    return Entry(read, path, dict(source.lines(node))), ()


def _decoded(content: bytes, report: source.Report) -> str | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        report(content[: error.start].count(b"\n") + 1, "not UTF-8")
        return None
    if "\r" in text:
        report(text[: text.index("\r")].count("\n") + 1, "lines end in CR LF; write LF")
        return None
    return text


def _bank(domains: tuple[Domain, ...], questions: Mapping[str, Question], profiles: Profiles) -> Bank:
    areas = {area.id: area for domain in domains for area in domain.areas}
    concepts = {concept.id: concept for area in areas.values() for concept in area.concepts}
    return Bank(domains, questions, profiles, areas, concepts)


# --------------------------------------------------------------------------- the cache


@dataclass(frozen=True, slots=True)
class _Stored:
    domains: tuple[Domain, ...]
    questions: dict[str, Question]
    profiles: Profiles


@cache
def _stored() -> TypeAdapter[_Stored]:
    return TypeAdapter(_Stored)


def _restored(stored: _Stored) -> Bank:
    return _bank(stored.domains, stored.questions, stored.profiles)


@cache
def _code_digest() -> bytes:
    """Hash the code that turns files into a bank, so that another version reads anew."""
    sources = sorted({*(str(module.__file__) for module in _READERS), __file__})
    return hashlib.sha256(b"\0".join(Path(name).read_bytes() for name in sources)).digest()


def _digest(files: Mapping[Path, bytes]) -> str:
    total = hashlib.sha256(_code_digest())
    for part in _framed(files):
        total.update(len(part).to_bytes(8))
        total.update(part)
    return total.hexdigest()[:40]


def _framed(files: Mapping[Path, bytes]) -> Iterator[bytes]:
    for file, content in files.items():
        yield file.as_posix().encode()
        yield content


def _cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return our folder among the user's caches; where the user has no home, one that cannot be."""
    try:
        base = Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:  # as in a container whose user has no entry
        base = Path(os.devnull)
    return base / "gapwise"


def _keep(path: Path, content: bytes) -> None:
    """Write the cache so that nobody ever reads half of it, and drop the oldest ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".bank-", delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)
    kept = sorted(path.parent.glob("bank-*.json"), key=lambda p: p.stat().st_mtime)
    for old in kept[:-_CACHES_KEPT]:
        old.unlink(missing_ok=True)
