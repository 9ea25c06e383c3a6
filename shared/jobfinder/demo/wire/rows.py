"""What every wire format shares: when a posting was published, and how its author breaks a row on purpose."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from jobfinder.demo.catalogue import SampleBoard, SamplePosting

Row = dict[str, Any]


def published(posting: SamplePosting, epoch: datetime) -> datetime:
    """Return when the posting was first published; `epoch` is the moment day 0 began (UTC)."""
    return epoch + timedelta(days=posting.joins_on_day - posting.days)


def closes(posting: SamplePosting, epoch: datetime) -> datetime | None:
    """Return when applications close, None where the posting does not say."""
    return None if posting.ends is None else epoch + timedelta(days=posting.ends)


def laid_over(row: Row, posting: SamplePosting) -> Row:
    """Return the row with what its author wants sent instead: "<absent>" leaves a key out, "<null>" sends null."""
    merged = {**row, **posting.raw}
    return {key: None if value == "<null>" else value for key, value in merged.items() if value != "<absent>"}


def capitalised(employment: str) -> str:
    """Return "full-time" as most boards print it, "Full-Time"."""
    return "-".join(part.capitalize() for part in employment.split("-"))


def site(board: SampleBoard) -> str:
    """Return the origin of a feed's or page's address."""
    return "/".join(board.id.split("/")[:3])


def encoded(text: str, board: SampleBoard) -> bytes:
    """Return the text in the board's encoding, with a byte order mark where the board sends one."""
    return (b"\xef\xbb\xbf" if board.bom else b"") + text.encode(board.encoding, "xmlcharrefreplace")
