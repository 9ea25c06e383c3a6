"""Every query that is ever put to Firestore, each with the composite index it needs; nothing else builds one.

`firestore.indexes.json` is written from this module (`python -m jobfinder.stores.firestore_queries`), and a test holds
the two equal. Firestore answers from indexes alone (https://firebase.google.com/docs/firestore/query-data/index-overview):
equality and array membership are merged from the single-field indexes it makes by itself; a range or an order beside
them needs a composite index.

Such an automatic index is switched off wherever no query asks for it: an index whose first differing value only ever
grows takes 500 writes a second (https://firebase.google.com/docs/firestore/best-practices), and long texts cost an
entry each. What is left that grows is on the queue: `due_at`, `number`, and two moments within a status.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jobfinder.domain import collection_names as names

if TYPE_CHECKING:
    from google.cloud.firestore import Client

QUEUE = names.QUEUE
LISTINGS = names.LISTINGS
MATCHES = names.MATCHES
SOURCES = names.SOURCES
PROFILES = names.PROFILES
META = names.META
EXTRACTIONS = names.EXTRACTIONS
USAGE = names.USAGE
HOST_PACE = names.HOST_PACE
KNOWN_BOARDS = names.KNOWN_BOARDS

ID = "__name__"
UP, DOWN, CONTAINS = "ASCENDING", "DESCENDING", "CONTAINS"
MOST_ALTERNATIVES = 30  # in one query, all its disjunctions multiplied out

Condition = tuple[str, str]  # field and operator
Either = tuple[Condition, ...]  # one of them has to hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One query: its conditions (values come at the time of asking), its order, and the composite index it needs.

    `fields` are what is read of each document, None for all of it, () for nothing but its name and update time.
    """

    collection: str
    where: tuple[Condition | Either, ...] = ()
    order: tuple[tuple[str, str], ...] = ()
    fields: tuple[str, ...] | None = None
    index: tuple[tuple[str, str], ...] = ()

    def of(self, client: Client, *values: Any, limit: int | None = None, after: str | None = None) -> Any:
        """Return the SDK's query with `values` for its conditions; `after` is the last id of the page before."""
        query: Any = client.collection(self.collection)
        for condition, value in zip(self.where, values, strict=True):
            query = query.where(filter=_filter(client, self.collection, condition, value))
        for field, direction in self.order:
            query = query.order_by(field, direction=direction)
        if self.fields is not None:
            query = query.select(self.fields)
        if after is not None:
            query = query.start_after({ID: client.document(self.collection, after)})
        return query if limit is None else query.limit(limit)


def _filter(client: Client, collection: str, condition: Any, value: Any) -> Any:
    from google.cloud.firestore_v1.base_query import FieldFilter, Or

    if isinstance(condition[0], tuple):
        return Or([_filter(client, collection, *pair) for pair in zip(condition, value, strict=True)])
    field, operator = condition
    return FieldFilter(field, operator, client.document(collection, value) if field == ID else value)


_IDS = ((ID, ">="), (ID, "<"))
_NAMES_ONLY: tuple[str, ...] = ()

# -- the queue

