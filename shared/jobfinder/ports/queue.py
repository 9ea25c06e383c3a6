"""What the use cases ask of a store about the queue; docs/queue.md draws its states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from jobfinder.domain.match import Match
from jobfinder.domain.queue import Ending, ItemError, ItemStatus, QueueItem, Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueStats:
    """How many items stand where; `oldest_pending_at` tells a stall from a rush."""

    by_status: Mapping[str, int]
    by_outcome: Mapping[str, int]
    oldest_pending_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """How many items failed for good, and how many were tried in vain and wait for another try."""

    failed: int
    retrying: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A claimed item that ended well, and its matches."""

    item: QueueItem
    ending: Ending
    matches: tuple[Match, ...] = ()


class QueueStore(Protocol):
    """The queue items: created once, claimed by one, finished with their matches in one commit."""

    def enqueue(self, items: Sequence[QueueItem]) -> int:
        """Create items that do not exist yet; return how many were new."""
        ...

    def claim(self, ticket: Ticket, *, now: datetime, lease_seconds: float, token: str) -> QueueItem | None:
        """Take an item by one conditional write on its `update_time`; None where someone else has it or it is done.

        Only a pending item that is due, or a processing one whose lease has expired, can be taken: attempt + 1.
        """
        ...

    def claim_many(
        self, tickets: Sequence[Ticket], *, now: datetime, lease_seconds: float, token: str
    ) -> list[QueueItem]:
        """Take several items in as few commits as the store allows; return those that could be taken.

        Only items that were never tried: one that was may be what killed its worker, and must not take others along.
        Claim it alone. The lease has to last for the whole lot.
        """
        ...

    def finish_many(self, finished: Sequence[Finished], *, now: datetime) -> list[str]:
        """Finish several claimed items, each by the rules of `finish`, in as few commits as the store allows.

        Return the ids of those whose claim was lost: nothing is written for them, the others are finished.
        """
        ...

    def finish(self, item: QueueItem, ending: Ending, matches: Sequence[Match], *, now: datetime) -> None:
        """End a claimed item as succeeded and create or refresh its matches, in one atomic commit.

        A match that exists keeps its state, notes and history; where its search now decides otherwise, it gets that
        decision and stays stored (MatchHead.outcome tells). Raises LostClaim, writing nothing, if the claim is lost.
        """
        ...

    def wait(self, item: QueueItem, error: ItemError, *, not_before: datetime, now: datetime) -> None:
        """Put a claimed item back until `not_before`. Raises LostClaim."""
        ...

    def fail(self, item: QueueItem, error: ItemError, *, now: datetime) -> None:
        """End a claimed item as failed. Raises LostClaim."""
        ...

    def release(self, item: QueueItem, *, now: datetime) -> None:
        """Hand a claimed item back unfinished (a graceful stop): pending, due at once, the attempt not counted."""
        ...

    def due(self, *, now: datetime, limit: int) -> list[Ticket]:
        """Return pending items that are due and processing ones whose lease has expired, the oldest first."""
        ...

    def created_after(self, cursor: int, limit: int) -> tuple[list[QueueItem], int]:
        """Return items created after `cursor` and the cursor to go on from; 0 begins. For one machine's watcher."""
        ...

    def latest_cursor(self) -> int:
        """Return the cursor after which nothing has been created yet."""
        ...

    def next_due_at(self) -> datetime | None:
        """Return when the next unfinished item falls due, None where nothing is unfinished."""
        ...

    def item(self, item_id: str) -> QueueItem | None:
        """Return one item."""
        ...

    def items(
        self,
        *,
        status: ItemStatus | None = None,
        listing_id: str = "",
        id_prefix: str = "",
        limit: int = 50,
    ) -> list[QueueItem]:
        """Return items, the newest first."""
        ...

    def retry(self, item_ids: Sequence[str], *, now: datetime) -> int:
        """Make failed items pending with no attempts behind them; return how many were failed."""
        ...

    def count_filtered(self, trace_id: str) -> int:
        """Return how many items of one trace (of one run of a source) ended as filtered."""
        ...

    def queue_stats(self) -> QueueStats:
        """Return counts by status and outcome."""
        ...

    def failing(self) -> Failing:
        """Return how many items failed or are being tried again, in as few reads as the store allows."""
        ...
