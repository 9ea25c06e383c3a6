from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from jobfinder.domain.posting import ListingState
from jobfinder.ports import Store
from tests.contract.things import NOW, arrival, first_rival, listing, no_merge

LEVER, FEED = "lever:acme", "feed:jobs"
ONE, TWO, THREE = listing(1).id, listing(1, LEVER).id, listing(1, FEED).id


def test_a_mark_is_nothing_until_it_is_made_and_then_what_it_was_last_swapped_for(store: Store) -> None:
    assert store.mark("digest") is None
    assert store.swap_mark("digest", None, "first 🦉") is True
    assert store.mark("digest") == "first 🦉"
    assert store.swap_mark("digest", "first 🦉", "second") is True
    assert store.mark("digest") == "second"
    assert store.mark("another") is None


def test_a_mark_that_is_not_as_the_swap_believes_stays_as_it_is(store: Store) -> None:
    assert store.swap_mark("digest", "something", "else") is False
    assert store.mark("digest") is None
    store.swap_mark("digest", None, "first")
    assert store.swap_mark("digest", None, "other") is False
    assert store.swap_mark("digest", "older", "other") is False
    assert store.mark("digest") == "first"


def test_a_long_mark_comes_back_whole(store: Store) -> None:
    long = "0123456789ab " * 20_000
    assert store.swap_mark("check", None, long)
    assert store.mark("check") == long


def test_of_several_who_swap_at_once_one_wins(store: Store, reopen: Callable[[], Store]) -> None:
    store.swap_mark("digest", None, "start")
    handles = [store, reopen(), reopen(), reopen()]
    together = Barrier(len(handles))

    def swap(number: int) -> bool:
        together.wait(10)
        return handles[number].swap_mark("digest", "start", f"by {number}")

    with ThreadPoolExecutor(len(handles)) as pool:
        won = list(pool.map(swap, range(len(handles))))
    assert won.count(True) == 1
    assert store.mark("digest") == f"by {won.index(True)}"


def test_a_mark_does_not_change_what_the_database_belongs_to(store: Store) -> None:
    store.set_environment("staging")
    store.swap_mark("environment", None, "production")
    assert store.environment() == "staging"


def test_a_job_on_one_board_is_closed_when_its_listing_is(store: Store) -> None:
    store.add([arrival(1), arrival(2)], no_merge)
    ids = [listing(1).id, listing(2).id, "unknown"]
    assert store.closed_jobs(ids) == set()
    store.close([listing(1).id], NOW)
    assert store.closed_jobs(ids) == {listing(1).id}
    assert store.closed_jobs([]) == set()


def test_a_job_on_several_boards_is_closed_when_every_copy_is(store: Store) -> None:
    for source in ("greenhouse:acme", LEVER, FEED):
        store.add([arrival(1, source, merge_keys=("k",))], first_rival)
    store.close([ONE, THREE], NOW)
    assert store.closed_jobs([ONE, TWO, THREE]) == set()
    store.close([TWO], NOW)
    assert store.closed_jobs([ONE, TWO, THREE]) == {ONE, TWO, THREE}
    assert store.closed_jobs([TWO]) == {TWO}


def test_a_job_that_comes_back_is_open_again(store: Store) -> None:
    store.add([arrival(1)], no_merge)
    store.close([ONE], NOW)
    store.change([arrival(1, version="v2")])
    assert store.closed_jobs([ONE]) == set()
    assert store.stamps([ONE])[ONE].state is ListingState.OPEN