DUE = Question(collection=QUEUE, where=(("due_at", "<="),), order=(("due_at", UP),), fields=_NAMES_ONLY)
NEXT_DUE = Question(collection=QUEUE, order=(("due_at", UP),), fields=("due_at",))
NEWEST_ITEMS = Question(collection=QUEUE, order=(("number", DOWN),))
NEWEST_ITEMS_BY_STATUS = Question(
    collection=QUEUE,
    where=(("status", "=="),),
    order=(("number", DOWN),),
    index=(("status", UP), ("number", DOWN)),
)
ITEMS_OF_LISTING = Question(collection=QUEUE, where=(("listing_id", "=="),))
STATES_OF_ITEMS = Question(collection=QUEUE, where=(("listing_id", "in"),), fields=("status", "attempt", "created_at"))
ITEMS_BY_ID = Question(collection=QUEUE, where=_IDS)
CREATED_AFTER = Question(collection=QUEUE, where=(("number", ">"),), order=(("number", UP),))
CREATED_BETWEEN = Question(collection=QUEUE, where=(("number", ">"), ("number", "<=")), fields=("number",))
LAST_CREATED = Question(collection=QUEUE, order=(("number", DOWN),), fields=("number",))
WITH_STATUS = Question(collection=QUEUE, where=(("status", "=="),))
TRIED_WITH_STATUS = Question(collection=QUEUE, where=(("status", "=="), ("attempt", "in")))
WITH_OUTCOME = Question(collection=QUEUE, where=(("outcome", "=="),))
WITH_TRACE_AND_OUTCOME = Question(collection=QUEUE, where=(("trace_id", "=="), ("outcome", "==")))
OLDEST_WITH_STATUS = Question(
    collection=QUEUE,
    where=(("status", "=="),),
    order=(("created_at", UP),),
    fields=("created_at",),
    index=(("status", UP), ("created_at", UP)),
)
FINISHED_BEFORE = Question(
    collection=QUEUE,
    where=(("status", "in"), ("finished_at", "<")),
    order=(("finished_at", UP),),
    fields=_NAMES_ONLY,
    index=(("status", UP), ("finished_at", UP)),
)

# -- listings

OPEN_OF_SOURCE = Question(
    collection=LISTINGS, where=(("source_key", "=="), ("state", "==")), fields=("content_hash", "state")
)
MERGE_OF = Question(collection=LISTINGS, where=(("members", "array_contains"),))
RIVALS_ELSEWHERE = Question(
    collection=LISTINGS,
    where=(("merge_keys", "array_contains_any"), ("source_key", "!=")),
    index=(("merge_keys", CONTAINS), ("source_key", UP)),
)
# Of its own source a new listing only needs to know which merges are taken: one large employer's many postings of one
# title are not rivals.
RIVALS_MERGED = Question(
    collection=LISTINGS, where=(("merge_keys", "array_contains_any"), ("source_key", "=="), ("is_merged", "=="))
)
BEARING = Question(collection=LISTINGS, where=(("merge_keys", "array_contains_any"),))
ALL_LISTINGS = Question(collection=LISTINGS, order=((ID, UP),))
OPEN_LISTINGS = Question(collection=LISTINGS, where=(("state", "=="),), order=((ID, UP),))
WORDS_OF_LISTINGS = Question(collection=LISTINGS, order=((ID, UP),), fields=("words", "state", "number"))
LISTINGS_BY_ID = Question(collection=LISTINGS, where=_IDS)
LISTINGS_AT_URL = Question(collection=LISTINGS, where=(("url_key", "=="),))
LISTINGS_AT_ADDRESS = Question(collection=LISTINGS, where=((("url_key", "=="), ("merge_keys", "array_contains_any")),))

# -- matches

_HEAD = (
    *("id", "search", "listing_id", "title", "company", "url", "place", "pay", "posted_at", "scored_at", "state"),
    *("created_micros", "decision.score", "decision.threshold", "decision.parts", "decision.outcome"),
)
_NEW_OR = (("touches", "=="), ("state", "in"))  # a match that nobody touched has no state yet

