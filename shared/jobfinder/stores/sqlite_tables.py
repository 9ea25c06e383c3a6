"""What the parts of the SQLite store share: the database and the clock."""

from __future__ import annotations

from jobfinder.ports import Clock
from jobfinder.stores.sqlite_database import Database


class SqliteTables:
    """Some tables of one database; `clock` stamps what callers give no moment for."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
