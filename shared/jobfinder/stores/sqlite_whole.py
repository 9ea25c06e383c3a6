"""The whole SQLite database, document by document: read within one transaction, written in atomic lots.

Hardly any command needs it, so what it is made of (sqlite_whole_documents.py) loads when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from jobfinder.stores.sqlite_database import connect
from jobfinder.stores.sqlite_errors import translated
from jobfinder.stores.sqlite_tables import SqliteTables
from jobfinder.stores.sqlite_values import chunks

if TYPE_CHECKING:
    from jobfinder.domain.kept import Kept
    from jobfinder.domain.kept_things import Entry
    from jobfinder.stores.sqlite_whole_documents import SqliteSnapshot

LOT = 200  # documents in one transaction: no other writer waits long


class SqliteWhole(SqliteTables):
    """The part of `ports.Store` about the database as a whole."""

    @property
    def kind(self) -> str:
        """Return the technology."""
        return "sqlite"

    @property
    def schema_version(self) -> int:
        """Return the number of the last schema step done in this database."""
        with self._database.reading() as db:
            return int(db.execute("PRAGMA user_version").fetchone()[0])

    @contextmanager
    def snapshot(self) -> Iterator[SqliteSnapshot]:
        """Give the database as it is now; writers go on meanwhile, and are not seen."""
        from jobfinder.stores.sqlite_whole_documents import SqliteSnapshot

        with translated(self._database.path):
            db = connect(self._database.path)
            try:
                db.execute("BEGIN")
                db.execute("SELECT 1 FROM meta LIMIT 1").fetchone()  # only a first read fixes what is seen
                yield SqliteSnapshot(db, self._database.path, self._clock())
            finally:
                db.close()

    def find_kept(self, collection: str, ids: Sequence[str]) -> dict[str, Kept]:
        """Return those of the documents that exist."""
        from jobfinder.stores.sqlite_whole_documents import found

        there: dict[str, Kept] = {}
        with self._database.reading() as db:
            for lot in chunks(ids, LOT):
                there |= found(db, collection, lot)
        return there

    def create_kept(self, collection: str, documents: Iterable[Kept]) -> set[str]:
        """Create documents durably, LOT of them in one transaction; return the ids of those that were there."""
        from jobfinder.stores.sqlite_whole_documents import insert
        from jobfinder.stores.sqlite_whole_rows import table_of

        there: set[str] = set()
        for lot in chunks(documents, LOT):
            with self._database.writing(durable=True) as db:
                table = table_of(db, collection)
                there.update(kept.id for kept in lot if not insert(db, table, kept))
        return there

    def put_kept(self, collection: str, document: Kept) -> None:
        """Create or replace one document durably."""
        from jobfinder.stores.sqlite_whole_documents import delete, insert
        from jobfinder.stores.sqlite_whole_rows import table_of

        with self._database.writing(durable=True) as db:
            table = table_of(db, collection)
            delete(db, table, [document.id])
            insert(db, table, document)

    def delete_kept(self, collection: str, ids: Sequence[str]) -> None:
        """Delete documents durably, and what hangs on them, LOT of them in one transaction."""
        from jobfinder.stores.sqlite_whole_documents import delete
        from jobfinder.stores.sqlite_whole_rows import table_of

        for lot in chunks(ids, LOT):
            with self._database.writing(durable=True) as db:
                delete(db, table_of(db, collection), lot)

    def as_kept(self, entry: Entry) -> Kept:
        """Return a thing of the domain as this store keeps it."""
        from jobfinder.stores.sqlite_whole_documents import kept_from

        return kept_from(entry, self._clock())
