"""Hold one listing against every search of the profile."""

from __future__ import annotations

from datetime import datetime

from jobfinder.domain.decide import decide
from jobfinder.domain.facts import Facts
from jobfinder.domain.match import Decision
from jobfinder.domain.person import Profile
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import Outcome
from jobfinder.ports import Ports


def decisions_on(listing: Listing, facts: Facts, profile: Profile, ports: Ports, now: datetime) -> list[Decision]:
    """Return what each enabled search makes of the listing."""
    return [
        decide(
            facts,
            listing,
            search,
            profile.person,
            now=now,
            threshold=ports.limits.min_match_score if search.threshold is None else search.threshold,
        )
        for search in profile.searches
        if search.enabled
    ]


def is_match(decisions: list[Decision]) -> bool:
    """Return whether any search wants the listing."""
    return any(decision.outcome is Outcome.MATCHED for decision in decisions)


def is_worth_reading(decisions: list[Decision], gate_points: int) -> bool:
    """Return whether a model's reading could matter: no rule turns it away, and it comes near a threshold."""
    return any(
        decision.outcome is not Outcome.FILTERED and decision.score >= decision.threshold - gate_points
        for decision in decisions
    )
