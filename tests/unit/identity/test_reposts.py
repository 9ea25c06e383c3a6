"""The same job posted again under another id is recognised; what only looks like it is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jobfinder.domain.ids import listing_id
from jobfinder.domain.match import MatchState
from jobfinder.domain.posting import Listing, ListingState, Posting
from jobfinder.domain.reposts import Former, Reposts, former_postings, hint_words, is_repost, reposts_words, short_hint

JUNE = datetime(2026, 6, 3, 9, tzinfo=UTC)
BOARD = "greenhouse:acme"
TEXT = (
    "You will build the ledger that our bakery customers trust, together with four engineers in Bergen. "
    "We write Kotlin and PostgreSQL, pair twice a week and deploy every day. You have run a service in production, "
    "like to talk to customers and can explain a trade-off to somebody who does not write software."
)


def posting(number: int, days: float = 0, closed_after: float | None = None, **changes: Any) -> Listing:
    """A posting first seen so many days after the first of June's, closed so many days later."""
    source = changes.pop("source", BOARD)
    seen = JUNE + timedelta(days=days)
    values = {"title": "Backend Engineer", "company": "Acme", "text": TEXT, "locations": ("Bergen, Norway",), **changes}
    closed_at = None if closed_after is None else seen + timedelta(days=closed_after)
    return Listing(
        id=listing_id(source, str(number)),
        source_key=source,
        posting=Posting(native_id=str(number), url=f"https://x.example/{number}", **values),
        content_hash="v",
        state=ListingState.CLOSED if closed_at else ListingState.OPEN,
        first_seen_at=seen,
        last_seen_at=seen,
        closed_at=closed_at,
    )


OLD = posting(1, closed_after=20)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"text": TEXT + " We answer within a week."},
        {"title": "Backend Engineer (m/f/d)"},
        {"title": "Backend Engineer, Ledger Platform Team", "locations": ()},
        {"company": "Acme, Inc."},
        {"locations": ("Bergen",)},
        {"source": "lever:acme"},
    ],
    ids=[
        "as it was",
        "one more sentence",
        "gender mark",
        "no place",
        "legal form",
        "place in other words",
        "new board",
    ],
)
def test_a_job_that_comes_back_after_it_was_closed_is_a_repost(changes: dict[str, Any]) -> None:
    former = OLD
    if "Ledger" in changes.get("title", ""):
        former = posting(1, closed_after=20, title="Backend Engineer Ledger Platform")
    assert is_repost(posting(2, 30, **changes), former)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Senior Backend Engineer"},
        {"title": "Backend Engineer 2"},
        {"title": "Data Engineer"},
        {"company": "Bravo"},
        {"locations": ("Oslo, Norway",)},
        {"text": "Something else entirely. " * 20},
        {"text": ""},
    ],
    ids=["senior", "level two", "another role", "another employer", "another city", "another text", "no text"],
)
def test_what_only_looks_like_it_is_none(changes: dict[str, Any]) -> None:
    assert not is_repost(posting(2, 30, **changes), OLD)


def test_two_that_stand_open_side_by_side_are_two_openings_unless_one_came_well_later() -> None:
    first = posting(1)
    assert not is_repost(posting(2, 3), first)
    assert is_repost(posting(2, 8), first)
    assert not is_repost(posting(2, 30, source="lever:acme"), first)  # another board's copy, while both stand open


def test_a_board_that_only_changes_its_ids_reposts() -> None:
    assert is_repost(posting(2, 0.25), posting(1, closed_after=0.25))


def test_what_came_later_is_no_former_posting() -> None:
    assert not is_repost(OLD, posting(2, 30))


def test_the_boards_own_date_tells_which_of_two_first_seen_together_came_first() -> None:
    old = posting(1, posted_at=JUNE - timedelta(days=40))
    new = posting(2, posted_at=JUNE - timedelta(days=2))
    assert is_repost(new, old)
    assert not is_repost(old, new)


def test_short_texts_count_where_they_are_the_same_and_the_title_says_enough() -> None:
    short = {"text": "Apply on our site.", "title": "Backend Engineer Payments Ledger"}
    assert is_repost(posting(2, 30, **short), posting(1, closed_after=20, **short))
    vague = short | {"title": "Engineer"}
    assert not is_repost(posting(2, 30, **vague), posting(1, closed_after=20, **vague))


def test_copies_of_the_job_itself_are_not_counted_and_the_latest_comes_first() -> None:
    new = posting(4, 90)
    copy = posting(9, 91, source="feed:jobs")
    again = posting(2, 30, 10)
    found = former_postings([new, copy], [OLD, again, new, copy, posting(3, 200)])
    assert found == [again, OLD]


def test_it_is_told_in_words_with_what_the_user_did_last() -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    untouched = Former(posting(2, 30), MatchState.NEW)
    applied = Former(OLD, MatchState.APPLIED, at=JUNE + timedelta(days=40))
    reposts = Reposts(JUNE, (untouched, applied))
    assert reposts_words(reposts, now) == "posted 3 times since June"
    assert hint_words(reposts, now) == "posted 3 times since June; you applied in July"
    assert hint_words(reposts, now.replace(year=2027)) == "posted 3 times since June 2026; you applied in July 2026"
    assert hint_words(Reposts(JUNE, (untouched,)), now) == "posted 2 times since June"
    assert short_hint(reposts, now) == "3x since Jun, applied"
    assert short_hint(Reposts(JUNE, (untouched,)), now.replace(year=2027)) == "2x since Jun 2026"
