"""Matches in Firestore."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from jobfinder.domain.match import Match, MatchState, StateChange
from jobfinder.errors import Permanent
from jobfinder.ports import MatchHead
from jobfinder.stores import firestore_queries as queries
from jobfinder.stores.firestore_match_documents import THE_USERS, head_of, is_touched, match_of
from jobfinder.stores.firestore_queries import Question
from jobfinder.stores.firestore_tables import FirestoreTables, readable
from jobfinder.stores.firestore_values import chunks, document_id, micros, stamp, to_document


class FirestoreMatches(FirestoreTables):
    """The part of `ports.Store` about matches."""

    def matches(
        self,
        *,
        search: str = "",
        states: Sequence[MatchState] = (),
        id_prefix: str = "",
        listing_ids: Sequence[str] = (),
    ) -> list[Match]:
        """Return matches, in no promised order.

        The narrowest of what is asked for is asked of Firestore; what it returns is held against the rest here.
        """
        found = [
            snapshot
            for query in self._questions(search, states, id_prefix, listing_ids)
            for snapshot in self._database.find(query)
        ]
        return [
            match
            for match in readable(found, match_of)
            if (not search or match.search == search)
            and (not states or match.state in states)
            and match.id.startswith(id_prefix)
            and (not listing_ids or match.listing_id in listing_ids)
        ]

    def _questions(
        self, search: str, states: Sequence[MatchState], id_prefix: str, listing_ids: Sequence[str]
    ) -> Iterator[Any]:
        client = self._database.client
        if id_prefix:
            prefix = document_id(id_prefix)
            yield queries.MATCHES_BY_ID.of(client, prefix, prefix + "\U0010ffff")
        elif listing_ids:
            for lot in chunks(dict.fromkeys(listing_ids), queries.MOST_ALTERNATIVES):
                yield queries.MATCHES_OF_LISTINGS.of(client, lot)
        elif search:
            yield queries.MATCHES_OF_SEARCH.of(client, search)
        elif states:
            yield self._in_states(states, queries.MATCHES_IN_STATES, queries.MATCHES_NEW_OR_IN_STATES)
        else:
            yield queries.ALL_MATCHES.of(client)

    def match_heads(self, *, search: str = "", states: Sequence[MatchState] = ()) -> list[MatchHead]:
        """Return what ranking needs of the matches, in no promised order; the verdicts stay in Firestore."""
        client = self._database.client
        if search:
            query = queries.HEADS_OF_SEARCH.of(client, search)
        elif states:
            query = self._in_states(states, queries.HEADS_IN_STATES, queries.HEADS_NEW_OR_IN_STATES)
        else:
            query = queries.HEADS.of(client)
        heads = readable(self._database.find(query), head_of)
        return [head for head in heads if not states or head.state in states]

    def _in_states(self, states: Sequence[MatchState], others: Question, new_or_others: Question) -> Any:
        names = [state.value for state in states]
        if MatchState.NEW in states:
            return new_or_others.of(self._database.client, (0, names))
        return others.of(self._database.client, names)

    def set_match_state(self, match_id: str, state: MatchState, note: str, *, now: datetime) -> Match:
        """Record what the user did; a note is added to those before it. Raises Permanent for no such match."""
        return self._database.again(lambda: self._set_state(match_id, state, note, now), what=f"match {match_id}")

    def _set_state(self, match_id: str, state: MatchState, note: str, now: datetime) -> Match:
        from google.cloud.firestore import Increment

        snapshot = self._database.get(self._database.document(queries.MATCHES, match_id))
        if not snapshot.exists:
            raise Permanent("There is no such match", where=match_id, todo="`jobfinder matches` lists them.")
        match = match_of(snapshot)
        changed = replace(
            match,
            state=state,
            notes="\n".join(filter(None, (match.notes, note))),
            history=(*match.history, StateChange(now, state, note)),
        )
        document = to_document(changed, whole=True)
        batch = self._database.client.batch()
        change = {field: document[field] for field in THE_USERS} | {"touches": Increment(1)}
        batch.update(snapshot.reference, change, self._as_of(stamp(snapshot)))
        self._database.commit(batch)
        return changed

    def delete_matches(self, *, created_before: datetime, limit: int) -> int:
        """Delete untouched matches older than a moment, at most `limit`; return how many.

        A page that changes a state or a note through the rules does not count a touch, so each is looked at again.
        """
        asked_for = limit
        while True:
            query = queries.UNTOUCHED_BEFORE.of(self._database.client, 0, micros(created_before), limit=asked_for)
            found = self._database.find(query)
            untouched = [one for one in found if not is_touched(one)]
            if untouched or len(found) < asked_for:
                return self._delete_unchanged(untouched[:limit])
            asked_for *= 4  # all of these were touched on a page: there may be others behind them
