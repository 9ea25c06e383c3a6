"""What a complete run met at a board, so that the next one may ask whether anything has changed since.

A board whose every answer is unchanged (status 304) need not be read: nothing is new, and nothing is gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# However often a board says that nothing has changed, it is read in full again after this long.
TRUSTED = timedelta(days=7)
MOST_ANSWERS = 100  # of one board; what has more is read in full each time


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAnswer:
    """One request of a run and the validators that came with its answer (RFC 9110, 8.8).

    The request is kept whole, since the next page of a board is named by the page before, which is not read this time.
    """

    url: str
    headers: tuple[str, ...] = ()  # "Name: value"
    max_bytes: int = 0
    keys: tuple[str, ...] = ()
    answered_by: str  # the address after redirects
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBoard:
    """The answers of a board's last complete run, in order, and what they held."""

    source_key: str
    reader: str  # what read them: another version may find more in the same answer
    read_at: datetime
    found: int
    broken: int = 0
    first_broken: str = ""
    listings: tuple[str, ...]  # ids of a few: where they are gone, our store is not the one that knew the board
    answers: tuple[KnownAnswer, ...]

    def holds(self, reader: str, now: datetime) -> bool:
        """Return whether an unchanged answer still means what it meant."""
        return self.reader == reader and now - TRUSTED < self.read_at <= now
