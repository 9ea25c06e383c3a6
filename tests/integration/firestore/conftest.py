"""A new database on the emulator for each test, and a count of what goes over the wire to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from jobfinder.domain.person import Person, PersonSkill, Profile, Search
from jobfinder.domain.queue import QueueItem
from jobfinder.stores.firestore import FirestoreStore
from tests.contract.backends import Firestore
from tests.contract.things import NOW
from tests.firestore_calls import Calls

PROFILE = Profile(
    person=Person(skills=(PersonSkill(name="Python", years=6),)),
    searches=(Search(name="main", titles=("Carpenter",), threshold=0),),
    version="1",
)


@pytest.fixture
def backend(tmp_path: Path) -> Firestore:
    return Firestore(tmp_path)


@pytest.fixture
def address(backend: Firestore) -> str:
    return backend.create()


@pytest.fixture
def store(backend: Firestore, address: str) -> Iterator[FirestoreStore]:
    opened = backend.open(address, clock=lambda: NOW)
    yield opened
    opened.close_store()


@pytest.fixture
def calls(backend: Firestore, store: FirestoreStore) -> Calls:
    return backend.calls(store)


@dataclass
class Documents:
    """The raw documents, for tests that edit them by hand."""

    store: FirestoreStore
    read: dict[str, Any] = field(default_factory=dict)

    def put(self, collection: str, identity: str, **values: Any) -> None:
        self.store._database.client.document(collection, identity).set(values, merge=True)

    def get(self, collection: str, identity: str) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.store._database.client.document(collection, identity).get().to_dict()
        return found


@pytest.fixture
def documents(store: FirestoreStore) -> Documents:
    return Documents(store)


def claimed(store: FirestoreStore, item: QueueItem) -> QueueItem:
    found = store.item(item.id)
    assert found is not None
    taken = store.claim(found.ticket, now=NOW, lease_seconds=60, token=f"token {item.id}")
    assert taken is not None
    return taken
