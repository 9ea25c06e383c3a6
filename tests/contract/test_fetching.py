"""A host's turns and a board's last answers, kept for every worker and every process."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier

import pytest

from jobfinder.domain.environments import STAGING
from jobfinder.domain.known_board import KnownAnswer, KnownBoard
from jobfinder.domain.pace import HostPace, leave_alone, reserve
from jobfinder.errors import Blocked, NotYet
from jobfinder.ports import Store
from jobfinder.usecases.clean_staging import empty_staging
from tests.contract.backends import Backend
from tests.contract.things import NOW, after, source

HOST = "boards.example"
BOARD = KnownBoard(
    source_key="feed:https://boards.example/jobs?a/b",
    reader="1.0/1",
    read_at=NOW,
    found=3,
    listings=("a" * 64,),
    answers=(
        KnownAnswer(
            url="https://boards.example/jobs?a/b",
            headers=("Accept: text/html", "X: Zürich"),
            max_bytes=5_000_000,
            keys=("A_KEY",),
            answered_by="https://boards.example/all",
            etag='W/"x"',
            last_modified="Tue, 24 Nov 2026 12:00:00 GMT",
        ),
        KnownAnswer(url="https://boards.example/2", answered_by="https://boards.example/2", etag='"2"'),
    ),
)


def take(store: Store, turns: int = 1, now: datetime = NOW, within_seconds: float = 60) -> float:
    """Reserve turns of a second each, and return how many seconds from NOW on the first of them is."""
    found: list[datetime] = []

    def change(pace: HostPace) -> HostPace:
        changed, first = reserve(pace, turns=turns, interval_seconds=1, now=now, within_seconds=within_seconds)
        found.append(first)
        return changed

    store.change_pace(HOST, change)
    return (found[-1] - NOW).total_seconds()


def test_turns_follow_one_another_across_processes(store: Store, reopen: Callable[[], Store]) -> None:
    assert [take(store), take(reopen(), turns=4), take(store)] == [0, 1, 5]
    assert take(store, now=after(60)) == 60


def test_a_turn_too_far_off_is_not_reserved(store: Store) -> None:
    take(store, turns=10)
    with pytest.raises(NotYet) as refused:
        take(store, within_seconds=9)
    assert refused.value.after_seconds == 10
    assert take(store, within_seconds=10) == 10


def test_a_host_that_wants_to_be_left_alone_is_by_all(store: Store, reopen: Callable[[], Store]) -> None:
    store.change_pace(HOST, lambda pace: leave_alone(pace, NOW + timedelta(seconds=90)))
    store.change_pace(HOST, lambda pace: leave_alone(pace, NOW + timedelta(seconds=30)))
    with pytest.raises(Blocked, match="left alone") as blocked:
        take(reopen())
    assert blocked.value.after_seconds == 90
    assert take(store, now=after(90)) == 90


def test_a_change_that_changes_nothing_writes_nothing(store: Store, backend: Backend) -> None:
    take(store)
    before = backend.writes(store)
    assert store.change_pace(HOST, lambda pace: pace).host == HOST
    assert store.change_pace("other.example", lambda pace: pace) == HostPace(host="other.example")
    assert backend.writes(store) == before


def test_of_many_who_reserve_at_once_no_two_get_the_same_turn(store: Store, reopen: Callable[[], Store]) -> None:
    handles = [store, reopen(), reopen(), reopen()]
    together = Barrier(len(handles))

    def take_some(handle: Store) -> list[float]:
        together.wait(20)
        return [take(handle) for _ in range(4)]

    with ThreadPoolExecutor(len(handles)) as pool:
        turns = [turn for taken in pool.map(take_some, handles) for turn in taken]
    assert sorted(turns) == list(range(16))


def test_what_a_board_answered_comes_back_whole_and_is_forgotten_when_told(
    store: Store, reopen: Callable[[], Store]
) -> None:
    assert store.known_board(BOARD.source_key) is None
    store.keep_known_board(BOARD)
    assert reopen().known_board(BOARD.source_key) == BOARD
    changed = replace(BOARD, found=4, broken=1, first_broken="row 3: no title", answers=BOARD.answers[:1])
    store.keep_known_board(changed)
    assert store.known_board(BOARD.source_key) == changed
    store.forget_known_board(BOARD.source_key)
    store.forget_known_board(BOARD.source_key)
    assert reopen().known_board(BOARD.source_key) is None


def test_with_a_source_goes_what_is_known_of_its_board(store: Store) -> None:
    added = replace(source(), key=BOARD.source_key)
    store.save_source(added)
    store.keep_known_board(BOARD)
    assert store.remove_source(added.key)
    assert store.known_board(BOARD.source_key) is None
    assert not store.remove_source(added.key)


def test_a_board_is_read_anew_once_its_listings_were_emptied_out(store: Store) -> None:
    store.set_environment("staging")
    store.keep_known_board(BOARD)
    take(store)
    plan = empty_staging(store, STAGING, now=after(60))
    assert (plan.goes["known-boards"], plan.goes["host-pace"]) == (1, 0)
    assert store.known_board(BOARD.source_key) is None
    assert take(store) == 1
