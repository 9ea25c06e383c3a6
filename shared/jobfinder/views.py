"""The plain values that programs are shown, the same from the command line's `--json` and from the API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from jobfinder.domain.codec import decision_to_dict, item_to_dict, match_to_dict, to_dict
from jobfinder.domain.match import Match, Part
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import QueueItem
from jobfinder.domain.reposts import Reposts, appeared
from jobfinder.ports import QueueStats
from jobfinder.usecases.ask_why import Answer
from jobfinder.usecases.clean_up import CleanUp


def match_view(
    match: Match,
    parts: Sequence[Part],
    score: int,
    links: Sequence[Listing],
    reposts: Reposts | None = None,
    *,
    with_text: bool = False,
) -> dict[str, Any]:
    """Return one match with its score as of now, the parts it is the sum of, every link and how often it was posted."""
    return {
        **match_to_dict(match),
        "score": score,
        "parts": [to_dict(part) for part in parts],
        "links": [
            {
                "listing_id": link.id,
                "source": link.source_key,
                "url": link.posting.url,
                "apply_url": link.posting.apply_url,
                "state": link.state.value,
                "first_seen_at": link.first_seen_at,
                "last_seen_at": link.last_seen_at,
            }
            for link in links
        ],
        "reposts": reposts_view(reposts) if reposts else None,
        **({"text": links[0].posting.text if links else ""} if with_text else {}),
    }


def reposts_view(reposts: Reposts) -> dict[str, Any]:
    """Return how often a job was posted, since when, and each time before with what the user did then."""
    former = [
        {
            "listing_id": one.listing.id,
            "source": one.listing.source_key,
            "url": one.listing.posting.url,
            "posted_at": appeared(one.listing),
            "state": one.listing.state.value,
            "closed_at": one.listing.closed_at,
            "match_state": one.state.value if one.state else None,
            "note": one.note,
        }
        for one in reposts.former
    ]
    return {"times": reposts.times, "since": reposts.since, "former": former}


def why_view(answer: Answer, search: str = "") -> dict[str, Any]:
    """Return what was decided on a listing then, and what would be today; with `search`, by that one alone."""
    posting = answer.listing.posting
    return {
        "listing_id": answer.listing.id,
        "title": posting.title,
        "company": posting.company,
        "url": posting.url,
        "source": answer.listing.source_key,
        "state": answer.listing.state.value,
        "copies": [
            {"listing_id": copy.id, "source": copy.source_key, "url": copy.posting.url} for copy in answer.copies
        ],
        "item": item_to_dict(answer.item) if answer.item else None,
        "then": [decision_to_dict(each) for each in answer.then if search in ("", each.search)],
        "today": [decision_to_dict(each) for each in answer.today if search in ("", each.search)],
        "has_changed": answer.has_changed,
        "facts": to_dict(answer.facts),
    }


def item_view(item: QueueItem) -> dict[str, Any]:
    """Return one queue item."""
    return {**item_to_dict(item), "status": item.status.value}


def queue_view(stats: QueueStats, cleaned: tuple[datetime, CleanUp] | None) -> dict[str, Any]:
    """Return how many items stand where, and when the last clean-up was and what went in it."""
    return {
        "by_status": dict(stats.by_status),
        "by_outcome": dict(stats.by_outcome),
        "oldest_pending_at": stats.oldest_pending_at,
        "last_clean_up": {"at": cleaned[0], **asdict(cleaned[1])} if cleaned else None,
    }
