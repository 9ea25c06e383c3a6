"""What each thing costs: calls, and documents written. Firestore bills the one and the network delays by the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobfinder.domain.identity import choose_canonical
from jobfinder.domain.match import MatchState
from jobfinder.domain.person import Search
from jobfinder.domain.queue import Ending, ErrorKind, ItemError, ItemKind, Outcome, QueueItem
from jobfinder.ports import Finished, Ports
from jobfinder.stores.firestore import FirestoreStore
from jobfinder.usecases.score import score_item
from tests.contract.things import NOW, after, arrival, first_rival, item, listing, match, no_merge
from tests.firestore_calls import Calls
from tests.integration.firestore.conftest import PROFILE, claimed
from tests.integration.firestore.scoring import scoring_ports


@pytest.fixture
def ports(store: FirestoreStore) -> Ports:
    return scoring_ports(store, PROFILE)


def score(ports: Ports, work: QueueItem, calls: Calls) -> str:
    found = ports.store.item(work.id)
    assert found is not None
    calls.forget()
    return score_item(found.ticket, ports)


def test_a_new_listing_goes_from_claim_to_match_in_four_calls_and_three_writes(
    store: FirestoreStore, ports: Ports, calls: Calls
) -> None:
    store.add([arrival(1)], no_merge)
    assert score(ports, arrival(1).item, calls) == "matched"
    assert dict(calls.by_name) == {"BatchGetDocuments": 1, "RunQuery": 1, "Commit": 2}
    assert calls.writes == 3  # the claim, the end of the item, the match


def test_a_new_listing_that_is_filtered_takes_no_more(store: FirestoreStore, ports: Ports, calls: Calls) -> None:
    store.add([arrival(1)], no_merge)
    unwanted = replace(ports, profile=lambda: replace(PROFILE, searches=(Search(name="main", threshold=100),)))
    assert score(unwanted, arrival(1).item, calls) == "below_threshold"
    assert (calls.number, calls.writes) == (4, 2)


def test_the_copy_of_a_known_job_is_scored_in_four_calls_too(store: FirestoreStore, ports: Ports, calls: Calls) -> None:
    store.add([arrival(1, merge_keys=("k",))], no_merge)
    fuller = arrival(1, "lever:acme", merge_keys=("k",), text="We build roofs. " * 20)
    store.add([fuller], first_rival)
    assert score(ports, fuller.item, calls) == "duplicate"
    assert calls.number == 4
    assert [found.listing_id for found in store.matches()] == [listing(1).id]


def test_a_job_scored_again_takes_four_calls_and_one_more_where_it_is_turned_down(
    store: FirestoreStore, ports: Ports, calls: Calls
) -> None:
    store.add([arrival(1)], no_merge)
    score(ports, arrival(1).item, calls)
    again = [
        QueueItem(id=f"again {n}", kind=ItemKind.RESCORE, listing_id=listing(1).id, created_at=NOW) for n in (1, 2)
    ]
    store.enqueue(again)
    assert score(ports, again[0], calls) == "matched"
    assert calls.number == 4
    stricter = replace(PROFILE, searches=(Search(name="main", titles=("Carpenter",), threshold=100),))
    assert score(replace(ports, profile=lambda: stricter), again[1], calls) == "below_threshold"
    assert (calls.number, calls.writes) == (5, 3)
    assert [head.outcome for head in store.match_heads()] == [Outcome.BELOW_THRESHOLD]


def test_a_failed_item_takes_three_calls_and_two_writes(store: FirestoreStore, calls: Calls) -> None:
    store.enqueue([item()])
    ticket = store.due(now=NOW, limit=1)[0]
    calls.forget()
    taken = store.claim(ticket, now=NOW, lease_seconds=60, token="t")
    assert taken is not None
    store.fail(taken, ItemError(ErrorKind.PERMANENT, "no"), now=NOW)
    assert (calls.number, calls.writes) == (3, 2)


def test_an_event_delivered_again_costs_one_read(store: FirestoreStore, calls: Calls) -> None:
    store.enqueue([item()])
    ticket = store.due(now=NOW, limit=1)[0]
    assert store.claim(ticket, now=NOW, lease_seconds=60, token="a")
    calls.forget()
    assert store.claim(ticket, now=NOW, lease_seconds=60, token="b") is None
    assert (calls.number, calls.writes) == (1, 0)


def test_a_new_listing_is_two_writes_in_one_commit(store: FirestoreStore, calls: Calls) -> None:
    calls.forget()
    store.add([arrival(1)], no_merge)
    assert dict(calls.by_name) == {"BatchGetDocuments": 1, "Commit": 1}
    assert calls.writes == 2


def test_a_whole_board_of_new_listings_is_one_commit_with_one_write_more(store: FirestoreStore, calls: Calls) -> None:
    calls.forget()
    store.add([arrival(n, merge_keys=(f"a{n}", f"b{n}")) for n in range(100)], choose_canonical)
    assert (calls.by_name["Commit"], calls.writes) == (1, 201)
    assert calls.by_name["RunQuery"] == 7  # thirty keys in each


def test_a_known_board_is_one_call_and_no_write(store: FirestoreStore, calls: Calls) -> None:
    arrivals = [arrival(n, merge_keys=(f"k{n}",)) for n in range(25)]
    store.add(arrivals, no_merge)
    calls.forget()
    store.add(arrivals, no_merge)
    store.stamps([one.listing.id for one in arrivals])
    assert dict(calls.by_name) == {"BatchGetDocuments": 2}
    assert calls.writes == 0


def test_fifty_items_are_claimed_in_two_calls_and_finished_in_one(store: FirestoreStore, calls: Calls) -> None:
    store.enqueue([item(n) for n in range(50)])
    tickets = store.due(now=NOW, limit=50)
    calls.forget()
    taken = store.claim_many(tickets, now=NOW, lease_seconds=60, token="t")
    assert (len(taken), calls.number) == (50, 2)
    calls.forget()
    store.finish_many([Finished(one, Ending(Outcome.MATCHED), (match(n),)) for n, one in enumerate(taken)], now=NOW)
    assert (calls.number, calls.writes) == (1, 100)


def test_a_watchers_idle_look_is_two_calls(store: FirestoreStore, calls: Calls) -> None:
    store.enqueue([item(n) for n in range(3)])
    cursor = store.latest_cursor()
    calls.forget()
    assert store.created_after(cursor, 9) == ([], cursor)
    assert (calls.number, calls.writes) == (2, 0)


def test_scoring_again_keeps_what_the_user_did_without_reading_it(store: FirestoreStore, calls: Calls) -> None:
    store.enqueue([item(1), item(2)])
    store.finish(claimed(store, item(1)), Ending(Outcome.MATCHED), [match(1)], now=NOW)
    store.set_match_state(match(1).id, MatchState.APPLIED, "sent", now=NOW)
    taken = claimed(store, item(2))
    calls.forget()
    store.finish(taken, Ending(Outcome.MATCHED), [match(1, created_at=after(5))], now=after(5))
    assert dict(calls.by_name) == {"Commit": 1}
    (kept,) = store.matches()
    assert (kept.state, kept.notes, kept.created_at) == (MatchState.APPLIED, "sent", NOW)
