"""The queue item and its states; `docs/queue.md` draws the machine.

pending --claim--> processing --finish--> succeeded (with an outcome)
^                  |   |
+---- wait --------+   +---- fail ---> failed (with a reason)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class ItemKind(StrEnum):
    """What the work is about."""

    LISTING = "listing"  # score a new or changed listing
    RESCORE = "rescore"  # score a known listing again: the profile or policy changed, or a merge was undone
    URL = "url"  # read one posting a user submitted
    SOURCE = "source"  # find and add the board of a company that a user submitted
    READ = "read"  # a model could not read a listing when it was scored (budget, batch): now it may


class ItemStatus(StrEnum):
    """Where the item stands."""

    PENDING = "pending"
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class Outcome(StrEnum):
    """How a succeeded item ended."""

    MATCHED = "matched"
    BELOW_THRESHOLD = "below_threshold"
    FILTERED = "filtered"
    DUPLICATE = "duplicate"
    CLOSED = "closed"
    ADDED = "added"  # of a company that was submitted: its board is read from now on


class ErrorKind(StrEnum):
    """Why an item waits or failed."""

    TRANSIENT = "transient"
    QUOTA = "quota"
    PERMANENT = "permanent"


@dataclass(frozen=True, slots=True)
class ItemError:
    """The last thing that went wrong, in words a person can read."""

    kind: ErrorKind
    message: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """What an event carries of an item: enough to claim it without reading it first.

    `update_time` is the store's own stamp of the item's last write (microseconds since the epoch); a claim holds only
    while it is still that.
    """

    item_id: str
    update_time: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """One unit of work on one listing, URL or source."""

    id: str
    kind: ItemKind
    created_at: datetime
    listing_id: str = ""
    url: str = ""
    status: ItemStatus = ItemStatus.PENDING
    outcome: Outcome | None = None
    reason: str = ""  # one sentence a person can read
    decisions: tuple[dict[str, Any], ...] = ()  # one per search, see match.Decision.as_dict
    attempt: int = 0
    not_before: datetime | None = None
    lease_expires_at: datetime | None = None
    claim_token: str = ""
    error: ItemError | None = None
    finished_at: datetime | None = None
    trace_id: str = ""
    expires_at: datetime | None = None
    update_time: int = 0  # set by the store

    @property
    def ticket(self) -> Ticket:
        """Return what is needed to claim this item as it now stands."""
        return Ticket(self.id, self.update_time)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a claimed item ends well."""

    outcome: Outcome
    reason: str = ""
    decisions: tuple[dict[str, Any], ...] = field(default=())
