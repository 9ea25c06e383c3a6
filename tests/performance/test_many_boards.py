"""Many boards behind a few hosts, read twice: the benchmark of five hundred, made small."""

from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.bench_many_boards import Size, measure


def test_boards_that_have_not_changed_are_asked_politely_and_cost_no_write(tmp_path: Path) -> None:
    first, second = measure(tmp_path, Size(boards=40, hosts=8, postings=3, interval_seconds=0.1))
    assert (first["requests"], first["not_modified"]) == (48, 0)  # robots.txt of each host, then its boards
    assert (second["requests"], second["not_modified"]) == (40, 40)
    assert first["writes"] > 0
    assert second["writes"] == 0
    for run in (first, second):
        assert run["seconds"] >= run["politeness_seconds"] - 0.1  # nobody was asked sooner than was polite


@pytest.mark.alone
def test_boards_that_have_not_changed_cost_a_fraction_of_the_first_time(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    def ratio() -> float:
        home = tmp_path_factory.mktemp("boards")
        first, second = measure(home, Size(boards=60, hosts=30, postings=30, interval_seconds=0.05))
        return second["cpu_seconds"] / first["cpu_seconds"]

    assert best(ratio, 0.2, tries=4) <= 0.2


@pytest.mark.alone
def test_boards_do_not_take_more_memory_the_more_there_are(tmp_path: Path) -> None:
    first, second = measure(tmp_path, Size(boards=120, hosts=40, postings=5, interval_seconds=0.05))
    assert first["grown_megabytes"] < 25
    assert second["grown_megabytes"] < 10


def best(measured: Callable[[], float], enough: float, tries: int) -> float:
    """Return the smallest of a few measurements; no more are taken once one is good enough."""
    smallest = float("inf")
    for _ in range(tries):
        smallest = min(smallest, measured())
        if smallest <= enough:
            break
    return smallest
