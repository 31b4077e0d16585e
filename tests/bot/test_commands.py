"""The command line: what it prints, what it returns, and what it leaves alone."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import Settings
from storage.engine import open_engine
from storage.inbox import Entry
from storage.lock import hold
from storage.unit import Database, UnitOfWork
from tests.harness.tally import _learner

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """An empty folder's database URL, as the only setting."""
    before, folder = dict(os.environ), Path.cwd()
    for name in (field.upper() for field in Settings.model_fields):
        os.environ.pop(name, None)
    os.environ["DATABASE_URL"] = made = f"sqlite:///{tmp_path}/g.db"
    os.chdir(tmp_path)
    yield made
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(before)


def fill(url: str) -> None:
    """Migrate, and park an update and meet a person."""
    assert main(["migrate"]) == 0

    def work(uow: UnitOfWork) -> None:
        entry = Entry(42, 7, {"message": {"text": "secret"}}, AT, attempts=3, error="ValueError")
        uow.inbox.add([entry])
        uow.inbox.park(entry)
        uow.learners.add(_learner(7))

    database = Database(open_engine(url))
    database.run(work)
    database.close()


def test_parked_updates_are_listed_without_what_was_said_and_can_be_retried_or_dropped(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(url)
    assert main(["inbox", "list"]) == 0
    out = capsys.readouterr().out
    assert out == "42  2026-01-02 03:04:05 UTC  3 tries  ValueError\n1 set aside, 0 waiting\n"
    assert main(["inbox", "retry", "42"]) == 0
    assert main(["inbox", "retry", "42"]) == 1
    assert main(["inbox", "drop", "42"]) == 0
    assert main(["inbox", "drop", "42"]) == 1


def test_a_person_can_be_exported_and_forgotten(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    fill(url)
    assert main(["export", "7"]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), dict)
    assert main(["forget", "7"]) == 0
    assert main(["export", "7"]) == 1
    assert main(["inbox", "list"]) == 0
    assert "0 set aside" in capsys.readouterr().out


def test_a_backup_can_be_restored_but_not_while_a_bot_runs(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(url)
    assert main(["backup", str(tmp_path / "b.db")]) == 0
    assert main(["forget", "7"]) == 0
    with hold(url):
        assert main(["restore", str(tmp_path / "b.db")]) == 2
    assert "another gapwise is running" in capsys.readouterr().err
    assert main(["restore", str(tmp_path / "b.db")]) == 0
    assert main(["export", "7"]) == 0


@pytest.mark.parametrize("command", [["inbox", "list"], ["export", "7"], ["backup", "b.db"]])
def test_without_a_database_nothing_is_made_up(url: str, tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command) == 2
    assert "there is no database" in capsys.readouterr().err
    assert not (tmp_path / "g.db").exists()
    assert url


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({"WEBHOOK_URL": "https://example.org/x"}, "WEBHOOK_URL"),
    ],
)
def test_bad_settings_are_one_line_and_exit_code_two(
    url: str, wrong: dict[str, str], complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.environ.update(wrong)
    assert main(["run"]) == 2
    said = capsys.readouterr().err
    assert complaint in said
    assert said.count("\n") == 1
    assert url
    assert not (tmp_path / "g.db").exists()


def test_two_bots_dont_run_on_one_database(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with hold(url):
        assert main(["run"]) == 2
    assert "another gapwise is running" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["inbox", "drop"], ["inbox", "retry"], ["export"], ["forget"], ["explain"], ["recompute"]])
def test_a_number_that_is_no_id_is_refused(url: str, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    fill(url)
    with pytest.raises(SystemExit) as caught:
        main([*command, str(2**63)])
    assert caught.value.code == 2
    assert "invalid number value" in capsys.readouterr().err


def test_it_can_be_stopped_while_it_starts(url: str, tmp_path: Path) -> None:
    fill(url)
    other = sqlite3.connect(tmp_path / "g.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    code = "import sys; from bot.__main__ import main; sys.exit(main(['run']))"
    environment = os.environ | {"DATABASE_URL": f"{url}?timeout=60", "HEALTH_PORT": "0", "LOCAL_CHAT_PORT": "0"}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, stderr=subprocess.PIPE) as bot:
        while not (tmp_path / "g.db.lock").exists():
            time.sleep(0.01)
        bot.send_signal(signal.SIGTERM)
        other.close()
        _, said = bot.communicate()
    assert (bot.returncode, said) == (0, b"")


@pytest.mark.parametrize(
    ("command", "unbuffered"),
    [(["--help"], ""), (["inbox", "list"], ""), (["inbox", "list"], "1"), (["bank", "stats", "cost"], "1")],
)
def test_a_command_ends_quietly_when_its_reader_has_gone(url: str, command: list[str], unbuffered: str) -> None:
    fill(url)
    reader, writer = os.pipe()
    os.close(reader)
    code = f"import sys; from bot.__main__ import main; sys.exit(main({command}))"
    environment = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    try:
        done = subprocess.run([sys.executable, "-c", code], env=environment, stdout=writer, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_corrupt_database_is_one_line_and_exit_code_two(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "g.db").write_bytes(b"rubbish" * 1000)
    assert main(["migrate"]) == 2
    assert capsys.readouterr().err == "gapwise: the database can't be used: corrupt\n"
    assert (tmp_path / "g.db").read_bytes() == b"rubbish" * 1000
    assert url
