from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from jobfinder.cli.exit_codes import Exit
from jobfinder.domain.queue import ErrorKind, ItemError
from jobfinder.ports import Ports
from tests.unit.cli.conftest import NOW, Run, a_listing, an_arrival, keep


@pytest.fixture
def failed(ports: Ports) -> str:
    """Store one item that failed, one that matched and one that waits; return the id of the failed one."""
    keep(ports, a_listing(1), 70)
    ports.store.add([an_arrival(a_listing(3))], lambda new, rivals: None)
    arrival = an_arrival(a_listing(2))
    ports.store.add([arrival], lambda new, rivals: None)
    stored = ports.store.item(arrival.item.id)
    assert stored is not None
    item = ports.store.claim(stored.ticket, now=NOW, lease_seconds=60, token=ports.new_token())
    assert item is not None
    ports.store.fail(item, ItemError(ErrorKind.PERMANENT, "the text is not text"), now=NOW)
    return item.id


def test_the_list_says_what_became_of_each_item_and_why(failed: str, run: Run) -> None:
    shown = run("queue", "list").out
    for words in ("failed", "the text is not text", "matched", "pending"):
        assert words in shown
    items = json.loads(run("queue", "list", "--status", "failed", "--json").out)
    assert [item["id"] for item in items] == [failed]


def test_the_numbers_add_up(failed: str, run: Run) -> None:
    stats = json.loads(run("queue", "stats", "--json").out)
    assert stats["by_status"]["failed"] == 1
    assert stats["by_status"]["pending"] == 1
    assert stats["by_outcome"]["matched"] == 1
    assert stats["oldest_pending_at"]
    assert "waited" in run("queue", "stats").err


def test_the_numbers_say_what_the_last_clean_up_deleted(failed: str, run: Run, ports: Ports) -> None:
    assert json.loads(run("queue", "stats", "--json").out)["last_clean_up"] is None
    report = {"succeeded_items": 3, "failed_items": 0, "matches": 0, "readings": 0, "log_files": 2}
    ports.store.swap_mark("last clean-up", None, json.dumps({"at": "2026-11-24T03:30:05+00:00", **report}))
    said = "Last cleaned up at 2026-11-24 03:30 UTC: 3 succeeded items, 2 log files."
    assert said in run("queue", "stats").err
    assert json.loads(run("queue", "stats", "--json").out)["last_clean_up"]["log_files"] == 2


def test_a_failed_item_is_tried_again_by_the_beginning_of_its_id(failed: str, run: Run, ports: Ports) -> None:
    assert json.loads(run("queue", "retry", failed[:8], "--json").out) == {"retried": 1}
    assert failed in [ticket.item_id for ticket in ports.store.due(now=datetime.now(UTC), limit=10)]
    assert run("queue", "retry", failed[:8]).code == Exit.NOT_FOUND  # it is not failed any more


def test_all_failed_items_are_tried_again_when_all_is_said(failed: str, run: Run) -> None:
    assert "1 item" in run("queue", "retry", "--all").out
    assert "0 items" in run("queue", "retry", "--all").out


def test_it_must_be_said_what_to_retry(run: Run) -> None:
    assert run("queue", "retry").code == Exit.USAGE
    assert run("queue", "retry", "abc", "--all").code == Exit.USAGE
    assert run("queue", "list", "--status", "lost").code == Exit.USAGE
