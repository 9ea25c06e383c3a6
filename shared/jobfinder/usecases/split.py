"""Undo a merge: a copy stands for itself for ever, and is scored like a new listing."""

from __future__ import annotations

from jobfinder.domain.ids import item_id
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import ItemKind, QueueItem
from jobfinder.errors import Permanent
from jobfinder.ports import Ports


def split_listing(listing: Listing, ports: Ports) -> QueueItem:
    """Make a merged listing stand for itself and return the item that will score it. Raises Permanent."""
    if listing.canonical_id is None:
        raise Permanent(_not_a_copy(listing, ports), where=listing.id)
    item = QueueItem(
        id=item_id(ItemKind.RESCORE, listing.id, f"split {listing.content_hash}"),
        kind=ItemKind.RESCORE,
        listing_id=listing.id,
        url=listing.posting.url,
        created_at=ports.clock(),
        trace_id=ports.new_token(),
    )
    ports.store.split(listing.id, item)
    return item


def _not_a_copy(listing: Listing, ports: Ports) -> str:
    copies = [link for link in ports.store.links(listing.id) if link.id != listing.id]
    if not copies:
        return "This listing is not merged with any other, so there is nothing to split"
    named = ", ".join(f"{copy.id[:8]} ({copy.source_key})" for copy in copies)
    return f"This listing is the one the others were merged into. Split one of its copies: {named}"
