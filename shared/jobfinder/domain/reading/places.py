"""Reads where the desk stands and where a remote worker may live, each with the words that say so."""

from __future__ import annotations

from jobfinder.domain.fact import Fact
from jobfinder.domain.facts import Place, WorkMode
from jobfinder.domain.posting import Posting


def read_places(posting: Posting, mode: WorkMode | None = None) -> tuple[Fact[Place], ...]:
    """Return the places of the desk, most specific first."""
    return ()


def read_eligibility(posting: Posting, mode: WorkMode | None = None) -> tuple[Fact[Place], ...]:
    """Return where a remote worker may live."""
    return ()
