"""Matches as rows: the whole match as one JSON document, and beside it what is asked for by index."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from jobfinder.domain.codec import match_from_dict, match_to_dict, well_formed
from jobfinder.domain.match import Match
from jobfinder.stores.sqlite_values import json_bytes, micros, thing

_UPSERT = """
INSERT INTO matches (id, search, listing_id, state, touched, created_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    search = excluded.search, listing_id = excluded.listing_id, state = excluded.state, touched = excluded.touched,
    created_at = excluded.created_at, body = excluded.body
"""


def find_match(db: sqlite3.Connection, match_id: str) -> Match | None:
    """Return one match."""
    row = db.execute("SELECT body FROM matches WHERE id = ?", (well_formed(match_id),)).fetchone()
    return thing(Match, row[0], match_from_dict) if row else None


def upsert_match(db: sqlite3.Connection, match: Match) -> None:
    """Create a match, or refresh our opinion in one that exists: what the user did with it stays."""
    known = find_match(db, match.id)
    if known:
        match = replace(match, created_at=known.created_at, state=known.state, notes=known.notes, history=known.history)
    write_match(db, match)


def write_match(db: sqlite3.Connection, match: Match) -> None:
    """Create or replace a match as it is given."""
    values = (
        well_formed(match.id),
        well_formed(match.search),
        well_formed(match.listing_id),
        match.state.value,
        match.touched,
        micros(match.created_at),
        json_bytes(match_to_dict(match)),
    )
    db.execute(_UPSERT, values)
