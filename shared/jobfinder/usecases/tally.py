"""What became of the postings of one search: how many matched, what each rule filtered, with an example each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jobfinder.domain.match import Ruling
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import ItemStatus, Outcome, QueueItem
from jobfinder.ports import Store

MOST_ITEMS = 100_000  # unfinished ones that a mark remembers
PAGE = 500


@dataclass(slots=True)
class Filtered:
    """How many listings a rule rejected, and one of them with the reason it was given."""

    rule: str
    count: int
    listing_id: str
    why: str
    listing: Listing | None = None


@dataclass(slots=True)
class Tally:
    """The items of one search, counted. A listing that several rules reject counts for the first of them."""

    outcomes: Counter[str] = field(default_factory=Counter)
    filtered: dict[str, Filtered] = field(default_factory=dict)
    duplicates: list[tuple[Listing, Listing]] = field(default_factory=list)  # copy, and what it repeats; some examples
    failed: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the queue stood before a search, so that afterwards only what the search worked on need be read."""

    cursor: int
    unfinished: tuple[str, ...]


def mark(store: Store) -> Mark:
    """Return where the queue stands now."""
    unfinished = (
        store.items(status=status, limit=MOST_ITEMS) for status in (ItemStatus.PENDING, ItemStatus.PROCESSING)
    )
    return Mark(store.latest_cursor(), tuple(item.id for items in unfinished for item in items))


def tally(store: Store, since: Mark, *, search: str = "", examples: int = 3) -> Tally:
    """Return what became of the items made, or unfinished, since a mark; with `search`, as that one sees it."""
    found, copies = Tally(), list[str]()
    for item in _items_since(store, since):
        if item.status is ItemStatus.FAILED:
            found.failed += 1
        elif item.status is not ItemStatus.SUCCEEDED:
            found.waiting += 1
        elif item.outcome is not None:
            _count(found, item, search)
            if item.outcome is Outcome.DUPLICATE and item.listing_id and len(copies) < examples:
                copies.append(item.listing_id)
    known = store.listings([each.listing_id for each in found.filtered.values()])
    for each in found.filtered.values():
        each.listing = known.get(each.listing_id)
    found.duplicates = list(_pairs(copies, store))
    return found


def _items_since(store: Store, since: Mark) -> Iterator[QueueItem]:
    for item_id in since.unfinished:
        item = store.item(item_id)
        if item is not None:
            yield item
    cursor = since.cursor
    while True:
        items, cursor = store.created_after(cursor, PAGE)
        yield from items
        if not items:
            return


def _count(found: Tally, item: QueueItem, search: str) -> None:
    decision = _decision(item, search)
    outcome = str(decision.get("outcome", item.outcome.value if item.outcome else ""))
    found.outcomes[outcome] += 1
    rejection = next((each for each in decision.get("verdicts", ()) if each.get("ruling") == Ruling.REJECT), None)
    if outcome == Outcome.FILTERED and rejection:
        rule = str(rejection["rule"])
        entry = found.filtered.setdefault(rule, Filtered(rule, 0, item.listing_id, str(rejection.get("why", ""))))
        entry.count += 1


def _decision(item: QueueItem, search: str) -> Mapping[str, Any]:
    """Return the decision that made the item's outcome, or that of one search."""
    for decision in item.decisions:
        if decision.get("search") == search or (not search and decision.get("outcome") == item.outcome):
            return decision
    return {}


def _pairs(copy_ids: list[str], store: Store) -> Iterator[tuple[Listing, Listing]]:
    copies = store.listings(copy_ids)
    originals = store.listings([copy.canonical_id for copy in copies.values() if copy.canonical_id])
    for copy in copies.values():
        if copy.canonical_id in originals:
            yield copy, originals[copy.canonical_id]
