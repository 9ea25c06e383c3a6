import json
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest

from jobfinder.domain.queue import ErrorKind, ItemError, ItemStatus, QueueItem
from jobfinder.ports import Store
from tests.contract import racers
from tests.contract.backends import Backend, wall_clock
from tests.contract.things import item, listing

PROCESSES = 3
Race = Callable[..., list[Any]]


@pytest.fixture
def race(request: pytest.FixtureRequest, backend: Backend, address: str, tmp_path: Path) -> Race:
    """Run a function of `racers` in several processes that begin at the same moment; return what each wrote down."""
    name = request.node.callspec.params["backend"]
    spawn = multiprocessing.get_context("spawn")

    def race(work: Callable[..., None]) -> list[Any]:
        together = spawn.Barrier(PROCESSES)
        outs = [tmp_path / f"racer-{number}.json" for number in range(PROCESSES)]
        processes = [spawn.Process(target=work, args=(name, address, out, together)) for out in outs]
        for process in processes:
            process.start()
        for process in processes:
            process.join(60)
        assert [process.exitcode for process in processes] == [0] * PROCESSES
        return [json.loads(out.read_text()) for out in outs]

    return race


def test_items_raced_for_by_processes_are_each_claimed_exactly_once(store: Store, race: Race) -> None:
    store.enqueue([item(n) for n in range(300)])
    shares = race(racers.claim_all)
    claimed = [identity for share in shares for identity in share]
    assert sorted(claimed) == sorted(item(n).id for n in range(300))
    assert all(shares)
    assert len(store.matches()) == 300


def test_listings_added_by_processes_at_once_are_each_new_exactly_once(store: Store, race: Race) -> None:
    new = [identity for share in race(racers.add_all) for identity in share]
    assert sorted(new) == sorted(listing(n).id for n in range(100))
    assert len(store.items(limit=1000)) == 100


def test_processes_may_create_one_database_at_the_same_moment(race: Race) -> None:
    answers = race(racers.open_all)
    assert [environment for environment, _ in answers] == ["staging"] * PROCESSES
    assert sum(created for _, created in answers) == 1


def test_items_raced_for_by_threads_of_one_store_are_each_claimed_exactly_once(store: Store) -> None:
    store.enqueue([item(n) for n in range(200)])
    together = Barrier(4)

    def work(name: str) -> list[str]:
        together.wait()
        return racers.drain(store, name)

    with ThreadPoolExecutor(4) as pool:
        claimed = [identity for share in pool.map(work, "abcd") for identity in share]
    assert sorted(claimed) == sorted(item(n).id for n in range(200))
    assert store.queue_stats().by_status == {"succeeded": 200}


def test_one_ticket_shown_by_many_threads_at_once_is_honoured_once(store: Store) -> None:
    store.enqueue([item(n) for n in range(20)])
    tickets = store.due(now=wall_clock(), limit=20)
    together = Barrier(4)

    def work(name: str) -> list[QueueItem | None]:
        together.wait()
        return [store.claim(ticket, now=wall_clock(), lease_seconds=60, token=name) for ticket in tickets]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(work, "abcd"))
    for of_one_ticket in zip(*answers, strict=True):
        assert len([claimed for claimed in of_one_ticket if claimed]) == 1
    assert {one.attempt for one in store.items(status=ItemStatus.PROCESSING)} == {1}


# -- the watcher's cursor


def test_the_cursor_walks_over_items_in_the_order_of_their_creation(store: Store) -> None:
    assert store.created_after(0, 10) == ([], 0)
    assert store.latest_cursor() == 0
    store.enqueue([item(n) for n in range(5)])
    first, cursor = store.created_after(0, 3)
    second, cursor = store.created_after(cursor, 3)
    assert [one.id for one in (*first, *second)] == [item(n).id for n in range(5)]
    assert store.created_after(cursor, 3) == ([], cursor)
    assert store.latest_cursor() == cursor


def test_a_change_to_an_item_does_not_show_it_again(store: Store, claim: Callable[[QueueItem], QueueItem]) -> None:
    store.enqueue([item(1)])
    cursor = store.latest_cursor()
    store.release(claim(item(1)), now=wall_clock())
    assert store.created_after(cursor, 9) == ([], cursor)


def test_a_cursor_never_meets_a_number_twice_even_when_the_newest_was_deleted(
    store: Store, claim: Callable[[QueueItem], QueueItem]
) -> None:
    store.enqueue([item(1), item(2)])
    cursor = store.latest_cursor()
    store.fail(claim(item(2)), ItemError(ErrorKind.PERMANENT, "no"), now=wall_clock())
    assert store.delete_items(statuses=[ItemStatus.FAILED], finished_before=wall_clock(), limit=9) == 1
    store.enqueue([item(3)])
    assert [one.id for one in store.created_after(cursor, 9)[0]] == [item(3).id]


def test_a_watcher_sees_every_item_exactly_once_while_others_write(reopen: Callable[[], Store]) -> None:
    writers, watcher = [reopen() for _ in range(3)], reopen()
    done = Event()

    def write(number: int) -> None:
        for batch in range(20):
            writers[number].enqueue([item(number * 1000 + batch * 10 + one) for one in range(5)])

    def watch() -> list[str]:
        seen: list[str] = []
        cursor = 0
        while True:
            last_look = done.is_set()
            items, cursor = watcher.created_after(cursor, 7)
            seen += [one.id for one in items]
            if last_look and not items:
                return seen

    with ThreadPoolExecutor(4) as pool:
        watching = pool.submit(watch)
        list(pool.map(write, range(3)))
        done.set()
        seen = watching.result()
    expected = [item(w * 1000 + b * 10 + one).id for w in range(3) for b in range(20) for one in range(5)]
    assert len(seen) == len(expected)
    assert set(seen) == set(expected)
