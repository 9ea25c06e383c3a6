"""Matches as documents of `job-matches`: written without being read, and yet what the user did with them stays.

`touches` counts what the user did through us and `created_micros` is the first moment of creation: Firestore can keep
the smaller of two numbers within a write, so that one write creates a match and refreshes it too. `state`, `notes` and
`history` are not part of that write; a match without them is new.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from jobfinder.domain.codec import match_from_dict
from jobfinder.domain.documents import Document, from_dict, plain
from jobfinder.domain.match import Match, MatchState
from jobfinder.errors import Unreadable
from jobfinder.ports import MatchHead
from jobfinder.stores.firestore_values import fitted, micros, moment_at, to_document, unreadable, utc, values_of

if TYPE_CHECKING:
    from google.cloud.firestore import DocumentReference, WriteBatch

    from jobfinder.stores.firestore_values import Snapshot

THE_USERS = frozenset({"state", "notes", "history"})


def put_match(batch: WriteBatch, reference: DocumentReference, match: Match) -> None:
    """Add to a commit: create a match, or refresh our opinion in one that exists."""
    from google.cloud.firestore import Increment, Minimum

    document = to_document(match, whole=True)
    del document["created_at"]
    for field in THE_USERS:
        if document[field] in ("", [], MatchState.NEW.value):
            del document[field]
    document |= {"created_micros": Minimum(micros(match.created_at)), "touches": Increment(0)}
    batch.set(reference, document, merge=list(document))


def turning_down(decision: Document, now: datetime) -> Document:
    """Return the change in a match whose search decides against it by now; all else of it stays."""
    return {"decision": fitted({"decision": plain(decision)})["decision"], "scored_at": utc(now)}


def match_of(snapshot: Snapshot) -> Match:
    """Return the match of a document. Raises Unreadable, naming it."""
    try:
        return match_from_dict(_with_creation(values_of(snapshot)))
    except Unreadable as error:
        raise unreadable(snapshot, error) from error


def head_of(snapshot: Snapshot) -> MatchHead:
    """Return the head of a match from the fields that a head needs. Raises Unreadable."""
    values = _with_creation(values_of(snapshot))
    decision = values.pop("decision", None)
    if isinstance(decision, dict):
        parts = decision.get("parts")
        values |= {name: decision[name] for name in ("score", "threshold", "outcome") if name in decision}
        values["parts"] = [{**part, "why": ""} for part in parts] if isinstance(parts, list) else parts
    try:
        return from_dict(MatchHead, {"state": MatchState.NEW.value, **values})
    except (Unreadable, TypeError) as error:
        raise unreadable(snapshot, error if isinstance(error, Unreadable) else Unreadable(str(error))) from error


def is_touched(snapshot: Snapshot) -> bool:
    """Return whether the user did anything with a match, also by a page that counts no touches."""
    values = snapshot.to_dict() or {}
    state = values.get("state", MatchState.NEW.value)
    return bool(state != MatchState.NEW.value or values.get("notes") or values.get("history"))


def _with_creation(values: dict[str, Any]) -> dict[str, Any]:
    created = values.pop("created_micros", None)
    return {**values, "created_at": moment_at(created)} if isinstance(created, int) else values
