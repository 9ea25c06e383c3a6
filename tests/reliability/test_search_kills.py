"""Kill -9 at random during `jobfinder search`, twenty times over: no listing is lost, none is matched twice."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from jobfinder import wiring
from jobfinder.demo.server import SampleServer, serve_sample_boards
from jobfinder.domain.queue import ItemStatus
from jobfinder.ports import Ports, Store
from jobfinder.runtime.one_machine import OneMachine
from tests.integration.cli_process import Shell, add_sample_boards, new_shell

SEEDS = range(20)
Result = set[tuple[str, str, int]]


@pytest.fixture(scope="module")
def boards() -> Iterator[SampleServer]:
    with serve_sample_boards() as server:
        yield server


def killed_search(shell: Shell, after_seconds: float) -> None:
    process = shell.start("search")
    time.sleep(after_seconds)
    process.kill()
    process.communicate()


def finish(ports: Ports) -> None:
    machine = OneMachine(ports)
    machine.start()
    machine.search([source.key for source in ports.store.sources()])
    assert machine.stop()


def assert_nothing_is_half_done(store: Store) -> None:
    listings = {listing.id for listing in store.each_listing(open_only=False)}
    assert {item.listing_id for item in store.items(limit=10_000)} == listings
    per_job = Counter((match.search, match.listing_id) for match in store.matches())
    assert set(per_job.values()) <= {1}


def result(store: Store) -> Result:
    return {(match.search, match.title + match.company, match.decision.score) for match in store.matches()}


@pytest.fixture(scope="module")
def undisturbed(boards: SampleServer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, set[str]]:
    """What a search finds that nobody kills: the matches, and the ids of all listings."""
    shell = new_shell(tmp_path_factory.mktemp("undisturbed"), boards)
    add_sample_boards(shell, boards, working_only=True)
    assert shell.run("search").returncode == 0
    ports = wiring.bootstrap(shell.folder, shell.environ)
    found = result(ports.store), {listing.id for listing in ports.store.each_listing(open_only=False)}
    ports.close()
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_a_killed_search_loses_nothing_and_doubles_nothing(
    seed: int, boards: SampleServer, undisturbed: tuple[Result, set[str]], tmp_path: Path
) -> None:
    shell = new_shell(tmp_path, boards)
    add_sample_boards(shell, boards, working_only=True)
    killed_search(shell, random.Random(seed).uniform(0.5, 2.5))
    with closing(wiring.bootstrap(shell.folder, shell.environ)) as ports:
        assert_nothing_is_half_done(ports.store)
        has_profile = ports.store.profile() is not None
    if not has_profile:  # killed before it had saved the profile of the folder
        assert shell.run("search").returncode == 0
    with closing(wiring.bootstrap(shell.folder, shell.environ)) as ports:
        finish(ports)
        assert_nothing_is_half_done(ports.store)
        assert {item.status for item in ports.store.items(limit=10_000)} == {ItemStatus.SUCCEEDED}
        assert {listing.id for listing in ports.store.each_listing(open_only=False)} == undisturbed[1]
        assert result(ports.store) == undisturbed[0]
