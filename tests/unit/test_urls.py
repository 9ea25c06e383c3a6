"""When two URLs are one page, and what a URL says of a known vendor."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.urls import (
    VendorUrl,
    canonical_url,
    native_key,
    native_keys,
    page_url,
    split_web_url,
    typed_url,
    vendor_url,
)
from tests.places import SHARED, needs_shared

UUID = "a60fb104-ce93-4ba0-8763-ffb075b3eed1"


@needs_shared
def test_every_pair_of_the_corpus_is_told_apart_or_together() -> None:
    corpus = yaml.safe_load((SHARED / "corpus" / "reading-postings.yaml").read_text())
    for case in corpus["identity_of_a_url"]:
        same = canonical_url(case["a"]) == canonical_url(case["b"])
        assert same is (case["expect"] == "same"), case


@pytest.mark.parametrize(
    "other",
    [
        "https://x.example/j/1",
        "http://x.example/j/1",
        "HTTPS://X.Example/j/1",
        "https://www.x.example/j/1",
        "https://x.example:443/j/1",
        "http://x.example:80/j/1",
        "https://x.example./j/1",
        "https://x.example/j/1/",
        "https://x.example/j/1#apply",
        "https://x.example/j/1?",
        "https://x.example/j/1?utm_source=a&utm_medium=b&UTM_CAMPAIGN=c",
        "https://x.example/j/1?gclid=1&fbclid=2&msclkid=3&mc_cid=4&_ga=5&gh_src=6&lever-source=7&lever-source[]=8",
        "https://x.example/%6A/1",
        "x.example/j/1",
        "//x.example/j/1",
        "  https://x.example/j/1\n",
        "<https://x.example/j/1>",
    ],
)
def test_one_page_has_one_canonical_url(other: str) -> None:
    assert canonical_url(other) == "https://x.example/j/1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.example/j?t=1", "https://x.example/j?t=2"),
        ("https://x.example/j?tag=1&tag=2", "https://x.example/j?tag=2"),
        ("https://x.example/j?tag=1&tag=2", "https://x.example/j?tag=2&tag=1"),
        ("https://x.example/#/job/1", "https://x.example/#/job/2"),
        ("https://x.example/#!/job/1", "https://x.example/"),
        ("https://x.example/j?ref=REF1", "https://x.example/j?ref=REF2"),
        ("https://x.example/j?source=1", "https://x.example/j?source=2"),
        ("https://x.example/j?gh_jid=1", "https://x.example/j?gh_jid=2"),
        ("https://x.example:8443/j", "https://x.example/j"),
        ("https://x.example/a%2Fb", "https://x.example/a/b"),
        ("https://x.example/j?q=a%26b", "https://x.example/j?q=a&b"),
        ("https://x.example/J", "https://x.example/j"),
        ("https://jobs.x.example/j", "https://x.example/j"),
    ],
)
def test_two_pages_have_two_canonical_urls(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.example/%c3%a4", "https://x.example/%C3%A4"),
        ("https://x.example/ä b", "https://x.example/%C3%A4%20b"),
        ("https://bücher.example/", "https://xn--bcher-kva.example"),
        ("https://x.example/~a", "https://x.example/%7Ea"),
    ],
)
def test_one_page_may_be_spelt_in_several_ways(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize("url", ["", "mailto:a@b.example", "javascript:x", "http://", "http://[x", "ftp://x.example/"])
def test_what_is_no_web_url_comes_back_as_it_is(url: str) -> None:
    assert canonical_url(f" {url} ") == page_url(f" {url} ") == url
    assert split_web_url(url) is None
    assert native_keys(url) == ()


@given(st.text(max_size=60))
def test_a_canonical_url_is_its_own_canonical_url(text: str) -> None:
    for url in (text, f"https://x.example/{text}", f"https://x.example/?{text}", f"https://{text}/x"):
        once = canonical_url(url)
        assert canonical_url(once) == once
        native_keys(url)
        vendor_url(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://WWW.X.example/J?a=1&utm_source=x&b=#top", "https://www.x.example/J?a=1&b="),
        ("x.example/jobs.rss?lang=en", "https://x.example/jobs.rss?lang=en"),
        ("http://x.example:8080/j/", "http://x.example:8080/j/"),
    ],
)
def test_a_page_is_fetched_where_it_was_said_to_be(url: str, expected: str) -> None:
    assert page_url(url) == expected


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("jobs.lever.co/acme", "https://jobs.lever.co/acme"),
        ("127.0.0.1:8123/x", "https://127.0.0.1:8123/x"),
        ("localhost:8123", "https://localhost:8123"),
        ("http://x.example", "http://x.example"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("", ""),
    ],
)
def test_what_a_person_types_gets_a_scheme(typed: str, url: str) -> None:
    assert typed_url(typed) == url


G, L, A, S, W, R = "greenhouse", "lever", "ashby", "smartrecruiters", "workable", "recruitee"


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://boards.greenhouse.io/acme", VendorUrl(G, "acme")),
        ("https://boards.greenhouse.io/acme/", VendorUrl(G, "acme")),
        ("https://boards.greenhouse.io//acme?gh_src=x#jobs", VendorUrl(G, "acme")),
        ("boards.greenhouse.io/acme", VendorUrl(G, "acme")),
        ("HTTP://WWW.Boards.Greenhouse.IO:80/acme", VendorUrl(G, "acme")),
        ("https://boards.greenhouse.io/acme/jobs/123", VendorUrl(G, "acme", "123")),
        ("https://boards.greenhouse.io/acme/jobs/123-baker#app", VendorUrl(G, "acme", "123")),
        ("https://boards.greenhouse.io/acme?gh_jid=123", VendorUrl(G, "acme", "123")),
        ("https://boards.greenhouse.io/embed/job_board?for=acme", VendorUrl(G, "acme")),
        ("https://boards.greenhouse.io/embed/job_board/js?for=acme&b=x", VendorUrl(G, "acme")),
        ("https://boards.greenhouse.io/embed/job_app?for=acme&token=123", VendorUrl(G, "acme", "123")),
        ("https://boards.greenhouse.io/embed/job_app?token=123", VendorUrl(G, "", "123")),
        ("https://job-boards.greenhouse.io/acme/jobs/123", VendorUrl(G, "acme", "123")),
        ("https://job-boards.eu.greenhouse.io/acme/jobs/123", VendorUrl(G, "acme", "123", region="eu")),
        ("https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true", VendorUrl(G, "acme")),
        ("https://boards-api.greenhouse.io/v1/boards/acme/jobs/123", VendorUrl(G, "acme", "123")),
        ("https://boards-api.greenhouse.io/v1/boards/acme", VendorUrl(G, "acme")),
        ("https://api.greenhouse.io/v1/boards/acme/embed/jobs", VendorUrl(G, "acme")),
        ("https://jobs.lever.co/acme", VendorUrl(L, "acme")),
        (f"https://jobs.lever.co/acme/{UUID}", VendorUrl(L, "acme", UUID)),
        (f"https://jobs.lever.co/acme/{UUID}/apply?lever-source=x", VendorUrl(L, "acme", UUID)),
        ("https://jobs.lever.co/acme?team=Sales", VendorUrl(L, "acme")),
        (f"https://jobs.eu.lever.co/acme/{UUID}", VendorUrl(L, "acme", UUID, region="eu")),
        ("https://api.lever.co/v0/postings/acme?mode=json", VendorUrl(L, "acme")),
        (f"https://api.eu.lever.co/v0/postings/acme/{UUID}", VendorUrl(L, "acme", UUID, region="eu")),
        ("https://jobs.ashbyhq.com/acme", VendorUrl(A, "acme")),
        ("https://jobs.ashbyhq.com/Acme%20Works", VendorUrl(A, "Acme Works")),
        (f"https://jobs.ashbyhq.com/acme.ai/{UUID}/application", VendorUrl(A, "acme.ai", UUID)),
        ("https://jobs.ashbyhq.com/acme/embed?version=2", VendorUrl(A, "acme")),
        ("https://api.ashbyhq.com/posting-api/job-board/acme?includeCompensation=true", VendorUrl(A, "acme")),
        ("https://jobs.smartrecruiters.com/Acme", VendorUrl(S, "Acme")),
        ("https://jobs.smartrecruiters.com/Acme/7439-title", VendorUrl(S, "Acme", "7439")),
        ("https://jobs.smartrecruiters.com/Acme/744000138728139", VendorUrl(S, "Acme", "744000138728139")),
        (f"https://jobs.smartrecruiters.com/oneclick-ui/company/Acme/publication/{UUID}", VendorUrl(S, "Acme", UUID)),
        ("https://careers.smartrecruiters.com/Acme", VendorUrl(S, "Acme")),
        ("https://api.smartrecruiters.com/v1/companies/Acme/postings?limit=100", VendorUrl(S, "Acme")),
        ("https://api.smartrecruiters.com/v1/companies/Acme/postings/744", VendorUrl(S, "Acme", "744")),
        ("https://apply.workable.com/acme", VendorUrl(W, "acme")),
        ("https://apply.workable.com/acme/#jobs", VendorUrl(W, "acme")),
        ("https://apply.workable.com/acme/j/ABCDEF0123/apply", VendorUrl(W, "acme", "ABCDEF0123")),
        ("https://apply.workable.com/j/ABCDEF0123", VendorUrl(W, "", "ABCDEF0123")),
        ("https://acme.workable.com", VendorUrl(W, "acme")),
        ("https://acme.workable.com/j/ABCDEF0123", VendorUrl(W, "acme", "ABCDEF0123")),
        ("https://apply.workable.com/api/v1/widget/accounts/acme?details=true", VendorUrl(W, "acme")),
        ("https://apply.workable.com/api/v1/accounts/acme", VendorUrl(W, "acme")),
        ("https://www.workable.com/api/accounts/acme?details=true", VendorUrl(W, "acme")),
        ("https://acme.recruitee.com", VendorUrl(R, "acme")),
        ("https://acme.recruitee.com/o/baker", VendorUrl(R, "acme", "baker")),
        ("https://acme.recruitee.com/nl/o/baker/c/new", VendorUrl(R, "acme", "baker")),
        ("https://acme.recruitee.com/api/offers/", VendorUrl(R, "acme")),
        (
            "https://jobs.acme.example/api/offers/",
            VendorUrl(R, "jobs.acme.example", origin="https://jobs.acme.example"),
        ),
        ("http://127.0.0.1:8123/v1/boards/acme/jobs", VendorUrl(G, "acme", origin="http://127.0.0.1:8123")),
        ("http://127.0.0.1:8123/v0/postings/acme", VendorUrl(L, "acme", origin="http://127.0.0.1:8123")),
    ],
)
def test_every_form_of_a_vendors_urls_is_known(url: str, named: VendorUrl) -> None:
    assert vendor_url(url) == named


@pytest.mark.parametrize(
    "url",
    [
        "https://boards.greenhouse.io/",
        "https://boards.greenhouse.io/embed/job_board",
        "https://boards.greenhouse.io/%2e%2e/jobs/1",
        "https://boards.greenhouse.io/a%2Fb",
        "https://boards.greenhouse.io/a%00b",
        "https://boards.greenhouse.io.evil.example/acme",
        "https://notjobs.lever.co.example/acme",
        "https://evil.example/?u=https://jobs.lever.co/acme",
        "https://jobs.lever.co",
        "https://www.lever.co/acme",
        "https://jobs.workable.com/view/x/baker-at-acme",
        "https://www.workable.com/",
        "https://help.workable.com/x",
        "https://app.recruitee.com/login",
        "https://recruitee.com/o/x",
        "https://acme.example/careers?gh_jid=123",
    ],
)
def test_what_names_no_board_of_a_vendor_is_not_taken_for_one(url: str) -> None:
    assert vendor_url(url) is None


@pytest.mark.parametrize(
    ("urls", "keys"),
    [
        (
            [
                "https://boards.greenhouse.io/acme/jobs/4679941006",
                "https://job-boards.greenhouse.io/acme/jobs/4679941006?gh_src=x",
                "https://boards.greenhouse.io/embed/job_app?token=4679941006",
                "https://acme.example/careers/?gh_jid=4679941006&utm_source=x",
                "https://boards.greenhouse.io/acme?gh_jid=4679941006",
            ],
            ("greenhouse:4679941006",),
        ),
        (
            [f"https://jobs.lever.co/acme/{UUID}", f"https://jobs.lever.co/ACME/{UUID.upper()}/apply"],
            (f"lever:{UUID}",),
        ),
        (
            [f"https://jobs.ashbyhq.com/acme/{UUID}", f"https://acme.example/jobs?ashby_jid={UUID}"],
            (f"ashby:{UUID}",),
        ),
        (
            ["https://apply.workable.com/j/ABCDEF0123", "https://apply.workable.com/acme/j/ABCDEF0123/"],
            ("workable:abcdef0123",),
        ),
        (
            ["https://jobs.smartrecruiters.com/Acme/744000138728139-baker?x=1"],
            ("smartrecruiters:744000138728139",),
        ),
        (["https://acme.recruitee.com/o/baker", "https://acme.recruitee.com/o/baker/c/new"], ("recruitee:acme:baker",)),
        (["https://boards.greenhouse.io/acme/jobs/123"], ("greenhouse:acme:123",)),
        (["https://acme.example/careers?gh_jid=123"], ()),  # too short to be of one board only
        (["https://boards.greenhouse.io/acme", "https://acme.example/jobs/1", "https://jobs.lever.co/acme"], ()),
    ],
)
def test_all_links_to_one_posting_share_its_key(urls: list[str], keys: tuple[str, ...]) -> None:
    assert [native_keys(url) for url in urls] == [keys] * len(urls)


def test_a_boards_own_listing_and_a_link_to_it_share_a_key() -> None:
    assert native_key("greenhouse", "acme", "4679941006") in native_keys("https://x.example/?gh_jid=4679941006")
    assert native_key("greenhouse", "Acme", "12") in native_keys("https://boards.greenhouse.io/acme/jobs/12")


def test_two_boards_with_the_same_short_id_share_no_key() -> None:
    assert native_key("greenhouse", "acme", "12") != native_key("greenhouse", "other", "12")


def test_no_id_makes_no_key() -> None:
    assert native_key("lever", "acme", "") == native_key("recruitee", "", "baker") == ""
