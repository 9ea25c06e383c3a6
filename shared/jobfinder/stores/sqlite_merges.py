"""What belongs together: listings of several boards that are one job, and how such a merge is undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import QueueItem
from jobfinder.errors import Permanent
from jobfinder.stores.merging import rescore_of_heir, rescore_of_joined
from jobfinder.stores.sqlite_listing_rows import COLUMNS, listing_of
from jobfinder.stores.sqlite_queue_rows import insert_item, take_back
from jobfinder.stores.sqlite_values import json_ids

_MERGED = f"""
SELECT {COLUMNS} FROM listings AS l WHERE l.id = :canonical OR l.canonical_id = :canonical
ORDER BY l.canonical_id IS NOT NULL, l.seq
"""  # noqa: S608


def merged(db: sqlite3.Connection, listing_id: str) -> list[Listing]:
    """Return every listing of the same merge, the canonical one first, the others in the order they came."""
    row = db.execute("SELECT coalesce(canonical_id, id) FROM listings WHERE id = ?", (listing_id,)).fetchone()
    if row is None:
        return []
    return [listing_of(found) for found in db.execute(_MERGED, {"canonical": row[0]})]


def is_touched(db: sqlite3.Connection, members: Sequence[Listing]) -> bool:
    """Return whether the user did anything with a match of these listings."""
    query = "SELECT 1 FROM matches WHERE touched = 1 AND listing_id IN (SELECT value FROM json_each(?)) LIMIT 1"
    return db.execute(query, (json_ids(member.id for member in members),)).fetchone() is not None


def absorb(db: sqlite3.Connection, kept: Listing, members: Sequence[Listing], link: Listing, now: datetime) -> None:
    """Make another merge part of `kept`'s, since `link` turned out to repeat both; `kept` is read again.

    The other's matches go where nobody touched them: the job has its match under `kept`.
    """
    for member in members:
        db.execute("UPDATE listings SET canonical_id = ? WHERE id = ?", (kept.id, member.id))
    db.execute("DELETE FROM matches WHERE touched = 0 AND listing_id = ?", (members[0].id,))
    take_back(db, (member.id for member in merged(db, kept.id)), now)
    rescore = rescore_of_joined(kept, members[0].id, link)
    insert_item(db, rescore, now=link.first_seen_at)


def split_off(db: sqlite3.Connection, listing_id: str, item: QueueItem, now: datetime) -> None:
    """Make a merged listing stand for itself and create the item that scores it. Raises Permanent.

    If the others were merged into this one, the one of them that came first takes its place. It was never scored, so it
    gets an item too.
    """
    members = merged(db, listing_id)
    if not members:
        raise Permanent("There is no such listing", where=listing_id)
    if len(members) == 1:
        raise Permanent("This listing is not merged with another", where=listing_id)
    take_back(db, (member.id for member in members), now)
    if members[0].id == listing_id:
        _take_over(db, members[1], listing_id, item, now)
    db.execute("UPDATE listings SET canonical_id = NULL, split = 1 WHERE id = ?", (listing_id,))
    insert_item(db, item, now=now)


def _take_over(db: sqlite3.Connection, heir: Listing, former_id: str, item: QueueItem, now: datetime) -> None:
    db.execute("UPDATE listings SET canonical_id = NULL WHERE id = ?", (heir.id,))
    db.execute("UPDATE listings SET canonical_id = ? WHERE canonical_id = ?", (heir.id, former_id))
    insert_item(db, rescore_of_heir(item, heir, former_id), now=now)
