"""Any sequence of moves, by workers alive and late, against a model of the state machine that fits on a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from jobfinder.domain.queue import Ending, ErrorKind, ItemError, ItemStatus, Outcome, QueueItem, Ticket
from jobfinder.errors import LostClaim
from tests.contract.backends import Backend
from tests.contract.things import NOW, item, match

LEASE_SECONDS = 60
PENDING, PROCESSING, SUCCEEDED, FAILED = ItemStatus
OOPS = ItemError(ErrorKind.TRANSIENT, "oops")


@dataclass
class Expected:
    """What the model knows of one item."""

    due_at: datetime = NOW  # from when it can be claimed
    status: ItemStatus = PENDING
    attempt: int = 0
    stamps: list[int] = field(default_factory=list)  # each update_time it ever had
    token: str = ""


class QueueMachine(RuleBasedStateMachine):
    def __init__(self, backend: Backend) -> None:
        super().__init__()
        self.now = NOW
        self.store = backend.open(backend.create(), lambda: self.now)
        self.expected: dict[int, Expected] = {}
        self.claims: list[tuple[int, QueueItem]] = []  # every claim ever given, also those that are late by now
        self.matched: set[int] = set()

    def teardown(self) -> None:
        self.store.close_store()

    def _look(self, number: int) -> QueueItem:
        found = self.store.item(item(number).id)
        assert found is not None
        return found

    def _is_open(self, number: int) -> bool:
        expected = self.expected[number]
        return expected.status in (PENDING, PROCESSING) and expected.due_at <= self.now

    def _holds(self, number: int, claim: QueueItem) -> bool:
        expected = self.expected[number]
        return (expected.status, expected.stamps[-1]) == (PROCESSING, claim.update_time)

    @rule(number=st.integers(0, 3), wait=st.sampled_from([0, 30]))
    def enqueue(self, number: int, wait: int) -> None:
        made = item(number, created_at=self.now, not_before=self.now + timedelta(seconds=wait) if wait else None)
        assert self.store.enqueue([made]) == (number not in self.expected)
        if number not in self.expected:
            self.expected[number] = Expected(
                self.now + timedelta(seconds=wait), stamps=[self._look(number).update_time]
            )

    @rule(seconds=st.sampled_from([0.000001, 1, 29, LEASE_SECONDS]))
    def time_passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    @precondition(lambda self: self.expected)
    @rule(data=st.data())
    def claim(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.expected)))
        expected = self.expected[number]
        stamp = data.draw(st.sampled_from([expected.stamps[-1], *expected.stamps]))
        should = self._is_open(number) and stamp == expected.stamps[-1]
        token = f"{number}-{len(self.claims)}"
        claimed = self.store.claim(
            Ticket(item(number).id, stamp), now=self.now, lease_seconds=LEASE_SECONDS, token=token
        )
        assert (claimed is not None) == should
        if claimed:
            expected.status, expected.attempt, expected.token = PROCESSING, expected.attempt + 1, token
            expected.due_at = self.now + timedelta(seconds=LEASE_SECONDS)
            self._stamp(number, claimed)
            self.claims.append((number, claimed))

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), move=st.sampled_from(["finish", "wait", "fail", "release"]))
    def move(self, data: st.DataObject, move: str) -> None:
        number, claim = data.draw(st.sampled_from(self.claims))
        if not self._holds(number, claim):
            with pytest.raises(LostClaim):
                getattr(self, f"_{move}")(number, claim)
            return
        getattr(self, f"_{move}")(number, claim)
        self._stamp(number, self._look(number))

    def _finish(self, number: int, claim: QueueItem) -> None:
        self.store.finish(claim, Ending(Outcome.MATCHED), [match(number)], now=self.now)
        self.expected[number].status = SUCCEEDED
        self.matched.add(number)

    def _wait(self, number: int, claim: QueueItem) -> None:
        not_before = self.now + timedelta(seconds=30)
        self.store.wait(claim, OOPS, not_before=not_before, now=self.now)
        self.expected[number].status, self.expected[number].due_at = PENDING, not_before

    def _fail(self, number: int, claim: QueueItem) -> None:
        self.store.fail(claim, OOPS, now=self.now)
        self.expected[number].status = FAILED

    def _release(self, number: int, claim: QueueItem) -> None:
        self.store.release(claim, now=self.now)
        expected = self.expected[number]
        expected.status, expected.attempt, expected.due_at = PENDING, expected.attempt - 1, self.now

    @precondition(lambda self: self.expected)
    @rule(data=st.data())
    def retry(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.expected)))
        expected = self.expected[number]
        was_failed = expected.status is FAILED
        assert self.store.retry([item(number).id], now=self.now) == was_failed
        if was_failed:
            expected.status, expected.attempt, expected.due_at = PENDING, 0, self.now
            self._stamp(number, self._look(number))

    def _stamp(self, number: int, found: QueueItem) -> None:
        assert found.update_time > self.expected[number].stamps[-1]
        self.expected[number].stamps.append(found.update_time)

    @invariant()
    def each_item_stands_where_the_model_says(self) -> None:
        for number, expected in self.expected.items():
            found = self._look(number)
            assert (found.status, found.attempt) == (expected.status, expected.attempt)
            assert found.update_time == expected.stamps[-1]
            assert (found.claim_token, found.finished_at is not None) == (
                expected.token if expected.status is PROCESSING else "",
                expected.status in (SUCCEEDED, FAILED),
            )

    @invariant()
    def what_is_due_and_when_the_next_is(self) -> None:
        due = {ticket.item_id for ticket in self.store.due(now=self.now, limit=99)}
        assert due == {item(number).id for number in self.expected if self._is_open(number)}
        unfinished = [one.due_at for one in self.expected.values() if one.status in (PENDING, PROCESSING)]
        next_due_at = self.store.next_due_at()
        assert (next_due_at is None) == (not unfinished)
        if next_due_at is not None and min(unfinished) > self.now:
            assert next_due_at == min(unfinished)

    @invariant()
    def one_match_for_each_item_that_succeeded(self) -> None:
        assert sorted(found.id for found in self.store.matches()) == sorted(match(n).id for n in self.matched)


def test_the_queue_follows_its_state_machine(backend: Backend) -> None:
    run_state_machine_as_test(
        lambda: QueueMachine(backend),
        settings=settings(
            max_examples=backend.machine_runs,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
