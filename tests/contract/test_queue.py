from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from jobfinder.domain.codec import decision_to_dict
from jobfinder.domain.queue import Ending, ErrorKind, ItemError, ItemKind, ItemStatus, Outcome, QueueItem, Ticket
from jobfinder.errors import LostClaim
from jobfinder.ports import Failing, Finished, QueueStats, Store
from tests.contract.backends import Backend
from tests.contract.conftest import StoppedClock
from tests.contract.things import NOW, after, decision, item, match

Claim = Callable[[QueueItem], QueueItem]
OOPS = ItemError(ErrorKind.TRANSIENT, "the board did not answer")
GOOD = Ending(Outcome.MATCHED, "main: 80 of 100", (decision_to_dict(decision()),))


def the(store: Store, wanted: QueueItem) -> QueueItem:
    found = store.item(wanted.id)
    assert found is not None
    return found


def test_an_item_is_created_once_and_comes_back_as_it_was(store: Store) -> None:
    made = item(1, listing_id="l", trace_id="trace", not_before=after(5), expires_at=after(9))
    assert store.enqueue([made, item(2)]) == 2
    assert store.enqueue([replace(made, url="https://other.example"), item(3)]) == 1
    found = the(store, made)
    assert replace(found, update_time=0) == made
    assert found.update_time > 0
    assert store.item("no such item") is None


def test_a_claim_sets_lease_token_and_attempt_and_moves_the_stamp(store: Store) -> None:
    store.enqueue([item()])
    before = the(store, item())
    claimed = store.claim(before.ticket, now=NOW, lease_seconds=90.5, token="mine")
    assert claimed is not None
    assert (claimed.status, claimed.attempt, claimed.claim_token) == (ItemStatus.PROCESSING, 1, "mine")
    assert claimed.lease_expires_at == after(90.5)
    assert claimed.update_time > before.update_time
    assert the(store, item()) == claimed


def test_a_claimed_item_cannot_be_claimed_by_its_old_ticket_nor_by_its_new_one(store: Store) -> None:
    store.enqueue([item()])
    before = the(store, item())
    claimed = store.claim(before.ticket, now=NOW, lease_seconds=60, token="a")
    assert claimed is not None
    assert store.claim(before.ticket, now=NOW, lease_seconds=60, token="b") is None
    assert store.claim(claimed.ticket, now=after(59), lease_seconds=60, token="b") is None
    assert the(store, item()) == claimed


def test_a_company_to_add_is_an_item_with_an_outcome_of_its_own(store: Store) -> None:
    store.enqueue([item(kind=ItemKind.SOURCE, url="https://fern.example")])
    claimed = store.claim(the(store, item()).ticket, now=NOW, lease_seconds=60, token="a")
    assert claimed is not None
    store.finish(claimed, Ending(Outcome.ADDED, "added greenhouse:fern"), (), now=after(1))
    done = the(store, item())
    assert (done.kind, done.outcome, done.reason) == (ItemKind.SOURCE, Outcome.ADDED, "added greenhouse:fern")
    assert store.queue_stats().by_outcome.get("added") == 1


def test_an_unknown_item_cannot_be_claimed(store: Store) -> None:
    assert store.claim(Ticket("nothing", 1), now=NOW, lease_seconds=60, token="a") is None


def test_an_expired_lease_is_taken_over_and_the_late_worker_writes_nothing(store: Store, claim: Claim) -> None:
    store.enqueue([item()])
    late = claim(item())
    second = store.claim(late.ticket, now=after(60), lease_seconds=60, token="second")
    assert second is not None
    assert second.attempt == 2
    with pytest.raises(LostClaim):
        store.finish(late, GOOD, [match()], now=after(61))
    with pytest.raises(LostClaim):
        store.wait(late, OOPS, not_before=after(99), now=after(61))
    with pytest.raises(LostClaim):
        store.fail(late, OOPS, now=after(61))
    with pytest.raises(LostClaim):
        store.release(late, now=after(61))
    assert the(store, item()) == second
    assert store.matches() == []


def test_a_late_worker_is_refused_even_where_two_workers_use_the_same_token(store: Store, claim: Claim) -> None:
    store.enqueue([item()])
    late = store.claim(the(store, item()).ticket, now=NOW, lease_seconds=60, token="same")
    assert late is not None
    second = store.claim(late.ticket, now=after(60), lease_seconds=60, token="same")
    with pytest.raises(LostClaim):
        store.finish(late, GOOD, [match()], now=after(61))
    assert the(store, item()) == second


