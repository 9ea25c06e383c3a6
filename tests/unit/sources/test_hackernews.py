"""What is read of a "Who is hiring?" thread, in the forms in which people write."""

from typing import Any

import pytest

from jobfinder.domain.posting import Posting
from jobfinder.errors import Unreadable
from jobfinder.ports import Board, Page, Request
from jobfinder.sources import source_type
from tests.unit.sources.more_samples import HACKERNEWS
from tests.unit.sources.samples import parsed


def thread(*texts: str) -> Page:
    hits = [
        {
            "objectID": str(number),
            "parent_id": 9,
            "story_id": 9,
            "comment_text": text,
            "created_at": "2026-10-01T15:00:00Z",
        }
        for number, text in enumerate(texts, 1)
    ]
    return parsed("hackernews", {"hits": hits})


def only(text: str) -> Posting:
    (posting,) = thread(text).postings
    return posting


def test_a_comment_yields_a_posting_for_each_role_and_answers_yield_none() -> None:
    page = parsed("hackernews", HACKERNEWS)
    assert [(posting.company, posting.title) for posting in page.postings] == [
        ("Acme", "Baker, Cook & Head of Kitchen"),
        ("Acme Labs", "Lab Manager"),
        ("Acme Labs", "Glass Engineer"),
        ("Acme Farms", "Rust Developer"),
    ]
    first, manager, *_ = page.postings
    assert (first.locations, first.workplace, first.employment) == (("Lyon, France",), "hybrid", "Full-time")
    assert (first.pay_text, first.apply_url) == ("€40k-€50k", "https://acme.example/jobs")
    assert first.url == "https://news.ycombinator.com/item?id=40000001"
    assert (manager.workplace, manager.eligibility) == ("remote", ("US", "Canada"))
    assert (manager.native_id, manager.apply_url) == ("40000004:lab-manager", "https://acme.example/1")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Acme | Data Engineer + ML Engineer | NYC", ["Data Engineer", "ML Engineer"]),
        ("Acme | SREs, EMs, Lead Backend Engineer | Berlin", ["SREs", "EMs", "Lead Backend Engineer"]),
        ("Acme | Senior &amp; Staff Engineers | Berlin", ["Senior & Staff Engineers"]),
        ("Acme | Director, Data Engineering | Berlin", ["Director, Data Engineering"]),
        ("Acme | Product Engineer | Designer | Berlin", ["Product Engineer", "Designer"]),
        (
            "Acme | Berlin | Onsite | Multiple roles<p>- Cook<p>- QA Engineer<p>- Head of Sales: run it",
            ["QA Engineer", "Head of Sales"],
        ),
        ("Acme | Berlin | Onsite", ["Multiple roles"]),
        ("Acme is hiring a Senior Software Engineer in Berlin.", ["Senior Software Engineer in Berlin"]),
        ("Company: Acme\nRole: Smith Engineer\nLocation: Berlin", ["Smith Engineer"]),
        ("Acme — Senior Director, Data Engineering<p>Apply!", ["Senior Director, Data Engineering"]),
    ],
)
def test_several_roles_are_told_apart_only_where_each_is_one_by_itself(text: str, titles: list[str]) -> None:
    page = thread(text)
    assert [posting.title for posting in page.postings] == titles
    assert {posting.company for posting in page.postings} == {"Acme"}


@pytest.mark.parametrize(
    ("line", "company", "locations", "workplace", "eligibility"),
    [
        ("Acme (YC W21) | Engineer | REMOTE (US)", "Acme", (), "remote", ("US",)),
        ("Acme | Engineer | Remote, USA", "Acme", (), "remote", ("USA",)),
        ("Acme (acme.io) | Engineer | Sunnyvale, CA (Onsite)", "Acme", ("Sunnyvale, CA",), "on-site", ()),
        ("Acme | Engineer | Hybrid in Oslo", "Acme", ("Oslo",), "hybrid", ()),
        ("Acme | Engineer | NYC or Remote (US)", "Acme", ("NYC",), "remote", ("US",)),
        ("Acme | Engineer | Dublin, Ireland (Hybrid, 2 days/wk)", "Acme", ("Dublin, Ireland",), "hybrid", ()),
        ("Cologne, Germany | Acme | Engineer | ONSITE", "Acme", ("Cologne, Germany",), "on-site", ()),
        ("Acme|Remote, Worldwide|Node.js Engineer", "Acme", (), "remote", ("Worldwide",)),
        ("We The Acme | Engineer | Remote", "We The Acme", (), "remote", ()),
        ("Acme | Engineer | React, TypeScript | Remote", "Acme", (), "remote", ()),
    ],
)
def test_each_part_of_a_line_is_known_by_its_words(
    line: str, company: str, locations: tuple[str, ...], workplace: str, eligibility: tuple[str, ...]
) -> None:
    posting = only(line)
    assert (posting.company, posting.locations, posting.workplace) == (company, locations, workplace)
    assert posting.eligibility == eligibility


@pytest.mark.parametrize(
    "text",
    [
        "SEEKING WORK | Engineer | Remote",
        "(CLOSED) Acme | Engineer | Remote",
        "Thank you to everyone!",
        "Hm — as an engineer — I would not.",
        "Location: Oslo\nRemote: Yes\nWilling to relocate: No\nTechnologies: C",
        "",
    ],
)
def test_who_offers_no_job_is_no_posting_and_no_trouble(text: str) -> None:
    page = thread(text)
    assert (page.postings, page.broken) == ((), ())


def test_a_line_of_dashes_that_names_a_role_is_an_offer_whatever_its_text_says() -> None:
    posting = only("Acme — Data Engineer — London — Hybrid — £70k<p>We map the sea floor in Python.")
    assert (posting.company, posting.title, posting.locations) == ("Acme", "Data Engineer", ("London",))
    assert (posting.workplace, posting.pay_text) == ("hybrid", "£70k")


def test_an_offer_that_names_nobody_is_reported() -> None:
    page = thread("Senior Python Engineer | REMOTE (EMEA)<p>Apply here.")
    assert page.postings == ()
    assert [(broken.which, broken.native_id) for broken in page.broken] == [("comment 1", "1")]


def test_the_tree_of_a_thread_is_read_alike() -> None:
    children = [
        {
            "id": 1,
            "parent_id": 9,
            "story_id": 9,
            "text": "Acme | Engineer | Oslo",
            "children": [{"id": 2, "text": "Hm?"}],
        }
    ]
    (posting,) = parsed("hackernews", {"id": 9, "children": children}).postings
    assert (posting.native_id, posting.title, posting.locations) == ("1", "Engineer", ("Oslo",))


def stories(*titles: str) -> dict[str, Any]:
    return {"hits": [{"objectID": str(number), "title": title} for number, title in enumerate(titles, 1)]}


def test_the_newest_thread_is_found_among_what_its_account_opened() -> None:
    source, board = source_type("hackernews"), Board("whoishiring")
    titles = ("Ask HN: Who wants to be hired?", "Ask HN: Who is hiring? (October 2026)", "Ask HN: Who is hiring?")
    page = parsed("hackernews", stories(*titles), board)
    assert page.next is not None
    assert "story_2&" in page.next.url
    offers = parsed("hackernews", HACKERNEWS, board, page.next)
    assert len(offers.postings) == 4
    with pytest.raises(Unreadable, match="no thread"):
        parsed("hackernews", stories("Ask HN: Freelancer?"), board)
    assert source.first(board) != Request(url="")
