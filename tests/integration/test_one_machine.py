"""The whole way on one machine: sample boards over HTTP, the real functions, one SQLite file."""

import dataclasses
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobfinder import wiring
from jobfinder.demo.server import SampleServer, serve_sample_boards
from jobfinder.domain.posting import ListingState
from jobfinder.domain.queue import ItemStatus
from jobfinder.domain.source import Completeness, Source
from jobfinder.ports import Ports
from jobfinder.profiles import load_profile
from jobfinder.runtime.one_machine import OneMachine
from tests.places import ROOT


@pytest.fixture(scope="module")
def boards() -> Iterator[SampleServer]:
    with serve_sample_boards() as server:
        yield server


def home_at(folder: Path, boards: SampleServer) -> Ports:
    shutil.copytree(ROOT / "config", folder / "config")
    environ = {
        "JOB_FINDER_FETCH__ALLOW_HOSTS": f'["{boards.url.removeprefix("http://")}"]',
        "JOB_FINDER_LOGGING__LEVEL": "ERROR",
    }
    ports = wiring.bootstrap(folder, environ)
    now = wiring.utc_now()
    ports.store.save_profile(load_profile(ROOT / "config" / "demo" / "profile.yaml", now.date()))
    for source in boards.sources():
        ports.store.save_source(Source(**source, added_at=now))
    return ports


@pytest.fixture
def ports(tmp_path: Path, boards: SampleServer) -> Iterator[Ports]:
    made = home_at(tmp_path, boards)
    yield made
    made.close()


def search(ports: Ports, *, shuffled_by: int | None = None) -> None:
    """Scrape and score everything; with a seed, one board after the other in an order drawn from it."""
    keys = [source.key for source in ports.store.sources()]
    if shuffled_by is not None:
        random.Random(shuffled_by).shuffle(keys)
    machine = OneMachine(ports, scrape_workers=8 if shuffled_by is None else 1)
    machine.start()
    machine.search(keys)
    assert machine.stop()


def found(ports: Ports) -> set[tuple[str, str, int]]:
    return {(match.title, match.company, match.decision.score) for match in ports.store.matches()}


def test_a_search_ends_with_every_item_done_and_matches_worth_reading(ports: Ports) -> None:
    search(ports)
    stats = ports.store.queue_stats()
    assert set(stats.by_status) == {ItemStatus.SUCCEEDED.value}
    assert sum(stats.by_status.values()) > 150
    assert {"matched", "filtered", "duplicate", "below_threshold"} <= set(stats.by_outcome)
    assert len(ports.store.matches()) >= 8


def test_a_second_search_finds_nothing_new(ports: Ports) -> None:
    search(ports)
    before = ports.store.latest_cursor(), found(ports)
    search(ports)
    throttled_at_first = {source.key for source in ports.store.sources() if "throttled" in source.key}
    new = {source.key for source in ports.store.sources() if source.runs[0].new or source.runs[0].changed}
    assert new <= throttled_at_first
    assert found(ports) >= before[1]


def test_each_board_is_told_for_what_it_is(ports: Ports) -> None:
    search(ports)
    told = {source.key: source.runs[0].completeness for source in ports.store.sources()}
    assert told["greenhouse:vanished-sample"] is Completeness.GONE
    assert told["ashby:crashed-sample"] is Completeness.FAILED
    assert told["smartrecruiters:MisspeltSampleCo"] is Completeness.SUSPICIOUS_ZERO
    assert sum(completeness is Completeness.COMPLETE for completeness in told.values()) >= 12


def test_the_result_does_not_depend_on_which_board_came_first(tmp_path: Path, boards: SampleServer) -> None:
    results = []
    for seed in range(3):
        made = home_at(tmp_path / str(seed), boards)
        search(made, shuffled_by=seed)
        results.append(found(made))
        made.close()
    assert results[0] == results[1] == results[2]


def test_a_posting_that_vanishes_from_its_board_is_closed(ports: Ports, boards: SampleServer) -> None:
    search(ports)
    listing = next(one for one in ports.store.each_listing() if one.source_key == "recruitee:fennelandbyte")
    boards.close("fennel", listing.posting.native_id)
    try:
        search(ports)
    finally:
        boards.reopen("fennel", listing.posting.native_id)
    assert ports.store.listings([listing.id])[listing.id].state is ListingState.CLOSED


def test_what_a_killed_process_held_is_taken_back_at_once(ports: Ports) -> None:
    search(ports)
    item = ports.store.items()[0]
    rescore = dataclasses.replace(item, id="left-behind", status=ItemStatus.PENDING, outcome=None, finished_at=None)
    ports.store.enqueue([rescore])
    left = ports.store.item("left-behind")
    assert left is not None
    host, pid, started, rest = wiring.owner.new_token().split("/")
    dead = "/".join((host, pid, str(int(started) - 1), rest))
    assert ports.store.claim(left.ticket, now=wiring.utc_now(), lease_seconds=3000, token=dead) is not None
    search(ports)
    done = ports.store.item("left-behind")
    assert done is not None
    assert done.status is ItemStatus.SUCCEEDED
