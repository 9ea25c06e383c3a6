from __future__ import annotations

import dataclasses

from jobfinder.domain.codec import decision_to_dict
from jobfinder.domain.match import MatchState
from jobfinder.domain.queue import Ending, ItemKind, Outcome, QueueItem
from jobfinder.ports import Finished, Store
from tests.contract.things import NOW, arrival, listing, match


def claimed(store: Store, item: QueueItem) -> QueueItem:
    store.enqueue([item])
    stored = store.item(item.id)
    assert stored is not None
    taken = store.claim(stored.ticket, now=NOW, lease_seconds=60, token="me")
    assert taken is not None
    return taken


def again(number: int) -> QueueItem:
    return QueueItem(id=f"again {number}", kind=ItemKind.RESCORE, listing_id=listing(1).id, created_at=NOW)


def matched_once(store: Store) -> None:
    new = arrival(1)
    store.add([new], lambda one, rivals: None)
    taken = claimed(store, new.item)
    store.finish(taken, Ending(Outcome.MATCHED, "", (decision_to_dict(match(1).decision),)), [match(1)], now=NOW)


def turned_down(search: str) -> Ending:
    decision = dataclasses.replace(match(1).decision, search=search, outcome=Outcome.FILTERED)
    return Ending(Outcome.FILTERED, "too far", (decision_to_dict(decision),))


def test_a_match_that_the_rules_now_turn_down_says_so_and_stays(store: Store) -> None:
    matched_once(store)
    assert [head.outcome for head in store.match_heads()] == [Outcome.MATCHED]
    store.finish(claimed(store, again(1)), turned_down(match(1).search), [], now=NOW)
    assert [head.outcome for head in store.match_heads()] == [Outcome.FILTERED]
    (kept,) = store.matches()
    assert kept.decision.outcome is Outcome.FILTERED


def test_many_at_once_follow_the_same_rule(store: Store) -> None:
    matched_once(store)
    lost = store.finish_many([Finished(claimed(store, again(1)), turned_down(match(1).search))], now=NOW)
    assert not lost
    assert [head.outcome for head in store.match_heads()] == [Outcome.FILTERED]


def test_what_another_search_decides_leaves_a_match_alone(store: Store) -> None:
    matched_once(store)
    store.finish(claimed(store, again(1)), turned_down("some other search"), [], now=NOW)
    assert [head.outcome for head in store.match_heads()] == [Outcome.MATCHED]


def test_what_the_user_did_stays_and_a_later_yes_makes_it_a_match_again(store: Store) -> None:
    matched_once(store)
    store.set_match_state(match(1).id, MatchState.APPLIED, "sent", now=NOW)
    store.finish(claimed(store, again(1)), turned_down(match(1).search), [], now=NOW)
    yes = Ending(Outcome.MATCHED, "", (decision_to_dict(match(1).decision),))
    store.finish(claimed(store, again(2)), yes, [match(1)], now=NOW)
    (kept,) = store.matches()
    assert kept.decision.outcome is Outcome.MATCHED
    assert (kept.state, kept.notes) == (MatchState.APPLIED, "sent")
