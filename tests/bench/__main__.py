"""`make bench`: every benchmark, one after another, each in a process of its own; `--full` takes the long way of those that have one."""

from __future__ import annotations

import subprocess
import sys

DELIVERY = ("delivery_cpu", "delivery_load", "delivery_soak")
MEASURING = ("timing", "measurement", "labels", "starts", "keys", "verdicts", "practice", "reviews", "guesses")


def main(args: list[str]) -> int:
    """Run all benchmarks and return how many failed."""
    quick = [] if "--full" in args else ["--quick"]
    commands: list[tuple[str, list[str]]] = [(name, []) for name in DELIVERY] + [(name, quick) for name in MEASURING]
    failed = 0
    for name, options in commands:
        print(f"\n== {name}", flush=True)
        failed += subprocess.run([sys.executable, "-m", f"tests.bench.{name}", *options], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
