"""Why a listing was rejected, or scored as it was: what was decided then, and what the rules of today say."""

from __future__ import annotations

from dataclasses import dataclass

from jobfinder.domain.codec import decision_from_dict
from jobfinder.domain.facts import Facts
from jobfinder.domain.identity import merged_view
from jobfinder.domain.match import Decision
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import QueueItem
from jobfinder.ports import Ports


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All that is known on one listing; `listing` is the one that stands for all its copies.

    `then` is what each search decided when `item`, its last piece of work, was done; `today` what it would decide now
    (empty without a profile).
    """

    listing: Listing
    copies: tuple[Listing, ...]
    facts: Facts
    item: QueueItem | None
    then: tuple[Decision, ...]
    today: tuple[Decision, ...]

    @property
    def has_changed(self) -> bool:
        """Return whether today's outcome or score differs from what was decided then, for any search."""
        before = {decision.search: (decision.outcome, decision.score) for decision in self.then}
        after = {decision.search: (decision.outcome, decision.score) for decision in self.today}
        return bool(self.then and self.today) and before != after


def ask_why(listing: Listing, ports: Ports) -> Answer:
    """Return what was decided on a listing, or on the one it repeats, and what would be decided today."""
    copies = ports.store.links(listing.id) or [listing]
    standing = merged_view(copies)
    items = ports.store.items(listing_id=standing.id, limit=20)
    item = next((each for each in items if each.decisions), items[0] if items else None)
    facts = ports.read(standing.posting)
    return Answer(
        listing=standing,
        copies=tuple(copies[1:]),
        facts=facts,
        item=item,
        then=tuple(decision_from_dict(document) for document in item.decisions) if item else (),
        today=_decided_today(standing, facts, ports),
    )


def _decided_today(listing: Listing, facts: Facts, ports: Ports) -> tuple[Decision, ...]:
    from jobfinder.domain.decide import decide

    profile = ports.profile()
    if profile is None:
        return ()
    return tuple(
        decide(
            facts,
            listing,
            search,
            profile.person,
            now=ports.clock(),
            threshold=ports.limits.min_match_score if search.threshold is None else search.threshold,
        )
        for search in profile.searches
        if search.enabled
    )
