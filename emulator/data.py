"""Keeps what is in the emulated databases between runs, each database in a folder of its own.

The emulator's own --export-on-exit writes nothing in most runs, and only one database; its export call is reliable.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from emulator import register
from jobfinder.domain.environments import ENVIRONMENTS
from jobfinder.errors import Misconfigured

DATABASES = tuple(environment.database for environment in ENVIRONMENTS.values())
_METADATA = "*.overall_export_metadata"


@contextlib.contextmanager
def kept(host: str, project: str, folder: Path) -> Iterator[None]:
    """Load each database from `folder`/<database> at first, and write it there in the end, also after an error."""
    _make(folder)
    for database in DATABASES:
        load(host, project, database, folder)
    try:
        yield
    finally:
        for database in DATABASES:
            save(host, project, database, folder)


def load(host: str, project: str, database: str, folder: Path) -> bool:
    """Load one database's export; return whether there was one. No trigger fires for what is loaded.

    Raises Misconfigured, naming the folder, for one that holds something else.
    """
    place = folder / database
    _finish_replacing(place)
    if not place.exists():
        return False
    found = sorted(place.glob(_METADATA))
    if len(found) != 1:
        raise Misconfigured("This is no export of a database", where=str(place), todo="Move it away, or name another.")
    register.import_from(host, project, database, found[0])
    return True


def save(host: str, project: str, database: str, folder: Path) -> Path:
    """Write one database to `folder`/<database>, in place of what was there, and return where.

    What was there stays until the new export is whole.
    """
    place = folder / database
    with tempfile.TemporaryDirectory(prefix=".export-", dir=folder) as new:
        written = register.export(host, project, database, Path(new))
        if not list(written.glob(_METADATA)):
            raise Misconfigured("The emulator wrote no export", where=str(written))
        if place.exists():
            place.rename(_aside(place))
        written.rename(place)
    shutil.rmtree(_aside(place), ignore_errors=True)
    return place


def _finish_replacing(place: Path) -> None:
    """Put back what was set aside, should a kill have come before the new one was in its place."""
    if _aside(place).exists() and not place.exists():
        _aside(place).rename(place)
    shutil.rmtree(_aside(place), ignore_errors=True)


def _aside(place: Path) -> Path:
    return place.with_name(f".{place.name}-before")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Misconfigured(f"The data cannot be kept there: {error.strerror}", where=str(folder)) from None
