from collections.abc import Callable, Sequence

import pytest

from jobfinder.domain.posting import Listing, ListingState
from jobfinder.domain.queue import ItemStatus
from jobfinder.errors import JobFinderError, Permanent
from jobfinder.ports import Added, Store
from tests.contract.backends import Backend
from tests.contract.conftest import StoppedClock
from tests.contract.things import ACME, NOW, after, arrival, listing, no_merge

EVERYTHING = {
    "apply_url": "https://jobs.example/apply",
    "locations": ("Bergen", "Oslo"),
    "tags": ("wood",),
    "merge_keys": ("k1", "k2"),
    "updated_at": after(-5),
    "closes_at": after(500),
}


def test_a_new_listing_is_stored_whole_together_with_its_item(store: Store) -> None:
    new = arrival(1, **EVERYTHING)
    assert store.add([new], no_merge) == [Added(new.listing.id, "new")]
    assert store.listings([new.listing.id, "unknown"]) == {new.listing.id: new.listing}
    item = store.item(new.item.id)
    assert item is not None
    assert (item.status, item.listing_id, item.trace_id) == (ItemStatus.PENDING, new.listing.id, "t")


def test_a_known_listing_is_reported_as_known_and_costs_no_write(store: Store, backend: Backend) -> None:
    store.add([arrival(1), arrival(2)], no_merge)
    before = backend.writes(store)
    added = store.add([arrival(1, version="v2", title="Other"), arrival(2)], no_merge)
    stamps = store.stamps([listing(1).id, listing(2).id])
    assert backend.writes(store) == before
    assert [one.as_what for one in added] == ["known", "known"]
    assert stamps[listing(1).id].content_hash == "v1"
    assert store.listings([listing(1).id])[listing(1).id].posting.title == "Carpenter 1"


def test_a_listing_that_comes_twice_in_one_batch_is_created_once(store: Store) -> None:
    added = store.add([arrival(1), arrival(1, title="Other"), arrival(2)], no_merge)
    assert [one.as_what for one in added] == ["new", "known", "new"]
    assert len(store.items()) == 2


def test_results_come_in_the_order_of_the_arrivals_however_many_there_are(store: Store) -> None:
    arrivals = [arrival(n) for n in range(250)]
    assert [one.listing_id for one in store.add(arrivals, no_merge)] == [one.listing.id for one in arrivals]
    assert len(store.listings([one.listing.id for one in arrivals])) == 250


def test_stamps_of_unknown_listings_are_absent(store: Store) -> None:
    store.add([arrival(1)], no_merge)
    assert set(store.stamps([listing(1).id, listing(2).id])) == {listing(1).id}
    assert store.stamps([]) == {}


def test_open_stamps_are_of_one_source_and_open_only(store: Store) -> None:
    store.add([arrival(1), arrival(2), arrival(1, "lever:acme")], no_merge)
    store.close([listing(2).id], after(10))
    stamps = store.open_stamps(ACME)
    assert set(stamps) == {listing(1).id}
    assert (stamps[listing(1).id].content_hash, stamps[listing(1).id].state) == ("v1", ListingState.OPEN)


def test_closing_marks_the_moment_once_and_leaves_others_alone(store: Store) -> None:
    store.add([arrival(1), arrival(2)], no_merge)
    store.close([listing(1).id, "unknown"], after(10))
    store.close([listing(1).id], after(20))
    found = store.listings([listing(1).id, listing(2).id])
    assert (found[listing(1).id].state, found[listing(1).id].closed_at) == (ListingState.CLOSED, after(10))
    assert found[listing(2).id].state is ListingState.OPEN


def test_a_change_replaces_the_posting_opens_it_again_and_enqueues_its_item(store: Store) -> None:
    store.add([arrival(1, merge_keys=("old",))], no_merge)
    store.close([listing(1).id], after(10))
    store.change([arrival(1, version="v2", title="Master Carpenter", merge_keys=("new",))])
    found = store.listings([listing(1).id])[listing(1).id]
    assert (found.posting.title, found.content_hash, found.merge_keys) == ("Master Carpenter", "v2", ("new",))
    assert (found.state, found.closed_at, found.first_seen_at) == (ListingState.OPEN, None, NOW)
    assert {item.id for item in store.items()} == {arrival(1).item.id, arrival(1, version="v2").item.id}


