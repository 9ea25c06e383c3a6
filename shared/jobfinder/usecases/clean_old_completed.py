"""Delete old queue items that ended well; failed ones, matches and all else stay."""

from __future__ import annotations

from datetime import datetime, timedelta

from jobfinder import log
from jobfinder.domain.environments import Environment
from jobfinder.domain.queue import ItemStatus
from jobfinder.errors import Permanent
from jobfinder.ports import Store
from jobfinder.usecases.pacing import UNLIMITED, Pace

LOT = 200  # items in one commit
_COMPLETED = (ItemStatus.SUCCEEDED,)


def completed_before(days: int, environment: Environment, now: datetime) -> datetime:
    """Return the moment before which an item must have ended to go.

    Raises Permanent for fewer days than the environment keeps such items.
    """
    if days < environment.succeeded_retention_days:
        raise Permanent(
            f"{environment.name.capitalize()} keeps successful items for {environment.succeeded_retention_days} days, "
            f"and {days} are fewer",
            todo=f"Say --days {environment.succeeded_retention_days} or more.",
        )
    return now - timedelta(days=days)


def count_completed(store: Store, before: datetime) -> int:
    """Return how many items `clean_old_completed` would delete."""
    return store.count_items(statuses=_COMPLETED, finished_before=before)


def clean_old_completed(store: Store, before: datetime, *, pace: Pace = UNLIMITED) -> int:
    """Delete the items that ended well before a moment, in lots; return how many. Killed midway, it is run again."""
    total = 0
    while deleted := store.delete_items(statuses=_COMPLETED, finished_before=before, limit=LOT):
        total += deleted
        pace.take(deleted)
    log.event("deleted old completed items", items=total, before=before.isoformat())
    return total
