"""A database with something in every collection, and what a database holds, for the tests of whole databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from jobfinder.domain.codec import decision_to_dict
from jobfinder.domain.extraction.said import Extraction
from jobfinder.domain.kept import to_line
from jobfinder.domain.known_board import KnownBoard
from jobfinder.domain.match import MatchState, StateChange
from jobfinder.domain.person import Person, Profile, Search
from jobfinder.domain.posting import Listing, Posting
from jobfinder.domain.queue import Ending, ErrorKind, ItemError, Outcome, QueueItem
from jobfinder.domain.usage import Spent, UsageDay
from jobfinder.ports import Store
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

PROFILE = Profile(person=Person(name="Ana Beispiel"), searches=(Search(name="main", titles=("Carpenter",)),))

READING = Extraction(id="e" * 64, model="m", prompt_version="1", content_hash="v1", profile_hash="p", at=NOW)

BOARD = KnownBoard(source_key="greenhouse:acme", reader="1", read_at=NOW, found=2, listings=("a",), answers=())


def fill(store: Store) -> None:
    """Put into a store what a month of work leaves behind, and some of all that is in the midst of it."""
    store.save_profile(PROFILE)
    store.save_source(source())
    store.record_run(run(), next_run_at=after(60), failures_in_a_row=0)
    store.save_source(source("feed:https://example.org/jobs?a=1&b=/x"))  # an id that Firestore would not take
    store.add([arrival(1, merge_keys=("roofer in bergen",)), arrival(2)], no_merge)
    store.add([arrival(1, "lever:acme", merge_keys=("roofer in bergen",))], first_rival)
    store.add([arrival(7, text="ünïcödé 家具 \u2028 \x00 🪚", tags=("a", "b"))], no_merge)
    store.close([listing(2).id], after(5))
    store.keep_extraction(READING)
    store.change_usage("2026-03-01", lambda day: UsageDay(day=day.day, spent=(Spent(source="a", model="m", micros=5),)))
    store.change_pace("boards.example", lambda pace: replace(pace, free_at=after(5)))
    store.keep_known_board(BOARD)
    store.swap_mark("last digest", None, "told")
    _work_on(store)


def _work_on(store: Store) -> None:
    made = [item(number) for number in range(10, 15)]
    store.enqueue(made)
    store.enqueue([item(30, listing_id=listing(1).id)])
    matched, failed, waiting, _ = [_claimed(store, one.id) for one in made[:4]]
    history = (StateChange(NOW, MatchState.APPLIED, "call"),)
    touched = match(1, notes="call Ben", state=MatchState.APPLIED, history=history)
    ending = Ending(Outcome.MATCHED, "above the threshold", (decision_to_dict(decision()),))
    store.finish(matched, ending, [touched, match(2)], now=after(2))
    store.fail(failed, ItemError(ErrorKind.PERMANENT, "the page is gone"), now=after(3))
    store.wait(waiting, ItemError(ErrorKind.QUOTA, "later"), not_before=after(900), now=after(4))


def _claimed(store: Store, identity: str) -> QueueItem:
    known = store.item(identity)
    assert known is not None
    claimed = store.claim(known.ticket, now=after(1), lease_seconds=600, token="worker")
    assert claimed is not None
    return claimed


def contents(store: Store) -> dict[str, list[bytes]]:
    """Return every document of a store, exactly, by collection."""
    with store.snapshot() as snapshot:
        return {name: [to_line(kept) for kept in snapshot.each(name)] for name in snapshot.collections()}


def told(store: Store) -> dict[str, Any]:
    """Return what the store's ordinary methods say of all of it; what a store stamps for itself is left out."""
    items = sorted(store.items(limit=1000), key=lambda one: one.id)
    return {
        "profile": store.profile(),
        "sources": store.sources(),
        "listings": {one.id: one for one in store.each_listing(open_only=False)},
        "merges": {one.id: [each.id for each in store.links(one.id)] for one in store.each_listing(open_only=False)},
        "items": [_plain(one) for one in items],
        "matches": sorted(store.matches(), key=lambda one: one.id),
        "heads": sorted(store.match_heads(), key=lambda one: one.id),
        "extraction": store.extraction("e" * 64),
        "usage": store.usage("2000-01-01"),
        "mark": store.mark("last digest"),
        "due": {ticket.item_id for ticket in store.due(now=after(10**6), limit=1000)},
        "found": [one.id for one in store.find_listings(text="carpenter 7")],
    }


def _plain(one: QueueItem) -> QueueItem:
    return replace(one, update_time=0, expires_at=None)


def many(number: int) -> Iterator[Listing]:
    """Yield so many listings, each of some ten kilobytes."""
    return (
        Listing(
            id=f"{each:064x}",
            source_key="greenhouse:acme",
            posting=Posting(
                native_id=str(each), title=f"Carpenter {each}", company="Acme", url="", text="roof " * 2000
            ),
            content_hash="v1",
            first_seen_at=NOW,
            last_seen_at=NOW,
        )
        for each in range(number)
    )
