"""Claiming and finishing in Firestore: each is one conditional write."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from jobfinder.domain.ids import match_id
from jobfinder.domain.match import Match
from jobfinder.domain.queue import Ending, ErrorKind, ItemError, ItemStatus, Outcome, QueueItem, Ticket
from jobfinder.errors import LostClaim, Unreadable
from jobfinder.ports import Finished
from jobfinder.stores import firestore_queries as queries
from jobfinder.stores.firestore_errors import Conflict
from jobfinder.stores.firestore_match_documents import put_match, turning_down
from jobfinder.stores.firestore_queue_documents import (
    claiming,
    failing,
    finishing,
    is_claimable,
    item_of,
    releasing,
    waiting,
)
from jobfinder.stores.firestore_tables import MOST_WRITES, FirestoreTables, readable
from jobfinder.stores.firestore_values import chunks, document_id, stamp, utc, values_of

if TYPE_CHECKING:
    from google.cloud.firestore import DocumentReference, WriteBatch

    from jobfinder.stores.firestore_values import Snapshot

Overruled = dict[str, list[tuple["DocumentReference", dict[str, Any]]]]

# A claim is one read and one conditional write. The write alone would keep two workers apart; the read brings what
# the work needs anyway (which listing, which attempt), tells an item that is not due from one that is, and turns most
# of the repeated deliveries away before they cost a write.
#
#                due_at (not_before, or the creation)             lease_expires_at
#                  |                                                |
#   pending  ------+-- claim(t0) -> t1                              |
#   processing          |<------------------ lease ---------------->|
#   worker A            A works ............................................ finish(t1): it is t2, LostClaim
#   worker B                    claim(t0): it is t1, None           claim(t1) -> t2 ...... finish(t2): done
#   update_time  t0     t1                                          t2                     t3
#
# update_time is Firestore's own and differs after each write, so a write that demands the one it saw is refused when
# anything came between, even if it was only seconds. What is done has neither status: no late event opens it again.
#
# From claim to match: a read of the item, the claim, a query for the listing with its merge, a commit of item and
# matches. An item that scores a job again reads the matches it turns down as well.


class FirestoreClaims(FirestoreTables):
    """The part of `ports.Store` that a worker needs."""

    def claim(self, ticket: Ticket, *, now: datetime, lease_seconds: float, token: str) -> QueueItem | None:
        """Take an item; None where someone else has it, it is not due or it is done.

        An item that somebody edited into nonsense ends as failed, so that it is not driven for ever. Raises Unreadable.
        """
        now = utc(now)
        snapshot = self._database.get(self._reference(ticket.item_id))
        if not snapshot.exists or stamp(snapshot) != ticket.update_time:
            return None
        try:
            item = item_of(snapshot)
        except Unreadable as error:
            self._set_aside(snapshot, error, now)
            raise
        if not is_claimable(item, now):
            return None
        self._note_first(snapshot)
        return self._take(item, now=now, lease_seconds=lease_seconds, token=token)

    def _note_first(self, snapshot: Snapshot) -> None:
        """Remember, until the item is finished, that its job has no match yet to be turned down."""
        if (snapshot.to_dict() or {}).get("is_first") is True:
            self._firsts.put(snapshot.id, "")

    def _take(self, item: QueueItem, *, now: datetime, lease_seconds: float, token: str) -> QueueItem | None:
        batch = self._database.client.batch()
        self._update(batch, item, claiming(item, now=now, lease_seconds=lease_seconds, token=token))
        try:
            (update_time,) = self._database.commit(batch)
        except Conflict as conflict:
            return self._taken_after_all(item, token) if conflict.after_repeat else None
        return _taken(item, now=now, lease_seconds=lease_seconds, token=token, update_time=update_time)

    def _taken_after_all(self, item: QueueItem, token: str) -> QueueItem | None:
        """Return the item if it is ours: a commit whose answer was lost was repeated, and met its own work."""
        snapshot = self._database.get(self._reference(item.id))
        if not snapshot.exists:
            return None
        found = item_of(snapshot)
        ours = (ItemStatus.PROCESSING, token, item.attempt + 1)
        return found if (found.status, found.claim_token, found.attempt) == ours else None

    def _set_aside(self, snapshot: Snapshot, error: Unreadable, now: datetime) -> None:
        if values_of(snapshot).get("status") in (ItemStatus.SUCCEEDED.value, ItemStatus.FAILED.value):
            return
        change = failing(ItemError(ErrorKind.PERMANENT, str(error)), now=now, expires_at=None)
        batch = self._database.client.batch()
        batch.update(snapshot.reference, change, self._as_of(stamp(snapshot)))
        with contextlib.suppress(Conflict):  # somebody is mending it
            self._database.commit(batch)

    def claim_many(
        self, tickets: Sequence[Ticket], *, now: datetime, lease_seconds: float, token: str
    ) -> list[QueueItem]:
        """Take several items that were never tried, one read and one commit for each MOST_WRITES of them."""
        now, claimed = utc(now), list[QueueItem]()
        for chunk in chunks(tickets, MOST_WRITES):
            stamps = {document_id(ticket.item_id): ticket.update_time for ticket in chunk}
            found = self._database.get_all([self._reference(ticket.item_id) for ticket in chunk])
            fresh = [one for one in found if stamp(one) == stamps[one.id]]
            for snapshot in fresh:
                self._note_first(snapshot)
            items = [item for item in readable(fresh, item_of) if item.attempt == 0 and is_claimable(item, now)]
            claimed += self._take_many(items, now=now, lease_seconds=lease_seconds, token=token)
        return claimed

    def _take_many(self, items: Sequence[QueueItem], **lease: Any) -> list[QueueItem]:
        batch = self._database.client.batch()
        for item in items:
            self._update(batch, item, claiming(item, **lease))
        try:
            times = self._database.commit(batch) if items else []
        except Conflict:  # one of them is someone else's by now: take the others one by one
            return [taken for item in items if (taken := self._take(item, **lease))]
        return [_taken(item, **lease, update_time=time) for item, time in zip(items, times, strict=True)]

    def finish(self, item: QueueItem, ending: Ending, matches: Sequence[Match], *, now: datetime) -> None:
        """End a claimed item as succeeded and create or refresh its matches, in one atomic commit; or LostClaim."""
        finished = Finished(item, ending, tuple(matches))
        self._database.again(lambda: self._finish(finished, now), what=f"queue item {item.id}")

    def _finish(self, finished: Finished, now: datetime) -> None:
        batch, overruled = self._database.client.batch(), self._overruled([finished])
        self._put_finished(batch, finished, overruled, now)
        try:
            self._database.commit(batch)
        except Conflict as error:
            if overruled and self._is_unchanged(finished.item):
                raise  # a match of it went meanwhile: look again
            raise _lost(finished.item) from error

    def finish_many(self, finished: Sequence[Finished], *, now: datetime) -> list[str]:
        """Finish several claimed items and write their matches, in few commits; return the ids that were lost."""
        lost: list[str] = []
        for lot in _lots(finished):
            batch, overruled = self._database.client.batch(), self._overruled(lot)
            for one in lot:
                self._put_finished(batch, one, overruled, now)
            try:
                self._database.commit(batch)
            except Conflict:
                lost += [one.item.id for one in lot if not self._finished_alone(one, now)]
        return lost

    def _finished_alone(self, one: Finished, now: datetime) -> bool:
        try:
            self.finish(one.item, one.ending, one.matches, now=now)
        except LostClaim:
            return False
        return True

    def _put_finished(self, batch: WriteBatch, one: Finished, overruled: Overruled, now: datetime) -> None:
        expires_at = self.expiry(ItemStatus.SUCCEEDED, now)
        self._update(batch, one.item, finishing(one.ending, now=now, expires_at=expires_at))
        for match in one.matches:
            put_match(batch, self._database.document(queries.MATCHES, match.id), match)
        for reference, decision in overruled.get(one.item.id, ()):
            batch.update(reference, turning_down(decision, now))
        self._firsts.pop(one.item.id, None)

    def _overruled(self, finished: Sequence[Finished]) -> Overruled:
        """Return, by item, the matches whose search decides against the job by now, each with that decision."""
        jobs = self._jobs_of([one.item.listing_id for one in finished if self._may_overrule(one)])
        asked = {
            match_id(str(decision.get("search")), jobs[one.item.listing_id]): (one.item.id, decision)
            for one in finished
            if self._may_overrule(one) and one.item.listing_id in jobs
            for decision in _turned_down(one.ending)
        }
        there = self._database.get_all([self._database.document(queries.MATCHES, one) for one in asked], ("search",))
        overruled: Overruled = {}
        for snapshot in there:
            item_id, decision = asked[snapshot.id]
            overruled.setdefault(item_id, []).append((snapshot.reference, decision))
        return overruled

    def _may_overrule(self, one: Finished) -> bool:
        return bool(one.item.listing_id and _turned_down(one.ending) and one.item.id not in self._firsts)

    def _jobs_of(self, listing_ids: Sequence[str]) -> dict[str, str]:
        """Return the canonical listing's id for each: as the worker saw it, or else as it is."""
        unknown = [one for one in dict.fromkeys(listing_ids) if one not in self._jobs]
        wanted = {document_id(one): one for one in unknown}
        references = [self._database.document(queries.LISTINGS, one) for one in unknown]
        for snapshot in self._database.get_all(references, ("canonical_id",)):
            identity = wanted[snapshot.id]
            self._jobs.put(identity, str(values_of(snapshot).get("canonical_id") or identity))
        return {one: self._jobs[one] for one in listing_ids if one in self._jobs}

    def wait(self, item: QueueItem, error: ItemError, *, not_before: datetime, now: datetime) -> None:
        """Put a claimed item back until `not_before`. Raises LostClaim."""
        self._move(item, waiting(error, not_before=not_before))

    def fail(self, item: QueueItem, error: ItemError, *, now: datetime) -> None:
        """End a claimed item as failed, with the error as its reason. Raises LostClaim."""
        self._move(item, failing(error, now=now, expires_at=self.expiry(ItemStatus.FAILED, now)))

    def release(self, item: QueueItem, *, now: datetime) -> None:
        """Hand a claimed item back, due at once, the attempt not counted. Raises LostClaim."""
        self._move(item, releasing(item, now=now))

    def _move(self, item: QueueItem, change: dict[str, Any]) -> None:
        batch = self._database.client.batch()
        self._update(batch, item, change)
        self._firsts.pop(item.id, None)
        try:
            self._database.commit(batch)
        except Conflict as error:
            raise _lost(item) from error

    def _is_unchanged(self, item: QueueItem) -> bool:
        return stamp(self._database.get(self._reference(item.id), ("status",))) == item.update_time

    def _update(self, batch: WriteBatch, item: QueueItem, change: dict[str, Any]) -> None:
        """Add a change that demands the item as we saw it."""
        batch.update(self._reference(item.id), change, self._as_of(item.update_time))

    def expiry(self, status: ItemStatus, now: datetime) -> datetime | None:
        """Return when Firestore's TTL may delete an item that ends now."""
        days = self._keep_days.get(status.value)
        return None if days is None else utc(now) + timedelta(days=days)

    def _reference(self, item_id: str) -> DocumentReference:
        return self._database.document(queries.QUEUE, item_id)


def _taken(item: QueueItem, *, now: datetime, lease_seconds: float, token: str, update_time: int) -> QueueItem:
    return replace(
        item,
        status=ItemStatus.PROCESSING,
        attempt=item.attempt + 1,
        claim_token=token,
        lease_expires_at=now + timedelta(seconds=lease_seconds),
        not_before=None,
        update_time=update_time,
    )


def _lost(item: QueueItem) -> LostClaim:
    return LostClaim("Another worker owns the item by now; nothing was written", where=f"queue item {item.id}")


def _turned_down(ending: Ending) -> list[dict[str, Any]]:
    return [decision for decision in ending.decisions if decision.get("outcome") != Outcome.MATCHED.value]


def _lots(finished: Sequence[Finished]) -> Iterator[list[Finished]]:
    """Yield lots of at most MOST_WRITES writes."""
    lot: list[Finished] = []
    for one in finished:
        if lot and sum(1 + len(two.matches) + len(two.ending.decisions) for two in (*lot, one)) > MOST_WRITES:
            yield lot
            lot = []
        lot.append(one)
    if lot:
        yield lot