def test_an_item_made_by_a_clock_that_is_ahead_is_due_at_once_all_the_same(
    store: Store, clock: StoppedClock, claim: Claim
) -> None:
    ahead = item(created_at=after(500))
    store.enqueue([ahead])
    store.release(claim(ahead), now=clock())
    store.fail(claim(ahead), OOPS, now=clock())
    assert store.retry([ahead.id], now=clock()) == 1
    assert len(store.due(now=clock(), limit=9)) == 1


def test_finishing_stores_outcome_reason_decisions_and_the_matches_together(store: Store, claim: Claim) -> None:
    store.enqueue([item()])
    store.finish(claim(item()), GOOD, [match(1), match(2, "other")], now=after(3))
    done = the(store, item())
    assert (done.status, done.outcome, done.reason) == (ItemStatus.SUCCEEDED, Outcome.MATCHED, "main: 80 of 100")
    assert (done.finished_at, done.lease_expires_at, done.claim_token) == (after(3), None, "")
    assert done.decisions == GOOD.decisions
    assert sorted(found.id for found in store.matches()) == sorted([match(1).id, match(2, "other").id])


def test_fifty_deliveries_of_one_event_make_one_match(store: Store) -> None:
    store.enqueue([item()])
    ticket = the(store, item()).ticket
    for delivery in range(50):
        claimed = store.claim(ticket, now=after(delivery * 100), lease_seconds=60, token=str(delivery))
        if claimed:
            store.finish(claimed, GOOD, [match()], now=after(delivery * 100))
    assert len(store.matches()) == 1
    assert the(store, item()).attempt == 1


def test_finishing_twice_is_refused(store: Store, claim: Claim) -> None:
    store.enqueue([item()])
    claimed = claim(item())
    store.finish(claimed, GOOD, [], now=NOW)
    with pytest.raises(LostClaim):
        store.finish(claimed, GOOD, [match()], now=NOW)
    assert store.matches() == []


def test_a_finished_item_is_never_claimed_again(store: Store, claim: Claim) -> None:
    store.enqueue([item(1), item(2)])
    store.finish(claim(item(1)), GOOD, [], now=NOW)
    store.fail(claim(item(2)), OOPS, now=NOW)
    for number in (1, 2):
        assert store.claim(the(store, item(number)).ticket, now=after(10**6), lease_seconds=1, token="x") is None
    assert store.due(now=after(10**6), limit=9) == []


def test_a_waiting_item_is_not_due_before_its_time(store: Store, claim: Claim) -> None:
    store.enqueue([item()])
    store.wait(claim(item()), OOPS, not_before=after(30), now=NOW)
    waiting = the(store, item())
    assert (waiting.status, waiting.error, waiting.not_before) == (ItemStatus.PENDING, OOPS, after(30))
    assert (waiting.attempt, waiting.lease_expires_at) == (1, None)
    assert store.due(now=after(29.9), limit=9) == []
    assert store.claim(waiting.ticket, now=after(29.9), lease_seconds=60, token="x") is None
    assert store.due(now=after(30), limit=9) == [waiting.ticket]
    again = store.claim(waiting.ticket, now=after(30), lease_seconds=60, token="x")
    assert again is not None
    assert (again.attempt, again.not_before) == (2, None)


def test_an_item_enqueued_for_later_waits_until_then(store: Store) -> None:
    store.enqueue([item(not_before=after(100))])
    assert store.due(now=after(99), limit=9) == []
    assert store.claim(the(store, item()).ticket, now=after(99), lease_seconds=60, token="x") is None
    assert len(store.due(now=after(100), limit=9)) == 1


def test_a_failed_item_keeps_its_reason_and_can_be_retried_from_scratch(store: Store, claim: Claim) -> None:
    store.enqueue([item(1), item(2)])
    store.fail(claim(item(1)), OOPS, now=after(5))
    failed = the(store, item(1))
    assert (failed.status, failed.error, failed.finished_at) == (ItemStatus.FAILED, OOPS, after(5))
    assert failed.reason == OOPS.message
    assert store.retry([item(1).id, item(2).id, "unknown"], now=after(6)) == 1
    retried = the(store, item(1))
    assert (retried.status, retried.attempt, retried.finished_at) == (ItemStatus.PENDING, 0, None)
    assert (retried.error, retried.reason) == (None, "")
    assert retried.update_time > failed.update_time
    assert claim(item(1)).attempt == 1


