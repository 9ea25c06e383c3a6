"""The indexes that are deployed are exactly those that the queries need, and no query is built anywhere else."""

from __future__ import annotations

import ast
import json

import pytest

from jobfinder.stores import firestore_queries as queries
from jobfinder.stores.firestore_queries import CONTAINS, DOWN, ID, UP, Question, indexes_json, questions
from tests.places import ROOT

ALIKE = {"==", "in"}  # answered together by the single-field indexes that Firestore merges
MEMBERSHIP = {"array_contains", "array_contains_any"}


def needed_index(question: Question) -> tuple[tuple[str, str], ...]:
    """Return the composite index by Firestore's rule: equalities first, then the range or order, if there are both.

    https://firebase.google.com/docs/firestore/query-data/index-overview
    """
    conditions = [one for one in question.where if not isinstance(one[0], tuple)]
    alike = [field for field, operator in conditions if operator in ALIKE]
    members = [field for field, operator in conditions if operator in MEMBERSHIP]
    ranges = [field for field, operator in conditions if operator not in ALIKE | MEMBERSHIP and field != ID]
    order = [pair for pair in question.order if pair[0] != ID]
    last = order or [(field, UP) for field in dict.fromkeys(ranges)]
    if not last or not (alike or members):
        return ()
    return (*((field, UP) for field in alike), *((field, CONTAINS) for field in members), *last)


@pytest.mark.parametrize("question", questions(), ids=lambda one: f"{one.collection} {one.where} {one.order}")
def test_each_query_declares_the_index_it_needs(question: Question) -> None:
    assert question.index == needed_index(question)


def test_the_file_that_is_deployed_holds_exactly_what_the_queries_need() -> None:
    assert json.loads((ROOT / "firestore.indexes.json").read_text()) == indexes_json()


def test_the_rule_knows_a_query_that_lacks_its_index() -> None:
    bare = Question(collection="c", where=(("a", "=="), ("b", "<")))
    assert needed_index(bare) == (("a", UP), ("b", UP))
    assert needed_index(Question(collection="c", where=(("a", "=="),), order=(("b", DOWN),))) == (
        ("a", UP),
        ("b", DOWN),
    )


def asked_alone(question: Question) -> set[str]:
    """Return the fields for which a query relies on the index that Firestore makes by itself."""
    if question.index:
        return set()
    pairs = [pair for one in question.where for pair in (one if isinstance(one[0], tuple) else (one,))]
    return {field for field, _ in (*pairs, *question.order)} - {ID}


def test_no_index_is_switched_off_that_a_query_needs() -> None:
    for question in questions():
        switched_off = set(queries.UNINDEXED.get(question.collection, ()))
        assert not {field.partition(".")[0] for field in asked_alone(question)} & switched_off


def test_every_moment_that_no_query_asks_for_is_switched_off() -> None:
    asked = {(one.collection, field) for one in questions() for field in asked_alone(one)}
    growing = {
        queries.QUEUE: {
            "created_at",
            "not_before",
            "lease_expires_at",
            "finished_at",
            "expires_at",
            "due_at",
            "number",
        },
        queries.LISTINGS: {"first_seen_at", "last_seen_at", "closed_at", "number"},
        queries.MATCHES: {"created_micros", "scored_at", "posted_at"},
        queries.SOURCES: {"added_at", "last_run_at", "last_complete_at", "next_run_at"},
    }
    overrides = {(one["collectionGroup"], one["fieldPath"]) for one in indexes_json()["fieldOverrides"]}
    for collection, fields in growing.items():
        for field in fields:
            assert ((collection, field) in overrides) != ((collection, field) in asked), f"{collection}.{field}"


def test_finished_items_expire_by_a_ttl_field() -> None:
    ttl = [one for one in indexes_json()["fieldOverrides"] if one.get("ttl")]
    assert ttl == [{"collectionGroup": "job-queue", "fieldPath": "expires_at", "indexes": [], "ttl": True}]


BUILDS_QUERIES = {"where", "order_by", "start_after", "collection", "collection_group", "FieldFilter", "select"}


def test_no_other_module_builds_a_query() -> None:
    found = []
    for path in (ROOT / "shared").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if path.name == "firestore_queries.py" or ("google.cloud" not in source and "firestore" not in path.name):
            continue
        for node in ast.walk(ast.parse(source)):
            name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            if name in BUILDS_QUERIES:
                found.append(f"{path.name}:{node.lineno} {name}")
    assert found == []
