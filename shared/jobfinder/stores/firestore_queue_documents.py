"""Queue items as documents of `job-queue`.

Beside the item's own fields: `due_at`, from when an unfinished item can be claimed (a finished one has none, so that
the queue of what is due stays short however much was done); `number`, which keeps the order of creation; and `is_first`
on the item that came with a new job: that job has no match yet that the item could turn down.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from jobfinder.domain.codec import item_from_dict
from jobfinder.domain.documents import Document, plain
from jobfinder.domain.queue import Ending, ItemError, ItemKind, ItemStatus, QueueItem
from jobfinder.errors import Unreadable
from jobfinder.stores.firestore_values import fitted, short, stamp, to_document, unreadable, utc, values_of

if TYPE_CHECKING:
    from jobfinder.stores.firestore_values import Snapshot

OPEN = (ItemStatus.PENDING, ItemStatus.PROCESSING)


def item_document(
    item: QueueItem, *, number: int, now: datetime, expires_at: datetime | None, is_first: bool
) -> Document:
    """Return a new item's document. Raises ValueError on a moment without a time zone."""
    document = to_document(item)
    document.pop("update_time", None)
    document |= {"status": item.status.value, "attempt": item.attempt, "number": number}
    if is_first:
        document["is_first"] = True
    if item.status in OPEN:
        document["due_at"] = utc(item.not_before or min(item.created_at, now))
    else:
        document["finished_at"] = utc(item.finished_at or now)
        if expires_at and not item.expires_at:
            document["expires_at"] = utc(expires_at)
    return document


def item_of(snapshot: Snapshot) -> QueueItem:
    """Return the item of a document; one that a user's page or a person made may hold no more than a URL.

    Raises Unreadable, naming the document.
    """
    values = values_of(snapshot)
    values.setdefault("id", snapshot.id)
    values.setdefault("kind", ItemKind.URL.value)
    if snapshot.create_time:
        values.setdefault("created_at", utc(snapshot.create_time))
    try:
        return item_from_dict(values, stamp(snapshot))
    except Unreadable as error:
        raise unreadable(snapshot, error) from error


def is_claimable(item: QueueItem, now: datetime) -> bool:
    """Return whether an item is pending and due, or its lease has expired."""
    if item.status is ItemStatus.PENDING:
        return item.not_before is None or item.not_before <= now
    if item.status is ItemStatus.PROCESSING:
        return item.lease_expires_at is None or item.lease_expires_at <= now
    return False


# -- the moves: what changes in the document --------------------------------------------------------------------------


def claiming(item: QueueItem, *, now: datetime, lease_seconds: float, token: str) -> Document:
    """Return the change that takes an item."""
    lease_end = utc(now) + timedelta(seconds=lease_seconds)
    return {
        "id": item.id,
        "kind": item.kind.value,
        "created_at": utc(item.created_at),
        "status": ItemStatus.PROCESSING.value,
        "attempt": item.attempt + 1,
        "claim_token": token,
        "lease_expires_at": lease_end,
        "due_at": lease_end,
        "not_before": _absent(),
    }


def finishing(ending: Ending, *, now: datetime, expires_at: datetime | None) -> Document:
    """Return the change that ends an item well."""
    return {
        "status": ItemStatus.SUCCEEDED.value,
        "outcome": ending.outcome.value,
        **fitted({"reason": short(ending.reason), "decisions": plain(ending.decisions)}),
        "error": _absent(),
        **_ended(now, expires_at),
    }


def failing(error: ItemError, *, now: datetime, expires_at: datetime | None) -> Document:
    """Return the change that ends an item as failed."""
    return {
        "status": ItemStatus.FAILED.value,
        "reason": short(error.message),
        "error": plain(error),
        **_ended(now, expires_at),
    }


def waiting(error: ItemError, *, not_before: datetime) -> Document:
    """Return the change that puts an item back until later."""
    later = utc(not_before)
    return {**_handed_back(later), "not_before": later, "error": plain(error)}


def releasing(item: QueueItem, *, now: datetime) -> Document:
    """Return the change that hands an item back as if it had not been taken."""
    return _released(item.created_at, item.attempt, now)


def taking_back(snapshot: Snapshot, *, now: datetime) -> Document | None:
    """Return the change that takes an item from the worker that has it in hand, None for a finished item.

    One that nobody has stays as it is, which Firestore does not count as a change: its update time stays too
    (https://cloud.google.com/firestore/docs/reference/rpc/google.firestore.v1#writeresult). But the write demands that
    nobody takes it meanwhile.
    """
    values = values_of(snapshot)
    status = values.get("status")
    if status == ItemStatus.PENDING.value:
        return {"status": status}
    if status != ItemStatus.PROCESSING.value:
        return None
    created_at, attempt = values.get("created_at"), values.get("attempt")
    return _released(
        created_at if isinstance(created_at, datetime) else now, attempt if isinstance(attempt, int) else 1, now
    )


def _released(created_at: datetime, attempt: int, now: datetime) -> Document:
    return {**_handed_back(utc(min(created_at, now))), "attempt": attempt - 1}


def retrying(created_at: datetime, *, now: datetime) -> Document:
    """Return the change that makes a failed item pending, with nothing behind it."""
    return {
        **_handed_back(utc(min(created_at, now))),
        "attempt": 0,
        **{field: _absent() for field in ("not_before", "finished_at", "expires_at", "reason", "error", "outcome")},
    }


def _handed_back(due_at: datetime) -> Document:
    return {
        "status": ItemStatus.PENDING.value,
        "due_at": due_at,
        "lease_expires_at": _absent(),
        "claim_token": _absent(),
    }


def _ended(now: datetime, expires_at: datetime | None) -> Document:
    ended = {
        "finished_at": utc(now),
        **{field: _absent() for field in ("due_at", "lease_expires_at", "claim_token")},
    }
    return ended | {"expires_at": utc(expires_at)} if expires_at else ended


def _absent() -> Any:
    from google.cloud.firestore import DELETE_FIELD

    return DELETE_FIELD
