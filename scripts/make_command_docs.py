"""Writes docs/commands.md from the command line itself: every command's own help, and the table of exit codes.

    python scripts/make_command_docs.py

A test fails where the file is not what this prints.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from jobfinder.cli.catalogue import GROUPS, root_help
from jobfinder.cli.exit_codes import MEANINGS

TARGET = Path(__file__).parents[1] / "docs" / "commands.md"
WIDTH = 100


def command_docs() -> str:
    """Return the document."""
    os.environ["COLUMNS"] = str(WIDTH + 2)  # help leaves two columns free
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield from ("# Commands", "", "Made by `python scripts/make_command_docs.py` from the commands' own help.", "")
    yield from ("```text", root_help(WIDTH), "```", "", "## Exit codes", "")
    yield from ("| code | meaning |", "| --- | --- |")
    yield from (f"| {int(code)} | {meaning} |" for code, meaning in MEANINGS.items())
    for title, entries in GROUPS:
        yield from ("", f"## {title}")
        for entry in entries:
            yield from _documented(("jobfinder", entry.name), _loaded(entry.module))


def _loaded(module: str) -> Any:
    return typer.main.get_command(importlib.import_module(f"jobfinder.cli.{module}").app)


def _documented(words: tuple[str, ...], command: Any) -> Iterator[str]:
    subcommands = getattr(command, "commands", {})
    if not subcommands:
        yield from ("", f"### {' '.join(words)}", "", "```text", _help(words, command), "```")
    for name, each in subcommands.items():
        yield from _documented((*words, name), each)


def _help(words: tuple[str, ...], command: Any) -> str:
    context = command.make_context(
        " ".join(words), [], resilient_parsing=True, help_option_names=["--help", "-h"], max_content_width=WIDTH + 2
    )
    with context:
        help_: str = command.get_help(context)
    return help_


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(command_docs(), encoding="utf-8")
    print(f"wrote {TARGET}")
