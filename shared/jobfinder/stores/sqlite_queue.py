"""The queue in SQLite; its moves are in `sqlite_queue_moves.py`."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from jobfinder.domain.documents import well_formed
from jobfinder.domain.match import Match
from jobfinder.domain.queue import Ending, ItemError, ItemStatus, QueueItem, Ticket
from jobfinder.errors import LostClaim
from jobfinder.ports import Failing, Finished, QueueStats
from jobfinder.stores.sqlite_match_rows import has_matches, refresh_decisions, upsert_match
from jobfinder.stores.sqlite_queue_moves import (
    CLAIM,
    CLAIM_UNTRIED,
    DUE,
    FAIL,
    FINISH,
    RELEASE,
    RETRY,
    WAIT,
)
from jobfinder.stores.sqlite_queue_rows import COLUMNS, capped, decisions_json, insert_item, item_of
from jobfinder.stores.sqlite_tables import SqliteTables
from jobfinder.stores.sqlite_values import chunks, json_ids, micros, moment_or_none

# The first pending item in the order of the index; only items at work stand before it, and of those the leases count.
_FIRST_PENDING = """
SELECT due_at FROM queue_items WHERE finished_at IS NULL AND status = 'pending' ORDER BY due_at LIMIT 1
"""
_FIRST_LEASE = """
SELECT min(lease_expires_at) FROM queue_items
WHERE finished_at IS NULL AND due_at <= ? AND status = 'processing'
"""
_COUNT_OLD = """
SELECT count(*) FROM queue_items WHERE finished_at < ? AND status IN (SELECT value FROM json_each(?))
"""
_DELETE = """
DELETE FROM queue_items WHERE seq IN (
    SELECT seq FROM queue_items
    WHERE finished_at < ? AND status IN (SELECT value FROM json_each(?)) ORDER BY finished_at LIMIT ?
)
"""
_COUNTS = """
SELECT status, outcome, count(*) FROM queue_items WHERE finished_at IS NOT NULL GROUP BY status, outcome
UNION ALL SELECT status, NULL, count(*) FROM queue_items WHERE finished_at IS NULL GROUP BY status
"""
_FAILING = """
SELECT (SELECT count(*) FROM queue_items WHERE status = 'failed' AND finished_at IS NOT NULL),
       (SELECT count(*) FROM queue_items WHERE status = 'pending' AND finished_at IS NULL AND attempt > 0)
