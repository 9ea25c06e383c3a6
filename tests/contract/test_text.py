"""What boards really send: every script, control characters, half characters, whole books."""

from dataclasses import replace

import pytest

from jobfinder.domain.documents import MAX_FIELD_CHARS, MAX_TEXT_CHARS
from jobfinder.domain.queue import Ending, ErrorKind, ItemError, Outcome
from jobfinder.ports import Store
from tests.contract.things import NOW, arrival, item, listing, match, no_merge

ODD = [
    "",
    "naïve café",
    "日本語 العربية עברית",
    "👩🏽‍🚀🧑‍🤝‍🧑",
    "a\x00b",
    "\x1b[31m\u202e",
    "'; DROP TABLE listings; --",
    '"\\\r\n\t',
]


@pytest.mark.parametrize("text", ODD)
def test_any_text_comes_back_as_it_went_in(store: Store, text: str) -> None:
    store.add([arrival(1, title=text, company=text, text=text, tags=(text,))], no_merge)
    posting = store.listings([listing(1).id])[listing(1).id].posting
    assert (posting.title, posting.company, posting.text, posting.tags) == (text, text, text, (text,))
    claimed = store.claim(store.due(now=NOW, limit=1)[0], now=NOW, lease_seconds=60, token="t")
    assert claimed is not None
    store.finish(claimed, Ending(Outcome.MATCHED, text, ({"why": text},)), [match(1, title=text)], now=NOW)
    assert store.matches()[0].title == text
    done = store.item(claimed.id)
    assert done is not None
    assert (done.reason, done.decisions) == (text, ({"why": text},))


def test_half_of_a_surrogate_pair_becomes_a_replacement_character(store: Store) -> None:
    store.add([arrival(1, title="half \ud83d", text="\udc00")], no_merge)
    store.enqueue([item(1, url="https://x.example/\ud800")])
    posting = store.listings([listing(1).id])[listing(1).id].posting
    assert (posting.title, posting.text) == ("half \ufffd", "\ufffd")
    claimed = store.claim(store.due(now=NOW, limit=1)[0], now=NOW, lease_seconds=60, token="t")
    assert claimed is not None
    store.fail(claimed, ItemError(ErrorKind.PERMANENT, "\ud800!"), now=NOW)
    failed = store.item(claimed.id)
    assert failed is not None
    assert failed.reason == "\ufffd!"


def test_a_decision_with_half_a_character_is_stored_all_the_same(store: Store) -> None:
    store.enqueue([item()])
    claimed = store.claim(store.due(now=NOW, limit=1)[0], now=NOW, lease_seconds=60, token="t")
    assert claimed is not None
    store.finish(claimed, Ending(Outcome.FILTERED, "", ({"why": "\ud800"},)), [], now=NOW)
    done = store.item(claimed.id)
    assert done is not None
    assert done.decisions == ({"why": "\ufffd"},)


def test_long_text_is_capped_so_that_a_document_stays_small(store: Store) -> None:
    store.add([arrival(1, text="😀" * 10**6, title="t" * 10**6, tags=tuple("x" * 10_000))], no_merge)
    posting = store.listings([listing(1).id])[listing(1).id].posting
    assert (len(posting.text), len(posting.title)) == (MAX_TEXT_CHARS, MAX_FIELD_CHARS)
    assert len(posting.tags) == 200


def test_a_listing_of_the_far_past_or_future_keeps_its_moments(store: Store) -> None:
    for number, year in enumerate((1, 1970, 9999)):
        moment = NOW.replace(year=year)
        made = arrival(number, posted_at=moment, closes_at=moment)
        made = replace(made, listing=replace(made.listing, last_seen_at=moment))
        store.add([made], no_merge)
        assert store.listings([made.listing.id])[made.listing.id] == made.listing
