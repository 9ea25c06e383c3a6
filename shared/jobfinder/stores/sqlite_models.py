"""What models said, and the ledger of what that cost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from jobfinder.domain.codec import from_dict, to_dict
from jobfinder.domain.documents import well_formed
from jobfinder.domain.extraction.said import Extraction
from jobfinder.domain.usage import UsageDay
from jobfinder.stores.sqlite_tables import SqliteTables
from jobfinder.stores.sqlite_values import from_json, json_bytes, json_ids

_STALE = """
SELECT body FROM (SELECT body, json_extract(CAST(body AS TEXT), '$.used_at') AS used_at FROM extractions)
WHERE used_at < ? ORDER BY used_at LIMIT ?
"""  # moments are kept in UTC and ISO 8601, where the order of the texts is that of the moments


class SqliteModels(SqliteTables):
    """The part of `ports.Store` about extractions and usage."""

    def extraction(self, extraction_id: str) -> Extraction | None:
        """Return what a model said, None where it was not asked yet."""
        with self._database.reading() as db:
            row = db.execute("SELECT body FROM extractions WHERE id = ?", (well_formed(extraction_id),)).fetchone()
        return from_dict(Extraction, from_json(row[0])) if row else None

    def keep_extraction(self, extraction: Extraction) -> None:
        """Keep what a model said; what was kept under its id before is replaced. It was paid for, so it is on disk."""
        values = (well_formed(extraction.id), json_bytes(to_dict(extraction)))
        with self._database.writing(durable=True) as db:
            db.execute("INSERT OR REPLACE INTO extractions (id, body) VALUES (?, ?)", values)

    def stale_extractions(self, *, used_before: datetime, limit: int) -> list[Extraction]:
        """Return what was last known to be of use before a moment, the longest unused first."""
        values = (used_before.astimezone(UTC).isoformat(), limit)
        with self._database.reading() as db:
            rows = db.execute(_STALE, values).fetchall()
        return [from_dict(Extraction, from_json(body)) for (body,) in rows]

    def delete_extractions(self, ids: Sequence[str]) -> int:
        """Forget what models said; return how many there were."""
        statement = "DELETE FROM extractions WHERE id IN (SELECT value FROM json_each(?))"
        return self._database.write_once(statement, (json_ids(ids),))[1]

    def usage(self, since: str) -> list[UsageDay]:
        """Return the days of the ledger from one on (2026-11-24), in order; days without any usage are not there."""
        with self._database.reading() as db:
            rows = db.execute("SELECT body FROM usage WHERE day >= ? ORDER BY day", (since,)).fetchall()
        return [from_dict(UsageDay, from_json(body)) for (body,) in rows]

    def change_usage(self, day: str, change: Callable[[UsageDay], UsageDay]) -> UsageDay:
        """Replace one day of the ledger by what `change` makes of it; where it raises, nothing is written."""
        with self._database.writing() as db:
            changed = change(_day(db, day))
            values = (day, json_bytes(to_dict(changed)))
            db.execute("INSERT OR REPLACE INTO usage (day, body) VALUES (?, ?)", values)
        return changed


def _day(db: sqlite3.Connection, day: str) -> UsageDay:
    row = db.execute("SELECT body FROM usage WHERE day = ?", (day,)).fetchone()
    return from_dict(UsageDay, from_json(row[0])) if row else UsageDay(day=day)
