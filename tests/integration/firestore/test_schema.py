"""The forms of Firestore's documents are numbered: older databases go forward, newer ones are refused."""

from __future__ import annotations

import pytest

from jobfinder.domain.collection_names import META, SENTINEL
from jobfinder.errors import Misconfigured
from jobfinder.stores.firestore import FirestoreStore
from jobfinder.stores.firestore_database import Database
from jobfinder.stores.firestore_schema import FIRST, NEWEST, STEPS, VERSION, Step, bring_forward
from tests.contract.backends import Firestore
from tests.contract.things import NOW
from tests.contract.whole import contents, fill, told
from tests.integration.firestore.conftest import Documents


def test_steps_are_numbered_without_gaps() -> None:
    assert [step.number for step in STEPS] == list(range(FIRST + 1, NEWEST + 1))


@pytest.mark.parametrize("version", range(FIRST, NEWEST))
def test_a_database_of_each_older_version_goes_forward_with_all_that_is_in_it(
    version: int, backend: Firestore, address: str, store: FirestoreStore
) -> None:
    fill(store)
    older = {"name": "staging"} | ({} if version == FIRST else {VERSION: version})
    store._database.client.document(META, SENTINEL).set(older)
    before, parts = contents(store), told(store)
    opened = backend.open(address, lambda: NOW, "staging")
    assert opened.schema_version == NEWEST
    assert told(opened) == parts
    after = contents(opened)
    assert {name: after[name] for name in after if name != META} == {
        name: before[name] for name in before if name != META
    }
    opened.close_store()


def test_a_database_of_a_newer_version_is_refused_with_both_versions_and_left_as_it_is(
    backend: Firestore, address: str, store: FirestoreStore
) -> None:
    Documents(store).put(META, SENTINEL, name="staging", schema_version=NEWEST + 7)
    before = contents(store)
    with pytest.raises(Misconfigured) as refused:
        backend.open(address, lambda: NOW, "staging")
    assert f"version {NEWEST + 7}" in str(refused.value)
    assert f"up to {NEWEST}" in str(refused.value)
    assert contents(store) == before


def test_a_step_that_was_killed_midway_is_done_again_and_the_others_once(store: FirestoreStore) -> None:
    done: list[str] = []

    def killed(database: Database) -> None:
        done.append("half")
        if len(done) == 2:
            raise KeyboardInterrupt

    store.set_environment("staging")
    later = (
        *STEPS,
        Step(NEWEST + 1, "one", lambda database: done.append("one")),
        Step(NEWEST + 2, "half", killed),
        Step(NEWEST + 3, "last", lambda database: done.append("last")),
    )

    def go() -> None:
        sentinel = store._database.get(store._database.document(META, SENTINEL))
        bring_forward(store._database, sentinel, later)

    with pytest.raises(KeyboardInterrupt):
        go()
    assert store.schema_version == NEWEST + 1
    go()
    go()
    assert done == ["one", "half", "half", "last"]
    assert store.schema_version == NEWEST + 3


def test_two_at_once_come_to_the_same_version(store: FirestoreStore) -> None:
    store.set_environment("staging")
    sentinel = store._database.get(store._database.document(META, SENTINEL))
    later = (*STEPS, Step(NEWEST + 1, "one", lambda database: None), Step(NEWEST + 2, "two", lambda database: None))
    bring_forward(store._database, sentinel, later)
    bring_forward(store._database, sentinel, later)  # with the sentinel as it was before the first one
    assert store.schema_version == NEWEST + 2
