"""Each table of SQLite as a collection of documents: every column goes into a document and comes out of it as it was.

The tables that we know are shaped like the domain's own documents (`domain/codec.py`), so that any store can read them;
one that we do not know yet is kept column by column. What follows from another column, such as the index of merge keys,
is made again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jobfinder.domain import collection_names as names
from jobfinder.domain.kept import Kept
from jobfinder.domain.match import MatchState
from jobfinder.errors import Permanent
from jobfinder.stores.source_health import HEALTH
from jobfinder.stores.sqlite_values import from_json, json_bytes, lookup_number, micros, moment

Row = dict[str, Any]

NUMBERS = "sqlite_sequence"  # SQLite's own table of the numbers it has drawn
DERIVED = frozenset({"listing_keys", "match_bodies"})  # made from, or read together with, another table


@dataclass(frozen=True, slots=True)
class Table:
    """One table: how its rows are asked for, and how each becomes a document and back."""

    name: str
    collection: str
    key: str  # the column that holds the document's id, or an expression for it
    order: str
    query: str = ""
    to_fields: Callable[[Row], Row] = dict
    to_row: Callable[[Kept], Row] = lambda kept: dict(kept.fields)
    more: Callable[[sqlite3.Connection, int, Kept], None] | None = None  # what else a new row needs, by its rowid

    @property
    def select(self) -> str:
        """Return the query for all rows, without an order."""
        return self.query or f"SELECT * FROM {quoted(self.name)} AS t"  # noqa: S608


def quoted(name: str) -> str:
    """Return a table's or column's name as SQL takes it."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


# -- moments and JSON within a row ------------------------------------------------------------------------------------


def _shown(row: Row, moments: Sequence[str]) -> Row:
    """Return a row with its moments (microseconds) as ISO 8601, and without what is NULL."""
    return {
        key: moment(value).isoformat() if key in moments else value for key, value in row.items() if value is not None
    }


def _stored(fields: Row, moments: Sequence[str]) -> Row:
    return {
        key: micros(datetime.fromisoformat(value)) if key in moments and isinstance(value, str) else value
        for key, value in fields.items()
    }


def _renamed(row: Row, before: str, after: str) -> Row:
    return {after if key == before else key: value for key, value in row.items()}


# -- listings ---------------------------------------------------------------------------------------------------------

_LISTING_MOMENTS = ("first_seen_at", "last_seen_at", "closed_at")
# The ids of a merge, the canonical one first, the others in the order they came; NULL for one that stands alone.
_LISTINGS = """
SELECT t.*, (
    SELECT json_group_array(id) FROM (
        SELECT id FROM listings
        WHERE id = coalesce(t.canonical_id, t.id) OR canonical_id = coalesce(t.canonical_id, t.id)
        ORDER BY canonical_id IS NOT NULL, seq)
) AS members FROM listings AS t
"""


def _listing_fields(row: Row) -> Row:
    fields = _renamed(_shown(row, _LISTING_MOMENTS), "seq", "number")
    members = json.loads(fields.pop("members", "[]"))
    return {
        **fields,
        "split": bool(row["split"]),
        "merge_keys": from_json(row["merge_keys"]),
        "posting": from_json(row["posting"]),
        **({"members": members} if len(members) > 1 else {}),
    }


def _listing_row(kept: Kept) -> Row:
    fields = _renamed(_stored(kept.fields, _LISTING_MOMENTS), "number", "seq")
    fields.pop("members", None)
    return {
        **fields,
        "split": int(fields["split"]),
        "merge_keys": json_bytes(fields["merge_keys"]).decode(),
        "posting": json_bytes(fields["posting"]),
    }


def _index_merge_keys(db: sqlite3.Connection, rowid: int, kept: Kept) -> None:
    numbers = {lookup_number(key) for key in kept.fields["merge_keys"]}
    db.executemany(
        "INSERT INTO listing_keys (key, listing) VALUES (?, ?)", [(number, rowid) for number in sorted(numbers)]
    )


# -- the queue --------------------------------------------------------------------------------------------------------

_ITEM_MOMENTS = ("due_at", "created_at", "not_before", "lease_expires_at", "finished_at", "expires_at")


def _item_fields(row: Row) -> Row:
    fields = _renamed(_shown(row, _ITEM_MOMENTS), "seq", "number")
    kind, message = fields.pop("error_kind", None), fields.pop("error_message", None)
    if kind is not None:
        fields["error"] = {"kind": kind, "message": message or ""}
    if row["decisions"] is not None:
        fields["decisions"] = from_json(row["decisions"])
    return fields


def _item_row(kept: Kept) -> Row:
    fields = _renamed(_stored(kept.fields, _ITEM_MOMENTS), "number", "seq")
    error = fields.pop("error", None)
    if error:
        fields |= {"error_kind": error["kind"], "error_message": error["message"]}
    if "decisions" in fields:
        fields["decisions"] = json_bytes(fields["decisions"])
    return fields


# -- matches ----------------------------------------------------------------------------------------------------------

_MATCHES = "SELECT t.seq, t.id, t.head, b.body FROM matches AS t JOIN match_bodies AS b ON b.match = t.seq"


def _match_fields(row: Row) -> Row:
    return {"number": row["seq"], "head": from_json(row["head"]), **from_json(row["body"])}


