"""Queue items as rows of `queue_items`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from jobfinder.domain.documents import MAX_FIELD_CHARS, Document, plain, well_formed
from jobfinder.domain.queue import ErrorKind, ItemError, ItemKind, ItemStatus, Outcome, QueueItem
from jobfinder.stores.sqlite_values import (
    from_json,
    json_bytes,
    json_ids,
    micros,
    micros_or_none,
    moment,
    moment_or_none,
)

COLUMNS = (
    "id, kind, status, update_time, attempt, claim_token, created_at, not_before, lease_expires_at, finished_at, "
    "expires_at, listing_id, url, trace_id, error_kind, error_message, outcome, reason, decisions"
)
_INSERT = f"""
INSERT INTO queue_items ({COLUMNS}, due_at) VALUES ({", ".join("?" * 20)}) ON CONFLICT (id) DO NOTHING
"""  # noqa: S608

# What a move out of `processing` leaves: a new stamp, so that whoever held the item cannot write by it any more.
STAMP = "update_time = max(:now, update_time + 1), lease_expires_at = NULL, claim_token = ''"
# Hands an item back as if it had not been taken.
RELEASED = f"status = 'pending', attempt = attempt - 1, due_at = min(created_at, :now), {STAMP}"
_TAKE_BACK = f"""
UPDATE queue_items SET {RELEASED}
WHERE status = 'processing' AND listing_id IN (SELECT value FROM json_each(:listings))
"""  # noqa: S608


def insert_item(db: sqlite3.Connection, item: QueueItem, *, now: datetime) -> int:
    """Create an item; return 1, or 0 where it was there: then it stays as it is."""
    return db.execute(_INSERT, _row(item, now)).rowcount


def take_back(db: sqlite3.Connection, listing_ids: Iterable[str], now: datetime) -> None:
    """Take from the workers what they have in hand of a job that has just become another; it is due again at once.

    They read the job as it was: what they would write is out of date, and may be under a listing that stands for the
    job no longer.
    """
    db.execute(_TAKE_BACK, {"listings": json_ids(listing_ids), "now": micros(now)})


def _row(item: QueueItem, now: datetime) -> tuple[Any, ...]:
    error = item.error
    return (
        well_formed(item.id),
        item.kind.value,
        item.status.value,
        micros(now),
        item.attempt,
        item.claim_token,
        micros(item.created_at),
        micros_or_none(item.not_before),
        micros_or_none(item.lease_expires_at),
        finished_at(item, now),
        micros_or_none(item.expires_at),
        well_formed(item.listing_id),
        capped(item.url),
        capped(item.trace_id),
        error.kind.value if error else None,
        capped(error.message) if error else None,
        item.outcome.value if item.outcome else None,
        capped(item.reason),
        decisions_json(item.decisions) if item.decisions else None,
        micros(item.not_before or min(item.created_at, now)),
    )


def finished_at(item: QueueItem, now: datetime) -> int | None:
    """Return when an item ended; in the table this is what tells done from open."""
    if item.status in (ItemStatus.PENDING, ItemStatus.PROCESSING):
        return None
    return micros(item.finished_at or now)


def decisions_json(decisions: Sequence[Document]) -> bytes:
    """Return decisions as they are kept."""
    try:
        return json_bytes(decisions)
    except (TypeError, UnicodeEncodeError):  # not what the codec wrote
        return json_bytes(plain(decisions))


def capped(text: str) -> str:
    """Return a short text as it may be kept."""
    return well_formed(text[:MAX_FIELD_CHARS])


def item_of(row: tuple[Any, ...]) -> QueueItem:
    """Return the item of a row of COLUMNS."""
    return QueueItem(
        id=row[0],
        kind=ItemKind(row[1]),
        status=ItemStatus(row[2]),
        update_time=row[3],
        attempt=row[4],
        claim_token=row[5],
        created_at=moment(row[6]),
        not_before=moment_or_none(row[7]),
        lease_expires_at=moment_or_none(row[8]),
        finished_at=moment_or_none(row[9]),
        expires_at=moment_or_none(row[10]),
        listing_id=row[11],
        url=row[12],
        trace_id=row[13],
        error=ItemError(ErrorKind(row[14]), row[15] or "") if row[14] else None,
        outcome=Outcome(row[16]) if row[16] else None,
        reason=row[17],
        decisions=tuple(from_json(row[18])) if row[18] else (),
    )
