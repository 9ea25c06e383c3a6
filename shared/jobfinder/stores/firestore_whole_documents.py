"""Firestore's documents without the SDK's own types, as a backup can hold them, and back; in pages and in lots."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from jobfinder.domain.kept import GeoPoint, Kept, Reference
from jobfinder.domain.kept_things import Entry, Mark, id_of
from jobfinder.domain.match import Match, MatchState
from jobfinder.domain.person import Profile
from jobfinder.domain.person_codec import profile_to_dict
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import ItemStatus, QueueItem
from jobfinder.errors import Unreadable
from jobfinder.stores import firestore_queries as queries
from jobfinder.stores.firestore_database import Database
from jobfinder.stores.firestore_listing_documents import listing_document
from jobfinder.stores.firestore_match_documents import THE_USERS
from jobfinder.stores.firestore_queue_documents import item_document
from jobfinder.stores.firestore_values import document_id, micros, size_bytes, to_document, utc

if TYPE_CHECKING:
    from google.cloud.firestore import Client

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
                yield kept_of(snapshot)
            if len(found) < PAGE:
                return
            after = found[-1].id


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


# -- from the SDK's types and back ------------------------------------------------------------------------------------


def kept_of(snapshot: Found) -> Kept:
    """Return a document as it is kept. Raises Unreadable for a value that no backup can hold."""
    return Kept(snapshot.id, _neutral(snapshot.to_dict() or {}, snapshot.reference.path))


def _neutral(value: Any, path: str) -> Any:
    """Return a value without the SDK's own types, the keys of every map in order."""
    if isinstance(value, dict):
        return {key: _neutral(value[key], path) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [_neutral(entry, path) for entry in value]
    if value is None or isinstance(value, str | bool | int | float | bytes):
        return value
    return utc(value) if isinstance(value, datetime) else _of_the_sdk(value, path)


def _of_the_sdk(value: Any, path: str) -> Any:
    from google.cloud.firestore import DocumentReference
    from google.cloud.firestore import GeoPoint as NativePoint

    if isinstance(value, DocumentReference):
        return Reference(value.path)
    if isinstance(value, NativePoint):
        return GeoPoint(value.latitude, value.longitude)
    raise Unreadable(f"A field holds a {type(value).__name__}, which no backup can hold", where=f"document {path}")


def native(value: Any, client: Client) -> Any:
    """Return a value as the SDK takes it."""
    from google.cloud.firestore import GeoPoint as NativePoint

    if isinstance(value, dict):
        return {key: native(entry, client) for key, entry in value.items()}
    if isinstance(value, list):
        return [native(entry, client) for entry in value]
    if isinstance(value, Reference):
        return client.document(value.path)
    return NativePoint(value.latitude, value.longitude) if isinstance(value, GeoPoint) else value


# -- from the domain --------------------------------------------------------------------------------------------------


def kept_from(
    entry: Entry, *, number: int, now: datetime, expiry: Callable[[ItemStatus, datetime], datetime | None]
) -> Kept:
    """Return a thing of the domain as it is kept; `expiry` says when an item that ended then may go."""
    thing = entry.thing
    identity = f"mark-{thing.name}" if isinstance(thing, Mark) else document_id(id_of(thing))
    if isinstance(thing, QueueItem):
        expires_at = expiry(thing.status, thing.finished_at or now)
        fields = item_document(thing, number=number, now=now, expires_at=expires_at, is_first=False)
    elif isinstance(thing, Listing):
        fields = listing_document(thing, entry.members or (thing.id,), number)
    else:
        fields = _fields_of(thing)
    return Kept(identity, _neutral(fields, identity))


def _fields_of(thing: Any) -> dict[str, Any]:
    if isinstance(thing, Mark):
        return {"text": thing.text}
    if isinstance(thing, Profile):
        return profile_to_dict(thing)
    return _match_fields(thing) if isinstance(thing, Match) else to_document(thing, whole=True)


def _match_fields(match: Match) -> dict[str, Any]:
    """Return a match's document; see firestore_match_documents.py on what is left out of it."""
    document = to_document(match, whole=True)
    del document["created_at"]
    for field in THE_USERS:
        if document[field] in ("", [], MatchState.NEW.value):
            del document[field]
    touches = len(match.history) or int(match.touched)
    return {**document, "created_micros": micros(match.created_at), "touches": touches}
