"""Containers at work, started from docker-compose.yml: within their limits, killed, replaced, starved, side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from jobfinder import wiring
from jobfinder.demo.server import SampleServer, serve_sample_boards
from jobfinder.domain.environments import PRODUCTION, STAGING, Environment
from jobfinder.domain.queue import ItemStatus
from jobfinder.domain.source import Source
from jobfinder.runtime.heartbeat import STALLED_AFTER_SECONDS
from tests.containers.engine import USER, Home, allowing, docker, wait_until
from tests.emulated import firestore_host

pytestmark = [pytest.mark.alone, pytest.mark.timeout(600)]
both = pytest.mark.parametrize("environment", [STAGING, PRODUCTION], ids=lambda one: one.name)
SECONDS = 90  # most that the sample boards may take in the smaller container, on a busy machine
MIB = 1 << 20
# tini is process 1 and would keep the signal to itself
STAND_STILL = """
import glob, os, signal
for path in glob.glob("/proc/[0-9]*/cmdline"):
    words = open(path, "rb").read().split(b"\\0")
    if words[0].endswith(b"python") and words[-2:-1] == [b"run"]:
        os.kill(int(path.split("/")[2]), signal.SIGSTOP)
        break
else:
    raise SystemExit("nothing runs here")
"""


@pytest.fixture(scope="module")
def boards() -> Iterator[SampleServer]:
    with serve_sample_boards() as server:
        yield server


@pytest.fixture(scope="module", autouse=True)
def stalled(image: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A container that was well and whose process then stands still, while the other tests take their time."""
    home = Home(tmp_path_factory.mktemp("stalled"), image)
    home.up(STAGING)
    home.wait_until_well(STAGING)
    assert home.execute(STAGING, "python", "-c", STAND_STILL).returncode == 0
    yield home
    home.remove_containers()


def wait_for_the_end(home: Home, environment: Environment) -> None:
    wait_until(lambda: home.is_done(environment), SECONDS, "every board read and every item scored")


def assert_all_scored_once(home: Home, environment: Environment) -> None:
    """Each listing was scored, and no match is there twice or missing: what is stored is what one quiet run stores."""
    store = home.store(environment)
    unfinished = [item for item in store.items(limit=10_000) if item.status is not ItemStatus.SUCCEEDED]
    matches = [(match.search, match.listing_id) for match in store.matches()]
    listings = {listing.id for listing in store.each_listing(open_only=False)}
    scored = {item.listing_id for item in store.items(limit=10_000)}
    store.close_store()
    assert not unfinished
    assert len(matches) == len(set(matches)) >= 8
    assert len(listings) >= 150
    assert listings == scored


def begun(home: Home, environment: Environment, boards: SampleServer, more: Mapping[str, str] | None = None) -> None:
    """Start the container with the sample boards, and return when it is in the midst of its work."""
    home.add_boards(environment, boards)
    home.up(environment, on_host=True, environ={**allowing(boards), **(more or {})})
    wait_until(lambda: home.succeeded(environment) > 0, SECONDS, "a first item scored")


@both
def test_the_sample_boards_are_read_and_scored_within_the_limits(
    environment: Environment, home: Home, boards: SampleServer
) -> None:
    home.add_boards(environment, boards)
    home.up(environment, on_host=True, environ=allowing(boards))
    wait_for_the_end(home, environment)
    assert_all_scored_once(home, environment)
    assert_limited(home, environment)
    healthy = home.execute(environment, "jobfinder", "health")
    assert (healthy.returncode, healthy.stdout[:8]) == (0, "Healthy:"), healthy.stdout
    wait_until(lambda: home.inspect(environment)["State"]["Health"]["Status"] == "healthy", 20, "healthy to Docker")
    assert_logged(home, environment)
    docker("stop", home.name(environment))
    state = home.inspect(environment)["State"]
    assert (state["ExitCode"], state["OOMKilled"]) == (0, False)
    assert home.logged(environment)[-1]["message"] == "stopped"


def assert_limited(home: Home, environment: Environment) -> None:
    found = home.inspect(environment)
    host = found["HostConfig"]
    assert host["Memory"] == environment.memory_limit_mib * MIB
    assert host["MemoryReservation"] == environment.memory_reservation_mib * MIB
    assert host["NanoCpus"] == environment.cpu_limit * 1e9
    assert (host["ReadonlyRootfs"], host["CapDrop"], host["Init"]) == (True, ["ALL"], True)
    assert host["SecurityOpt"] == ["no-new-privileges:true"]
    assert found["Config"]["User"] == USER
    script = "print(open('/proc/self/status').read())"
    status = home.execute(environment, "python", "-c", script).stdout
    for folder in ("config", "credentials", ""):
        assert home.execute(environment, "touch", f"/app/{folder}/new").returncode != 0, folder
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert (fields["CapEff"], fields["CapPrm"], fields["NoNewPrivs"]) == ("0" * 16, "0" * 16, "1")


