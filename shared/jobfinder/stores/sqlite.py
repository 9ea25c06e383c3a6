"""The embedded store: one SQLite file, nothing to install, nothing to sign up for; `ports.Store` in full."""

from __future__ import annotations

from pathlib import Path

from jobfinder.ports import Clock
from jobfinder.stores.sqlite_database import Database
from jobfinder.stores.sqlite_fetching import SqliteFetching
from jobfinder.stores.sqlite_listings import SqliteListings
from jobfinder.stores.sqlite_marks import SqliteMarks
from jobfinder.stores.sqlite_matches import SqliteMatches
from jobfinder.stores.sqlite_models import SqliteModels
from jobfinder.stores.sqlite_queue import SqliteQueue
from jobfinder.stores.sqlite_sources import SqliteSources
from jobfinder.stores.sqlite_whole import SqliteWhole


class SqliteStore(
    SqliteListings,
    SqliteQueue,
    SqliteMatches,
    SqliteSources,
    SqliteFetching,
    SqliteMarks,
    SqliteModels,
    SqliteWhole,
):
    """Everything in one file. Several threads and several processes may use it at once."""

    @classmethod
    def open(cls, path: str | Path, *, clock: Clock, environment: str | None = None) -> SqliteStore:
        """Return the store in the file at `path`, made with its folder where missing, and migrated where it is older.

        `environment` marks a new database as belonging to it, and is held against the sentinel of one that exists. One
        with something in it but no sentinel could be anybody's: it is refused.

        Raises Misconfigured (not a Job Finder database, of a newer version, of another environment, not to be opened)
        or Retryable (locked, disk full).
        """
        store = cls(Database.open(Path(path)), clock)
        if environment is not None:
            try:
                (store.require_environment if store.is_in_use() else store.set_environment)(environment)
            except BaseException:
                store.close_store()
                raise
        return store

    def close_store(self) -> None:
        """Let go of the file; threads still at work get Retryable. Closing twice is harmless."""
        self._database.close()
