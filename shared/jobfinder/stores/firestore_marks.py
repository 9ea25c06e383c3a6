"""Small texts under a name, each replaced only by whoever knows what stands there, and which jobs are closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from jobfinder.domain.posting import ListingState
from jobfinder.stores import firestore_queries as queries
from jobfinder.stores.firestore_errors import Conflict
from jobfinder.stores.firestore_tables import FirestoreTables
from jobfinder.stores.firestore_values import document_id, stamp, values_of

if TYPE_CHECKING:
    from google.cloud.firestore import DocumentReference, DocumentSnapshot

_CLOSED = ListingState.CLOSED.value


class FirestoreMarks(FirestoreTables):
    """The part of `ports.Store` about marks, and about jobs that are closed."""

    def mark(self, name: str) -> str | None:
        """Return the text kept under a name, None where there is none."""
        return _text(self._database.get(self._mark(name)))

    def swap_mark(self, name: str, was: str | None, now: str) -> bool:
        """Keep a text under a name if what stands there still is `was`; return whether it was."""
        batch, reference = self._database.client.batch(), self._mark(name)
        if was is None:
            batch.create(reference, {"text": now})
        else:
            snapshot = self._database.get(reference)
            if _text(snapshot) != was:
                return False
            batch.update(reference, {"text": now}, self._as_of(stamp(snapshot)))
        try:
            self._database.commit(batch)
        except Conflict:
            return False
        return True

    def closed_jobs(self, listing_ids: Sequence[str]) -> set[str]:
        """Return those of the listings that are closed with every copy of theirs: at most two rounds of keyed reads."""
        wanted = {document_id(one): one for one in listing_ids}
        closed = {one.id: _members(one) for one in self._states_of(list(wanted)) if _is_closed(one)}
        copies = {member for members in closed.values() for member in members} - closed.keys()
        open_copies = {one.id for one in self._states_of(sorted(copies)) if not _is_closed(one)}
        return {wanted[one] for one, members in closed.items() if open_copies.isdisjoint(members)}

    def _states_of(self, ids: Sequence[str]) -> list[DocumentSnapshot[Any]]:
        references = [self._database.document(queries.LISTINGS, one) for one in ids]
        return self._database.get_all(references, ("state", "members"))

    def _mark(self, name: str) -> DocumentReference:
        return self._database.document(queries.META, f"mark-{name}")


def _text(snapshot: DocumentSnapshot[Any]) -> str | None:
    return str(values_of(snapshot).get("text", "")) if snapshot.exists else None


def _is_closed(snapshot: DocumentSnapshot[Any]) -> bool:
    return bool(values_of(snapshot).get("state") == _CLOSED)


def _members(snapshot: DocumentSnapshot[Any]) -> frozenset[str]:
    """Return the documents of the job's copies, its own among them."""
    found = values_of(snapshot).get("members")
    return frozenset(map(document_id, map(str, found))) if isinstance(found, list) else frozenset()
