"""The processor's seconds of pieces of work, measured so that a busy or slow machine treats them alike.

What counts is the ratio of two works. Each is done in turns, a few milliseconds at a time, and its quickest turn is
what it takes: time is the processor's own, so what another process does while ours waits is not counted, and a turn
that another one slows down (shared caches, a lower clock) is not the quickest.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

TURN_SECONDS = 0.004
ROUNDS = 15


def cpu_seconds(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the processor's seconds that each work takes, once, in its quickest turn of so many rounds."""
    times = [max(1, round(TURN_SECONDS / _seconds_of(work, 1))) for work in works]
    best = [float("inf")] * len(works)
    with _without_collector():
        for _ in range(rounds):
            for position, work in enumerate(works):
                best[position] = min(best[position], _seconds_of(work, times[position]))
    return best


def _seconds_of(work: Callable[[], object], times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        work()
    return max(time.process_time() - began, 1e-9) / times


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the garbage collector out, whose time depends on what else the process holds (as `timeit` does)."""
    was_on = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
