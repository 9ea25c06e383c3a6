from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest

from jobfinder import wiring
from jobfinder.cli import health, main
from jobfinder.runtime.heartbeat import PARTS, Heartbeat, heartbeat_path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data-staging").mkdir()
    monkeypatch.setenv("JOB_FINDER_HOME", str(tmp_path))
    monkeypatch.delenv("ENVIRONMENT", raising=False)
    return tmp_path


@pytest.fixture
def heartbeat(home: Path) -> Heartbeat:
    made = Heartbeat(heartbeat_path(home, "staging"), began_at=wiring.utc_now())
    for part in PARTS:
        made.beat(part, wiring.utc_now())
    made.write(wiring.utc_now())
    return made


def test_a_machine_at_work_is_green(heartbeat: Heartbeat, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["health"]) == 0
    assert capsys.readouterr().out.startswith("Healthy: watcher ")


def test_a_stall_is_red_with_words(heartbeat: Heartbeat, capsys: pytest.CaptureFixture[str]) -> None:
    heartbeat.beat("watcher", wiring.utc_now() - timedelta(hours=1))
    heartbeat.write(wiring.utc_now() + timedelta(minutes=1))
    assert main(["health"]) == 1
    assert "The watcher has not looked at the queue for 3600 s" in capsys.readouterr().out


def test_where_nothing_runs_it_is_red(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["health", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["healthy"] is False
    assert "Nothing runs here" in said["problems"][0]


def test_a_full_disk_is_red_with_words(
    heartbeat: Heartbeat, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    full = namedtuple("full", "f_bavail f_frsize")(10, 4096)
    monkeypatch.setattr(health.os, "statvfs", lambda path: full)
    assert main(["health"]) == 1
    assert "The disk is full: 0.0 MB free at" in capsys.readouterr().out


def test_it_looks_at_the_environment_that_is_named(
    heartbeat: Heartbeat, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    assert main(["health"]) == 1
    monkeypatch.setenv("ENVIRONMENT", "prod")
    assert main(["health"]) == 3
    assert "staging or production" in capsys.readouterr().err


@pytest.mark.alone
def test_it_is_quick_and_loads_nothing_heavy(heartbeat: Heartbeat) -> None:
    script = (
        "import sys; from jobfinder.cli import main; code = main(['health']); "
        "heavy = {'pydantic', 'yaml', 'sqlite3', 'google.auth', 'rich', 'httpcore'} & set(sys.modules); "
        "print(heavy, file=sys.stderr); sys.exit(code or bool(heavy))"
    )
    took = [9.0]
    while len(took) < 8 and min(took) >= 0.5:
        began = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
        took.append(time.perf_counter() - began)
        assert done.returncode == 0, done.stdout + done.stderr
    assert min(took) < 0.5
