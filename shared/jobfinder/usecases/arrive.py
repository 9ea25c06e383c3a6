"""Make a listing and its queue item of a posting: cleaned, identified, versioned; the same for every way in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from jobfinder.domain.identity import content_hash, merge_keys
from jobfinder.domain.ids import item_id, listing_id
from jobfinder.domain.posting import Listing, Posting
from jobfinder.domain.queue import ItemKind, QueueItem
from jobfinder.ports import Arrival, CleanText


def arrival_of(
    posting: Posting,
    source_key: str,
    clean_text: CleanText,
    *,
    now: datetime,
    trace_id: str,
    version: str = "",
    occasion: str = "",
) -> Arrival:
    """Return the listing and the item that will score it.

    `version` is the content hash where the caller has one (a board without texts in its list is versioned by the list).
    `occasion` tells a later scoring of a version from its first (it was closed and came back, or was changed back).
    """
    version = version or content_hash(posting)
    whole = replace(posting, text=clean_text(posting.text), title=" ".join(clean_text(posting.title).split()))
    identity = listing_id(source_key, posting.native_id)
    listing = Listing(
        id=identity,
        source_key=source_key,
        posting=whole,
        content_hash=version,
        merge_keys=merge_keys(whole, source_key),
        first_seen_at=now,
        last_seen_at=now,
        trace_id=trace_id,
    )
    item = QueueItem(
        id=item_id(ItemKind.LISTING, identity, version + occasion),
        kind=ItemKind.LISTING,
        listing_id=identity,
        url=whole.url,
        created_at=now,
        trace_id=trace_id,
    )
    return Arrival(listing, item)
