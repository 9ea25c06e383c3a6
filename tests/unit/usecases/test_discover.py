"""A company's board is found from any page of its site, and nobody else's is taken for it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from jobfinder.domain.board_owner import How, Verdict
from jobfinder.errors import Blocked, JobFinderError, Permanent, Retryable
from jobfinder.fetch import LibraryFetcher
from jobfinder.ports import Ports, Request, Response
from jobfinder.usecases.add_company import find_boards
from jobfinder.usecases.discover import MOST_BOARDS, MOST_PAGES, discover
from jobfinder.usecases.found_boards import Discovery
from tests.unit.usecases.conftest import Clock
from tests.unit.usecases.web_of_sites import WebOfSites, greenhouse, greenhouse_job, lever, lever_posting

Look = Callable[[Mapping[str, str | bytes | JobFinderError]], Discovery]
SITE = "https://fern.example"
BOARD = greenhouse("fern", greenhouse_job(1, company_name="Fern"), greenhouse_job(2, company_name="Fern"))
HOME = '<title>Fern · Plants</title><a href="/about">About</a><a href="/work">Careers</a>'


@pytest.fixture
def look(ports: Ports) -> Look:
    def look(pages: Mapping[str, str | bytes | JobFinderError], url: str = SITE) -> Discovery:
        return discover(url, replace(ports, fetcher=WebOfSites(pages)))

    return look


def keys(discovery: Discovery) -> list[str]:
    return [each.source.key for each in discovery.found]


@pytest.mark.parametrize(
    ("page", "how"),
    [
        ('<a href="https://boards.greenhouse.io/fern/jobs/1">Gardener</a>', How.LINKED),
        ('<iframe src="https://boards.greenhouse.io/embed/job_board?for=fern"></iframe>', How.EMBEDDED),
        ('<script src="//boards.greenhouse.io/embed/job_board/js?for=fern&amp;b=x"></script>', How.EMBEDDED),
        ('<div data-board="https://job-boards.greenhouse.io/fern"></div>', How.EMBEDDED),
        (
            '<script>load({"url":"https:\\/\\/boards-api.greenhouse.io\\/v1\\/boards\\/fern\\/jobs"})</script>',
            How.NAMED,
        ),
        (
            '<script type="application/ld+json">{"@type":"JobPosting","url":"https://boards.greenhouse.io/fern/jobs/1"}'
            "</script>",
            How.NAMED,
        ),
        ("-> https://job-boards.greenhouse.io/fern", How.REDIRECTED),
    ],
    ids=["link", "frame", "script", "widget", "data", "json-ld", "redirect"],
)
def test_a_board_is_found_however_the_careers_page_names_it(page: str, how: How, look: Look) -> None:
    found = look({SITE: HOME, f"{SITE}/work": page, **BOARD}).found
    assert [(each.source.key, each.how, each.is_proven) for each in found] == [("greenhouse:fern", how, True)]
    assert len(found[0].trial.postings) == 2


@pytest.mark.parametrize(
    ("page", "key"),
    [
        (
            "<script>whr_embed(53521, {detail: 'titles'});</script><script src='https://www.workable.com/assets/embed.js'>",
            "workable:53521",
        ),
        ("<script>window.leverJobsOptions = {accountName: 'fern'}</script>", "lever:fern"),
        (
            '<script src="//static.smartrecruiters.com/w.js"></script><script>widget({"company_code": "Fern"})',
            "smartrecruiters:Fern",
        ),
        ('<div id="BambooHR" data-domain="fern.bamboohr.com"></div>', "bamboohr:fern"),
        ('<a href="https://fern.jobs.personio.de/job/12">Jobs</a>', "personio:fern"),
        ('<a href="https://fern.wd3.myworkdayjobs.com/en-US/Plants">Jobs</a>', "workday:fern.wd3:Plants"),
        ('<a href="https://careers-fern.icims.com/jobs/intro">Jobs</a>', "icims:careers-fern"),
        ('<a href="https://jobs.ashbyhq.com/fern/embed?version=2">Jobs</a>', "ashby:fern"),
        (
            '<link href="https://assets-cdn.recruitee.com/x.css"><img src="https://assets.recruitee.com/a.png">',
            "recruitee:fern.example",
        ),
        ('<script src="https://scripts.teamtailor-cdn.com/a.js"></script>', "teamtailor:fern.example"),
    ],
)
def test_boards_of_all_vendors_are_recognised(page: str, key: str, look: Look) -> None:
    assert key in keys(look({SITE: page}))


def test_a_board_that_a_library_reads_is_found_and_says_what_it_needs(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ats_scrapers.scrapers", None)
    web = LibraryFetcher(WebOfSites({SITE: '<a href="https://jobs.jobvite.com/fern">Jobs</a>'}))
    (found,) = discover(SITE, replace(ports, fetcher=web)).found
    assert found.source.key == "ats_scrapers:jobvite/fern"
    assert "more-boards" in str(found.trial.error)


def test_the_usual_addresses_are_tried_where_no_link_leads_to_jobs(look: Look) -> None:
    found = look({SITE: "<p>Plants.</p>", f"{SITE}/jobs": "https://boards.greenhouse.io/fern", **BOARD})
    assert keys(found) == ["greenhouse:fern"]
    found = look(
        {SITE: "<p>Plants.</p>", "https://careers.fern.example/": "https://boards.greenhouse.io/fern", **BOARD}
    )
    assert keys(found) == ["greenhouse:fern"]


def test_all_boards_of_a_company_are_shown(look: Look) -> None:
    page = 'https://boards.greenhouse.io/fern <a href="https://jobs.lever.co/fern">Jobs in Europe</a>'
    found = look({SITE: page, **BOARD, **lever("fern", lever_posting(1))})
    assert sorted(keys(found)) == ["greenhouse:fern", "lever:fern"]
    assert len(found.proven) == 2


def test_the_pages_names_become_the_employer_where_the_board_gives_its_id(look: Look) -> None:
    page = '<meta property="og:site_name" content="Fern Plants"><a href="https://jobs.lever.co/fern">Jobs</a>'
    (found,) = look({SITE: page, **lever("fern", lever_posting(1))}).found
    assert found.source.company == "Fern Plants"


# -- whose board it is ------------------------------------------------------------------------------------------------


def test_a_board_that_names_another_company_is_refused_although_the_site_links_to_it(look: Look) -> None:
    board = greenhouse("fern", greenhouse_job(1, company_name="Fern Robotics"))
    (found,) = look({SITE: '<a href="https://boards.greenhouse.io/fern">Jobs</a>', **board}).found
    assert found.judgement.verdict is Verdict.REFUSED
    assert "Fern Robotics" in found.judgement.compared[0]
    assert not found.is_offered


def test_a_guessed_board_with_the_right_name_is_refused_without_a_way_back(look: Look) -> None:
    elsewhere = greenhouse_job(1, company_name="Fern", absolute_url="https://fernbank.example/jobs?gh_jid=1")
    (found,) = look({SITE: "<p>Plants.</p>", **greenhouse("fern", elsewhere)}).found
    assert found.how is How.GUESSED
    assert found.judgement.verdict is Verdict.REFUSED
    assert "fernbank.example" in found.judgement.compared[0]
    (silent,) = look({SITE: "<p>Plants.</p>", **BOARD}).found
    assert silent.judgement.verdict is Verdict.REFUSED


@pytest.mark.parametrize(
    "job",
    [
        greenhouse_job(1, absolute_url="https://www.fern.example/work?gh_jid=1"),
        greenhouse_job(1, content="&lt;a href=&quot;https://fern.example/about&quot;&gt;us&lt;/a&gt;"),
        greenhouse_job(1, content="Write to jobs@fern.example."),
    ],
    ids=["address", "link", "mail"],
)
def test_a_guessed_board_that_leads_back_to_the_site_is_proven(job: dict[str, object], look: Look) -> None:
    (found,) = look({SITE: "<p>Plants.</p>", **greenhouse("fern", job)}).found
    assert (found.how, found.is_proven) == (How.GUESSED, True)


def test_a_linked_board_that_nothing_ties_to_the_company_is_a_persons_to_judge(look: Look) -> None:
    page = '<p>Our friends are <a href="https://jobs.lever.co/moss">hiring</a></p>'
    (found,) = look({SITE: page, **lever("moss", lever_posting(1, "moss"))}).found
    assert found.judgement.verdict is Verdict.UNPROVEN
    assert found.is_offered
    assert not found.is_proven


def test_what_another_site_embeds_is_only_as_good_as_a_link(look: Look) -> None:
    pages = {
        SITE: '<a href="https://friends.example/">Careers at our friends</a>',
        "https://friends.example/": '<iframe src="https://jobs.lever.co/moss"></iframe>',
    }
    (found,) = look({**pages, **lever("moss", lever_posting(1, "moss"))}).found
    assert found.judgement.verdict is Verdict.UNPROVEN


def test_a_board_that_has_nothing_or_does_not_answer_is_shown_but_not_proven(look: Look) -> None:
    page = '<a href="https://boards.greenhouse.io/fern">Jobs</a><a href="https://jobs.lever.co/fern">Jobs</a>'
    found = {each.source.key: each for each in look({SITE: page, **greenhouse("fern")}).found}
    assert not found["greenhouse:fern"].is_proven
    assert found["greenhouse:fern"].is_offered
    assert found["lever:fern"].trial.error is not None
    assert not found["lever:fern"].is_offered


def test_a_site_that_moved_to_another_domain_is_the_company_there(look: Look) -> None:
    job = greenhouse_job(1, absolute_url="https://fern.test/jobs?gh_jid=1")
    pages = {SITE: "-> https://fern.test/", "https://fern.test/": "https://boards.greenhouse.io/fern"}
    assert look({**pages, **greenhouse("fern", job)}).proven


# -- the company's own lists ------------------------------------------------------------------------------------------


POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Gardener",
    "hiringOrganization": {"@type": "Organization", "name": "Fern"},
    "identifier": {"@type": "PropertyValue", "value": "7"},
    "url": f"{SITE}/work/gardener-7",
    "description": "Tend ferns.",
}
PAGE = f'<script type="application/ld+json">{json.dumps(POSTING)}</script>'


def test_without_a_vendor_the_companys_own_page_of_postings_is_the_board(look: Look) -> None:
    (found,) = look({SITE: HOME, f"{SITE}/work": PAGE}).found
    assert found.source.key == f"jobposting_page:{SITE}/work"
    assert found.is_proven


def test_without_a_vendor_the_companys_own_feed_of_jobs_is_the_board(look: Look) -> None:
    feed = (
        "<rss version='2.0'><channel><title>Jobs at Fern</title><item><title>Gardener</title><guid>7</guid>"
        f"<link>{SITE}/work/7</link><author>Fern</author></item></channel></rss>"
    )
    page = '<link rel="alternate" type="application/rss+xml" title="Open jobs" href="/work.rss">'
    page += '<link rel="alternate" type="application/rss+xml" title="News" href="/news.rss">'
    found = look({SITE: page, f"{SITE}/work.rss": feed})
    assert keys(found) == [f"feed:{SITE}/work.rss"]


def test_at_last_the_sites_map_is_looked_into(look: Look) -> None:
    sitemap = f"<urlset><url><loc>{SITE}/jobs/gardener-7</loc></url></urlset>"
    pages = {SITE: "<p>Plants.</p>", f"{SITE}/sitemap.xml": sitemap}
    assert keys(look({**pages, f"{SITE}/jobs/gardener-7": PAGE})) == [f"sitemap:{SITE}/sitemap.xml"]
    assert keys(look({**pages, f"{SITE}/jobs/gardener-7": "<p>No posting.</p>"})) == []


# -- limits -----------------------------------------------------------------------------------------------------------


def test_no_more_pages_are_read_than_are_allowed(ports: Ports) -> None:
    links = "".join(f'<a href="/careers/{number}">Careers</a>' for number in range(500))
    web = WebOfSites({SITE: links, **{f"{SITE}/careers/{number}": links for number in range(500)}})
    found = discover(SITE, replace(ports, fetcher=web))
    assert not found.found
    assert len(found.visited) == MOST_PAGES
    assert sum(url.startswith(SITE) for url in web.asked) <= MOST_PAGES + 1  # and the map of the site


def test_of_many_boards_a_few_are_looked_into_those_with_the_sites_name_first(look: Look) -> None:
    others = "".join(f'<a href="https://jobs.lever.co/other{number}">hiring</a>' for number in range(30))
    found = look({SITE: f'{others}<a href="https://boards.greenhouse.io/fern">Jobs</a>', **BOARD})
    assert len(found.found) == MOST_BOARDS
    assert found.not_tried == 31 - MOST_BOARDS
    assert [each.source.key for each in found.proven] == ["greenhouse:fern"]


def test_a_vendors_own_hosts_are_no_customers(look: Look) -> None:
    page = '<script src="https://assets.breezy.hr/a.js"></script><img src="https://cdn.pinpointhq.com/b.png">'
    assert not [key for key in keys(look({SITE: page})) if key.endswith((":assets", ":cdn"))]


def test_a_site_that_cannot_be_read_says_why(look: Look) -> None:
    with pytest.raises(Blocked, match="refuses"):
        look({url: Blocked("The site refuses us") for url in (SITE, f"{SITE}/", f"{SITE}/careers")})
    with pytest.raises(Permanent, match="not a web address"):
        look({}, "fern")


def test_of_a_site_that_refuses_programs_a_board_that_leads_back_to_it_is_found_all_the_same(look: Look) -> None:
    refused = {url: Blocked("The site refuses us") for url in (SITE, f"{SITE}/")}
    job = greenhouse_job(1, absolute_url=f"{SITE}/work?gh_jid=1")
    assert [each.is_proven for each in look({**refused, **greenhouse("fern", job)}).found] == [True]
    with pytest.raises(Blocked):
        look({**refused, **BOARD})


def test_slow_sites_and_boards_end_the_search(ports: Ports, clock: Clock) -> None:
    class Slow(WebOfSites):
        def fetch(self, request: Request) -> Response:
            clock.advance(seconds=25)
            return super().fetch(request)

    links = "".join(f'<a href="https://jobs.lever.co/fern{number}">Jobs</a>' for number in range(5))
    web = Slow({SITE: HOME, f"{SITE}/work": links})
    found = discover(SITE, replace(ports, fetcher=web))
    assert len(web.asked) == 5  # two pages, then boards until there is no time for one more
    assert (len(found.found), found.not_tried) == (3, 2)


def test_a_board_on_the_companys_own_host_is_read_there(look: Look) -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Fern", "items": [
        {"id": "7", "url": "https://career.fern.example/jobs/7", "title": "Gardener", "content_html": "Tend."}
    ]}  # fmt: skip
    pages = {
        SITE: '<a href="https://career.fern.example/">Careers</a>',
        "https://career.fern.example/": '<script src="https://scripts.teamtailor-cdn.com/a.js"></script>',
        "https://career.fern.example/jobs.json": json.dumps(feed),
    }
    (found,) = look(pages).found
    assert (found.source.type, found.source.endpoint) == ("teamtailor", "https://career.fern.example")
    assert found.is_proven


def test_one_page_that_fails_does_not_stop_the_search(look: Look) -> None:
    pages = {
        SITE: HOME,
        f"{SITE}/work": Retryable("The site has a fault"),
        f"{SITE}/careers": "https://boards.greenhouse.io/fern",
    }
    found = look({**pages, **BOARD})
    assert keys(found) == ["greenhouse:fern"]
    assert found.failed == [f"{SITE}/work", f"{SITE}/"]


def test_an_address_of_a_board_is_tried_out_and_nothing_else_is_asked(ports: Ports) -> None:
    web = WebOfSites(BOARD)
    (found,) = find_boards("https://boards.greenhouse.io/fern/jobs/1", replace(ports, fetcher=web)).found
    assert found.is_proven
    assert len(web.asked) == 1
