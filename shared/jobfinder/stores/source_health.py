"""What both stores do alike with how a source stands: each change is a pure step, and the store writes its outcome."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from functools import partial

from jobfinder.domain.condition import Condition
from jobfinder.domain.source import Run, Source, after_run, healed

# The fields of a source that its runs change; the others are its settings.
HEALTH = frozenset({"last_run_at", "last_complete_at", "next_run_at", "failures_in_a_row", "runs", "condition"})


class SourceHealth(ABC):
    """The part of `ports.SourceStore` about what runs leave behind."""

    def record_run(
        self,
        run: Run,
        *,
        next_run_at: datetime,
        failures_in_a_row: int,
        condition: Condition | None = None,
        filtered_before: int | None = None,
    ) -> None:
        """Add a run to its source's history and say how it stands now. Raises Permanent for no such source."""
        step = partial(
            after_run,
            run=run,
            next_run_at=next_run_at,
            failures_in_a_row=failures_in_a_row,
            condition=condition,
            filtered_before=filtered_before,
        )
        self._change_health(run.source_key, step, by_hand=False)

    def heal_source(self, key: str) -> Source:
        """Forget what was wrong with a source and make it due at once; its runs stay. Raises Permanent."""
        return self._change_health(key, healed, by_hand=True)

    @abstractmethod
    def _change_health(self, key: str, step: Callable[[Source], Source], *, by_hand: bool) -> Source:
        """Replace a source's health by that of `step(source)`, as if nobody else were at it. Raises Permanent.

        What a person asked for (`by_hand`) must outlast a power cut; a run that is lost by one is made again.
        """
