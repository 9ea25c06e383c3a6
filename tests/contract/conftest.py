"""Each contract test runs once on every store in BACKENDS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from jobfinder.domain.queue import QueueItem
from jobfinder.ports import Store
from tests.contract.backends import BACKENDS, Backend
from tests.contract.things import NOW


class StoppedClock:
    """A clock that stands where the test puts it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> datetime:
        self.now += timedelta(seconds=seconds)
        return self.now


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture(params=list(BACKENDS))
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Backend:
    return BACKENDS[request.param](tmp_path)


@pytest.fixture
def address(backend: Backend) -> str:
    return backend.create()


@pytest.fixture
def reopen(backend: Backend, address: str, clock: StoppedClock) -> Iterator[Callable[[], Store]]:
    """Open the test's database once more, as another process would."""
    with ExitStack() as opened:

        def another() -> Store:
            store = backend.open(address, clock)
            opened.callback(store.close_store)
            return store

        yield another


@pytest.fixture
def store(reopen: Callable[[], Store]) -> Store:
    return reopen()


@pytest.fixture
def claim(store: Store, clock: StoppedClock) -> Callable[[QueueItem], QueueItem]:
    """Claim an item as it now stands in the store, for a minute."""

    def claim(item: QueueItem) -> QueueItem:
        known = store.item(item.id)
        assert known is not None
        claimed = store.claim(known.ticket, now=clock(), lease_seconds=60, token=f"token {clock()}")
        assert claimed is not None
        return claimed

    return claim
