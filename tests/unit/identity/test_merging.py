"""Copies of a job on other boards merge; anything that may be another job does not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.identity import choose_canonical
from jobfinder.domain.likeness import containment
from jobfinder.domain.posting import Listing, ListingState
from tests.unit.policy.build import NOW, listing

TEXT = " ".join(
    f"You will {verb} the {thing} that our {who} rely on every day, together with {n} colleagues in a calm team."
    for n, (verb, thing, who) in enumerate(
        [
            ("design", "ledger", "merchants"),
            ("operate", "pipelines", "analysts"),
            ("improve", "search", "readers"),
            ("measure", "latency", "drivers"),
            ("document", "interfaces", "partners"),
            ("review", "migrations", "operators"),
            ("automate", "reports", "accountants"),
        ],
        start=3,
    )
)
OTHER_TEXT = " ".join(f"Our kitchen number {n} bakes bread for district {n} before sunrise." for n in range(20))
BOARD, AGGREGATOR = "greenhouse:acme", "feed:https://jobs.example/rss"
GREENHOUSE = "https://boards.greenhouse.io/acme/jobs/4012345007"


def on_board(**fields):
    defaults = {"native_id": "4012345007", "url": GREENHOUSE, "text": TEXT, "locations": ("Berlin, Germany",)}
    return listing(BOARD, **{**defaults, **fields})


def on_aggregator(**fields):
    defaults = {"native_id": "x9", "url": "https://jobs.example/x9", "text": TEXT, "locations": ("Berlin",)}
    return listing(AGGREGATOR, **{"seen_at": NOW + timedelta(days=1), **defaults, **fields})


def found_by_keys(new: Listing, known: list[Listing]) -> list[Listing]:
    """Return what a store would hand over: the known listings that share a key."""
    return [rival for rival in known if set(rival.merge_keys) & set(new.merge_keys)]


def merged(new: Listing, *known: Listing) -> str | None:
    return choose_canonical(new, found_by_keys(new, list(known)))


CUT = TEXT[: len(TEXT) * 2 // 3] + " … Read more and apply at jobs dot example today."


@pytest.mark.parametrize(
    "copy",
    [
        {},
        {"company": "ACME, Inc."},
        {"title": "Backend Engineer (m/w/d)"},
        {"title": "Backend Engineer - Berlin"},
        {"title": "Backend Engineer - Berlin", "locations": ()},
        {"title": "Backend Engineer (Remote, Berlin)", "locations": ("Germany",)},
        {"title": "Backend Engineer, Remote", "locations": ("Berlin", "Remote")},
        {"text": CUT},
        {"text": TEXT.upper().replace(". ", ".\n\n")},
        {"locations": ()},
        {"locations": ("Germany",)},
        {"locations": ("Berlin, DE",)},
        {"locations": ("Berlin, Deutschland (hybrid)",)},
        {"locations": ("Berlin",), "country": "DE"},
        {"locations": ("Remote - Europe",)},
        {"locations": ("Munich", "Berlin, Germany")},
        {"company": ""},  # a feed that names no company
        {"company": "Acme Deutschland GmbH"},
        {"apply_url": GREENHOUSE + "?gh_src=feed", "text": "", "title": "Something else", "company": "Jobs Example"},
        {"url": GREENHOUSE, "text": ""},
        {
            "title": "Backend Engineer for Ledgers",
            "apply_url": "https://acme.example/jobs?gh_jid=4012345007",
            "text": "",
        },
    ],
)
def test_a_copy_on_an_aggregator_is_the_boards_posting(copy):
    board = on_board()
    assert merged(on_aggregator(**copy), board) == board.id


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Senior Backend Engineer"},
        {"title": "Backend Engineer II"},
        {"title": "Lead Backend Engineer"},
        {"locations": ("Munich, Germany",)},
        {"locations": ("Berlin, New Hampshire, United States",)},
        {"locations": ("Paris",)},
        {"locations": ("Remote - US",)},
        {"locations": ("Berlin",), "country": "US"},
        {"text": OTHER_TEXT},  # another company of the same name, or another opening
        {"company": "Bright Recruiting"},  # an agency's copy names another employer
        {"company": "Metabase"},
        {"company": "Koda"},
        {"apply_url": "https://boards.greenhouse.io/acme/jobs/4012345999"},  # names another posting of the same board
        {"text": "", "locations": ("Remote",)},
        {"text": "", "locations": ()},
        {"text": "Apply now", "title": "Engineer", "locations": ("Berlin",)},
    ],
)
def test_what_may_be_another_job_is_not_merged(other):
    assert merged(on_aggregator(**other), on_board()) is None


def test_without_text_a_specific_title_at_one_company_in_one_city_is_enough():
    board = on_board(title="Backend Engineer for Ledgers")
    assert merged(on_aggregator(title="Backend Engineer for Ledgers", text=""), board) == board.id
    assert merged(on_aggregator(title="Backend Engineer for Ledgers", text="", locations=("Munich",)), board) is None
    assert merged(on_aggregator(title="Backend Engineer for Ledgers", text="", company=""), board) is None


def test_the_same_few_words_for_the_same_title_in_the_same_city_are_one_job():
    short = {"title": "Founding Engineer", "text": "We are two people. Be the third."}
    assert merged(on_aggregator(**short), on_board(**short)) == on_board(**short).id
    assert merged(on_aggregator(**short, locations=("Munich",)), on_board(**short)) is None


def test_two_native_ids_of_one_source_never_merge_however_alike():
    assert merged(on_board(native_id="4012345008", url=GREENHOUSE[:-1] + "8"), on_board()) is None
    assert merged(on_aggregator(native_id="x10"), on_aggregator()) is None


def test_a_second_posting_of_a_source_does_not_join_through_a_third_board():
    board = on_board()
    first = replace(on_aggregator(native_id="x9"), canonical_id=board.id)
    assert merged(on_aggregator(native_id="x10"), board, first) is None


def test_a_board_does_not_join_an_aggregators_posting_that_repeats_another_of_its_own():
    first = on_board(native_id="4012345001", url=GREENHOUSE[:-3] + "001")
    feed = replace(on_aggregator(), canonical_id=first.id)
    assert merged(on_board(), first, feed) is None


@pytest.mark.parametrize("locations", [("Germany",), (), ("Berlin", "Munich", "Hamburg")])
def test_one_job_in_three_cities_on_a_board_is_ambiguous_for_an_aggregator_without_one_city(locations):
    cities = [
        on_board(native_id=str(n), url=f"https://boards.greenhouse.io/acme/jobs/{n}", locations=(f"{city}, Germany",))
        for n, city in enumerate(("Berlin", "Munich", "Hamburg"), start=4012345001)
    ]
    assert merged(on_aggregator(locations=locations), *cities) is None


def test_one_job_in_three_cities_on_a_board_is_told_apart_by_the_city():
    cities = {
        city: on_board(
            native_id=str(n), url=f"https://boards.greenhouse.io/acme/jobs/{n}", locations=(f"{city}, Germany",)
        )
        for n, city in enumerate(("Berlin", "Munich", "Hamburg"), start=4012345001)
    }
    assert merged(on_aggregator(locations=("Munich",)), *cities.values()) == cities["Munich"].id


def test_an_ambiguity_on_one_board_does_not_hide_the_copy_on_another():
    twins = [on_board(native_id=f"401234500{n}", url=f"{GREENHOUSE[:-1]}{n}") for n in (1, 2)]
    lever = listing("lever:acme", native_id="ab", url="https://jobs.example/ab", text=TEXT, locations=("Berlin",))
    assert merged(on_aggregator(), *twins, lever) == lever.id


def test_the_posting_known_first_stands_for_the_job():
    late, early = on_board(seen_at=NOW - timedelta(days=1)), on_aggregator(seen_at=NOW - timedelta(days=2))
    new = listing("lever:acme", native_id="ab", url="https://jobs.lever.example/ab", text=TEXT, locations=("Berlin",))
    assert merged(new, late, early) == early.id == merged(new, early, late)


def test_a_copy_of_a_copy_repeats_the_first():
    board = on_board()
    copy = replace(on_aggregator(), canonical_id=board.id)
    new = listing("remotive:all", native_id="7", url="https://remotive.example/7", text=TEXT, locations=("Berlin",))
    assert merged(new, copy) == board.id


def test_what_the_user_split_is_never_merged_again():
    assert merged(on_aggregator(split=True), on_board()) is None
    assert merged(on_aggregator(), on_board(split=True)) is None


def test_a_repost_after_the_old_one_closed_is_a_new_job_unless_it_is_the_same_posting():
    closed = on_board(state=ListingState.CLOSED)
    assert merged(on_aggregator(), closed) is None
    assert merged(on_aggregator(apply_url=GREENHOUSE), closed) == closed.id


def test_short_ids_of_two_unknown_boards_do_not_meet():
    one = listing("jsonld:https://a.example", native_id="12345678", url="https://a.example/12345678", company="A")
    other = listing("jsonld:https://b.example", native_id="12345678", url="https://b.example/12345678", company="B")
    assert merged(one, other) is None
    assert not set(one.merge_keys) & set(other.merge_keys)


def test_a_careers_page_that_every_posting_links_to_makes_nothing_one_job():
    page = "https://acme.example/careers"
    assert merged(on_aggregator(url=page, title="Designer", text=OTHER_TEXT), on_board(url=page, native_id="1")) is None
    front = "https://acme.example/"
    assert merged(on_aggregator(url=front, text=OTHER_TEXT), on_board(url=front, native_id="1")) is None


def test_scripts_without_spaces_are_compared_by_their_signs():
    text = "私たちは東京で決済基盤を設計し運用するエンジニアを募集しています" * 6
    ours = {"title": "バックエンド開発者", "company": "日本電産株式会社", "text": text}
    board = listing("lever:nidec", native_id="a", url="https://jobs.example/a", **ours)
    copy = {
        **ours,
        "company": "日本電産",
        "text": text + "応募はこちら",
        "native_id": "b",
        "url": "https://feed.example/b",
    }
    assert merged(listing(AGGREGATOR, **copy), board) == board.id
    assert merged(listing(AGGREGATOR, **{**copy, "company": "日本電気"}), board) is None


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=60), st.integers(0, 60))
def test_a_text_contains_its_own_beginning(words, cut):
    whole, beginning = " ".join(words), " ".join(words[:cut])
    assert containment(whole, beginning) in (0.0, 1.0)
    assert containment(whole, beginning) == containment(beginning, whole)


@given(st.permutations(range(4)))
def test_the_choice_does_not_depend_on_the_order_of_the_rivals(order):
    rivals = [
        on_board(),
        on_board(native_id="4012345001", url=GREENHOUSE[:-3] + "001", locations=("Munich",)),
        listing("lever:acme", native_id="ab", url="https://jobs.example/ab", text=TEXT, locations=("Berlin",)),
        on_aggregator(native_id="x1", locations=("Hamburg",)),
    ]
    new = listing("remotive:all", native_id="7", url="https://remotive.example/7", text=TEXT, locations=("Berlin",))
    assert choose_canonical(new, [rivals[at] for at in order]) == choose_canonical(new, rivals)
