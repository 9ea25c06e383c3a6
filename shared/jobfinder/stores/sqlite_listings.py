"""Listings in SQLite: a known one costs no write, a new one is written together with the item that scores it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from jobfinder.domain.documents import well_formed
from jobfinder.domain.identity import adds_to
from jobfinder.domain.links import address_keys
from jobfinder.domain.posting import Listing, ListingState
from jobfinder.domain.queue import QueueItem
from jobfinder.errors import Permanent
from jobfinder.ports import Added, Arrival, Choose, Stamp
from jobfinder.stores.merging import as_duplicate
from jobfinder.stores.sqlite_listing_rows import (
    COLUMNS,
    bearers_of,
    close_listings,
    insert_listing,
    listing_of,
    replace_listing,
    rivals_of,
)
from jobfinder.stores.sqlite_merges import absorb, is_touched, merged, split_off
from jobfinder.stores.sqlite_queue import prefix_range
from jobfinder.stores.sqlite_queue_rows import capped, insert_item, take_back
from jobfinder.stores.sqlite_tables import SqliteTables
from jobfinder.stores.sqlite_values import chunks, from_json, json_bytes, json_ids, lookup_number

CHUNK = 100  # arrivals in one transaction: few commits, and no other writer waits long
PAGE = 200  # listings in memory at a time while all are read
_WITH_KEYS = "SELECT listing FROM listing_keys WHERE key IN (SELECT value FROM json_each(CAST(? AS TEXT)))"


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

    def bearing(self, keys: Sequence[str], *, limit: int = 200) -> list[Listing]:
        """Return listings of any source and state that bear one of these merge keys, the newest first."""
        with self._database.reading() as db:
            return bearers_of(db, keys, limit)

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
            conditions.append(f"(l.url_key = ? OR l.seq IN ({_WITH_KEYS}))")
            values += [lookup_number(capped(url)), json_bytes([lookup_number(key) for key in address_keys(url)])]
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
        return [listing for listing in found if not url or _is_at(listing, url)]

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


def _is_at(listing: Listing, url: str) -> bool:
    """Return whether a listing is really at a URL, in any form of it: the numbers it was found by may be shared."""
    return listing.posting.url == capped(url) or not set(address_keys(url)).isdisjoint(listing.merge_keys)


def _stamps(rows: sqlite3.Cursor) -> dict[str, Stamp]:
    return {row[0]: Stamp(row[0], row[1], ListingState(row[2])) for row in rows}


def _add(db: sqlite3.Connection, arrival: Arrival, choose: Choose, now: datetime) -> Added:
    listing = arrival.listing
    known = db.execute("SELECT canonical_id FROM listings WHERE id = ?", (well_formed(listing.id),)).fetchone()
    if known:
        return Added(listing.id, "known", known[0])
    canonical = _canonical(db, listing, choose, now)
    if canonical is None:
        insert_listing(db, listing, None)
        insert_item(db, arrival.item, now=now)
        return Added(listing.id, "new")
    insert_listing(db, listing, canonical.id)
    adds = adds_to(listing, canonical)
    if adds:
        take_back(db, (member.id for member in merged(db, canonical.id)), now)
    insert_item(db, arrival.item if adds else as_duplicate(arrival.item, canonical, now), now=now)
    return Added(listing.id, "duplicate", canonical.id)


def _canonical(db: sqlite3.Connection, listing: Listing, choose: Choose, now: datetime) -> Listing | None:
    """Return what the listing repeats; where that is a repeat itself, what that one repeats.

    A listing may be the link between jobs that were not known to be one: then they become one first.
    """
    merges = _merges_repeated_by(db, listing, choose)
    if not merges:
        return None
    kept = next((members for members in merges if is_touched(db, members)), merges[0])
    sources = {member.source_key for member in kept}
    for members in merges:
        if members is not kept and sources.isdisjoint(member.source_key for member in members):
            absorb(db, kept[0], members, listing, now)
            sources.update(member.source_key for member in members)
    return kept[0]


def _merges_repeated_by(db: sqlite3.Connection, listing: Listing, choose: Choose) -> list[list[Listing]]:
    """Return the members of each merge that the listing may join, the one chosen first in front."""
    merges, rivals = list[list[Listing]](), rivals_of(db, listing)
    while rivals and (chosen := choose(listing, rivals)) is not None:
        members = merged(db, chosen)
        if all(member.source_key != listing.source_key for member in members):  # not all rivals may have been shown
            merges.append(members)
        seen = {member.id for member in members}
        rivals = [rival for rival in rivals if rival.id not in seen]
    return merges


def _change(db: sqlite3.Connection, arrival: Arrival, now: datetime) -> None:
    listing = arrival.listing
    row = db.execute("SELECT seq, merge_keys FROM listings WHERE id = ?", (well_formed(listing.id),)).fetchone()
    if row is None:
        raise Permanent("A listing that is to change is not known", where=listing.id)
    replace_listing(db, row[0], listing, from_json(row[1]))
    take_back(db, (member.id for member in merged(db, well_formed(listing.id))), now)
    insert_item(db, arrival.item, now=now)
