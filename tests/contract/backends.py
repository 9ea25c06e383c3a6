"""The stores that the contract suite runs on. Another one is one more class here and one more entry in BACKENDS."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Protocol

from jobfinder.ports import Clock, Store
from jobfinder.stores.sqlite import SqliteStore


def wall_clock() -> datetime:
    return datetime.now(UTC)


class Backend(Protocol):
    """One technology: makes empty databases, opens them again from anywhere, and counts what is written to them."""

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


BACKENDS: dict[str, Callable[[Path], Backend]] = {"sqlite": Sqlite}
