"""A crash before or after any call, kill -9 at any moment, a Firestore that is away for a while: nothing is lost."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import grpc
import pytest

from jobfinder.domain.facts import Facts
from jobfinder.domain.posting import Posting
from jobfinder.domain.queue import ItemStatus, Outcome
from jobfinder.domain.reading import read_posting
from jobfinder.errors import Retryable
from jobfinder.ports import Limits, Ports
from jobfinder.stores import firestore_database
from jobfinder.stores.firestore import FirestoreStore
from jobfinder.usecases.score import score_item
from tests.contract.backends import Firestore, wall_clock
from tests.contract.things import ACME, NOW, arrival, first_rival, listing
from tests.emulated import new_emulator
from tests.firestore_calls import emulator_at
from tests.integration.firestore.conftest import PROFILE
from tests.integration.firestore.scoring import scoring_ports
from tests.reliability import firestore_crash_worker

LIMITS = Limits(min_match_score=0, lease_seconds=60)
LEVER = "lever:acme"
PROCESSES = multiprocessing.get_context("forkserver")  # imports once what each worker needs
PROCESSES.set_forkserver_preload([firestore_crash_worker.__name__])


# -- a crash at every single call


class Crash(BaseException):
    """The process is gone: nothing catches this, and nothing of it reaches Firestore any more."""


class CrashAt(grpc.UnaryUnaryClientInterceptor, grpc.UnaryStreamClientInterceptor):
    """Ends everything just before, or just after, call number `number` over the wire."""

    def __init__(self, number: int, *, after: bool) -> None:
        self.number, self.after, self.calls, self.is_dead = number, after, 0, False

    def intercept_unary_unary(self, continuation: Callable[..., Any], details: Any, request: Any) -> Any:
        is_last = self._arrive()
        call = continuation(details, request)
        if is_last:
            call.result()
            self._die()
        return call

    def intercept_unary_stream(self, continuation: Callable[..., Any], details: Any, request: Any) -> Any:
        is_last = self._arrive()
        call = continuation(details, request)
        if is_last:
            list(call)
            self._die()
        return call

    def _arrive(self) -> bool:
        if self.is_dead:
            raise Crash
        self.calls += 1
        is_it = self.calls == self.number
        if is_it and not self.after:
            self._die()
        return is_it

    def _die(self) -> None:
        self.is_dead = True
        raise Crash


def watched(store: FirestoreStore, watcher: CrashAt) -> FirestoreStore:
    client = store._database.client
    make = client._emulator_channel
    client._emulator_channel = lambda transport: grpc.intercept_channel(make(transport), watcher)
    return store


def a_day(store: FirestoreStore, now: datetime = NOW) -> None:
    """New listings come, one of them a copy; items are scored, and one has to wait."""
    store.add([arrival(n, merge_keys=(f"k{n}",)) for n in range(3)], first_rival)
    store.add([arrival(0, LEVER, merge_keys=("k0",))], first_rival)
    score_all(store, now, fails_for="2")


def score_all(store: FirestoreStore, now: datetime, fails_for: str = "") -> None:
    def read(posting: Posting) -> Facts:
        if posting.native_id == fails_for:
            raise Retryable("not now")
        return read_posting(posting)

    ports = replace(scoring_ports(store, PROFILE, lambda: now, limits=LIMITS), read=read)
    for ticket in store.due(now=now, limit=1000):
        score_item(ticket, ports)


def check(store: FirestoreStore) -> None:
    """What holds at every moment, whoever has just died."""
    job_of = {one.id: one.canonical_id or one.id for one in store.each_listing(open_only=False)}
    items, matches = store.items(limit=10_000), store.matches()
    assert {one.listing_id for one in items} == set(job_of), "a listing and its item come together"
    assert max(Counter(one.listing_id for one in matches).values(), default=1) == 1, "no job has two matches"
    with_match = {one.listing_id for one in matches}
    ended = {outcome: {job_of[one.listing_id] for one in items if one.outcome is outcome} for outcome in Outcome}
    assert ended[Outcome.MATCHED] <= with_match, "an item ends as matched together with its match"
    assert with_match <= ended[Outcome.MATCHED] | ended[Outcome.DUPLICATE], "a match comes with the end of its item"
    by_source = Counter((job_of[one.id], one.source_key) for one in store.each_listing(open_only=False))
    assert max(by_source.values(), default=1) == 1, "a merge has no two listings of one board"


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_crash_at_any_call_leaves_a_state_that_the_next_day_completes(tmp_path: Path, after: bool) -> None:
    backend, number, crashes, is_over = Firestore(tmp_path), 0, 0, False
    while not is_over:
        number += 1
        address, watcher = backend.create(), CrashAt(number, after=after)
        host, project, database = address.split()
        with emulator_at(host):
            victim = watched(FirestoreStore.open(database, clock=lambda: NOW, project=project), watcher)
        try:
            a_day(victim)
            is_over = True
        except Crash:
            crashes += 1
        witness = backend.open(address, lambda: NOW)
        check(witness)
        tomorrow = NOW + timedelta(days=1)
        a_day(witness, tomorrow)
        score_all(witness, tomorrow + timedelta(days=1))
        check(witness)
        assert {one.status for one in witness.items()} == {ItemStatus.SUCCEEDED}
        assert {one.listing_id for one in witness.matches()} == {listing(n).id for n in range(3)}
        witness.close_store()
        victim.close_store()
    assert crashes == number - 1 > 14


# -- kill -9


def work_until_killed(address: str, seed: int) -> list[tuple[Any, ...]]:
    """Let a worker get a random way, kill it, and return what it managed to say."""
    random_, said = random.Random(seed), list[tuple[Any, ...]]()
    ours, its = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=firestore_crash_worker.work, args=(address, seed, its.send))
    process.start()
    its.close()
    for _ in range(random_.randint(1, 14)):
        said.append(ours.recv())
    time.sleep(random_.uniform(0, 0.05))
    process.kill()
    process.join()
    with contextlib.suppress(EOFError, OSError):  # the last word may have been cut short
        while True:
            said.append(ours.recv())
    ours.close()
    assert process.exitcode == -signal.SIGKILL
    process.close()
    return said


@pytest.mark.parametrize("rounds", [5, pytest.param(50, marks=[pytest.mark.soak, pytest.mark.timeout(1800)])])
def test_workers_killed_at_random_four_at_a_time_lose_nothing_and_double_nothing(tmp_path: Path, rounds: int) -> None:
    backend = Firestore(tmp_path)
    address, said = backend.create(), list[tuple[Any, ...]]()
    store = backend.open(address, wall_clock)
    for turn in range(rounds):
        with ThreadPoolExecutor(4) as pool:
            for words in pool.map(partial(work_until_killed, address), range(turn * 4, turn * 4 + 4)):
                said += words
        check(store)
    promised = {str(number) for word, *numbers in said if word == "added" for number in numbers}
    assert len(promised) > rounds * 4
    later = wall_clock() + timedelta(hours=1)
    while store.due(now=later, limit=1):
        score_all(store, later)
        later += timedelta(hours=1)
    check(store)
    assert set(store.queue_stats().by_status) == {"succeeded"}
    jobs = {one.id for one in store.each_listing(open_only=False) if one.canonical_id is None}
    assert {one.listing_id for one in store.matches()} == jobs
    known = {one.posting.native_id for one in store.each_listing() if one.source_key == ACME}
    assert promised <= known
    store.close_store()


# -- away for a while


@pytest.mark.parametrize(
    ("seconds", "count"), [(4.0, 120), pytest.param(30.0, 1000, marks=[pytest.mark.soak, pytest.mark.timeout(600)])]
)
def test_a_firestore_that_stops_answering_in_the_middle_costs_time_and_nothing_else(
    seconds: float, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_emulator() as server, emulator_at(server.host):
        store = FirestoreStore.open("portfolio-staging", clock=wall_clock, project="demo-job-finder")
        store.add([arrival(n) for n in range(count)], lambda new, rivals: None)
        monkeypatch.setattr(firestore_database, "SECONDS_PER_CALL", 1.0)
        ports = scoring_ports(store, PROFILE, wall_clock, limits=replace(LIMITS, lease_seconds=2))
        troubles, is_over = Counter[str](), threading.Event()

        with ThreadPoolExecutor(4) as pool:
            working = [pool.submit(_work, ports, troubles, is_over, seed) for seed in range(4)]
            while len(store.matches()) < count // 10:
                time.sleep(0.01)
            os.kill(server.pid, signal.SIGSTOP)
            time.sleep(seconds)
            os.kill(server.pid, signal.SIGCONT)
            for one in working:
                one.result()
        assert troubles["Retryable"] > 0
        check(store)
        assert store.queue_stats().by_status == {"succeeded": count}
        assert len(store.matches()) == count
        store.close_store()


def _work(ports: Ports, troubles: Counter[str], is_over: threading.Event, seed: int) -> None:
    """Be a worker that is called again when it failed, until nothing is unfinished."""
    random_ = random.Random(seed)
    while not is_over.is_set():
        try:
            tickets = ports.store.due(now=wall_clock(), limit=1000)
            if not tickets and ports.store.next_due_at() is None:
                is_over.set()
            for ticket in random_.sample(tickets, len(tickets)):
                score_item(ticket, ports)
            time.sleep(0 if tickets else 0.1)
        except Retryable:
            troubles["Retryable"] += 1
