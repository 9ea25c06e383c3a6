"""What the use cases ask of a store about sources, the profile, the models, and its own upkeep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from jobfinder.domain.condition import Condition
from jobfinder.domain.extraction.said import Extraction
from jobfinder.domain.person import Profile
from jobfinder.domain.queue import ItemStatus
from jobfinder.domain.sentinel import Sentinel
from jobfinder.domain.source import Run, Source
from jobfinder.domain.usage import UsageDay


class SourceStore(Protocol):
    """The sources and the history of their runs."""

    def sources(self) -> list[Source]:
        """Return all sources, by key."""
        ...

    def source(self, key: str) -> Source | None:
        """Return one source with its runs."""
        ...

    def save_source(self, source: Source) -> None:
        """Create or replace a source's own settings; its runs and health stay."""
        ...

    def remove_source(self, key: str) -> bool:
        """Forget a source (its listings stay); return whether it was there."""
        ...

    def record_run(
        self,
        run: Run,
        *,
        next_run_at: datetime,
        failures_in_a_row: int,
        condition: Condition | None = None,
        filtered_before: int | None = None,
    ) -> None:
        """Add a run to its source's history, set when the next one is due and how the source stands (None: as before).

        `filtered_before` is noted on the run before: its postings have been scored by now. Of the runs at most
        MOST_RUNS stay, see `source.kept_runs`. Raises Permanent for no such source.
        """
        ...

    def heal_source(self, key: str) -> Source:
        """Forget what was wrong with a source and make it due at once; its runs stay. Raises Permanent."""
        ...


class ProfileStore(Protocol):
    """The one profile."""

    def profile(self) -> Profile | None:
        """Return the profile, None where none was imported yet."""
        ...

    def save_profile(self, profile: Profile) -> None:
        """Replace the profile."""
        ...


class ModelStore(Protocol):
    """What models said, and what they cost."""

    def extraction(self, extraction_id: str) -> Extraction | None:
        """Return what a model said about one version of a posting, None where it was not asked yet."""
        ...

    def keep_extraction(self, extraction: Extraction) -> None:
        """Keep what a model said; what was kept under its id before is replaced."""
        ...

    def stale_extractions(self, *, used_before: datetime, limit: int) -> list[Extraction]:
        """Return what models said that was last known to be of use before a moment, the longest unused first."""
        ...

    def delete_extractions(self, ids: Sequence[str]) -> int:
        """Forget what models said; return how many there were."""
        ...

    def usage(self, since: str) -> list[UsageDay]:
        """Return the days of the ledger from one on (2026-11-24), in order; days without any usage are not there."""
        ...

    def change_usage(self, day: str, change: Callable[[UsageDay], UsageDay]) -> UsageDay:
        """Replace one day of the ledger by what `change` makes of it, as if nobody else were at it.

        Where `change` raises, nothing is written; it may be asked more than once.
        """
        ...


class UpkeepStore(Protocol):
    """Deleting what is old, the sentinel, and small notes."""

    def count_items(self, *, statuses: Sequence[ItemStatus], finished_before: datetime) -> int:
        """Return how many items `delete_items` would find, without reading them."""
        ...

    def delete_items(self, *, statuses: Sequence[ItemStatus], finished_before: datetime, limit: int) -> int:
        """Delete finished items older than a moment, at most `limit`; return how many."""
        ...

    def delete_matches(self, *, created_before: datetime, limit: int) -> int:
        """Delete untouched matches older than a moment, at most `limit`; return how many."""
        ...

    def environment(self) -> str | None:
        """Return what the database says it belongs to (the sentinel), None in a new one."""
        ...

    def sentinel(self) -> Sentinel | None:
        """Return all that the sentinel says, None in a new database."""
        ...

    def set_environment(self, name: str) -> None:
        """Write the sentinel once. Raises Misconfigured where the database belongs to another environment."""
        ...

    def require_environment(self, name: str) -> None:
        """Hold the sentinel against an environment. Raises Misconfigured where there is none, or another's."""
        ...

    def set_project(self) -> None:
        """Write into the sentinel that the database lies here on purpose: it was restored from another project."""
        ...

    def mark(self, name: str) -> str | None:
        """Return the small text kept under a name ("what the last digest told"), None where there is none."""
        ...

    def swap_mark(self, name: str, was: str | None, now: str) -> bool:
        """Keep a text under a name if what stands there still is `was` (None: nothing); return whether it was."""
        ...

    def close_store(self) -> None:
        """Let go of files and connections."""
        ...
