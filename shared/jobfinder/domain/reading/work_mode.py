"""Reads whether the work is remote, hybrid or on-site, with the words that say so."""

from __future__ import annotations

from jobfinder.domain.fact import Fact
from jobfinder.domain.facts import WorkMode
from jobfinder.domain.posting import Posting


def read_work_mode(posting: Posting) -> Fact[WorkMode] | None:
    """Return the work mode with its evidence, or None where nothing says it."""
    return None
