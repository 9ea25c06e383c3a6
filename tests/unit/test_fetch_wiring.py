"""The settings reach the fetcher: runs over a page whose robots.txt forbids it, and over a host to leave alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from jobfinder import wiring
from jobfinder.config import load_settings
from jobfinder.domain.pace import leave_alone
from jobfinder.domain.source import Completeness, Source
from jobfinder.errors import Misconfigured
from jobfinder.ports import Ports
from jobfinder.usecases.scrape import scrape_source
from tests.places import ROOT

POSTING = {
    "@type": "JobPosting",
    "title": "Cook",
    "identifier": "1",
    "description": "You cook.",
    "datePosted": "2026-11-01",
}

Wire = Callable[..., Ports]


@pytest.fixture
def wire(tmp_path: Path, httpserver: HTTPServer) -> Iterator[Wire]:
    opened: list[Ports] = []

    def wired(**settings: object) -> Ports:
        named = {"allow_hosts": [f"localhost:{httpserver.port}"], **settings}
        environ = {f"JOB_FINDER_FETCH__{name.upper()}": json.dumps(value) for name, value in named.items()}
        opened.append(wiring.wire(load_settings(ROOT, environ), tmp_path))
        return opened[-1]

    yield wired
    for ports in opened:
        ports.close()


@pytest.fixture
def page(httpserver: HTTPServer) -> str:
    html = f'<script type="application/ld+json">{json.dumps(POSTING)}</script>'
    httpserver.expect_request("/jobs/1").respond_with_data(html, content_type="text/html")
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /jobs/")
    return httpserver.url_for("/jobs/1")


def scraped(ports: Ports, page: str) -> tuple[Completeness, str]:
    key = f"jobposting_page:{page}"
    added = Source(key=key, type="jobposting_page", board=page, url=page, company="Acme", added_at=ports.clock())
    ports.store.save_source(added)
    run = scrape_source(key, ports)
    return run.completeness, run.error


def test_a_run_over_what_robots_txt_forbids_ends_blocked_and_says_so(
    wire: Wire, page: str, httpserver: HTTPServer
) -> None:
    completeness, error = scraped(wire(), page)
    assert completeness is Completeness.BLOCKED
    assert "robots.txt asks programs not to read this address" in error
    assert [received.path for received, _ in httpserver.log] == ["/robots.txt"]
    assert httpserver.log[0][0].headers["User-Agent"] == "JobFinder/0.1 (personal job search)"


@pytest.mark.parametrize("settings", [{"robots": False}, {"robots_exempt": ["localhost"]}])
def test_where_the_owner_allows_it_the_page_is_read(settings: dict[str, object], wire: Wire, page: str) -> None:
    assert scraped(wire(**settings), page) == (Completeness.COMPLETE, "")


def test_a_host_that_another_process_was_told_to_leave_alone_is_not_asked(
    wire: Wire, page: str, httpserver: HTTPServer
) -> None:
    ports = wire(allow_hosts=[])
    until = ports.clock().replace(year=ports.clock().year + 1)
    ports.store.change_pace("boards-api.greenhouse.io", lambda pace: leave_alone(pace, until))
    ports.store.save_source(
        Source(key="greenhouse:acme", type="greenhouse", board="acme", url="", added_at=ports.clock())
    )
    run = scrape_source("greenhouse:acme", ports)
    assert run.completeness is Completeness.BLOCKED
    assert "left alone until" in run.error
    assert run.retry_after_seconds > 86_400


def test_a_proxy_that_cannot_be_used_keeps_everything_from_starting_and_is_not_shown(wire: Wire) -> None:
    with pytest.raises(Misconfigured, match="proxy cannot be used") as caught:
        wire(proxy="socks5://me:secret@proxy.example")
    assert "secret" not in str(caught.value)
