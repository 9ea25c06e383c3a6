"""The tables of the SQLite store and the numbered steps that lead to them; a step, once released, never changes.

`user_version` holds the number of the last step done, `application_id` says that the file is Job Finder's at all.
Moments are microseconds since the epoch (UTC). Texts that are only ever read whole are JSON.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from jobfinder.errors import Misconfigured

APPLICATION_ID = 0x4A4F4246  # "JOBF"


class Migration(NamedTuple):
    """One step forward: statements that run in one transaction with the raising of `user_version`."""

    number: int
    why: str
    statements: tuple[str, ...]


MIGRATIONS = (
    Migration(
        1,
        "listings, the queue, matches, sources, the profile",
        (
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
            """
            CREATE TABLE listings (
                seq INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                source_key TEXT NOT NULL,
                state TEXT NOT NULL,
                content_hash TEXT NOT NULL,
                canonical_id TEXT,
                split INTEGER NOT NULL DEFAULT 0,
                first_seen_at INTEGER NOT NULL,
                last_seen_at INTEGER NOT NULL,
                closed_at INTEGER,
                trace_id TEXT NOT NULL,
                merge_keys TEXT NOT NULL,
                url_key INTEGER NOT NULL,
                words TEXT NOT NULL,
                posting BLOB NOT NULL
            )
            """,
            "CREATE INDEX listings_open ON listings (source_key) WHERE state = 'open'",
            "CREATE INDEX listings_url ON listings (url_key)",
            "CREATE INDEX listings_merged ON listings (canonical_id) WHERE canonical_id IS NOT NULL",
            # Keys by a number drawn from their text (see `lookup_number`): an index a fifth of the size.
            "CREATE TABLE listing_keys (key INTEGER, listing INTEGER, PRIMARY KEY (key, listing)) WITHOUT ROWID",
            # AUTOINCREMENT: the watcher's cursor must never meet a number twice. `due_at` is not_before, or else the
            # creation. A claim leaves it and `finished_at` alone, so that it writes one page and no index.
            """
            CREATE TABLE queue_items (
                seq INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL,
                status TEXT NOT NULL,
                due_at INTEGER NOT NULL,
                update_time INTEGER NOT NULL,
                attempt INTEGER NOT NULL,
                claim_token TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                not_before INTEGER,
                lease_expires_at INTEGER,
                finished_at INTEGER,
                expires_at INTEGER,
                listing_id TEXT NOT NULL,
                url TEXT NOT NULL,
                trace_id TEXT NOT NULL,
                error_kind TEXT,
                error_message TEXT,
                outcome TEXT,
                reason TEXT NOT NULL,
                decisions BLOB
            )
            """,
            "CREATE INDEX queue_items_due ON queue_items (due_at) WHERE finished_at IS NULL",
            "CREATE INDEX queue_items_done ON queue_items (status, outcome, finished_at) WHERE finished_at IS NOT NULL",
            "CREATE INDEX queue_items_listing ON queue_items (listing_id)",
            """
            CREATE TABLE matches (
                seq INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                search TEXT NOT NULL,
                listing_id TEXT NOT NULL,
                state TEXT NOT NULL,
                touched INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                head BLOB NOT NULL
            )
            """,
            # Apart, so that a list of ten thousand matches reads a few megabytes, not all their verdicts.
            """
            CREATE TABLE match_bodies (
                match INTEGER PRIMARY KEY REFERENCES matches (seq) ON DELETE CASCADE,
                body BLOB NOT NULL
            )
            """,
            "CREATE INDEX matches_listing ON matches (listing_id)",
            "CREATE INDEX matches_untouched ON matches (created_at) WHERE touched = 0",
            "CREATE TABLE sources (key TEXT PRIMARY KEY, settings BLOB NOT NULL, health BLOB NOT NULL) WITHOUT ROWID",
            "CREATE TABLE profile (only_one INTEGER PRIMARY KEY CHECK (only_one = 1), body BLOB NOT NULL)",
        ),
    ),
    Migration(
        2,
        "what models said, and what that cost",
        (
            "CREATE TABLE extractions (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body BLOB NOT NULL)",
            "CREATE TABLE usage (day TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID",
        ),
    ),
    Migration(
        3,
        "when a host may be asked next, and what a board answered last",
        (
            "CREATE TABLE host_pace (host TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID",
            "CREATE TABLE known_boards (source_key TEXT PRIMARY KEY, body BLOB NOT NULL)",
        ),
    ),
    Migration(
        4,
        "how many postings of a run the rules turned away",
        ("CREATE INDEX queue_items_filtered ON queue_items (trace_id) WHERE outcome = 'filtered'",),
    ),
)


def migrate(db: sqlite3.Connection, where: str, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring a database to the newest version, each step in a transaction of its own; nothing to do costs no write.

    Raises Misconfigured where the file is another program's or was written by a newer version.
    """
    while _version(db, where, migrations[-1].number) < migrations[-1].number:
        db.execute("BEGIN IMMEDIATE")
        try:
            _step(db, where, migrations)
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def _step(db: sqlite3.Connection, where: str, migrations: Sequence[Migration]) -> None:
    """Do the next step, unless another process has done it while we waited for the write lock."""
    done = _version(db, where, migrations[-1].number)
    step = next((migration for migration in migrations if migration.number > done), None)
    if step is None:
        return
    for statement in step.statements:
        db.execute(statement)
    db.execute(f"PRAGMA user_version = {step.number}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _version(db: sqlite3.Connection, where: str, newest: int) -> int:
    (application_id,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if application_id != APPLICATION_ID:
        if application_id or version or db.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
            raise Misconfigured(
                "This is a SQLite database, but not one of Job Finder's",
                where=where,
                todo="Name another file, or move this one away.",
            )
    elif version > newest:
        raise Misconfigured(
            f"The database is of version {version}, from a newer Job Finder; this one knows versions up to {newest}",
            where=where,
            todo="Update Job Finder, or name another database.",
        )
    return int(version)
