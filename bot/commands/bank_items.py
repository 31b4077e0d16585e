"""What `gapwise bank` says about items from people's answers: their figures, and those that are set aside."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict
from functools import partial

from bot.texts import translator
from bot.usecases import aside, learning
from bot.views.authors import reason
from bot.views.quiz import LETTERS
from questions.ability import Z95
from questions.items import ItemStatistics, OptionShare
from questions.model import Bank
from storage.unit import Database, UnitOfWork

_HEAD = (
    f"{'question':40} {'shown':>5} {'answ.':>5} {'right':>5} {'unkn.':>5} {'label':>5} {'estimate (95%)':>14} {'slope':>5} "
    f"{'discrimination (95%)':>20} {'sec.':>5} {'rep.':>4}  options: all (stronger/weaker half)"
)


def figures(database: Database, bank: Bank, ids: Collection[str], *, as_json: bool) -> list[str]:
    """Return the figures of the answered questions among ``ids``, as a table or as JSON."""
    coach = database.run(partial(learning.informed, bank=bank))
    found = [each for each in learning.statistics(database, coach) if each.id in ids]
    if as_json:
        return [json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2)]
    gone = coach.learned.aside
    misleading = sum(bool(each.misleading) for each in found)
    lines = [_line(bank, each, aside_now=each.id in gone) for each in found]
    return [_HEAD, *lines, f"{len(found)} answered, {misleading} misleading, {len(gone)} set aside"]


def shelf(uow: UnitOfWork) -> list[str]:
    """Return what is set aside, a line each."""
    texts = translator("en")
    found = aside.shelf(uow).aside
    return [*(f"{name}  since {each.on}  {reason(texts, each)}" for name, each in found.items()), f"{len(found)} set aside"]


def _line(bank: Bank, each: ItemStatistics, *, aside_now: bool) -> str:
    relation, margin = each.relation, Z95 * each.difficulty_sd
    estimate = f"{each.difficulty:.1f} ({each.difficulty - margin:.1f}–{each.difficulty + margin:.1f})"
    told = f"{relation.value:+.2f} ({relation.low:+.2f}–{relation.high:+.2f})" if relation else "–"
    seconds = "–" if each.seconds is None else f"{each.seconds:.0f}"
    marks = [*(f"MISLEADS: {why.value}" for why in each.misleading), *(["SET ASIDE"] if aside_now else [])]
    return (
        f"{each.id:40} {each.shown:5} {each.answers:5} {each.right:5.0%} {each.unknown:5.0%} {each.label:5} "
        f"{estimate:>14} {each.slope:5.2f} {told:>20} {seconds:>5} {each.reports:4}  "
        f"{_options(bank, each)}{''.join(f'  [{mark}]' for mark in marks)}"
    ).rstrip()


def _options(bank: Bank, each: ItemStatistics) -> str:
    """Write how often each option was chosen, by its letter in the file; a star marks the key's."""
    question = bank.questions.get(each.id)
    keys = {n for n, option in enumerate(question.options) if option.correct} if question else set()
    return " ".join(_option(share, "*" if share.option in keys else "", each.answers) for share in each.options)


def _option(share: OptionShare, star: str, answers: int) -> str:
    """Write an option's shares; of a single answer there is no weaker half."""
    half = answers // 2
    weak = f"{share.weak / half:.0%}" if half else "–"
    return f"{LETTERS[share.option]}{star} {share.chosen / answers:.0%} ({share.strong / (answers - half):.0%}/{weak})"
