"""The engines: what a snippet gives on each of them, and that the room they run in is closed and the same everywhere."""

from __future__ import annotations

import datetime as dt
import decimal
import importlib.metadata
import re
import shutil
import signal
import sys
from collections.abc import Callable
from functools import cache

import pytest

from questions.loading import BANK, read_bank
from questions.proofs import engines, room
from questions.proofs.claims import claims
from questions.proofs.java import run_java
from questions.proofs.scripts import exception_of, run_bash, run_python
from questions.proofs.snippets import TOOLS, Actual, Snippet
from questions.proofs.sql import cell, run_duckdb, run_sqlite

needs_jdk = pytest.mark.skipif(shutil.which("javac") is None, reason="no JDK on this machine")
needs_room = pytest.mark.skipif(not room.closed(), reason="this system allows no unshare")


def gives(engine: str, code: str, fixture: str = "") -> Actual:
    """Run one snippet, in this process and its environment."""
    return engines.run_all([Snippet(engine, fixture, code)])[0]


def gives_in_room(*scripts: tuple[str, str]) -> list[Actual]:
    """Run scripts, each an engine and its code, in the closed room."""
    return room.run([Snippet(engine, "", code) for engine, code in scripts])


# --------------------------------------------------------------------------- SQL


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_the_last_statements_rows_count(engine: str) -> None:
    code = "INSERT INTO t VALUES (2, NULL);\n-- a comment; with a semicolon\nSELECT a, b FROM t ORDER BY a; -- the end\n"
    fixture = "CREATE TABLE t (a INTEGER, b TEXT); INSERT INTO t VALUES (1, 'x;y');"
    assert gives(engine, code, fixture) == Actual("rows", rows=((1, "x;y"), (2, None)))


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_an_sql_error_is_an_outcome_and_a_failing_fixture_is_none(engine: str) -> None:
    assert gives(engine, "SELECT a FROM nowhere").kind == "error"
    assert "nowhere" in gives(engine, "SELECT a FROM nowhere").text
    broken = gives(engine, "SELECT 1", "CREATE TABL t")
    assert (broken.kind, broken.text[:17]) == ("broken", "the fixture fails")


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_each_snippet_has_a_database_of_its_own(engine: str) -> None:
    made, lost = engines.run_all([Snippet(engine, "", "CREATE TABLE t (a INTEGER); SELECT 1"), Snippet(engine, "", "SELECT * FROM t")])
    assert (made.kind, lost.kind) == ("rows", "error")


def test_duckdb_values_become_plain_ones() -> None:
    values = (
        "DATE '2024-01-02', TIMESTAMP '2024-01-02 03:04:05', 1.50::DECIMAL(9,2), 2.00::DECIMAL(9,2), true, [1, 2], {'a': 1}, 'NaN'::DOUBLE"
    )
    assert gives("duckdb", f"VALUES ({values})").rows == (("2024-01-02", "2024-01-02 03:04:05", 1.5, 2, True, (1, 2), {"a": 1}, "nan"),)


def test_duckdb_reaches_no_files() -> None:
    assert gives("duckdb", "COPY (SELECT 1) TO 'x.csv'").kind == "error"


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (dt.time(1, 2), "01:02:00"),
        (b"\x01\xff", "01ff"),
        (decimal.Decimal("1e3"), 1000),
        (dt.timedelta(days=1), "1 day, 0:00:00"),
        (float("inf"), "inf"),
    ],
)
def test_rarer_values_become_plain_too(value: object, plain: object) -> None:
    assert cell(value) == plain


# --------------------------------------------------------------------------- scripts


def test_python_gives_what_it_prints_after_its_fixture() -> None:
    assert gives("python", "print(x, 'é')", "x = 1") == Actual("stdout", text="1 é\n")


def test_an_uncaught_exception_is_an_error_by_type_and_message() -> None:
    assert gives("python", "print(1)\n{}['k']") == Actual("error", text="KeyError: 'k'", printed="1\n")
    assert gives("python", "x =").text == "SyntaxError: invalid syntax"


