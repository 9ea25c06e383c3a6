"""What models said (`job-extractions`), and the ledger of what that cost (`usage`, one document a day)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from jobfinder.domain.extraction.said import Extraction
from jobfinder.domain.usage import UsageDay
from jobfinder.stores import firestore_queries as queries
from jobfinder.stores.firestore_tables import FirestoreTables, readable
from jobfinder.stores.firestore_values import from_document, stamp, to_document


class FirestoreModels(FirestoreTables):
    """The part of `ports.Store` about extractions and usage."""

    def extraction(self, extraction_id: str) -> Extraction | None:
        """Return what a model said, None where it was not asked yet. Raises Unreadable."""
        snapshot = self._database.get(self._database.document(queries.EXTRACTIONS, extraction_id))
        return from_document(Extraction, snapshot) if snapshot.exists else None

    def keep_extraction(self, extraction: Extraction) -> None:
        """Keep what a model said; what was kept under its id before is replaced."""
        batch = self._database.client.batch()
        batch.set(self._database.document(queries.EXTRACTIONS, extraction.id), to_document(extraction))
        self._database.commit(batch)

    def stale_extractions(self, *, used_before: datetime, limit: int) -> list[Extraction]:
        """Return what was last known to be of use before a moment, the longest unused first."""
        found = self._database.find(queries.STALE_EXTRACTIONS.of(self._database.client, used_before, limit=limit))
        return readable(found, lambda snapshot: from_document(Extraction, snapshot))

    def delete_extractions(self, ids: Sequence[str]) -> int:
        """Forget what models said; return how many there were."""
        references = [self._database.document(queries.EXTRACTIONS, one) for one in ids]
        return self._delete_unchanged(self._database.get_all(references, ("used_at",)))

    def usage(self, since: str) -> list[UsageDay]:
        """Return the days of the ledger from one on (2026-11-24), in order; days without any usage are not there."""
        found = self._database.find(queries.USAGE_SINCE.of(self._database.client, since))
        return readable(found, lambda snapshot: from_document(UsageDay, snapshot))

    def change_usage(self, day: str, change: Callable[[UsageDay], UsageDay]) -> UsageDay:
        """Replace one day of the ledger by what `change` makes of it; where it raises, nothing is written.

        `change` may be asked more than once, where another process was quicker.
        """
        return self._database.again(lambda: self._changed(day, change), what=f"usage of {day}")

    def _changed(self, day: str, change: Callable[[UsageDay], UsageDay]) -> UsageDay:
        snapshot = self._database.get(self._database.document(queries.USAGE, day))
        changed = change(from_document(UsageDay, snapshot) if snapshot.exists else UsageDay(day=day))
        batch = self._database.client.batch()
        if snapshot.exists:
            batch.update(snapshot.reference, to_document(changed, whole=True), self._as_of(stamp(snapshot)))
        else:
            batch.create(snapshot.reference, to_document(changed))
        self._database.commit(batch)
        return changed
