"""The book of the batches that are on their way at a vendor's, changed by one process at a time."""

from __future__ import annotations

from collections.abc import Callable

from jobfinder.domain.batches import MARK, Batches, batches_of_text, text_of_batches
from jobfinder.domain.identity import merged_view
from jobfinder.domain.posting import Listing
from jobfinder.errors import Retryable
from jobfinder.ports import Ports

MOST_SWAPS = 20


def batches_on_their_way(ports: Ports) -> Batches:
    """Return the batches that were sent and not settled yet."""
    return batches_of_text(ports.store.mark(MARK))


def change_batches(ports: Ports, change: Callable[[Batches], Batches]) -> None:
    """Replace the book by what `change` makes of it, as if nobody else were at it. Raises Retryable."""
    for _ in range(MOST_SWAPS):
        text = ports.store.mark(MARK)
        if ports.store.swap_mark(MARK, text, text_of_batches(change(batches_of_text(text)))):
            return
    raise Retryable("Others keep changing the list of batches")


def job_of(listing_id: str, ports: Ports) -> Listing | None:
    """Return the job that a listing belongs to, as all its boards tell it; None where it is not stored any more."""
    members = ports.store.links(listing_id)
    return merged_view(members) if members else None
