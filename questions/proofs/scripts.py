"""Python and bash snippets: a file run by its interpreter, in an empty folder, with nothing on standard input."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from questions.proofs.snippets import SECONDS, Actual, Snippet

_FRAME = re.compile(r"(?:Traceback \(most recent call last\):| .*|)")


def run_python(snippet: Snippet, seconds: float = SECONDS) -> Actual:
    """Run a Python file; an uncaught exception is an error whose text is ``Type: message``."""
    actual = _run([sys.executable, "-s", "-P", "-X", "utf8"], ".py", snippet, seconds)
    return Actual("error", text=exception_of(actual.text), printed=actual.printed) if actual.kind == "error" else actual


def run_bash(snippet: Snippet, seconds: float = SECONDS) -> Actual:
    """Run a bash script; an exit status other than 0 is an error whose text is what standard error got."""
    return _run(["bash", "--noprofile", "--norc"], ".sh", snippet, seconds)


def exception_of(report: str) -> str:
    """Return the last exception of a Python error report, without the frames above it."""
    lines = report.rpartition("Traceback (most recent call last):")[2].splitlines()
    while lines and _FRAME.fullmatch(lines[0]):
        lines.pop(0)
    return "\n".join(lines)


def _run(interpreter: Sequence[str], suffix: str, snippet: Snippet, seconds: float) -> Actual:
    with tempfile.TemporaryDirectory(prefix="proof-") as folder:
        script = Path(folder, f"snippet{suffix}")
        script.write_text("\n".join(part for part in (snippet.fixture, snippet.code) if part), encoding="utf-8")
        work = Path(folder, "work")
        work.mkdir()
        with subprocess.Popen(
            [*interpreter, str(script)],
            cwd=work,
            env={**{name: value for name, value in os.environ.items() if name != "PYTHONPATH"}, "HOME": str(work), "TMPDIR": folder},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as process:
            return _ended(process, seconds)


def _ended(process: subprocess.Popen[bytes], seconds: float) -> Actual:
    try:
        out, err = (stream.decode("utf-8", "replace") for stream in process.communicate(timeout=seconds))
    except subprocess.TimeoutExpired:
        return Actual("broken", text=f"no end within {seconds:g} seconds")
    finally:
        with suppress(ProcessLookupError):  # children it left behind, too
            os.killpg(process.pid, signal.SIGKILL)
    if process.returncode == 0:
        return Actual("stdout", text=out)
    return Actual("error", text=err or f"exit status {process.returncode}", printed=out)
