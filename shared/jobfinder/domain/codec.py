"""The plain form of listings, items, matches, sources and runs that every store keeps and every export shows.

See `documents.py` for what a document looks like, and `person_codec.py` for the profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jobfinder.domain.documents import Document as Document
from jobfinder.domain.documents import from_dict as from_dict
from jobfinder.domain.documents import to_dict as to_dict
from jobfinder.domain.match import Decision, Match
from jobfinder.domain.posting import Listing, Posting
from jobfinder.domain.queue import QueueItem
from jobfinder.domain.source import Run, Source


def listing_to_dict(listing: Listing) -> Document:
    """Return a listing as a plain document. Raises ValueError on a moment without a time zone."""
    return to_dict(listing)


def listing_from_dict(document: Mapping[str, Any]) -> Listing:
    """Return the listing a document holds. Raises Unreadable."""
    return from_dict(Listing, document)


def posting_to_dict(posting: Posting) -> Document:
    """Return a posting as a plain document. Raises ValueError on a moment without a time zone."""
    return to_dict(posting)


def posting_from_dict(document: Mapping[str, Any]) -> Posting:
    """Return the posting a document holds. Raises Unreadable."""
    return from_dict(Posting, document)


def item_to_dict(item: QueueItem) -> Document:
    """Return a queue item as a plain document, without `update_time`, which is the store's own."""
    document = to_dict(item)
    document.pop("update_time", None)
    return document


def item_from_dict(document: Mapping[str, Any], update_time: int = 0) -> QueueItem:
    """Return the item a document holds, with the store's stamp on it. Raises Unreadable."""
    return from_dict(QueueItem, {**document, "update_time": update_time})


def decision_to_dict(decision: Decision) -> Document:
    """Return a decision as a plain document: what `QueueItem.decisions` and `Ending.decisions` hold."""
    return to_dict(decision)


def decision_from_dict(document: Mapping[str, Any]) -> Decision:
    """Return the decision a document holds. Raises Unreadable."""
    return from_dict(Decision, document)


def match_to_dict(match: Match) -> Document:
    """Return a match as a plain document. Raises ValueError on a moment without a time zone."""
    return to_dict(match)


def match_from_dict(document: Mapping[str, Any]) -> Match:
    """Return the match a document holds. Raises Unreadable."""
    return from_dict(Match, document)


def source_to_dict(source: Source) -> Document:
    """Return a source, its runs included, as a plain document."""
    return to_dict(source)


def source_from_dict(document: Mapping[str, Any]) -> Source:
    """Return the source a document holds. Raises Unreadable."""
    return from_dict(Source, document)


def run_to_dict(run: Run) -> Document:
    """Return a run as a plain document."""
    return to_dict(run)


def run_from_dict(document: Mapping[str, Any]) -> Run:
    """Return the run a document holds. Raises Unreadable."""
    return from_dict(Run, document)
