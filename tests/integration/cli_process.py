"""Runs the command line as a user's shell does: a process of its own, with its own environment and folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jobfinder import wiring
from jobfinder.demo.server import SampleServer
from jobfinder.domain.source import Source

CONFIG = Path(__file__).parents[2] / "config"
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH")


@dataclass(frozen=True)
class Shell:
    """A folder to work in, and the variables that commands there see."""

    folder: Path
    environ: Mapping[str, str]

    def run(self, *words: str, timeout: float = 60, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.argv(*words),
            cwd=self.folder,
            env={**self.environ, **more},
            capture_output=True,
            text=True,
            timeout=timeout,
        )

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.argv(*words),
            cwd=self.folder,
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def json(self, *words: str) -> Any:
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    @staticmethod
    def argv(*words: str) -> list[str]:
        return [sys.executable, "-m", "jobfinder", *words]


def new_shell(folder: Path, server: SampleServer | None = None) -> Shell:
    """Return a shell in a folder with the product's configuration, that may fetch from the sample boards."""
    (folder / "config").mkdir(parents=True, exist_ok=True)
    for name in ("config.yaml", "config.production.yaml"):
        shutil.copy(CONFIG / name, folder / "config" / name)
    shutil.copy(CONFIG / "demo" / "profile.yaml", folder / "config" / "profile.yaml")
    environ = {name: os.environ[name] for name in KEPT if name in os.environ} | {"JOB_FINDER_HOME": str(folder)}
    if server:
        environ["JOB_FINDER_FETCH__ALLOW_HOSTS"] = f'["{server.url.removeprefix("http://")}"]'
        environ["JOB_FINDER_FETCH__HOST_INTERVAL_SECONDS"] = "0"
    return Shell(folder, environ)


def add_sample_boards(shell: Shell, server: SampleServer, *, working_only: bool = False) -> list[str]:
    """Store the sample boards as sources; return their keys."""
    ports = wiring.bootstrap(shell.folder, shell.environ)
    samples = [each for each in server.sources() if not working_only or "-sample" not in each["key"].lower()]
    samples = [each for each in samples if not working_only or "misspelt" not in each["key"].lower()]
    for sample in samples:
        ports.store.save_source(Source(**sample, added_at=ports.clock()))
    ports.store.close_store()
    return [sample["key"] for sample in samples]
