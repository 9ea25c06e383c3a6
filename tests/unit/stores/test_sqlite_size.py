import tracemalloc

import pytest

from jobfinder.stores.sqlite import SqliteStore
from tests.contract.things import arrival, no_merge


@pytest.mark.alone
def test_reading_every_listing_keeps_only_some_in_memory(store: SqliteStore) -> None:
    text_chars, count = 20_000, 1_500
    for start in range(0, count, 100):
        store.add([arrival(n, text="x" * text_chars) for n in range(start, start + 100)], no_merge)
    tracemalloc.start()
    try:
        assert sum(len(found.posting.text) for found in store.each_listing()) == text_chars * count
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak_bytes < text_chars * count / 3


def test_what_is_asked_for_at_every_turn_is_found_by_an_index(store: SqliteStore) -> None:
    asked: list[str] = []
    db = store._database.connection()
    db.set_trace_callback(asked.append)
    work = arrival(1, merge_keys=("k",))
    store.stamps([work.listing.id])
    store.open_stamps(work.listing.source_key)
    store.add([work], no_merge)
    store.listings([work.listing.id])
    store.links(work.listing.id)
    ticket = store.due(now=work.item.created_at, limit=1)[0]
    claimed = store.claim(ticket, now=work.item.created_at, lease_seconds=60, token="t")
    assert claimed is not None
    store.release(claimed, now=work.item.created_at)
    store.created_after(0, 10)
    store.next_due_at()
    store.item(work.item.id)
    store.items(listing_id=work.listing.id)
    store.matches(listing_ids=[work.listing.id])
    db.set_trace_callback(None)
    statements = [sql for sql in asked if sql.lstrip().startswith(("SELECT", "UPDATE", "INSERT"))]
    assert len(statements) > 12
    for sql in statements:
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
        scans = [step for step in plan if step.startswith("SCAN") and "INDEX" not in step]
        assert scans == [], sql
