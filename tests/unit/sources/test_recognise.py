"""`sources add URL` knows the board from any form of its URL."""

import pytest
import yaml

from jobfinder import sources
from jobfinder.ports import Board, SourceType
from tests.places import SHARED, needs_shared


def found(url: str) -> tuple[SourceType, Board]:
    recognised = sources.recognise(url)
    assert recognised is not None
    return recognised


@needs_shared
def test_every_url_of_the_corpus_is_recognised() -> None:
    corpus = yaml.safe_load((SHARED / "corpus" / "reading-postings.yaml").read_text())
    for case in corpus["source_from_a_url"]:
        source, board = found(case["url"])
        expected = case["expect"]
        assert source.type == expected["source"], case
        assert board.id == expected.get("board", board.id), case
        assert board.native_id == expected.get("native_id", ""), case


@pytest.mark.parametrize(
    ("url", "kind", "first"),
    [
        (
            "boards.greenhouse.io/acme",
            "greenhouse",
            "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true&pay_transparency=true",
        ),
        (
            "https://job-boards.eu.greenhouse.io/acme",
            "greenhouse",
            "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true&pay_transparency=true",
        ),
        ("https://jobs.lever.co/acme", "lever", "https://api.lever.co/v0/postings/acme?mode=json"),
        ("https://jobs.eu.lever.co/acme", "lever", "https://api.eu.lever.co/v0/postings/acme?mode=json"),
        (
            "https://jobs.ashbyhq.com/Acme%20Works/",
            "ashby",
            "https://api.ashbyhq.com/posting-api/job-board/Acme%20Works?includeCompensation=true",
        ),
        (
            "https://careers.smartrecruiters.com/Acme",
            "smartrecruiters",
            "https://api.smartrecruiters.com/v1/companies/Acme/postings?limit=100&offset=0",
        ),
        (
            "https://apply.workable.com/acme/j/ABCDEF0123/",
            "workable",
            "https://apply.workable.com/api/v1/widget/accounts/acme?details=true",
        ),
        ("https://acme.recruitee.com/o/baker", "recruitee", "https://acme.recruitee.com/api/offers/"),
        ("https://jobs.acme.example/api/offers/", "recruitee", "https://jobs.acme.example/api/offers/"),
        ("http://127.0.0.1:8123/v0/postings/acme", "lever", "http://127.0.0.1:8123/v0/postings/acme?mode=json"),
        ("https://x.example/jobs.rss?lang=en", "feed", "https://x.example/jobs.rss?lang=en"),
        ("https://x.example/jobs.atom#x", "feed", "https://x.example/jobs.atom"),
        ("https://x.example/feed.xml", "feed", "https://x.example/feed.xml"),
        ("https://x.example/feed/", "feed", "https://x.example/feed/"),
        ("https://x.example/feeds/jobs", "feed", "https://x.example/feeds/jobs"),
        ("https://x.example/RSS", "feed", "https://x.example/RSS"),
        ("https://x.example/?feed=job_feed", "feed", "https://x.example/?feed=job_feed"),
        ("https://x.example/jobs?format=rss&q=1", "feed", "https://x.example/jobs?format=rss&q=1"),
        ("https://weworkremotely.com/remote-jobs.rss", "feed", "https://weworkremotely.com/remote-jobs.rss"),
        ("https://x.example/sitemap.xml", "jobposting_page", "https://x.example/sitemap.xml"),
        ("https://x.example/feedback", "jobposting_page", "https://x.example/feedback"),
        ("https://x.example/jobs?format=rssless", "jobposting_page", "https://x.example/jobs?format=rssless"),
        ("https://acme.example/careers?gh_jid=1", "jobposting_page", "https://acme.example/careers?gh_jid=1"),
        ("https://apply.workable.com/j/ABCDEF0123", "jobposting_page", "https://apply.workable.com/j/ABCDEF0123"),
        ("acme.example/jobs/1?utm_source=x", "jobposting_page", "https://acme.example/jobs/1"),
    ],
)
def test_a_url_leads_to_the_first_request_for_its_board(url: str, kind: str, first: str) -> None:
    source, board = found(url)
    assert source.type == kind
    assert source.first(board).url == first
    assert board.url.startswith("http")


@pytest.mark.parametrize("url", ["", "  ", "mailto:jobs@acme.example", "file:///etc/passwd", "http://", "http://[x"])
def test_what_is_no_web_address_is_not_recognised(url: str) -> None:
    assert sources.recognise(url) is None


def test_a_recruitee_slug_is_not_taken_for_the_boards_own_id() -> None:
    assert found("https://acme.recruitee.com/o/baker")[1].native_id == ""
