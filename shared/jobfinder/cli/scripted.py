"""Runs a command that is a script of its own (scripts/*.py) with the errors and exit codes of the command line."""

from __future__ import annotations

import sys
from typing import Any

import typer

from jobfinder.cli.entry import run_command


def run_script(app: typer.Typer, name: str) -> int:
    """Run the one command of `app` with the process's own arguments and return its exit code."""

    def run(argv: list[str]) -> Any:
        return typer.main.get_command(app).main(argv, prog_name=f"python scripts/{name}", standalone_mode=False)

    return run_command(sys.argv[1:], run)


def script_examples(*lines: str) -> str:
    """Return the closing lines of a script's help."""
    return "\n".join(("Examples:", *(f"  {line}" for line in lines)))
