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
        ("https://weworkremotely.com/remote-jobs.rss", "weworkremotely", "https://weworkremotely.com/remote-jobs.rss"),
        ("https://x.example/sitemap.xml", "sitemap", "https://x.example/sitemap.xml"),
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


WORKDAY = "https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/External/jobs"
ORACLE = (
    "/hcmRestApi/resources/latest/recruitingCEJobRequisitions?onlyData=true&expand=requisitionList.secondaryLocations"
    "&finder=findReqs;siteNumber=CX_1,limit=25,offset=0,sortBy=POSTING_DATES_DESC"
)
ADZUNA = "?app_id={ADZUNA_APP_ID}&app_key={ADZUNA_APP_KEY}&results_per_page=50&sort_by=date"
ICIMS = "/jobs/search?pr=0&in_iframe=1"
HN = "https://hn.algolia.com/api/v1/search_by_date?tags="


@pytest.mark.parametrize(
    ("url", "kind", "board", "native_id", "first"),
    [
        ("acme.wd5.myworkdayjobs.com/External", "workday", "acme.wd5:External", "", WORKDAY),
        (
            "https://acme.wd5.myworkdayjobs.com/en-US/External/job/X/Y_R-1",
            "workday",
            "acme.wd5:External",
            "R-1",
            WORKDAY,
        ),
        (f"{WORKDAY}?x=1", "workday", "acme.wd5:External", "", WORKDAY),
        (
            "https://wd3.myworkdaysite.com/en-US/recruiting/acme/Ext/job/X/Y_R1",
            *("workday", "acme:Ext", "R1", "https://wd3.myworkdaysite.com/wday/cxs/acme/Ext/jobs"),
        ),
        ("acme.jobs.personio.de/job/12", "personio", "acme", "12", "https://acme.jobs.personio.de/xml"),
        ("https://acme.jobs.personio.com/", "personio", "acme", "", "https://acme.jobs.personio.com/xml"),
        ("acme.bamboohr.com/careers/39", "bamboohr", "acme", "39", "https://acme.bamboohr.com/careers/list"),
        (
            "acme.teamtailor.com/jobs/7793185-x",
            "teamtailor",
            "acme",
            "7793185",
            "https://acme.teamtailor.com/jobs.json",
        ),
        ("https://career.acme.se/jobs.json", "teamtailor", "career.acme.se", "", "https://career.acme.se/jobs.json"),
        (
            "acme.breezy.hr/p/e63605aeb81c-x",
            "breezy",
            "acme",
            "e63605aeb81c",
            "https://acme.breezy.hr/json?verbose=true",
        ),
        ("acme.pinpointhq.com/en/postings/1", "pinpoint", "acme", "", "https://acme.pinpointhq.com/postings.json"),
        (
            "https://ats.rippling.com/en-GB/acme/jobs/3c36e9c8-1bee-45a2-94fe-09f10ccbe10f",
            *("rippling", "acme", "3c36e9c8-1bee-45a2-94fe-09f10ccbe10f"),
            "https://api.rippling.com/platform/api/ats/v1/board/acme/jobs",
        ),
        (
            "careers-acme.icims.com/jobs/12/x/job",
            "icims",
            "careers-acme",
            "12",
            f"https://careers-acme.icims.com{ICIMS}",
        ),
        (
            "https://acme.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1/job/25",
            *("oraclecloud", "acme.fa.us2:CX_1", "25", f"https://acme.fa.us2.oraclecloud.com{ORACLE}"),
        ),
        ("remoteok.com", "remoteok", "all", "", "https://remoteok.com/api"),
        (
            "https://remoteok.com/remote-python-jobs",
            "remoteok",
            "tags=python",
            "",
            "https://remoteok.com/api?tags=python",
        ),
        (
            "https://remotive.com/remote-jobs/qa",
            "remotive",
            "category=qa",
            "",
            "https://remotive.com/api/remote-jobs?category=qa",
        ),
        (
            "https://weworkremotely.com/categories/remote-design-jobs",
            *("weworkremotely", "remote-design-jobs", ""),
            "https://weworkremotely.com/categories/remote-design-jobs.rss",
        ),
        ("www.arbeitnow.com", "arbeitnow", "all", "", "https://www.arbeitnow.com/api/job-board-api?page=1"),
        ("https://himalayas.app/jobs", "himalayas", "all", "", "https://himalayas.app/jobs/api?limit=20&offset=0"),
        ("https://jobicy.com/?geo=uk", "jobicy", "geo=uk", "", "https://jobicy.com/api/v2/remote-jobs?count=50&geo=uk"),
        (
            "https://www.themuse.com/api/public/jobs?page=3&category=Arts",
            *("themuse", "category=Arts", "", "https://www.themuse.com/api/public/jobs?page=1&category=Arts"),
        ),
        (
            "torre.ai/search/jobs",
            "torre",
            "all",
            "",
            "https://search.torre.co/opportunities/_search?size=20&aggregate=false",
        ),
        (
            "https://news.ycombinator.com/item?id=47975571",
            *("hackernews", "47975571", "", f"{HN}comment,story_47975571&hitsPerPage=1000&page=0"),
        ),
        (
            "https://news.ycombinator.com/submitted?id=whoishiring",
            *("hackernews", "whoishiring", "", f"{HN}story,author_whoishiring&hitsPerPage=6"),
        ),
        (
            "https://www.adzuna.co.uk/search?q=cook&w=Leeds",
            *("adzuna", "country=co.uk&what=cook&where=Leeds", ""),
            f"https://api.adzuna.com/v1/api/jobs/gb/search/1{ADZUNA}&what=cook&where=Leeds",
        ),
        (
            "https://www.usajobs.gov/search/results/?k=nurse",
            *("usajobs", "Keyword=nurse", ""),
            "https://data.usajobs.gov/api/search?ResultsPerPage=500&Page=1&Fields=Full&Keyword=nurse",
        ),
        (
            "https://acme.example/sitemap_index.xml",
            "sitemap",
            "https://acme.example/sitemap_index.xml",
            "",
            "https://acme.example/sitemap_index.xml",
        ),
    ],
)
def test_a_url_names_the_board_and_the_posting(url: str, kind: str, board: str, native_id: str, first: str) -> None:
    source, named = found(url)
    assert (source.type, named.id, named.native_id) == (kind, board, native_id)
    assert source.first(named).url == first


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/wday/cxs/acme/External/jobs", "workday"),
        ("/xml?language=en", "personio"),
        ("/careers/list", "bamboohr"),
        ("/jobs.json", "teamtailor"),
        ("/json", "breezy"),
        ("/postings.json", "pinpoint"),
        ("/platform/api/ats/v1/board/acme/jobs", "rippling"),
        ("/jobs/search?pr=0&in_iframe=1", "icims"),
        (ORACLE, "oraclecloud"),
        ("/api", "remoteok"),
        ("/api/remote-jobs", "remotive"),
        ("/api/job-board-api?page=1", "arbeitnow"),
        ("/jobs/api?limit=20", "himalayas"),
        ("/api/v2/remote-jobs?count=50", "jobicy"),
        ("/api/public/jobs?page=1", "themuse"),
        ("/opportunities/_search", "torre"),
        ("/api/v1/search_by_date?tags=comment,story_1", "hackernews"),
        ("/api/v1/items/1", "hackernews"),
        ("/v1/api/jobs/gb/search/1", "adzuna"),
        ("/api/search?Keyword=nurse", "usajobs"),
    ],
)
def test_the_path_of_a_boards_api_is_known_on_this_machine(path: str, kind: str) -> None:
    source, board = found(f"http://127.0.0.1:8123{path}")
    assert source.type == kind
    assert source.first(board).url.startswith("http://127.0.0.1:8123/")


@pytest.mark.parametrize(
    "url",
    [
        "https://acme.example/careers/list",
        "https://acme.example/api",
        "https://acme.example/api/search?Keyword=x",
        "https://acme.wd5.myworkdayjobs.com/en-US",
        "https://remoteok.com/remote-jobs/remote-coder-acme-900001",
        "https://himalayas.app/companies/acme/jobs/guide",
        "https://news.ycombinator.com/item?id=x",
        "https://news.ycombinator.com/user?id=pg",
        "https://weworkremotely.com/remote-jobs/acme-joiner",
        "https://www.bamboohr.com/careers/",
        "https://notremoteok.com/",
    ],
)
def test_a_page_of_one_job_or_of_another_site_is_not_taken_for_a_board(url: str) -> None:
    assert found(url)[0].type == "jobposting_page"


@pytest.mark.parametrize("url", ["", "  ", "mailto:jobs@acme.example", "file:///etc/passwd", "http://", "http://[x"])
def test_what_is_no_web_address_is_not_recognised(url: str) -> None:
    assert sources.recognise(url) is None


def test_a_recruitee_slug_is_not_taken_for_the_boards_own_id() -> None:
    assert found("https://acme.recruitee.com/o/baker")[1].native_id == ""
