"""Look after the environment at each sweep: does the queue fail or stand still, are boards read? Then tell the alarms.

A look costs a few counts, however long the queue is, and once an hour a look at the sources; what it has to remember is
in the book of alarms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from jobfinder.domain.alarm_book import Book
from jobfinder.domain.alarms import Alarm
from jobfinder.domain.queue import ItemStatus
from jobfinder.domain.source import Source
from jobfinder.ports import Failing, Ports
from jobfinder.usecases.alerts import InStore, change_book, tell_alarms

FAILED, RETRIES, STALLED = "failed: queue items", "retries: queue items", "stalled: queue"
UNREAD = "source: boards are not read at their time"
SHOWN = 3  # failed items named in an alarm
OVERDUE = timedelta(minutes=5)  # one interval of the sweep: what is due longer should have been taken
STANDS_STILL = timedelta(minutes=15)  # the same item has been the longest due for so long
SOURCES_EVERY = timedelta(hours=1)  # a look at the sources reads each of them
UNREAD_INTERVALS = 3.0
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def watch_over(ports: Ports) -> int:
    """Raise and end the alarms about the queue, tell what was not told, and return how many messages went out.

    Raises Retryable where the store is silent.
    """
    failing, due_at = ports.store.failing(), ports.store.next_due_at()
    book = change_book(InStore(ports.store), partial(_looked, failing=failing, due_at=due_at, ports=ports))
    if _moment(book, "sources_at") + SOURCES_EVERY <= ports.clock():
        unread = [source for source in ports.store.sources() if _is_unread(source, ports.clock())]
        change_book(InStore(ports.store), partial(_unread, unread=unread, ports=ports))
    return tell_alarms(ports)


def _looked(book: Book, failing: Failing, due_at: datetime | None, ports: Ports) -> Book:
    book = _failed(book, failing.failed, ports)
    book = _retries(book, failing.retrying, ports)
    return _stalled(book, due_at, ports)


def _failed(book: Book, failed: int, ports: Ports) -> Book:
    """Alarm where more items have failed than the last time this was told; an hour's failures are one alarm."""
    now, before = ports.clock(), _number(book, "failed")
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
    stamp = due_at.isoformat()
    if book.seen.get("due_at") != stamp:
        return _with_seen(book.end(STALLED, now), due_at=stamp, due_seen_at=now.isoformat())
    if now - _moment(book, "due_seen_at") < STANDS_STILL:
        return book
    alarm = Alarm(
        STALLED,
        "The queue stands still",
        f"An item has been due since {due_at:%Y-%m-%d %H:%M} UTC, and nobody takes it.",
        "See what the workers say: queue_worker.log, or the log of score_queue_item. Is there a profile? "
        "jobfinder profile show",
    )
    return book.begin(alarm, now)


def _unread(book: Book, unread: Sequence[Source], ports: Ports) -> Book:
    """Alarm where boards were overdue at two looks in a row: at the first one a machine may just have woken up."""
    now, were = ports.clock(), "unread" in book.seen
    book = _with_seen(book, sources_at=now.isoformat(), unread=str(len(unread) or ""))
    if not unread:
        return book.end(UNREAD, now)
    if not were:
        return book
    named = ", ".join(source.key for source in unread[:SHOWN])
    more = f" and {len(unread) - SHOWN} more" if len(unread) > SHOWN else ""
    alarm = Alarm(
        UNREAD,
        f"{len(unread)} {'board is' if len(unread) == 1 else 'boards are'} not read any more",
        f"For {UNREAD_INTERVALS:g} intervals nothing has asked for {named}{more}.",
        "See when each was read and is due: jobfinder sources list. Is the scheduler at work? jobfinder health",
    )
    return book.begin(alarm, now)


def _is_unread(source: Source, now: datetime) -> bool:
    """Return whether nothing reads a source that should be read; one in quarantine has a later moment of its own."""
    last = source.last_run_at or source.added_at
    is_due = source.next_run_at is None or source.next_run_at <= now
    return source.enabled and is_due and now - last > timedelta(hours=UNREAD_INTERVALS * source.every_hours)


def _number(book: Book, name: str) -> int:
    """Return a number that was seen, 0 where none was or somebody edited it into nonsense."""
    seen = book.seen.get(name, "")
    return int(seen) if seen.isascii() and seen.isdecimal() else 0


def _moment(book: Book, name: str) -> datetime:
    """Return a moment that was seen, long ago where none was or somebody edited it into nonsense."""
    try:
        return datetime.fromisoformat(book.seen[name]).astimezone(UTC)
    except (KeyError, ValueError):
        return LONG_AGO


def _with_seen(book: Book, **seen: str) -> Book:
    """Return the book with what was seen now; an empty text forgets."""
    return replace(book, seen={name: text for name, text in {**book.seen, **seen}.items() if text})
