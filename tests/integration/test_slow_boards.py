"""Boards that trickle, hang or never end keep nobody else waiting: real functions, real sockets, one SQLite file."""

from __future__ import annotations

import dataclasses
import json
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from jobfinder import wiring
from jobfinder.domain.source import Completeness, Run, Source
from jobfinder.ports import Ports
from jobfinder.profiles import load_profile
from jobfinder.runtime.one_machine import SLOW_WORKERS, OneMachine
from tests.places import ROOT

FAST, HOSTILE = 12, 4


class Boards:
    """Greenhouse boards on loopback: `fast-…` answers at once; `hostile-…` sends a byte now and then until let go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.asked = 0
        self.all_hostile_asked = threading.Event()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.host = f"127.0.0.1:{self._server.server_address[1]}"

    @contextmanager
    def running(self) -> Iterator[Boards]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.let_go.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def trickle(self, connection: socket.socket) -> None:
        """Send the beginning of an answer and then a space at a time, for ever."""
        with self._lock:
            self.asked += 1
            if self.asked >= HOSTILE:
                self.all_hostile_asked.set()
        with suppress(OSError):  # the reader has had enough
            connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 4000000\r\n\r\n")
            while not self.let_go.wait(0.02):
                connection.sendall(b" ")


def _handler(boards: Boards) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                return self.send_error(404)
            if "hostile" in self.path:
                return boards.trickle(self.connection)
            name = self.path.split("/")[3]
            row = {
                "id": 1,
                "title": "Backend Engineer",
                "absolute_url": f"https://{name}.example/jobs/1",
                "location": {"name": "Berlin"},
                "content": "You write Python.",
                "company_name": name,
            }
            body = json.dumps({"jobs": [row]}).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return None

        def log_message(self, *_: object) -> None: ...

    return Handler


@pytest.fixture
def boards() -> Iterator[Boards]:
    with Boards().running() as served:
        yield served


def ports_at(folder: Path, boards: Boards, *, timeout_seconds: float) -> Ports:
    shutil.copytree(ROOT / "config", folder / "config")
    environ = {
        "JOB_FINDER_FETCH__ALLOW_HOSTS": f'["{boards.host}"]',
        "JOB_FINDER_FETCH__HOST_INTERVAL_SECONDS": "0",
        "JOB_FINDER_FETCH__TIMEOUT_SECONDS": str(timeout_seconds),
        "JOB_FINDER_LOGGING__LEVEL": "ERROR",
    }
    ports = wiring.bootstrap(folder, environ)
    ports.store.save_profile(load_profile(ROOT / "config" / "demo" / "profile.yaml", wiring.utc_now().date()))
    return ports


def a_board(ports: Ports, boards: Boards, name: str) -> str:
    key = f"greenhouse:{name}"
    source = Source(
        key=key,
        type="greenhouse",
        board=name,
        url=f"https://boards.greenhouse.io/{name}",
        endpoint=f"http://{boards.host}",
        added_at=wiring.utc_now(),
    )
    ports.store.save_source(source)
    return key


def found_of(ports: Ports, key: str) -> Completeness | None:
    source = ports.store.source(key)
    return source.runs[0].completeness if source and source.runs else None


def test_boards_known_to_be_slow_wait_for_workers_of_their_own(tmp_path: Path, boards: Boards) -> None:
    ports = ports_at(tmp_path, boards, timeout_seconds=60)
    slow = [a_board(ports, boards, f"hostile-{number}") for number in range(HOSTILE)]
    for key in slow:
        began = wiring.utc_now() - timedelta(hours=9)
        run = Run(source_key=key, started_at=began, seconds=90, completeness=Completeness.FAILED)
        ports.store.record_run(run, next_run_at=began, failures_in_a_row=1)
    fast = [a_board(ports, boards, f"fast-{number}") for number in range(FAST)]
    machine = OneMachine(ports, scrape_workers=1)
    machine.start()
    asked_meanwhile: list[int] = []

    def look() -> None:
        if all(found_of(ports, key) is Completeness.COMPLETE for key in fast):
            asked_meanwhile.append(boards.asked)
            boards.let_go.set()
            machine.ask_to_stop()

    machine.search([*slow, *fast], look)
    machine.stop()
    assert asked_meanwhile  # one worker has read all the others while the hostile ones still held theirs
    assert asked_meanwhile[0] <= SLOW_WORKERS
    ports.close()


def test_boards_that_trickle_end_in_time_as_failures_of_their_own(tmp_path: Path, boards: Boards) -> None:
    ports = ports_at(tmp_path, boards, timeout_seconds=3)
    hostile = [a_board(ports, boards, f"hostile-{number}") for number in range(HOSTILE)]
    fast = [a_board(ports, boards, f"fast-{number}") for number in range(FAST)]
    machine = OneMachine(ports, scrape_workers=HOSTILE + 1)
    machine.start()
    machine.search([*hostile, *fast])
    assert machine.stop()
    assert boards.all_hostile_asked.is_set()
    assert [found_of(ports, key) for key in fast] == [Completeness.COMPLETE] * FAST
    assert {found_of(ports, key) for key in hostile} == {Completeness.FAILED}
    for key in hostile:
        source = ports.store.source(key)
        assert source is not None
        assert source.enabled
        assert "second" in source.runs[0].error or "time" in source.runs[0].error
    ports.close()


def test_a_run_over_a_board_whose_pages_never_end_is_over_in_its_time(tmp_path: Path, boards: Boards) -> None:
    from jobfinder.usecases.scrape import scrape_source

    ports = ports_at(tmp_path, boards, timeout_seconds=5)
    key = a_board(ports, boards, "fast-0")
    impatient = dataclasses.replace(ports, limits=dataclasses.replace(ports.limits, scrape_seconds=-1.0))
    run = scrape_source(key, impatient)
    assert run.completeness is Completeness.PARTIAL
    assert "the next reading goes on" in run.error
    assert scrape_source(key, ports).completeness is Completeness.COMPLETE
    ports.close()
