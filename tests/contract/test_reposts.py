"""A job that is posted again is found with its history, and never merged, whichever store keeps it."""

from dataclasses import replace

import pytest

from jobfinder.domain.identity import choose_canonical, merge_keys
from jobfinder.domain.match import MatchState
from jobfinder.domain.queue import Ending, Outcome
from jobfinder.ports import Arrival, MatchHead, Store
from jobfinder.usecases.find_reposts import hints, reposts_of
from jobfinder.usecases.ranking import Ranked
from tests.contract.test_changed_opinions import claimed
from tests.contract.things import ACME, NOW, after, arrival, match

DAY = 86_400.0
TEXT = (
    "You build roofs of slate and larch with three others, mostly in Bergen, and teach an apprentice now and then. " * 5
)


def posted(number: int, days: float, source: str = ACME, title: str = "Carpenter for Roofs") -> Arrival:
    made = arrival(number, source, title=title, text=TEXT, posted_at=after(days * DAY))
    seen = replace(made.listing, first_seen_at=after(days * DAY), last_seen_at=after(days * DAY))
    return replace(made, listing=replace(seen, merge_keys=merge_keys(seen.posting, source)))


@pytest.fixture
def ids(store: Store) -> list[str]:
    """Three postings of one job on one board, each closed before the next, and one of another job; return their ids."""
    arrivals = [posted(1, 0), posted(2, 30), posted(3, 60), posted(4, 60, title="Gardener for Roofs")]
    for one in arrivals:
        assert store.add([one], choose_canonical)[0].as_what == "new"
        item = claimed(store, one.item)
        found = match(1, listing_id=one.listing.id)
        store.finish(item, Ending(Outcome.MATCHED), [replace(found, id=f"m-{one.listing.id}")], now=NOW)
    for number in (0, 1):
        store.close([arrivals[number].listing.id], arrivals[number + 1].listing.first_seen_at)
    return [one.listing.id for one in arrivals]


def test_a_repost_is_found_with_what_the_user_did_with_it_before(store: Store, ids: list[str]) -> None:
    store.set_match_state(f"m-{ids[0]}", MatchState.APPLIED, "by mail", now=after(5))
    reposts = reposts_of(store.links(ids[2]), store)
    assert reposts is not None
    assert (reposts.times, reposts.since) == (3, NOW)
    assert [one.listing.id for one in reposts.former] == [ids[1], ids[0]]
    assert reposts.touched is not None
    assert (reposts.touched.state, reposts.touched.note) == (MatchState.APPLIED, "by mail")
    assert reposts_of(store.links(ids[3]), store) is None
    assert all(len(store.links(one)) == 1 for one in ids)


def test_a_former_posting_that_was_merged_tells_the_state_of_the_job_it_was_part_of(store: Store) -> None:
    elsewhere, first, second = posted(9, 0, "lever:acme"), posted(1, 1), posted(2, 30)
    store.add([elsewhere], choose_canonical)
    assert store.add([first], choose_canonical)[0].canonical_id == elsewhere.listing.id
    item = claimed(store, elsewhere.item)
    found = replace(match(1, listing_id=elsewhere.listing.id), id="m-elsewhere")
    store.finish(item, Ending(Outcome.MATCHED), [found], now=NOW)
    store.set_match_state("m-elsewhere", MatchState.DISMISSED, "", now=after(5))
    store.close([elsewhere.listing.id, first.listing.id], after(20 * DAY))
    assert store.add([second], choose_canonical)[0].as_what == "new"
    reposts = reposts_of(store.links(second.listing.id), store)
    assert reposts is not None
    assert {one.listing.id for one in reposts.former} == {elsewhere.listing.id, first.listing.id}
    assert {one.state for one in reposts.former} == {MatchState.DISMISSED}


def test_a_list_is_hinted_at_in_one_go(store: Store, ids: list[str]) -> None:
    rows = [Ranked(head, 80) for head in store.match_heads()]
    assert all(isinstance(row.head, MatchHead) for row in rows)
    assert {one: reposts.times for one, reposts in hints(rows, store).items()} == {ids[2]: 3, ids[1]: 2}