def test_a_released_item_is_due_at_once_and_the_attempt_does_not_count(store: Store, claim: Claim) -> None:
    store.enqueue([item()])
    claimed = claim(item())
    store.release(claimed, now=after(1))
    released = the(store, item())
    assert (released.status, released.attempt, released.lease_expires_at) == (ItemStatus.PENDING, 0, None)
    assert store.due(now=after(1), limit=9) == [released.ticket]


def test_every_move_raises_the_stamp_even_when_the_clock_stands_still_or_runs_backwards(
    store: Store, clock: StoppedClock
) -> None:
    store.enqueue([item()])
    stamps = [the(store, item()).update_time]
    for turn in range(4):
        clock.advance(-1)
        claimed = store.claim(the(store, item()).ticket, now=NOW, lease_seconds=60, token=str(turn))
        assert claimed is not None
        stamps.append(claimed.update_time)
        store.release(claimed, now=clock())
        stamps.append(the(store, item()).update_time)
    assert stamps == sorted(set(stamps))


def test_due_lists_the_oldest_first_and_expired_leases_too(store: Store, claim: Claim) -> None:
    store.enqueue([item(1, created_at=after(-10)), item(2, created_at=after(-30)), item(3, created_at=after(-20))])
    claim(item(2))
    assert [ticket.item_id for ticket in store.due(now=NOW, limit=9)] == [item(3).id, item(1).id]
    assert [ticket.item_id for ticket in store.due(now=NOW, limit=1)] == [item(3).id]
    assert {ticket.item_id for ticket in store.due(now=after(60), limit=9)} == {item(n).id for n in (1, 2, 3)}


def test_next_due_at_is_the_earliest_of_waiting_times_and_leases(store: Store, claim: Claim) -> None:
    assert store.next_due_at() is None
    store.enqueue([item(1), item(2), item(3)])
    claim(item(1))  # until 60
    store.wait(claim(item(2)), OOPS, not_before=after(40), now=NOW)
    store.finish(claim(item(3)), GOOD, [], now=NOW)
    assert store.next_due_at() == after(40)
    known = store.claim(the(store, item(2)).ticket, now=after(41), lease_seconds=60, token="x")
    assert known is not None
    assert store.next_due_at() == after(60)
    store.finish(known, GOOD, [], now=after(42))
    assert store.next_due_at() == after(60)


def test_items_are_listed_newest_first_and_by_status_listing_and_id(store: Store, claim: Claim) -> None:
    store.enqueue([item(n, listing_id=f"l{n % 2}") for n in range(6)])
    store.finish(claim(item(2)), GOOD, [], now=NOW)
    assert [found.id for found in store.items(limit=3)] == [item(n).id for n in (5, 4, 3)]
    assert [found.id for found in store.items(status=ItemStatus.SUCCEEDED)] == [item(2).id]
    assert [found.id for found in store.items(listing_id="l1")] == [item(n).id for n in (5, 3, 1)]
    assert [found.id for found in store.items(id_prefix=item(4).id[:12])] == [item(4).id]
    assert store.items(status=ItemStatus.FAILED) == []


def test_stats_count_by_status_and_outcome(store: Store, claim: Claim) -> None:
    assert store.queue_stats() == QueueStats(by_status={}, by_outcome={})
    store.enqueue([item(n, created_at=after(-n)) for n in range(6)])
    store.finish(claim(item(0)), GOOD, [], now=NOW)
    store.finish(claim(item(1)), Ending(Outcome.FILTERED), [], now=NOW)
    store.fail(claim(item(2)), OOPS, now=NOW)
    claim(item(5))
    stats = store.queue_stats()
    assert dict(stats.by_status) == {"pending": 2, "processing": 1, "succeeded": 2, "failed": 1}
    assert dict(stats.by_outcome) == {"matched": 1, "filtered": 1}
    assert stats.oldest_pending_at == after(-4)


