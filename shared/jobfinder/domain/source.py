"""Sources, their runs, and what a run found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
    """One scrape of one source: what it asked for, what it found."""

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
    runs: tuple[Run, ...] = ()  # the newest first, at most 20
