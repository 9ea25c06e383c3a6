"""Opens what a command needs, and no more: the whole set of ports, or, for commands that only look, the store alone."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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
        ports.store.close_store()


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
    try:
        yield store
    finally:
        store.close_store()


def _plain_environment(folder: Path, environ: Mapping[str, str]) -> Environment | None:
    """Return the environment whose SQLite database is plainly meant, None where anything is out of the ordinary."""
    names = ENVIRONMENTS.get(environ.get("ENVIRONMENT", "staging").strip().lower())
    overridden = any(environ.get(name) for name in _DECIDES_DATABASE) or any(
        name.startswith(_PREFIXES) for name in environ
    )
    if names is None or overridden:
        return None
    values = _settings_as_written(folder / "config" / names.config_file)
    storage, profile = values.get("storage"), values.get("profile")
    plain = (
        values.get("environment", "staging") == names.name
        and isinstance(storage, dict)
        and storage.get("backend", "sqlite") == "sqlite"
        and storage.get("database_name") == names.database
        and profile == {"firestore": {"database_name": names.database}}
    )
    return names if plain else None


def _settings_as_written(path: Path) -> dict[str, Any]:
    """Return what the file says, {} where it cannot be read: the full check then says why."""
    import yaml

    try:
        values = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return {}
    return values if isinstance(values, dict) else {}
