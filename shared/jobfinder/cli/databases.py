"""Opens the databases that an operator's command is about: the environment's own, or any of the two by its name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jobfinder.domain.environments import ENVIRONMENTS, Environment
from jobfinder.ports import Store

# What the process's variables say of its own environment does not hold for the other one; these are of both.
_OF_BOTH = ("JOB_FINDER_HOME", "STORE", "GOOGLE_CLOUD_PROJECT", "GOOGLE_APPLICATION_CREDENTIALS")
_EMULATOR = "FIRESTORE_EMULATOR_HOST"


@dataclass(frozen=True, slots=True)
class Opened:
    """A database, whose it is, and the folder that holds data/ and data-staging/."""

    store: Store
    environment: Environment
    home: Path

    @property
    def data_folder(self) -> Path:
        """Return the folder of the environment's data."""
        return self.home / self.environment.data_directory

    @property
    def words(self) -> str:
        """Return the database's name as it is shown."""
        return f"{self.environment.database} ({self.environment.name}, {self.store.kind})"


@contextmanager
def opened_database(name: str = "", backend: str = "", *, may_be_new: bool = False) -> Iterator[Opened]:
    """Give a database by its name (without one, that of ENVIRONMENT), and close it at the end.

    `backend` (sqlite, firestore) overrules the settings. Raises NothingThere for a file that is not there, unless it
    may be new; UsageProblem for a name that is no database of ours; Misconfigured.
    """
    from jobfinder import wiring
    from jobfinder.config import load_settings

    home, environ = wiring.home(), dict(os.environ)
    if name:
        environment = environment_of(name)
        if environ.get("ENVIRONMENT", "staging").strip().lower() != environment.name:
            environ = {key: value for key, value in environ.items() if key in (*_OF_BOTH, _EMULATOR)}
        environ["ENVIRONMENT"] = environment.name
    if backend:
        environ["STORE"] = backend
    settings = load_settings(home, environ)
    if settings.storage.backend == "sqlite" and not may_be_new:
        _demand_file(wiring.database_path(settings, home))
    store = wiring.open_store(settings, home, environ)
    try:
        yield Opened(store, settings.names, home)
    finally:
        store.close_store()


def environment_of(database: str) -> Environment:
    """Return the environment that a database belongs to by its name. Raises UsageProblem."""
    from jobfinder.cli.failures import UsageProblem

    for environment in ENVIRONMENTS.values():
        if environment.database == database:
            return environment
    names = " or ".join(environment.database for environment in ENVIRONMENTS.values())
    raise UsageProblem("There is no such database", where=database, todo=f"Name {names}.")


def _demand_file(path: Path) -> None:
    from jobfinder.usecases.look_up import NothingThere

    if not path.exists():
        raise NothingThere("There is no database", where=str(path), todo="`jobfinder environment init` makes one.")
