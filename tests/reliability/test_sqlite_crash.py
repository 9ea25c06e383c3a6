"""Kill -9 at random moments, again and again, on one database: nothing that was committed is lost, nothing is half."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from jobfinder.domain.ids import listing_id, match_id
from jobfinder.domain.queue import Ending, ItemStatus, Outcome
from jobfinder.stores.sqlite import SqliteStore
from tests.contract.backends import wall_clock
from tests.contract.things import ACME, match
from tests.places import ROOT

SEEDS = range(1, 21)
ALL = 10**9


def run_and_kill(path: Path, seed: int) -> list[list[str]]:
    """Let a worker run for a random while, kill it, and return the lines it managed to say."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.crash_worker", str(path), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        time.sleep(random.Random(seed).uniform(0.001, 0.15))
        worker.kill()
        said = worker.stdout.read()
    assert worker.returncode == -9
    complete = said[: said.rfind("\n") + 1]
    return [line.split() for line in complete.splitlines()]


def promised(lines: list[list[str]], word: str) -> set[str]:
    return {number for first, *numbers in lines if first == word for number in numbers}


def check(store: SqliteStore, added: set[str], matched: set[str]) -> None:
    job_of = {one.id: one.canonical_id or one.id for one in store.each_listing(open_only=False)}
    items = store.items(limit=ALL)
    matches = Counter(one.listing_id for one in store.matches())
    assert {one.listing_id for one in items} == set(job_of)
    assert {listing_id(ACME, number) for number in added} <= set(job_of)
    ended_as_matched = {job_of[one.listing_id] for one in items if one.outcome is Outcome.MATCHED}
    assert ended_as_matched == set(matches)
    assert set(matches.values()) <= {1}
    assert {listing_id(ACME, number) for number in matched} <= set(matches)
    assert {one.status for one in items} <= {ItemStatus.PENDING, ItemStatus.PROCESSING, ItemStatus.SUCCEEDED}


def score_what_is_left(store: SqliteStore) -> None:
    later = wall_clock() + timedelta(hours=1)
    while tickets := store.due(now=later, limit=100):
        for ticket in tickets:
            claimed = store.claim(ticket, now=later, lease_seconds=60, token="last")
            assert claimed is not None
            posting = store.listings([claimed.listing_id])[claimed.listing_id].posting
            store.finish(claimed, Ending(Outcome.MATCHED), [match(int(posting.native_id))], now=later)


def test_a_killed_worker_loses_nothing_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    path, added, matched = tmp_path / "crash.db", set[str](), set[str]()
    for seed in SEEDS:
        lines = run_and_kill(path, seed)
        added |= promised(lines, "added")
        matched |= promised(lines, "matched")
        store = SqliteStore.open(path, clock=wall_clock)
        check(store, added, matched)
        store.close_store()
    assert added
    assert matched
    store = SqliteStore.open(path, clock=wall_clock)
    score_what_is_left(store)
    check(store, added, matched)
    canonical = {one.id for one in store.each_listing() if one.canonical_id is None}
    assert {one.id for one in store.matches()} == {match_id("main", identity) for identity in canonical}
    assert store.queue_stats().by_status == {"succeeded": len(store.items(limit=ALL))}
    store.close_store()
