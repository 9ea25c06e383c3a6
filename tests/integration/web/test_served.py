"""The web function over real HTTP: as functions-framework serves it in the cloud, and as `jobfinder web` does here."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from jobfinder.demo.server import SampleServer, serve_sample_boards
from jobfinder.domain.match import MatchState
from jobfinder.ports import Ports
from jobfinder.runtime.one_machine import OneMachine
from jobfinder.web.headers import HEADERS
from jobfinder.web.local_gate import LocalGate
from jobfinder.web.visitors import install_gate
from tests.integration.cli_process import Shell, add_sample_boards, new_shell
from tests.integration.web.served import TOKEN, Program, functions_framework_at, searched


@pytest.fixture(scope="module")
def boards() -> Iterator[SampleServer]:
    with serve_sample_boards() as server:
        yield server


@pytest.fixture(scope="module")
def ports(boards: SampleServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ports]:
    with searched(tmp_path_factory.mktemp("searched"), boards) as ports:
        yield ports


@pytest.fixture
def base(ports: Ports) -> Iterator[str]:
    with functions_framework_at(ports) as address:
        install_gate(LocalGate(TOKEN, 8765))
        yield address
        install_gate(None)


@pytest.fixture
def browser(base: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=base, timeout=30) as client:
        assert client.get("/", params={"token": TOKEN}).status_code == 303
        yield client


def test_every_page_and_every_match_of_the_sample_boards_can_be_opened(browser: httpx.Client, ports: Ports) -> None:
    seen: set[str] = set()
    waiting = ["/", "/?state=all&closed=true&limit=1000", "/queue?status=succeeded"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        response = browser.get(path)
        assert response.status_code == 200, path
        assert {name: response.headers[name] for name in HEADERS} == HEADERS
        links = (link.replace("&amp;", "&") for link in re.findall(r'(?:href|src)="(/[^"#]*)"', response.text))
        waiting += [link for link in dict.fromkeys(links) if link not in seen and link not in waiting]
    assert sum(path.startswith("/matches/") for path in seen) == len(ports.store.matches())
    assert any(path.startswith("/assets/style.css") for path in seen)


def test_why_answers_for_every_listing_there_is(browser: httpx.Client, ports: Ports) -> None:
    listings = list(ports.store.each_listing(open_only=False))
    assert len(listings) > 150
    for listing in listings[::7]:
        assert browser.get("/why", params={"about": listing.id}).status_code == 200


def test_the_api_ranks_as_the_dashboard_does(base: str, browser: httpx.Client) -> None:
    rows = Program(base).get("/matches", params={"limit": 50}).json()
    shown = re.findall(r'<h2 id="t\d+"><a href="/matches/([0-9a-f]+)"', browser.get("/").text)
    assert shown == [row["id"] for row in rows]
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)


def test_a_state_changed_over_the_api_is_there_for_everybody(base: str, browser: httpx.Client, ports: Ports) -> None:
    program = Program(base)
    row = program.get("/matches").json()[-1]
    assert program.post(f"/matches/{row['id']}/state", {"state": "saved", "note": "ask Ada"}).status_code == 200
    assert "ask Ada" in browser.get(f"/matches/{row['id']}").text
    (stored,) = ports.store.matches(id_prefix=row["id"])
    assert stored.state is MatchState.SAVED


def test_a_submitted_posting_is_scored_by_the_machine(base: str, ports: Ports, boards: SampleServer) -> None:
    source = next(each for each in ports.store.sources() if each.type == "jobposting_page")
    response = Program(base).post("/submit", {"url": source.board})
    assert response.status_code == 202, response.text
    machine = OneMachine(ports)
    machine.start()
    machine.search([])
    assert machine.stop()
    with functions_framework_at(ports) as again:
        item = Program(again).get(f"/queue/items/{response.json()['id']}").json()
    assert item["status"] == "succeeded"
    assert item["outcome"]


def test_problems_are_problems_on_the_wire_too(base: str) -> None:
    response = httpx.get(f"{base}/api/v1/matches")
    assert response.status_code == 401
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 401
    assert Program(base).get("/nosuch").headers["Content-Type"] == "application/problem+json"


HUNG_UP = 0


def test_a_body_of_unstated_length_is_cut_off(base: str) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 65_536

    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    before = Program(base).get("/queue/items").json()
    try:
        status = httpx.post(f"{base}/api/v1/submit", content=endless(), headers=headers, timeout=30).status_code
    except (httpx.WriteError, httpx.ReadError, httpx.RemoteProtocolError):
        status = HUNG_UP  # before the body ended, which is as good
    assert status in (400, 413, HUNG_UP)
    assert Program(base).get("/queue/items").json() == before


# -- jobfinder web ----------------------------------------------------------------------------------------------------


@pytest.fixture
def shell(tmp_path: Path, boards: SampleServer) -> Shell:
    shell = new_shell(tmp_path, boards)
    add_sample_boards(shell, boards, working_only=True)
    return shell


def started(shell: Shell, *words: str, **more: str) -> tuple[subprocess.Popen[str], dict[str, str]]:
    process = subprocess.Popen(
        Shell.argv("web", "--port", "0", "--json", *words),
        cwd=shell.folder,
        env={**shell.environ, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = ""
    while not said.endswith("}\n"):
        line = process.stdout.readline()
        assert line, process.stderr.read() if process.stderr else ""
        said += line
    return process, json.loads(said)


def stopped(process: subprocess.Popen[str], number: int = signal.SIGTERM) -> str:
    process.send_signal(number)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 0, err
    return err


def test_the_command_serves_reads_boards_and_scores_until_it_is_stopped(shell: Shell) -> None:
    process, told = started(shell, "--run")
    try:
        with httpx.Client(timeout=30, follow_redirects=True) as browser:
            assert browser.get(told["link"]).url == told["url"]
            deadline = time.monotonic() + 60
            while "<article" not in browser.get(told["url"]).text:
                assert time.monotonic() < deadline
                time.sleep(0.3)
        assert httpx.get(told["url"]).status_code == 303
    finally:
        stopped(process)


def test_each_start_has_a_token_of_its_own_that_nobody_guesses(shell: Shell) -> None:
    first, told_first = started(shell)
    second, told_second = started(shell)
    try:
        tokens = [told["link"].partition("token=")[2] for told in (told_first, told_second)]
        assert len(set(tokens)) == 2
        assert min(map(len, tokens)) >= 43
        assert Program(told_first["url"].rstrip("/"), tokens[1]).get("/sources").status_code == 401
        assert Program(told_first["url"].rstrip("/"), tokens[0]).get("/sources").status_code == 200
    finally:
        assert tokens[0] not in stopped(first, signal.SIGINT)
        stopped(second)


def test_only_this_machine_reaches_it(shell: Shell) -> None:
    process, told = started(shell)
    try:
        port = int(told["port"])
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            pass
        others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), port, type=socket.SOCK_STREAM)}
        for address in others - {"127.0.0.1", "::1"}:
            if not str(address).startswith("127."):
                with pytest.raises(OSError):  # noqa: PT011 - refused or unreachable, as the system puts it
                    socket.create_connection((str(address), port), timeout=2)
        assert httpx.get(told["url"], headers={"Host": "evil.example"}).status_code == 421
    finally:
        stopped(process)


def test_other_interfaces_need_to_be_allowed_and_a_token_of_ones_own(shell: Shell) -> None:
    refused = shell.run("web", "--host", "0.0.0.0", "--port", "0")
    assert refused.returncode == 2
    assert "--allow-remote" in refused.stderr
    without = shell.run("web", "--host", "0.0.0.0", "--port", "0", "--allow-remote")
    assert without.returncode == 3
    assert "JOB_FINDER_WEB_TOKEN" in without.stderr
    weak = shell.run("web", "--host", "0.0.0.0", "--port", "0", "--allow-remote", JOB_FINDER_WEB_TOKEN="secret")
    assert weak.returncode == 3
    process, told = started(shell, "--host", "0.0.0.0", "--allow-remote", JOB_FINDER_WEB_TOKEN=TOKEN)
    try:
        assert Program(f"http://127.0.0.1:{told['port']}").get("/sources").status_code == 200
        for host, status in (("192.168.7.7", 303), ("evil.example", 421), (socket.gethostname(), 303)):
            assert httpx.get(f"http://127.0.0.1:{told['port']}/", headers={"Host": host}).status_code == status
    finally:
        stopped(process)


def test_a_port_that_is_taken_is_told(shell: Shell) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = shell.run("web", "--port", str(taken.getsockname()[1]))
    assert result.returncode == 1
    assert "--port" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_kill_leaves_nothing_that_hinders_the_next_start(shell: Shell) -> None:
    process, told = started(shell)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=10)
    again, told_again = started(shell, "--port", str(told["port"]))
    try:
        assert told_again["port"] == told["port"]
        assert httpx.get(told_again["url"]).status_code in (200, 303)
    finally:
        stopped(again)