"""
_OLDEST_PENDING = "SELECT min(created_at) FROM queue_items WHERE finished_at IS NULL AND status = 'pending'"
_END_OF_TIME = 2**63 - 1
_LAST_NUMBER = "SELECT seq FROM sqlite_sequence WHERE name = 'queue_items'"
# As the partial index of step 4 wants to be asked.
_FILTERED = "SELECT count(*) FROM queue_items WHERE outcome = 'filtered' AND trace_id = ?"


class SqliteQueue(SqliteTables):
    """The queue part of `ports.Store`."""

    def enqueue(self, items: Sequence[QueueItem]) -> int:
        """Create items that do not exist yet; return how many were new."""
        created = 0
        for chunk in chunks(items, 500):
            now = self._clock()
            with self._database.writing() as db:
                created += sum(insert_item(db, item, now=now) for item in chunk)
        return created

    def claim(self, ticket: Ticket, *, now: datetime, lease_seconds: float, token: str) -> QueueItem | None:
        """Take an item by one conditional write; None where someone else has it, it is not due or it is done."""
        rows, _ = self._database.write_once(CLAIM, _claiming(ticket, now, lease_seconds, token))
        return item_of(rows[0]) if rows else None

    def claim_many(
        self, tickets: Sequence[Ticket], *, now: datetime, lease_seconds: float, token: str
    ) -> list[QueueItem]:
        """Take several items that were never tried, in one transaction; return those that could be taken."""
        rows: list[Any] = []
        with self._database.writing() as db:
            for ticket in tickets:
                rows += db.execute(CLAIM_UNTRIED, _claiming(ticket, now, lease_seconds, token))
        return [item_of(row) for row in rows]

    def finish(self, item: QueueItem, ending: Ending, matches: Sequence[Match], *, now: datetime) -> None:
        """End a claimed item as succeeded and create or refresh its matches, in one transaction; or LostClaim."""
        if not matches and not self._is_matched(item, ending):
            self._move(item, FINISH, _finishing(item, ending, now))
            return
        with self._database.writing() as db:
            _demand(db.execute(FINISH, _finishing(item, ending, now)).rowcount, item)
            _write_matches(db, item, ending, matches, now)

    def _is_matched(self, item: QueueItem, ending: Ending) -> bool:
        if not ending.decisions:
            return False
        with self._database.reading() as db:
            return has_matches(db, item.listing_id)

    def finish_many(self, finished: Sequence[Finished], *, now: datetime) -> list[str]:
        """Finish several claimed items and write their matches, in one transaction; return the ids that were lost."""
        lost: list[str] = []
        with self._database.writing() as db:
            for one in finished:
                if db.execute(FINISH, _finishing(one.item, one.ending, now)).rowcount != 1:
                    lost.append(one.item.id)
                    continue
                _write_matches(db, one.item, one.ending, one.matches, now)
        return lost

    def wait(self, item: QueueItem, error: ItemError, *, not_before: datetime, now: datetime) -> None:
        """Put a claimed item back until `not_before`. Raises LostClaim."""
        self._move(item, WAIT, {**_mine(item, now), **_error(error), "not_before": micros(not_before)})

    def fail(self, item: QueueItem, error: ItemError, *, now: datetime) -> None:
        """End a claimed item as failed, with the error as its reason. Raises LostClaim."""
        self._move(item, FAIL, {**_mine(item, now), **_error(error)})

    def release(self, item: QueueItem, *, now: datetime) -> None:
        """Hand a claimed item back, due at once, the attempt not counted. Raises LostClaim."""
        self._move(item, RELEASE, _mine(item, now))

    def _move(self, item: QueueItem, statement: str, values: dict[str, Any]) -> None:
        _, written = self._database.write_once(statement, values)
        _demand(written, item)

    def due(self, *, now: datetime, limit: int) -> list[Ticket]:
        """Return what can be claimed now, the longest due first."""
        with self._database.reading() as db:
            return [Ticket(*row) for row in db.execute(DUE, {"now": micros(now), "limit": limit})]

    def created_after(self, cursor: int, limit: int) -> tuple[list[QueueItem], int]:
        """Return items created after `cursor` and the cursor to go on from.

        SQLite has one writer at a time and the number is drawn inside its transaction, so numbers appear in order: none
        can show up behind a cursor that has passed it.
        """
        query = f"SELECT {COLUMNS}, seq FROM queue_items WHERE seq > ? ORDER BY seq LIMIT ?"  # noqa: S608
        with self._database.reading() as db:
            rows = db.execute(query, (cursor, limit)).fetchall()
        return [item_of(row) for row in rows], rows[-1][-1] if rows else cursor

    def latest_cursor(self) -> int:
        """Return the number of the last item created, whether or not it is still there."""
        with self._database.reading() as db:
            row = db.execute(_LAST_NUMBER).fetchone()
        return int(row[0]) if row else 0

    def next_due_at(self) -> datetime | None:
        """Return when the next unfinished item falls due."""
        with self._database.reading() as db:
            pending: tuple[int] | None = db.execute(_FIRST_PENDING).fetchone()
            (lease,) = db.execute(_FIRST_LEASE, (pending[0] if pending else _END_OF_TIME,)).fetchone()
        return moment_or_none(min((due for due in (pending and pending[0], lease) if due is not None), default=None))

    def item(self, item_id: str) -> QueueItem | None:
        """Return one item."""
        query = f"SELECT {COLUMNS} FROM queue_items WHERE id = ?"  # noqa: S608
        with self._database.reading() as db:
            row = db.execute(query, (well_formed(item_id),)).fetchone()
        return item_of(row) if row else None

    def items(
        self, *, status: ItemStatus | None = None, listing_id: str = "", id_prefix: str = "", limit: int = 50
    ) -> list[QueueItem]:
        """Return items, the newest first."""
        conditions, values = ["1"], list[Any]()
        if status:
            conditions.append("status = ?")
            values.append(status.value)
        if listing_id:
            conditions.append("listing_id = ?")
            values.append(well_formed(listing_id))
        if id_prefix:
            conditions.append("id >= ? AND id < ?")
            values += prefix_range(id_prefix)
        where = " AND ".join(conditions)
        query = f"SELECT {COLUMNS} FROM queue_items WHERE {where} ORDER BY seq DESC LIMIT ?"  # noqa: S608
        with self._database.reading() as db:
            return [item_of(row) for row in db.execute(query, (*values, limit))]

    def retry(self, item_ids: Sequence[str], *, now: datetime) -> int:
        """Make failed items pending with no attempts behind them; return how many were failed."""
        with self._database.writing(durable=True) as db:
            return db.execute(RETRY, {"ids": json_ids(item_ids), "now": micros(now)}).rowcount

    def count_filtered(self, trace_id: str) -> int:
        """Return how many items of one trace the rules turned away."""
        with self._database.reading() as db:
            (count,) = db.execute(_FILTERED, (capped(trace_id),)).fetchone()
        return int(count)

    def queue_stats(self) -> QueueStats:
        """Return counts by status and outcome."""
        with self._database.reading() as db:
            counts = db.execute(_COUNTS).fetchall()
            (oldest,) = db.execute(_OLDEST_PENDING).fetchone()
        by_status, by_outcome = Counter[str](), Counter[str]()
        for status, outcome, count in counts:
            by_status[status] += count
            if outcome:
                by_outcome[outcome] += count
        return QueueStats(by_status=by_status, by_outcome=by_outcome, oldest_pending_at=moment_or_none(oldest))

    def failing(self) -> Failing:
        """Return how many items failed for good, and how many wait for another try."""
        with self._database.reading() as db:
            failed, retrying = db.execute(_FAILING).fetchone()
        return Failing(failed=failed, retrying=retrying)

    def count_items(self, *, statuses: Sequence[ItemStatus], finished_before: datetime) -> int:
        """Return how many finished items are older than a moment."""
        values = (micros(finished_before), json_ids(status.value for status in statuses))
        with self._database.reading() as db:
            return int(db.execute(_COUNT_OLD, values).fetchone()[0])

    def delete_items(self, *, statuses: Sequence[ItemStatus], finished_before: datetime, limit: int) -> int:
        """Delete finished items older than a moment, at most `limit`; return how many."""
        values = (micros(finished_before), json_ids(status.value for status in statuses), limit)
        return self._database.write_once(_DELETE, values)[1]


def _write_matches(
    db: sqlite3.Connection, item: QueueItem, ending: Ending, matches: Sequence[Match], now: datetime
) -> None:
    for match in matches:
        upsert_match(db, match)
    refresh_decisions(db, item.listing_id, ending, now)


def prefix_range(prefix: str) -> tuple[str, str]:
    """Return the bounds (from, below) of all texts that begin with `prefix`."""
    prefix = well_formed(prefix)
    return prefix, prefix + "\U0010ffff"


def _claiming(ticket: Ticket, now: datetime, lease_seconds: float, token: str) -> dict[str, Any]:
    now_micros = micros(now)
    return {
        "id": ticket.item_id,
        "seen": ticket.update_time,
        "now": now_micros,
        "lease_end": now_micros + round(lease_seconds * 1_000_000),
        "token": token,
    }


def _finishing(item: QueueItem, ending: Ending, now: datetime) -> dict[str, Any]:
    return {
        **_mine(item, now),
        "outcome": ending.outcome.value,
        "reason": capped(ending.reason),
        "decisions": decisions_json(ending.decisions) if ending.decisions else None,
    }


def _mine(item: QueueItem, now: datetime) -> dict[str, Any]:
    return {"id": item.id, "seen": item.update_time, "token": item.claim_token, "now": micros(now)}


def _error(error: ItemError) -> dict[str, Any]:
    return {"error_kind": error.kind.value, "error_message": capped(error.message)}


def _demand(written: int, item: QueueItem) -> None:
    if written != 1:
        raise LostClaim("Another worker owns the item by now; nothing was written", where=f"queue item {item.id}")