def assert_logged(home: Home, environment: Environment) -> None:
    """The log is JSON lines on standard output, and the same lines in the two files of the environment's directory."""
    said = [line["message"] for line in home.logged(environment)]
    folder = home.folder / environment.log_directory
    in_files = {
        name: [json.loads(line)["message"] for line in (folder / name).read_text().splitlines()]
        for name in ("scheduler.log", "queue_worker.log")
    }
    assert "started" in in_files["scheduler.log"]
    assert "scored an item" in in_files["queue_worker.log"] or "scored a lot of items" in in_files["queue_worker.log"]
    assert sum(map(len, in_files.values())) == len(said)


def test_a_kill_and_a_restart_lose_nothing_and_double_nothing_and_are_told(
    home: Home, boards: SampleServer, httpserver: HTTPServer
) -> None:
    told: list[dict[str, Any]] = []

    def take(request: Request) -> Response:
        told.append(json.loads(request.data))
        return Response()

    httpserver.expect_request("/pager").respond_with_handler(take)
    pager = {"JOB_FINDER_ALERTS__URLS": f"json://127.0.0.1:{httpserver.port}/pager"}
    # What the killed one had in hand is taken up when its lease is over, after five minutes unless otherwise said.
    begun(home, STAGING, boards, {**pager, "JOB_FINDER_QUEUE__LEASE_SECONDS": "15"})
    docker("kill", "-s", "KILL", home.name(STAGING))
    assert home.inspect(STAGING)["State"]["ExitCode"] == 137
    docker("start", home.name(STAGING))
    wait_for_the_end(home, STAGING)
    assert_all_scored_once(home, STAGING)
    wait_until(lambda: bool(told), SECONDS, "an alert")
    (alert,) = [one for one in told if "restart" in one["message"]]
    assert alert["title"].startswith("Job Finder (staging): It was started again")


def test_an_update_during_work_hands_back_and_the_new_container_goes_on(home: Home, boards: SampleServer) -> None:
    begun(home, STAGING, boards)
    before = home.inspect(STAGING)["Id"]
    home.replace(STAGING, allowing(boards))
    assert home.inspect(STAGING)["Id"] != before
    wait_for_the_end(home, STAGING)
    assert_all_scored_once(home, STAGING)


def test_a_stop_during_work_leaves_nothing_claimed(home: Home, boards: SampleServer) -> None:
    begun(home, STAGING, boards)
    docker("stop", home.name(STAGING))
    assert home.inspect(STAGING)["State"]["ExitCode"] == 0
    store = home.store(STAGING)
    claimed = store.items(status=ItemStatus.PROCESSING)
    store.close_store()
    assert not claimed


def test_a_full_data_volume_is_told_in_words_and_ends_nothing(home: Home, boards: SampleServer) -> None:
    home.add_boards(STAGING, boards)
    database = home.folder / "data-staging" / "portfolio-staging.db"
    uid, gid = USER.split(":")
    # the database as it is, on a volume that it cannot grow on
    size = database.stat().st_size + 200_000
    volume = f"{home.mark}-volume"
    options = ("-o", "type=tmpfs", "-o", "device=tmpfs", "-o", f"o=size={size},uid={uid},gid={gid}")
    docker("volume", "create", "--driver", "local", *options, volume)
    allowed = [word for pair in allowing(boards).items() for word in ("-e", "=".join(pair))]
    mounts = ("-v", f"{volume}:/app/data-staging", "-v", f"{database.parent}:/from:ro")
    # a volume in memory is gone with its last container, so one stays for as long as the test
    docker(
        "run",
        "-d",
        "--name",
        f"{home.mark}-keeper",
        "--user",
        USER,
        *mounts,
        "--entrypoint",
        "sleep",
        f"{home.image}:staging",
        "300",
    )
    docker("exec", f"{home.mark}-keeper", "sh", "-c", "cp /from/*.db /app/data-staging/")
    home.run(STAGING, "--network", "host", *allowed, *mounts[:2])
    told = lambda: any("disk is full" in line["message"].lower() for line in home.logged(STAGING))  # noqa: E731
    wait_until(told, SECONDS, "words about the full disk")
    assert home.inspect(STAGING)["State"]["Running"]
    found = home.execute(STAGING, "jobfinder", "health")
    assert found.returncode == 1
    assert "The disk is full" in found.stdout


