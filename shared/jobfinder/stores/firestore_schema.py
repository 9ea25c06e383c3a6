"""The numbered steps that lead to today's form of the Firestore documents; a step, once released, never changes.

The sentinel holds the number of the last step done. A step may be killed midway and is then done again from its
beginning, and two processes may be at it at once: each change it makes is one that it finds done the second time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from jobfinder.domain.collection_names import META, SENTINEL
from jobfinder.errors import Misconfigured
from jobfinder.stores.firestore_database import Database
from jobfinder.stores.firestore_errors import Conflict
from jobfinder.stores.firestore_values import moment_at, stamp, values_of

if TYPE_CHECKING:
    from jobfinder.stores.firestore_values import Snapshot

VERSION = "schema_version"  # a field of the sentinel; the first release did not write it
FIRST = 1


class Step(NamedTuple):
    """One step forward: what is done to the documents before the sentinel's number is raised."""

    number: int
    why: str
    work: Callable[[Database], None]


def _only_the_number(database: Database) -> None:
    """Change nothing: from here on the sentinel says which form its documents have."""


STEPS = (Step(2, "the sentinel says which form the documents have", _only_the_number),)
NEWEST = STEPS[-1].number


def version_of(sentinel: Mapping[str, Any]) -> int:
    """Return the version that a sentinel's fields tell."""
    version = sentinel.get(VERSION, FIRST)
    return version if isinstance(version, int) else FIRST


def new_sentinel(name: str, project: str, created_at: datetime) -> dict[str, Any]:
    """Return the sentinel of a new database."""
    return {"name": name, "project": project, "created_at": created_at, VERSION: NEWEST}


def bring_forward(database: Database, sentinel: Snapshot, steps: Sequence[Step] = STEPS) -> None:
    """Bring a database to the newest version, one step after the other; nothing to do costs no call.

    Raises Misconfigured where a newer Job Finder has written it.
    """
    newest = steps[-1].number
    while (version := version_of(values_of(sentinel))) != newest:
        if version > newest:
            raise Misconfigured(
                f"The database is of version {version}, from a newer Job Finder; this one knows up to {newest}",
                where=database.where,
                todo="Update Job Finder, or name another database.",
            )
        step = next(step for step in steps if step.number > version)
        step.work(database)
        _raise(database, sentinel, step.number)
        sentinel = database.get(database.document(META, SENTINEL))


def _raise(database: Database, sentinel: Snapshot, number: int) -> None:
    """Write the number of the step that was done, unless another process was quicker."""
    batch = database.client.batch()
    as_read = database.client.write_option(last_update_time=moment_at(stamp(sentinel)))
    batch.update(sentinel.reference, {VERSION: number}, as_read)
    try:
        database.commit(batch)
    except Conflict:
        return  # it is read again, and then says how far the other one got
