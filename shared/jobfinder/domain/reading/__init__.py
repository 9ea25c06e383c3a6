"""Reading a posting: every fact with the words it was read from, or unknown."""

from __future__ import annotations

from jobfinder.domain.reading.reader import read_posting

__all__ = ["read_posting"]
