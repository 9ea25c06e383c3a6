"""Sources with their runs, the profile, and the sentinel that says which environment a database belongs to."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from jobfinder.domain.collection_names import SENTINEL
from jobfinder.domain.person import Profile
from jobfinder.domain.sentinel import Sentinel, check_sentinel
from jobfinder.domain.source import Source
from jobfinder.errors import Permanent, Unreadable
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
    utc,
    values_of,
)
from jobfinder.stores.source_health import HEALTH, SourceHealth

if TYPE_CHECKING:
    from jobfinder.stores.firestore_values import Snapshot

_ONLY_PROFILE = "owner"


class FirestoreSources(SourceHealth, FirestoreTables):
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
        batch.delete(self._database.document(queries.KNOWN_BOARDS, key))
        try:
            self._database.commit(batch)
        except Conflict:
            return False
        return True

    def _change_health(self, key: str, step: Callable[[Source], Source], *, by_hand: bool) -> Source:
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
        found = self.sentinel()
        return found.environment if found else None

    def sentinel(self) -> Sentinel | None:
        """Return what the database says of whose it is, None in a new one."""
        return _said(self._read_sentinel())

    def set_environment(self, name: str) -> None:
        """Write the sentinel once, and bring an older database to the newest schema version.

        Raises Misconfigured where the database belongs to another environment, project or newer Job Finder.
        """
        snapshot = self._read_sentinel()
        if not snapshot.exists:
            batch = self._database.client.batch()
            batch.create(snapshot.reference, new_sentinel(name, self._database.client.project, self._clock()))
            with contextlib.suppress(Conflict):  # another process was first; what it wrote is held against ours below
                self._database.commit(batch)
            snapshot = self._read_sentinel()
        self._require(name, snapshot)

    def require_environment(self, name: str) -> None:
        """Hold the sentinel against an environment, and bring an older database to the newest schema version.

        Raises Misconfigured where there is none, or one of another environment, project or newer Job Finder.
        """
        self._require(name, self._read_sentinel())

    def is_emulated(self) -> bool:
        """Return whether this is an emulator's database and no real one."""
        return bool(self._database.client._emulator_host)

    def set_project(self) -> None:
        """Write this project into the sentinel: the database was restored here on purpose."""
        batch = self._database.client.batch()
        batch.update(self._read_sentinel().reference, {"project": self._database.client.project})
        self._database.commit(batch)

    def _read_sentinel(self) -> Snapshot:
        return self._database.get(self._database.document(queries.META, SENTINEL))

    def _require(self, name: str, snapshot: Snapshot) -> None:
        check_sentinel(_said(snapshot), name, project=self._database.client.project, where=self._database.where)
        bring_forward(self._database, snapshot)


def _said(snapshot: Snapshot) -> Sentinel | None:
    if not snapshot.exists:
        return None
    fields = values_of(snapshot)
    created = fields.get("created_at")
    return Sentinel(
        str(fields.get("name")),
        str(fields.get("project") or ""),
        utc(created) if isinstance(created, datetime) else None,
    )
