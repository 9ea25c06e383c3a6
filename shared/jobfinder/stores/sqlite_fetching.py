"""When each host may be asked next, and what each board answered at its last complete run."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial

from jobfinder.domain.codec import from_dict, to_dict
from jobfinder.domain.documents import well_formed
from jobfinder.domain.known_board import KnownBoard
from jobfinder.domain.pace import HostPace
from jobfinder.stores.sqlite_tables import SqliteTables
from jobfinder.stores.sqlite_values import json_bytes, thing


class SqliteFetching(SqliteTables):
    """The part of `ports.Store` about politeness and unchanged answers."""

    def change_pace(self, host: str, change: Callable[[HostPace], HostPace]) -> HostPace:
        """Replace a host's pace by what `change` makes of it; where it raises, nothing is written."""
        with self._database.writing() as db:
            before = _pace(db, host)
            changed = change(before)
            if changed != before:
                values = (well_formed(host), json_bytes(to_dict(changed)))
                db.execute("INSERT OR REPLACE INTO host_pace (host, body) VALUES (?, ?)", values)
        return changed

    def known_board(self, source_key: str) -> KnownBoard | None:
        """Return what a source's last complete run met, None where that is not known."""
        statement = "SELECT body FROM known_boards WHERE source_key = ?"
        with self._database.reading() as db:
            row = db.execute(statement, (well_formed(source_key),)).fetchone()
        return thing(KnownBoard, row[0], partial(from_dict, KnownBoard)) if row else None

    def keep_known_board(self, board: KnownBoard) -> None:
        """Keep what a complete run met; what was kept of the source before is replaced."""
        values = (well_formed(board.source_key), json_bytes(to_dict(board)))
        with self._database.writing() as db:
            db.execute("INSERT OR REPLACE INTO known_boards (source_key, body) VALUES (?, ?)", values)

    def forget_known_board(self, source_key: str) -> None:
        """Forget what a source's last complete run met, so that the next one reads it in full."""
        with self._database.writing() as db:
            db.execute("DELETE FROM known_boards WHERE source_key = ?", (well_formed(source_key),))


def _pace(db: sqlite3.Connection, host: str) -> HostPace:
    row = db.execute("SELECT body FROM host_pace WHERE host = ?", (well_formed(host),)).fetchone()
    return thing(HostPace, row[0], partial(from_dict, HostPace)) if row else HostPace(host=host)
