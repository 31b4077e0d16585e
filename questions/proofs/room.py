"""The closed room in which proofs run: a child process with a fixed environment, no network where the system lets us, and no privileges.

The child is this module run as a program. It reads snippets as JSON from standard input and writes what they gave to standard output.
On Linux `unshare` takes the network away and maps the user to an ordinary one, so that file permissions hold for root, too;
where it is missing or forbidden, the proofs run without that, and `closed` says so.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from questions.proofs.engines import run_all
from questions.proofs.snippets import Actual, Kind, Snippet

_UNSHARE = ("unshare", "--net", "--map-user=1000", "--map-group=1000", "--")
_PACKAGES = Path(__file__).resolve().parents[2]


def run(snippets: Sequence[Snippet]) -> list[Actual]:
    """Run the snippets in the room; return what each gave, in their order."""
    if not snippets:
        return []
    with tempfile.TemporaryDirectory(prefix="gapwise-proofs-") as folder:
        done = subprocess.run(
            [*(_UNSHARE if closed() else ()), sys.executable, "-m", "questions.proofs.room"],
            input=_dumped(snippets),
            stdout=subprocess.PIPE,
            env=_environment(folder),
            cwd=folder,
            umask=0o022,
            check=True,
        )
    return [_actual(**actual) for actual in json.loads(done.stdout)]


@functools.cache
def closed() -> bool:
    """Whether this system lets us run without a network and without privileges."""
    if shutil.which(_UNSHARE[0]) is None:
        return False
    return subprocess.run([*_UNSHARE, "true"], capture_output=True, check=False).returncode == 0


def _environment(folder: str) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": folder,
        "TMPDIR": folder,
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(_PACKAGES),
    }


def _dumped(items: Sequence[Snippet] | Sequence[Actual]) -> bytes:
    return json.dumps([asdict(item) for item in items]).encode()


def _actual(kind: Kind, rows: list[list[object]], text: str, printed: str) -> Actual:
    """Return the result with its lists as tuples again, as JSON knows no tuples."""
    return Actual(kind, tuple(tuple(map(_cell, row)) for row in rows), text, printed)


def _cell(value: object) -> object:
    return tuple(map(_cell, value)) if isinstance(value, list) else value


if __name__ == "__main__":
    # Who runs the proofs may have them ignored (nohup, a job in the background); the scripts are to feel what they send each other.
    for each in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(each, signal.SIG_DFL)
    results = run_all([Snippet(**snippet) for snippet in json.load(sys.stdin)])
    sys.stdout.buffer.write(_dumped(results))
