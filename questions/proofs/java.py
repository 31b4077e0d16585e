"""Java snippets: all of a batch in one virtual machine, by `Harness.java`."""

from __future__ import annotations

import base64
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from questions.proofs.snippets import SECONDS, Actual, Kind, Snippet

_HARNESS = Path(__file__).with_name("Harness.java")
_OPTIONS = (
    *("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"),
    *("-Dfile.encoding=UTF-8", "-Duser.language=en", "-Duser.country=US", "-Duser.timezone=UTC"),
)
_STARTING = 60.0


def run_java(snippets: Sequence[Snippet], seconds: float = SECONDS) -> list[Actual]:
    """Compile and run the snippets, each in its own class loader, one after the other."""
    asked = "".join(f"{seconds} {_encoded(s.fixture)} {_encoded(s.code)}\n" for s in snippets)
    limit = _STARTING + seconds * len(snippets)
    with tempfile.TemporaryDirectory(prefix="java-") as folder:  # for what snippets leave behind: Java doesn't heed TMPDIR
        command = ("java", *_OPTIONS, f"-Djava.io.tmpdir={folder}", str(_HARNESS))
        done = subprocess.run(command, input=asked.encode(), capture_output=True, timeout=limit, check=False)
    answers = [_actual(line) for line in done.stdout.decode().splitlines()]
    died = Actual("broken", text=f"the virtual machine died: {done.stderr.decode(errors='replace').strip()[-500:]}")
    return [*answers, *[died] * (len(snippets) - len(answers))]


def _actual(line: str) -> Actual:
    kind, text, printed = line.split(" ")
    return Actual(cast("Kind", kind), text=_decoded(text), printed=_decoded(printed))


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _decoded(text: str) -> str:
    return base64.b64decode(text).decode()
