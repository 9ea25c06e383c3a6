"""One lot of new listings on its way into Firestore: what each repeats, and what has to be written for it.

All of it is read and committed within one `Database.merging`, so that no other board brings a copy in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from jobfinder.domain.documents import MAX_TEXT_CHARS
from jobfinder.domain.identity import adds_to
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import QueueItem
from jobfinder.ports import Added, Arrival, Choose
from jobfinder.stores import firestore_queries as queries
from jobfinder.stores.firestore_database import Database
from jobfinder.stores.firestore_listing_documents import field as field_of
from jobfinder.stores.firestore_listing_documents import listing_of
from jobfinder.stores.firestore_match_documents import is_touched
from jobfinder.stores.firestore_tables import readable
from jobfinder.stores.firestore_values import chunks, number_of
from jobfinder.stores.merging import as_duplicate, rescore_of_joined

if TYPE_CHECKING:
    from jobfinder.stores.firestore_values import Snapshot

MOST_ARRIVALS = 100  # in one commit
MOST_TEXT_BYTES = 4_000_000  # in one commit, of the 10 MiB that Firestore takes
MOST_RIVALS = 1000  # for each query: a key that more share tells little, and reading all of them would be quadratic


def in_lots(arrivals: Sequence[Arrival]) -> Iterator[list[Arrival]]:
    """Yield what goes into one commit each."""
    lot, text_bytes = list[Arrival](), 0
    for arrival in arrivals:
        text = arrival.listing.posting.text[:MAX_TEXT_CHARS]
        more = len(text) if text.isascii() else 4 * len(text)
        if lot and (len(lot) == MOST_ARRIVALS or text_bytes + more > MOST_TEXT_BYTES):
            yield lot
            lot, text_bytes = [], 0
        lot.append(arrival)
        text_bytes += more
    if lot:
        yield lot


@dataclass(frozen=True, slots=True)
class Known:
    """A listing that is stored, or is about to be in the same commit, with the ids of its merge."""

    listing: Listing
    members: tuple[str, ...]
    number: int


@dataclass(slots=True)
class Additions:
    """What a lot comes to: `created` and `items` are to be written, `moved` listings join another merge, matches go."""

    database: Database
    now: datetime
    known: dict[str, Known] = field(default_factory=dict)
    created: list[str] = field(default_factory=list)
    moved: set[str] = field(default_factory=set)
    items: list[QueueItem] = field(default_factory=list)
    firsts: set[str] = field(default_factory=set)  # items of jobs that nobody scored yet
    unmatched: list[Snapshot] = field(default_factory=list)
    other_jobs: set[str] = field(default_factory=set)  # listings whose job is to be read anew
    answers: list[Added] = field(default_factory=list)

    def look_for_rivals(self, arrivals: Sequence[Arrival]) -> None:
        """Read every stored listing that may matter to the choice, in as few queries as Firestore allows."""
        by_source: dict[str, dict[str, None]] = {}
        for arrival in arrivals:
            by_source.setdefault(arrival.listing.source_key, {}).update(dict.fromkeys(arrival.listing.merge_keys))
        for source_key, keys in by_source.items():
            for lot in chunks(keys, queries.MOST_ALTERNATIVES):
                if self._read(queries.RIVALS_ELSEWHERE, lot, source_key):
                    self._read(queries.RIVALS_MERGED, lot, source_key, True)

    def _read(self, question: queries.Question, *values: object) -> list[Known]:
        query = question.of(self.database.client, *values, limit=MOST_RIVALS)
        return self._remember(self.database.find(query))

    def _remember(self, snapshots: Iterable[Snapshot]) -> list[Known]:
        found = readable(snapshots, _known)
        self.known.update((one.listing.id, one) for one in found if one.listing.id not in self.known)
        return found

    # -- one arrival

    def add(self, arrival: Arrival, choose: Choose) -> None:
        """Decide what an arrival is, and make it known to those after it."""
        listing, item = replace(arrival.listing, canonical_id=None), arrival.item
        canonical = self._canonical(listing, choose)
        self.known[listing.id] = Known(listing, (listing.id,), self.database.next_number())
        self.created.append(listing.id)
        if canonical is None:
            self.firsts.add(item.id)
            self.answers.append(Added(listing.id, "new"))
        else:
            self._unite(canonical, (*self.known[canonical.id].members, listing.id))
            if adds_to(listing, canonical):
                self.other_jobs.update(self.known[canonical.id].members)
            else:
                item = as_duplicate(item, canonical, self.now)
            self.answers.append(Added(listing.id, "duplicate", canonical.id))
        self.items.append(item)

    def _canonical(self, listing: Listing, choose: Choose) -> Listing | None:
        """Return what the listing repeats; where that is a repeat itself, what that one repeats.

        A listing may be the link between jobs that were not known to be one: then they become one first.
        """
        merges = self._merges_repeated_by(listing, choose)
        if not merges:
            return None
        kept = self._kept_of(merges)
        sources = {member.source_key for member in kept}
        for members in merges:
            if members is not kept and sources.isdisjoint(member.source_key for member in members):
                self._absorb(kept[0], members[0], listing)
                sources.update(member.source_key for member in members)
        return kept[0]

    def _merges_repeated_by(self, listing: Listing, choose: Choose) -> list[list[Listing]]:
        """Return the members of each merge that the listing may join, the one chosen first in front."""
        merges, rivals = list[list[Listing]](), self._rivals(listing)
        while rivals and (chosen := choose(listing, rivals)) is not None:
            members = self._merge_of(chosen)
            if members and all(member.source_key != listing.source_key for member in members):
                merges.append(members)  # otherwise taken: not all rivals may have been shown
            seen = {chosen, *(member.id for member in members)}
            rivals = [rival for rival in rivals if rival.id not in seen]
        return merges

    def _rivals(self, listing: Listing) -> list[Listing]:
        keys = set(listing.merge_keys)
        rivals = [
            one
            for one in self.known.values()
            if one.listing.id != listing.id
            and not keys.isdisjoint(one.listing.merge_keys)
            and (len(one.members) > 1 or one.listing.source_key != listing.source_key)
        ]
        return [one.listing for one in sorted(rivals, key=lambda one: one.number)]

    def _merge_of(self, chosen: str) -> list[Listing]:
        """Return every listing of a merge, the canonical one first, the others in the order they came."""
        self._fetch((chosen,))
        if chosen not in self.known:
            return []
        members = self.known[chosen].members
        self._fetch(members)
        there = [self.known[one] for one in members if one in self.known]
        there.sort(key=lambda one: (one.listing.canonical_id is not None, one.number))
        return [one.listing for one in there]

    def _fetch(self, listing_ids: Iterable[str]) -> None:
        missing = [self.database.document(queries.LISTINGS, one) for one in listing_ids if one not in self.known]
        if missing:
            self._remember(self.database.get_all(missing))

    # -- jobs that become one

    def _kept_of(self, merges: Sequence[list[Listing]]) -> list[Listing]:
        """Return the merge that a user touched a match of, else the one chosen first."""
        if len(merges) == 1:
            return merges[0]
        for members in merges:
            if any(is_touched(match) for match in self._matches([member.id for member in members])):
                return members
        return merges[0]

    def _absorb(self, kept: Listing, other: Listing, link: Listing) -> None:
        """Make another merge part of `kept`'s, which is read again; the other's untouched matches go."""
        self.unmatched += [match for match in self._matches([other.id]) if not is_touched(match)]
        self._unite(kept, (*self.known[kept.id].members, *self.known[other.id].members))
        self.other_jobs.update(self.known[kept.id].members)
        self.items.append(rescore_of_joined(kept, other.id, link))

    def _matches(self, listing_ids: Sequence[str]) -> list[Snapshot]:
        lots = chunks(listing_ids, queries.MOST_ALTERNATIVES)
        asked = [queries.MATCHES_OF_LISTINGS.of(self.database.client, lot) for lot in lots]
        return [match for query in asked for match in self.database.find(query)]

    def _unite(self, canonical: Listing, members: tuple[str, ...]) -> None:
        for one in members:
            known = self.known[one]
            canonical_id = None if one == canonical.id else canonical.id
            self.known[one] = Known(replace(known.listing, canonical_id=canonical_id), members, known.number)
        self.moved.update(members)


def _known(snapshot: Snapshot) -> Known:
    members = field_of(snapshot, "members")
    listing = listing_of(snapshot)
    return Known(listing, tuple(members) if isinstance(members, list) else (listing.id,), number_of(snapshot))
