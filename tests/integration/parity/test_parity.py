"""The same scenario in the cloud's shape and on one machine, on Firestore and on SQLite, ends in the same state."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from emulator.running import Plan

from jobfinder import wiring
from jobfinder.bus import PubSubBus
from jobfinder.domain.environments import STAGING
from jobfinder.domain.queue import ItemStatus
from jobfinder.domain.topology import CLEAN_UP_TOPIC, SCRAPE_SOURCE_TOPIC, SCRAPE_TOPIC, SWEEP_TOPIC
from jobfinder.ports import Store
from jobfinder.runtime.one_machine import OneMachine
from jobfinder.stores.sqlite import SqliteStore
from tests.integration.emulators import Cloud, cloud, eventually
from tests.integration.parity.scenario import World, set_up, submissions, world
from tests.integration.parity.state import state_of
from tests.places import ROOT

Fields = dict[str, str]
Publish = Callable[[str, Fields], None]  # publishes on a topic of the staging environment, as the scheduler does
NOTHING: Fields = {}
State = dict[str, list[Any]]
QUICK = {
    "JOB_FINDER_QUEUE__FIRST_WAIT_SECONDS": "0.1",
    "JOB_FINDER_FETCH__HOST_INTERVAL_SECONDS": "0",
    "JOB_FINDER_LOGGING__LEVEL": "ERROR",
}


def play(store: Store, served: World, publish: Publish) -> State:
    """Play the scenario against whatever listens to the store and to `publish`, and return what it leaves behind."""
    served.is_second_day = False
    served.asked.clear()
    keys = set_up(store, served)
    for day in (1, 2):
        served.is_second_day = day == 2
        if day == 2:
            make_due(store, keys)
        publish(SCRAPE_SOURCE_TOPIC, {"source": keys[0]})  # which board comes first decides which copy is canonical
        wait_until(lambda: runs_of(store, keys[:1]) >= day, publish)  # noqa: B023 - called before the day is over
        publish(SCRAPE_TOPIC, NOTHING)
        wait_until(lambda: runs_of(store, keys) >= day, publish)  # noqa: B023
        wait_until(lambda: finished(store), publish)
    store.enqueue(submissions(served))
    wait_until(lambda: finished(store), publish)
    publish(CLEAN_UP_TOPIC, NOTHING)
    wait_until(lambda: "https://old.example" not in {item.url for item in store.items(limit=1000)}, publish)
    return state_of(store, served.url)


def runs_of(store: Store, keys: list[str]) -> int:
    """Return how often each of the sources was scraped at least."""
    return min(len(source.runs) for source in store.sources() if source.key in keys)


def make_due(store: Store, keys: list[str]) -> None:
    """Let every source be due again, as it will be some hours later."""
    for key in keys:
        source = store.source(key)
        assert source is not None
        store.remove_source(key)
        store.save_source(replace(source, runs=(), next_run_at=None))
        store.record_run(source.runs[0], next_run_at=source.added_at, failures_in_a_row=source.failures_in_a_row)


def finished(store: Store) -> bool:
    open_items = [*store.items(status=ItemStatus.PENDING), *store.items(status=ItemStatus.PROCESSING)]
    return not open_items


def wait_until(condition: Callable[[], bool], publish: Publish) -> None:
    """Wait for what must come true, sweeping as the scheduler does."""

    def swept() -> bool:
        if condition():
            return True
        publish(SWEEP_TOPIC, NOTHING)
        threading.Event().wait(0.3)
        return condition()

    assert eventually(swept, within_seconds=60), "it did not come true within a minute"


def allowing(served: World) -> dict[str, str]:
    return {**QUICK, "JOB_FINDER_FETCH__ALLOW_HOSTS": json.dumps([served.url.removeprefix("http://")])}


@contextmanager
def on_one_machine(home: Path, served: World, store: Store | None = None) -> Iterator[tuple[Store, Publish]]:
    """Run the one-machine runtime inside, on a store given or on SQLite in `home`."""
    shutil.copytree(ROOT / "config", home / "config")
    ports = wiring.bootstrap(home, allowing(served))
    assert isinstance(ports.store, SqliteStore)
    if store is not None:
        ports.store.close_store()
        ports = replace(ports, store=store, profile=store.profile)
    machine = OneMachine(ports)
    machine.start()
    runner = threading.Thread(target=machine.run, daemon=True)
    runner.start()
    assert eventually(lambda: machine.deliveries.done["scrape_sources"])  # its own first look finds no source yet
    try:
        yield ports.store, lambda topic, fields: machine.publish(STAGING.topic(topic), [fields])
    finally:
        machine.stop()
        runner.join(10)
        ports.fetcher.close()


@pytest.fixture(scope="module")
def served() -> Iterator[World]:
    with world() as boards:
        yield boards


@pytest.fixture(scope="module")
def emulated(served: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    with cloud(Plan(log_folder=tmp_path_factory.mktemp("logs"), environ=allowing(served))) as running:
        yield running


@pytest.fixture(scope="module")
def in_the_cloud(emulated: Cloud, served: World) -> State:
    with pytest.MonkeyPatch.context() as environ:
        environ.setenv("PUBSUB_EMULATOR_HOST", emulated.emulators.pubsub_host)
        bus = PubSubBus(emulated.emulators.project)
        return play(
            emulated.stores["staging"], served, lambda topic, fields: bus.publish(STAGING.topic(topic), [fields])
        )


def test_the_scenario_has_something_of_everything(in_the_cloud: State) -> None:
    outcomes = {item.get("outcome") or item["status"] for item in in_the_cloud["items"]}
    assert outcomes >= {"matched", "duplicate", "failed"}
    searches = {match["search"] for match in in_the_cloud["matches"]}
    assert searches == {"backend", "anything"}
    decided = {decision["outcome"] for item in in_the_cloud["items"] for decision in item.get("decisions", ())}
    assert decided == {"matched", "filtered", "below_threshold"}
    assert {run["completeness"] for source in in_the_cloud["sources"] for run in source["runs"]} >= {
        "complete",
        "gone",
        "failed",
    }
    assert {listing.get("state", "open") for listing in in_the_cloud["listings"]} == {"open", "closed"}
    assert any(item.get("attempt") == 3 for item in in_the_cloud["items"])
    assert any(item.get("attempt") == 5 and item["status"] == "failed" for item in in_the_cloud["items"])


def test_one_machine_on_sqlite_ends_in_the_same_state(in_the_cloud: State, served: World, tmp_path: Path) -> None:
    with on_one_machine(tmp_path, served) as (store, publish):
        assert play(store, served, publish) == in_the_cloud


def test_one_machine_on_firestore_ends_in_the_same_state(
    in_the_cloud: State, emulated: Cloud, served: World, tmp_path: Path
) -> None:
    with emulated_store(emulated) as firestore, on_one_machine(tmp_path, served, firestore) as (store, publish):
        assert play(store, served, publish) == in_the_cloud


@contextmanager
def emulated_store(emulated: Cloud) -> Iterator[Store]:
    """Open a database of the emulator that no trigger watches."""
    from jobfinder.stores.firestore import FirestoreStore
    from tests.firestore_calls import emulator_at

    with emulator_at(emulated.emulators.firestore_host):
        store = FirestoreStore.open(
            "unwatched", clock=wiring.utc_now, environment="staging", project=emulated.emulators.project
        )
    yield store
    store.close_store()
