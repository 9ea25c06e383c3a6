"""Score known listings again because the profile changed: for nothing, as what was read from them stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from jobfinder.domain.ids import item_id
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import ItemKind, QueueItem
from jobfinder.ports import Ports

CHUNK = 400  # items in one commit, below Firestore's 500 writes


def rescore_known(ports: Ports, profile_version: str) -> int:
    """Create an item for every open listing that stands for itself; return how many are to be scored again.

    The id holds the profile's version, so asking twice for the same version creates nothing twice.
    """
    created, items = 0, _items(ports, profile_version)
    while chunk := list(islice(items, CHUNK)):
        created += ports.store.enqueue(chunk)
    return created


def _items(ports: Ports, profile_version: str) -> Iterator[QueueItem]:
    trace_id, now = ports.new_token(), ports.clock()
    for listing in ports.store.each_listing():
        if listing.canonical_id is None:
            yield QueueItem(
                id=_id(listing, profile_version),
                kind=ItemKind.RESCORE,
                listing_id=listing.id,
                url=listing.posting.url,
                created_at=now,
                trace_id=trace_id,
            )


def _id(listing: Listing, profile_version: str) -> str:
    return item_id(ItemKind.RESCORE, listing.id, f"{listing.content_hash} {profile_version}")
