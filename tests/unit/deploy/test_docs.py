"""docs/deploy.md: every command in it exists and takes the arguments it is given; every number is what it says."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from cronsim import CronSim
from deploy.__main__ import parser
from deploy.grants import BOARD_SECRETS, MESSAGE_SECRETS

from jobfinder.domain.environments import ENVIRONMENTS
from jobfinder.domain.topology import FUNCTIONS
from tests.places import ROOT
from tests.unit.deploy.parsing import complaints, needs_gcloud

TEXT = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
INNER = re.compile(r"\$\(((?:[^()]|\([^()]*\))*)\)")  # what a line takes from another command
VALUES = {"PROJECT": "a-project", "REGION": "europe-west1", "NUMBER": "123456789012"}


def commands() -> list[list[str]]:
    """Every command line of the document, its variables filled in and its first word a program."""
    found = []
    for block in re.findall(r"^```sh\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE):
        for line in block.replace("\\\n", " ").splitlines():
            for text in (INNER.sub("0" * 40, line), *INNER.findall(line)):
                found.append(shlex.split(re.sub(r"\$([A-Z]+)", lambda match: VALUES[match[1]], text)))
    return found


def of(*start: str) -> list[list[str]]:
    return [words for words in commands() if tuple(words[: len(start)]) == start]


def test_every_command_is_of_a_kind_that_is_checked_here() -> None:
    kinds = {words[0] for words in commands()}
    assert kinds == {"gcloud", "make", "python3", ".venv/bin/jobfinder", ".venv/bin/python", "git", "export"}
    assert len(commands()) > 30


@needs_gcloud
def test_gcloud_understands_every_command(tmp_path: Path) -> None:
    listed = [words[1:] for words in of("gcloud") if words[1:] != ["auth", "login"]]
    listed.remove(["auth", "application-default", "login"])  # it would open a browser
    assert len(listed) > 10
    assert complaints(listed, tmp_path / "config") == {}


def test_the_makefile_has_every_target() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {words[1] for words in of("make")} <= targets


def test_the_deployment_takes_every_argument() -> None:
    verbs = set()
    for words in of("python3"):
        assert words[1:3] == ["-m", "deploy"]
        verbs.add(parser().parse_args(words[3:]).verb)
    assert verbs == {"prepare", "apply", "grants", "passed", "teardown"}


@pytest.mark.parametrize("words", of(".venv/bin/jobfinder"), ids=" ".join)
def test_the_command_line_has_every_command(words: list[str]) -> None:
    path = [word for word in words[1:] if re.fullmatch(r"[a-z]+", word)]
    path = path[:2] if path[0] in ("profile", "sources", "queue") else path[:1]
    command = (sys.executable, "-m", "jobfinder", *path, "--help")
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "120"})
    assert done.returncode == 0, done.stderr
    assert f"jobfinder {' '.join(path)}" in done.stdout
    for option in (word for word in words if word.startswith("--")):
        assert option in done.stdout


def test_the_owners_script_takes_its_arguments() -> None:
    (words,) = of(".venv/bin/python")
    assert (ROOT / words[1]).is_file()
    done = subprocess.run(
        (sys.executable, ROOT / words[1], "grant", "--help"), capture_output=True, text=True, check=True
    )
    assert "--yes" in done.stdout


def test_every_name_in_it_is_one_that_is_deployed() -> None:
    names = {"job-finder-anthropic-api-key-staging", "job-finder-staging", "job-finder-scrape-source-staging-dead-kept"}
    names |= {f"{secret}-staging" for secret in (*MESSAGE_SECRETS.values(), *BOARD_SECRETS.values())}
    assert set(re.findall(r"job-finder-[a-z-]+", TEXT)) == names
    functions = {f"{function.cloud_name}-staging" for function in FUNCTIONS}
    assert {"scrape-sources-staging", "web-staging"} <= functions
    for environment in ENVIRONMENTS.values():
        assert f"`{environment.database}`" in TEXT
        assert f"`config/{environment.config_file}`" in TEXT
        assert f"{environment.log_retention_days} days" in TEXT


def test_the_numbers_of_what_it_costs_are_counted() -> None:
    from datetime import UTC, datetime, timedelta

    midnight = datetime(2026, 1, 5, tzinfo=UTC)
    starts, scheduled = 0, [function.schedule for function in FUNCTIONS if function.schedule]
    for schedule in scheduled:
        upcoming = CronSim(schedule, midnight - timedelta(seconds=1))
        starts += sum(1 for _ in iter(lambda times=upcoming: next(times) < midnight + timedelta(days=1), False))
    said = re.search(r"(\d+) scheduled jobs, which start functions\s+(\d+)\s+times a day", TEXT)
    assert said
    assert (int(said[1]), int(said[2])) == (len(scheduled), starts)
