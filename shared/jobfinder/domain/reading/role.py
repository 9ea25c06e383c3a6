"""Reads the role family of a posting from the head noun of its title; the text never decides."""

from __future__ import annotations

from jobfinder.domain.fact import Fact
from jobfinder.domain.posting import Posting


def read_role(posting: Posting) -> Fact[str] | None:
    """Return the role family with the words it was read from, or None where the title names none."""
    return None
