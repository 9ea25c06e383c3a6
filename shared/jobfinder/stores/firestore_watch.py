"""The watcher's cursor: what was created since the last look, for the runtime that has no Eventarc.

    number    ... 71  72  75 | 78  79  80       the cursor stands at 75
                        ^      ^^^^^^^^^^       these are new
                        74 is committed only now: its number was drawn before 75 was seen

A number is drawn by the writer's clock before its commit, and clocks differ, so that one can show up behind the cursor.
Each look therefore also counts what lies within LATE_SECONDS behind it, and where there is more than this handle has
seen, reads those too. What is later still (a clock that is off by more) is not lost: it is due, and a sweep drives it.

A look with nothing new costs two calls and two reads. Whoever looks every two seconds stays below 90,000 reads a day.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from jobfinder.domain.queue import QueueItem
from jobfinder.stores import firestore_queries as queries
from jobfinder.stores.firestore_queue_documents import item_of
from jobfinder.stores.firestore_tables import FirestoreTables, readable
from jobfinder.stores.firestore_values import number_of

if TYPE_CHECKING:
    from jobfinder.stores.firestore_values import Snapshot

LATE_SECONDS = 20.0  # more than twice what a commit may take
LATE_MICROS = round(LATE_SECONDS * 1_000_000)


class FirestoreWatch(FirestoreTables):
    """The part of `ports.Store` that a watcher asks; one watcher for each handle."""

    def created_after(self, cursor: int, limit: int) -> tuple[list[QueueItem], int]:
        """Return items created after `cursor` and the cursor to go on from; late ones come first."""
        client = self._database.client
        late = self._late(cursor)[:limit]
        fresh: list[Snapshot] = []
        if len(late) < limit:
            fresh = self._database.find(queries.CREATED_AFTER.of(client, cursor, limit=limit - len(late)))
        cursor = number_of(fresh[-1]) if fresh else cursor
        self._remember((*late, *fresh), cursor)
        return readable((*late, *fresh), item_of), cursor

    def latest_cursor(self) -> int:
        """Return the cursor after which nothing has been created yet; what is before it counts as seen."""
        client = self._database.client
        last = self._database.find(queries.LAST_CREATED.of(client, limit=1))
        cursor = number_of(last[0]) if last else 0
        self._remember(self._database.find(queries.CREATED_BETWEEN.of(client, cursor - LATE_MICROS, cursor)), cursor)
        return cursor

    def _late(self, cursor: int) -> list[Snapshot]:
        """Return what was committed behind the cursor since the last look."""
        if not cursor:
            return []
        known = {one for one, number in self._seen.items() if cursor - LATE_MICROS < number <= cursor}
        behind = queries.CREATED_BETWEEN.of(self._database.client, cursor - LATE_MICROS, cursor)
        if self._database.count(behind) == len(known):
            return []
        there = {snapshot.id: snapshot.reference for snapshot in self._database.find(behind)}
        for deleted in known - there.keys():
            del self._seen[deleted]
        missed = [reference for one, reference in there.items() if one not in known]
        return sorted(self._database.get_all(missed), key=number_of)

    @cached_property
    def _seen(self) -> dict[str, int]:
        """Return the numbers of the items that were shown, by id, as far back as a late one may come."""
        return {}

    def _remember(self, snapshots: Iterable[Snapshot], cursor: int) -> None:
        self._seen.update({snapshot.id: number_of(snapshot) for snapshot in snapshots})
        for identity in [one for one, number in self._seen.items() if number <= cursor - LATE_MICROS]:
            del self._seen[identity]
