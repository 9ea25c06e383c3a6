"""firebase.json with Google's own tool: `npx firebase-tools emulators:start`, wherever the tool is installed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from emulator.parts import FIRESTORE_MAIN, Parts, find_parts
from emulator.register import call
from emulator.running import FIRESTORE_PORT, PUBSUB_PORT
from emulator.servers import free_port

from jobfinder.domain.environments import ENVIRONMENTS, PRODUCTION, STAGING
from jobfinder.errors import Misconfigured
from tests.integration.rules.browser import Browser
from tests.places import ROOT

PROJECT = "demo-job-finder"
STARTS_WITHIN_SECONDS = 60.0
OF_THE_TOOL = ("hub", "logging")  # servers of its own, whose usual ports may be taken


@pytest.fixture(scope="module")
def jars(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the variables that make the tool use the emulators that are here instead of downloading them."""
    try:
        parts = find_parts()
    except Misconfigured as missing:
        pytest.skip(str(missing))
    folder = tmp_path_factory.mktemp("jars")
    launcher = folder / "pubsub-emulator"  # the tool makes it executable, so it gets one of its own
    launcher.write_text(f'#!/bin/sh\nexec java -jar "{parts.pubsub_jar}" "$@"\n', encoding="utf-8")
    runnable = str(_with_main_class(parts, folder))
    return {"FIRESTORE_EMULATOR_BINARY_PATH": runnable, "PUBSUB_EMULATOR_BINARY_PATH": str(launcher)}


def _with_main_class(parts: Parts, folder: Path) -> Path:
    """Return a jar that `java -jar` can run: the tool calls it so, but gcloud's names no main class."""
    (folder / "firestore.jar").symlink_to(parts.firestore_jar)
    manifest = f"Manifest-Version: 1.0\nMain-Class: {FIRESTORE_MAIN}\nClass-Path: firestore.jar\n"
    with zipfile.ZipFile(folder / "runnable.jar", "w") as jar:
        jar.writestr("META-INF/MANIFEST.MF", manifest)
    return folder / "runnable.jar"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the project's own firebase.json, but for the ports."""
    folder = tmp_path_factory.mktemp("project")
    settings = json.loads((ROOT / "firebase.json").read_text())
    emulators = settings["emulators"]
    emulators |= {name: {"host": "127.0.0.1"} for name in OF_THE_TOOL}
    for name in ("firestore", "pubsub", *OF_THE_TOOL):
        emulators[name]["port"] = free_port()
    emulators["firestore"]["websocketPort"] = free_port()
    (folder / "firebase.json").write_text(json.dumps(settings))
    for name in ("firestore.rules", "firestore.indexes.json"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture(scope="module")
def ports(project: Path, jars: dict[str, str]) -> Iterator[Callable[[str], int]]:
    tool = shutil.which("firebase")
    if tool is None:
        pytest.skip("firebase-tools is not installed: npm install --global firebase-tools")
    settings = json.loads((project / "firebase.json").read_text())
    command = [tool, "emulators:start", "--project", PROJECT]
    environ = {**os.environ, **jars, "CI": "true"}  # it asks no questions then
    with (project / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=project, env=environ, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait_for("All emulators ready", project / "log", process)
        yield lambda name: int(settings["emulators"][name]["port"])
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _wait_for(words: str, log: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while words not in log.read_text():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.1)


@pytest.mark.soak
@pytest.mark.parametrize("database", [environment.database for environment in ENVIRONMENTS.values()])
def test_each_database_is_guarded_by_the_rules(ports: Callable[[str], int], database: str) -> None:
    stranger = Browser(f"127.0.0.1:{ports('firestore')}", PROJECT, database)
    assert stranger.create("anything/new", {"x": 1}) == 403
    assert stranger.get("meta/environment") == 403


@pytest.mark.soak
def test_pubsub_answers(ports: Callable[[str], int]) -> None:
    topic = f"projects/{PROJECT}/topics/job-finder-scrape"
    assert call("PUT", f"http://127.0.0.1:{ports('pubsub')}/v1/{topic}", {}) == {"name": topic}


def settings_in(name: str) -> dict[str, Any]:
    return dict(json.loads((ROOT / name).read_text()))


@pytest.mark.parametrize(("name", "database"), [("firebase.json", STAGING), ("firebase.production.json", PRODUCTION)])
def test_a_deployment_reaches_the_database_of_its_environment_only(name: str, database: Any) -> None:
    firestore = settings_in(name)["firestore"]
    assert firestore["database"] == database.database
    assert all((ROOT / firestore[file]).is_file() for file in ("rules", "indexes"))


def test_the_emulators_answer_on_loopback_at_the_ports_of_python_m_emulator() -> None:
    emulators = settings_in("firebase.json")["emulators"]
    assert emulators["firestore"] == {"host": "127.0.0.1", "port": FIRESTORE_PORT}
    assert emulators["pubsub"] == {"host": "127.0.0.1", "port": PUBSUB_PORT}
    assert emulators["ui"] == {"enabled": False}
