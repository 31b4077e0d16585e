"""The commands on what was learned: recompute, explain, item figures, what is set aside."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.clock import SystemClock
from bot.coach import Coach
from bot.commands import bank_items
from bot.settings import Settings
from bot.usecases import aside
from questions import ability
from questions.calibration import Calibration, dump
from questions.items import Misleading, OptionShare, analyse
from questions.loading import load_bank
from questions.response import ItemParameters
from storage.beliefs import Kept
from storage.engine import open_engine
from storage.unit import Database, UnitOfWork
from tests.bot.usecases.desk import Desk
from tests.questions.test_items import crowd


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk over the database that the commands work on, with two people and some answers."""
    before, folder = dict(os.environ), Path.cwd()
    for name in (field.upper() for field in Settings.model_fields):
        os.environ.pop(name, None)
    os.environ["DATABASE_URL"] = url = f"sqlite:///{tmp_path}/g.db"
    os.chdir(tmp_path)
    assert main(["migrate"]) == 0
    database = Database(open_engine(url))
    opened = Desk(database, Coach.of(load_bank()))
    for user in (7, 8):
        opened.meet(user)
        opened.answer(user, count=10)
    yield opened
    database.close()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(before)


def set_aside(desk: Desk, name: str) -> None:
    """Set a question aside, as an analysis would."""

    def work(uow: UnitOfWork) -> None:
        (bad,) = analyse(crowd(60, [1, 2, 0], [0, 0, 0, 2]), Calibration(), {}, {})
        assert bad.misleading == (Misleading.NEGATIVE,)
        renamed = {each: getattr(bad, each) for each in bad.__slots__} | {"id": name}
        aside.set_aside(uow, [type(bad)(**renamed)], desk.at)

    desk.database.run(work)


def test_recomputing_what_was_answered_through_the_coach_changes_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recompute"]) == 0
    assert capsys.readouterr().out == "2 recomputed, 0 differed\n"
    assert desk


def test_recomputing_heals_one_person_or_all(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    for learner_id in (1, 2):
        desk.database.run(lambda uow, who=learner_id: uow.beliefs.replace(who, None, {}))  # type: ignore[misc]  # a default's type
    assert main(["recompute", "8"]) == 0
    assert main(["recompute"]) == 0
    assert main(["recompute"]) == 0
    assert capsys.readouterr().out == "1 recomputed, 1 differed\n2 recomputed, 1 differed\n2 recomputed, 0 differed\n"


def test_recomputing_uses_the_calibration_in_force(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    name = desk.answer(7)[0]
    desk.database.run(lambda uow: uow.notes.set("calibration", dump(Calibration({name: ItemParameters(4.5, 0.1)}))))
    assert main(["recompute", "7"]) == 0
    assert capsys.readouterr().out == "1 recomputed, 1 differed\n"


@pytest.mark.parametrize("command", ["recompute", "explain"])
def test_somebody_unknown_is_named(desk: Desk, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "99"]) == 1
    assert capsys.readouterr().err == "gapwise: nobody is known under 99\n"
    assert desk


@pytest.mark.parametrize("state", [ability.dump(ability.prior(("sql", "bash"))), "{}"])
def test_a_belief_of_another_bank_or_program_is_named_as_such_and_renewed(
    desk: Desk, capsys: pytest.CaptureFixture[str], state: str
) -> None:
    def spoil(uow: UnitOfWork) -> None:
        learner = uow.learners.by_user(7)
        assert learner is not None
        kept = uow.beliefs.get(learner.id)
        assert kept is not None
        uow.beliefs.set(learner.id, Kept(state, kept.day), kept)

    desk.database.run(spoil)
    assert main(["explain", "7"]) == 2
    assert "`gapwise recompute 7` renews it" in capsys.readouterr().err
    assert main(["recompute", "7"]) == 0
    assert main(["explain", "7"]) == 0


def test_a_person_is_explained(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "7"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Learner 7: 10 answers.\n")
    assert "A daily quiz would now ask, for example," in said
    assert desk


@pytest.mark.parametrize(("token", "told"), [("", "Due for review, "), ("12:a", "Nothing is due for review.")])
def test_a_person_of_the_local_chat_is_explained_by_its_clock(
    desk: Desk, capsys: pytest.CaptureFixture[str], token: str, told: str
) -> None:
    desk.at = SystemClock().now()
    desk.meet(9)
    desk.answer(9, count=2, skill=0.0, step=timedelta(seconds=1))
    desk.database.run(lambda uow: uow.notes.set("local chat: seconds ahead", str(timedelta(days=9).total_seconds())))
    os.environ["TELEGRAM_BOT_TOKEN"] = token
    assert main(["explain", "9"]) == 0
    assert told in capsys.readouterr().out


def test_item_figures_are_a_table_or_json_of_what_was_answered(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    asked = set(desk.answer(7))
    assert main(["bank", "stats", "--items"]) == 0
    table = capsys.readouterr().out.splitlines()
    assert table[0].startswith("question ")
    assert table[-1].endswith(" answered, 0 misleading, 0 set aside")
    assert len(table) > 10
    assert main(["bank", "stats", "--items", "--json", *asked]) == 0
    (only,) = json.loads(capsys.readouterr().out)
    low, high = (only["difficulty"] + 1.96 * sign * only["difficulty_sd"] for sign in (-1, 1))
    row = next(line for line in table if line.startswith(f"{only['id']} "))
    assert f"{only['difficulty']:.1f} ({low:.1f}–{high:.1f})" in row
    assert "estimate (95%)" in table[0]
    assert {only["id"]} == asked
    assert only["answers"] >= 1


@pytest.mark.parametrize(("answers", "told"), [(1, "A* 100% (100%/–)"), (2, "A* 50% (100%/0%)"), (3, "A* 33% (50%/0%)")])
def test_a_single_answer_has_no_weaker_half(answers: int, told: str) -> None:
    assert bank_items._option(OptionShare(0, 1, 1, 0), "*", answers) == told


def test_a_question_set_aside_is_listed_marked_and_brought_back(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    name = desk.answer(7)[0]
    set_aside(desk, name)
    assert main(["bank", "aside"]) == 0
    listed = capsys.readouterr().out
    assert listed.startswith(f"{name}  since {desk.at.date()}  the stronger do worse on it (60 answers)\n")
    assert main(["bank", "stats", "--items", name]) == 0
    assert "[SET ASIDE]" in capsys.readouterr().out
    assert main(["bank", "restore", name]) == 0
    assert main(["bank", "restore", name]) == 1
    assert main(["bank", "aside"]) == 0
    assert capsys.readouterr().out.splitlines() == [f"{name} is asked again", f"{name} is not set aside", "0 set aside"]
