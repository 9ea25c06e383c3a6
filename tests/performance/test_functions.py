"""The budgets of the functions: what handling an event costs beside the platform's own work, and a cold start."""

from __future__ import annotations

import pytest
from benchmarks import bench_functions
from emulator.parts import find_parts

from jobfinder.errors import Misconfigured
from tests.places import IN_CI

pytestmark = [pytest.mark.alone, pytest.mark.timeout(120)]
TRIES = 6


@pytest.fixture(autouse=True)
def _few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_functions, "ROUNDS", 3)
    monkeypatch.setattr(bench_functions, "EVENTS", 100)
    monkeypatch.setattr(bench_functions, "COLD_ROUNDS", 2)


def missed(figures: list[dict[str, object]]) -> list[object]:
    return [(figure["name"], figure["value"]) for figure in figures if figure["ok"] is False]


def test_an_event_costs_at_most_twice_its_bare_dispatch() -> None:
    over: list[object] = ["not measured"]
    for _ in range(TRIES):
        over = missed(bench_functions.overheads())
        if not over:
            break
    assert over == []


def test_a_cold_start_costs_little_more_than_a_bare_functions() -> None:
    try:
        find_parts()
    except Misconfigured as missing:
        if IN_CI:
            raise
        pytest.skip(str(missing))
    over: list[object] = ["not measured"]
    for _ in range(TRIES):
        over = missed(bench_functions.cold_starts())
        if not over:
            break
    assert over == []
