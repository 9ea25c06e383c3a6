"""The same refusal from end to end, in a process of its own: functions, the container's command, the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from jobfinder.cli.exit_codes import Exit
from tests.places import ROOT

FUNCTIONS = [sys.executable, "-c", "import main; print('loaded')"]
CLI = [sys.executable, "-m", "jobfinder"]
MIXED = {"ENVIRONMENT": "production", "STORAGE_DATABASE_NAME": "portfolio-staging"}
BOTH_SIDES = ("STORAGE_DATABASE_NAME", "'portfolio-staging'", "'portfolio'", "ENVIRONMENT is 'production'")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    copytree(ROOT / "config", tmp_path / "config")
    return tmp_path


def start(home: Path, argv: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    environ = {
        "PATH": os.environ["PATH"],
        "JOB_FINDER_HOME": str(home),
        "PYTHONPATH": f"{ROOT / 'functions'}:{ROOT / 'shared'}",
        **variables,
    }
    return subprocess.run(argv, cwd=home, env=environ, capture_output=True, text=True, timeout=60)


def test_a_revision_of_two_environments_does_not_start(home: Path) -> None:
    done = start(home, FUNCTIONS, K_SERVICE="scrape-source", **MIXED)
    assert done.returncode != 0
    assert "loaded" not in done.stdout
    for words in (*BOTH_SIDES, '"severity": "CRITICAL"'):
        assert words in done.stderr


@pytest.mark.parametrize(
    ("environment", "service", "starts"),
    [
        ("staging", "scrape-source-staging", True),
        ("production", "scrape-source", True),
        ("staging", "scrape-source", False),
        ("production", "scrape-source-staging", False),
    ],
)
def test_a_function_starts_as_the_service_of_its_own_environment_only(
    home: Path, environment: str, service: str, starts: bool
) -> None:
    done = start(home, FUNCTIONS, ENVIRONMENT=environment, K_SERVICE=service)
    assert (done.returncode == 0) is starts, done.stderr
    if not starts:
        assert f"K_SERVICE is '{service}'" in done.stderr


@pytest.mark.parametrize("words", [["run"], ["search"], ["matches"], ["queue", "stats"], ["config", "check"]])
def test_no_command_starts_mixed_whether_it_works_or_only_looks(home: Path, words: list[str]) -> None:
    done = start(home, [*CLI, *words], **MIXED)
    assert done.returncode == Exit.MISCONFIGURED
    for each in BOTH_SIDES:
        assert each in done.stderr
    assert not (home / "data").exists()


def test_a_container_with_the_name_of_the_other_environment_does_not_start(home: Path) -> None:
    done = start(home, [*CLI, "run"], ENVIRONMENT="staging", HOSTNAME="job-finder-production")
    assert done.returncode == Exit.MISCONFIGURED
    for each in ("'job-finder-production'", "'job-finder-staging'", "ENVIRONMENT is 'staging'"):
        assert each in done.stderr
