"""`gapwise bank`: check, prove and describe the question bank."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from bot.commands import bank_items, bank_prove, telling
from bot.usecases import aside
from questions.check import check_bank
from questions.checks.statistics import Statistics, as_data, cue_lists, page, statistics
from questions.loading import BANK, Reading, load_bank, read_bank
from questions.model import Domain
from questions.problems import Problem
from questions.proofs import engines
from questions.revisions import RevisionError, changed_items
from storage.unit import Database, UnitOfWork

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  # argparse gives the type no public name
_NAME = "a question's id, an area, area/concept, or a path (default: all)"
_PAGE = Path("docs/bank.md")


def add(commands: Commands) -> None:
    """Register ``bank`` and its own subcommands."""
    bank = commands.add_parser("bank", help="check, prove and describe the question bank")
    bank.add_argument("--root", type=Path, default=BANK, help="the bank's folder (default: the packaged one)")
    kinds = bank.add_subparsers(title="bank commands", required=True, metavar="COMMAND")
    check = _add(kinds, "check", "name every error of the bank by file and line", _check)
    check.add_argument("paths", nargs="*", metavar="PATH", help="report only these files and folders")
    check.add_argument("--complete", action="store_true", help="ask for what a finished bank must have, too")
    check.add_argument("--base", metavar="REV", help="refuse changes that make another item of a question asked at this revision")
    prove = _add(kinds, "prove", "run what the questions claim", _prove)
    prove.add_argument("names", nargs="*", metavar="NAME", help=_NAME)
    prove.add_argument("--write", action="store_true", help="write what was proved into proofs.lock")
    stats = _add(kinds, "stats", "print the bank's figures", _stats)
    stats.add_argument("names", nargs="*", metavar="NAME", help=_NAME)
    stats.add_argument("--json", action="store_true", help="print them as JSON")
    stats.add_argument("--items", action="store_true", help="what people's answers say about each question, from the database")
    _add(kinds, "aside", "list the questions that were set aside since they mislead", _aside)
    back = _add(kinds, "restore", "have a question asked again that was set aside; a running bot does so within the hour", _restore)
    back.add_argument("question", metavar="ID")
    docs = _add(kinds, "docs", "write the bank's page", _docs)
    docs.add_argument("file", nargs="?", type=Path, default=_PAGE, help=f"where to (default: {_PAGE})")
    docs.add_argument("--check", action="store_true", help="write nothing; fail if the page is not what it would be")


def _add(kinds: Commands, name: str, what: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    command = kinds.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
    command.set_defaults(run=run)
    return command


def _check(args: argparse.Namespace) -> int:
    missing = [path for path in args.paths if not Path(path).exists()]
    if missing:
        _say([f"there is no {path}" for path in missing])
        return 2
    reading = read_bank(args.root)
    found = check_bank(reading, complete=args.complete)
    if args.base:
        try:
            found += changed_items(args.root, args.base, reading.entries)
        except RevisionError as error:
            _say([str(error)])
            return 2
    problems = sorted(_within(found, args.paths))
    _say([*map(_line, problems), f"{len(reading.entries)} questions read, {len(problems)} problem(s)"])
    return 1 if problems else 0


def _prove(args: argparse.Namespace) -> int:
    reading = read_bank(args.root)
    chosen, unknown = bank_prove.chosen(reading, args.names)
    broken = [p for p in reading.problems if not args.names or any(bank_prove.meant(args.root, p.path, name) for name in args.names)]
    _say([*map(_line, broken), *(f"no question matches {name}" for name in unknown if not broken)])
    told, sound = bank_prove.prove_and_tell(reading, chosen, engines.versions(), whole=not args.names, write=args.write)
    _say(told)
    return 0 if sound and not broken and not unknown else 1


def _stats(args: argparse.Namespace) -> int:
    reading = read_bank(args.root)
    chosen, unknown = bank_prove.chosen(reading, args.names)
    if not chosen:
        _say([f"no question matches {name}" for name in unknown] or ["the bank holds no question"])
        return 1
    if args.items:
        return telling.run_on_database(partial(_items, root=args.root, ids={entry.question.id for entry in chosen}, as_json=args.json))
    domains = _only(reading.domains, {entry.question.area for entry in chosen}) if args.names else reading.domains
    found = statistics([entry.question for entry in chosen], domains)
    _say([json.dumps(as_data(found), ensure_ascii=False, indent=2)] if args.json else [page(found, domains), *cue_lists(found)])
    return 0


def _items(database: Database, root: Path, ids: set[str], *, as_json: bool) -> int:
    _say(bank_items.figures(database, load_bank(root), ids, as_json=as_json))
    return 0


def _aside(_args: argparse.Namespace) -> int:
    def tell(uow: UnitOfWork) -> int:
        _say(bank_items.shelf(uow))
        return 0

    return telling.run_in_database(tell)


def _restore(args: argparse.Namespace) -> int:
    def bring_back(uow: UnitOfWork) -> int:
        found = aside.restore(uow, args.question)
        _say([f"{args.question} is asked again" if found else f"{args.question} is not set aside"])
        return 0 if found else 1

    return telling.run_in_database(bring_back)


def _only(domains: Sequence[Domain], areas: set[str]) -> tuple[Domain, ...]:
    return tuple(replace(domain, areas=tuple(area for area in domain.areas if area.id in areas)) for domain in domains)


def _docs(args: argparse.Namespace) -> int:
    reading = read_bank(args.root)
    written = page(_figures(reading), reading.domains)
    if not args.file.parent.is_dir():
        _say([f"there is no folder {args.file.parent} to write the page into"])
        return 2
    if not args.check:
        args.file.write_text(written, encoding="utf-8")
    elif not args.file.exists() or args.file.read_text(encoding="utf-8") != written:
        _say([f"{args.file}:1: not what the bank holds: run `gapwise bank docs`"])
        return 1
    return 0


def _figures(reading: Reading) -> Statistics:
    return statistics([entry.question for entry in reading.entries], reading.domains)


def _within(problems: Sequence[Problem], paths: Sequence[str]) -> list[Problem]:
    roots = [Path(path).resolve() for path in paths]
    return [p for p in problems if not roots or any(p.path.resolve().is_relative_to(root) for root in roots)]


def _line(problem: Problem) -> str:
    """Write a problem with its path as one would type it from here."""
    relative = os.path.relpath(problem.path)
    path = problem.path if relative.startswith("..") else relative
    return f"{path}:{problem.line}: {problem.message}"


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)  # noqa: T201  # a command's output
