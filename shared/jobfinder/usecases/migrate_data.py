"""Migrate documents from one environment's database to the other's: each validated, none overwritten, conflicts told.

Dry or not, it reads the same documents and comes to the same counts. Killed midway, it is simply run again: what is
there already is left as it is. What belongs to an environment stays there: its sentinel and marks, its ledger of costs,
what it knows of hosts and boards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from jobfinder import log
from jobfinder.domain import collection_names as names
from jobfinder.domain.kept import Kept
from jobfinder.domain.kept_things import Entry, are_alike, as_new_work, contradiction_in, entry_of, id_of
from jobfinder.domain.match import Match
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import ItemStatus, QueueItem
from jobfinder.errors import Unreadable
from jobfinder.ports import Clock, Snapshot, Store
from jobfinder.usecases.backup_files import Tell, tell_nobody
from jobfinder.usecases.pacing import UNLIMITED, Pace

# What goes over, in this order: whatever is killed midway leaves no match or item without its listing.
MIGRATED = (names.PROFILES, names.SOURCES, names.LISTINGS, names.EXTRACTIONS, names.MATCHES, names.QUEUE)
LOT = 200  # documents looked at and written at a time
MOST_NAMED = 100  # conflicts, and invalid documents, that are named one by one
_ENDED = (ItemStatus.SUCCEEDED, ItemStatus.FAILED)


@dataclass(frozen=True, slots=True)
class Refused:
    """One document that does not go over, and why."""

    collection: str
    id: str
    why: str


@dataclass(slots=True)
class Migration:
    """What a migration comes to, by collection: `new` went over (or would), `there` was there already.

    `conflicts` are documents that the target has otherwise, which stay as they are; `invalid` ones were not written.
    """

    new: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    conflicts: Counter[str] = field(default_factory=Counter)
    invalid: Counter[str] = field(default_factory=Counter)
    stays: dict[str, int] = field(default_factory=dict)
    named: list[Refused] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)  # listings that did not go over and that the target lacks

    @property
    def is_clean(self) -> bool:
        """Return whether everything was valid and nothing in the way."""
        return not (self.conflicts.total() or self.invalid.total())

    def refuse(self, counts: Counter[str], collection: str, identity: str, why: str) -> None:
        """Count a document that does not go over, and name it if few were named yet."""
        counts[collection] += 1
        if counts.total() <= MOST_NAMED:
            self.named.append(Refused(collection, identity, why))


def migrate_data(
    source: Store,
    target: Store,
    *,
    now: Clock,
    dry_run: bool,
    pace: Pace = UNLIMITED,
    tell: Tell = tell_nobody,
) -> Migration:
    """Copy the documents of MIGRATED that the target lacks, or only say which those are; return what came of it.

    Raises Retryable where a store does not answer; then it can be run again.
    """
    migration = Migration()
    with source.snapshot() as snapshot:
        migration.stays = {
            name: snapshot.count(name)
            for name in snapshot.collections()
            if name not in MIGRATED and not name.startswith("sqlite_")
        }
        for collection in MIGRATED:
            _Passage(snapshot, source, target, collection, migration, now).go(dry_run=dry_run, pace=pace, tell=tell)
    totals = {name: getattr(migration, name).total() for name in ("new", "there", "conflicts", "invalid")}
    log.event("migrated", dry_run=dry_run, **totals)
    return migration


@dataclass(frozen=True, slots=True)
class _Passage:
    """One collection on its way."""

    snapshot: Snapshot
    source: Store
    target: Store
    collection: str
    migration: Migration
    now: Clock

    def go(self, *, dry_run: bool, pace: Pace, tell: Tell) -> None:
        """Look at every document, lot by lot, and write those that are new."""
        total, done = self.snapshot.count(self.collection), 0
        documents = self.snapshot.each(self.collection)
        while lot := list(islice(documents, LOT)):
            new = self._new(self._valid(lot))
            if not dry_run:
                there = self.target.create_kept(self.collection, pace.each(new))
                for identity in there:  # somebody created it since we looked
                    self._conflict(identity, "somebody else created it meanwhile")
                new = [kept for kept in new if kept.id not in there]
            self.migration.new[self.collection] += len(new)
            done += len(lot)
            tell(self.collection, done, total)

    def _conflict(self, identity: str, why: str, *, is_absent: bool = False) -> None:
        if is_absent and self.collection == names.LISTINGS:
            self.migration.absent.add(identity)
        self.migration.refuse(self.migration.conflicts, self.collection, identity, why)

    def _invalid(self, identity: str, why: str) -> None:
        if self.collection == names.LISTINGS:
            self.migration.absent.add(identity)
        self.migration.refuse(self.migration.invalid, self.collection, identity, why)

    # -- validation

    def _valid(self, lot: list[Kept]) -> list[Entry]:
        """Return what the documents stand for, without those that are not whole or whose listing is not there."""
        entries = []
        for kept in lot:
            entry, problem = _read(self.collection, kept)
            if entry is None:
                self._invalid(kept.id, problem)
            else:
                entries.append(entry)
        there = _ids(self.source, names.LISTINGS, {listing for entry in entries if (listing := _listing_of(entry))})
        return [entry for entry in entries if self._has_its_listing(entry, there)]

    def _has_its_listing(self, entry: Entry, there: Mapping[str, Kept]) -> bool:
        """Return whether the listing that a match, an item or a copy needs goes over, or is there already."""
        listing_id = _listing_of(entry)
        if not listing_id:
            return True
        if listing_id not in there:
            why = "is not in the source"
        elif listing_id in self.migration.absent or _read(names.LISTINGS, there[listing_id])[0] is None:
            why = "does not go over"
        else:
            return True
        self._invalid(id_of(entry.thing), f"its listing {listing_id[:16]} {why}")
        return False

    # -- what the target has

    def _new(self, entries: list[Entry]) -> list[Kept]:
        """Return what the target lacks, in its form; what it has is there already, or a conflict."""
        moved = {kept.id: (entry, kept) for entry in entries for kept in [self.target.as_kept(self._moved(entry))]}
        there = self.target.find_kept(self.collection, list(moved))
        merges = self._listings_elsewhere(entries)
        new = []
        for identity, (entry, kept) in moved.items():
            if identity in there:
                self._compare(entry, there[identity])
            elif why := self._broken_merge(entry, merges):
                self._conflict(identity, why, is_absent=True)
            else:
                new.append(kept)
        return new

    def _moved(self, entry: Entry) -> Entry:
        """Return an entry as it goes over: at the end of the order of creation, and unfinished work begun anew."""
        thing = as_new_work(entry.thing, self.now()) if isinstance(entry.thing, QueueItem) else entry.thing
        return Entry(entry.collection, thing, entry.members)

    def _compare(self, entry: Entry, there: Kept) -> None:
        thing = self._moved(entry).thing
        is_at_work = isinstance(thing, QueueItem) and thing.status not in _ENDED
        try:
            alike = is_at_work or are_alike(thing, entry_of(self.collection, there).thing)
        except Unreadable as error:
            return self._conflict(there.id, f"the target's own is not whole: {error.what}")
        if alike:
            self.migration.there[self.collection] += 1
            return None
        return self._conflict(there.id, "the target has another version of it, which stays")

    def _listings_elsewhere(self, entries: list[Entry]) -> dict[str, Kept]:
        """Return the target's listings that the entries' merges name, and those that matches and items are about."""
        wanted = {member for entry in entries for member in entry.members}
        wanted |= {identity for entry in entries if (identity := _listing_of(entry))}
        return _ids(self.target, names.LISTINGS, wanted)

    def _broken_merge(self, entry: Entry, there: Mapping[str, Kept]) -> str:
        """Return in words why a listing cannot join its merge in the target, or a match is not that job's, else ""."""
        thing = entry.thing
        if isinstance(thing, Listing):
            torn = [one for one in entry.members if one in there and not self._is_merged_alike(there[one], entry)]
            return f"it belongs to a job that is merged otherwise in the target ({torn[0][:16]})" if torn else ""
        if isinstance(thing, Match) and thing.listing_id in there:
            canonical = there[thing.listing_id].fields.get("canonical_id")
            return f"in the target its listing is a copy of another job ({canonical[:16]})" if canonical else ""
        return ""

    def _is_merged_alike(self, kept: Kept, entry: Entry) -> bool:
        """Return whether a listing of the target belongs to the same merge as the source says.

        In Firestore each listing names its whole merge; in SQLite the copies that are there make it, so that a merge
        which is on its way is a part of the source's.
        """
        members = set(map(str, kept.fields.get("members") or [kept.id]))
        return members <= set(entry.members) if self.target.kind == "sqlite" else members == set(entry.members)


def _read(collection: str, kept: Kept) -> tuple[Entry | None, str]:
    """Return what a document stands for, or None and in words why it is not whole."""
    try:
        entry = entry_of(collection, kept)
    except Unreadable as error:
        return None, error.what
    problem = contradiction_in(entry.thing)
    return (None, problem) if problem else (entry, "")


def _listing_of(entry: Entry) -> str:
    """Return the id of the listing that a match or an item is about, or that a copy repeats; "" where there is none."""
    if isinstance(entry.thing, Listing):
        return entry.thing.canonical_id or ""
    return entry.thing.listing_id if isinstance(entry.thing, Match | QueueItem) else ""


def _ids(store: Store, collection: str, wanted: set[str]) -> dict[str, Kept]:
    return store.find_kept(collection, sorted(wanted)) if wanted else {}
