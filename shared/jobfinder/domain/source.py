"""Sources, their runs, and what a run found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from shlex import quote

from jobfinder.domain.condition import Condition

MOST_RUNS = 20  # kept of each source
RECENT_RUNS = 10  # of them, kept whatever they were


class Completeness(StrEnum):
    """How far one scrape of one source got; only `complete` may close listings."""

    COMPLETE = "complete"
    PARTIAL = "partial"  # some pages or details failed
    BLOCKED = "blocked"  # 403, 429, robots.txt
    GONE = "gone"  # 404, 410: the board does not exist
    SUSPICIOUS_ZERO = (
        "suspicious_zero"  # an answer with nothing in it from a source that had, or should have, something
    )
    FAILED = "failed"  # nothing usable: time-out, 500, unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One scrape of one source: what it asked for, what it found.

    `lacking` counts, of the `judged` postings, those without a field ("place", "pay", ...). `filtered` is how many of
    its new and changed postings the user's rules turned away, None until that was counted after they were scored.
    """

    source_key: str
    started_at: datetime
    seconds: float
    completeness: Completeness
    found: int = 0
    new: int = 0
    known: int = 0
    changed: int = 0
    duplicate: int = 0
    reopened: int = 0
    closed: int = 0
    broken: int = 0
    first_broken: str = ""  # the first broken row and why
    requests: int = 0
    bytes: int = 0
    judged: int = 0
    lacking: dict[str, int] = field(default_factory=dict)
    filtered: int | None = None
    unusual: str = ""  # the symptom (condition.Symptom) for which this run says nothing about what to expect
    not_modified: int = 0  # answers that were the same as at the last complete run (status 304)
    error: str = ""  # what stopped or limited it, in words
    retry_after_seconds: float = 0.0  # how long the board asked us to stay away
    trace_id: str = ""


def source_key(kind: str, board: str) -> str:
    """Return the key of the source that reads `board` as a board of `kind`: "greenhouse:acme"."""
    return f"{kind}:{board}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One board of one company, one feed or one page, and how it has been doing."""

    key: str  # "<type>:<board>", for example "greenhouse:acme"
    type: str  # the name of a file in sources/
    board: str  # the board's id at its vendor, or the URL for feeds and pages
    url: str  # the page a person would open
    company: str = ""  # the employer's name, where the board does not say it
    endpoint: str = ""  # base URL in place of the vendor's own (EU hosts, a local server); "" for the vendor's
    enabled: bool = True
    every_hours: float = 6.0
    added_at: datetime
    last_run_at: datetime | None = None
    last_complete_at: datetime | None = None
    next_run_at: datetime | None = None
    failures_in_a_row: int = 0
    runs: tuple[Run, ...] = ()  # the newest first, at most MOST_RUNS
    condition: Condition = Condition()

    @property
    def argument(self) -> str:
        """Return the key as a shell takes it: quoted where it has a `&` or a `?`."""
        return quote(self.key)


def after_run(
    source: Source,
    run: Run,
    *,
    next_run_at: datetime,
    failures_in_a_row: int,
    condition: Condition | None = None,
    filtered_before: int | None = None,
) -> Source:
    """Return a source as it stands after one more run; without a `condition` it stays in the one it is in.

    `filtered_before` is noted on the run before, None leaves that as it is.
    """
    runs = source.runs
    if runs and filtered_before is not None:
        runs = (replace(runs[0], filtered=filtered_before), *runs[1:])
    is_complete = run.completeness is Completeness.COMPLETE
    return replace(
        source,
        runs=kept_runs((run, *runs)),
        last_run_at=run.started_at,
        last_complete_at=run.started_at if is_complete else source.last_complete_at,
        next_run_at=next_run_at,
        failures_in_a_row=failures_in_a_row,
        condition=condition or source.condition,
    )


def healed(source: Source) -> Source:
    """Return a source as if nothing had ever been wrong with it: due at once, its runs kept."""
    condition = Condition(level_since=source.condition.level_since)
    return replace(source, next_run_at=None, failures_in_a_row=0, condition=condition)


def kept_runs(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return the runs to keep, at most MOST_RUNS, in their order.

    Of the older ones those that show what is usual stay longest: a source that fails for a week is still known to have
    had a hundred postings.
    """
    if len(runs) <= MOST_RUNS:
        return tuple(runs)
    newest, older = runs[:RECENT_RUNS], runs[RECENT_RUNS:]
    places = MOST_RUNS - RECENT_RUNS
    by_worth = sorted(range(len(older)), key=lambda at: (not is_telling(older[at]), at))
    return (*newest, *(older[at] for at in sorted(by_worth[:places])))


def is_telling(run: Run) -> bool:
    """Return whether a run shows what its source usually yields: read to its end, and nothing was odd about it."""
    return run.completeness is Completeness.COMPLETE and not is_unchanged(run) and not run.unusual


def is_unchanged(run: Run) -> bool:
    """Return whether the board only said that all is as before, so that nothing was counted."""
    return run.not_modified > 0 and run.found == 0
