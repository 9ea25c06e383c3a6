"""Reads the guides of docs/: the commands in them are parsed by the command line itself, the links are followed."""

from __future__ import annotations

import importlib
import re
import shlex
from pathlib import Path

import typer

from jobfinder.cli.catalogue import ENTRIES
from tests.places import ROOT

CONTAINERS = ("job-finder-staging", "job-finder-production")


def guide(name: str) -> str:
    """Return a guide's text."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def console(text: str) -> list[str]:
    """Return what a guide has its reader type: each line after a prompt, continued lines joined."""
    return [line.strip() for line in re.findall(r"^\$ (.*)$", text.replace("\\\n", " "), re.MULTILINE)]


def jobfinder_commands(text: str) -> list[str]:
    """Return every `jobfinder ...` of a guide, in a console or in a sentence, in a container or not."""
    in_sentences = re.findall(r"`(?:[A-Z_]+=\S+ )*(jobfinder [^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    typed = [found[0] for line in console(text) if (found := re.findall(r"(?:^|\s)(jobfinder [^|>&;]+)", line))]
    return sorted({" ".join(command.split()) for command in (*in_sentences, *typed)})


def parse(command: str) -> None:
    """Have the command line parse a command without running it. Raises click's UsageError or KeyError."""
    _, name, *words = shlex.split(command)
    found = typer.main.get_command(importlib.import_module(f"jobfinder.cli.{ENTRIES[name].module}").app)
    while (inner := getattr(found, "commands", {})) and words and words[0] in inner:
        found, words = inner[words[0]], words[1:]
    found.make_context(name, words)


def missing_links(text: str) -> list[str]:
    """Return the links to other guides that lead nowhere, their headings included."""
    missing = []
    for target, heading in re.findall(r"\]\((?!https?:)([\w./-]*)(?:#([\w-]+))?\)", text):
        path = ROOT / "docs" / target if target else None
        if path is not None and not path.exists():
            missing.append(target)
        elif heading and path is not None and heading not in anchors(path):
            missing.append(f"{target}#{heading}")
    return missing


def anchors(path: Path) -> set[str]:
    """Return the anchors of a guide's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
