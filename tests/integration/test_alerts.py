"""A machine at work tells by itself what is wrong with it: over HTTP, by the real library, from its own threads."""

from __future__ import annotations

import dataclasses
import functools
import json
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from jobfinder.domain.queue import ErrorKind, ItemError, ItemKind, QueueItem
from jobfinder.errors import Retryable
from jobfinder.notify import AppriseNotifier
from jobfinder.ports import Ports
from jobfinder.runtime import one_machine
from jobfinder.runtime.bell import start_bell
from jobfinder.runtime.one_machine import OneMachine
from jobfinder.stores.sqlite import SqliteStore
from tests.unit.usecases.conftest import clock, ports, store  # noqa: F401 - fixtures

pytest.importorskip("apprise")
MOST_SECONDS = 60


class Pager:
    """A service that keeps what it is sent; whoever waits for a message is woken by it."""

    def __init__(self, server: HTTPServer) -> None:
        self.titles: list[str] = []
        self._came = threading.Condition()
        server.expect_request("/pager", method="POST").respond_with_handler(self._take)
        self.notifier = AppriseNotifier([f"json://127.0.0.1:{server.port}/pager"], "alerts.urls")

    def _take(self, request: Request) -> Response:
        message: dict[str, Any] = json.loads(request.data)
        with self._came:
            self.titles.append(message["title"])
            self._came.notify_all()
        return Response()

    def wait_for(self, words: str) -> None:
        with self._came:
            came = self._came.wait_for(lambda: any(words in title for title in self.titles), MOST_SECONDS)
        assert came, self.titles


class Clock:
    """The time of day, moved on by hand."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now, self.ahead = now, timedelta()

    def __call__(self) -> datetime:
        return self._now() + self.ahead


class FlakyStore:
    """A store whose watcher gets no answer while it is away; all else is the real one's."""

    def __init__(self, real: SqliteStore) -> None:
        self._real, self.is_away = real, False
        self.has_refused = threading.Event()

    def created_after(self, cursor: int, limit: int) -> Any:
        if self.is_away:
            self.has_refused.set()
            raise Retryable("The database does not answer")
        return self._real.created_after(cursor, limit)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


@pytest.fixture
def pager(httpserver: HTTPServer) -> Pager:
    return Pager(httpserver)


@pytest.fixture
def running(
    ports: Ports,  # noqa: F811
    pager: Pager,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Ports]:
    """The ports of a machine at work, which looks at itself more often than usual."""
    monkeypatch.setattr(one_machine, "start_bell", functools.partial(start_bell, look_every_seconds=0.02))
    watched = dataclasses.replace(
        ports,
        store=FlakyStore(ports.store),  # type: ignore[arg-type]
        clock=Clock(ports.clock),
        alerter=pager.notifier,
        limits=dataclasses.replace(ports.limits, watch_every_seconds=0.01),
    )
    watched.store.fail(failing(watched), ItemError(ErrorKind.PERMANENT, "half a page came"), now=watched.clock())
    machine = OneMachine(watched, heartbeat=tmp_path / "beat")
    machine.start()
    thread = threading.Thread(target=machine.run)
    thread.start()
    yield watched
    machine.stop()
    thread.join(MOST_SECONDS)


def failing(ports: Ports) -> QueueItem:  # noqa: F811
    ports.store.enqueue([QueueItem(id="one", kind=ItemKind.LISTING, created_at=ports.clock(), listing_id="l")])
    item = ports.store.item("one")
    assert item is not None
    claimed = ports.store.claim(item.ticket, now=ports.clock(), lease_seconds=60, token="t")
    assert claimed is not None
    return claimed


def test_a_machine_at_work_tells_of_a_queue_that_fails_and_of_a_store_that_is_away(
    running: Ports, pager: Pager
) -> None:
    pager.wait_for("1 queue item failed for good")
    flaky, time = running.store, running.clock
    assert isinstance(flaky, FlakyStore)
    assert isinstance(time, Clock)
    flaky.is_away = True
    assert flaky.has_refused.wait(MOST_SECONDS)
    time.ahead += timedelta(seconds=61)
    pager.wait_for("Health is red: The store has not answered")
    assert len(pager.titles) == len(set(pager.titles))
