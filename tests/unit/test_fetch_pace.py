"""Turns at a host: across threads and processes, few writes for many requests, no longer a wait than was allowed."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.pace import HostPace, leave_alone, reserve
from jobfinder.errors import Blocked, NotYet, Retryable
from jobfinder.fetch import Pace
from jobfinder.fetch.pace import MOST_AHEAD_SECONDS, Change, ChangePace, in_memory
from jobfinder.stores.sqlite import SqliteStore

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that sleeping moves on."""

    now: datetime = START
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += timedelta(seconds=seconds)

    def at(self) -> float:
        return (self.now - START).total_seconds()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def stores(tmp_path: Path, clock: Clock) -> Iterator[Callable[[], SqliteStore]]:
    opened: list[SqliteStore] = []

    def another() -> SqliteStore:
        opened.append(SqliteStore.open(tmp_path / "pace.db", clock=clock))
        return opened[-1]

    yield another
    for store in opened:
        store.close_store()


def pace_of(change: ChangePace, clock: Clock, interval_seconds: float = 1.0) -> Pace:
    return Pace(change, interval_seconds=interval_seconds, now=clock, sleep=clock.sleep)


def counted(change: ChangePace, calls: Counter[str]) -> ChangePace:
    def counting(host: str, work: Change) -> HostPace:
        calls[host] += 1
        return change(host, work)

    return counting


def test_one_process_asks_once_a_second_and_reserves_several_turns_at_once(clock: Clock) -> None:
    calls: Counter[str] = Counter()
    pace = pace_of(counted(in_memory(), calls), clock)
    turns = []
    for _ in range(40):
        pace.wait("a.example", within_seconds=60)
        turns.append(clock.at())
        clock.now += timedelta(seconds=0.3)  # what the request itself takes
    assert turns == pytest.approx([float(second) for second in range(40)])
    assert calls["a.example"] < 15


def test_hosts_do_not_wait_for_each_other(clock: Clock) -> None:
    pace = pace_of(in_memory(), clock)
    for host in ("a.example", "b.example", "c.example"):
        pace.wait(host, within_seconds=0)
    assert clock.slept == []


def test_two_processes_together_ask_no_more_often_than_one(stores: Callable[[], SqliteStore], clock: Clock) -> None:
    paces = [pace_of(stores().change_pace, clock) for _ in range(2)]
    turns = []
    for number in range(24):
        paces[number % 2].wait("a.example", within_seconds=60)
        turns.append(clock.at())
    gaps = [later - earlier for earlier, later in pairwise(turns)]
    assert min(gaps) >= 1


@given(st.lists(st.tuples(st.integers(0, 2), st.floats(0, 6)), max_size=30))
def test_however_processes_take_turns_no_two_requests_are_closer_than_the_interval(
    asks: list[tuple[int, float]],
) -> None:
    clock = Clock()
    shared = in_memory()
    paces = [pace_of(shared, clock) for _ in range(3)]
    turns = []
    for process, busy_seconds in asks:
        paces[process].wait("a.example", within_seconds=600)
        turns.append(clock.now)
        clock.now += timedelta(seconds=busy_seconds)
    assert all(later - earlier >= timedelta(seconds=1) for earlier, later in pairwise(turns))