def test_without_a_network_it_stays_up_and_says_which_board_could_not_be_read(home: Home) -> None:
    sources = "sources:\n  - url: https://boards.greenhouse.io/example\n"
    (home.folder / "config" / "sources.yaml").write_text(sources)
    home.run(STAGING, "--network", "none", "-v", f"{home.folder}/data-staging:/app/data-staging")

    def told() -> list[dict[str, Any]]:
        return [line for line in home.logged(STAGING) if line.get("source") == "greenhouse:example"]

    wait_until(lambda: bool(told()), SECONDS, "words about the board")
    assert told()[0]["outcome"] == "failed"
    assert "boards-api.greenhouse.io" in told()[0]["error"]
    assert home.inspect(STAGING)["State"]["Running"]
    assert home.execute(STAGING, "jobfinder", "health").returncode == 0


def test_both_environments_run_on_one_host_and_neither_sees_the_other(home: Home) -> None:
    home.up(STAGING, PRODUCTION)
    for one in (STAGING, PRODUCTION):
        database = home.folder / one.data_directory / f"{one.database}.db"
        wait_until(database.exists, SECONDS, f"the database of {one.name}")
        home.wait_until_well(one)
    for one, other in ((STAGING, PRODUCTION), (PRODUCTION, STAGING)):
        assert not home.execute(one, "ls", f"/app/{other.data_directory}").stdout
        assert [path.name for path in (home.folder / one.data_directory).glob("*.db")] == [f"{one.database}.db"]
        assert_cannot_reach(home, one, other)


def assert_cannot_reach(home: Home, one: Environment, other: Environment) -> None:
    """`other` listens on a port that it reaches itself; `one` does not get there, by no name and by no address."""
    docker("exec", "-d", home.name(other), "python", "-m", "http.server", "9000")
    (network,) = home.inspect(other)["NetworkSettings"]["Networks"].values()
    knock = "import socket, sys; socket.create_connection((sys.argv[1], 9000), timeout=2)"
    ask = lambda asking, host: home.execute(asking, "python", "-c", knock, host).returncode  # noqa: E731
    wait_until(lambda: ask(other, network["IPAddress"]) == 0, 20, "it listens")
    for host in (network["IPAddress"], other.container, home.name(other)):
        assert ask(one, host) != 0, f"{one.name} reaches {host}"


def test_with_firestore_the_container_keeps_everything_there_and_nothing_here(
    home: Home, boards: SampleServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    variables = {
        "FIRESTORE_EMULATOR_HOST": firestore_host(),
        "GOOGLE_CLOUD_PROJECT": f"demo-{home.mark}",
        "STORE": "firestore",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    store = wiring.bootstrap(home.folder).store
    for sample in boards.sources():
        if sample["key"] in ("lever:tidewren", "recruitee:fennelandbyte"):
            store.save_source(Source(**sample, added_at=wiring.utc_now()))
    assert len(store.sources()) == 2
    home.up(STAGING, on_host=True, environ={**variables, **allowing(boards)})
    done = {"succeeded"}
    wait_until(
        lambda: all(one.runs for one in store.sources()) and set(store.queue_stats().by_status) == done,
        SECONDS,
        "scored",
    )
    assert sum(store.queue_stats().by_outcome.values()) >= 10
    assert store.environment() == "staging"
    store.close_store()
    assert home.execute(STAGING, "jobfinder", "health").returncode == 0
    assert home.logged(STAGING)[0]["store"] == "firestore"
    assert not list((home.folder / "data-staging").iterdir())
    docker("stop", home.name(STAGING))
    assert home.inspect(STAGING)["State"]["ExitCode"] == 0


def test_the_health_is_red_within_two_intervals_of_a_stall(stalled: Home) -> None:
    """It comes last: by now it has stood still for long enough."""
    red = lambda: stalled.execute(STAGING, "jobfinder", "health").returncode == 1  # noqa: E731
    wait_until(red, STALLED_AFTER_SECONDS + 10, "red")
    said = stalled.execute(STAGING, "jobfinder", "health", "--json")
    found = json.loads(said.stdout)
    assert not found["healthy"]
    assert {"scheduler", "watcher", "store"} == {part for part, age in found["ages_seconds"].items() if age > 30}
    assert any("The scheduler has not looked at the clock" in problem for problem in found["problems"])
    wait_until(lambda: stalled.inspect(STAGING)["State"]["Health"]["Status"] == "unhealthy", 30, "unhealthy to Docker")
