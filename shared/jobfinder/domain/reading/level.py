"""Reads the seniority of a posting: from its title, else from the board's own field, or not at all."""

from __future__ import annotations

from jobfinder.domain.fact import Fact
from jobfinder.domain.facts import Level
from jobfinder.domain.posting import Posting


def read_level(posting: Posting) -> Fact[Level] | None:
    """Return the level with the words it was read from, or None where nothing says it."""
    return None
