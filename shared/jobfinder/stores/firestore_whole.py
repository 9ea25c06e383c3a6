"""The whole Firestore database, document by document: read as of one moment, written in atomic lots.

All pages of a snapshot are read as of one moment of the server's clock, so they fit together. Firestore answers for an
hour back, or for seven days where point-in-time recovery is switched on for the database:
https://firebase.google.com/docs/firestore/use-pitr. Subcollections, which the product never makes, are not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from jobfinder.domain.kept import SENTINEL, GeoPoint, Kept, Reference
from jobfinder.domain.kept_things import Entry, Mark, id_of
from jobfinder.domain.match import Match, MatchState
from jobfinder.domain.person import Profile
from jobfinder.domain.person_codec import profile_to_dict
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import QueueItem
from jobfinder.errors import Unreadable
from jobfinder.stores import firestore_queries as queries
from jobfinder.stores.firestore_claims import FirestoreClaims
from jobfinder.stores.firestore_database import Database
from jobfinder.stores.firestore_errors import Conflict
from jobfinder.stores.firestore_listing_documents import listing_document
from jobfinder.stores.firestore_match_documents import THE_USERS
from jobfinder.stores.firestore_queue_documents import item_document
from jobfinder.stores.firestore_schema import version_of
from jobfinder.stores.firestore_values import document_id, micros, size_bytes, to_document, utc, values_of

if TYPE_CHECKING:
    from google.cloud.firestore import DocumentReference

    from jobfinder.stores.firestore_values import Snapshot as Found

PAGE = 200  # documents in memory at a time: at most some 140 MB, and seldom more than two
LOT = 400  # writes in one commit, of the 500 that Firestore takes
LOT_BYTES = 4_000_000  # in one commit, of the 10 MiB that Firestore takes


class FirestoreSnapshot:
    """The database as it was at one moment of the server's clock; `ports.Snapshot`."""

    def __init__(self, database: Database, read_at: datetime) -> None:
        self._database = database
        self.read_at = read_at

    def collections(self) -> list[str]:
        """Return the names of the collections that hold something, in order."""
        return [name for name in self._database.collections(as_of=self.read_at) if self.count(name)]

    def count(self, collection: str) -> int:
        """Return how many documents a collection holds."""
        query = queries.whole(collection).of(self._database.client)
        return self._database.count(query, as_of=self.read_at)

    def each(self, collection: str) -> Iterator[Kept]:
        """Yield a collection's documents in the order of their ids, PAGE in memory at a time."""
        question, after = queries.whole(collection), None
        while True:
            query = question.of(self._database.client, limit=PAGE, after=after)
            found = self._database.find(query, as_of=self.read_at)
            for snapshot in found:
                yield _kept(snapshot)
            if len(found) < PAGE:
                return
            after = found[-1].id


