"""What backups, restoring and migrating ask of a store: the whole database, document by document, whatever it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # functions read these protocols too, and need none of it
    from jobfinder.domain.kept import Kept
    from jobfinder.domain.kept_things import Entry


class Snapshot(Protocol):
    """The whole database as it was at one moment; writes that come later are not seen."""

    @property
    def read_at(self) -> datetime:
        """Return the moment."""
        ...

    def collections(self) -> list[str]:
        """Return the names of the collections that hold something, in order; also of those we know nothing of."""
        ...

    def count(self, collection: str) -> int:
        """Return how many documents a collection holds."""
        ...

    def each(self, collection: str) -> Iterator[Kept]:
        """Yield a collection's documents, always in the same order, few of them in memory at a time."""
        ...


class WholeStore(Protocol):
    """The database as a whole. Ids and fields are the store's own form; `as_kept` makes that form of a thing."""

    @property
    def kind(self) -> str:
        """Return the technology, which decides the form of the documents: sqlite or firestore."""
        ...

    @property
    def schema_version(self) -> int:
        """Return the number of the last schema step done in this database."""
        ...

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """Give the database as it is now, to be read from within the block."""
        ...

    def find_kept(self, collection: str, ids: Sequence[str]) -> dict[str, Kept]:
        """Return those of the documents that exist."""
        ...

    def create_kept(self, collection: str, documents: Iterable[Kept]) -> set[str]:
        """Create documents durably, in atomic lots; return the ids of those that were there: they stay as they are."""
        ...

    def put_kept(self, collection: str, document: Kept) -> None:
        """Create or replace one document durably."""
        ...

    def delete_kept(self, collection: str, ids: Sequence[str]) -> None:
        """Delete documents durably, and what hangs on them, in atomic lots; one that is not there is no error."""
        ...

    def as_kept(self, entry: Entry) -> Kept:
        """Return a thing of the domain as this store keeps it."""
        ...