def test_several_fresh_items_are_claimed_and_finished_together(store: Store) -> None:
    store.enqueue([item(n) for n in range(4)])
    tickets = store.due(now=NOW, limit=9)
    claimed = store.claim_many(tickets, now=NOW, lease_seconds=60, token="t")
    assert sorted(one.id for one in claimed) == sorted(item(n).id for n in range(4))
    assert all(one.attempt == 1 and one.status is ItemStatus.PROCESSING for one in claimed)
    assert store.claim_many(tickets, now=NOW, lease_seconds=60, token="t") == []
    late, *others = claimed
    assert store.claim(late.ticket, now=after(60), lease_seconds=60, token="other")
    lost = store.finish_many([Finished(one, GOOD, (match(n),)) for n, one in enumerate(claimed)], now=after(61))
    assert lost == [late.id]
    assert len(store.matches()) == len(others) == 3
    assert store.queue_stats().by_status["succeeded"] == 3


def test_an_item_that_was_tried_before_is_never_claimed_among_others(store: Store, claim: Claim) -> None:
    store.enqueue([item(1), item(2)])
    claim(item(1))
    tickets = store.due(now=after(60), limit=9)
    assert len(tickets) == 2
    together = store.claim_many(tickets, now=after(60), lease_seconds=60, token="t")
    assert [one.id for one in together] == [item(2).id]


def test_only_finished_items_of_the_named_statuses_are_deleted(store: Store, claim: Claim) -> None:
    store.enqueue([item(n) for n in range(5)])
    for number in (0, 1, 2):
        store.finish(claim(item(number)), GOOD, [], now=after(number))
    store.fail(claim(item(3)), OOPS, now=NOW)
    unfinished = [ItemStatus.PENDING, ItemStatus.PROCESSING]
    assert store.delete_items(statuses=unfinished, finished_before=after(10**6), limit=99) == 0
    assert store.delete_items(statuses=[ItemStatus.SUCCEEDED], finished_before=after(2), limit=1) == 1
    assert store.delete_items(statuses=[ItemStatus.SUCCEEDED], finished_before=after(2), limit=99) == 1
    assert {found.id for found in store.items()} == {item(n).id for n in (2, 3, 4)}


def test_a_moment_without_a_time_zone_is_refused(store: Store) -> None:
    naive = datetime(2026, 3, 1, 12)  # noqa: DTZ001
    store.enqueue([item()])
    ticket = the(store, item()).ticket
    for attempt in (
        lambda: store.claim(ticket, now=naive, lease_seconds=60, token="t"),
        lambda: store.enqueue([item(2, created_at=naive)]),
        lambda: store.due(now=naive, limit=1),
    ):
        with pytest.raises(ValueError, match="no time zone"):
            attempt()
    assert store.item(item(2).id) is None


def test_a_second_handle_sees_and_respects_what_the_first_has_done(
    store: Store, reopen: Callable[[], Store], claim: Claim, backend: Backend
) -> None:
    store.enqueue([item()])
    other = reopen()
    claimed = claim(item())
    assert the(other, item()) == claimed
    assert other.claim(claimed.ticket, now=NOW, lease_seconds=60, token="o") is None
    other.finish(claimed, GOOD, [match()], now=NOW)
    assert the(store, item()).status is ItemStatus.SUCCEEDED


def test_failing_counts_what_failed_and_what_waits_after_a_try_in_vain(store: Store, claim: Claim) -> None:
    assert store.failing() == Failing(failed=0, retrying=0)
    store.enqueue([item(number) for number in range(6)])
    for number in range(2):
        store.fail(claim(item(number)), OOPS, now=NOW)
    for number in range(2, 5):
        store.wait(claim(item(number)), OOPS, not_before=after(60), now=NOW)
    store.release(claim(item(5)), now=NOW)
    assert store.failing() == Failing(failed=2, retrying=3)
    store.finish(claim_at(store, item(2), after(61)), Ending(Outcome.FILTERED), [], now=after(61))
    store.retry([item(0).id], now=after(61))
    assert store.failing() == Failing(failed=1, retrying=2)


def claim_at(store: Store, wanted: QueueItem, now: datetime) -> QueueItem:
    claimed = store.claim(the(store, wanted).ticket, now=now, lease_seconds=60, token="later")
    assert claimed is not None
    return claimed
