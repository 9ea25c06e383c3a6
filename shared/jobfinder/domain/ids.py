"""Deterministic ids: the same thing always gets the same id, so creating it twice is refused by the store.

Parts are joined with a separator that cannot occur in them, so ("a", "bc") and ("ab", "c") differ.
"""

from __future__ import annotations

from hashlib import sha256

_SEPARATOR = "\x1f"  # ASCII unit separator


def stable_id(*parts: str) -> str:
    """Return the SHA-256 of the parts as 64 hexadecimal digits."""
    return sha256(
        _SEPARATOR.join(part.replace(_SEPARATOR, " ") for part in parts).encode("utf-8", "surrogatepass")
    ).hexdigest()


def listing_id(source_key: str, native_id: str) -> str:
    """Return the id of the listing that `source_key` knows as `native_id`."""
    return stable_id("listing", source_key, native_id)


def item_id(kind: str, subject: str, version: str) -> str:
    """Return the id of the queue item for one version of a listing, URL or source."""
    return stable_id("item", kind, subject, version)


def match_id(search: str, listing: str) -> str:
    """Return the id of the match of one listing for one search."""
    return stable_id("match", search, listing)
