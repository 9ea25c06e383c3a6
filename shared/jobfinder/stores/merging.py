"""What a merge means for the queue, whichever store keeps it: whose item is done, and who is to be scored again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from jobfinder.domain.ids import item_id
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import ItemKind, ItemStatus, Outcome, QueueItem


def as_duplicate(item: QueueItem, canonical: Listing, now: datetime) -> QueueItem:
    """Return the item of a listing that repeats `canonical`: done before anyone has to look at it."""
    posting = canonical.posting
    reason = f"repeats “{posting.title}” at {posting.company} on {canonical.source_key} (listing {canonical.id})"
    return replace(
        item, status=ItemStatus.SUCCEEDED, outcome=Outcome.DUPLICATE, reason=reason, finished_at=now, attempt=0
    )


def rescore_of_joined(kept: Listing, joined_id: str, link: Listing) -> QueueItem:
    """Return the item that reads `kept` again, since `link` showed that the job `joined_id` is the same."""
    return QueueItem(
        id=item_id(ItemKind.RESCORE, kept.id, f"joined by {joined_id}"),
        kind=ItemKind.RESCORE,
        listing_id=kept.id,
        url=kept.posting.url,
        created_at=link.first_seen_at,
        trace_id=link.trace_id,
    )


def rescore_of_heir(item: QueueItem, heir: Listing, former_id: str) -> QueueItem:
    """Return the item of the listing that takes the place of a canonical one that is split off: it was never scored."""
    identity = item_id(ItemKind.RESCORE, heir.id, f"split from {former_id}")
    return replace(item, id=identity, kind=ItemKind.RESCORE, listing_id=heir.id)
