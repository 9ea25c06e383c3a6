from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from jobfinder.domain.ids import item_id, match_id
from jobfinder.domain.match import MatchState
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import Ending, ItemKind, ItemStatus, Outcome, QueueItem
from jobfinder.errors import LostClaim, Permanent
from jobfinder.ports import Added, Arrival, Finished, Store
from tests.contract.things import NOW, after, arrival, first_rival, listing, match, no_merge

LEVER, FEED = "lever:acme", "feed:jobs"
ONE, TWO, THREE = listing(1).id, listing(1, LEVER).id, listing(1, FEED).id


def rescore(listing_id: str) -> QueueItem:
    return QueueItem(
        id=item_id("rescore", listing_id, "split"), kind=ItemKind.RESCORE, listing_id=listing_id, created_at=NOW
    )


def matched(store: Store, *listing_ids: str) -> None:
    """Score the listings' items, each with a match."""
    for ticket in store.due(now=after(9), limit=99):
        item = store.claim(ticket, now=after(9), lease_seconds=60, token="t")
        assert item is not None
        found = match(1, listing_id=item.listing_id)
        made = [replace(found, id=match_id("main", item.listing_id))] if item.listing_id in listing_ids else []
        store.finish(item, Ending(Outcome.MATCHED), made, now=after(9))


@pytest.fixture
def three(store: Store) -> Store:
    """One job on three boards."""
    for source in ("greenhouse:acme", LEVER, FEED):
        store.add([arrival(1, source, merge_keys=("k",))], first_rival)
    return store


def test_a_repeat_is_kept_with_its_link_and_its_item_ends_at_once_as_duplicate(store: Store) -> None:
    store.add([arrival(1, merge_keys=("k",))], no_merge)
    repeat = arrival(1, LEVER, merge_keys=("other", "k"))
    assert store.add([repeat], first_rival) == [Added(TWO, "duplicate", ONE)]
    item = store.item(repeat.item.id)
    assert item is not None
    assert (item.status, item.outcome) == (ItemStatus.SUCCEEDED, Outcome.DUPLICATE)
    assert ONE in item.reason
    assert "Carpenter 1" in item.reason
    assert item.finished_at is not None
    assert [ticket.item_id for ticket in store.due(now=after(9), limit=9)] == [arrival(1).item.id]
    assert store.listings([TWO])[TWO].canonical_id == ONE


def test_rivals_share_a_key_and_come_with_all_that_is_known_of_them(store: Store) -> None:
    store.add([arrival(1, merge_keys=("a", "b")), arrival(2, merge_keys=("c",))], no_merge)
    seen: list[Listing] = []

    def choose(new: Listing, rivals: Sequence[Listing]) -> None:
        seen.extend(rivals)

    store.add([arrival(1, LEVER, merge_keys=("b", "a", "z"))], choose)
    assert seen == [listing(1, merge_keys=("a", "b"))]


def test_earlier_arrivals_of_the_same_batch_are_rivals_too(store: Store) -> None:
    added = store.add([arrival(1, merge_keys=("k",)), arrival(1, LEVER, merge_keys=("k",))], first_rival)
    assert [one.as_what for one in added] == ["new", "duplicate"]


def test_a_repeat_of_a_repeat_is_linked_to_the_first(three: Store) -> None:
    def last_rival(new: Listing, rivals: Sequence[Listing]) -> str:
        return rivals[-1].id

    assert three.add([arrival(1, "ashby:acme", merge_keys=("k",))], last_rival)[0].canonical_id == ONE


def test_links_list_the_whole_merge_canonical_first_whichever_is_asked(three: Store) -> None:
    for identity in (ONE, TWO, THREE):
        assert [found.id for found in three.links(identity)] == [ONE, TWO, THREE]
    assert three.links("unknown") == []


def test_a_listing_on_its_own_is_its_only_link(store: Store) -> None:
    store.add([arrival(1)], no_merge)
    assert [found.id for found in store.links(ONE)] == [ONE]


def test_two_listings_of_one_source_never_share_a_merge_whatever_was_chosen(three: Store) -> None:
    added = three.add([arrival(2, LEVER, merge_keys=("k",))], lambda new, rivals: ONE)
    assert [one.as_what for one in added] == ["new"]
    assert len(three.links(ONE)) == 3


