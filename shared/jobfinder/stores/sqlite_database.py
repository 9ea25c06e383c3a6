"""One SQLite file, one connection per thread; every write is one transaction that is wholly there or not at all.

Durability: WAL with synchronous=NORMAL. A process that is killed loses nothing that was committed. A power cut may take
back the last commits, never half of one, and never breaks the file: what is lost that way is found again by the next
scrape or the next sweep. What only the user can know (a note, a profile, a source) is written with `durable=True`,
which waits for the disk (synchronous=FULL). See https://www.sqlite.org/pragma.html#pragma_synchronous.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jobfinder.errors import Misconfigured, Retryable
from jobfinder.stores.sqlite_errors import refusing_to_start, translated
from jobfinder.stores.sqlite_schema import migrate

OLDEST_SQLITE = (3, 35, 0)  # the first with RETURNING
BUSY_SECONDS = 5.0  # a stop must end within ten
CACHE_KIB = 16_384  # most that one connection keeps of the file in memory
CHECKPOINT_PAGES = 8_000  # 32 MB of write-ahead log: a page written often goes to the file once


class Database:
    """The file and its connections; `path` is what messages name."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self._mine = threading.local()
        self._opened: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._opening = threading.Lock()
        self._writing = threading.Lock()  # queueing here is fairer and quicker than SQLite's polling for its own lock
        self._closed = False

    @classmethod
    def open(cls, path: Path) -> Database:
        """Return the database at `path`, made with its folder where it is missing, at the newest schema version.

        Raises Misconfigured where the file is not a Job Finder database of a version we know, Retryable if locked.
        """
        _demand_sqlite(database_path=str(path))
        database = cls(path)
        with refusing_to_start(database.path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                migrate(database.connection(), database.path)
            except BaseException:
                database.close()
                raise
        return database

    def connection(self) -> sqlite3.Connection:
        """Return this thread's connection. Raises Retryable once the store is closed."""
        db: sqlite3.Connection | None = getattr(self._mine, "db", None)
        if self._closed:
            raise Retryable("The store is closed", where=self.path)
        if db is None:
            db = self._mine.db = connect(self.path)
            with self._opening:
                self._forget_dead_threads()
                self._opened.append((threading.current_thread(), db))
        return db

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection to read with; each statement sees one snapshot."""
        with translated(self.path):
            yield self.connection()

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """Give the connection inside one transaction: committed at the end, undone wholly on any error.

        `durable` waits until the disk has it, and all that was committed before.
        """
        with translated(self.path), self._writing:
            db = self.connection()
            if durable:
                db.execute("PRAGMA synchronous = FULL")
            try:
                db.execute("BEGIN IMMEDIATE")
                yield db
                db.execute("COMMIT")
            finally:
                if db.in_transaction:  # not when SQLite has undone it by itself, as on a full disk
                    db.execute("ROLLBACK")
                if durable:
                    db.execute("PRAGMA synchronous = NORMAL")

    def write_once(self, statement: str, values: Sequence[Any] | Mapping[str, Any]) -> tuple[list[Any], int]:
        """Run one single statement, which SQLite commits by itself; return its rows and how many rows it wrote."""
        with translated(self.path), self._writing:
            cursor = self.connection().execute(statement, values)
            return cursor.fetchall(), cursor.rowcount  # to the end: only then has SQLite committed

    def close(self) -> None:
        """Close every thread's connection; the last one folds the write-ahead log back into the file."""
        with self._writing, self._opening:
            self._closed = True
            for _, db in self._opened:
                db.close()
            self._opened.clear()

    def _forget_dead_threads(self) -> None:
        for thread, db in self._opened:
            if not thread.is_alive():
                db.close()
        self._opened = [(thread, db) for thread, db in self._opened if thread.is_alive()]


def _demand_sqlite(*, database_path: str) -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise Misconfigured(
            f"This Python comes with SQLite {sqlite3.sqlite_version}, and Job Finder needs {oldest} or newer",
            where=database_path,
            todo="Use a Python built with a newer SQLite, as from python.org or uv.",
        )


def connect(path: str) -> sqlite3.Connection:
    """Return a new connection to a file, set up as all are here."""
    # Closing is another thread's work, hence check_same_thread; transactions are ours, hence isolation_level.
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        _use_wal(db)
        for pragma in (
            "synchronous = NORMAL",
            "foreign_keys = ON",
            f"cache_size = -{CACHE_KIB}",
            f"wal_autocheckpoint = {CHECKPOINT_PAGES}",
            "temp_store = MEMORY",
        ):
            db.execute(f"PRAGMA {pragma}")
    except BaseException:
        db.close()
        raise
    return db


def _use_wal(db: sqlite3.Connection) -> None:
    """Switch to write-ahead logging; SQLite does not wait by itself where two processes make a new file at once."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return
