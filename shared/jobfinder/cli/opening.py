"""Opens what a command needs, and no more: the whole set of ports, or, for commands that only look, the store alone."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from jobfinder.domain.environments import ENVIRONMENTS, Environment
from jobfinder.ports import Ports, Store

# Variables that change which database is meant; where one is set, the settings are checked in full.
_DECIDES_DATABASE = ("STORE", "STORAGE_DATABASE_NAME", "PROFILE_DATABASE_NAME")
_PREFIXES = ("JOB_FINDER_STORAGE__", "JOB_FINDER_PROFILE__")


@contextmanager
def opened() -> Iterator[Ports]:
    """Give the ports that this folder's settings describe; the store is closed at the end. Raises Misconfigured."""
    from jobfinder import wiring

    ports = wiring.bootstrap(wiring.home())
    try:
        yield ports
    finally:
        ports.close()


@contextmanager
def looking() -> Iterator[Store]:
    """Give the store to look at, in a third of the time that checking every setting takes.

    What decides on the database is checked here as there: a database of the other environment is refused.
    Raises Misconfigured.
    """
    from jobfinder import wiring

    folder = wiring.home()
    names = _plain_environment(folder, os.environ)
    if names is None:
        with opened() as ports:
            yield ports.store
        return
    from jobfinder.stores.sqlite import SqliteStore

    path = folder / names.data_directory / f"{names.database}.db"
    store = SqliteStore.open(path, environment=names.name, clock=wiring.utc_now)
    gc.disable()  # among ten thousand fresh objects that are all in use, looking for garbage only costs time
    try:
        yield store
    finally:
        gc.enable()
        store.close_store()


def _plain_environment(folder: Path, environ: Mapping[str, str]) -> Environment | None:
    """Return the environment whose SQLite database is plainly meant, None where anything is out of the ordinary."""
    names = ENVIRONMENTS.get(environ.get("ENVIRONMENT", "staging").strip().lower())
    overridden = any(environ.get(name) for name in _DECIDES_DATABASE) or any(
        name.startswith(_PREFIXES) for name in environ
    )
    if names is None or overridden:
        return None
    return names if _says_what_is_usual(folder / "config" / names.config_file, names) else None


def _says_what_is_usual(path: Path, names: Environment) -> bool:
    """Return whether the settings plainly name this environment, its database and SQLite, in the lines init writes.

    Anything else is left to the full check, whose parser alone takes longer to load than this takes.
    """
    try:
        lines = _DECIDING_LINE.findall(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return False
    said = sorted(f"{key}: {value}" for key, value in lines)
    database = f"database_name: {names.database}"
    return said == sorted(("backend: sqlite", database, database, f"environment: {names.name}"))


_DECIDING_LINE = re.compile(r"^ *(environment|backend|database_name) *: *[\"']?([\w-]+)[\"']? *(?:#.*)?$", re.MULTILINE)
