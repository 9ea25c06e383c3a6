"""Every command, in the order a newcomer meets them: what the first page of help, completion and the docs are made of.

This module imports nothing heavy: `jobfinder --help` is printed from it alone.
"""

from __future__ import annotations

import shutil
import textwrap
from dataclasses import dataclass

from jobfinder.cli.exit_codes import MEANINGS


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: the module that holds it, and one line on what it does."""

    name: str
    module: str  # in jobfinder.cli
    summary: str


GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "Start here",
        (
            Entry("demo", "demo", "Try it all on sample boards: no network, no account, nothing to set up."),
            Entry("init", "init", "Write the configuration into this folder and say what to do next."),
            Entry("search", "search", "Read your boards, score what is new, and show the ranking."),
        ),
    ),
    (
        "What was found",
        (
            Entry("matches", "matches", "List the matches, the best first."),
            Entry("show", "show", "Show one match in full: its score as a sum, skills, links, history."),
            Entry("why", "why", "Say why a listing was rejected, or scored as it was."),
            Entry("state", "state", "Record what you did: saved, applied, dismissed, ..."),
            Entry("split", "split", "Undo a merge: this copy is a job of its own."),
            Entry("export", "export", "Write the matches as CSV, JSON or JSON lines."),
            Entry("digest", "digest", "Send what is new to you, or show what would be sent."),
        ),
    ),
    (
        "Set up",
        (
            Entry("profile", "profile", "Import, show, check and export your profile."),
            Entry("sources", "sources", "Add, list, test and disable the boards to read."),
            Entry("config", "config", "Check the settings and say where each comes from."),
            Entry("environment", "environment", "Write and show the mark that says whose a database is."),
            Entry("notify", "notify", "Test where messages go, and list the alerts that are on."),
        ),
    ),
    (
        "Keep it running",
        (
            Entry("run", "run", "Keep reading boards and scoring until stopped."),
            Entry("health", "health", "Say whether what should run here is at work."),
            Entry("web", "web", "Serve the dashboard and the JSON API on this machine."),
            Entry("queue", "queue", "Look into the queue, and retry what failed."),
            Entry("backup", "backup", "Write the whole database into a folder, while the work goes on."),
            Entry("verify", "verify", "Check a backup, and compare the database with it."),
            Entry("restore", "restore", "Write a backup into an empty database."),
            Entry("costs", "costs", "Show what language models have cost, by day and by source."),
            Entry("evaluate", "evaluate", "Measure how well postings are read, on labelled ones."),
            Entry("version", "version", "Print the version and where things are."),
        ),
    ),
)
ENTRIES = {entry.name: entry for _, entries in GROUPS for entry in entries}

OPTIONS = (
    ("--version", "Print the version."),
    ("--debug", "Show the log, and the trace of an error (or set JOB_FINDER_DEBUG=1)."),
    ("--install-completion", "Install completion for this shell."),
    ("--show-completion", "Print the completion script of this shell."),
    ("--help", "Show this page. Every command has its own: jobfinder matches --help"),
)
VARIABLES = (
    ("JOB_FINDER_HOME", "The folder with config/ and the data; without it, the current folder."),
    ("ENVIRONMENT", "staging (without it) or production: which configuration and database."),
    ("NO_COLOR", "Print without colours."),
)
EXAMPLES = (
    "jobfinder demo",
    "jobfinder init --resume cv.pdf --source https://boards.greenhouse.io/acme",
    "jobfinder search",
    "jobfinder matches --min-score 85 --json | jq '.[].url'",
)


def root_help(width: int = 0) -> str:
    """Return the first page of help, wrapped at `width` columns (0: the terminal's, at most 100)."""
    width = width or max(min(shutil.get_terminal_size().columns, 100), 40)
    sections = [
        "Usage: jobfinder [OPTIONS] COMMAND [ARGUMENTS]",
        textwrap.indent(textwrap.fill("Finds the few job postings worth your time, and loses none.", width - 2), "  "),
        *(_section(title, [(entry.name, entry.summary) for entry in entries], width) for title, entries in GROUPS),
        _section("Options", OPTIONS, width),
        _section("Environment variables", VARIABLES, width),
        _section("Exit codes", [(str(int(code)), meaning) for code, meaning in MEANINGS.items()], width),
        "\n".join(("Examples:", *(f"  {example}" for example in EXAMPLES))),
    ]
    return "\n\n".join(sections)


def _section(title: str, rows: tuple[tuple[str, str], ...] | list[tuple[str, str]], width: int) -> str:
    first = max(len(name) for name, _ in rows) + 4
    lines = [
        textwrap.fill(text, width, initial_indent=f"  {name}".ljust(first), subsequent_indent=" " * first)
        for name, text in rows
    ]
    return "\n".join((f"{title}:", *lines))
