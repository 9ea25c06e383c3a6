"""Reads the time zones a posting asks for, as hours from UTC."""

from __future__ import annotations

from jobfinder.domain.fact import Fact
from jobfinder.domain.posting import Posting


def read_utc_offsets(posting: Posting) -> Fact[tuple[float, float]] | None:
    """Return the west and east end of the zones asked for, or None where none is named."""
    return None
