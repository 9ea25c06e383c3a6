"""Small texts under a name, each replaced only by whoever knows what stands there, and which jobs are closed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from jobfinder.domain.documents import well_formed
from jobfinder.stores.sqlite_errors import translated
from jobfinder.stores.sqlite_tables import SqliteTables
from jobfinder.stores.sqlite_values import json_ids

_PREFIX = "mark:"  # in the table that holds the sentinel too
_CLOSED = """
SELECT l.id FROM listings AS l
WHERE l.id IN (SELECT value FROM json_each(?)) AND l.state = 'closed'
AND (SELECT state FROM listings WHERE id = coalesce(l.canonical_id, l.id)) = 'closed'
AND NOT EXISTS (
    SELECT 1 FROM listings AS copy WHERE copy.canonical_id = coalesce(l.canonical_id, l.id) AND copy.state <> 'closed')
"""


class SqliteMarks(SqliteTables):
    """The part of `ports.Store` about marks, and about jobs that are closed."""

    def mark(self, name: str) -> str | None:
        """Return the text kept under a name, None where there is none."""
        with self._database.reading() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (_key(name),)).fetchone()
        return str(row[0]) if row else None

    def swap_mark(self, name: str, was: str | None, now: str) -> bool:
        """Keep a text under a name if what stands there still is `was`; return whether it was."""
        if was is None:
            statement = "INSERT OR IGNORE INTO meta (key, value) VALUES (:key, :now)"
        else:
            statement = "UPDATE meta SET value = :now WHERE key = :key AND value = :was"
        with self._database.writing(durable=True) as db:
            return db.execute(statement, {"key": _key(name), "now": now, "was": was}).rowcount == 1

    def closed_jobs(self, listing_ids: Sequence[str]) -> set[str]:
        """Return those of the listings that are closed with every copy of theirs."""
        with self._database.reading() as db:
            return {identity for (identity,) in db.execute(_CLOSED, (json_ids(listing_ids),))}


def mark_in_file(path: Path, name: str) -> str | None:
    """Return the mark of another database, opened to be read only; None where there is none, or no such database."""
    if not path.exists():
        return None
    with translated(str(path)), closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        row = db.execute("SELECT value FROM meta WHERE key = ?", (_key(name),)).fetchone()
    return str(row[0]) if row else None


def _key(name: str) -> str:
    return well_formed(f"{_PREFIX}{name}")