def test_the_last_exception_of_a_chain_counts_with_its_whole_message() -> None:
    code = "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('two\\nlines') from e"
    assert gives("python", code).text == "ValueError: two\nlines"
    assert exception_of("") == ""


def test_bash_gives_what_it_prints_and_an_error_for_another_status() -> None:
    assert gives("bash", "echo $x", "x=hi") == Actual("stdout", text="hi\n")
    assert gives("bash", "echo out; echo err >&2; exit 3") == Actual("error", text="err\n", printed="out\n")
    assert gives("bash", "exit 3") == Actual("error", text="exit status 3")


def test_scripts_run_in_an_empty_folder_with_a_fixed_environment_and_no_input() -> None:
    told = 'ls -A; cat; echo "$TZ $LC_ALL $PYTHONHASHSEED $PYTHONPATH"; [ "$PWD" = "$HOME" ] && umask'
    environment, first, second = gives_in_room(("bash", told), ("python", "print(hash('a'))"), ("python", "print( hash('a'))"))
    assert environment.text == "UTC C.UTF-8 0 \n0022\n"
    assert first == second


def test_processes_left_behind_hold_nobody_up() -> None:
    assert gives("bash", "sleep 60 >/dev/null 2>&1 & echo done") == Actual("stdout", text="done\n")


@needs_room
@pytest.mark.parametrize("name", ["HUP", "INT", "QUIT"])
def test_signals_end_a_script_though_whoever_runs_the_proofs_ignores_them(name: str) -> None:
    number = getattr(signal, f"SIG{name}")
    before = signal.signal(number, signal.SIG_IGN)
    try:
        [gave] = gives_in_room(("bash", f"(kill -{name} $BASHPID; echo ignored); echo status $?"))
    finally:
        signal.signal(number, before)
    assert gave == Actual("stdout", text=f"status {128 + number}\n")


def test_the_room_has_no_network_and_no_privileges() -> None:
    network, permissions, user = gives_in_room(
        ("python", "import socket\nsocket.create_connection(('192.0.2.1', 80), 2)"),
        ("bash", "echo x > f; chmod 000 f; cat f"),
        ("bash", "id -u"),
    )
    assert "unreachable" in network.text
    assert (permissions.kind, permissions.printed) == ("error", "")
    assert user.text == "1000\n"


# --------------------------------------------------------------------------- Java

JAVA = {
    "statements": Snippet("java", "", 'var words = List.of("b", "a");\nSystem.out.println(words.stream().sorted().toList());'),
    "imports": Snippet("java", "", 'import java.math.BigDecimal;\nSystem.out.println(new BigDecimal("1.50"));'),
    "fixture": Snippet(
        "java",
        "record P(int x) {}\nclass Q { int y = 2; }\nstatic int twice(int n) { return 2 * n; }",
        "System.out.println(twice(new P(3).x()) + new Q().y);",
    ),
    "whole": Snippet(
        "java", "", "public class Thing {\n  static int n = 1;\n  public static void main(String[] args) { System.out.println(n++); }\n}"
    ),
    "whole again": Snippet(
        "java", "", "public class Thing {\n  static int n = 1;\n  public static void main(String[] args) { System.out.println(n++); } }"
    ),
    "whole with fixture": Snippet(
        "java",
        "class Helper { static int x = 7; }",
        "class Main2 { public static void main(String[] a) { System.out.println(Helper.x); } }",
    ),
    "does not compile": Snippet("java", "", 'int x = "a";'),
    "throws": Snippet("java", "", 'System.out.print(1); Object o = "a"; Integer i = (Integer) o;'),
    "throws by message": Snippet("java", "", "int[] a = new int[1]; a[1] = 1;"),
    "no main": Snippet("java", "", "class A { static void main(int x) { } }"),
    "unicode": Snippet("java", "", 'System.out.println("가" + System.getProperty("user.timezone") + Locale.getDefault());'),
    "threads": Snippet("java", "", "new Thread(() -> { while (true) { } }).start(); System.out.println(1);"),
}


@cache
def java() -> dict[str, Actual]:
    """Run all Java snippets in one virtual machine."""
    return dict(zip(JAVA, room.run(list(JAVA.values())), strict=True))


