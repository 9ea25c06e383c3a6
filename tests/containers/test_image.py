"""The image: what is in it, what is not, and how it starts for the first time."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.containers import engine
from tests.containers.engine import REVISION, USER, VERSION, docker, run_once
from tests.places import ROOT

pytestmark = [pytest.mark.alone, pytest.mark.timeout(600)]
MOST_BEYOND_BASE = 250_000_000  # bytes


def inspected(image: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(docker("image", "inspect", image).stdout)[0]
    return found


def shell(image: str, script: str, *options: str) -> str:
    done = docker("run", "--rm", "--entrypoint", "sh", *options, f"{image}:staging", "-euc", script)
    return done.stdout.strip()


def test_it_is_small(image: str) -> None:
    base, ours = inspected("python:3.13-slim"), inspected(f"{image}:staging")
    assert ours["Size"] - base["Size"] < MOST_BEYOND_BASE


def test_it_says_what_it_is_and_how_it_runs(image: str) -> None:
    config = inspected(f"{image}:staging")["Config"]
    labels = {name.removeprefix("org.opencontainers.image."): value for name, value in config["Labels"].items()}
    assert (labels["title"], labels["version"], labels["revision"]) == ("Job Finder", VERSION, REVISION)
    assert (config["Entrypoint"], config["Cmd"]) == (["jobfinder"], ["run"])
    assert config["User"] == "10001:10001"
    check = config["Healthcheck"]
    assert (check["Test"], check["Interval"], check["Retries"]) == (["CMD", "jobfinder", "health"], 300 * 10**9, 3)


def test_no_build_tool_and_no_cache_is_left(image: str) -> None:
    found = shell(
        image,
        "for tool in gcc cc make git uv hatch; do command -v $tool || true; done; "
        "ls -d /build /root/.cache /tmp/* /app/.cache 2>/dev/null || true; "
        "find /opt/job-finder -name '*.whl' -o -name '*.[ch]' -o -name pip -o -name hatchling -o -name tests",
        "--user",
        "0",
    )
    assert found == ""


def test_every_module_comes_compiled_and_nothing_of_it_can_be_changed(image: str) -> None:
    script = (
        "cd /opt/job-finder/app/shared; find . -name '*.py' | wc -l; find . -name '*.cpython-313.pyc' | wc -l; "
        "find /opt/job-finder -writable -not -type l | wc -l"
    )
    sources, compiled, writable = map(int, shell(image, script).split())
    assert sources == compiled > 200
    assert writable == 0


def test_it_holds_the_functions_and_all_that_they_and_the_store_in_the_cloud_need(image: str) -> None:
    modules = "anthropic, apprise, firebase_admin, google.cloud.firestore, google.cloud.pubsub_v1, openai"
    script = (
        f"import {modules}\nfrom jobfinder.runtime.functions import load_functions\nprint(*sorted(load_functions()))"
    )
    done = run_once(image, "-c", script, options=("--entrypoint", "python"))
    assert {"score_queue_item", "scrape_source", "sweep_queue"} <= set(done.stdout.split()), done.stderr


def test_nothing_of_the_person_who_built_it_is_in_it(image: str) -> None:
    ours = {path.name for path in (ROOT / "config").iterdir()} - {"profile.yaml", "sources.yaml"}
    assert set(shell(image, "ls /opt/job-finder/app/config").split()) == ours
    assert shell(image, "find /app -type f") == ""


def test_it_runs_as_any_user_on_a_file_system_that_cannot_be_written_to(image: str) -> None:
    for user in ("10001:10001", "1234:100"):
        done = run_once(image, "version", "--json", options=("--user", user))
        assert json.loads(done.stdout)["home"] == "/app", done.stderr
    refused = run_once(image, "-c", "open('/app/x', 'w')", options=("--entrypoint", "python"))
    assert "Read-only file system" in refused.stderr


def test_the_demo_runs_in_it_without_a_network(image: str) -> None:
    done = run_once(image, "demo", "--json", options=("--network", "none", "-w", "/tmp", "--memory", "256m"))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["injection_attempts"]


def test_a_first_start_without_a_configuration_says_what_to_do(image: str) -> None:
    done = run_once(image)
    assert done.returncode == 3
    assert "/app/config/config.yaml" in done.stderr
    assert "jobfinder init" in done.stderr


def test_init_writes_the_configuration_as_the_user_who_asks(image: str, tmp_path: Path) -> None:
    me = f"{os.getuid()}:{os.getgid()}"
    done = run_once(image, "init", "--yes", options=("--user", me, "-v", f"{tmp_path}:/app"))
    assert done.returncode == 0, done.stderr
    written = {path.name for path in (tmp_path / "config").iterdir()}
    assert written == {"config.yaml", "config.production.yaml", "profile.yaml", "sources.yaml"}


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make a folder that belongs to root")
def test_folders_that_belong_to_root_are_named_with_the_command_that_helps(home: engine.Home) -> None:
    for name in ("data-staging", "logs-staging"):
        os.chown(home.folder / name, 0, 0)
    mounts = [
        word
        for name in ("config", "data-staging", "logs-staging")
        for word in ("-v", f"{home.folder}/{name}:/app/{name}")
    ]
    done = run_once(home.image, options=tuple(mounts))
    assert done.returncode == 3
    assert f"{USER}, cannot write to data-staging/, which holds the database, and logs-staging/" in done.stderr
    assert "sudo chown -R 10001:10001 data-staging logs-staging" in done.stderr
    os.chown(home.folder / "data-staging", 10001, 10001)
    os.chown(home.folder / "logs-staging", 10001, 10001)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make a file that belongs to root")
def test_credentials_that_only_root_may_read_do_not_turn_into_another_store(home: engine.Home) -> None:
    key = home.folder / "credentials" / "serviceAccountKey.json"
    key.write_text("{}")
    key.chmod(0o600)
    mounts = [word for name in ("config", "credentials") for word in ("-v", f"{home.folder}/{name}:/app/{name}:ro")]
    variables = ("-e", "STORE=auto", "-e", f"GOOGLE_APPLICATION_CREDENTIALS=/app/credentials/{key.name}")
    done = run_once(home.image, options=(*mounts, *variables))
    assert done.returncode == 3
    assert "cannot read the credentials" in done.stderr
    assert "sudo chown -R 10001:10001 credentials" in done.stderr