def test_a_large_employers_many_postings_of_one_title_do_not_crowd_out_the_copy(store: Store) -> None:
    store.add([arrival(n, LEVER, merge_keys=("same title",)) for n in range(150)], no_merge)
    store.add([arrival(7, merge_keys=("same title",))], no_merge)
    added = store.add([arrival(999, LEVER, merge_keys=("same title",))], first_rival)
    assert added[0].canonical_id == listing(7).id


def test_splitting_a_repeat_makes_it_stand_for_itself_and_enqueues_it(three: Store) -> None:
    three.split(TWO, rescore(TWO))
    found = three.listings([TWO])[TWO]
    assert (found.canonical_id, found.split) == (None, True)
    assert [one.id for one in three.links(TWO)] == [TWO]
    assert [one.id for one in three.links(ONE)] == [ONE, THREE]
    item = three.item(rescore(TWO).id)
    assert item is not None
    assert item.status is ItemStatus.PENDING


def test_splitting_the_canonical_one_leaves_the_rest_merged_under_the_earliest_which_is_scored(three: Store) -> None:
    three.split(ONE, rescore(ONE))
    assert [one.id for one in three.links(ONE)] == [ONE]
    assert [one.id for one in three.links(THREE)] == [TWO, THREE]
    assert {item.listing_id for item in three.items(status=ItemStatus.PENDING)} == {ONE, TWO}


def test_a_split_outlives_the_next_change(three: Store) -> None:
    three.split(TWO, rescore(TWO))
    three.change([arrival(1, LEVER, version="v2", merge_keys=("k",))])
    found = three.listings([TWO])[TWO]
    assert (found.canonical_id, found.split, found.content_hash) == (None, True, "v2")


def test_a_merge_outlives_a_change(three: Store) -> None:
    three.change([arrival(1, LEVER, version="v2")])
    assert three.listings([TWO])[TWO].canonical_id == ONE


@pytest.mark.parametrize("identity", [ONE, "unknown"])
def test_what_is_not_merged_cannot_be_split(store: Store, identity: str) -> None:
    store.add([arrival(1)], no_merge)
    with pytest.raises(Permanent):
        store.split(identity, rescore(identity))
    assert len(store.items()) == 1


def test_a_link_between_two_jobs_makes_them_one_which_is_scored_again(store: Store) -> None:
    store.add([arrival(1, merge_keys=("a",)), arrival(1, FEED, merge_keys=("b",))], no_merge)
    added = store.add([arrival(1, LEVER, merge_keys=("a", "b"))], first_rival)
    assert added == [Added(TWO, "duplicate", ONE)]
    assert [found.id for found in store.links(THREE)] == [ONE, THREE, TWO]
    assert ItemKind.RESCORE in {item.kind for item in store.items(listing_id=ONE, status=ItemStatus.PENDING)}


def test_the_match_of_a_job_that_joined_another_goes_unless_the_user_touched_it(store: Store) -> None:
    store.add([arrival(1, merge_keys=("a",)), arrival(1, FEED, merge_keys=("b",))], no_merge)
    matched(store, ONE, THREE)
    store.add([arrival(1, LEVER, merge_keys=("a", "b"))], first_rival)
    assert [found.listing_id for found in store.matches()] == [ONE]


def test_the_job_the_user_touched_is_the_one_that_is_kept(store: Store) -> None:
    store.add([arrival(1, merge_keys=("a",)), arrival(1, FEED, merge_keys=("b",))], no_merge)
    matched(store, ONE, THREE)
    touched = store.matches(listing_ids=[THREE])[0]
    store.set_match_state(touched.id, MatchState.APPLIED, "", now=NOW)
    store.add([arrival(1, LEVER, merge_keys=("a", "b"))], first_rival)
    assert store.links(ONE)[0].id == THREE
    assert [found.listing_id for found in store.matches()] == [THREE]


def test_jobs_with_postings_of_one_source_are_not_joined_by_a_link(store: Store) -> None:
    store.add([arrival(1, merge_keys=("a",)), arrival(2, merge_keys=("b",))], no_merge)
    store.add([arrival(1, LEVER, merge_keys=("a", "b"))], first_rival)
    assert [found.id for found in store.links(ONE)] == [ONE, TWO]
    assert [found.id for found in store.links(listing(2).id)] == [listing(2).id]


