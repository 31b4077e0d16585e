"""The engines of this machine and their tools: which there are, in which version, and how snippets are shared out among the engines."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from questions.proofs.java import run_java
from questions.proofs.scripts import run_bash, run_python
from questions.proofs.snippets import Actual, Snippet
from questions.proofs.sql import run_duckdb, run_sqlite

_ONE_BY_ONE: Mapping[str, Callable[[Snippet], Actual]] = {
    "duckdb": run_duckdb,
    "sqlite": run_sqlite,
    "python": run_python,
    "bash": run_bash,
}


def versions() -> dict[str, str]:
    """Return the version of each engine, and of each of their tools, that this machine has."""
    return {
        name: version
        for name, version in {
            "duckdb": _module("duckdb"),
            "sqlite": sqlite3.sqlite_version,
            "python": platform.python_version(),
            "bash": _first_line("bash", "-c", "echo $BASH_VERSION"),
            "java": _java(),
            "pytest": _module("pytest"),
            "curl": _program("curl", "--version"),
            "jq": _program("jq", "--version"),
            "ssh": _program("ssh", "-V"),
        }.items()
        if version
    }


def run_all(snippets: Sequence[Snippet]) -> list[Actual]:
    """Run the snippets and return what each gave, in their order: Java in one batch, the others side by side."""
    java = [s for s in snippets if s.engine == "java"]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        batch = pool.submit(run_java, java) if java else None
        others = {s: pool.submit(_ONE_BY_ONE[s.engine], s) for s in snippets if s.engine != "java"}
        done = {s: future.result() for s, future in others.items()}
        done.update(zip(java, batch.result() if batch else (), strict=True))
    return [done[s] for s in snippets]


def _module(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _java() -> str:
    """Return the JDK's version; a mere runtime without a compiler is none."""
    return _first_line("javac", "-version").removeprefix("javac ")


def _program(*command: str) -> str:
    """Return what a program says of itself from the first digit on: `jq-1.7` is 1.7."""
    return re.sub(r"^\D+", "", _first_line(*command))


def _first_line(*command: str) -> str:
    if shutil.which(command[0]) is None:
        return ""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).partition("\n")[0].strip()
