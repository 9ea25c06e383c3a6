"""A page writes a match's state without counting a touch; such a match is never deleted, and hides no other one."""

from __future__ import annotations

from datetime import timedelta

from jobfinder.domain.collection_names import MATCHES
from jobfinder.domain.environments import STAGING
from jobfinder.domain.kept import Kept
from jobfinder.domain.kept_things import Entry
from jobfinder.stores.firestore import FirestoreStore
from jobfinder.usecases.clean_staging import empty_staging
from tests.contract.things import NOW, after, match
from tests.integration.firestore.conftest import Documents

LATER = NOW + timedelta(days=9)


def keep(store: FirestoreStore, number: int) -> None:
    store.create_kept(MATCHES, [store.as_kept(Entry(MATCHES, match(number, created_at=after(number))))])


def test_matches_behind_those_that_a_page_touched_are_found(store: FirestoreStore) -> None:
    for number in range(1, 8):
        keep(store, number)
    for number in range(1, 6):  # the oldest, so that they come first
        Documents(store).put(MATCHES, match(number).id, state="saved")
    assert store.delete_matches(created_before=LATER, limit=1) == 1
    assert store.delete_matches(created_before=LATER, limit=2) == 1
    assert store.delete_matches(created_before=LATER, limit=2) == 0
    assert {one.id for one in store.matches()} == {match(number).id for number in range(1, 6)}


def test_emptying_staging_spares_what_a_page_touched(store: FirestoreStore) -> None:
    store.set_environment("staging")
    keep(store, 1)
    keep(store, 2)
    Documents(store).put(MATCHES, match(2).id, notes="call Ben")
    plan = empty_staging(store, STAGING, now=LATER)
    assert plan.kept_matches == {match(2).id}
    assert [one.notes for one in store.matches()] == ["call Ben"]


def test_a_link_and_a_place_made_by_hand_come_back(store: FirestoreStore) -> None:
    from google.cloud.firestore import GeoPoint

    client = store._database.client
    values = {"of": client.document(MATCHES, "x"), "at": GeoPoint(60.39, 5.32), "raw": b"\x00", "many": [{"a": None}]}  # type: ignore[no-untyped-call]
    client.document("by-hand", "one").set(values)
    with store.snapshot() as snapshot:
        (kept,) = snapshot.each("by-hand")
    store.put_kept("by-hand", Kept("two", kept.fields))
    assert client.document("by-hand", "two").get().to_dict() == client.document("by-hand", "one").get().to_dict()
