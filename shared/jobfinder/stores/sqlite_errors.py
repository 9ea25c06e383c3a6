"""Says in the product's words what SQLite reports, so that callers can tell what to repeat from what to give up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from jobfinder.errors import JobFinderError, Misconfigured, Permanent, Retryable, Unreadable

# Primary result codes, https://www.sqlite.org/rescode.html
_WORDS: dict[int, tuple[type[JobFinderError], str, str]] = {
    sqlite3.SQLITE_BUSY: (Retryable, "The database is locked by another process", "Try again in a moment."),
    sqlite3.SQLITE_LOCKED: (Retryable, "The database is locked by another thread", "Try again in a moment."),
    sqlite3.SQLITE_FULL: (Retryable, "The disk is full; nothing was written", "Free some space; nothing is lost."),
    sqlite3.SQLITE_IOERR: (Retryable, "The disk reports an input/output error", "Check the disk and its mount."),
    sqlite3.SQLITE_NOMEM: (Retryable, "There is not enough memory to use the database", "Free some memory."),
    sqlite3.SQLITE_READONLY: (
        Permanent,
        "The database cannot be written to",
        "Check who owns the file and its folder.",
    ),
    sqlite3.SQLITE_PERM: (Permanent, "The database may not be used", "Check who owns the file and its folder."),
    sqlite3.SQLITE_CANTOPEN: (
        Permanent,
        "The database file cannot be opened",
        "Check that it is a file, not a folder, and that its folder can be written to.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        Unreadable,
        "The database file is damaged",
        "Restore a backup, or move the file away to begin anew; `sqlite3 FILE .recover` saves what can be read.",
    ),
    sqlite3.SQLITE_NOTADB: (Unreadable, "The file is not a SQLite database", "Name another file, or move it away."),
    sqlite3.SQLITE_TOOBIG: (Permanent, "A text is too large for the database", ""),
}


def in_words(error: sqlite3.Error, where: str) -> JobFinderError | None:
    """Return the product's error for one of SQLite's, None for a mistake of our own; `where` is the file."""
    if isinstance(error, sqlite3.ProgrammingError):
        closed = "closed" in str(error)
        return Retryable("The store was closed while it was in use", where=where) if closed else None
    code: int = getattr(error, "sqlite_errorcode", None) or 0
    kind, what, todo = _WORDS.get(code & 0xFF, (Permanent, f"The database refused the work: {error}", ""))
    return kind(what, where=where, todo=todo)


class translated:  # noqa: N801 - reads as the words of a with statement; a class because each claim passes through it
    """Turns SQLite's errors into the product's within a block."""

    __slots__ = ("where",)

    def __init__(self, where: str) -> None:
        self.where = where

    def __enter__(self) -> None:
        """Begin the block."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Raise the product's error in place of SQLite's."""
        if isinstance(error, sqlite3.Error) and (words := in_words(error, self.where)):
            raise words from error


@contextmanager
def refusing_to_start(where: str) -> Iterator[None]:
    """Turn what can never be right about a database file into Misconfigured; a busy disk stays Retryable."""
    try:
        with translated(where):
            yield
    except Permanent as error:
        raise Misconfigured(error.what, where=error.where, todo=error.todo) from error
    except OSError as error:
        raise Misconfigured(
            f"The folder of the database cannot be made: {error.strerror}",
            where=where,
            todo="Check the path and who owns it.",
        ) from error
