from collections.abc import Callable
from dataclasses import replace

import pytest

from jobfinder.domain.match import Match, MatchState, Part, StateChange
from jobfinder.domain.queue import Ending, Outcome, QueueItem
from jobfinder.errors import Permanent
from jobfinder.ports import MatchHead, Store
from tests.contract.things import NOW, after, decision, item, match

Keep = Callable[..., None]


@pytest.fixture
def keep(store: Store, claim: Callable[[QueueItem], QueueItem]) -> Keep:
    """Store matches the only way there is: by finishing an item."""
    numbers = iter(range(10**6))

    def keep(*matches: Match) -> None:
        work = item(next(numbers))
        store.enqueue([work])
        store.finish(claim(work), Ending(Outcome.MATCHED), matches, now=NOW)

    return keep


def test_a_match_comes_back_as_it_was(store: Store, keep: Keep) -> None:
    made = match(1, pay="€ 60,000", posted_at=None, trace_id="trace")
    keep(made)
    assert store.matches() == [made]


def test_matches_are_asked_for_by_search_state_id_and_listing(store: Store, keep: Keep) -> None:
    keep(match(1), match(2), match(1, "other"))
    store.set_match_state(match(2).id, MatchState.SAVED, "", now=NOW)

    def ids(**question: object) -> set[str]:
        return {found.id for found in store.matches(**question)}  # type: ignore[arg-type]

    assert ids() == {match(1).id, match(2).id, match(1, "other").id}
    assert ids(search="other") == {match(1, "other").id}
    assert ids(states=[MatchState.SAVED, MatchState.OFFER]) == {match(2).id}
    assert ids(id_prefix=match(1).id[:9]) == {match(1).id}
    assert ids(listing_ids=[match(1).listing_id]) == {match(1).id, match(1, "other").id}
    assert ids(search="main", states=[MatchState.NEW]) == {match(1).id}


def test_scoring_again_refreshes_our_opinion_and_keeps_what_the_user_did(store: Store, keep: Keep) -> None:
    keep(match(1))
    store.set_match_state(match(1).id, MatchState.APPLIED, "sent by post", now=after(5))
    keep(match(1, decision=decision(score=91), created_at=after(9), scored_at=after(9), title="Master Carpenter"))
    (found,) = store.matches()
    assert (found.decision.score, found.title, found.scored_at) == (91, "Master Carpenter", after(9))
    assert (found.state, found.notes, found.created_at) == (MatchState.APPLIED, "sent by post", NOW)
    assert found.history == (StateChange(after(5), MatchState.APPLIED, "sent by post"),)


def test_each_state_is_a_step_in_the_history_and_notes_add_up(store: Store, keep: Keep) -> None:
    keep(match(1))
    store.set_match_state(match(1).id, MatchState.SAVED, "looks good", now=after(1))
    changed = store.set_match_state(match(1).id, MatchState.DISMISSED, "", now=after(2))
    changed = store.set_match_state(match(1).id, MatchState.NEW, "after all", now=after(3))
    assert store.matches() == [changed]
    assert [step.state for step in changed.history] == [MatchState.SAVED, MatchState.DISMISSED, MatchState.NEW]
    assert changed.notes == "looks good\nafter all"
    assert changed.touched


def test_a_state_for_an_unknown_match_is_refused(store: Store) -> None:
    with pytest.raises(Permanent, match="no such match"):
        store.set_match_state("unknown", MatchState.SAVED, "", now=NOW)


def test_heads_hold_what_ranking_needs(store: Store, keep: Keep) -> None:
    keep(match(1), match(2, "other", company="", posted_at=None))
    store.set_match_state(match(1).id, MatchState.SAVED, "", now=NOW)
    (head,) = store.match_heads(search="main")
    assert head == MatchHead(
        id=match(1).id,
        search="main",
        listing_id=match(1).listing_id,
        title="Carpenter 1",
        company="Acme",
        url="https://jobs.example/1",
        place="Bergen, NO",
        pay="",
        posted_at=NOW,
        created_at=NOW,
        scored_at=NOW,
        score=80,
        threshold=70,
        parts=(Part("skills", 75, 95, ""), Part("freshness", 5, 5, "")),
        state=MatchState.SAVED,
    )
    assert [head.id for head in store.match_heads(states=[MatchState.NEW])] == [match(2, "other").id]
    assert len(store.match_heads()) == 2


def test_only_untouched_matches_are_deleted_the_oldest_first_and_not_more_than_asked(store: Store, keep: Keep) -> None:
    keep(*(match(n, created_at=after(n)) for n in range(6)))
    store.set_match_state(match(0).id, MatchState.SAVED, "", now=NOW)
    store.set_match_state(match(1).id, MatchState.NEW, "a note", now=NOW)
    assert store.delete_matches(created_before=after(5), limit=2) == 2
    assert {found.id for found in store.matches()} == {match(n).id for n in (0, 1, 4, 5)}
    assert store.delete_matches(created_before=after(5), limit=99) == 1
    assert {head.id for head in store.match_heads()} == {match(n).id for n in (0, 1, 5)}


def test_a_match_scored_again_after_a_deletion_starts_anew(store: Store, keep: Keep) -> None:
    keep(match(1))
    store.delete_matches(created_before=after(1), limit=9)
    again = replace(match(1), created_at=after(7))
    keep(again)
    assert store.matches() == [again]
