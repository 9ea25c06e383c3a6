"""What libraries read: their requests go out through the guarded fetcher, and one bad item costs no board."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request as Asked
from werkzeug import Response as Answer

from jobfinder.domain.library_boards import ATS_SCRAPERS, JOBSPY, SYSTEMS, library_call, library_url
from jobfinder.errors import Blocked, Gone, Misconfigured, Permanent, Refused, Retryable, Unreadable
from jobfinder.fetch import HttpFetcher, LibraryFetcher
from jobfinder.ports import Board, Page, Request, Response
from jobfinder.sources import recognise, source_type
from tests.fakes import ats_scrapers_library
from tests.fakes.ats_scrapers_library import Recruiterbox

BOARD = Board("recruiterbox/fern")


@pytest.fixture
def fetcher(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[LibraryFetcher]:
    base = httpserver.url_for("").rstrip("/")
    ats_scrapers_library.install(monkeypatch, base)
    guarded = HttpFetcher(user_agent="JobFinder tests", allow_hosts=(f"{httpserver.host}:{httpserver.port}",))
    yield LibraryFetcher(guarded)
    guarded.close()


def item(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": str(number),
        "title": f"Gardener {number}",
        "url": f"https://fern.example/{number}",
        "open": True,
        "text": "Tend.",
        **more,
    }


def read(board: Board, fetcher: LibraryFetcher) -> Page:
    kind = source_type("ats_scrapers")
    request = kind.first(board)
    return kind.parse(fetcher.fetch(request).body, board, request)


# -- ats-scrapers -----------------------------------------------------------------------------------------------------


def test_every_request_of_the_library_goes_out_as_ours(httpserver: HTTPServer, fetcher: LibraryFetcher) -> None:
    httpserver.expect_request("/fern/1").respond_with_json({"items": [item(1)], "next": "/fern/2"})
    httpserver.expect_request("/fern/2").respond_with_json({"items": [item(2), item(3, open=False)]})
    page = read(BOARD, fetcher)
    assert [posting.native_id for posting in page.postings] == ["1", "2"]
    assert page.postings[0].text == "Tend."
    assert not page.broken
    assert len(httpserver.log) == 2
    for request, _ in httpserver.log:
        assert request.headers["User-Agent"] == "JobFinder tests"
        assert request.headers["X-Own"] == "kept"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [({"url": "no address"}, "valid URL"), ({"text": None}, "'NoneType'"), ({"title": 7}, "valid string")],
)
def test_an_item_that_the_library_cannot_read_costs_no_other(
    wrong: dict[str, Any], why: str, httpserver: HTTPServer, fetcher: LibraryFetcher
) -> None:
    httpserver.expect_request("/fern/1").respond_with_json({"items": [item(1), item(2, **wrong), item(3)]})
    page = read(BOARD, fetcher)
    assert [posting.native_id for posting in page.postings] == ["1", "3"]
    (broken,) = page.broken
    assert broken.which == str(item(2, **wrong)["title"])
    assert why in broken.why


def test_texts_that_come_apart_are_asked_for_only_when_they_are_wanted(
    httpserver: HTTPServer, fetcher: LibraryFetcher
) -> None:
    httpserver.expect_request("/list", method="POST", json={"of": "fern"}).respond_with_json([item(1), {"id": "2"}])
    httpserver.expect_request("/more").respond_with_json([])
    httpserver.expect_request("/text/1").respond_with_data("<p>Tend ferns.</p>")
    board, kind = Board("jobvite/fern"), source_type("ats_scrapers")
    page = read(board, fetcher)
    (posting,) = page.postings
    assert (posting.text, len(page.broken)) == ("", 1)
    request = kind.detail(posting, board)
    assert request is not None
    assert kind.parse_detail(fetcher.fetch(request).body, posting).text == "<p>Tend ferns.</p>"
    assert [asked.path for asked, _ in httpserver.log] == ["/list", "/more", "/text/1"]


def test_a_failure_that_the_library_passes_over_is_told(httpserver: HTTPServer, fetcher: LibraryFetcher) -> None:
    httpserver.expect_request("/list").respond_with_json([item(1)])
    httpserver.expect_request("/more").respond_with_data("", 403)
    page = read(Board("jobvite/fern"), fetcher)
    assert len(page.postings) == 1
    assert "refuses" in page.broken[0].why


@pytest.mark.parametrize(
    ("status", "error"), [(404, Gone), (403, Blocked), (429, Blocked), (503, Retryable), (400, Unreadable)]
)
def test_what_stopped_the_library_is_what_our_fetcher_says(
    status: int, error: type[Exception], httpserver: HTTPServer, fetcher: LibraryFetcher
) -> None:
    httpserver.expect_request("/fern/1").respond_with_data("", status)
    with pytest.raises(error, match=str(status)):
        read(BOARD, fetcher)
    assert len(httpserver.log) == 1  # it has no retries of its own: waiting is the queue's and the schedule's work


def test_an_address_that_must_not_be_fetched_is_refused_to_the_library_too(
    fetcher: LibraryFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Recruiterbox, "base", "http://169.254.169.254/latest")
    with pytest.raises(Refused):
        read(BOARD, fetcher)


def test_a_redirect_goes_through_the_guard(httpserver: HTTPServer, fetcher: LibraryFetcher) -> None:
    away = Answer(status=302, headers={"Location": "http://10.0.0.1/inside"})
    httpserver.expect_request("/fern/1").respond_with_handler(lambda _: away)
    with pytest.raises(Refused):
        read(BOARD, fetcher)


def test_a_library_that_goes_its_own_way_gets_nowhere(httpserver: HTTPServer, fetcher: LibraryFetcher) -> None:
    arrived: list[Asked] = []
    httpserver.expect_request("/direct").respond_with_handler(lambda asked: (arrived.append(asked), Answer())[1])
    with pytest.raises(Unreadable, match="ats-scrapers could not read"):
        read(Board("gem/fern"), fetcher)
    assert not arrived


def test_what_the_library_cannot_make_sense_of_is_told_with_its_words(
    httpserver: HTTPServer, fetcher: LibraryFetcher
) -> None:
    httpserver.expect_request("/fern/1").respond_with_data("<html>Sorry</html>")
    with pytest.raises(Unreadable, match="JSONDecodeError"):
        read(BOARD, fetcher)


def test_a_board_without_end_is_ended(
    httpserver: HTTPServer, fetcher: LibraryFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobfinder.fetch.ats_library.MOST_REQUESTS", 3)
    httpserver.expect_request("/fern/1").respond_with_json({"items": [item(1)], "next": "/fern/1"})
    with pytest.raises(Permanent, match="more than 3 times"):
        read(BOARD, fetcher)
    assert len(httpserver.log) == 3


def test_no_other_system_is_asked_for(fetcher: LibraryFetcher) -> None:
    with pytest.raises(Permanent, match="no system"):
        fetcher.fetch(Request(url=library_url(ATS_SCRAPERS, "tesla", board="x")))


# -- python-jobspy ----------------------------------------------------------------------------------------------------


class Frame:
    """As much of a table of pandas as the library's answer is asked for."""

    def __init__(self, rows: list[dict[str, Any]], **errors: str) -> None:
        self.rows, self.attrs = rows, {"errors": errors}

    def to_json(self, *, orient: str, date_format: str) -> str:
        assert (orient, date_format) == ("records", "iso")
        return json.dumps(self.rows)


