"""Matches as rows: the head for lists and what is asked for by index in one table, the whole match in another."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime

from jobfinder.domain.codec import decision_from_dict, match_from_dict, match_to_dict
from jobfinder.domain.documents import Document, well_formed
from jobfinder.domain.match import Match
from jobfinder.domain.queue import Ending, Outcome
from jobfinder.stores.sqlite_values import json_bytes, micros, thing

_UPSERT = """
INSERT INTO matches (id, search, listing_id, state, touched, created_at, head) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    search = excluded.search, listing_id = excluded.listing_id, state = excluded.state, touched = excluded.touched,
    created_at = excluded.created_at, head = excluded.head
RETURNING seq
"""
_UPSERT_BODY = """
INSERT INTO match_bodies (match, body) VALUES (?, ?) ON CONFLICT (match) DO UPDATE SET body = excluded.body
"""
_OF_JOB = "m.listing_id = coalesce((SELECT canonical_id FROM listings WHERE id = :listing), :listing)"
_HAS_MATCHES = f"SELECT 1 FROM matches AS m WHERE {_OF_JOB} LIMIT 1"  # noqa: S608
_MATCHES_OF_JOB = f"SELECT b.body FROM matches AS m JOIN match_bodies AS b ON b.match = m.seq WHERE {_OF_JOB}"  # noqa: S608
_FIND = "SELECT b.body FROM matches AS m JOIN match_bodies AS b ON b.match = m.seq WHERE m.id = ?"


def find_match(db: sqlite3.Connection, match_id: str) -> Match | None:
    """Return one match."""
    row = db.execute(_FIND, (well_formed(match_id),)).fetchone()
    return thing(Match, row[0], match_from_dict) if row else None


def upsert_match(db: sqlite3.Connection, match: Match) -> None:
    """Create a match, or refresh our opinion in one that exists: what the user did with it stays."""
    known = find_match(db, match.id)
    if known:
        match = replace(match, created_at=known.created_at, state=known.state, notes=known.notes, history=known.history)
    write_match(db, match)


def has_matches(db: sqlite3.Connection, listing_id: str) -> bool:
    """Return whether the job of a listing has a match, of whatever search."""
    return db.execute(_HAS_MATCHES, {"listing": well_formed(listing_id)}).fetchone() is not None


def refresh_decisions(db: sqlite3.Connection, listing_id: str, ending: Ending, now: datetime) -> None:
    """Write the new decision into those matches of the listing's job whose search decides against it by now."""
    rows = db.execute(_MATCHES_OF_JOB, {"listing": well_formed(listing_id)}).fetchall() if ending.decisions else []
    decisions = {document.get("search"): document for document in ending.decisions}
    for (body,) in rows:
        match = thing(Match, body, match_from_dict)
        document = decisions.get(match.search)
        if document is not None and document.get("outcome") != Outcome.MATCHED:
            write_match(db, replace(match, decision=decision_from_dict(document), scored_at=now))


def write_match(db: sqlite3.Connection, match: Match) -> None:
    """Create or replace a match as it is given."""
    document = match_to_dict(match)
    values = (
        document["id"],
        document["search"],
        document["listing_id"],
        match.state.value,
        match.touched,
        micros(match.created_at),
        json_bytes(head_of(document, match)),
    )
    ((seq,),) = db.execute(_UPSERT, values).fetchall()
    db.execute(_UPSERT_BODY, (seq, json_bytes(document)))


def head_of(document: Document, match: Match) -> Document:
    """Return the document of the match's `ports.MatchHead`."""
    decision = match.decision
    return {
        **{key: document.get(key) for key in ("id", "search", "listing_id", "posted_at", "created_at", "scored_at")},
        **{key: document.get(key, "") for key in ("title", "company", "url", "place", "pay")},
        "score": decision.score,
        "threshold": decision.threshold,
        "parts": [{"name": part.name, "points": part.points, "most": part.most, "why": ""} for part in decision.parts],
        "state": match.state.value,
        "outcome": decision.outcome.value,
    }
