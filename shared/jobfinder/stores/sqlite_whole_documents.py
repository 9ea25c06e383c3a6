"""What a whole SQLite database is read with and written by: rows as documents, a snapshot, one document at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from jobfinder.domain.codec import item_to_dict, listing_to_dict, match_to_dict, source_to_dict, to_dict
from jobfinder.domain.collection_names import LISTINGS
from jobfinder.domain.kept import Kept
from jobfinder.domain.kept_things import Entry, Mark, id_of
from jobfinder.domain.match import Match
from jobfinder.domain.person import Profile
from jobfinder.domain.person_codec import profile_to_dict
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import QueueItem
from jobfinder.domain.source import Source
from jobfinder.stores.sqlite_errors import translated
from jobfinder.stores.sqlite_listing_rows import searchable
from jobfinder.stores.sqlite_match_rows import head_of
from jobfinder.stores.sqlite_queue_rows import finished_at
from jobfinder.stores.sqlite_values import json_ids, micros, moment
from jobfinder.stores.sqlite_whole_rows import NUMBERS, Table, quoted, tables_of

_HIGHEST_ROW = 2**63 - 1


class SqliteSnapshot:
    """The database as it was when a read transaction began; `ports.Snapshot`."""

    def __init__(self, db: sqlite3.Connection, path: str, read_at: datetime) -> None:
        self._db, self._path = db, path
        self.read_at = read_at
        self._tables = tables_of(db)

    def collections(self) -> list[str]:
        """Return the names of the collections that hold something, in order."""
        return [name for name in self._tables if self.count(name)]

    def count(self, collection: str) -> int:
        """Return how many documents a collection holds."""
        table = self._tables.get(collection)
        if table is None:
            return 0
        with translated(self._path):
            return int(self._db.execute(f"SELECT count(*) FROM {quoted(table.name)}").fetchone()[0])  # noqa: S608

    def each(self, collection: str) -> Iterator[Kept]:
        """Yield a collection's documents in the order of their creation, or of their keys; one in memory at a time."""
        table = self._tables.get(collection)
        if table is not None:
            with translated(self._path):
                yield from _kept_of(self._db, table, f"ORDER BY {table.order}")


def found(db: sqlite3.Connection, collection: str, ids: Sequence[str]) -> dict[str, Kept]:
    """Return those of the documents that exist."""
    table = tables_of(db).get(collection)
    if table is None:
        return {}
    where = f"WHERE {_key(table)} IN (SELECT value FROM json_each(?))"  # noqa: S608
    return {kept.id: kept for kept in _kept_of(db, table, where, json_ids(ids))}


def kept_from(entry: Entry, now: datetime) -> Kept:
    """Return a thing of the domain as it is kept."""
    fields = _fields_of(entry.thing, now)
    if entry.members:
        fields["members"] = list(entry.members)
    if entry.number is not None:
        fields["number"] = entry.number
    identity = f"mark:{entry.thing.name}" if isinstance(entry.thing, Mark) else id_of(entry.thing)
    return Kept(identity, fields)


def _kept_of(db: sqlite3.Connection, table: Table, rest: str, *values: str) -> Iterator[Kept]:
    """Yield the documents of a query, read row by row; `rest` is its condition or its order."""
    cursor = db.execute(f"SELECT {_key(table)} AS _id, t.* FROM ({table.select}) AS t {rest}", values)  # noqa: S608
    columns = [column[0] for column in cursor.description[1:]]
    for identity, *row in cursor:
        yield Kept(str(identity), table.to_fields(dict(zip(columns, row, strict=True))))


def _key(table: Table) -> str:
    return f"t.{quoted(table.key)}" if table.key.isidentifier() else table.key


def insert(db: sqlite3.Connection, table: Table, kept: Kept) -> bool:
    """Create a document; return False where one of its id is there, which stays as it is.

    The number it had elsewhere is kept where it is free, so that the order of creation stays.
    """
    if table.name == NUMBERS:
        return _raise_number(db, kept)
    row = table.to_row(kept)
    if db.execute(f"SELECT 1 FROM {quoted(table.name)} AS t WHERE {_key(table)} = ?", (kept.id,)).fetchone():  # noqa: S608
        return False
    if "seq" in row and (row["seq"] is None or _is_taken(db, table, row["seq"])):
        del row["seq"]
    columns = ", ".join(map(quoted, row))
    marks = ", ".join("?" * len(row))
    statement = f"INSERT INTO {quoted(table.name)} ({columns}) VALUES ({marks})"  # noqa: S608
    cursor = db.execute(statement, tuple(row.values()))
    if table.more is not None:
        table.more(db, int(cursor.lastrowid or 0), kept)
    return True


def _is_taken(db: sqlite3.Connection, table: Table, number: int) -> bool:
    query = f"SELECT 1 FROM {quoted(table.name)} WHERE seq = ?"  # noqa: S608
    return not 0 < number < _HIGHEST_ROW or db.execute(query, (number,)).fetchone() is not None


def _raise_number(db: sqlite3.Connection, kept: Kept) -> bool:
    """Let a table's next number be above the last one drawn: a watcher's cursor must never meet a number twice."""
    values = (kept.fields["seq"], kept.fields["name"])
    if db.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", values).rowcount == 0:
        db.execute("INSERT INTO sqlite_sequence (seq, name) VALUES (?, ?)", values)
    return True


def delete(db: sqlite3.Connection, table: Table, ids: Sequence[str]) -> None:
    """Delete documents, and what hangs on them."""
    where = f"{_key(table)} IN (SELECT value FROM json_each(?))"  # noqa: S608
    values = (json_ids(ids),)
    if table.collection == LISTINGS:
        query = f"SELECT t.seq FROM listings AS t WHERE {where}"  # noqa: S608
        db.execute(f"DELETE FROM listing_keys WHERE listing IN ({query})", values)  # noqa: S608
    db.execute(f"DELETE FROM {quoted(table.name)} AS t WHERE {where}", values)  # noqa: S608


def _fields_of(thing: Any, now: datetime) -> dict[str, Any]:
    if isinstance(thing, Mark):
        return {"value": thing.text}
    if isinstance(thing, Profile):
        return profile_to_dict(thing)
    if isinstance(thing, Source):
        return source_to_dict(thing)
    if isinstance(thing, Listing):
        return _listing_fields(thing)
    if isinstance(thing, QueueItem):
        return _item_fields(thing, now)
    if isinstance(thing, Match):
        document = match_to_dict(thing)
        return {"head": head_of(document, thing), **document}
    return to_dict(thing)


def _listing_fields(listing: Listing) -> dict[str, Any]:
    url_key, words, _ = searchable(listing)
    always = {"split": listing.split, "state": listing.state.value, "merge_keys": list(listing.merge_keys)}
    plain = {"trace_id": listing.trace_id, "url_key": url_key, "words": words}
    return {**listing_to_dict(listing), **always, **plain}


def _item_fields(item: QueueItem, now: datetime) -> dict[str, Any]:
    texts = {key: getattr(item, key) for key in ("claim_token", "listing_id", "url", "trace_id", "reason")}
    numbers = {"status": item.status.value, "attempt": item.attempt, "update_time": micros(now)}
    due_at = (item.not_before or min(item.created_at, now)).isoformat()
    fields = {**item_to_dict(item), **texts, **numbers, "due_at": due_at}
    ended = finished_at(item, now)
    return fields if ended is None else {**fields, "finished_at": moment(ended).isoformat()}
