"""The command line: `main` is the console's entry; each command is a thin module that calls a use case and prints."""

from __future__ import annotations

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """Run the command line with `argv` (the process's own without it) and return the exit code."""
    argv = sys.argv[1:] if argv is None else argv
    if "_JOBFINDER_COMPLETE" not in os.environ:
        if not argv or argv in (["--help"], ["-h"], ["help"]):
            from jobfinder.cli.catalogue import root_help

            return _print(root_help())
        if argv in (["--version"], ["-V"]):
            from jobfinder import __version__

            return _print(f"jobfinder {__version__}")
    from jobfinder.cli.entry import run_command

    return run_command(argv)


def _print(text: str) -> int:
    """Print without loading anything: this is what has to be quick."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        from jobfinder.cli.output import silence_broken_pipe

        silence_broken_pipe()
        return 141  # as in exit_codes.py, which need not load for this
    return 0
