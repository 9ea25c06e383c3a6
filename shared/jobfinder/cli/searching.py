"""Runs one search to its end on this machine: boards read, listings scored, progress shown, Ctrl-C obeyed."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import FrameType
from typing import TYPE_CHECKING

from jobfinder.cli.progress import Progress
from jobfinder.domain.source import Run
from jobfinder.ports import Ports
from jobfinder.usecases.tally import Mark, mark

if TYPE_CHECKING:
    from jobfinder.runtime.one_machine import OneMachine


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """One search that ended: when it began, each board's run, and whether it was interrupted."""

    began_at: datetime
    seconds: float
    runs: tuple[Run, ...]
    mark: Mark  # where the queue stood before
    interrupted: bool = False


def run_search(ports: Ports, keys: Sequence[str], *, quiet: bool, scrape_workers: int, score_workers: int) -> Searched:
    """Read the boards and score all that is due, with progress on standard error unless `quiet`; return how it went."""
    from jobfinder.runtime.one_machine import OneMachine

    began_at, began = ports.clock(), time.monotonic()
    stood = mark(ports.store)
    before = {source.key: source.last_run_at for source in ports.store.sources()}
    machine = OneMachine(ports, scrape_workers=scrape_workers, score_workers=score_workers)
    with _stopping_on_signals(machine) as asked, Progress(machine, before, keys, quiet=quiet) as progress:
        machine.start()
        try:
            machine.search(keys, progress.tick)
        finally:
            machine.stop()
        progress.tick(at_once=True)
    runs = tuple(source.runs[0] for source in ports.store.sources() if source.key in keys and source.runs)
    return Searched(
        began_at=began_at,
        seconds=time.monotonic() - began,
        runs=tuple(run for run in runs if run.started_at >= began_at),
        mark=stood,
        interrupted=bool(asked),
    )


@contextmanager
def _stopping_on_signals(machine: OneMachine) -> Iterator[list[int]]:
    """Let the first SIGINT or SIGTERM end the search cleanly, and a second one at once; give the signals received."""
    received: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        if received:
            raise KeyboardInterrupt
        received.append(number)
        machine.ask_to_stop()

    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield received
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
