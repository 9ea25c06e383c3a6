"""Listings in SQLite: a known one costs no write, a new one is written together with the item that scores it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from jobfinder.domain.documents import well_formed
from jobfinder.domain.identity import is_fuller
from jobfinder.domain.posting import Listing, ListingState
from jobfinder.domain.queue import QueueItem
from jobfinder.errors import Permanent
from jobfinder.ports import Added, Arrival, Choose, Stamp
from jobfinder.stores.sqlite_listing_rows import (
    COLUMNS,
    close_listings,
    insert_listing,
    listing_of,
    replace_listing,
    rivals_of,
)
from jobfinder.stores.sqlite_merges import as_duplicate, merged, split_off
from jobfinder.stores.sqlite_queue import prefix_range
from jobfinder.stores.sqlite_queue_rows import capped, insert_item
from jobfinder.stores.sqlite_tables import SqliteTables
from jobfinder.stores.sqlite_values import chunks, from_json, json_ids, lookup_number

CHUNK = 100  # arrivals in one transaction: few commits, and no other writer waits long
PAGE = 200  # listings in memory at a time while all are read


class SqliteListings(SqliteTables):
    """The part of `ports.Store` about listings."""

    def stamps(self, listing_ids: Sequence[str]) -> dict[str, Stamp]:
        """Return the stamps of those listings that are known."""
        query = "SELECT id, content_hash, state FROM listings WHERE id IN (SELECT value FROM json_each(?))"
        with self._database.reading() as db:
            return _stamps(db.execute(query, (json_ids(listing_ids),)))

    def open_stamps(self, source_key: str) -> dict[str, Stamp]:
        """Return the stamps of all open listings of a source."""
        query = "SELECT id, content_hash, state FROM listings WHERE source_key = ? AND state = 'open'"
        with self._database.reading() as db:
            return _stamps(db.execute(query, (well_formed(source_key),)))

    def add(self, arrivals: Sequence[Arrival], choose: Choose) -> list[Added]:
        """Create each listing with its item, in order; never overwrite one that exists. See `ports.Store.add`."""
        added: list[Added] = []
        for chunk in chunks(arrivals, CHUNK):
            now = self._clock()
            with self._database.writing() as db:
                added += [_add(db, arrival, choose, now) for arrival in chunk]
        return added

    def change(self, arrivals: Sequence[Arrival]) -> None:
        """Replace known listings by new versions, open again, and create the items for them. Raises Permanent."""
        for chunk in chunks(arrivals, CHUNK):
            now = self._clock()
            with self._database.writing() as db:
                for arrival in chunk:
                    _change(db, arrival, now)

    def close(self, listing_ids: Sequence[str], now: datetime) -> None:
        """Mark listings closed."""
        for chunk in chunks(listing_ids, 1_000):
            with self._database.writing() as db:
                close_listings(db, chunk, now)

    def listings(self, listing_ids: Sequence[str]) -> dict[str, Listing]:
        """Return those of the listings that exist."""
        query = f"SELECT {COLUMNS} FROM listings AS l WHERE l.id IN (SELECT value FROM json_each(?))"  # noqa: S608
        with self._database.reading() as db:
            return {row[0]: listing_of(row) for row in db.execute(query, (json_ids(listing_ids),))}

    def links(self, listing_id: str) -> list[Listing]:
        """Return every listing of the same merge, the canonical one first."""
        with self._database.reading() as db:
            return merged(db, well_formed(listing_id))

    def split(self, listing_id: str, item: QueueItem) -> None:
        """Make a merged listing stand for itself for ever and create the item that scores it. Raises Permanent."""
        with self._database.writing(durable=True) as db:
            split_off(db, well_formed(listing_id), item, self._clock())

    def find_listings(self, *, id_prefix: str = "", url: str = "", text: str = "", limit: int = 20) -> list[Listing]:
        """Return listings that fit all that is given, open ones first, then the newest; nothing given finds nothing."""
        conditions, values = list[str](), list[Any]()
        if id_prefix:
            conditions.append("l.id >= ? AND l.id < ?")
            values += prefix_range(id_prefix)
        if url:
            conditions.append("l.url_key = ?")
            values.append(lookup_number(capped(url)))
        for word in well_formed(text).casefold().split():
            conditions.append("instr(l.words, ?)")
            values.append(word)
        if not conditions:
            return []
        query = f"""
            SELECT {COLUMNS} FROM listings AS l WHERE {" AND ".join(conditions)}
            ORDER BY l.state <> 'open', l.seq DESC LIMIT ?
        """  # noqa: S608
        with self._database.reading() as db:
            found = [listing_of(row) for row in db.execute(query, (*values, limit))]
        return [listing for listing in found if not url or listing.posting.url == capped(url)]

    def each_listing(self, *, open_only: bool = True) -> Iterator[Listing]:
        """Yield listings in the order they came, PAGE in memory at a time; no lock is held between pages."""
        state = "AND l.state = 'open'" if open_only else ""
        query = f"SELECT {COLUMNS}, l.seq FROM listings AS l WHERE l.seq > ? {state} ORDER BY l.seq LIMIT ?"  # noqa: S608
        after = 0
        while True:
            with self._database.reading() as db:
                rows = db.execute(query, (after, PAGE)).fetchall()
            yield from map(listing_of, rows)
            if len(rows) < PAGE:
                return
            after = rows[-1][-1]


def _stamps(rows: sqlite3.Cursor) -> dict[str, Stamp]:
    return {row[0]: Stamp(row[0], row[1], ListingState(row[2])) for row in rows}


def _add(db: sqlite3.Connection, arrival: Arrival, choose: Choose, now: datetime) -> Added:
    listing = arrival.listing
    known = db.execute("SELECT canonical_id FROM listings WHERE id = ?", (well_formed(listing.id),)).fetchone()
    if known:
        return Added(listing.id, "known", known[0])
    canonical = _canonical(db, listing, choose)
    if canonical is None:
        insert_listing(db, listing, None)
        insert_item(db, arrival.item, now=now)
        return Added(listing.id, "new")
    insert_listing(db, listing, canonical.id)
    item = arrival.item if is_fuller(listing, canonical) else as_duplicate(arrival.item, canonical, now)
    insert_item(db, item, now=now)
    return Added(listing.id, "duplicate", canonical.id)


def _canonical(db: sqlite3.Connection, listing: Listing, choose: Choose) -> Listing | None:
    """Return what the listing repeats; where that is a repeat itself, what that one repeats."""
    rivals = rivals_of(db, listing)
    chosen = choose(listing, rivals) if rivals else None
    if chosen is None:
        return None
    members = merged(db, chosen)
    is_taken = any(member.source_key == listing.source_key for member in members)  # not all rivals may have been shown
    return None if is_taken else members[0]


def _change(db: sqlite3.Connection, arrival: Arrival, now: datetime) -> None:
    listing = arrival.listing
    row = db.execute("SELECT seq, merge_keys FROM listings WHERE id = ?", (well_formed(listing.id),)).fetchone()
    if row is None:
        raise Permanent("A listing that is to change is not known", where=listing.id)
    replace_listing(db, row[0], listing, from_json(row[1]))
    insert_item(db, arrival.item, now=now)
