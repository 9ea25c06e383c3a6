"""One Firestore database: every read and every commit goes through here, in bounded time, its errors in our words.

A call that fails for the moment is repeated for at most SECONDS_PER_CALL, so a dead Firestore is a Retryable in about
eight seconds. A read sees all that was committed before it began. No transaction is used: Firestore's hold locks that
outlive a killed worker by a minute; what must not overlap demands update times instead.
"""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from jobfinder.errors import JobFinderError, Misconfigured, Retryable
from jobfinder.stores.firestore_errors import Conflict, in_words, is_worth_repeating, translated
from jobfinder.stores.firestore_queries import META
from jobfinder.stores.firestore_values import chunks, document_id, micros, moment_at, stamp

if TYPE_CHECKING:
    from google.api_core.retry import Retry
    from google.cloud.firestore import Client, DocumentReference, WriteBatch

    from jobfinder.stores.firestore_values import Snapshot

Result = TypeVar("Result")

SECONDS_PER_CALL = 8.0
MOST_TRIES = 20  # of a read-decide-write that others keep disturbing
MOST_READ_AT_ONCE = 300  # documents in one BatchGetDocuments


class Database:
    """A named database of a project; `where` is what messages name."""

    # Within a process those who merge take turns; among processes (see `merging`) the later one begins again.
    _turns: ClassVar[defaultdict[str, threading.Lock]] = defaultdict(threading.Lock)

    def __init__(self, client: Client) -> None:
        self.client = client
        self.where = f"project {client.project}, database {client._database}"
        self._last_number = 0
        self._numbering = threading.Lock()
        self._turn = Database._turns[self.where]
        self._is_closed = False

    @classmethod
    def open(cls, database: str, project: str | None = None) -> Database:
        """Return the database; nothing is sent yet. Raises Misconfigured without usable credentials or a project."""
        from google.cloud.firestore import Client

        where = f"project {project or 'not set'}, database {database}"
        try:
            with translated(where):
                return cls(Client(project=project, database=database))
        except OSError as error:  # no project anywhere, or no such key file
            raise Misconfigured(
                f"Firestore cannot be used: {error}", where=where, todo="Set GOOGLE_CLOUD_PROJECT to the project's id."
            ) from error

    def close(self) -> None:
        """Let go of the connection."""
        self._is_closed = True
        self.client.close()  # type: ignore[no-untyped-call]

    def document(self, collection: str, identity: str) -> DocumentReference:
        """Return where the thing with this id lies."""
        return self.client.document(collection, document_id(identity))

    def next_number(self) -> int:
        """Return a number above all this process drew before: microseconds since the epoch by this machine's clock.

        It keeps the order of creation: what is committed together has one and the same time on the server's clock.
        """
        with self._numbering:
            self._last_number = max(self._last_number + 1, time.time_ns() // 1000)
            return self._last_number

    # -- reading

    def get(self, reference: DocumentReference, fields: Sequence[str] | None = None) -> Snapshot:
        """Return a document, which may not exist."""
        with self._calling():
            return reference.get(fields, retry=self._patience(), timeout=SECONDS_PER_CALL)

    def get_all(self, references: Sequence[DocumentReference], fields: Sequence[str] | None = None) -> list[Snapshot]:
        """Return those of the documents that exist, in no promised order; one call for each MOST_READ_AT_ONCE."""
        found: list[Snapshot] = []
        for lot in chunks(references, MOST_READ_AT_ONCE):
            with self._calling():
                snapshots = self.client.get_all(lot, fields, retry=self._patience(), timeout=SECONDS_PER_CALL)
                found += [snapshot for snapshot in snapshots if snapshot.exists]
        return found

    def find(self, query: Any, *, as_of: datetime | None = None) -> list[Snapshot]:
        """Return what a query of firestore_queries.py finds, or found at a moment of the past hour."""
        with self._calling():
            return list(query.stream(retry=self._patience(), timeout=SECONDS_PER_CALL, read_time=as_of))

    def count(self, query: Any, *, as_of: datetime | None = None) -> int:
        """Return how many documents a query finds, without reading them."""
        with self._calling():
            answer = query.count().get(retry=self._patience(), timeout=SECONDS_PER_CALL, read_time=as_of)
        return int(answer[0][0].value)

    def collections(self, *, as_of: datetime | None = None) -> list[str]:
        """Return the names of all collections of the database, in order."""
        with self._calling():
            found = self.client.collections(retry=self._patience(), timeout=SECONDS_PER_CALL, read_time=as_of)
            return sorted(str(collection.id) for collection in found)

    # -- writing

    def commit(self, batch: WriteBatch) -> list[int]:
        """Write all of it or nothing, and return the new update time of each document (microseconds; 0: deleted).

        Raises Conflict where a document is not as its write demands.
        """
        repeated: list[Exception] = []
        try:
            with self._calling(writing=True):
                results = batch.commit(retry=self._patience(repeated.append), timeout=SECONDS_PER_CALL)
        except Conflict as conflict:
            conflict.after_repeat = bool(repeated)
            raise
        return [micros(result.update_time) if result.update_time else 0 for result in results]

    @contextlib.contextmanager
    def merging(self) -> Iterator[WriteBatch]:
        """Give a commit in which listings may join and leave merges, made at the end if no error came up within.

        Two boards may bring one job at the same moment, and neither sees the other's. So every such commit also writes
        one small document, demanding it as it was before anything within was read: of two that overlap, one meets a
        Conflict, and has to look again (see `again`).
        """
        with self._turn:
            door = self.get(self.document(META, "merging"))
            batch = self.client.batch()
            yield batch
            if door.exists:
                unchanged = self.client.write_option(last_update_time=moment_at(stamp(door)))
                batch.update(door.reference, {"turn": self.next_number()}, unchanged)
            else:
                batch.create(door.reference, {"turn": self.next_number()})
            self.commit(batch)

    def again(self, work: Callable[[], Result], *, what: str) -> Result:
        """Do a read-decide-write until nobody disturbs it. Raises Retryable after MOST_TRIES."""
        for turn in range(MOST_TRIES):
            try:
                return work()
            except Conflict as conflict:
                last = conflict
                time.sleep(random.uniform(0, min(0.02 * 2**turn, 1.0)))  # noqa: S311
        raise Retryable(f"Others keep changing what is to be written: {what}", where=self.where) from last

    # -- each call

    @contextlib.contextmanager
    def _calling(self, *, writing: bool = False) -> Iterator[None]:
        """Say in our words what goes wrong within."""
        if self._is_closed:
            raise Retryable("The store is closed", where=self.where)
        try:
            yield
        except (JobFinderError, Conflict):
            raise
        except Exception as error:
            if self._is_closed:
                raise Retryable("The store was closed while it was in use", where=self.where) from error
            words = in_words(error, self.where, writing=writing)
            if words is None:
                raise
            raise words from error

    def _patience(self, on_error: Callable[[Exception], None] | None = None) -> Retry:
        from google.api_core.retry import Retry

        return Retry(
            is_worth_repeating, initial=0.05, maximum=1.0, multiplier=2.0, timeout=SECONDS_PER_CALL, on_error=on_error
        )
