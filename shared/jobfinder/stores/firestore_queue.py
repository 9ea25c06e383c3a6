"""The queue in Firestore: every move of the state machine (docs/queue.md) is one conditional write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from jobfinder.domain.queue import ItemStatus, Outcome, QueueItem, Ticket
from jobfinder.ports import Failing, QueueStats
from jobfinder.stores import firestore_queries as queries
from jobfinder.stores.firestore_claims import FirestoreClaims
from jobfinder.stores.firestore_errors import Conflict
from jobfinder.stores.firestore_queue_documents import (
    item_document,
    item_of,
    retrying,
)
from jobfinder.stores.firestore_tables import MOST_WRITES, readable
from jobfinder.stores.firestore_values import chunks, document_id, number_of, short, stamp, utc, values_of


class FirestoreQueue(FirestoreClaims):
    """The queue part of `ports.Store`, but for the watcher's cursor."""

    def enqueue(self, items: Sequence[QueueItem]) -> int:
        """Create items that do not exist yet; return how many were new."""
        return sum(self._enqueue(chunk) for chunk in chunks({item.id: item for item in items}.values(), MOST_WRITES))

    def _enqueue(self, items: Sequence[QueueItem]) -> int:
        now, left = self._clock(), list(items)
        documents = {item.id: self._new_item(item, now) for item in items}

        def create() -> int:
            batch = self._database.client.batch()
            for item in left:
                batch.create(self._reference(item.id), documents[item.id])
            try:
                self._database.commit(batch) if left else None
            except Conflict:  # some are there already: leave those as they are
                known = self.existing_items([item.id for item in left])
                left[:] = [item for item in left if item.id not in known]
                raise
            return len(left)

        return self._database.again(create, what="new queue items")

    def existing_items(self, item_ids: Sequence[str]) -> set[str]:
        """Return those of the ids that exist."""
        references = {document_id(one): one for one in item_ids}
        found = self._database.get_all([self._reference(one) for one in item_ids], ("status",))
        return {references[snapshot.id] for snapshot in found}

    def due(self, *, now: datetime, limit: int) -> list[Ticket]:
        """Return what can be claimed now, the longest due first."""
        found = self._database.find(queries.DUE.of(self._database.client, utc(now), limit=limit))
        return [Ticket(snapshot.id, stamp(snapshot)) for snapshot in found]

    def next_due_at(self) -> datetime | None:
        """Return when the next unfinished item falls due."""
        found = self._database.find(queries.NEXT_DUE.of(self._database.client, limit=1))
        return utc(found[0].get("due_at")) if found else None

    def item(self, item_id: str) -> QueueItem | None:
        """Return one item. Raises Unreadable."""
        snapshot = self._database.get(self._reference(item_id))
        return item_of(snapshot) if snapshot.exists else None

    def items(
        self, *, status: ItemStatus | None = None, listing_id: str = "", id_prefix: str = "", limit: int = 50
    ) -> list[QueueItem]:
        """Return items, the newest first."""
        found = self._database.find(self._items_query(status, listing_id, id_prefix, limit))
        found.sort(key=number_of, reverse=True)
        items = [item for item in readable(found, item_of) if status is None or item.status is status]
        wanted = [item for item in items if not listing_id or item.listing_id == listing_id]
        return wanted[:limit]

    def _items_query(self, status: ItemStatus | None, listing_id: str, id_prefix: str, limit: int) -> Any:
        client = self._database.client
        if id_prefix:
            prefix = document_id(id_prefix)
            return queries.ITEMS_BY_ID.of(client, prefix, prefix + "\U0010ffff")
        if listing_id:
            return queries.ITEMS_OF_LISTING.of(client, listing_id)
        if status:
            return queries.NEWEST_ITEMS_BY_STATUS.of(client, status.value, limit=limit)
        return queries.NEWEST_ITEMS.of(client, limit=limit)

    def retry(self, item_ids: Sequence[str], *, now: datetime) -> int:
        """Make failed items pending with no attempts behind them; return how many were failed."""
        return sum(
            self._database.again(partial(self._retry, chunk, now), what="failed queue items")
            for chunk in chunks(dict.fromkeys(item_ids), MOST_WRITES)
        )

    def _retry(self, item_ids: Sequence[str], now: datetime) -> int:
        found = self._database.get_all([self._reference(one) for one in item_ids], ("status", "created_at"))
        failed = [one for one in found if values_of(one).get("status") == ItemStatus.FAILED.value]
        batch = self._database.client.batch()
        for snapshot in failed:
            created_at = values_of(snapshot).get("created_at")
            change = retrying(created_at if isinstance(created_at, datetime) else now, now=now)
            batch.update(snapshot.reference, change, self._as_of(stamp(snapshot)))
        if failed:
            self._database.commit(batch)
        return len(failed)

    def count_filtered(self, trace_id: str) -> int:
        """Return how many items of one trace the rules turned away: one call that reads no document."""
        query = queries.WITH_TRACE_AND_OUTCOME.of(self._database.client, short(trace_id), Outcome.FILTERED.value)
        return self._database.count(query)

    def queue_stats(self) -> QueueStats:
        """Return counts by status and outcome: ten calls, none of which reads the queue."""
        client, count = self._database.client, self._database.count
        statuses = {one.value: count(queries.WITH_STATUS.of(client, one.value)) for one in ItemStatus}
        outcomes = {one.value: count(queries.WITH_OUTCOME.of(client, one.value)) for one in Outcome}
        oldest = self._database.find(queries.OLDEST_WITH_STATUS.of(client, ItemStatus.PENDING.value, limit=1))
        return QueueStats(
            by_status={name: number for name, number in statuses.items() if number},
            by_outcome={name: number for name, number in outcomes.items() if number},
            oldest_pending_at=utc(oldest[0].get("created_at")) if oldest else None,
        )

    def failing(self) -> Failing:
        """Return how many items failed for good, and how many wait for another try: two calls that read no document."""
        client, count = self._database.client, self._database.count
        tried = list(range(1, queries.MOST_ALTERNATIVES + 1))
        return Failing(
            failed=count(queries.WITH_STATUS.of(client, ItemStatus.FAILED.value)),
            retrying=count(queries.TRIED_WITH_STATUS.of(client, ItemStatus.PENDING.value, tried)),
        )

    def count_items(self, *, statuses: Sequence[ItemStatus], finished_before: datetime) -> int:
        """Return how many finished items are older than a moment: one call that reads no document."""
        wanted = ([status.value for status in statuses], utc(finished_before))
        return self._database.count(queries.FINISHED_BEFORE.of(self._database.client, *wanted))

    def delete_items(self, *, statuses: Sequence[ItemStatus], finished_before: datetime, limit: int) -> int:
        """Delete finished items older than a moment, at most `limit`; return how many."""
        wanted = ([status.value for status in statuses], utc(finished_before))
        found = self._database.find(queries.FINISHED_BEFORE.of(self._database.client, *wanted, limit=limit))
        return self._delete_unchanged(found)

    def _new_item(self, item: QueueItem, now: datetime, *, is_first: bool = False) -> dict[str, Any]:
        """Return the document of an item that begins, or, as a duplicate's does, ends with its creation."""
        number, expires_at = self._database.next_number(), self.expiry(item.status, now)
        return item_document(item, number=number, now=now, expires_at=expires_at, is_first=is_first)
