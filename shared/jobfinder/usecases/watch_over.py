"""Look after the environment at each sweep: does the queue fail, repeat itself, or stand still? Then tell the alarms.

What is looked at costs a few counts, however long the queue is; what a look has to remember is in the book of alarms.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from jobfinder.domain.alarm_book import Book
from jobfinder.domain.alarms import Alarm
from jobfinder.domain.queue import ItemStatus
from jobfinder.ports import Failing, Ports
from jobfinder.usecases.alerts import InStore, change_book, tell_alarms

FAILED, RETRIES, STALLED = "failed: queue items", "retries: queue items", "stalled: queue"
SHOWN = 3  # failed items named in an alarm
OVERDUE = timedelta(minutes=5)  # one interval of the sweep: what is due longer should have been taken
STANDS_STILL = timedelta(minutes=15)  # the same item has been the longest due for so long


def watch_over(ports: Ports) -> int:
    """Raise and end the alarms about the queue, tell what was not told, and return how many messages went out.

    Raises Retryable where the store is silent.
    """
    failing, due_at = ports.store.failing(), ports.store.next_due_at()
    change_book(InStore(ports.store), partial(_looked, failing=failing, due_at=due_at, ports=ports))
    return tell_alarms(ports)


def _looked(book: Book, failing: Failing, due_at: datetime | None, ports: Ports) -> Book:
    book = _failed(book, failing.failed, ports)
    book = _retries(book, failing.retrying, ports)
    return _stalled(book, due_at, ports)


def _failed(book: Book, failed: int, ports: Ports) -> Book:
    """Alarm where more items have failed than the last time this was told; an hour's failures are one alarm."""
    now, before = ports.clock(), int(book.seen.get("failed", "0"))
    if failed <= before:
        return book if failed == before else _with_seen(book, failed=str(failed))
    if book.is_on(FAILED, now):
        return book
    count = failed - before
    title = f"{count} queue {'item' if count == 1 else 'items'} failed for good"
    rows = ports.store.items(status=ItemStatus.FAILED, limit=SHOWN)
    lines = [f"{item.id[:12]}: {item.error.message if item.error else item.reason}" for item in rows]
    alarm = Alarm(
        FAILED,
        title,
        "\n".join((f"{failed} have failed in all. The newest:", *lines)),
        "See why: jobfinder queue list --status failed. When the cause is gone: jobfinder queue retry --all",
    )
    return _with_seen(book.begin(alarm, now), failed=str(failed))


def _retries(book: Book, retrying: int, ports: Ports) -> Book:
    """Alarm where many items wait to be tried again; it is over at half as many, so that it does not flutter."""
    now, many = ports.clock(), ports.limits.alert_from_retries
    if retrying >= many:
        body = f"Each failed for a passing reason; after {ports.limits.max_attempts} tries it fails for good."
        todo = "See why: jobfinder queue list --status pending. Usually a provider or a board is away for a while."
        return book.begin(Alarm(RETRIES, f"{retrying} queue items wait to be tried again", body, todo), now)
    return book.end(RETRIES, now) if retrying <= many // 2 else book


def _stalled(book: Book, due_at: datetime | None, ports: Ports) -> Book:
    """Alarm where the item that is longest due stays the same: nobody takes any."""
    now = ports.clock()
    if due_at is None or now - due_at < OVERDUE:
        return _with_seen(book.end(STALLED, now), due_at="", due_seen_at="")
    stamp, seen_at = due_at.isoformat(), book.seen.get("due_seen_at", "")
    if book.seen.get("due_at") != stamp or not seen_at:
        return _with_seen(book.end(STALLED, now), due_at=stamp, due_seen_at=now.isoformat())
    if now - datetime.fromisoformat(seen_at) < STANDS_STILL:
        return book
    alarm = Alarm(
        STALLED,
        "The queue stands still",
        f"An item has been due since {due_at:%Y-%m-%d %H:%M} UTC, and nobody takes it.",
        "See what the workers say: queue_worker.log, or the log of score_queue_item. Is there a profile? "
        "jobfinder profile show",
    )
    return book.begin(alarm, now)


def _with_seen(book: Book, **seen: str) -> Book:
    """Return the book with what was seen now; an empty text forgets."""
    return replace(book, seen={name: text for name, text in {**book.seen, **seen}.items() if text})
