"""The document in each database that says whose it is: written once, and held against who comes at first use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jobfinder.errors import Misconfigured

INIT = "jobfinder environment init"


@dataclass(frozen=True, slots=True)
class Sentinel:
    """Whose database this is. An older one says neither project nor moment; a file on one machine has no project."""

    environment: str
    project: str = ""
    created_at: datetime | None = None


def check_sentinel(found: Sentinel | None, environment: str, *, project: str = "", where: str) -> None:
    """Raise Misconfigured, naming both sides, unless the database says that it belongs to this environment and project.

    `where` names the database.
    """
    if found is None:
        raise Misconfigured(
            f"The database does not say which environment it belongs to, and this is {environment!r}",
            where=where,
            todo=f"If it is {environment}'s: ENVIRONMENT={environment} {INIT}",
        )
    if found.environment != environment:
        raise Misconfigured(
            f"The database belongs to the environment {found.environment!r}, but this is {environment!r}",
            where=where,
            todo=f"Set ENVIRONMENT={found.environment}, or name the database of {environment!r}.",
        )
    if found.project and project and found.project != project:
        raise Misconfigured(
            f"The database says that it is of project {found.project!r}, but it lies in project {project!r}",
            where=where,
            todo=f"Set GOOGLE_CLOUD_PROJECT={found.project}; where a backup was restored into another project on "
            f"purpose: ENVIRONMENT={environment} {INIT} --restored",
        )
