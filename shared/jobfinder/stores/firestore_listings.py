"""Listings in Firestore: a known one costs no write, a new one two, in one commit with the item that scores it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from jobfinder.domain.documents import Document, well_formed
from jobfinder.domain.links import address_keys
from jobfinder.domain.posting import Listing, ListingState
from jobfinder.domain.queue import ItemKind, QueueItem
from jobfinder.errors import Permanent
from jobfinder.ports import Added, Arrival, Choose, Stamp
from jobfinder.stores import firestore_queries as queries
from jobfinder.stores.firestore_additions import Additions, Known, in_lots
from jobfinder.stores.firestore_listing_documents import (
    field,
    in_order,
    listing_document,
    listing_of,
    merge_change,
    new_version,
    stamp_of,
    url_key,
)
from jobfinder.stores.firestore_queue import FirestoreQueue
from jobfinder.stores.firestore_queue_documents import taking_back
from jobfinder.stores.firestore_tables import MOST_WRITES, readable
from jobfinder.stores.firestore_values import chunks, document_id, number_of, short, stamp, utc
from jobfinder.stores.merging import rescore_of_heir

if TYPE_CHECKING:
    from google.cloud.firestore import DocumentReference, WriteBatch

    from jobfinder.stores.firestore_values import Snapshot

PAGE, PAGE_OF_WORDS = 200, 2_000  # listings, or only their words, in memory at a time while all are read


class FirestoreListings(FirestoreQueue):
    """The part of `ports.Store` about listings; it creates queue items too, hence its parent."""

    def stamps(self, listing_ids: Sequence[str]) -> dict[str, Stamp]:
        """Return the stamps of those listings that are known: one keyed read each."""
        wanted = {document_id(one): one for one in listing_ids}
        found = self._database.get_all([self._listing(one) for one in wanted], ("content_hash", "state"))
        return {wanted[one.id]: stamp_of(one) for one in found}

    def open_stamps(self, source_key: str) -> dict[str, Stamp]:
        """Return the stamps of all open listings of a source."""
        query = queries.OPEN_OF_SOURCE.of(self._database.client, short(source_key), ListingState.OPEN.value)
        return {one.id: stamp_of(one) for one in self._database.find(query)}

    # -- adding

    def add(self, arrivals: Sequence[Arrival], choose: Choose) -> list[Added]:
        """Create each listing with its item, in order; never overwrite one that exists. See `ports.Store.add`."""
        added: list[Added] = []
        for chunk in in_lots(arrivals):
            added += self._database.again(partial(self._add, chunk, choose), what="new listings")
        return added

    def _add(self, arrivals: Sequence[Arrival], choose: Choose) -> list[Added]:
        known = self._canonical_ids([arrival.listing.id for arrival in arrivals])
        new = {one.listing.id: one for one in reversed(arrivals) if one.listing.id not in known}
        fresh = [one for one in arrivals if new.get(one.listing.id) is one]
        created = {one.listing_id: one for one in self._create(fresh, choose)} if fresh else {}
        answers: list[Added] = []
        for arrival in arrivals:
            identity = arrival.listing.id
            is_first = new.get(identity) is arrival
            canonical_id = created[identity].canonical_id if identity in created else known.get(identity)
            answers.append(created[identity] if is_first else Added(identity, "known", canonical_id))
        return answers

    def _canonical_ids(self, listing_ids: Iterable[str]) -> dict[str, str | None]:
        """Return what each of the listings that are known repeats."""
        wanted = {document_id(one): one for one in listing_ids}
        found = self._database.get_all([self._listing(one) for one in wanted], ("canonical_id",))
        return {wanted[one.id]: field(one, "canonical_id") for one in found}

    def _create(self, arrivals: Sequence[Arrival], choose: Choose) -> list[Added]:
        """Create listings with their items in one commit, looking for what they may repeat."""
        now = self._clock()
        if any(arrival.listing.merge_keys for arrival in arrivals):
            with self._database.merging() as batch:
                return self._decide(arrivals, choose, now, batch)
        batch = self._database.client.batch()
        for arrival in arrivals:
            alone = replace(arrival.listing, canonical_id=None)
            new = Known(alone, (alone.id,), self._database.next_number())
            batch.create(self._listing(alone.id), self._new_listing(new))
        items = [arrival.item for arrival in arrivals]
        self._create_items(batch, items, now, {item.id for item in items})
        self._database.commit(batch)
        return [Added(arrival.listing.id, "new") for arrival in arrivals]

    def _decide(self, arrivals: Sequence[Arrival], choose: Choose, now: datetime, batch: WriteBatch) -> list[Added]:
        additions = Additions(self._database, now)
        additions.look_for_rivals(arrivals)
        for arrival in arrivals:
            additions.add(arrival, choose)
        rescores = [one for one in additions.items if one.kind is ItemKind.RESCORE]
        known = self.existing_items([one.id for one in rescores]) if rescores else set()
        for identity in additions.created:
            batch.create(self._listing(identity), self._new_listing(additions.known[identity]))
        for identity in sorted(additions.moved.difference(additions.created)):
            one = additions.known[identity]
            batch.update(self._listing(identity), merge_change(one.listing.canonical_id, one.members))
        for match in additions.unmatched:
            batch.delete(match.reference, self._as_of(stamp(match)))
        self._take_back(batch, additions.other_jobs.difference(additions.created), now)
        self._create_items(batch, [one for one in additions.items if one.id not in known], now, additions.firsts)
        return additions.answers

    def _new_listing(self, known: Known) -> Document:
        return listing_document(known.listing, known.members, known.number)

    def _create_items(
        self, batch: WriteBatch, items: Sequence[QueueItem], now: datetime, firsts: Container[str] = ()
    ) -> None:
        for item in items:
            batch.create(self._reference(item.id), self._new_item(item, now, is_first=item.id in firsts))

    def _take_back(self, batch: WriteBatch, listing_ids: Iterable[str], now: datetime) -> None:
        """Take from the workers what they have in hand of jobs that become others; it is due again at once.

        They read the job as it was: what they would write is out of date, and may be under a listing that stands for
        the job no longer.
        """
        for lot in chunks(sorted(listing_ids), queries.MOST_ALTERNATIVES):
            for snapshot in self._database.find(queries.STATES_OF_ITEMS.of(self._database.client, lot)):
                change = taking_back(snapshot, now=now)
                if change is not None:
                    batch.update(snapshot.reference, change, self._as_of(stamp(snapshot)))

    # -- changing

    def change(self, arrivals: Sequence[Arrival]) -> None:
        """Replace known listings by new versions, open again, and create the items for them. Raises Permanent."""
        for chunk in in_lots(arrivals):
            self._database.again(partial(self._change, chunk), what="changed listings")

    def _change(self, arrivals: Sequence[Arrival]) -> None:
        items = {arrival.item.id: arrival.item for arrival in arrivals}
        jobs = self._members_of([arrival.listing.id for arrival in arrivals])
        batch, now = self._database.client.batch(), self._clock()
        for arrival in arrivals:
            batch.update(self._listing(arrival.listing.id), new_version(arrival.listing))
        self._take_back(batch, jobs, now)
        known = self.existing_items(list(items))
        self._create_items(batch, [item for item in items.values() if item.id not in known], now)
        self._database.commit(batch)

    def _members_of(self, listing_ids: Sequence[str]) -> set[str]:
        """Return the ids of all listings whose jobs these listings belong to. Raises Permanent for an unknown one."""
        found = self._database.get_all([self._listing(one) for one in dict.fromkeys(listing_ids)], ("members",))
        there = {one.id: field(one, "members") for one in found}
        for identity in listing_ids:
            if document_id(identity) not in there:
                raise Permanent("A listing that is to change is not known", where=identity)
        return {*listing_ids, *(str(one) for members in there.values() for one in members or ())}

    def close(self, listing_ids: Sequence[str], now: datetime) -> None:
        """Mark listings closed; those that are stay as they are."""
        for chunk in chunks(dict.fromkeys(listing_ids), MOST_WRITES):
            self._database.again(partial(self._close, chunk, utc(now)), what="closed listings")

    def _close(self, listing_ids: Sequence[str], now: datetime) -> None:
        found = self._database.get_all([self._listing(one) for one in listing_ids], ("state",))
        batch = self._database.client.batch()
        still_open = [one for one in found if field(one, "state") != ListingState.CLOSED.value]
        for snapshot in still_open:
            batch.update(snapshot.reference, {"state": ListingState.CLOSED.value, "closed_at": now})
        if still_open:
            self._database.commit(batch)

    # -- reading

    def listings(self, listing_ids: Sequence[str]) -> dict[str, Listing]:
        """Return those of the listings that exist. Raises Unreadable, naming the document."""
        found = self._database.get_all([self._listing(one) for one in dict.fromkeys(listing_ids)])
        return {listing.id: listing for listing in map(listing_of, found)}

    def links(self, listing_id: str) -> list[Listing]:
        """Return every listing of the same merge, the canonical one first, in one call."""
        members = [listing_of(snapshot) for snapshot in in_order(self._merge(listing_id))]
        if members:
            self._jobs.put(listing_id, members[0].id)
        return members

    def bearing(self, keys: Sequence[str], *, limit: int = 200) -> list[Listing]:
        """Return listings that bear one of these merge keys, the newest first."""
        database, lots = self._database, chunks(dict.fromkeys(keys), queries.MOST_ALTERNATIVES)
        asked = (database.find(queries.BEARING.of(database.client, lot, limit=limit * len(lot))) for lot in lots)
        found = {one.id: one for some in asked for one in some}
        return readable(sorted(found.values(), key=number_of, reverse=True), listing_of)

    def _merge(self, listing_id: str) -> list[Snapshot]:
        return self._database.find(queries.MERGE_OF.of(self._database.client, listing_id))

    def find_listings(self, *, id_prefix: str = "", url: str = "", text: str = "", limit: int = 20) -> list[Listing]:
        """Return listings that fit all that is given, open ones first, then the newest; nothing given finds nothing.

        Firestore has no search in texts: for one, a few words of every listing are read, at the price of a read each.
        """
        words = well_formed(text).casefold().split()
        if id_prefix or url:
            found = self._database.find(self._narrow(id_prefix, url))
        elif words:
            found = self._with_words(words, limit)
        else:
            return []
        found.sort(key=_open_and_newest_first)
        return [
            listing
            for listing in readable(found, listing_of)
            if listing.id.startswith(id_prefix)
            and (not url or _is_at(listing, url))
            and all(word in f"{listing.posting.title} {listing.posting.company}".casefold() for word in words)
        ][:limit]

    def _narrow(self, id_prefix: str, url: str) -> Any:
        if url and (keys := list(address_keys(url))):
            return queries.LISTINGS_AT_ADDRESS.of(self._database.client, (url_key(url), keys))
        if url:
            return queries.LISTINGS_AT_URL.of(self._database.client, url_key(url))
        prefix = document_id(id_prefix)
        return queries.LISTINGS_BY_ID.of(self._database.client, prefix, prefix + "\U0010ffff")

    def _with_words(self, words: Sequence[str], limit: int) -> list[Snapshot]:
        heads = [
            head
            for head in self._pages(queries.WORDS_OF_LISTINGS, size=PAGE_OF_WORDS)
            if all(word in str(field(head, "words")) for word in words)
        ]
        heads.sort(key=_open_and_newest_first)
        return self._database.get_all([head.reference for head in heads[:limit]])

    def each_listing(self, *, open_only: bool = True) -> Iterator[Listing]:
        """Yield listings by id, PAGE in memory at a time."""
        if open_only:
            pages = self._pages(queries.OPEN_LISTINGS, ListingState.OPEN.value, size=PAGE)
        else:
            pages = self._pages(queries.ALL_LISTINGS, size=PAGE)
        for snapshot in pages:
            yield from readable([snapshot], listing_of)

    def _pages(self, question: queries.Question, *values: object, size: int) -> Iterator[Snapshot]:
        after = None
        while True:
            page = self._database.find(question.of(self._database.client, *values, limit=size, after=after))
            yield from page
            if len(page) < size:
                return
            after = page[-1].id

    # -- undoing a merge

    def split(self, listing_id: str, item: QueueItem) -> None:
        """Make a merged listing stand for itself for ever and create the item that scores it. Raises Permanent.

        If the others were merged into this one, the one of them that came first takes its place, and is scored too.
        """
        self._database.again(lambda: self._split(listing_id, item), what=f"listing {listing_id}")

    def _split(self, listing_id: str, item: QueueItem) -> None:
        with self._database.merging() as batch:
            members = in_order(self._merge(listing_id))
            if not members:
                raise Permanent("There is no such listing", where=listing_id)
            if len(members) == 1:
                raise Permanent("This listing is not merged with another", where=listing_id)
            rest = [member for member in members if member.id != document_id(listing_id)]
            items = [item]
            if rest[0].id != members[0].id:
                items.append(rescore_of_heir(item, listing_of(rest[0]), listing_id))
            known = self.existing_items([one.id for one in items])
            alone = {**merge_change(None, [listing_id]), "split": True}
            batch.update(self._listing(listing_id), alone)
            self._take_back(batch, [listing_of(member).id for member in members], self._clock())
            for member in rest:
                canonical_id = None if member is rest[0] else rest[0].id
                batch.update(member.reference, merge_change(canonical_id, [one.id for one in rest]))
            self._create_items(batch, [one for one in items if one.id not in known], self._clock())

    def _listing(self, listing_id: str) -> DocumentReference:
        return self._database.document(queries.LISTINGS, listing_id)


def _is_at(listing: Listing, url: str) -> bool:
    """Return whether a listing is at a URL, in any form of it."""
    return listing.posting.url == short(url) or not set(address_keys(url)).isdisjoint(listing.merge_keys)


def _open_and_newest_first(snapshot: Snapshot) -> tuple[bool, int]:
    return field(snapshot, "state") != ListingState.OPEN.value, -number_of(snapshot)