def test_after_a_change_only_the_new_merge_keys_find_the_listing(store: Store) -> None:
    store.add([arrival(1, merge_keys=("old",))], no_merge)
    store.change([arrival(1, version="v2", merge_keys=("new",))])
    seen: list[Sequence[str]] = []

    def choose(new: Listing, rivals: Sequence[Listing]) -> None:
        seen.append([rival.id for rival in rivals])

    store.add([arrival(1, "lever:acme", merge_keys=("old",)), arrival(2, "lever:acme", merge_keys=("new",))], choose)
    assert [ids for ids in seen if ids] == [[listing(1).id]]


def test_changing_an_unknown_listing_is_an_error_and_changes_nothing(store: Store) -> None:
    store.add([arrival(1)], no_merge)
    with pytest.raises(Permanent):
        store.change([arrival(1, version="v2"), arrival(9)])
    assert store.stamps([listing(1).id])[listing(1).id].content_hash == "v1"
    assert len(store.items()) == 1


def test_an_error_while_choosing_leaves_no_listing_without_its_item(store: Store) -> None:
    store.add([arrival(1, merge_keys=("k",))], no_merge)

    def broken(new: Listing, rivals: Sequence[Listing]) -> str | None:
        raise JobFinderError("no idea")

    with pytest.raises(JobFinderError, match="no idea"):
        store.add([arrival(2, "lever:acme"), arrival(3, "lever:acme", merge_keys=("k",))], broken)
    listings = {found.id for found in store.each_listing()}
    assert {item.listing_id for item in store.items()} == listings


def test_listings_are_found_by_id_prefix_url_and_words(store: Store) -> None:
    store.add([arrival(1), arrival(2, title="Ölmaler_100%", company="Straße & Söhne"), arrival(3)], no_merge)
    store.close([listing(3).id], NOW)
    assert [found.id for found in store.find_listings(id_prefix=listing(1).id[:10])] == [listing(1).id]
    assert [found.id for found in store.find_listings(url=listing(2).posting.url)] == [listing(2).id]
    assert [found.id for found in store.find_listings(text="ölMALER strasse")] == [listing(2).id]
    assert [found.id for found in store.find_listings(text="_100%")] == [listing(2).id]
    assert [found.id for found in store.find_listings(text="carpenter acme")] == [listing(1).id, listing(3).id]
    assert [found.id for found in store.find_listings(text="carpenter", limit=1)] == [listing(1).id]
    assert store.find_listings(text="plumber") == store.find_listings() == []


def test_every_listing_comes_once_even_while_others_are_written(store: Store, reopen: Callable[[], Store]) -> None:
    store.add([arrival(n) for n in range(450)], no_merge)
    other, seen = reopen(), []
    for number, found in enumerate(store.each_listing()):
        seen.append(found.id)
        if number == 100:
            other.close([listing(n).id for n in range(300, 310)], NOW)
            other.add([arrival(1000)], no_merge)
    assert len(seen) == len(set(seen))
    assert set(seen) >= {listing(n).id for n in range(450) if not 300 <= n < 310}


def test_closed_listings_come_only_where_they_are_asked_for(store: Store) -> None:
    store.add([arrival(1), arrival(2)], no_merge)
    store.close([listing(2).id], NOW)
    assert [found.id for found in store.each_listing()] == [listing(1).id]
    assert {found.id for found in store.each_listing(open_only=False)} == {listing(1).id, listing(2).id}


def test_moments_come_back_in_utc_to_the_microsecond(store: Store, clock: StoppedClock) -> None:
    store.add([arrival(1)], no_merge)
    found = store.listings([listing(1).id])[listing(1).id]
    assert found.first_seen_at == found.posting.posted_at == NOW
    assert found.first_seen_at.utcoffset() == NOW.utcoffset()


def test_the_bearers_of_a_key_come_newest_first_whatever_board_and_state_they_are_of(store: Store) -> None:
    for number, key in ((1, "a"), (2, "b"), (3, "c"), (4, "a")):
        store.add([arrival(number, merge_keys=(key, f"own-{number}"))], no_merge)
    store.add([arrival(5, "lever:acme", merge_keys=("a",))], no_merge)
    store.close([listing(1).id], after(5))
    found = store.bearing(["a", "b", "nobody's"])
    assert [one.posting.native_id for one in found] == ["5", "4", "2", "1"]
    assert [one.state for one in found][-1] is ListingState.CLOSED
    assert store.bearing([]) == []
    assert len(store.bearing(["a"], limit=2)) == 2
    many = [f"own-{number}" for number in range(70)]
    assert [one.posting.native_id for one in store.bearing(many)] == ["4", "3", "2", "1"]
