"""A real Docker engine: builds the image, and runs the services of docker-compose.yml under names of their own.

Nothing here touches containers, networks or images that are not the tests': a self-hoster may run them beside the real.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from jobfinder import wiring
from jobfinder.demo.server import SampleServer
from jobfinder.domain.environments import ENVIRONMENTS, Environment
from jobfinder.domain.queue import ItemStatus
from jobfinder.domain.source import Source
from jobfinder.ports import Store
from tests.containers.composing import FILE, compose, has_compose
from tests.places import ROOT

REPOSITORY = "localhost/job-finder-test"
VERSION, REVISION = "9.8.7", "0123456789abcdef"
USER = "10001:10001" if os.getuid() == 0 else f"{os.getuid()}:{os.getgid()}"  # only root can give folders away
UNPRIVILEGED = ("--read-only", "--tmpfs", "/tmp:size=64m,mode=1777,noexec", "--cap-drop", "ALL")


def docker(*words: str, check: bool = True, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(["docker", *words], capture_output=True, text=True, timeout=timeout)
    assert not check or done.returncode == 0, f"docker {' '.join(words)}: {done.stdout}{done.stderr}"
    return done


@functools.cache
def answers() -> bool:
    """Return whether an engine and Compose are here."""
    if not shutil.which("docker"):
        return False
    return docker("version", "--format", "{{.Server.Version}}", check=False).returncode == 0 and has_compose()


def build() -> str:
    """Build the image for each environment, as the first lines of Dockerfile.local say, and return its repository."""
    arguments = ("--build-arg", f"VERSION={VERSION}", "--build-arg", f"REVISION={REVISION}")
    tags = [word for one in ENVIRONMENTS.values() for word in ("-t", f"{REPOSITORY}:{one.image_tag}")]
    docker(
        "build", "--network", "host", "-f", str(ROOT / "Dockerfile.local"), *arguments, *tags, str(ROOT), timeout=600
    )
    return REPOSITORY


def run_once(image: str, *words: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run one command in a container that may do as little as ours, and return how it ended."""
    return docker("run", "--rm", *UNPRIVILEGED, *options, f"{image}:staging", *words, check=False)


def wait_until(condition: Callable[[], bool], seconds: float, words: str) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"not in {seconds} s: {words}"
        time.sleep(0.1)