def jobspy(answer: Frame | Exception, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    asked: list[dict[str, Any]] = []

    def scrape_jobs(**arguments: Any) -> Frame:
        asked.append(arguments)
        if isinstance(answer, Exception):
            raise answer
        return answer

    module = ModuleType("jobspy")
    vars(module).update(scrape_jobs=scrape_jobs)
    monkeypatch.setitem(sys.modules, "jobspy", module)
    return asked


NOBODY: Any = SimpleNamespace(fetch=lambda request: pytest.fail(f"asked for {request.url}"), close=lambda: None)
INDEED = "https://de.indeed.com/jobs?q=gardener&l=Berlin&utm_source=x"


def searched(fetcher: LibraryFetcher) -> Page:
    found = recognise(INDEED)
    assert found is not None
    kind, board = found
    return kind.parse(fetcher.fetch(kind.first(board)).body, board, kind.first(board))


def test_a_search_is_off_until_the_user_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = jobspy(Frame([]), monkeypatch)
    with pytest.raises(Misconfigured, match="terms of use") as caught:
        searched(LibraryFetcher(NOBODY))
    assert caught.value.where == "scrape.jobspy"
    assert not asked


def test_a_search_that_is_allowed_asks_the_library_as_it_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"id": "in-1", "title": "Gardener", "company": "Fern", "job_url": "https://de.indeed.com/viewjob?jk=1"}
    asked = jobspy(Frame([row, {"id": "in-2", "title": "Nameless"}]), monkeypatch)
    page = searched(LibraryFetcher(NOBODY, jobspy_allowed=True))
    assert [posting.title for posting in page.postings] == ["Gardener"]
    assert len(page.broken) == 1
    assert asked == [
        {
            "site_name": ["indeed"],
            "search_term": "gardener",
            "location": "Berlin",
            "country_indeed": "germany",
            "results_wanted": 100,
            "description_format": "html",
            "verbose": 0,
        }
    ]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Frame([], indeed="response status code 403 (blocked: use a proxy)"), Blocked),
        (Frame([], indeed="the connection broke"), Retryable),
        (ValueError("Invalid country_indeed"), Unreadable),
        (KeyError("results"), Unreadable),
    ],
)
def test_what_became_of_a_search_is_told(
    answer: Frame | Exception, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    jobspy(answer, monkeypatch)
    with pytest.raises(error):
        searched(LibraryFetcher(NOBODY, jobspy_allowed=True))


def test_no_other_site_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    jobspy(Frame([]), monkeypatch)
    with pytest.raises(Permanent, match="no site"):
        LibraryFetcher(NOBODY, jobspy_allowed=True).fetch(Request(url=library_url(JOBSPY, "bayt", search_term="x")))


# -- both -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "extra", "module"),
    [
        (library_url(ATS_SCRAPERS, "jobvite", board="fern"), "more-boards", "ats_scrapers.scrapers"),
        (library_url(JOBSPY, "indeed", search_term="x"), "jobspy", "jobspy"),
    ],
)
def test_a_library_that_is_not_installed_says_how_to_install_it(
    url: str, extra: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(Misconfigured, match="not installed") as caught:
        LibraryFetcher(NOBODY, jobspy_allowed=True).fetch(Request(url=url))
    assert caught.value.todo == f'pip install "job-finder[{extra}]"'


def test_everything_else_is_handed_on_and_libraries_are_not_even_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ats_scrapers", "jobspy"):
        monkeypatch.setitem(sys.modules, name, None)
    answer = Response(url="https://fern.example", status=200, body=b"x", headers={})
    fetcher = LibraryFetcher(SimpleNamespace(fetch=lambda request: answer, close=lambda: None))  # type: ignore[arg-type]
    assert fetcher.fetch(Request(url="https://fern.example")) is answer


def test_the_guarded_fetcher_alone_takes_no_address_of_a_library() -> None:
    with pytest.raises(Refused):
        HttpFetcher(user_agent="JobFinder tests").fetch(Request(url=library_url(ATS_SCRAPERS, "gem", board="x")))


def test_what_is_asked_of_a_library_comes_back_as_it_was() -> None:
    call = library_call(library_url(ATS_SCRAPERS, "adp", board="https://a.example/?cid=1&ccId=ü 2"))
    assert call is not None
    assert (call.name, call.terms) == ("adp", {"board": "https://a.example/?cid=1&ccId=ü 2"})
    assert library_call("https://fern.example") is None


@pytest.mark.parametrize(
    ("url", "board"),
    [
        ("https://jobs.jobvite.com/acme/jobs", "jobvite/acme"),
        ("https://jobs.jobvite.com/careers/acme/job/o1", "jobvite/careers/acme"),
        ("https://acme.hire.trakstar.com/jobs/1", "recruiterbox/acme"),
        ("https://jobs.dayforcehcm.com/en-US/acme/PORTAL/jobs/12", "dayforce/acme/PORTAL"),
        ("https://careers.pageuppeople.com/mob/123/cw/en/job/5", "pageup/123/cw/en"),
        ("https://acme.keka.com/careers/jobdetails/7", "keka/https://acme.keka.com/careers"),
        ("https://career5.successfactors.eu/career?company=acme", "successfactors/https://career5.successfactors.eu/career?company=acme"),
        ("https://acme.zhiye.com/index", "beisen_legacy/acme"),
        ("https://acme.zhiye.com", "beisen/acme"),
    ],
)  # fmt: skip
def test_a_board_of_each_system_is_known_by_its_address(url: str, board: str) -> None:
    found = recognise(url)
    assert found is not None
    assert (found[0].type, found[1].id) == ("ats_scrapers", board)
    assert board.partition("/")[0] in SYSTEMS


@pytest.mark.parametrize(
    "url",
    [
        "https://jobs.jobvite.com/search",
        "https://career5.successfactors.eu/career",
        "https://portal.gupy.io/job",
        "https://www.linkedin.com/jobs/view/12",
        "https://de.indeed.com/jobs",
        "https://evil.example/jobs.jobvite.com/acme",
        "https://jobs.jobvite.com.evil.example/acme",
    ],
)
def test_what_only_looks_like_one_is_a_page_like_any_other(url: str) -> None:
    found = recognise(url)
    assert found is not None
    assert found[0].type == "jobposting_page"
