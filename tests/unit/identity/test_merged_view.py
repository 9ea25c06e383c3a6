"""One job as all boards together know it."""

from datetime import timedelta
from itertools import permutations

from jobfinder.domain.identity import adds_to, merged_view
from jobfinder.domain.posting import Listing, ListingState, Pay
from tests.contract.things import NOW, listing

CUT = listing(1, "feed:jobs", text="We build roofs and stairs…", posted_at=NOW - timedelta(days=3))
WHOLE = listing(1, "greenhouse:acme", version="v2", text="We build roofs and stairs, and houses around them. " * 9)
PAID = listing(1, "ashby:acme", version="v3", text=WHOLE.posting.text, pay=Pay(50_000, 60_000, "EUR", "year"))


def closed(one: Listing) -> Listing:
    import dataclasses

    return dataclasses.replace(one, state=ListingState.CLOSED, closed_at=NOW)


def test_the_copy_that_tells_most_is_read_whichever_came_first() -> None:
    for members in permutations((CUT, WHOLE, PAID)):
        view = merged_view(members)
        assert view.id == members[0].id
        assert (view.posting.pay, view.content_hash) == (PAID.posting.pay, "v3")


def test_a_job_is_as_old_as_its_oldest_date() -> None:
    assert merged_view((WHOLE, CUT)).posting.posted_at == CUT.posting.posted_at


def test_a_job_is_open_while_any_board_lists_it() -> None:
    assert merged_view((closed(WHOLE), CUT)).state is ListingState.OPEN
    assert merged_view((closed(WHOLE), closed(CUT))).state is ListingState.CLOSED


def test_a_copy_adds_something_when_it_is_fuller_or_older_and_never_both_ways_round_by_richness() -> None:
    assert adds_to(WHOLE, CUT)
    assert adds_to(PAID, WHOLE)
    assert not adds_to(WHOLE, PAID)
    assert adds_to(CUT, WHOLE)  # by its date


def test_of_two_equal_copies_exactly_one_adds_to_the_other() -> None:
    one, other = listing(1, "lever:acme"), listing(1, "greenhouse:acme")
    assert adds_to(one, other) != adds_to(other, one)