ALL_MATCHES = Question(collection=MATCHES)
MATCHES_OF_SEARCH = Question(collection=MATCHES, where=(("search", "=="),))
MATCHES_IN_STATES = Question(collection=MATCHES, where=(("state", "in"),))
MATCHES_NEW_OR_IN_STATES = Question(collection=MATCHES, where=(_NEW_OR,))
MATCHES_BY_ID = Question(collection=MATCHES, where=_IDS)
MATCHES_OF_LISTINGS = Question(collection=MATCHES, where=(("listing_id", "in"),))
HEADS = Question(collection=MATCHES, fields=_HEAD)
HEADS_OF_SEARCH = Question(collection=MATCHES, where=(("search", "=="),), fields=_HEAD)
HEADS_IN_STATES = Question(collection=MATCHES, where=(("state", "in"),), fields=_HEAD)
HEADS_NEW_OR_IN_STATES = Question(collection=MATCHES, where=(_NEW_OR,), fields=_HEAD)
UNTOUCHED_BEFORE = Question(
    collection=MATCHES,
    where=(("touches", "=="), ("created_micros", "<")),
    order=(("created_micros", UP),),
    fields=("state", "notes", "history"),
    index=(("touches", UP), ("created_micros", UP)),
)

# -- sources

ALL_SOURCES = Question(collection=SOURCES)

# -- models

STALE_EXTRACTIONS = Question(collection=EXTRACTIONS, where=(("used_at", "<"),), order=(("used_at", UP),))
USAGE_SINCE = Question(collection=USAGE, where=(("day", ">="),), order=(("day", UP),))

# -- any collection as a whole


def whole(collection: str) -> Question:
    """Return the query for all documents of a collection, in the order of their ids."""
    return Question(collection=collection, order=((ID, UP),))


# -- what firestore.indexes.json says ---------------------------------------------------------------------------------

# Fields that grow with time or are long, and that no query above asks for by themselves. A map stands for all in it.
UNINDEXED = {
    QUEUE: (
        *("claim_token", "created_at", "decisions", "error", "finished_at", "lease_expires_at", "not_before"),
        *("reason", "url"),
    ),
    LISTINGS: ("closed_at", "content_hash", "first_seen_at", "last_seen_at", "number", "posting", "trace_id", "words"),
    MATCHES: (
        *("company", "content_hash", "created_micros", "decision", "history", "notes", "pay", "place"),
        *("policy_version", "posted_at", "scored_at", "title", "trace_id", "url"),
    ),
    SOURCES: (
        *("added_at", "company", "condition", "endpoint", "last_complete_at", "last_run_at", "next_run_at", "runs"),
        "url",
    ),
    PROFILES: ("person", "searches"),
    META: ("text",),
    EXTRACTIONS: (
        *("at", "content_hash", "id", "micros", "model", "profile_hash", "prompt_version", "said", "tokens"),
    ),
    USAGE: ("reserved", "spent"),
    HOST_PACE: ("free_at", "left_alone_until"),
    KNOWN_BOARDS: ("answers", "first_broken", "listings", "read_at"),
}
TTL = (QUEUE, "expires_at")  # Firestore deletes an item within a day of this moment


def questions() -> list[Question]:
    """Return every query declared here."""
    return [thing for thing in globals().values() if isinstance(thing, Question)]


def indexes_json() -> dict[str, list[dict[str, Any]]]:
    """Return what firestore.indexes.json has to hold (https://firebase.google.com/docs/reference/firestore/indexes)."""
    needed = sorted({(one.collection, one.index) for one in questions() if one.index})
    overrides = [_override(collection, field) for collection in UNINDEXED for field in UNINDEXED[collection]]
    return {
        "indexes": [_composite(collection, index) for collection, index in needed],
        "fieldOverrides": [*overrides, {**_override(*TTL), "ttl": True}],
    }


def _composite(collection: str, index: Sequence[tuple[str, str]]) -> dict[str, Any]:
    fields = [
        {"fieldPath": field, "arrayConfig": CONTAINS} if kind == CONTAINS else {"fieldPath": field, "order": kind}
        for field, kind in index
    ]
    return {"collectionGroup": collection, "queryScope": "COLLECTION", "fields": fields}


def _override(collection: str, field: str) -> dict[str, Any]:
    return {"collectionGroup": collection, "fieldPath": field, "indexes": []}


if __name__ == "__main__":
    import json

    print(json.dumps(indexes_json(), indent=2))
