from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.codec import (
    decision_from_dict,
    decision_to_dict,
    item_from_dict,
    item_to_dict,
    listing_from_dict,
    listing_to_dict,
    match_from_dict,
    match_to_dict,
    posting_from_dict,
    posting_to_dict,
    run_from_dict,
    run_to_dict,
    source_from_dict,
    source_to_dict,
)
from jobfinder.domain.documents import plain, to_dict, utc_text
from jobfinder.domain.match import Match, MatchState, StateChange
from jobfinder.domain.posting import Pay, Posting
from jobfinder.domain.queue import ErrorKind, ItemError, ItemStatus, Outcome
from jobfinder.errors import Unreadable
from jobfinder.stores.sqlite_values import json_bytes, micros, moment, thing, things
from tests.contract.things import NOW, after, decision, item, listing, match, run, source

FULL_POSTING = replace(
    listing().posting,
    pay=Pay(50_000, None, "EUR", "year"),
    tags=("a", "b"),
    locations=("Bergen",),
    updated_at=after(5),
)
THINGS = [
    (posting_to_dict, posting_from_dict, FULL_POSTING),
    (listing_to_dict, listing_from_dict, listing(merge_keys=("k",), canonical_id="c", split=True)),
    (decision_to_dict, decision_from_dict, decision()),
    (match_to_dict, match_from_dict, match(notes="n", history=(StateChange(NOW, MatchState.SAVED, "n"),))),
    (source_to_dict, source_from_dict, source(runs=(run(found=3), run(error="no")), last_run_at=NOW)),
    (run_to_dict, run_from_dict, run(found=3, first_broken="7: no title")),
    (
        item_to_dict,
        item_from_dict,
        item(
            status=ItemStatus.FAILED,
            outcome=Outcome.FILTERED,
            error=ItemError(ErrorKind.QUOTA, "none left"),
            decisions=(decision_to_dict(decision()),),
        ),
    ),
]


@pytest.mark.parametrize(("write", "read", "made"), THINGS)
def test_everything_comes_back_from_its_document_and_from_json(write: Any, read: Any, made: Any) -> None:
    document = write(made)
    assert read(document) == made
    assert thing(type(made), json_bytes(document), read) == made


def test_a_document_leaves_out_what_is_at_its_default() -> None:
    posting = Posting(native_id="1", title="T", company="C", url="u", posted_at=NOW)
    expected = {
        "native_id": "1",
        "title": "T",
        "company": "C",
        "url": "u",
        "posted_at": "2026-03-01T12:00:00.123456+00:00",
    }
    assert posting_to_dict(posting) == expected


def test_the_stamp_of_an_item_is_the_stores_own_and_not_in_its_document() -> None:
    assert "update_time" not in item_to_dict(item(update_time=5))
    assert item_from_dict(item_to_dict(item()), update_time=7).update_time == 7


def test_a_document_of_an_older_version_is_filled_up_and_of_a_newer_one_read_as_far_as_it_goes() -> None:
    document = match_to_dict(match())
    del document["policy_version"]
    old = {**document, "from_the_future": 1}
    assert match_from_dict(old) == match(policy_version="")
    assert things(Match, [json_bytes(old), json_bytes(match_to_dict(match(2)))], match_from_dict) == [
        match(policy_version=""),
        match(2),
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("state", "sleeping"),
        ("posted_at", "yesterday"),
        ("posted_at", "2026-01-01T00:00:00"),
        ("title", 5),
        ("decision", 7),
    ],
)
def test_what_cannot_be_read_is_an_error_that_names_the_key(key: str, value: Any) -> None:
    with pytest.raises(Unreadable, match=f"match has an unreadable '{key}'"):
        match_from_dict({**match_to_dict(match()), key: value})


def test_a_document_without_what_it_cannot_be_without_is_an_error() -> None:
    document = listing_to_dict(listing())
    del document["posting"]
    with pytest.raises(Unreadable, match="listing has no 'posting'"):
        listing_from_dict(document)


def test_a_moment_of_another_zone_is_kept_as_the_same_moment_in_utc() -> None:
    berlin = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    assert posting_to_dict(replace(FULL_POSTING, posted_at=berlin))["posted_at"] == "2026-07-01T10:00:00+00:00"
    assert micros(berlin) == micros(datetime(2026, 7, 1, 10, tzinfo=UTC))


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 7, 1)  # noqa: DTZ001
    for refuse in (utc_text, micros, lambda at: posting_to_dict(replace(FULL_POSTING, posted_at=at))):
        with pytest.raises(ValueError, match="no time zone"):
            refuse(naive)


def test_a_type_nobody_planned_for_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="a complex cannot be stored"):
        plain({"a": [1j]})


def test_a_field_of_two_types_is_refused() -> None:
    @dataclass
    class Ambiguous:
        value: int | str = 0

    globals()["Ambiguous"] = Ambiguous
    with pytest.raises(TypeError, match="union"):
        to_dict(Ambiguous())


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_moment_survives_the_database_to_the_microsecond(at: datetime) -> None:
    assert moment(micros(at)) == at


texts = st.text(st.characters(exclude_categories=()), max_size=50)


@given(texts, texts, st.lists(texts, max_size=5), st.none() | st.floats(allow_nan=False, allow_infinity=False))
def test_any_posting_survives_json_and_both_ways_of_reading_agree(
    title: str, text: str, tags: list[str], amount: float | None
) -> None:
    made = Posting(
        native_id="1", title=title, company="", url="", text=text, tags=tuple(tags), pay=Pay(amount, 1, "EUR", "year")
    )
    document = posting_to_dict(made)
    whole = posting_from_dict(document)
    assert thing(Posting, json_bytes(document), posting_from_dict) == whole
    assert posting_to_dict(whole) == document
