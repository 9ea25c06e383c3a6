"""A full disk, a lock not let go, a store closed while in use: clear words, and nothing half-written."""

import resource
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from jobfinder.domain.queue import Ending, ItemStatus, Outcome
from jobfinder.errors import Permanent, Retryable
from jobfinder.stores import sqlite_database
from jobfinder.stores.sqlite import SqliteStore
from tests.contract.backends import wall_clock
from tests.contract.things import arrival, item, listing, match, no_merge


def limit_pages(store: SqliteStore, more: int) -> None:
    """Let the file grow by so many pages and no further, as a disk would that is about to be full."""
    db = store._database.connection()
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {pages + more}")


def consistent(store: SqliteStore) -> None:
    assert {one.listing_id for one in store.items(limit=10**6)} == {one.id for one in store.each_listing()}


def test_a_full_disk_is_worth_another_try_and_leaves_nothing_half_written(store: SqliteStore, path: Path) -> None:
    store.add([arrival(0)], no_merge)
    limit_pages(store, 20)
    with pytest.raises(Retryable, match="disk is full") as refusal:
        store.add([arrival(n, text="x" * 5000) for n in range(1, 90)], no_merge)
    assert str(path) in str(refusal.value)
    assert [one.id for one in store.each_listing()] == [listing(0).id]
    consistent(store)
    limit_pages(store, 10_000)
    assert len(store.add([arrival(n, text="x" * 5000) for n in range(1, 90)], no_merge)) == 89
    consistent(store)


def test_a_disk_that_fills_up_while_finishing_leaves_the_claim_as_it_was(store: SqliteStore) -> None:
    store.enqueue([item()])
    claimed = store.claim(store.due(now=wall_clock(), limit=1)[0], now=wall_clock(), lease_seconds=60, token="t")
    assert claimed is not None
    limit_pages(store, 0)
    many = [match(n, "s" * 3000) for n in range(50)]
    with pytest.raises(Retryable, match="disk is full"):
        store.finish(claimed, Ending(Outcome.MATCHED), many, now=wall_clock())
    assert store.item(claimed.id) == claimed
    assert store.matches() == []
    limit_pages(store, 10_000)
    store.finish(claimed, Ending(Outcome.MATCHED), many, now=wall_clock())
    assert len(store.matches()) == 50


@contextmanager
def no_file_larger_than(size_bytes: int) -> Iterator[None]:
    """Let the operating system itself refuse every write beyond a size."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_write_that_the_system_refuses_is_worth_another_try_and_all_that_was_said_to_be_kept_is(
    store: SqliteStore,
) -> None:
    kept: list[str] = []

    def fill() -> None:
        for n in range(1000):
            kept.extend(added.listing_id for added in store.add([arrival(n, text="x" * 5000)], no_merge))

    with no_file_larger_than(1_000_000), pytest.raises(Retryable, match="disk"):
        fill()
    assert 0 < len(kept) < 1000
    assert [one.id for one in store.each_listing()] == kept
    consistent(store)
    store.add([arrival(n, text="x" * 5000) for n in range(1000)], no_merge)
    assert len(list(store.each_listing())) == 1000


def test_a_lock_that_is_not_let_go_is_worth_another_try(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_database, "BUSY_SECONDS", 0.05)
    store = SqliteStore.open(path, clock=wall_clock)
    store.enqueue([item()])
    ticket = store.due(now=wall_clock(), limit=1)[0]
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Retryable, match="locked") as refusal:
            store.enqueue([item(2)])
        assert str(path) in str(refusal.value)
        with pytest.raises(Retryable, match="locked"):
            store.claim(ticket, now=wall_clock(), lease_seconds=60, token="t")
        assert len(store.items()) == 1  # reading goes on
        other.execute("ROLLBACK")
    assert store.claim(ticket, now=wall_clock(), lease_seconds=60, token="t")
    store.close_store()


def test_a_database_that_cannot_be_written_to_is_not_tried_again(store: SqliteStore) -> None:
    store._database.connection().execute("PRAGMA query_only = ON")
    with pytest.raises(Permanent, match="cannot be written to"):
        store.enqueue([item()])


def test_a_closed_store_refuses_with_words_and_may_be_closed_again(path: Path) -> None:
    store = SqliteStore.open(path, clock=wall_clock)
    store.close_store()
    store.close_store()
    with pytest.raises(Retryable, match="closed"):
        store.items()


def test_each_thread_has_its_connection_and_dead_threads_leave_none_behind(store: SqliteStore) -> None:
    for number in range(20):
        thread = threading.Thread(target=store.enqueue, args=([item(number)],))
        thread.start()
        thread.join()
    assert len(store.items()) == 20
    assert len(store._database._opened) <= 2


def test_what_only_the_user_can_know_waits_for_the_disk_and_the_rest_does_not(store: SqliteStore) -> None:
    database = store._database

    def synchronous() -> int:
        return int(database.connection().execute("PRAGMA synchronous").fetchone()[0])

    normal, full = 1, 2
    with database.writing():
        assert synchronous() == normal
    with database.writing(durable=True):
        assert synchronous() == full
    assert synchronous() == normal
    with pytest.raises(Permanent), database.writing(durable=True):
        raise Permanent("no")
    assert synchronous() == normal


def test_an_error_inside_a_transaction_undoes_it(store: SqliteStore) -> None:
    store.enqueue([item()])

    def change_our_mind() -> None:
        with store._database.writing() as db:
            db.execute("DELETE FROM queue_items")
            raise Permanent("on second thoughts")

    with pytest.raises(Permanent, match="second thoughts"):
        change_our_mind()
    assert not store._database.connection().in_transaction
    assert store.items()[0].status is ItemStatus.PENDING
