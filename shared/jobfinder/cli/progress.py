"""Live progress of a search on standard error: a bar each for boards and scoring on a terminal, else a line a board."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any

from jobfinder.cli import output
from jobfinder.cli.text import count, one_line

if TYPE_CHECKING:
    from jobfinder.domain.source import Run
    from jobfinder.runtime.one_machine import OneMachine

EVERY_SECONDS = 0.15
SCORING = ("score_queue_item", "retry_queue_item")


class Progress:
    """Watches a machine at work; `tick` may be called as often as one likes."""

    def __init__(
        self, machine: OneMachine, before: Mapping[str, datetime | None], keys: Sequence[str], *, quiet: bool
    ) -> None:
        self._machine, self._before, self._keys = machine, dict(before), set(keys)
        self._quiet, self._looked_at, self._boards_done = quiet, 0.0, 0
        self._bars: Any = None
        self._tasks: tuple[Any, Any] | None = None

    def __enter__(self) -> Progress:
        if not self._quiet and output.is_terminal(sys.stderr):
            self._bars = new_bars()
            self._bars.start()
            self._tasks = (
                self._bars.add_task("Reading boards", total=len(self._keys) or None),
                self._bars.add_task("Scoring postings", total=None),
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars is not None:
            self._bars.stop()

    def tick(self, *, at_once: bool = False) -> None:
        """Look at what is done and show it, at most every EVERY_SECONDS unless `at_once`."""
        if self._quiet or (time.monotonic() - self._looked_at < EVERY_SECONDS and not at_once):
            return
        self._looked_at = time.monotonic()
        given, done = self._machine.deliveries.given, self._machine.deliveries.done
        boards_done = done["scrape_source"] + done["scrape_slow_source"]
        if boards_done != self._boards_done or at_once:
            self._boards_done = boards_done
            self._tell_finished_boards()
        if self._tasks is not None:
            self._bars.update(self._tasks[0], completed=self._boards_done)
            scored, wanted = (sum(counts[name] for name in SCORING) for counts in (done, given))
            self._bars.update(self._tasks[1], completed=scored, total=wanted or None)

    def _tell_finished_boards(self) -> None:
        for source in self._machine.ports.store.sources():
            if source.key in self._keys and source.runs and source.last_run_at != self._before.get(source.key):
                self._before[source.key] = source.last_run_at
                self._tell(run_line(source.runs[0]))

    def _tell(self, line: str) -> None:
        if self._bars is not None:
            self._bars.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            output.say(line)


def run_line(run: Run) -> str:
    """Return one line on what reading a board brought."""
    from jobfinder.domain.source import Completeness

    told = [f"{count(run.found, 'posting')}, {run.new} new"]
    told += [
        f"{number} {name}"
        for name, number in (
            ("changed", run.changed),
            ("duplicate", run.duplicate),
            ("reopened", run.reopened),
            ("closed", run.closed),
            ("unreadable", run.broken),
        )
        if number
    ]
    trouble = "" if run.completeness is Completeness.COMPLETE else f" [{run.completeness.value.replace('_', ' ')}]"
    return f"  {one_line(run.source_key, 60)}{trouble}: {', '.join(told)} ({run.seconds:.1f} s)"


def new_bars() -> Any:
    """Return bars on standard error, gone when they are stopped."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    console = Console(file=sys.stderr, no_color=not output.shows_styles(sys.stderr), highlight=False)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Bars(*columns, console=console, transient=True)
