"""A machine that was off at night cleans up and sends its digest when it starts: the real functions and schedule."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from jobfinder import wiring
from jobfinder.domain.queue import Ending, Outcome
from jobfinder.ports import Ports
from jobfinder.runtime.one_machine import OneMachine
from jobfinder.usecases.clean_up import MARK, last_clean_up
from tests.contract.things import after, item, match
from tests.places import ROOT


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    made = wiring.bootstrap(tmp_path, {"ENVIRONMENT": "staging", "JOB_FINDER_LOGGING__LEVEL": "ERROR"})
    yield made
    made.close()


@pytest.mark.parametrize("last_seen_to", [None, timedelta(days=2)], ids=["never", "two days ago"])
def test_what_was_missed_at_night_is_made_up_for_at_the_start(last_seen_to: timedelta | None, ports: Ports) -> None:
    began_at = wiring.utc_now()
    ports.store.enqueue([item(1)])
    known = ports.store.item(item(1).id)
    assert known is not None
    claimed = ports.store.claim(known.ticket, now=after(1), lease_seconds=60, token="t")
    assert claimed is not None
    ports.store.finish(claimed, Ending(Outcome.FILTERED), [], now=after(2))  # in March
    if last_seen_to:
        report = {"succeeded_items": 0, "failed_items": 0, "matches": 0}
        ports.store.swap_mark(MARK, None, json.dumps({"at": (began_at - last_seen_to).isoformat(), **report}))
        assert last_clean_up(ports.store)
    run_until(ports, lambda: (last_clean_up(ports.store) or (after(0),))[0] >= began_at)
    assert ports.store.items() == []
    last = last_clean_up(ports.store)
    assert last is not None
    assert last[1].succeeded_items == 1


def test_the_digest_that_was_missed_is_sent_at_the_start(ports: Ports, httpserver: HTTPServer, tmp_path: Path) -> None:
    sent: list[Request] = []
    httpserver.expect_request("/hook").respond_with_handler(lambda request: sent.append(request) or Response())
    ports.close()
    hook = f"json://127.0.0.1:{httpserver.port}/hook"
    environ = {
        "ENVIRONMENT": "staging",
        "JOB_FINDER_LOGGING__LEVEL": "ERROR",
        "JOB_FINDER_NOTIFY__URLS": json.dumps([hook]),
    }
    with closing(wiring.bootstrap(tmp_path, environ)) as told:
        found = match(1, created_at=told.clock(), scored_at=told.clock())
        told.store.enqueue([item(1)])
        known = told.store.item(item(1).id)
        assert known is not None
        claimed = told.store.claim(known.ticket, now=told.clock(), lease_seconds=60, token="t")
        assert claimed is not None
        told.store.finish(claimed, Ending(Outcome.MATCHED), [found], now=told.clock())
        run_until(told, lambda: bool(sent))


def run_until(ports: Ports, is_done: Callable[[], bool]) -> None:
    machine = OneMachine(ports)
    machine.start()
    thread = threading.Thread(target=machine.run)
    thread.start()
    try:
        deadline = time.monotonic() + 60
        while not is_done():
            assert time.monotonic() < deadline, "it was not seen to"
            time.sleep(0.02)
    finally:
        machine.ask_to_stop()
        thread.join()
        assert machine.stop()
