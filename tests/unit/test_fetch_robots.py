"""robots.txt is asked once a day, kept to, and never in the way of an interface that is documented for programs."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request as Received
from werkzeug import Response as Sent

from jobfinder import sources
from jobfinder.errors import Blocked, NotYet
from jobfinder.fetch import HttpFetcher, Pace, Robots
from jobfinder.fetch.guard import Guard
from jobfinder.fetch.pace import in_memory
from jobfinder.fetch.public_apis import PUBLIC_APIS, public_api
from jobfinder.ports import Board, Request, Response

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
USER_AGENT = "JobFinder/0.1 (personal job search)"


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Site:
    """A site on loopback: its robots.txt, and pages that say "here"."""

    httpserver: HTTPServer
    text: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.httpserver.expect_request("/robots.txt").respond_with_handler(self._robots)
        self.httpserver.expect_request("/").respond_with_data(b"here")
        for path in ("/jobs", "/careers/1", "/private/1", "/a"):
            self.httpserver.expect_request(path).respond_with_data(b"here")

    def _robots(self, received: Received) -> Sent:
        self.asked.append(received.headers["User-Agent"])
        return Sent(self.text, self.status, self.headers)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    return Site(httpserver)


@pytest.fixture
def fetcher(httpserver: HTTPServer, clock: Clock) -> HttpFetcher:
    return fetcher_for(httpserver, clock)


def fetcher_for(httpserver: HTTPServer, clock: Clock, **options: object) -> HttpFetcher:
    pairs = (f"127.0.0.1:{httpserver.port}", f"localhost:{httpserver.port}")
    robots = options.pop("robots", Robots(USER_AGENT, now=clock))
    return HttpFetcher(user_agent=USER_AGENT, allow_hosts=pairs, robots=robots, now=clock, timeout_seconds=5, **options)  # type: ignore[arg-type]


def ask(fetcher: HttpFetcher, httpserver: HTTPServer, path: str = "/jobs") -> bytes:
    return fetcher.fetch(Request(url=httpserver.url_for(path))).body


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/jobs", True),
        ("User-agent: *\nDisallow: /private/", "/jobs", True),
        ("User-agent: *\nDisallow: /private/", "/private/1", False),
        ("User-agent: *\nDisallow: /", "/jobs", False),
        ("User-agent: *\nDisallow: /\nAllow: /jobs", "/jobs", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: JobFinder\nDisallow:", "/jobs", True),
        ("User-agent: jobfinder\nDisallow: /careers/", "/careers/1", False),
        ("User-agent: OtherBot\nDisallow: /", "/jobs", True),
        ("User-agent: *\nDisallow: /*.pdf$\nDisallow: /jo*s", "/jobs", False),
        ("\ufeffUser-agent: *\nDisallow: /jobs", "/jobs", False),
        ("<html><body>Not found</body></html>", "/jobs", True),
        ("User-agent: *\r\nDisallow: /jobs\r\n", "/jobs", False),
    ],
)
def test_what_a_site_asks_of_programs_is_kept_to(
    text: str, path: str, allowed: bool, site: Site, fetcher: HttpFetcher, httpserver: HTTPServer
) -> None:
    site.text = text
    if allowed:
        assert ask(fetcher, httpserver, path) == b"here"
    else:
        with pytest.raises(Blocked, match=r"robots\.txt asks programs not to read") as blocked:
            ask(fetcher, httpserver, path)
        assert "fetch.robots_exempt" in blocked.value.todo
        assert [received.path for received, _ in httpserver.log] == ["/robots.txt"]
    assert site.asked == [USER_AGENT]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_site_without_a_robots_txt_may_be_read(
    status: int, site: Site, fetcher: HttpFetcher, httpserver: HTTPServer
) -> None:
    site.status = status
    assert ask(fetcher, httpserver) == b"here"
    assert ask(fetcher, httpserver) == b"here"
    assert len(site.asked) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_site_whose_robots_txt_cannot_be_read_is_left_alone_for_a_while(
    status: int, site: Site, fetcher: HttpFetcher, httpserver: HTTPServer, clock: Clock
) -> None:
    site.status = status
    for _ in range(2):
        with pytest.raises(Blocked, match=rf"robots\.txt cannot be read, so .*: status {status}") as blocked:
            ask(fetcher, httpserver)
        assert blocked.value.after_seconds == 600
    assert len(site.asked) == 1
    site.status = 404
    clock.now += timedelta(minutes=10)
    assert ask(fetcher, httpserver) == b"here"


def test_a_site_that_does_not_answer_is_left_alone_for_a_while(clock: Clock) -> None:
    def offline(host: str, port: int) -> list[str]:
        raise OSError("offline")

    fetcher = HttpFetcher(user_agent=USER_AGENT, resolve=offline, robots=Robots(USER_AGENT, now=clock), now=clock)
    with pytest.raises(Blocked, match="cannot be resolved"):
        fetcher.fetch(Request(url="https://boards.example/jobs"))


def test_rules_are_kept_for_a_day_and_longer_only_while_there_are_no_others(
    site: Site, fetcher: HttpFetcher, httpserver: HTTPServer, clock: Clock
) -> None:
    site.text = "User-agent: *\nDisallow: /private/"
    assert ask(fetcher, httpserver) == b"here"
    site.text = "User-agent: *\nDisallow: /"
    clock.now += timedelta(hours=23)
    assert ask(fetcher, httpserver) == b"here"
    site.status = 503
    clock.now += timedelta(hours=2)
    assert ask(fetcher, httpserver) == b"here"
    with pytest.raises(Blocked, match="asks programs not to"):
        ask(fetcher, httpserver, "/private/1")
    site.status = 200
    clock.now += timedelta(minutes=11)
    with pytest.raises(Blocked, match="asks programs not to"):
        ask(fetcher, httpserver)


def test_what_comes_after_five_hundred_kilobytes_is_not_read(
    site: Site, fetcher: HttpFetcher, httpserver: HTTPServer
) -> None:
    site.text = "User-agent: *\nDisallow: /private/\n" + "# filling\n" * 60_000 + "Disallow: /jobs\n"
    assert ask(fetcher, httpserver) == b"here"
    with pytest.raises(Blocked):
        ask(fetcher, httpserver, "/private/1")


def test_a_bomb_in_place_of_a_robots_txt_is_cut_as_well(httpserver: HTTPServer, clock: Clock) -> None:
    bomb = gzip.compress(b"User-agent: *\nDisallow: /private/\n" + bytes(50_000_000))
    httpserver.expect_request("/robots.txt").respond_with_data(bomb, headers={"Content-Encoding": "gzip"})
    httpserver.expect_request("/jobs").respond_with_data(b"here")
    fetcher = fetcher_for(httpserver, clock)
    assert ask(fetcher, httpserver) == b"here"
    with pytest.raises(Blocked):
        ask(fetcher, httpserver, "/private/1")


def test_a_robots_txt_elsewhere_is_followed_and_an_endless_redirect_is_none(
    httpserver: HTTPServer, clock: Clock
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(b"", status=301, headers={"Location": "/rules"})
    httpserver.expect_request("/rules").respond_with_data(b"User-agent: *\nDisallow: /private/")
    httpserver.expect_request("/jobs").respond_with_data(b"here")
    fetcher = fetcher_for(httpserver, clock)
    assert ask(fetcher, httpserver) == b"here"
    with pytest.raises(Blocked):
        ask(fetcher, httpserver, "/private/1")
    httpserver.clear()
    httpserver.expect_request("/robots.txt").respond_with_data(b"", status=301, headers={"Location": "/robots.txt"})
    httpserver.expect_request("/private/1").respond_with_data(b"here")
    assert ask(fetcher_for(httpserver, clock), httpserver, "/private/1") == b"here"


def test_a_robots_txt_that_leads_to_this_network_is_not_followed_and_nothing_is_read(
    httpserver: HTTPServer, clock: Clock
) -> None:
    location = {"Location": "http://169.254.169.254/robots.txt"}
    httpserver.expect_request("/robots.txt").respond_with_data(b"", status=302, headers=location)
    with pytest.raises(Blocked, match="never fetched"):
        ask(fetcher_for(httpserver, clock), httpserver)


def test_a_redirect_leads_to_where_robots_txt_forbids_and_no_further(
    site: Site, fetcher: HttpFetcher, httpserver: HTTPServer
) -> None:
    site.text = "User-agent: *\nDisallow: /private/"
    httpserver.expect_request("/moved").respond_with_data(b"", status=302, headers={"Location": "/private/1"})
    with pytest.raises(Blocked, match="/private/1"):
        ask(fetcher, httpserver, "/moved")
    assert [received.path for received, _ in httpserver.log] == ["/robots.txt", "/moved"]


def test_a_host_whose_owner_allows_it_is_not_asked(site: Site, httpserver: HTTPServer, clock: Clock) -> None:
    site.text = "User-agent: *\nDisallow: /"
    robots = Robots(USER_AGENT, now=clock, exempt_hosts=(" LOCALHOST ",))
    assert ask(fetcher_for(httpserver, clock, robots=robots), httpserver) == b"here"
    assert site.asked == []


@pytest.mark.parametrize(("asked", "given"), [("0.5", 1.0), ("4", 4.0), ("3600", 30.0), ("soon", 1.0), ("-3", 1.0)])
def test_a_crawl_delay_is_kept_to_within_reason(
    asked: str, given: float, site: Site, httpserver: HTTPServer, clock: Clock
) -> None:
    site.text = f"User-agent: *\nCrawl-delay: {asked}"
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock.now += timedelta(seconds=seconds)

    pace = Pace(in_memory(), interval_seconds=1, now=clock, sleep=sleep)
    fetcher = fetcher_for(httpserver, clock, pace=pace, paces_all=True)
    for _ in range(3):
        ask(fetcher, httpserver)
    assert slept == [1.0, given, given]


def test_a_site_whose_turn_is_far_off_is_not_asked_for_its_robots_txt_either(
    site: Site, httpserver: HTTPServer, clock: Clock
) -> None:
    pace = Pace(in_memory(), interval_seconds=100, now=clock, sleep=lambda seconds: None)
    fetcher = fetcher_for(httpserver, clock, pace=pace, paces_all=True)
    pace.wait("localhost", within_seconds=0)
    for _ in range(2):
        with pytest.raises(NotYet):
            fetcher.fetch(Request(url=httpserver.url_for("/jobs"), may_wait_seconds=5))
    assert site.asked == []


def test_only_so_many_sites_are_remembered(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobfinder.fetch.robots._MOST_SITES", 3)
    robots, asked = Robots(USER_AGENT, now=clock), []

    def none(url: str) -> Response:
        asked.append(url)
        return Response(url=url, status=404, body=b"", headers={})

    for number in (1, 2, 3, 4, 4, 1):
        robots.delay_seconds(Guard().target(f"https://{number}.example/x"), none)
    assert len(asked) == 5
    assert len(robots._sites) == len(robots._locks) == 3


# -- documented interfaces --------------------------------------------------------------------------------------------

DOCUMENTED = {
    "greenhouse": "acme",
    "lever": "acme",
    "ashby": "acme",
    "smartrecruiters": "acme",
    "recruitee": "acme",
    "workable": "acme",
    "personio": "acme",
    "remoteok": "remoteok",
    "remotive": "remotive",
    "weworkremotely": "weworkremotely",
    "arbeitnow": "arbeitnow",
    "himalayas": "himalayas",
    "jobicy": "jobicy",
    "themuse": "themuse",
    "hackernews": "hackernews",
    "adzuna": "de:cook",
    "usajobs": "cook",
}
ASKED_FIRST = {
    "workday": "acme.wd5:External",
    "bamboohr": "acme",
    "icims": "careers-acme",
    "rippling": "acme",
    "sitemap": "https://acme.example/sitemap.xml",
    "feed": "https://acme.example/jobs.rss",
    "jobposting_page": "https://acme.example/jobs/1",
}


@pytest.mark.parametrize(("type_name", "board"), DOCUMENTED.items())
def test_a_documented_interface_is_read_without_asking(type_name: str, board: str) -> None:
    target = Guard().target(sources.source_type(type_name).first(Board(board)).url)
    assert public_api(target.host, target.path)


@pytest.mark.parametrize(("type_name", "board"), ASKED_FIRST.items())
def test_a_page_a_sitemap_and_what_nobody_documented_are_asked_for_first(type_name: str, board: str) -> None:
    target = Guard().target(sources.source_type(type_name).first(Board(board)).url)
    assert public_api(target.host, target.path) is None


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("boards-api.greenhouse.io", "/"),
        ("boards-api.greenhouse.io.evil.example", "/v1/boards/acme/jobs"),
        ("evilrecruitee.com", "/api/offers/"),
        ("remoteok.com", "/remote-jobs/1"),
        ("remoteok.com", "/api/../remote-jobs/1"),
        ("boards-api.greenhouse.io", "/v1/boards//../x"),
        ("weworkremotely.com", "/categories/remote-programming-jobs"),
    ],
)
def test_what_only_looks_like_a_documented_interface_is_asked_for_first(host: str, path: str) -> None:
    assert public_api(host, path) is None


def test_a_documented_interface_needs_no_robots_txt(clock: Clock) -> None:
    def never(url: str) -> Response:
        raise AssertionError(url)

    target = Guard().target("https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true")
    assert Robots(USER_AGENT, now=clock).delay_seconds(target, never) == 0
    assert all(one.documented_at.startswith("https://") for one in PUBLIC_APIS)
