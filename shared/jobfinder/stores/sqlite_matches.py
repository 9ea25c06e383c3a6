"""Matches in SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from jobfinder.domain.codec import match_from_dict
from jobfinder.domain.documents import from_dict, well_formed
from jobfinder.domain.match import Match, MatchState, StateChange
from jobfinder.errors import Permanent
from jobfinder.ports import MatchHead
from jobfinder.stores.sqlite_match_rows import find_match, write_match
from jobfinder.stores.sqlite_queue import prefix_range
from jobfinder.stores.sqlite_tables import SqliteTables
from jobfinder.stores.sqlite_values import json_ids, micros, things


class SqliteMatches(SqliteTables):
    """The part of `ports.Store` about matches."""

    def matches(
        self,
        *,
        search: str = "",
        states: Sequence[MatchState] = (),
        id_prefix: str = "",
        listing_ids: Sequence[str] = (),
    ) -> list[Match]:
        """Return matches, in no promised order."""
        where, values = _conditions(search, states, id_prefix, listing_ids)
        query = f"SELECT b.body FROM matches AS m JOIN match_bodies AS b ON b.match = m.seq WHERE {where}"  # noqa: S608
        with self._database.reading() as db:
            rows = [body for (body,) in db.execute(query, values)]
        return things(Match, rows, match_from_dict)

    def match_heads(self, *, search: str = "", states: Sequence[MatchState] = ()) -> list[MatchHead]:
        """Return what ranking needs of the matches, in no promised order."""
        where, values = _conditions(search, states)
        with self._database.reading() as db:
            rows = [head for (head,) in db.execute(f"SELECT m.head FROM matches AS m WHERE {where}", values)]  # noqa: S608
        return things(MatchHead, rows, partial(from_dict, MatchHead))

    def set_match_state(self, match_id: str, state: MatchState, note: str, *, now: datetime) -> Match:
        """Record what the user did; a note is added to those before it. Raises Permanent for no such match."""
        with self._database.writing(durable=True) as db:
            match = find_match(db, match_id)
            if match is None:
                raise Permanent("There is no such match", where=match_id, todo="`jobfinder matches` lists them.")
            changed = replace(
                match,
                state=state,
                notes="\n".join(filter(None, (match.notes, note))),
                history=(*match.history, StateChange(now, state, note)),
            )
            write_match(db, changed)
        return changed

    def delete_matches(self, *, created_before: datetime, limit: int) -> int:
        """Delete untouched matches older than a moment, at most `limit`; return how many."""
        statement = """
            DELETE FROM matches WHERE seq IN (
                SELECT seq FROM matches WHERE touched = 0 AND created_at < ? ORDER BY created_at LIMIT ?)
        """
        return self._database.write_once(statement, (micros(created_before), limit))[1]


def _conditions(
    search: str, states: Sequence[MatchState], id_prefix: str = "", listing_ids: Sequence[str] = ()
) -> tuple[str, list[Any]]:
    """Return the condition on `matches AS m` and its values."""
    conditions, values = ["1"], list[Any]()
    if search:
        conditions.append("m.search = ?")
        values.append(well_formed(search))
    if states:
        conditions.append("m.state IN (SELECT value FROM json_each(?))")
        values.append(json_ids(state.value for state in states))
    if id_prefix:
        conditions.append("m.id >= ? AND m.id < ?")
        values += prefix_range(id_prefix)
    if listing_ids:
        conditions.append("m.listing_id IN (SELECT value FROM json_each(?))")
        values.append(json_ids(listing_ids))
    return " AND ".join(conditions), values
