"""When each host may be asked next (`host-pace`), and what each board answered last (`known-boards`)."""

from __future__ import annotations

from collections.abc import Callable

from jobfinder.domain.known_board import KnownBoard
from jobfinder.domain.pace import HostPace
from jobfinder.stores import firestore_queries as queries
from jobfinder.stores.firestore_tables import FirestoreTables
from jobfinder.stores.firestore_values import from_document, stamp, to_document


class FirestoreFetching(FirestoreTables):
    """The part of `ports.Store` about politeness and unchanged answers."""

    def change_pace(self, host: str, change: Callable[[HostPace], HostPace]) -> HostPace:
        """Replace a host's pace by what `change` makes of it; where it raises, nothing is written.

        `change` may be asked more than once, where another process was quicker.
        """
        return self._database.again(lambda: self._changed_pace(host, change), what=f"pace of {host}")

    def _changed_pace(self, host: str, change: Callable[[HostPace], HostPace]) -> HostPace:
        snapshot = self._database.get(self._database.document(queries.HOST_PACE, host))
        before = from_document(HostPace, snapshot) if snapshot.exists else HostPace(host=host)
        changed = change(before)
        if changed == before:
            return changed
        batch = self._database.client.batch()
        if snapshot.exists:
            batch.update(snapshot.reference, to_document(changed, whole=True), self._as_of(stamp(snapshot)))
        else:
            batch.create(snapshot.reference, to_document(changed))
        self._database.commit(batch)
        return changed

    def known_board(self, source_key: str) -> KnownBoard | None:
        """Return what a source's last complete run met, None where that is not known. Raises Unreadable."""
        snapshot = self._database.get(self._database.document(queries.KNOWN_BOARDS, source_key))
        return from_document(KnownBoard, snapshot) if snapshot.exists else None

    def keep_known_board(self, board: KnownBoard) -> None:
        """Keep what a complete run met; what was kept of the source before is replaced."""
        batch = self._database.client.batch()
        batch.set(self._database.document(queries.KNOWN_BOARDS, board.source_key), to_document(board))
        self._database.commit(batch)

    def forget_known_board(self, source_key: str) -> None:
        """Forget what a source's last complete run met, so that the next one reads it in full."""
        batch = self._database.client.batch()
        batch.delete(self._database.document(queries.KNOWN_BOARDS, source_key))
        self._database.commit(batch)