@needs_jdk
@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("statements", "[a, b]\n"),
        ("imports", "1.50\n"),
        ("fixture", "8\n"),
        ("whole", "1\n"),
        ("whole again", "1\n"),
        ("whole with fixture", "7\n"),
        ("unicode", "가UTCen_US\n"),
        ("threads", "1\n"),
    ],
)
def test_java_gives_what_it_prints_each_snippet_by_itself(name: str, printed: str) -> None:
    assert java()[name] == Actual("stdout", text=printed)


@needs_jdk
@pytest.mark.parametrize(
    ("name", "part", "printed"),
    [
        ("does not compile", "incompatible types: java.lang.String cannot be converted to int", ""),
        ("throws", "java.lang.ClassCastException: class java.lang.String cannot be cast", "1"),
        ("throws by message", "ArrayIndexOutOfBoundsException: Index 1 out of bounds for length 1", ""),
        ("no main", "NoSuchMethodException", ""),
    ],
)
def test_java_errors_are_the_compilers_or_the_exceptions(name: str, part: str, printed: str) -> None:
    actual = java()[name]
    assert (actual.kind, actual.printed) == ("error", printed)
    assert part in actual.text


# --------------------------------------------------------------------------- limits


@pytest.mark.parametrize(
    ("run", "code"),
    [
        (run_sqlite, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"),
        (run_duckdb, "SELECT count(*) FROM range(10000000000) a, range(1000000) b WHERE a.range * b.range = 7"),
        (run_python, "while True: pass"),
        (run_bash, "sleep 60"),
    ],
)
def test_a_snippet_without_end_is_stopped_and_shows_nothing(run: Callable[[Snippet, float], Actual], code: str) -> None:
    assert run(Snippet("", "", code), 0.3) == Actual("broken", text="no end within 0.3 seconds")


@needs_jdk
def test_one_java_snippet_without_end_leaves_the_others_their_results() -> None:
    endless, after = run_java(
        [Snippet("java", "", "System.out.println(1); while (true) { }"), Snippet("java", "", "System.out.println(2);")], 0.5
    )
    assert endless == Actual("broken", text="no end within its time", printed="1\n")
    assert after == Actual("stdout", text="2\n")


@needs_jdk
def test_a_virtual_machine_that_dies_leaves_no_results() -> None:
    died = run_java([Snippet("java", "", "Runtime.getRuntime().halt(3);"), Snippet("java", "", "System.out.println(2);")])
    assert [actual.kind for actual in died] == ["broken", "broken"]


# --------------------------------------------------------------------------- all together


def test_nothing_to_run_starts_nothing() -> None:
    assert room.run([]) == []


def test_results_come_in_the_order_of_the_snippets() -> None:
    asked = [
        Snippet(engine, "", code)
        for engine, code in [("bash", "echo 1"), ("sqlite", "SELECT 2"), ("python", "print(3)"), ("bash", "echo 4")]
    ]
    assert [actual.text or actual.rows for actual in room.run(asked)] == ["1\n", ((2,),), "3\n", "4\n"]


def test_every_module_that_the_banks_proofs_import_comes_with_python_or_the_bot_or_is_a_tool() -> None:
    theirs = {
        name
        for entry in read_bank(BANK).entries
        for claim in claims(entry.question)
        if claim.snippet.engine == "python"
        for name in re.findall(r"^ *(?:import|from) (\w+)", f"{claim.snippet.fixture}\n{claim.snippet.code}", re.MULTILINE)
    }
    ours = {re.split(r"\W", name)[0] for name in importlib.metadata.requires("gapwise") or () if "extra ==" not in name}
    assert theirs - sys.stdlib_module_names - ours == TOOLS["python"]


def test_the_versions_of_the_engines_and_tools_of_this_machine_are_known() -> None:
    versions = engines.versions()
    assert set(versions) <= {"duckdb", "sqlite", "python", "bash", "java"}.union(*TOOLS.values())
    assert "pytest" in versions
    assert {"sqlite", "python", "bash"} <= set(versions)
    assert all(version[0].isdigit() for version in versions.values())
