"""Documents as they lie in Firestore: typed, small, and survived by their neighbours when somebody edits one."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from jobfinder.domain.codec import decision_to_dict
from jobfinder.domain.documents import MAX_TEXT_CHARS
from jobfinder.domain.match import MatchState, StateChange
from jobfinder.domain.person import Person, PersonSkill, Profile
from jobfinder.domain.queue import Ending, ErrorKind, ItemError, ItemKind, ItemStatus, Outcome
from jobfinder.errors import Permanent, Unreadable
from jobfinder.stores.firestore import FirestoreStore
from jobfinder.stores.firestore_values import MOST_DOCUMENT_BYTES, document_id, size_bytes
from jobfinder.usecases.score import score_item
from jobfinder.usecases.sweep import sweep_queue
from tests.contract.backends import Firestore
from tests.contract.things import (
    NOW,
    after,
    arrival,
    decision,
    first_rival,
    item,
    listing,
    match,
    no_merge,
    run,
    source,
)
from tests.integration.firestore.conftest import PROFILE, Documents, claimed
from tests.integration.firestore.scoring import scoring_ports

EMOJI = "😀"
GOOD = Ending(Outcome.MATCHED, "fine")


# -- what lies there


def test_moments_are_timestamps_and_names_are_snake_case(store: FirestoreStore, documents: Documents) -> None:
    store.add([arrival(1)], no_merge)
    made = documents.get("job-listings", listing(1).id)
    work = documents.get("job-queue", arrival(1).item.id)
    assert made is not None
    assert work is not None
    for moment in (made["first_seen_at"], made["posting"]["posted_at"], work["created_at"], work["due_at"]):
        assert isinstance(moment, datetime)
        assert moment == NOW
    assert (work["status"], work["kind"], work["attempt"]) == ("pending", "listing", 0)
    assert all(name == name.lower() and " " not in name for name in (*made, *made["posting"], *work))


def test_a_users_history_holds_timestamps_too(store: FirestoreStore, documents: Documents) -> None:
    store.enqueue([item()])
    store.finish(claimed(store, item()), GOOD, [match()], now=NOW)
    store.set_match_state(match().id, MatchState.SAVED, "yes", now=after(3))
    kept = documents.get("job-matches", match().id)
    assert kept is not None
    assert kept["history"] == [{"at": after(3), "state": "saved", "note": "yes"}]
    assert store.matches()[0].history == (StateChange(after(3), MatchState.SAVED, "yes"),)


def test_what_is_done_is_not_due_and_expires_when_it_may(backend: Firestore, address: str) -> None:
    store = backend.open(address, clock=lambda: NOW)
    store._keep_days = {"succeeded": 7}
    documents = Documents(store)
    store.enqueue([item(1), item(2)])
    store.finish(claimed(store, item(1)), GOOD, [], now=NOW)
    store.fail(claimed(store, item(2)), ItemError(ErrorKind.PERMANENT, "no"), now=NOW)
    done, failed = (documents.get("job-queue", item(n).id) for n in (1, 2))
    assert done is not None
    assert failed is not None
    assert "due_at" not in done.keys() | failed.keys()
    assert done["expires_at"] == NOW + timedelta(days=7)
    assert "expires_at" not in failed
    store.retry([item(2).id], now=NOW)
    assert store.item(item(2).id) == replace(item(2), update_time=store.item(item(2).id).update_time)  # type: ignore[union-attr]
    store.close_store()


@pytest.mark.parametrize("key", ["feed:https://jobs.example/a/b?c=d#e", "page:" + "x" * 3000, "..", "__x__", "a/b", ""])
def test_a_source_may_be_called_anything(store: FirestoreStore, key: str) -> None:
    made = source("greenhouse:acme", board="acme")
    made = replace(made, key=key)
    store.save_source(made)
    store.record_run(run(key), next_run_at=after(1), failures_in_a_row=0)
    found = store.source(key)
    assert found is not None
    assert found.key == key[:4000]
    assert len(found.runs) == 1
    assert store.remove_source(key) is True


def test_ids_that_differ_lie_apart_and_a_safe_id_stays_as_it_is() -> None:
    assert document_id("greenhouse:acme") == "greenhouse:acme"
    strange = ["a/b", "a%2Fb", "", ".", "..", "__a__", "x" * 2000, "x" * 2001]
    ids = [document_id(one) for one in strange]
    assert len(set(ids)) == len(strange)
    assert [document_id(one) for one in ids] == ids


# -- sizes


def test_the_largest_documents_stay_far_below_a_mebibyte(store: FirestoreStore, documents: Documents) -> None:
    everything = {
        **dict.fromkeys(("title", "company", "text", "pay_text", "department", "employment"), EMOJI * 100000),
        **{name: tuple(EMOJI * 10_000 for _ in range(500)) for name in ("locations", "tags", "eligibility")},
    }
    store.add([arrival(1, **everything)], no_merge)
    long = replace(decision(), strengths=tuple(EMOJI * 9000 for _ in range(300)))
    ending = Ending(Outcome.MATCHED, EMOJI * 100_000, tuple(decision_to_dict(long) for _ in range(5)))
    store.finish(claimed(store, arrival(1).item), ending, [match(1, decision=long)], now=NOW)
    for _ in range(25):
        store.set_match_state(match(1).id, MatchState.SAVED, EMOJI * 3000, now=NOW)
    store.save_source(source())
    for _ in range(20):
        store.record_run(run(error=EMOJI * 9000, first_broken=EMOJI * 9000), next_run_at=NOW, failures_in_a_row=1)
    for collection, identity in (
        ("job-listings", listing(1).id),
        ("job-queue", arrival(1).item.id),
        ("job-matches", match(1).id),
        ("job-sources", "greenhouse:acme"),
    ):
        kept = documents.get(collection, identity)
        assert kept is not None
        assert 1_000 < size_bytes(kept) <= MOST_DOCUMENT_BYTES + 10_000, collection
    assert store.links(listing(1).id)[0].posting.text
    assert store.matches()[0].decision.strengths


def test_a_text_of_many_bytes_alone_is_kept_whole(store: FirestoreStore) -> None:
    store.add([arrival(1, text=EMOJI * MAX_TEXT_CHARS)], no_merge)
    assert len(store.listings([listing(1).id])[listing(1).id].posting.text) == MAX_TEXT_CHARS


def test_a_profile_too_large_is_refused_rather_than_cut(store: FirestoreStore) -> None:
    skills = tuple(PersonSkill(name=f"{number} {EMOJI * 900}") for number in range(300))
    with pytest.raises(Permanent, match="larger than 700 kB"):
        store.save_profile(Profile(person=Person(skills=skills), searches=(), version="1"))


# -- made or edited by hand


def test_a_document_with_no_more_than_a_url_is_an_item(store: FirestoreStore, documents: Documents) -> None:
    documents.put("job-queue", "byhand", url="https://jobs.example/1")
    found = store.item("byhand")
    assert found is not None
    assert (found.kind, found.status, found.url) == (ItemKind.URL, ItemStatus.PENDING, "https://jobs.example/1")
    taken = store.claim(found.ticket, now=found.created_at, lease_seconds=60, token="t")
    assert taken is not None
    store.wait(taken, ItemError(ErrorKind.TRANSIENT, "later"), not_before=after(5), now=NOW)
    assert [ticket.item_id for ticket in store.due(now=after(9), limit=9)] == ["byhand"]


NONSENSE = {
    "kind": "carpentry",
    "status": ["pending"],
    "attempt": "many",
    "created_at": "yesterday",
    "lease_expires_at": 17,
    "error": "oops",
    "decisions": "none",
}


@pytest.mark.parametrize("field", NONSENSE)
def test_an_item_edited_into_nonsense_ends_failed_with_its_name_and_the_others_are_scored(
    store: FirestoreStore, documents: Documents, field: str
) -> None:
    store.add([arrival(n) for n in range(3)], no_merge)
    documents.put("job-queue", arrival(1).item.id, **{field: NONSENSE[field]})
    ports = scoring_ports(store, PROFILE)
    refused = []
    for ticket in store.due(now=NOW, limit=9):
        try:
            score_item(ticket, ports)
        except Unreadable as error:
            refused.append(str(error))
    assert len(refused) == 1
    assert f"job-queue/{arrival(1).item.id}" in refused[0]
    assert field in refused[0]
    assert len(store.matches()) == 2
    kept = documents.get("job-queue", arrival(1).item.id)
    assert kept is not None
    assert kept["status"] == "failed"
    assert arrival(1).item.id in kept["reason"]
    assert store.due(now=after(10**6), limit=9) == []


def test_a_listing_edited_into_nonsense_fails_its_item_alone(store: FirestoreStore, documents: Documents) -> None:
    store.add([arrival(n) for n in range(3)], no_merge)
    documents.put("job-listings", listing(1).id, first_seen_at="once", posting="?")
    ports = scoring_ports(store, PROFILE)
    outcomes = [score_item(ticket, ports) for ticket in store.due(now=NOW, limit=9)]
    assert sorted(outcomes) == ["failed", "matched", "matched"]
    (failed,) = store.items(status=ItemStatus.FAILED)
    assert f"job-listings/{listing(1).id}" in failed.reason


def test_lists_leave_out_what_cannot_be_read_and_say_so(
    store: FirestoreStore, documents: Documents, caplog: pytest.LogCaptureFixture
) -> None:
    store.add([arrival(n, merge_keys=("k",)) for n in range(3)], no_merge)
    store.enqueue([item(n) for n in range(3)])
    for number in range(3):
        store.finish(claimed(store, item(number)), GOOD, [match(number)], now=NOW)
        store.save_source(source(f"lever:{number}"))
    documents.put("job-listings", listing(1).id, posting=[1])
    documents.put("job-queue", item(1).id, attempt=None)
    documents.put("job-matches", match(1).id, decision=7, title=3)
    documents.put("job-sources", "lever:1", enabled="perhaps")
    with caplog.at_level(logging.ERROR):
        assert len(list(store.each_listing())) == len(store.find_listings(text="carpenter")) == 2
        assert len(store.items(status=ItemStatus.SUCCEEDED)) == 2
        assert len(store.matches()) == len(store.match_heads()) == 2
        assert [one.key for one in store.sources()] == ["lever:0", "lever:2"]
        added = store.add([arrival(9, "lever:acme", merge_keys=("k",))], first_rival)
    assert added[0].as_what == "duplicate"
    told = " ".join(record.getMessage() for record in caplog.records)
    for path in (f"job-listings/{listing(1).id}", f"job-queue/{item(1).id}", f"job-matches/{match(1).id}", "lever:1"):
        assert path in told


@pytest.mark.parametrize(
    ("collection", "identity", "values", "read"),
    [
        ("job-sources", "greenhouse:acme", {"type": 7}, lambda store: store.source("greenhouse:acme")),
        ("profiles", "owner", {"person": "me"}, lambda store: store.profile()),
        ("job-listings", listing(1).id, {"state": "ajar"}, lambda store: store.listings([listing(1).id])),
        (
            "job-listings",
            listing(1).id,
            {"merge_keys": 1, "members": [listing(1).id]},
            lambda s: s.links(listing(1).id),
        ),
    ],
)
def test_a_single_thing_that_cannot_be_read_is_named(
    store: FirestoreStore, documents: Documents, collection: str, identity: str, values: dict[str, object], read: object
) -> None:
    documents.put(collection, identity, **values)
    with pytest.raises(Unreadable) as refused:
        read(store)  # type: ignore[operator]
    assert f"{collection}/{identity}" in str(refused.value)


def test_a_match_that_a_page_changed_by_the_rules_is_never_deleted_and_counts_in_its_state(
    store: FirestoreStore, documents: Documents
) -> None:
    store.enqueue([item()])
    store.finish(claimed(store, item()), GOOD, [match(1), match(2)], now=NOW)
    documents.put("job-matches", match(1).id, state="applied")
    assert [found.id for found in store.matches(states=[MatchState.NEW])] == [match(2).id]
    assert [head.id for head in store.match_heads(states=[MatchState.APPLIED])] == [match(1).id]
    assert store.delete_matches(created_before=after(1), limit=9) == 1
    assert [found.id for found in store.matches()] == [match(1).id]


def test_a_sweep_drives_what_a_page_submitted(store: FirestoreStore, documents: Documents) -> None:
    documents.put(
        "job-queue", "short", url="https://x.example/1", kind="url", status="pending", created_at=NOW, due_at=NOW
    )
    assert sweep_queue(scoring_ports(store, PROFILE)) == 1
