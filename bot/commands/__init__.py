"""The `gapwise` subcommands, one module each: `add(subparsers)` registers it and sets `run(args) -> int`, the exit code."""
