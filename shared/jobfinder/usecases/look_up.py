"""Find what a person means by the beginning of an id, a name or a URL: exactly one thing, or a clear answer why not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from jobfinder.domain.ids import listing_id
from jobfinder.domain.match import Match
from jobfinder.domain.posting import Listing
from jobfinder.domain.source import Source, source_key
from jobfinder.domain.urls import split_web_url
from jobfinder.errors import Permanent
from jobfinder.ports import Ports, Store

Thing = TypeVar("Thing")

MOST_NAMED = 5  # candidates that a message lists


class NothingThere(Permanent):
    """There is nothing under that id, name or URL."""


class SeveralThere(Permanent):
    """The id or name fits several things."""


def match_named(prefix: str, store: Store) -> Match:
    """Return the match whose id, or whose listing's id, begins with `prefix`. Raises NothingThere, SeveralThere."""
    wanted = prefix.strip().lower()
    found = store.matches(id_prefix=wanted) if wanted else []
    if not found and wanted:
        ids = [listing.id for listing in store.find_listings(id_prefix=wanted)]
        found = store.matches(listing_ids=ids) if ids else []
    if not found:
        raise NothingThere("There is no match with this id", where=prefix, todo="`jobfinder matches` lists them.")
    return _only([(match.id, f"{match.title}, {match.company}", match) for match in found], prefix)


def listing_named(words: str, ports: Ports) -> Listing:
    """Return the listing that a URL, or the beginning of its id or of a match's id, names.

    Raises NothingThere, SeveralThere.
    """
    found = _listings_at(words, ports) if looks_like_url(words) else _listings_with_id(words, ports.store)
    if not found:
        raise NothingThere("This listing is not known", where=words)
    return _only([(one.id, f"{one.posting.title}, {one.posting.company}", one) for one in found], words)


def looks_like_url(words: str) -> bool:
    """Return whether a person meant a web address: its host has a dot, is an IP address, or comes with a port."""
    parts = split_web_url(words)
    if parts is None or any(character.isspace() for character in words.strip()):
        return False
    host = (parts.hostname or "").strip(".")
    return "." in host or ":" in host or parts.port is not None


def _listings_at(url: str, ports: Ports) -> list[Listing]:
    """Return the listing of a URL: by the vendor's own id in any of its URL forms, else by the page's address."""
    recognised = ports.recognise(url)
    if recognised and recognised[1].native_id:
        kind, board = recognised
        known = ports.store.listings([listing_id(source_key(kind.type, board.id), board.native_id)])
        if known:
            return list(known.values())
    found = ports.store.find_listings(url=url.strip())
    return list({listing.canonical_id or listing.id: listing for listing in found}.values())  # copies are one job


def _listings_with_id(words: str, store: Store) -> list[Listing]:
    prefix = words.strip().lower()
    if not prefix:
        return []
    found = store.find_listings(id_prefix=prefix)
    if found:
        return found
    matches = store.matches(id_prefix=prefix)
    return list(store.listings([match.listing_id for match in matches]).values()) if matches else []


def source_named(words: str, store: Store) -> Source:
    """Return the source with that key, or the only one whose key has the words. Raises NothingThere, SeveralThere."""
    source = store.source(words)
    if source is not None:
        return source
    found = [each for each in store.sources() if words.casefold() in each.key.casefold()]
    if not found:
        raise NothingThere("There is no such source", where=words, todo="`jobfinder sources list` shows them.")
    return _only([(each.key, each.url, each) for each in found], words)


def _only(candidates: Sequence[tuple[str, str, Thing]], words: str) -> Thing:
    if len(candidates) == 1:
        return candidates[0][2]
    named = "; ".join(f"{name[:16]} ({what})" for name, what, _ in candidates[:MOST_NAMED])
    more = f"; and {len(candidates) - MOST_NAMED} more" if len(candidates) > MOST_NAMED else ""
    raise SeveralThere(f"This fits {len(candidates)} things: {named}{more}", where=words, todo="Give more of it.")
