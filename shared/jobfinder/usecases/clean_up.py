"""Retention: finished queue items and log files go after their days; what a user touched never does, nor matches."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from jobfinder import log
from jobfinder.domain.queue import ItemStatus
from jobfinder.ports import Ports, Store
from jobfinder.usecases.forget_readings import forget_readings

BATCH = 400  # below Firestore's 500 writes in one commit


MARK = "last clean-up"


@dataclass(frozen=True, slots=True)
class CleanUp:
    """How many documents went, and how many log files."""

    succeeded_items: int
    failed_items: int
    matches: int
    readings: int = 0
    log_files: int = 0


def clean_up(ports: Ports) -> CleanUp:
    """Delete what is past its retention, in batches; stopping half-way is harmless, and so is running it again.

    What is exactly as old as the retention stays. How much went is returned, logged, and kept for `last_clean_up`.
    """
    store, limits = ports.store, ports.limits

    def items(status: ItemStatus, days: int | None) -> int:
        return _in_batches(
            days, ports, lambda before: store.delete_items(statuses=(status,), finished_before=before, limit=BATCH)
        )

    report = CleanUp(
        succeeded_items=items(ItemStatus.SUCCEEDED, limits.succeeded_retention_days),
        failed_items=items(ItemStatus.FAILED, limits.failed_retention_days),
        matches=_in_batches(
            limits.match_retention_days, ports, lambda before: store.delete_matches(created_before=before, limit=BATCH)
        ),
        readings=0 if (days := limits.succeeded_retention_days) is None else forget_readings(ports, days=days),
        log_files=ports.forget_old_logs(ports.clock()),
    )
    counts = {"succeeded": report.succeeded_items, "failed": report.failed_items, "matches": report.matches}
    log.event("cleaned up", **counts, readings=report.readings, log_files=report.log_files)
    if not ports.stopping():  # what was stopped is not done, and is made up for at the next start
        _remember(report, ports)
    return report


def _remember(report: CleanUp, ports: Ports) -> None:
    """Keep what a run did; where another one was quicker, its word stands."""
    said = json.dumps({"at": ports.clock().isoformat(), **asdict(report)})
    ports.store.swap_mark(MARK, ports.store.mark(MARK), said)


def last_clean_up(store: Store) -> tuple[datetime, CleanUp] | None:
    """Return when the last run that was not stopped ended, and what went; None where no such run is known."""
    try:
        said = json.loads(store.mark(MARK) or "{}")
        return datetime.fromisoformat(said.pop("at")), CleanUp(**said)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _in_batches(days: int | None, ports: Ports, delete: Callable[..., int]) -> int:
    if days is None:
        return 0
    before, total = ports.clock() - timedelta(days=days), 0
    while not ports.stopping() and (deleted := delete(before)):  # a lot may be smaller where somebody else was at it
        total += deleted
    return total
