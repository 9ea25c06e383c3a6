"""What the use cases ask of a store about matches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from jobfinder.domain.match import Match, MatchState, Part
from jobfinder.domain.queue import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchHead:
    """What ranking and a list need of a match, read without its verdicts; `parts` come without their `why`.

    `outcome` is that of the last decision: where it is not `matched`, the rules or the posting have changed since.
    """

    id: str
    search: str
    listing_id: str
    title: str
    company: str
    url: str
    place: str
    pay: str
    posted_at: datetime | None
    created_at: datetime
    scored_at: datetime
    score: int
    threshold: int
    parts: tuple[Part, ...]
    state: MatchState
    outcome: Outcome = Outcome.MATCHED


class MatchStore(Protocol):
    """The matches, and what the user did with them."""

    def matches(
        self,
        *,
        search: str = "",
        states: Sequence[MatchState] = (),
        id_prefix: str = "",
        listing_ids: Sequence[str] = (),
    ) -> list[Match]:
        """Return matches, in no promised order (the score depends on the moment of reading)."""
        ...

    def match_heads(self, *, search: str = "", states: Sequence[MatchState] = ()) -> list[MatchHead]:
        """Return what ranking needs of the matches, in no promised order; ten thousand come in a blink."""
        ...

    def set_match_state(self, match_id: str, state: MatchState, note: str, *, now: datetime) -> Match:
        """Record what the user did. Raises Permanent where there is no such match."""
        ...