@dataclass
class Home:
    """The folder beside a docker-compose.yml, and the containers that work in it."""

    folder: Path
    image: str
    mark: str = field(default_factory=lambda: f"jf-test-{uuid4().hex[:8]}")

    def __post_init__(self) -> None:
        (self.folder / "config").mkdir()
        (self.folder / "credentials").mkdir()
        for one in ENVIRONMENTS.values():
            shutil.copy(ROOT / "config" / one.config_file, self.folder / "config")
            for name in (one.data_directory, one.log_directory):
                (self.folder / name).mkdir()
        shutil.copy(ROOT / "config" / "demo" / "profile.yaml", self.folder / "config" / "profile.yaml")
        self.give_away()

    def give_away(self) -> None:
        """Make the folders the container's, as the guide says."""
        if os.getuid() == 0:
            uid, gid = map(int, USER.split(":"))
            for path in self.folder.rglob("*"):
                os.chown(path, uid, gid)

    def name(self, environment: Environment) -> str:
        return f"{self.mark}-{environment.name}"

    # -- the store, seen from the host

    def store(self, environment: Environment) -> Store:
        return wiring.bootstrap(self.folder, {"ENVIRONMENT": environment.name}).store

    def add_boards(self, environment: Environment, boards: SampleServer) -> None:
        """Add the sample boards that work as sources."""
        store = self.store(environment)
        for sample in boards.sources():
            if not {"sample", "misspeltsampleco"} & set(sample["key"].lower().replace(":", "-").split("-")):
                store.save_source(Source(**sample, added_at=wiring.utc_now()))
        store.close_store()
        self.give_away()

    def succeeded(self, environment: Environment) -> int:
        """Return how many items are done."""
        store = self.store(environment)
        try:
            return store.queue_stats().by_status.get(ItemStatus.SUCCEEDED, 0)
        finally:
            store.close_store()

    def is_done(self, environment: Environment) -> bool:
        """Return whether every board was read and every item scored."""
        store = self.store(environment)
        try:
            by_status = store.queue_stats().by_status
            return all(source.runs for source in store.sources()) and set(by_status) == {ItemStatus.SUCCEEDED}
        finally:
            store.close_store()

    # -- its containers

    def up(
        self,
        *environments: Environment,
        on_host: bool = False,
        environ: Mapping[str, str] | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        """Start the services as docker-compose.yml has them, but for their names and, `on_host`, their network.

        `environ` is the container's, `variables` are those that the file reads.
        """
        self._compose(environments, on_host, environ or {}, "up", "--detach", "--no-build", variables=variables)

    def replace(self, environment: Environment, environ: Mapping[str, str]) -> None:
        """Do what Watchtower does: stop the container, remove it, make it anew with the same options."""
        self._compose((environment,), True, environ, "up", "--detach", "--no-build", "--force-recreate")

    def _compose(
        self,
        environments: tuple[Environment, ...],
        on_host: bool,
        environ: Mapping[str, str],
        *words: str,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        override = self.folder / "override.json"  # JSON is YAML, but for the tag that takes a value away
        services = {one.container: self._override(one, on_host, environ) for one in environments}
        networks = {one.network: {"name": f"{self.mark}-{one.network}"} for one in environments}
        text = json.dumps({"services": services, "networks": networks}).replace('"RESET"', "!reset null")
        override.write_text(text)
        profiles = [word for one in environments for word in ("--profile", one.name)]
        files = ("-f", str(FILE), "-f", str(override), "--project-directory", str(self.folder), "-p", self.mark)
        uid, gid = USER.split(":")
        read = {"JOB_FINDER_IMAGE": self.image, "JOB_FINDER_UID": uid, "JOB_FINDER_GID": gid, **(variables or {})}
        done = compose(*files, *profiles, *words, *services, environ=read, timeout=90)
        assert done.returncode == 0, done.stdout + done.stderr

    def _override(self, environment: Environment, on_host: bool, environ: Mapping[str, str]) -> dict[str, Any]:
        made = {
            "container_name": self.name(environment),
            "healthcheck": {"interval": "2s", "start_period": "0s"},
            "environment": dict(environ),
        }
        return made | ({"networks": "RESET", "network_mode": "host"} if on_host else {})

    def run(self, environment: Environment, *options: str) -> str:
        """Start a container by hand, with what `options` say, and return its name."""
        name = self.name(environment)
        folders = ("-v", f"{self.folder}/config:/app/config:ro", "-e", f"ENVIRONMENT={environment.name}")
        docker("run", "-d", "--name", name, "--user", USER, *UNPRIVILEGED, *folders, *options, f"{self.image}:staging")
        return name

    def inspect(self, environment: Environment) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(docker("inspect", self.name(environment)).stdout)[0]
        return found

    def logged(self, environment: Environment) -> list[dict[str, Any]]:
        """Return what the container wrote to its standard output."""
        return [json.loads(line) for line in docker("logs", self.name(environment)).stdout.splitlines()]

    def execute(self, environment: Environment, *words: str) -> subprocess.CompletedProcess[str]:
        return docker("exec", self.name(environment), *words, check=False)

    def is_well(self, environment: Environment) -> bool:
        return self.execute(environment, "jobfinder", "health").returncode == 0

    def wait_until_well(self, *environments: Environment, seconds: float = 60) -> None:
        for environment in environments:
            wait_until(functools.partial(self.is_well, environment), seconds, f"{environment.name} is well")

    def remove_containers(self) -> None:
        """Remove all that the tests of this home started."""
        names = docker("ps", "-aq", "--filter", f"name={self.mark}").stdout.split()
        if names:
            docker("rm", "-f", "-v", *names)
        for kind in ("network", "volume"):
            found = docker(kind, "ls", "-q", "--filter", f"name={self.mark}").stdout.split()
            if found:
                docker(kind, "rm", *found)


def allowing(boards: SampleServer) -> dict[str, str]:
    """Return the variables that let a container on the host's network read the sample boards."""
    return {
        "JOB_FINDER_FETCH__ALLOW_HOSTS": json.dumps([boards.url.removeprefix("http://")]),
        "JOB_FINDER_FETCH__HOST_INTERVAL_SECONDS": "0",
    }