def in_hand(store: Store, found: Arrival) -> QueueItem:
    """Let a worker claim an arrival's item."""
    item = store.item(found.item.id)
    assert item is not None
    claimed = store.claim(item.ticket, now=after(1), lease_seconds=600, token="worker")
    assert claimed is not None
    return claimed


def assert_taken_back(store: Store, item: QueueItem) -> None:
    """Hold that the worker who had the item can write nothing by it, and that another finds it at once."""
    with pytest.raises(LostClaim):
        store.finish(item, Ending(Outcome.MATCHED), [match(1, listing_id=item.listing_id)], now=after(5))
    assert store.finish_many([Finished(item, Ending(Outcome.MATCHED))], now=after(5)) == [item.id]
    assert store.matches() == []
    there = store.item(item.id)
    assert there is not None
    assert (there.status, there.attempt, there.claim_token) == (ItemStatus.PENDING, 0, "")
    assert there.ticket in store.due(now=after(5), limit=99)


def test_a_worker_that_read_a_job_before_it_joined_another_writes_no_match_of_it(store: Store) -> None:
    one, two = arrival(1, merge_keys=("a",)), arrival(1, LEVER, merge_keys=("b",))
    store.add([one, two], no_merge)
    held = [in_hand(store, one), in_hand(store, two)]
    store.add([arrival(1, FEED, merge_keys=("a", "b"))], first_rival)
    for item in held:
        assert_taken_back(store, item)


def test_a_worker_that_read_a_job_before_a_fuller_copy_came_begins_again(store: Store) -> None:
    short = arrival(1, merge_keys=("k",))
    store.add([short], no_merge)
    held = in_hand(store, short)
    fuller = arrival(1, LEVER, merge_keys=("k",))
    text = fuller.listing.posting.text + " " + "We also look after the harbour and its cranes. " * 40
    posting = replace(fuller.listing.posting, text=text)
    store.add([replace(fuller, listing=replace(fuller.listing, posting=posting))], first_rival)
    assert_taken_back(store, held)


def test_a_worker_that_read_a_job_before_it_was_split_begins_again(three: Store) -> None:
    held = in_hand(three, arrival(1))
    three.split(TWO, rescore(TWO))
    assert_taken_back(three, held)


@pytest.mark.parametrize("changed", ["greenhouse:acme", LEVER])
def test_a_worker_that_read_a_job_before_a_copy_of_it_changed_begins_again(three: Store, changed: str) -> None:
    held = in_hand(three, arrival(1))
    three.change([arrival(1, changed, version="v2", merge_keys=("k",))])
    assert_taken_back(three, held)


def test_what_nobody_holds_can_be_claimed_by_its_first_event_after_a_merge(store: Store) -> None:
    one, two = arrival(1, merge_keys=("a",)), arrival(1, LEVER, merge_keys=("b",))
    store.add([one, two], no_merge)
    tickets = [item.ticket for item in store.items()]
    store.add([arrival(1, FEED, merge_keys=("a", "b"))], first_rival)
    assert all(store.claim(ticket, now=after(1), lease_seconds=60, token="t") for ticket in tickets)


def test_a_fuller_copy_is_kept_with_its_link_and_read_so_that_the_job_is_scored_by_it(store: Store) -> None:
    store.add([arrival(1, FEED, merge_keys=("k",))], no_merge)
    fuller = arrival(1, merge_keys=("k",), text="We build roofs. " * 20)
    assert store.add([fuller], first_rival) == [Added(ONE, "duplicate", THREE)]
    item = store.item(fuller.item.id)
    assert item is not None
    assert item.status is ItemStatus.PENDING


def test_two_boards_that_bring_the_same_job_at_once_never_both_win(store: Store, reopen: Callable[[], Store]) -> None:
    handles = {"greenhouse:acme": store, LEVER: reopen(), FEED: reopen()}
    numbers, barrier = range(40), Barrier(len(handles))

    def bring(source: str) -> list[Added]:
        barrier.wait()
        made = [
            handles[source].add([arrival(number, source, merge_keys=(f"k{number}",))], first_rival)
            for number in numbers
        ]
        return [one for (one,) in made]

    with ThreadPoolExecutor(len(handles)) as pool:
        added = [one for outcome in pool.map(bring, handles) for one in outcome]
    assert len([one for one in added if one.as_what == "new"]) == len(numbers)
    assert all(len(store.links(listing(number).id)) == len(handles) for number in numbers)
