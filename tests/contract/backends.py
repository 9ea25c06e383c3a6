"""The stores that the contract suite runs on. Another one is one more class here and one more entry in BACKENDS."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from jobfinder.ports import Clock, Store
from jobfinder.stores.firestore import FirestoreStore
from jobfinder.stores.sqlite import SqliteStore
from tests.emulated import firestore_host
from tests.firestore_calls import Calls, count_calls, emulator_at


def wall_clock() -> datetime:
    return datetime.now(UTC)


class Backend(Protocol):
    """One technology: makes empty databases, opens them again from anywhere, and counts what is written to them."""

    machine_runs: int  # random walks through the state machine; as many as take some seconds

    def create(self) -> str:
        """Return the address of a new, empty database."""
        ...

    def open(self, address: str, clock: Clock = wall_clock, environment: str | None = None) -> Store:
        """Open a database by its address; the address alone has to do, as in another process."""
        ...

    def writes(self, store: Store) -> int:
        """Return how many documents this handle has written so far."""
        ...


class Sqlite:
    machine_runs = 60

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = count()

    def create(self) -> str:
        return str(self._folder / f"contract-{next(self._number)}.db")

    def open(self, address: str, clock: Clock = wall_clock, environment: str | None = None) -> Store:
        return SqliteStore.open(address, clock=clock, environment=environment)

    def writes(self, store: Store) -> int:
        assert isinstance(store, SqliteStore)
        return store._database.connection().total_changes


class Firestore:
    """The emulator; an address is its host, a project and a database that no one else uses."""

    machine_runs = 20

    def __init__(self, folder: Path) -> None:
        self._calls: dict[int, Calls] = {}

    def create(self) -> str:
        return f"{firestore_host()} demo-job-finder db-{uuid4().hex[:12]}"

    def open(self, address: str, clock: Clock = wall_clock, environment: str | None = None) -> FirestoreStore:
        host, project, database = address.split()
        with emulator_at(host):
            store = FirestoreStore.open(database, clock=clock, project=project)
            self._calls[id(store)] = count_calls(store)
            if environment is not None:
                try:
                    store.set_environment(environment)
                except BaseException:
                    store.close_store()
                    raise
        return store

    def calls(self, store: FirestoreStore) -> Calls:
        return self._calls[id(store)]

    def writes(self, store: Store) -> int:
        return self._calls[id(store)].writes


BACKENDS: dict[str, Callable[[Path], Backend]] = {"sqlite": Sqlite, "firestore": Firestore}
