"""What a page creates under the rules is a queue item like any other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jobfinder.domain.queue import Ending, ItemKind, ItemStatus, Outcome
from jobfinder.stores.firestore import FirestoreStore
from jobfinder.wiring import utc_now
from tests.firestore_calls import emulator_at
from tests.integration.rules.browser import a_new_project
from tests.integration.rules.table import DATABASES, RULES, USERS, submission


@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("kind", [ItemKind.URL, ItemKind.SOURCE])
def test_an_item_made_under_the_rules_is_due_claimed_and_finished_like_any_other(kind: ItemKind, database: str) -> None:
    page = replace(a_new_project(RULES, database), token=USERS["owner"])
    assert page.create("job-queue/by-hand", submission(kind=kind.value)) == 200
    with emulator_at(page.host):
        store = FirestoreStore.open(database, clock=utc_now, project=page.project)
        try:
            (ticket,) = store.due(now=utc_now() + timedelta(seconds=1), limit=10)
            item = store.claim(ticket, now=utc_now() + timedelta(seconds=1), lease_seconds=60, token="t")
            assert item is not None
            assert (item.id, item.kind, item.url) == ("by-hand", kind, "https://example.org/job/1")
            assert (item.attempt, item.listing_id, item.trace_id) == (1, "", "")
            store.finish(item, Ending(Outcome.FILTERED, "x"), (), now=utc_now())
            done = store.item("by-hand")
        finally:
            store.close_store()
    assert done is not None
    assert (done.status, done.outcome, done.created_at) == (ItemStatus.SUCCEEDED, Outcome.FILTERED, item.created_at)
