"""What the use cases ask of a store about listings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from jobfinder.domain.posting import Listing, ListingState
from jobfinder.domain.queue import QueueItem


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a scrape needs to know of a known listing, in one keyed read."""

    listing_id: str
    content_hash: str
    state: ListingState


# Given a new listing and the known ones that share a merge key, return the id it repeats, or None; see identity.py.
Choose = Callable[[Listing, Sequence[Listing]], str | None]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A new listing and the queue item that will score it; written together or not at all."""

    listing: Listing
    item: QueueItem


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one arrival: `new`, `known` (someone else was first) or `duplicate` (of `canonical_id`)."""

    listing_id: str
    as_what: str
    canonical_id: str | None = None


class ListingStore(Protocol):
    """The listings, their merges and their closing."""

    def stamps(self, listing_ids: Sequence[str]) -> dict[str, Stamp]:
        """Return the stamps of those listings that are known: one keyed read each."""
        ...

    def open_stamps(self, source_key: str) -> dict[str, Stamp]:
        """Return the stamps of all open listings of a source."""
        ...

    def add(self, arrivals: Sequence[Arrival], choose: Choose) -> list[Added]:
        """Create each listing with its item (two writes, one commit), in order; never overwrite one that exists.

        Where `choose` names a canonical listing, the new one is kept with its link to it and the item ends at once as
        `duplicate`, unless the new one tells more (identity.adds_to): then the job is read again. Choosing
        and creating are one transaction, so two boards arriving together cannot both win.

        `choose` is shown the listings of other sources that share a merge key, and those of the same source that are
        merged with any. Whatever it chooses, two listings of one source never end up in one merge.

        It is asked again without the merge it chose. Where it chooses another one, the listing is the link between
        them: they become one, under the one a user touched or else the first, which is scored again (a `rescore`
        item); the other's untouched matches go.

        Whoever has an item of such a job in hand read it as it was: the item is taken back, pending and due at once.
        """
        ...

    def change(self, arrivals: Sequence[Arrival]) -> None:
        """Replace known listings by new versions (state open again, also of closed ones) and create the items for them.

        `first_seen_at`, `canonical_id` and `split` of what was there stay. Items of these jobs that a worker has in
        hand are taken back.
        """
        ...

    def close(self, listing_ids: Sequence[str], now: datetime) -> None:
        """Mark listings closed."""
        ...

    def listings(self, listing_ids: Sequence[str]) -> dict[str, Listing]:
        """Return those of the listings that exist."""
        ...

    def links(self, listing_id: str) -> list[Listing]:
        """Return every listing of the same merge, the canonical one first; at least the listing itself if it exists."""
        ...

    def bearing(self, keys: Sequence[str], *, limit: int = 200) -> list[Listing]:
        """Return listings of any source and state that bear one of these merge keys, the newest first.

        At most `limit` for each key, on the average: a store that asks for several at once cannot tell them apart.
        """
        ...

    def closed_jobs(self, listing_ids: Sequence[str]) -> set[str]:
        """Return those of the listings whose job is closed: they and every copy of them are; keyed reads only."""
        ...

    def split(self, listing_id: str, item: QueueItem) -> None:
        """Make a merged listing stand for itself for ever and create the item that scores it. Raises Permanent.

        Items of the job that a worker has in hand are taken back.
        """
        ...

    def find_listings(self, *, id_prefix: str = "", url: str = "", text: str = "", limit: int = 20) -> list[Listing]:
        """Return listings by a prefix of their id, by their (canonical) URL, or by words in title and company."""
        ...

    def each_listing(self, *, open_only: bool = True) -> Iterator[Listing]:
        """Yield listings, a bounded number in memory at a time."""
        ...