def test_threads_of_one_process_share_its_turns(clock: Clock) -> None:
    """Each thread is told its own moment; nobody really sleeps here."""
    waits: list[float] = []
    pace = Pace(in_memory(), interval_seconds=1, now=clock, sleep=waits.append)
    threads = [threading.Thread(target=pace.wait, args=("a.example",), kwargs={"within_seconds": 60}) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(waits) == [float(second) for second in range(1, 9)]


def test_a_turn_too_far_off_is_refused_with_the_wait_and_taken_by_nobody(
    stores: Callable[[], SqliteStore], clock: Clock
) -> None:
    busy, other = (pace_of(stores().change_pace, clock) for _ in range(2))
    for _ in range(3):
        busy.wait("a.example", within_seconds=60)
    clock.now = START
    with pytest.raises(NotYet) as refused:
        other.wait("a.example", within_seconds=1.5)
    assert refused.value.after_seconds == pytest.approx(3)
    other.wait("a.example", within_seconds=3)
    assert clock.at() == 3


def test_those_who_are_sent_away_are_not_all_told_to_come_back_at_once(clock: Clock) -> None:
    pace = pace_of(in_memory(), clock)
    pace.wait("a.example", within_seconds=0)
    waits = []
    for _ in range(3):
        with pytest.raises(NotYet) as refused:
            pace.wait("a.example", within_seconds=0)
        waits.append(refused.value.after_seconds)
    assert waits == [1, 2, 3]


def test_what_a_process_reserved_and_did_not_use_delays_others_by_a_few_seconds_only(
    stores: Callable[[], SqliteStore], clock: Clock
) -> None:
    greedy, other = (pace_of(stores().change_pace, clock) for _ in range(2))
    for _ in range(20):
        greedy.wait("a.example", within_seconds=60)
    before = clock.at()
    other.wait("a.example", within_seconds=60)
    assert clock.at() - before <= MOST_AHEAD_SECONDS + 1


def test_a_host_that_asks_for_more_time_between_requests_gets_it(clock: Clock) -> None:
    pace = pace_of(in_memory(), clock)
    turns = []
    for _ in range(3):
        pace.wait("a.example", within_seconds=60, interval_seconds=7)
        turns.append(clock.at())
    assert turns == [0, 7, 14]


def test_a_host_that_wants_to_be_left_alone_is_by_every_process(
    stores: Callable[[], SqliteStore], clock: Clock
) -> None:
    told, other = (pace_of(stores().change_pace, clock) for _ in range(2))
    told.leave_alone("a.example", 90)
    for pace in (told, other):
        with pytest.raises(Blocked, match="left alone until 2026-03-02 09:01:30 UTC") as blocked:
            pace.wait("a.example", within_seconds=600)
        assert blocked.value.after_seconds == 90
    told.wait("b.example", within_seconds=0)
    clock.now += timedelta(seconds=90)
    other.wait("a.example", within_seconds=0)


def test_without_an_interval_nobody_waits_but_a_wish_to_be_left_alone_still_holds(clock: Clock) -> None:
    shared = in_memory()
    pace, other = (pace_of(shared, clock, interval_seconds=0) for _ in range(2))
    for _ in range(5):
        pace.wait("a.example", within_seconds=0)
    other.leave_alone("a.example", 5)
    with pytest.raises(Blocked):
        pace.wait("a.example", within_seconds=60)
    assert clock.slept == []


def test_a_store_that_does_not_answer_is_told_and_no_turn_is_made_up(clock: Clock) -> None:
    def locked(host: str, change: Change) -> HostPace:
        raise Retryable("the database is locked")

    with pytest.raises(Retryable, match="locked"):
        pace_of(locked, clock).wait("a.example", within_seconds=60)


def test_a_clock_that_was_put_back_does_not_stop_a_host_for_hours() -> None:
    pace, _ = reserve(
        HostPace(host="a"), turns=1, interval_seconds=1, now=START + timedelta(hours=5), within_seconds=60
    )
    _, first = reserve(pace, turns=1, interval_seconds=1, now=START, within_seconds=60)
    assert first == START


def test_a_shorter_wish_to_be_left_alone_does_not_end_a_longer_one() -> None:
    long = leave_alone(HostPace(host="a"), START + timedelta(hours=1))
    assert leave_alone(long, START + timedelta(minutes=1)) == long


def test_hosts_that_are_done_are_forgotten(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobfinder.fetch.pace._MOST_HOSTS", 10)
    pace = pace_of(in_memory(), clock)
    for number in range(50):
        pace.wait(f"{number}.example", within_seconds=60)
        clock.now += timedelta(seconds=2)
    assert len(pace._hosts) <= 10


TAKES_TURNS = """
import sys
from datetime import UTC, datetime
from jobfinder.fetch import Pace
from jobfinder.stores.sqlite import SqliteStore

moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
store = SqliteStore.open(sys.argv[1], clock=lambda: moment)
waits = []
pace = Pace(store.change_pace, interval_seconds=1, now=lambda: moment, sleep=waits.append)
sys.stdin.readline()  # so that all begin together
for _ in range(12):
    pace.wait("a.example", within_seconds=600)
print(*waits)
store.close_store()
"""


def test_real_processes_get_turns_of_their_own(stores: Callable[[], SqliteStore], tmp_path: Path) -> None:
    """The clock stands still, so that each process says exactly which turns it was given; the first has no wait."""
    stores()
    command = [sys.executable, "-c", TAKES_TURNS, str(tmp_path / "pace.db")]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate(timeout=60)[0].split() for process in processes]
    turns = sorted(float(wait) for waits in told for wait in waits)
    assert len(turns) == 3 * 12 - 1
    assert all(later - earlier >= 1 for earlier, later in pairwise(turns))
