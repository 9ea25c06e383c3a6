"""Listings as documents of `job-listings`.

Beside the listing's own fields: `members`, the ids of all listings of its merge, its own among them, so that one
query brings a whole merge by any of its ids; `is_merged`, whether there is more than one; `url_key` and `words` to
find it by; and `number`, which keeps the order of creation.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from jobfinder.domain.documents import Document
from jobfinder.domain.posting import Listing, ListingState
from jobfinder.ports import Stamp
from jobfinder.stores.firestore_values import from_document, number_of, short, to_document, values_of

if TYPE_CHECKING:
    from jobfinder.stores.firestore_values import Snapshot

_STAY = ("first_seen_at", "canonical_id", "split")  # whatever version of the listing comes


def listing_document(listing: Listing, members: Sequence[str], number: int) -> Document:
    """Return a new listing's document. Raises ValueError on a moment without a time zone."""
    document = {**to_document(listing), **_found_by(listing), "state": listing.state.value, "number": number}
    return {**document, "members": list(members), "is_merged": len(members) > 1}


def merge_change(canonical_id: str | None, members: Sequence[str]) -> Document:
    """Return the change in a listing that joins or leaves a merge, or whose merge becomes another."""
    from google.cloud.firestore import DELETE_FIELD

    return {
        "canonical_id": canonical_id or DELETE_FIELD,
        "members": list(members),
        "is_merged": len(members) > 1,
    }


def new_version(listing: Listing) -> Document:
    """Return the change that replaces a known listing: open again; when it was first seen and its merge stay."""
    from google.cloud.firestore import DELETE_FIELD

    document = to_document(listing, whole=True)
    for field in _STAY:
        del document[field]
    return {**document, **_found_by(listing), "state": ListingState.OPEN.value, "closed_at": DELETE_FIELD}


def _found_by(listing: Listing) -> Document:
    posting = listing.posting
    words = f"{posting.title} {posting.company}".casefold()
    return {"url_key": url_key(posting.url), "words": short(words)}


def url_key(url: str) -> str:
    """Return what stands for a URL in the index, which takes no more than 1,500 bytes of a text."""
    return sha256(short(url).encode()).hexdigest()[:32]


def listing_of(snapshot: Snapshot) -> Listing:
    """Return the listing of a document. Raises Unreadable, naming it."""
    return from_document(Listing, snapshot)


def stamp_of(snapshot: Snapshot) -> Stamp:
    """Return a listing's stamp from its `content_hash` and `state`."""
    values = values_of(snapshot)
    known = {state.value: state for state in ListingState}
    return Stamp(
        snapshot.id, str(values.get("content_hash", "")), known.get(str(values.get("state")), ListingState.UNKNOWN)
    )


def in_order(snapshots: list[Snapshot]) -> list[Snapshot]:
    """Return the listings of one merge, the canonical one first, the others in the order they came."""

    def key(snapshot: Snapshot) -> tuple[bool, int, str]:
        return bool(field(snapshot, "canonical_id")), number_of(snapshot), snapshot.id

    return sorted(snapshots, key=key)


def field(snapshot: Snapshot, name: str) -> Any:
    """Return one field of a document, None where it has none."""
    return (snapshot.to_dict() or {}).get(name)
