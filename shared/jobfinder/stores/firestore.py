"""The cloud's store: one named Firestore database; `ports.Store` in full."""

from __future__ import annotations

from collections.abc import Mapping

from jobfinder.ports import Clock
from jobfinder.stores.firestore_database import Database
from jobfinder.stores.firestore_fetching import FirestoreFetching
from jobfinder.stores.firestore_listings import FirestoreListings
from jobfinder.stores.firestore_marks import FirestoreMarks
from jobfinder.stores.firestore_matches import FirestoreMatches
from jobfinder.stores.firestore_models import FirestoreModels
from jobfinder.stores.firestore_sources import FirestoreSources
from jobfinder.stores.firestore_watch import FirestoreWatch
from jobfinder.stores.firestore_whole import FirestoreWhole


class FirestoreStore(
    FirestoreListings,
    FirestoreWatch,
    FirestoreMatches,
    FirestoreSources,
    FirestoreFetching,
    FirestoreMarks,
    FirestoreModels,
    FirestoreWhole,
):
    """Everything in one named database. Several threads and several processes may use it at once."""

    @classmethod
    def open(
        cls,
        database: str,
        *,
        clock: Clock,
        environment: str | None = None,
        project: str | None = None,
        keep_days: Mapping[str, int] | None = None,
    ) -> FirestoreStore:
        """Return the store in the named database of a project (None: the one that the environment or credentials name).

        `environment` is held against the sentinel, which must be there (`jobfinder environment init`); only an
        emulator's database, which is gone when the emulator ends, is given one.
        `keep_days` says, by status, after how many days Firestore's TTL may delete a finished item.

        Raises Misconfigured (no such database or project, no or expired credentials, no permission, the database of
        another environment or of nobody) or Retryable.
        """
        store = cls(Database.open(database, project), clock, dict(keep_days or {}))
        if environment is not None:
            try:
                (store.set_environment if store.is_emulated() else store.require_environment)(environment)
            except BaseException:
                store.close_store()
                raise
        return store

    def close_store(self) -> None:
        """Let go of the connection; threads still at work get Retryable. Closing twice is harmless."""
        self._database.close()
