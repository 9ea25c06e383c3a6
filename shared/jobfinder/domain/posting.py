"""What a board says: a posting as one source sent it, and the listing we keep of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Pay:
    """An amount or a range in one currency (ISO 4217) and per one period; a missing end is None."""

    minimum: float | None
    maximum: float | None
    currency: str
    period: str  # hour, day, week, month, year


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One row of a board, in the board's own words; every field but the first four may be missing.

    `text` is the body as it came (HTML or plain text) until the posting becomes a listing; a listing's is clean text.
    `posted_at` is when the board first published it, never when it was last edited.
    """

    native_id: str  # the board's own id
    title: str
    company: str
    url: str
    apply_url: str = ""
    text: str = ""
    locations: tuple[str, ...] = ()
    country: str = ""  # as the board says it: a name or an ISO 3166 code
    workplace: str = ""  # the board's own word: "remote", "hybrid", "on-site", "OnSite", ...
    eligibility: tuple[str, ...] = ()  # where a remote worker may live, in the board's words
    pay: Pay | None = None
    pay_text: str = ""  # pay in the board's own words, where it has a field of text for it
    employment: str = ""  # "Full-time", "FULL_TIME", "Intern", ...
    level: str = ""  # "Mid-Senior level", "entry_level", ...
    department: str = ""
    language: str = ""  # the language the posting is written in, as the board codes it
    tags: tuple[str, ...] = ()
    posted_at: datetime | None = None
    updated_at: datetime | None = None
    closes_at: datetime | None = None


class ListingState(StrEnum):
    """Whether the job can still be applied for, as far as we know."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A posting we know: cleaned, identified, versioned by its content.

    `canonical_id` names the listing this one repeats on another board (None where it stands for itself): every source
    link is kept and a merge can be undone. `merge_keys` are what another board's copy of the same job would share.
    """

    id: str  # sha256(source key, native id), see ids.py
    source_key: str  # "greenhouse:acme"
    posting: Posting  # its text is clean
    content_hash: str  # version: changes with what is asked and offered, never with dates
    merge_keys: tuple[str, ...] = ()
    canonical_id: str | None = None
    split: bool = False  # the user said: this one stands for itself; never merged again
    state: ListingState = ListingState.OPEN
    first_seen_at: datetime
    last_seen_at: datetime
    closed_at: datetime | None = None
    trace_id: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that could not be read: which one and why, in words; `native_id` where at least that could be read."""

    which: str  # "row 17", or its id or title
    why: str
    native_id: str = ""
