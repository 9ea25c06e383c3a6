"""Sources with their runs, the profile, and the sentinel that says which environment a database belongs to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any

from jobfinder.domain.codec import source_from_dict, source_to_dict
from jobfinder.domain.documents import well_formed
from jobfinder.domain.person import Profile
from jobfinder.domain.sentinel import Sentinel, check_sentinel
from jobfinder.domain.source import Source
from jobfinder.errors import Permanent
from jobfinder.stores.source_health import HEALTH, SourceHealth
from jobfinder.stores.sqlite_tables import SqliteTables
from jobfinder.stores.sqlite_values import from_json, json_bytes, thing


class SqliteSources(SourceHealth, SqliteTables):
    """The part of `ports.Store` about sources, the profile and the environment."""

    def sources(self) -> list[Source]:
        """Return all sources, by key."""
        with self._database.reading() as db:
            return [_source(*row) for row in db.execute("SELECT settings, health FROM sources ORDER BY key")]

    def source(self, key: str) -> Source | None:
        """Return one source with its runs."""
        with self._database.reading() as db:
            return _find(db, key)

    def save_source(self, source: Source) -> None:
        """Create or replace a source's own settings; its runs and health stay."""
        statement = """
            INSERT INTO sources (key, settings, health) VALUES (?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET settings = excluded.settings
        """
        settings, health = _parts(source)
        with self._database.writing(durable=True) as db:
            db.execute(statement, (well_formed(source.key), settings, health))

    def remove_source(self, key: str) -> bool:
        """Forget a source (its listings stay); return whether it was there."""
        with self._database.writing(durable=True) as db:
            db.execute("DELETE FROM known_boards WHERE source_key = ?", (well_formed(key),))
            return db.execute("DELETE FROM sources WHERE key = ?", (well_formed(key),)).rowcount == 1

    def _change_health(self, key: str, step: Callable[[Source], Source], *, by_hand: bool) -> Source:
        with self._database.writing(durable=by_hand) as db:
            source = _find(db, key)
            if source is None:
                raise Permanent("There is no such source (any more)", where=key)
            changed = step(source)
            _save_health(db, changed)
        return changed

    def profile(self) -> Profile | None:
        """Return the profile, None where none was imported yet."""
        from jobfinder.domain.person_codec import profile_from_dict

        with self._database.reading() as db:
            row = db.execute("SELECT body FROM profile").fetchone()
        return profile_from_dict(from_json(row[0])) if row else None

    def save_profile(self, profile: Profile) -> None:
        """Replace the profile."""
        from jobfinder.domain.person_codec import profile_to_dict

        body = json_bytes(profile_to_dict(profile))
        with self._database.writing(durable=True) as db:
            db.execute("INSERT OR REPLACE INTO profile (only_one, body) VALUES (1, ?)", (body,))

    def environment(self) -> str | None:
        """Return what the database says it belongs to, None in a new one."""
        with self._database.reading() as db:
            return _meta(db, _ENVIRONMENT)

    def sentinel(self) -> Sentinel | None:
        """Return what the database says of whose it is, None in a new one."""
        with self._database.reading() as db:
            name, created = _meta(db, _ENVIRONMENT), _meta(db, _CREATED_AT)
        return Sentinel(name, created_at=datetime.fromisoformat(created) if created else None) if name else None

    def set_environment(self, name: str) -> None:
        """Write the sentinel once. Raises Misconfigured where the database belongs to another environment."""
        if self.environment() is None:
            with self._database.writing(durable=True) as db:
                if _meta(db, _ENVIRONMENT) is None:
                    rows = [(_ENVIRONMENT, name), (_CREATED_AT, self._clock().isoformat())]
                    db.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", rows)
        self.require_environment(name)

    def require_environment(self, name: str) -> None:
        """Hold the sentinel against an environment. Raises Misconfigured where there is none, or another's."""
        check_sentinel(self.sentinel(), name, where=self._database.path)

    def is_in_use(self) -> bool:
        """Return whether anything is kept here: then it also says whose it is."""
        with self._database.reading() as db:
            return bool(db.execute(_IN_USE).fetchone()[0])

    def set_project(self) -> None:
        """Do nothing: a file lies in no project."""


_IN_USE = "SELECT EXISTS (SELECT 1 FROM meta) OR EXISTS (SELECT 1 FROM sources) OR EXISTS (SELECT 1 FROM listings)"
_ENVIRONMENT, _CREATED_AT = "environment", "environment_created_at"


def _meta(db: sqlite3.Connection, key: str) -> str | None:
    row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def _find(db: sqlite3.Connection, key: str) -> Source | None:
    row = db.execute("SELECT settings, health FROM sources WHERE key = ?", (well_formed(key),)).fetchone()
    return _source(*row) if row else None


def _save_health(db: sqlite3.Connection, source: Source) -> None:
    db.execute("UPDATE sources SET health = ? WHERE key = ?", (_parts(source)[1], well_formed(source.key)))


def _source(settings: bytes, health: bytes) -> Source:
    whole = settings if health == b"{}" else settings[:-1] + b"," + health[1:]  # two JSON objects as one
    return thing(Source, whole, source_from_dict)


def _parts(source: Source) -> tuple[bytes, bytes]:
    document: dict[str, Any] = source_to_dict(source)
    health = {key: document.pop(key) for key in HEALTH & document.keys()}
    return json_bytes(document), json_bytes(health)
