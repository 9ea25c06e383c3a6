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
from jobfinder.usecases.opinions import view_today


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
    profile = ports.profile()
    view = view_today(standing, profile, ports) if profile else None
    return Answer(
        listing=standing,
        copies=tuple(copies[1:]),
        facts=view.facts if view else ports.read(standing.posting),
        item=item,
        then=tuple(decision_from_dict(document) for document in item.decisions) if item else (),
        today=tuple(view.decisions) if view else (),
    )
