"""`python -m emulator` as a person runs it: what it says, how it ends, what it leaves behind."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from emulator.parts import find_parts
from emulator.running import PROJECT
from emulator.servers import free_port

from jobfinder.domain.environments import ENVIRONMENTS, Environment
from jobfinder.errors import Misconfigured
from jobfinder.stores.firestore import FirestoreStore
from jobfinder.wiring import utc_now
from tests.firestore_calls import emulator_at
from tests.integration.emulators import eventually
from tests.integration.rules.browser import Browser
from tests.places import IN_CI, ROOT

STARTS_WITHIN_SECONDS = 60.0  # on a busy machine; four on one with nothing else to do


@pytest.fixture(scope="module", autouse=True)
def emulators_are_installed() -> None:
    try:
        find_parts()
    except Misconfigured as missing:
        if IN_CI:
            raise
        pytest.skip(str(missing))


class Program:
    """A running `python -m emulator` on ports of its own."""

    def __init__(self, *arguments: str) -> None:
        self.firestore_port, pubsub_port = free_port(), free_port()
        ports = ["--firestore-port", str(self.firestore_port), "--pubsub-port", str(pubsub_port)]
        command = [sys.executable, "-m", "emulator", *ports, *arguments]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True, start_new_session=True)

    def browser(self, database: str, token: str = "") -> Browser:
        return Browser(f"127.0.0.1:{self.firestore_port}", PROJECT, database, token)

    def wait_until_it_runs(self) -> str:
        assert self.process.stdout is not None
        said = ""
        while "Ctrl-C" not in said:
            line = self.process.stdout.readline()
            assert line, self.process.communicate()
            said += line
        return said

    def end(self, number: int = signal.SIGTERM) -> tuple[str, str]:
        """Signal the program alone, wait, and return what it said since."""
        self.process.send_signal(number)
        return self.process.communicate(timeout=60)


@contextmanager
def program(*arguments: str) -> Iterator[Program]:
    made = Program(*arguments)
    try:
        yield made
    finally:
        if made.process.poll() is None:
            made.end()


def family(pid: int) -> set[int]:
    """Return the processes that a process started, and theirs."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended since
            continue
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def matched(runs: Program, environment: Environment) -> set[str]:
    """Return the ids of an environment's matches, as soon as there are any."""
    with emulator_at(f"127.0.0.1:{runs.firestore_port}"):
        store = FirestoreStore.open(environment.database, clock=utc_now, project=PROJECT)
    try:
        assert store.environment() == environment.name
        return {head.id for head in eventually(store.match_heads)}
    finally:
        store.close_store()


def test_it_finds_matches_in_the_sample_boards_and_keeps_them_for_the_next_run(tmp_path: Path) -> None:
    began = time.monotonic()
    with program("--seed", "--data", str(tmp_path)) as first:
        said = first.wait_until_it_runs()
        assert time.monotonic() - began < STARTS_WITHIN_SECONDS
        assert f"export FIRESTORE_EMULATOR_HOST=127.0.0.1:{first.firestore_port}\n" in said
        assert re.search(r"functions of production: http://127\.0\.0\.1:\d+/<function>/", said)
        found = {name: matched(first, environment) for name, environment in ENVIRONMENTS.items()}
        assert all(found.values())
        for environment in ENVIRONMENTS.values():
            assert first.browser(environment.database).create("anything/x", {"x": 1}) == 403
        started = family(first.process.pid)
        assert len(started) >= 4
        out, err = first.end(signal.SIGINT)
        assert (first.process.returncode, out, err) == (0, "Stopping.\n", "")
        assert not [pid for pid in started if is_there(pid)]
    with program("--data", str(tmp_path)) as second:
        second.wait_until_it_runs()
        assert all(matched(second, environment) >= found[name] for name, environment in ENVIRONMENTS.items())
        _, err = second.end(signal.SIGHUP)
        assert (second.process.returncode, err) == (0, "")


def test_a_signal_while_it_starts_leaves_no_process_behind() -> None:
    with program() as starting:
        started = eventually(lambda: family(starting.process.pid))
        assert started
        _, err = starting.end(signal.SIGTERM)
        assert (starting.process.returncode, err) == (0, "")
        assert not [pid for pid in started if is_there(pid)]


def test_a_port_in_use_is_named_and_nothing_is_left_running() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "emulator", "--firestore-port", str(free_port()), "--pubsub-port", str(port)]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert f"The Pub/Sub emulator cannot have port {port}: Address already in use" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_without_java_it_says_so_and_ends(tmp_path: Path) -> None:
    environ = {**os.environ, "PATH": str(tmp_path)}
    command = [sys.executable, "-m", "emulator"]
    ended = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.startswith("The emulators need Java, and there is none on the path")
    assert len(ended.stderr.splitlines()) == 1
