"""What the parts of the Firestore store share: the database, the clock, and how a list survives one bad document."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from jobfinder import log
from jobfinder.errors import Unreadable
from jobfinder.ports import Clock
from jobfinder.stores.firestore_database import Database
from jobfinder.stores.firestore_errors import Conflict
from jobfinder.stores.firestore_values import chunks, moment_at, stamp

if TYPE_CHECKING:
    from jobfinder.stores.firestore_values import Snapshot

Thing = TypeVar("Thing")

MOST_WRITES = 400  # in one commit


class Recent(dict[str, str]):
    """What a worker learnt between claiming and finishing, so that it need not be read again; bounded."""

    MOST = 10_000

    def put(self, key: str, value: str) -> None:
        """Remember one thing more; the oldest goes where there are too many."""
        self[key] = value
        while len(self) > self.MOST:
            self.pop(next(iter(self)), None)


class FirestoreTables:
    """Some collections of one database; `clock` stamps what callers give no moment for.

    `keep_days` says for how long a finished item of a status is kept: Firestore's TTL deletes it afterwards, should the
    daily clean-up not have done so.
    """

    def __init__(self, database: Database, clock: Clock, keep_days: dict[str, int] | None = None) -> None:
        self._database = database
        self._clock = clock
        self._keep_days = keep_days or {}
        self._jobs = Recent()  # the canonical listing's id, by the id that `links` was asked for
        self._firsts = Recent()  # claimed items that are the first of their job

    def _as_of(self, update_time: int) -> Any:
        """Return the demand that a document is as it was at its update time (microseconds)."""
        return self._database.client.write_option(last_update_time=moment_at(update_time))

    def _delete_unchanged(self, snapshots: Sequence[Snapshot]) -> int:
        """Delete documents, but none that changed since it was read; return how many."""
        deleted = 0
        for chunk in chunks(snapshots, MOST_WRITES):
            try:
                self._delete(chunk)
                deleted += len(chunk)
            except Conflict:
                deleted += sum(self._deleted_alone(snapshot) for snapshot in chunk)
        return deleted

    def _deleted_alone(self, snapshot: Snapshot) -> bool:
        try:
            self._delete([snapshot])
        except Conflict:
            return False
        return True

    def _delete(self, snapshots: Sequence[Snapshot]) -> None:
        batch = self._database.client.batch()
        for snapshot in snapshots:
            batch.delete(snapshot.reference, self._as_of(stamp(snapshot)))
        self._database.commit(batch)


def readable(snapshots: Iterable[Snapshot], read: Callable[[Snapshot], Thing]) -> list[Thing]:
    """Return what the documents hold; one that somebody edited into nonsense is reported, and the others go on."""
    found: list[Thing] = []
    for snapshot in snapshots:
        try:
            found.append(read(snapshot))
        except Unreadable as error:
            log.event(f"a document is left out: {error}", logging.ERROR, document=snapshot.reference.path)
    return found
