"""What becomes of an item whose work failed: it waits, or ends as failed with a reason; it is never given a score."""

from __future__ import annotations

from datetime import timedelta

from jobfinder.domain.queue import ErrorKind, ItemError, QueueItem
from jobfinder.errors import JobFinderError, Permanent, Retryable
from jobfinder.ports import Ports

LONGEST_WAIT_SECONDS = 3600.0


def record_failure(item: QueueItem, error: Exception, ports: Ports) -> str:
    """Put the item back until later, or end it as failed when trying again cannot help; return "waiting" or "failed".

    A bug of ours counts as transient: it may be one bad deployment, and the attempts are bounded. Raises LostClaim.
    """
    now = ports.clock()
    reason = str(error) if isinstance(error, JobFinderError) else f"{type(error).__name__}: {error}"
    if isinstance(error, Permanent):
        ports.store.fail(item, ItemError(ErrorKind.PERMANENT, reason), now=now)
        return "failed"
    if item.attempt >= ports.limits.max_attempts:
        words = f"{reason} (given up after {item.attempt} attempts)"
        ports.store.fail(item, ItemError(ErrorKind.TRANSIENT, words), now=now)
        return "failed"
    asked = error.after_seconds if isinstance(error, Retryable) else None
    seconds = wait_seconds(item.attempt, ports.jitter(), asked, first_seconds=ports.limits.first_wait_seconds)
    not_before = now + timedelta(seconds=seconds)
    ports.store.wait(item, ItemError(ErrorKind.TRANSIENT, reason), not_before=not_before, now=now)
    return "waiting"


def wait_seconds(attempt: int, jitter: float, asked: float | None = None, *, first_seconds: float = 30.0) -> float:
    """Return how long to wait after the given attempt (the first is 1): exponential, capped, spread by `jitter` (0-1).

    What the other side asked for (Retry-After) is the least it will be.
    """
    backoff = min(first_seconds * 2.0 ** (attempt - 1), LONGEST_WAIT_SECONDS)
    return max(backoff * (0.5 + jitter / 2), asked or 0.0)
