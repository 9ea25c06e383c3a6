"""The whole Firestore database, document by document: read as of one moment, written in atomic lots.

All pages of a snapshot are read as of one moment of the server's clock, so they fit together. Firestore answers for an
hour back, or for seven days where point-in-time recovery is switched on for the database:
https://firebase.google.com/docs/firestore/use-pitr. Subcollections, which the product never makes, are not read.

Functions never need any of it, so what it is made of (firestore_whole_documents.py) loads when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from jobfinder.domain.collection_names import META, SENTINEL
from jobfinder.stores.firestore_claims import FirestoreClaims
from jobfinder.stores.firestore_errors import Conflict
from jobfinder.stores.firestore_schema import version_of
from jobfinder.stores.firestore_values import utc, values_of

if TYPE_CHECKING:
    from google.cloud.firestore import DocumentReference

    from jobfinder.domain.kept import Kept
    from jobfinder.domain.kept_things import Entry
    from jobfinder.stores.firestore_values import Snapshot as Found
    from jobfinder.stores.firestore_whole_documents import FirestoreSnapshot

LOT = 400  # deletions in one commit, of the 500 writes that Firestore takes


class FirestoreWhole(FirestoreClaims):
    """The part of `ports.Store` about the database as a whole."""

    @property
    def kind(self) -> str:
        """Return the technology."""
        return "firestore"

    @property
    def schema_version(self) -> int:
        """Return the number of the last schema step done in this database."""
        return version_of(values_of(self._sentinel()))

    @contextmanager
    def snapshot(self) -> Iterator[FirestoreSnapshot]:
        """Give the database as it is now; writers go on meanwhile, and are not seen."""
        from jobfinder.stores.firestore_whole_documents import FirestoreSnapshot

        yield FirestoreSnapshot(self._database, utc(self._sentinel().read_time))

    def find_kept(self, collection: str, ids: Sequence[str]) -> dict[str, Kept]:
        """Return those of the documents that exist."""
        from jobfinder.stores.firestore_whole_documents import kept_of

        found = self._database.get_all([self._at(collection, one) for one in ids])
        return {snapshot.id: kept_of(snapshot) for snapshot in found}

    def create_kept(self, collection: str, documents: Iterable[Kept]) -> set[str]:
        """Create documents in atomic lots; return the ids of those that were there: they stay as they are."""
        from jobfinder.stores.firestore_whole_documents import in_lots

        there: set[str] = set()
        for lot in in_lots(documents):
            there |= self._database.again(partial(self._create_lot, collection, lot), what=collection)
        return there

    def _create_lot(self, collection: str, lot: Sequence[Kept]) -> set[str]:
        """Create a lot; where some are there already, create the others."""
        try:
            self._commit_new(collection, lot)
        except Conflict as conflict:
            found = self.find_kept(collection, [kept.id for kept in lot])
            self._commit_new(collection, [kept for kept in lot if kept.id not in found])
            # After a repeat, what is there just as we wrote it is our own, whose answer was lost.
            ours = {kept.id for kept in lot if found.get(kept.id) == kept} if conflict.after_repeat else set()
            return found.keys() - ours
        return set()

    def _commit_new(self, collection: str, lot: Sequence[Kept]) -> None:
        from jobfinder.stores.firestore_whole_documents import native

        batch = self._database.client.batch()
        for kept in lot:
            batch.create(self._at(collection, kept.id), native(kept.fields, self._database.client))
        if lot:
            self._database.commit(batch)

    def put_kept(self, collection: str, document: Kept) -> None:
        """Create or replace one document."""
        from jobfinder.stores.firestore_whole_documents import native

        batch = self._database.client.batch()
        batch.set(self._at(collection, document.id), native(document.fields, self._database.client))
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
        from jobfinder.stores.firestore_whole_documents import kept_from

        number = self._database.next_number() if entry.number is None else entry.number
        return kept_from(entry, number=number, now=self._clock(), expiry=self.expiry)

    def _sentinel(self) -> Found:
        return self._database.get(self._database.document(META, SENTINEL))

    def _at(self, collection: str, identity: str) -> DocumentReference:
        return self._database.client.document(collection, identity)