def _match_row(kept: Kept) -> Row:
    state = kept.fields.get("state", MatchState.NEW.value)
    touched = state != MatchState.NEW.value or bool(kept.fields.get("notes")) or bool(kept.fields.get("history"))
    row = {key: kept.fields[key] for key in ("id", "search", "listing_id")}
    if "number" in kept.fields:
        row["seq"] = kept.fields["number"]
    return {
        **row,
        "state": state,
        "touched": int(touched),
        "created_at": micros(datetime.fromisoformat(kept.fields["created_at"])),
        "head": json_bytes(kept.fields["head"]),
    }


def _insert_body(db: sqlite3.Connection, rowid: int, kept: Kept) -> None:
    body = {key: value for key, value in kept.fields.items() if key not in ("number", "head")}
    db.execute("INSERT INTO match_bodies (match, body) VALUES (?, ?)", (rowid, json_bytes(body)))


# -- the others -------------------------------------------------------------------------------------------------------


def _source_fields(row: Row) -> Row:
    return {**from_json(row["settings"]), **from_json(row["health"])}


def _source_row(kept: Kept) -> Row:
    settings = {key: value for key, value in kept.fields.items() if key not in HEALTH}
    health = {key: value for key, value in kept.fields.items() if key in HEALTH}
    return {"key": kept.id, "settings": json_bytes(settings), "health": json_bytes(health)}


def _extraction_row(kept: Kept) -> Row:
    body = {key: value for key, value in kept.fields.items() if key != "number"}
    return {"seq": kept.fields.get("number"), "id": kept.id, "body": json_bytes(body)}


def _generic_fields(row: Row) -> Row:
    """Return the columns of a table we do not know, what is JSON in a BLOB as that."""
    return {key: _opened(value) for key, value in row.items() if value is not None}


def _opened(value: Any) -> Any:
    if not isinstance(value, bytes):
        return value
    try:
        document = from_json(value)
    except ValueError:
        return value
    return {"json": document} if json_bytes(document) == value else value


def _generic_row(kept: Kept) -> Row:
    return {key: json_bytes(value["json"]) if isinstance(value, dict) else value for key, value in kept.fields.items()}


def _of_bodies(name: str, collection: str, key: str) -> Table:
    """Return a table whose rows are a key and a JSON document."""
    return Table(
        name,
        collection,
        key,
        order=key,
        to_fields=lambda row: dict(from_json(row["body"])),
        to_row=lambda kept: {key: kept.id, "body": json_bytes(kept.fields)},
    )


KNOWN = (
    Table(
        "profile",
        names.PROFILES,
        f"'{names.ONLY_PROFILE}'",
        order="only_one",
        to_fields=lambda row: dict(from_json(row["body"])),
        to_row=lambda kept: {"only_one": 1, "body": json_bytes(kept.fields)},
    ),
    Table("sources", names.SOURCES, "key", "key", to_fields=_source_fields, to_row=_source_row),
    Table("listings", names.LISTINGS, "id", "seq", _LISTINGS, _listing_fields, _listing_row, _index_merge_keys),
    Table("queue_items", names.QUEUE, "id", "seq", to_fields=_item_fields, to_row=_item_row),
    Table("matches", names.MATCHES, "id", "seq", _MATCHES, _match_fields, _match_row, _insert_body),
    Table(
        "extractions",
        names.EXTRACTIONS,
        "id",
        "seq",
        to_fields=lambda row: {"number": row["seq"], **from_json(row["body"])},
        to_row=_extraction_row,
    ),
    _of_bodies("usage", names.USAGE, "day"),
    Table(
        "meta",
        names.META,
        "key",
        "key",
        to_fields=lambda row: {"value": row["value"]},
        to_row=lambda kept: {"key": kept.id, "value": kept.fields["value"]},
    ),
    _of_bodies("host_pace", names.HOST_PACE, "host"),
    _of_bodies("known_boards", names.KNOWN_BOARDS, "source_key"),
    Table(NUMBERS, NUMBERS, "name", "name"),
)


def tables_of(db: sqlite3.Connection) -> dict[str, Table]:
    """Return every table of a database by the name of its collection."""
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    known = {table.name: table for table in KNOWN}
    found = [known.get(name) or _unknown(db, name) for name in there - DERIVED if _is_ours(name)]
    return {table.collection: table for table in sorted(found, key=lambda table: table.collection)}


def table_of(db: sqlite3.Connection, collection: str) -> Table:
    """Return the table of a collection. Raises Permanent where this version has none."""
    found = tables_of(db).get(collection)
    if found is None:
        raise Permanent("This database has no place for such documents", where=collection)
    return found


def _is_ours(name: str) -> bool:
    return name == NUMBERS or not name.startswith("sqlite_")


def _unknown(db: sqlite3.Connection, name: str) -> Table:
    columns = db.execute(f"PRAGMA table_info({quoted(name)})").fetchall()
    in_key = [quoted(column[1]) for column in sorted(columns, key=lambda column: column[5]) if column[5]]
    if not in_key:
        query = f"SELECT t.rowid AS rowid, t.* FROM {quoted(name)} AS t"  # noqa: S608
        return Table(name, name, "CAST(rowid AS TEXT)", "rowid", query, _generic_fields, _generic_row)
    joined = " || '/' || ".join(in_key)
    return Table(
        name, name, f"CAST({joined} AS TEXT)", ", ".join(in_key), to_fields=_generic_fields, to_row=_generic_row
    )
