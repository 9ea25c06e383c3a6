"""Listings as rows: the posting as one JSON document, beside it what changes or is asked for by index."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from jobfinder.domain.codec import posting_from_dict, posting_to_dict
from jobfinder.domain.documents import well_formed
from jobfinder.domain.posting import Listing, ListingState, Posting
from jobfinder.stores.sqlite_queue_rows import capped
from jobfinder.stores.sqlite_values import (
    from_json,
    json_bytes,
    json_ids,
    lookup_number,
    micros,
    micros_or_none,
    moment,
    moment_or_none,
    thing,
)

MOST_RIVALS = 100  # for each key: one that more share tells little, and reading all of them would be quadratic

COLUMNS = (
    "l.id, l.source_key, l.content_hash, l.merge_keys, l.canonical_id, l.split, l.state, "
    "l.first_seen_at, l.last_seen_at, l.closed_at, l.trace_id, l.posting"
)
_INSERT = """
INSERT INTO listings (
    id, source_key, content_hash, merge_keys, canonical_id, split, state, first_seen_at, last_seen_at, closed_at,
    trace_id, url_key, words, posting
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq
"""
_REPLACE = """
UPDATE listings SET
    source_key = ?, content_hash = ?, merge_keys = ?, state = 'open', last_seen_at = ?, closed_at = NULL,
    trace_id = ?, url_key = ?, words = ?, posting = ?
WHERE seq = ?
"""
# Of its own source a new listing only needs to know which merges are taken: one large employer's many postings of one
# title are not rivals.
_RIVALS = f"""
SELECT {COLUMNS} FROM listing_keys AS k JOIN listings AS l ON l.seq = k.listing
WHERE k.key = :key AND (
    l.source_key <> :source
    OR l.canonical_id IS NOT NULL
    OR EXISTS (SELECT 1 FROM listings AS m WHERE m.canonical_id = l.id)
)
ORDER BY l.seq LIMIT {MOST_RIVALS}
"""  # noqa: S608


def listing_of(row: tuple[Any, ...]) -> Listing:
    """Return the listing of a row of COLUMNS."""
    return Listing(
        id=row[0],
        source_key=row[1],
        content_hash=row[2],
        merge_keys=tuple(from_json(row[3])),
        canonical_id=row[4],
        split=bool(row[5]),
        state=ListingState(row[6]),
        first_seen_at=moment(row[7]),
        last_seen_at=moment(row[8]),
        closed_at=moment_or_none(row[9]),
        trace_id=row[10],
        posting=thing(Posting, row[11], posting_from_dict),
    )


def insert_listing(db: sqlite3.Connection, listing: Listing, canonical_id: str | None) -> None:
    """Create a listing with its merge keys."""
    values = (
        well_formed(listing.id),
        capped(listing.source_key),
        listing.content_hash,
        json_ids(listing.merge_keys),
        canonical_id,
        listing.split,
        listing.state.value,
        micros(listing.first_seen_at),
        micros(listing.last_seen_at),
        micros_or_none(listing.closed_at),
        capped(listing.trace_id),
        *searchable(listing),
    )
    ((seq,),) = db.execute(_INSERT, values).fetchall()
    _insert_keys(db, seq, listing)


def replace_listing(db: sqlite3.Connection, seq: int, listing: Listing, former_keys: Sequence[str]) -> None:
    """Write a new version over a known listing; when it was first seen and what it was merged with stay."""
    values = (
        capped(listing.source_key),
        listing.content_hash,
        json_ids(listing.merge_keys),
        micros(listing.last_seen_at),
        capped(listing.trace_id),
        *searchable(listing),
        seq,
    )
    db.execute(_REPLACE, values)
    db.executemany("DELETE FROM listing_keys WHERE key = ? AND listing = ?", _keys(seq, former_keys))
    _insert_keys(db, seq, listing)


def searchable(listing: Listing) -> tuple[int, str, bytes]:
    """Return what a listing is found by and kept as: the number of its URL, its words, its posting."""
    posting = listing.posting
    words = f"{posting.title} {posting.company}".casefold()
    return lookup_number(capped(posting.url)), capped(words), json_bytes(posting_to_dict(posting))


def _insert_keys(db: sqlite3.Connection, seq: int, listing: Listing) -> None:
    db.executemany("INSERT INTO listing_keys (key, listing) VALUES (?, ?)", _keys(seq, listing.merge_keys))


def _keys(seq: int, merge_keys: Sequence[str]) -> list[tuple[int, int]]:
    return [(number, seq) for number in {lookup_number(key) for key in merge_keys}]


def rivals_of(db: sqlite3.Connection, listing: Listing) -> list[Listing]:
    """Return the known listings that share a merge key and may matter to the choice, at most MOST_RIVALS a key."""
    rows: dict[str, tuple[Any, ...]] = {}
    for key in listing.merge_keys:
        values = {"key": lookup_number(key), "source": capped(listing.source_key)}
        rows.update((row[0], row) for row in db.execute(_RIVALS, values))
    rivals = map(listing_of, rows.values())
    return [rival for rival in rivals if not set(rival.merge_keys).isdisjoint(listing.merge_keys)]


_BEARERS = f"""
SELECT {COLUMNS}, l.seq FROM listing_keys AS k JOIN listings AS l ON l.seq = k.listing
WHERE k.key = ? ORDER BY k.listing DESC LIMIT ?
"""  # noqa: S608


def bearers_of(db: sqlite3.Connection, keys: Sequence[str], limit: int) -> list[Listing]:
    """Return the listings that bear one of the keys, at most `limit` for each, the newest first."""
    rows: dict[int, tuple[Any, ...]] = {}
    for key in dict.fromkeys(keys):
        rows.update((row[-1], row) for row in db.execute(_BEARERS, (lookup_number(key), limit)))
    found = [listing_of(rows[seq]) for seq in sorted(rows, reverse=True)]
    return [listing for listing in found if not set(keys).isdisjoint(listing.merge_keys)]


def close_listings(db: sqlite3.Connection, listing_ids: list[str], now: datetime) -> None:
    """Mark listings closed; those that are stay as they are."""
    statement = """
        UPDATE listings SET state = 'closed', closed_at = ?
        WHERE state <> 'closed' AND id IN (SELECT value FROM json_each(?))
    """
    db.execute(statement, (micros(now), json_ids(listing_ids)))
