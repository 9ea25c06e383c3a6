"""A Pub/Sub that stops answering in the middle: what hangs on its messages waits, and is all done afterwards."""

from __future__ import annotations

import os
import signal
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from cloudevents.conversion import to_binary
from emulator import functions, register
from emulator.parts import find_parts
from emulator.servers import Server, free_port, pubsub
from werkzeug.serving import make_server

from jobfinder import bus, wiring
from jobfinder.bus import PubSubBus
from jobfinder.domain.environments import STAGING
from jobfinder.domain.topology import SWEEP_TOPIC
from jobfinder.errors import Misconfigured, Retryable
from jobfinder.events import published_event
from jobfinder.ports import Ports
from jobfinder.stores.sqlite import SqliteStore
from jobfinder.usecases import sweep
from tests.contract.backends import wall_clock
from tests.contract.things import arrival, no_merge
from tests.integration.emulators import eventually
from tests.integration.firestore.conftest import PROFILE
from tests.integration.firestore.scoring import scoring_ports
from tests.places import IN_CI

PROJECT = "demo-away"


@pytest.fixture
def messages() -> Iterator[Server]:
    try:
        parts = find_parts()
    except Misconfigured as missing:
        if IN_CI:
            raise
        pytest.skip(str(missing))
    with pubsub(parts, free_port()) as running:
        yield running


@contextmanager
def served(ports: Ports) -> Iterator[str]:
    """Serve every function inside, on these ports, and give the URL."""
    wiring.install(ports)
    server = make_server("127.0.0.1", free_port(), functions.application(), threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        wiring.install(None)


def sweep_now(url: str) -> int:
    """Hand the function a sweep as Eventarc does, past the Pub/Sub of this test; return the status."""
    headers, body = to_binary(published_event("t", {}, wall_clock()))
    try:
        return int(urllib.request.urlopen(urllib.request.Request(f"{url}/sweep_queue/", body, headers)).status)
    except urllib.error.HTTPError as refused:
        return refused.code


def keep_sweeping(host: str, troubles: Counter[str], is_over: threading.Event) -> None:
    """Be the schedule, which publishes whether or not anybody listens."""
    while not is_over.wait(0.5):
        try:
            register.publish(host, PROJECT, STAGING.topic(SWEEP_TOPIC), {})
        except Retryable:
            troubles["not published"] += 1


@pytest.mark.parametrize(
    ("seconds", "count"), [(2.5, 100), pytest.param(30.0, 1000, marks=[pytest.mark.soak, pytest.mark.timeout(600)])]
)
def test_a_pubsub_that_stops_answering_in_the_middle_costs_time_and_nothing_else(
    messages: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float, count: int
) -> None:
    monkeypatch.setenv("PUBSUB_EMULATOR_HOST", messages.host)
    monkeypatch.setattr(sweep, "LOT", 1)  # as many messages as items, so that there is a middle
    store = SqliteStore.open(tmp_path / "portfolio-staging.db", environment="staging", clock=wall_clock)
    store.add([arrival(number) for number in range(count)], no_merge)
    ports = replace(scoring_ports(store, PROFILE, wall_clock), bus=PubSubBus(PROJECT))
    troubles, is_over = Counter[str](), threading.Event()
    with served(ports) as url:
        register.register_topics(messages.host, PROJECT, STAGING, url)
        register.publish(messages.host, PROJECT, STAGING.topic(SWEEP_TOPIC), {})
        assert eventually(lambda: store.queue_stats().by_status.get("succeeded", 0) >= count // 10)
        monkeypatch.setattr(bus, "PUBLISH_WITHIN_SECONDS", 2.0)
        monkeypatch.setattr(register, "ANSWER_WITHIN_SECONDS", 1.0)
        os.kill(messages.pid, signal.SIGSTOP)
        away_until = time.monotonic() + seconds
        schedule = threading.Thread(target=keep_sweeping, args=(messages.host, troubles, is_over))
        schedule.start()
        try:
            before = store.queue_stats().by_status
            assert before.get("pending", 0) > 0, "all was done before it went away"
            assert sweep_now(url) == 500  # not acknowledged, so that it comes again
            time.sleep(max(0.0, away_until - time.monotonic()))
            os.kill(messages.pid, signal.SIGCONT)
            assert eventually(lambda: store.queue_stats().by_status == {"succeeded": count})
        finally:
            os.kill(messages.pid, signal.SIGCONT)
            is_over.set()
            schedule.join()
    assert troubles["not published"] > 0
    found = store.matches()
    assert len(found) == len({match.listing_id for match in found}) == count
    store.close_store()
