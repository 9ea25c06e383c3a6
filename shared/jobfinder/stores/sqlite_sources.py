"""Sources with their runs, the profile, and the sentinel that says which environment a database belongs to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from jobfinder.domain.codec import source_from_dict, source_to_dict
from jobfinder.domain.condition import Condition
from jobfinder.domain.documents import well_formed
from jobfinder.domain.person import Profile
from jobfinder.domain.source import Run, Source, after_run, healed
from jobfinder.errors import Misconfigured, Permanent
from jobfinder.stores.sqlite_tables import SqliteTables
from jobfinder.stores.sqlite_values import from_json, json_bytes

HEALTH = frozenset({"last_run_at", "last_complete_at", "next_run_at", "failures_in_a_row", "runs", "condition"})


class SqliteSources(SqliteTables):
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
            return db.execute("DELETE FROM sources WHERE key = ?", (well_formed(key),)).rowcount == 1

    def record_run(
        self, run: Run, *, next_run_at: datetime, failures_in_a_row: int, condition: Condition | None = None
    ) -> None:
        """Add a run to its source's history and say how it stands now. Raises Permanent for no such source."""
        step = partial(
            after_run, run=run, next_run_at=next_run_at, failures_in_a_row=failures_in_a_row, condition=condition
        )
        self._change_health(run.source_key, step, durable=False)

    def heal_source(self, key: str) -> Source:
        """Forget what was wrong with a source and make it due at once; its runs stay. Raises Permanent."""
        return self._change_health(key, healed, durable=True)

    def _change_health(self, key: str, step: Callable[[Source], Source], *, durable: bool) -> Source:
        with self._database.writing(durable=durable) as db:
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
            return _environment(db)

    def set_environment(self, name: str) -> None:
        """Write the sentinel once. Raises Misconfigured where the database belongs to another environment."""
        found = self.environment()
        if found is None:
            with self._database.writing(durable=True) as db:
                db.execute("INSERT OR IGNORE INTO meta (key, value) VALUES ('environment', ?)", (name,))
                found = _environment(db)
        if found != name:
            raise Misconfigured(
                f"The database belongs to the environment {found!r}, but this is {name!r}",
                where=self._database.path,
                todo=f"Set ENVIRONMENT={found}, or name the database of {name!r}.",
            )


def _environment(db: sqlite3.Connection) -> str | None:
    row = db.execute("SELECT value FROM meta WHERE key = 'environment'").fetchone()
    return str(row[0]) if row else None


def _find(db: sqlite3.Connection, key: str) -> Source | None:
    row = db.execute("SELECT settings, health FROM sources WHERE key = ?", (well_formed(key),)).fetchone()
    return _source(*row) if row else None


def _save_health(db: sqlite3.Connection, source: Source) -> None:
    db.execute("UPDATE sources SET health = ? WHERE key = ?", (_parts(source)[1], well_formed(source.key)))


def _source(settings: bytes, health: bytes) -> Source:
    return source_from_dict({**from_json(settings), **from_json(health)})


def _parts(source: Source) -> tuple[bytes, bytes]:
    document: dict[str, Any] = source_to_dict(source)
    health = {key: document.pop(key) for key in HEALTH & document.keys()}
    return json_bytes(document), json_bytes(health)
