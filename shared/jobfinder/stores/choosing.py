"""Opens the database that the settings name: which technology, project and file; never an emulator as production."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jobfinder.errors import Misconfigured
from jobfinder.ports import Clock, Store
from jobfinder.surroundings import mixed_emulators

if TYPE_CHECKING:
    from jobfinder.config import Settings

HOW_TO_SIGN_IN = (
    "Set GOOGLE_APPLICATION_CREDENTIALS to a service account key, or run `gcloud auth application-default login`."
)


def store_of(
    settings: Settings,
    folder: Path,
    environ: Mapping[str, str],
    *,
    clock: Clock,
    keep_days: Mapping[str, int | None],
    is_checked: bool = True,
) -> Store:
    """Return the store of the settings' environment, its sentinel held against it unless not `is_checked`.

    `keep_days` says, by status, after how many days a finished item may go. Raises Misconfigured.
    """
    environment = settings.environment if is_checked else None
    if settings.storage.backend == "sqlite":
        from jobfinder.stores.sqlite import SqliteStore

        return SqliteStore.open(database_path(settings, folder), environment=environment, clock=clock)
    from jobfinder.stores.firestore import FirestoreStore

    return FirestoreStore.open(
        settings.storage.database_name,
        project=project_of(settings, environ),
        environment=environment,
        clock=clock,
        keep_days={status: days for status, days in keep_days.items() if days is not None},
    )


def database_path(settings: Settings, folder: Path) -> Path:
    """Return where the SQLite database of the settings' environment lies."""
    return folder / settings.names.data_directory / f"{settings.storage.database_name}.db"


def mark_of_other(
    mark: str, settings: Settings, folder: Path, environ: Mapping[str, str], *, clock: Clock
) -> str | None:
    """Return a mark of the other environment's database, looked at only. Raises JobFinderError where it cannot be."""
    other = settings.names.other
    if settings.storage.backend == "sqlite":
        from jobfinder.stores.sqlite_marks import mark_in_file

        return mark_in_file(folder / other.data_directory / f"{other.database}.db", mark)
    from jobfinder.stores.firestore import FirestoreStore

    store = FirestoreStore.open(other.database, project=project_of(settings, environ), clock=clock)
    try:
        return store.mark(mark)
    finally:
        store.close_store()


def project_of(settings: Settings, environ: Mapping[str, str]) -> str:
    """Return the Google Cloud project of the settings. Raises Misconfigured for none, or production on an emulator."""
    project = settings.storage.project or google_project(environ)
    for problem in mixed_emulators(environ, settings.names, project):
        raise Misconfigured(problem, where=f"project {project}", todo="Staging and production must not be mixed.")
    return project


def google_project(environ: Mapping[str, str] = os.environ) -> str:
    """Return the Google Cloud project: what GOOGLE_CLOUD_PROJECT says, or the credentials'. Raises Misconfigured."""
    if project := environ.get("GOOGLE_CLOUD_PROJECT"):
        return project
    import google.auth
    from google.auth.exceptions import GoogleAuthError

    try:
        _, project = google.auth.default()
    except GoogleAuthError as error:
        raise Misconfigured(f"There are no Google Cloud credentials: {error}", todo=HOW_TO_SIGN_IN) from None
    if not project:
        raise Misconfigured("The Google Cloud project is not known", todo="Set GOOGLE_CLOUD_PROJECT.")
    return str(project)
