"""docs/environments.md, followed from its first command to its last in an empty folder, as a reader would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from jobfinder.cli.exit_codes import Exit
from jobfinder.config.mixing import OWNED
from jobfinder.config.variables import variable_of
from jobfinder.surroundings import EMULATORS
from tests.places import ROOT

GUIDE = (ROOT / "docs" / "environments.md").read_text(encoding="utf-8")


def steps() -> Iterator[tuple[str, str]]:
    """Yield each command with what it is said to print."""
    for block in re.findall(r"```console\n(.*?)```", GUIDE, re.DOTALL):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, said = step.partition("\n")
            yield command, said


def test_each_command_does_what_the_guide_says_in_the_order_in_which_it_says_it(tmp_path: Path) -> None:
    environ = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(tmp_path), "COLUMNS": "160"}
    done = []
    for command, said in steps():
        ran = subprocess.run(command, shell=True, cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=60)
        wanted = Exit.MISCONFIGURED if "Error" in said else Exit.OK
        assert ran.returncode == wanted, (command, ran.stderr)
        printed = " ".join((ran.stdout + ran.stderr).split())
        sentences = [" ".join(said.split())] if said.startswith("Error: ") else said.splitlines()
        for words in sentences:
            assert " ".join(words.split()) in printed, command
        done.append(command)
    assert len(done) == 9
    assert (tmp_path / "data" / "portfolio.db").exists()


def test_all_that_is_compared_stands_in_the_table() -> None:
    table = GUIDE.partition("## What is compared")[2].partition("\n## ")[0]
    for name in (*OWNED, *EMULATORS, variable_of("profile.firestore.database_name"), "HOSTNAME", "K_SERVICE"):
        assert f"`{name}`" in table, name


def test_every_file_that_is_linked_is_there() -> None:
    for target in re.findall(r"\]\(([\w./-]+)(?:#[\w-]+)?\)", GUIDE):
        assert (ROOT / "docs" / target).is_file(), target