class FirestoreWhole(FirestoreClaims):
    """The part of `ports.Store` about the database as a whole."""

    @property
    def kind(self) -> str:
        """Return the technology."""
        return "firestore"

    @property
    def schema_version(self) -> int:
        """Return the number of the last schema step done in this database."""
        sentinel = self._database.get(self._database.document(queries.META, SENTINEL))
        return version_of(values_of(sentinel))

    @contextmanager
    def snapshot(self) -> Iterator[FirestoreSnapshot]:
        """Give the database as it is now; writers go on meanwhile, and are not seen."""
        sentinel = self._database.get(self._database.document(queries.META, SENTINEL))
        yield FirestoreSnapshot(self._database, utc(sentinel.read_time))

    def find_kept(self, collection: str, ids: Sequence[str]) -> dict[str, Kept]:
        """Return those of the documents that exist."""
        found = self._database.get_all([self._at(collection, one) for one in ids])
        return {snapshot.id: _kept(snapshot) for snapshot in found}

    def create_kept(self, collection: str, documents: Iterable[Kept]) -> set[str]:
        """Create documents in atomic lots; return the ids of those that were there: they stay as they are."""
        there: set[str] = set()
        for lot in in_lots(documents):
            there |= self._database.again(lambda lot=lot: self._create_lot(collection, lot), what=collection)  # type: ignore[misc]
        return there

    def _create_lot(self, collection: str, lot: Sequence[Kept]) -> set[str]:
        """Create a lot; where some are there already, create the others."""
        try:
            self._commit_new(collection, lot)
        except Conflict:
            references = [self._at(collection, kept.id) for kept in lot]
            there = {snapshot.id for snapshot in self._database.get_all(references, ())}
            self._commit_new(collection, [kept for kept in lot if kept.id not in there])
            return there
        return set()

    def _commit_new(self, collection: str, lot: Sequence[Kept]) -> None:
        batch = self._database.client.batch()
        for kept in lot:
            batch.create(self._at(collection, kept.id), self._native(kept.fields))
        if lot:
            self._database.commit(batch)

    def put_kept(self, collection: str, document: Kept) -> None:
        """Create or replace one document."""
        batch = self._database.client.batch()
        batch.set(self._at(collection, document.id), self._native(document.fields))
        self._database.commit(batch)

    def delete_kept(self, collection: str, ids: Sequence[str]) -> None:
        """Delete documents in atomic lots; one that is not there is no error."""
        for start in range(0, len(ids), LOT):
            batch = self._database.client.batch()
            for one in ids[start : start + LOT]:
                batch.delete(self._at(collection, one))
            self._database.commit(batch)

    def as_kept(self, entry: Entry) -> Kept:
        """Return a thing of the domain as this store keeps it."""
        thing = entry.thing
        identity = f"mark-{thing.name}" if isinstance(thing, Mark) else document_id(id_of(thing))
        return Kept(identity, _neutral(self._fields_of(entry), identity))

    def _fields_of(self, entry: Entry) -> dict[str, Any]:
        thing = entry.thing
        number = self._database.next_number() if entry.number is None else entry.number
        if isinstance(thing, Mark):
            return {"text": thing.text}
        if isinstance(thing, Profile):
            return profile_to_dict(thing)
        if isinstance(thing, Listing):
            return listing_document(thing, entry.members or (thing.id,), number)
        if isinstance(thing, QueueItem):
            now = self._clock()
            expires_at = self.expiry(thing.status, thing.finished_at or now)
            return item_document(thing, number=number, now=now, expires_at=expires_at, is_first=False)
        return _match_fields(thing) if isinstance(thing, Match) else to_document(thing, whole=True)

    def _at(self, collection: str, identity: str) -> DocumentReference:
        return self._database.client.document(collection, identity)

    def _native(self, value: Any) -> Any:
        """Return a value as the SDK takes it."""
        from google.cloud.firestore import GeoPoint as NativePoint

        if isinstance(value, dict):
            return {key: self._native(entry) for key, entry in value.items()}
        if isinstance(value, list):
            return [self._native(entry) for entry in value]
        if isinstance(value, Reference):
            return self._database.client.document(value.path)
        return NativePoint(value.latitude, value.longitude) if isinstance(value, GeoPoint) else value


def _match_fields(match: Match) -> dict[str, Any]:
    """Return a match's document; see firestore_match_documents.py on what is left out of it."""
    document = to_document(match, whole=True)
    del document["created_at"]
    for field in THE_USERS:
        if document[field] in ("", [], MatchState.NEW.value):
            del document[field]
    touches = len(match.history) or int(match.touched)
    return {**document, "created_micros": micros(match.created_at), "touches": touches}


def in_lots(documents: Iterable[Kept]) -> Iterator[list[Kept]]:
    """Yield what goes into one commit each."""
    lot, lot_bytes = list[Kept](), 0
    for kept in documents:
        more = size_bytes(kept.fields)
        if lot and (len(lot) == LOT or lot_bytes + more > LOT_BYTES):
            yield lot
            lot, lot_bytes = [], 0
        lot.append(kept)
        lot_bytes += more
    if lot:
        yield lot


def _kept(snapshot: Found) -> Kept:
    return Kept(snapshot.id, _neutral(snapshot.to_dict() or {}, snapshot.reference.path))


def _neutral(value: Any, path: str) -> Any:
    """Return a value without the SDK's own types, the keys of every map in order."""
    from google.cloud.firestore import DocumentReference
    from google.cloud.firestore import GeoPoint as NativePoint

    if isinstance(value, dict):
        return {key: _neutral(value[key], path) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [_neutral(entry, path) for entry in value]
    if value is None or isinstance(value, str | bool | int | float | bytes):
        return value
    if isinstance(value, datetime):
        return utc(value)
    if isinstance(value, DocumentReference):
        return Reference(value.path)
    if isinstance(value, NativePoint):
        return GeoPoint(value.latitude, value.longitude)
    raise Unreadable(f"A field holds a {type(value).__name__}, which no backup can hold", where=f"document {path}")
