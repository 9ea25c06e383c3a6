"""Sources with their runs, the profile, and the sentinel that says which environment a database belongs to."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime
from functools import partial

from jobfinder.domain.condition import Condition
from jobfinder.domain.person import Profile
from jobfinder.domain.source import Run, Source, after_run, healed
from jobfinder.errors import Misconfigured, Permanent, Unreadable
from jobfinder.stores import firestore_queries as queries
from jobfinder.stores.firestore_errors import Conflict
from jobfinder.stores.firestore_schema import bring_forward, new_sentinel
from jobfinder.stores.firestore_tables import FirestoreTables, readable
from jobfinder.stores.firestore_values import (
    MOST_DOCUMENT_BYTES,
    from_document,
    size_bytes,
    stamp,
    to_document,
    unreadable,
    values_of,
)

HEALTH = frozenset({"last_run_at", "last_complete_at", "next_run_at", "failures_in_a_row", "runs", "condition"})
_ONLY_PROFILE = "owner"
_SENTINEL = "environment"


class FirestoreSources(FirestoreTables):
    """The part of `ports.Store` about sources, the profile and the environment."""

    def sources(self) -> list[Source]:
        """Return all sources, by key."""
        found = self._database.find(queries.ALL_SOURCES.of(self._database.client))
        sources = readable(found, lambda snapshot: from_document(Source, snapshot))
        return sorted(sources, key=lambda source: source.key)

    def source(self, key: str) -> Source | None:
        """Return one source with its runs. Raises Unreadable."""
        snapshot = self._database.get(self._database.document(queries.SOURCES, key))
        return from_document(Source, snapshot) if snapshot.exists else None

    def save_source(self, source: Source) -> None:
        """Create or replace a source's own settings; its runs and health stay."""
        reference, document = self._database.document(queries.SOURCES, source.key), to_document(source, whole=True)
        settings = [field for field in document if field not in HEALTH]
        new, known = self._database.client.batch(), self._database.client.batch()
        new.create(reference, document)
        known.set(reference, {field: document[field] for field in settings}, merge=settings)
        try:
            self._database.commit(new)
        except Conflict:
            self._database.commit(known)

    def remove_source(self, key: str) -> bool:
        """Forget a source (its listings stay); return whether it was there."""
        batch, client = self._database.client.batch(), self._database.client
        batch.delete(self._database.document(queries.SOURCES, key), client.write_option(exists=True))
        try:
            self._database.commit(batch)
        except Conflict:
            return False
        return True

    def record_run(
        self, run: Run, *, next_run_at: datetime, failures_in_a_row: int, condition: Condition | None = None
    ) -> None:
        """Add a run to its source's history and say how it stands now. Raises Permanent for no such source."""
        step = partial(
            after_run, run=run, next_run_at=next_run_at, failures_in_a_row=failures_in_a_row, condition=condition
        )
        self._change_health(run.source_key, step)

    def heal_source(self, key: str) -> Source:
        """Forget what was wrong with a source and make it due at once; its runs stay. Raises Permanent."""
        return self._change_health(key, healed)

    def _change_health(self, key: str, step: Callable[[Source], Source]) -> Source:
        return self._database.again(lambda: self._step(key, step), what=f"source {key}")

    def _step(self, key: str, step: Callable[[Source], Source]) -> Source:
        reference = self._database.document(queries.SOURCES, key)
        snapshot = self._database.get(reference)
        if not snapshot.exists:
            raise Permanent("There is no such source (any more)", where=key)
        changed = step(from_document(Source, snapshot))
        document, batch = to_document(changed, whole=True), self._database.client.batch()
        batch.update(reference, {field: document[field] for field in HEALTH}, self._as_of(stamp(snapshot)))
        self._database.commit(batch)
        return changed

    def profile(self) -> Profile | None:
        """Return the profile, None where none was imported yet. Raises Unreadable."""
        from jobfinder.domain.person_codec import profile_from_dict

        snapshot = self._database.get(self._database.document(queries.PROFILES, _ONLY_PROFILE))
        if not snapshot.exists:
            return None
        try:
            return profile_from_dict(values_of(snapshot))
        except Unreadable as error:
            raise unreadable(snapshot, error) from error

    def save_profile(self, profile: Profile) -> None:
        """Replace the profile. Raises Permanent for one too large for a document."""
        from jobfinder.domain.person_codec import profile_to_dict

        document = profile_to_dict(profile)
        if size_bytes(document) > MOST_DOCUMENT_BYTES:
            most = f"{MOST_DOCUMENT_BYTES // 1000} kB"
            raise Permanent(f"The profile is larger than {most}", where="profile", todo="Shorten its longest texts.")
        batch = self._database.client.batch()
        batch.set(self._database.document(queries.PROFILES, _ONLY_PROFILE), document)
        self._database.commit(batch)

    def environment(self) -> str | None:
        """Return what the database says it belongs to, None in a new one."""
        snapshot = self._database.get(self._database.document(queries.META, _SENTINEL))
        return str(values_of(snapshot).get("name")) if snapshot.exists else None

    def set_environment(self, name: str) -> None:
        """Write the sentinel once, and bring an older database to the newest schema version.

        Raises Misconfigured where the database belongs to another environment or to a newer Job Finder.
        """
        reference = self._database.document(queries.META, _SENTINEL)
        sentinel = self._database.get(reference)
        if not sentinel.exists:
            batch = self._database.client.batch()
            batch.create(reference, new_sentinel(name))
            with contextlib.suppress(Conflict):  # another process was first; what it wrote is held against ours below
                self._database.commit(batch)
            sentinel = self._database.get(reference)
        found = str(values_of(sentinel).get("name"))
        if found != name:
            raise Misconfigured(
                f"The database belongs to the environment {found!r}, but this is {name!r}",
                where=self._database.where,
                todo=f"Set ENVIRONMENT={found}, or name the database of {name!r}.",
            )
        bring_forward(self._database, sentinel)
