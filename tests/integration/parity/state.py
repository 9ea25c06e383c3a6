"""What a run leaves behind, without what two runs can never share: moments, stamps, tokens, ports."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from jobfinder.domain.codec import item_to_dict, listing_to_dict, match_to_dict, source_to_dict
from jobfinder.ports import Store

TIMES = frozenset(
    {
        *("first_seen_at", "last_seen_at", "closed_at", "created_at", "finished_at", "expires_at", "not_before"),
        *("lease_expires_at", "scored_at", "posted_at", "updated_at", "added_at", "last_run_at", "last_complete_at"),
        *("next_run_at", "started_at", "seconds", "checked_at", "since", "level_since"),
    }
)
TOKENS = frozenset(("claim_token", "trace_id"))


def state_of(store: Store, url: str) -> dict[str, list[Any]]:
    """Return everything stored, in a fixed order; `url` is where the boards were served in this run.

    Items come without their ids: that of a changed listing's item is made of the moment of the change.
    """
    items = [without_id(item_to_dict(one)) for one in store.items(limit=10_000)]
    return {
        "listings": ordered((listing_to_dict(one) for one in store.each_listing(open_only=False)), url),
        "items": ordered(items, url),
        "matches": ordered((match_to_dict(one) for one in store.matches()), url),
        "sources": ordered((source_to_dict(one) for one in store.sources()), url),
    }


def without_id(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != "id"}


def ordered(documents: Iterable[Any], url: str) -> list[Any]:
    return sorted(
        (comparable(document, url) for document in documents), key=lambda one: json.dumps(one, sort_keys=True)
    )


def comparable(value: Any, url: str) -> Any:
    if isinstance(value, dict):
        left_out = TIMES | TOKENS
        return {key: comparable(entry, url) for key, entry in value.items() if key not in left_out}
    if isinstance(value, list | tuple):
        return [comparable(entry, url) for entry in value]
    return value.replace(url, "http://boards") if isinstance(value, str) else value
