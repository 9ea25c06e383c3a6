from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from jobfinder.domain.ids import listing_id, match_id
from jobfinder.domain.match import Decision, Match, MatchState, Part
from jobfinder.domain.posting import ListingState, Posting
from jobfinder.domain.queue import Ending, Outcome
from jobfinder.domain.source import Completeness, Run, Source
from jobfinder.errors import Blocked, Refused, Retryable, Unreadable
from jobfinder.ports import Limits, Ports
from jobfinder.usecases.arrive import arrival_of
from jobfinder.usecases.check_listings import check_listings
from jobfinder.usecases.ranking import Wanted, ranked
from jobfinder.usecases.scrape import scrape_source
from tests.unit.usecases.conftest import Clock

FEED, BOARD = "feed:jobs", "greenhouse:acme"
TEXT = "You write Python. " * 20


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    return Site(httpserver)


class Site:
    """A site with pages of postings; every request is counted."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.asked: list[str] = []

    def url(self, path: str) -> str:
        return self.server.url_for(path)

    def page(self, path: str, body: str, status: int = 200, **headers: str) -> None:
        def answer(request: Request) -> Response:
            self.asked.append(request.path)
            return Response(body, status, headers, content_type="text/html; charset=utf-8")

        self.server.expect_request(path).respond_with_handler(answer)

    def leads(self, path: str, target: str) -> None:
        self.page(path, "", 302, location=self.url(target))


def page_of(title: str, words: str = "", more: str = "") -> str:
    return f"<html><head><title>{title} | Acme</title>{more}</head><body><h1>{title}</h1><p>{words}</p></body></html>"


def known(
    ports: Ports,
    site: Site,
    native_id: str = "48213",
    source: str = FEED,
    *,
    state: MatchState | None = None,
    canonical: str | None = None,
    **changes: Any,
) -> str:
    """Keep a listing with a match of it, and return its id."""
    posting = Posting(
        native_id=native_id,
        title="Backend Engineer",
        company="Acme",
        url=site.url(f"/jobs/{native_id}"),
        text=TEXT,
        **changes,
    )
    now = ports.clock()
    arrival = arrival_of(posting, source, ports.clean_text, now=now, trace_id="t")
    ports.store.add([arrival], lambda new, rivals: canonical)
    item = ports.store.item(arrival.item.id)
    assert item is not None
    claimed = ports.store.claim(item.ticket, now=now, lease_seconds=60, token="t")
    if claimed and canonical is None:
        ports.store.finish(claimed, Ending(Outcome.MATCHED), [match_of(arrival.listing.id, posting.url, now)], now=now)
        if state:
            ports.store.set_match_state(match_id("backend", arrival.listing.id), state, "", now=now)
    return arrival.listing.id


def match_of(listing: str, url: str, now: datetime) -> Match:
    return Match(
        id=match_id("backend", listing),
        search="backend",
        listing_id=listing,
        decision=Decision(
            search="backend",
            outcome=Outcome.MATCHED,
            score=90,
            threshold=40,
            parts=(Part("skills", 90, 90, ""),),
            verdicts=(),
        ),
        title="Backend Engineer",
        company="Acme",
        url=url,
        place="",
        pay="",
        posted_at=now,
        scored_at=now,
        created_at=now,
        policy_version="1",
        content_hash="1",
    )


def state_of(listing: str, ports: Ports) -> ListingState:
    return ports.store.stamps([listing])[listing].state


@pytest.fixture
def later(ports: Ports, clock: Clock) -> Any:
    """Run the check three days from when the listings were seen."""

    def check(**limits: Any) -> Any:
        clock.advance(days=3)
        return check_listings(replace(ports, limits=replace(ports.limits, **limits)))

    return check


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_closes(ports: Ports, site: Site, later: Any, status: int) -> None:
    listing = known(ports, site)
    site.page("/jobs/48213", "nothing here", status)
    (closed,) = later().closed
    assert (closed.listing_id, closed.title) == (listing, "Backend Engineer")
    assert str(status) in closed.closing.evidence
    assert state_of(listing, ports) is ListingState.CLOSED


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503, 400])
def test_an_answer_that_says_nothing_changes_nothing(ports: Ports, site: Site, later: Any, status: int) -> None:
    listing = known(ports, site)
    site.page("/jobs/48213", "no", status)
    found = later()
    assert (found.closed, found.unclear, found.still_open) == ([], 1, 0)
    assert state_of(listing, ports) is ListingState.OPEN


@pytest.mark.parametrize(
    "error", [Retryable("time-out"), Refused("private"), Unreadable("a bomb"), Blocked("robots.txt")]
)
def test_a_page_that_cannot_be_fetched_changes_nothing(
    ports: Ports, site: Site, clock: Clock, error: Exception
) -> None:
    listing = known(ports, site)
    clock.advance(days=3)
    found = check_listings(replace(ports, fetcher=Failing(error)))
    assert (found.closed, found.unclear) == ([], 1)
    assert state_of(listing, ports) is ListingState.OPEN


class Failing:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def fetch(self, request: Any) -> Any:
        raise self.error

    def close(self) -> None: ...


@pytest.mark.parametrize("target", ["/careers", "/jobs", "/jobs/77777", "/"])
def test_a_redirect_to_a_list_or_another_posting_closes(ports: Ports, site: Site, later: Any, target: str) -> None:
    listing = known(ports, site)
    site.leads("/jobs/48213", target)
    site.page(target, page_of("Data Analyst"))
    assert [one.listing_id for one in later().closed] == [listing]


@pytest.mark.parametrize("target", ["/en/jobs/48213", "/stellen/backend", "/login"])
def test_a_redirect_to_the_posting_itself_or_a_wall_closes_nothing(
    ports: Ports, site: Site, later: Any, target: str
) -> None:
    listing = known(ports, site)
    site.leads("/jobs/48213", target)
    site.page(target, page_of("Sign in" if target == "/login" else "Backend Engineer"))
    assert later().closed == []
    assert state_of(listing, ports) is ListingState.OPEN


def test_a_notice_on_the_page_closes_and_is_quoted(ports: Ports, site: Site, later: Any) -> None:
    known(ports, site)
    site.page("/jobs/48213", page_of("Backend Engineer", "Diese Stelle ist leider nicht mehr verf&uuml;gbar."))
    (closed,) = later().closed
    assert closed.closing.evidence == "Diese Stelle ist leider nicht mehr verfügbar."


def test_a_page_in_an_old_encoding_is_read_too(ports: Ports, site: Site, later: Any) -> None:
    known(ports, site)
    body = page_of("Ingénieur", "Cette offre n'est plus disponible, désolé").encode("latin-1")
    site.server.expect_request("/jobs/48213").respond_with_data(body, content_type="text/html; charset=iso-8859-1")
    (closed,) = later().closed
    assert closed.closing.evidence.endswith("désolé")


@pytest.mark.parametrize(("until", "closes"), [("2026-02-01", True), ("2027-01-01", False)])
def test_the_pages_own_last_day_decides(ports: Ports, site: Site, later: Any, until: str, closes: bool) -> None:
    known(ports, site)
    data = (
        '<script type="application/ld+json">{"@type": "JobPosting", "title": "Backend Engineer", "url": "/jobs/48213",'
        f' "hiringOrganization": "Acme", "validThrough": "{until}"}}</script>'
    )
    site.page("/jobs/48213", page_of("Backend Engineer", TEXT, data))
    found = later()
    assert (len(found.closed), found.still_open) == (int(closes), int(not closes))


def test_a_posting_whose_last_day_has_passed_closes_without_a_request(ports: Ports, site: Site, later: Any) -> None:
    listing = known(ports, site, closes_at=datetime(2026, 3, 3, 12, tzinfo=UTC))
    assert [one.listing_id for one in later().closed] == [listing]
    assert site.asked == []


def test_what_was_seen_or_looked_at_lately_is_left_alone(ports: Ports, site: Site, clock: Clock) -> None:
    known(ports, site)
    site.page("/jobs/48213", page_of("Backend Engineer", TEXT))
    clock.advance(days=1)
    assert check_listings(ports).requests == 0
    clock.advance(days=1.5)
    assert check_listings(ports).still_open == 1
    clock.advance(days=1)
    assert check_listings(ports).requests == 0
    clock.advance(days=1.5)
    assert check_listings(ports).requests == 1


@pytest.mark.parametrize(
    ("state", "asked"),
    [("new", 1), ("saved", 1), ("applied", 1), ("interviewing", 1), ("rejected", 0), ("dismissed", 0)],
)
def test_only_what_somebody_may_still_apply_for_is_looked_at(
    ports: Ports, site: Site, later: Any, state: str, asked: int
) -> None:
    known(ports, site, state=MatchState(state) if state != "new" else None)
    site.page("/jobs/48213", page_of("Backend Engineer"))
    assert later().requests == asked


@pytest.mark.parametrize(
    ("hours_ago", "completeness", "requests"),
    [(5, Completeness.COMPLETE, 0), (5, Completeness.PARTIAL, 1), (60, Completeness.COMPLETE, 1)],
)
def test_a_board_that_was_read_to_its_end_lately_is_trusted(
    ports: Ports, site: Site, source: Source, clock: Clock, hours_ago: float, completeness: Completeness, requests: int
) -> None:
    known(ports, site, source=BOARD)
    site.page("/jobs/48213", page_of("Backend Engineer"))
    clock.advance(days=4)
    run = Run(
        source_key=BOARD, started_at=clock() - timedelta(hours=hours_ago), seconds=1, completeness=completeness, found=1
    )
    ports.store.record_run(run, next_run_at=clock(), failures_in_a_row=0)
    assert check_listings(ports).requests == requests


def test_a_run_is_bounded_takes_the_oldest_first_and_the_next_goes_on(ports: Ports, site: Site, clock: Clock) -> None:
    for number in range(5):
        known(ports, site, f"4821{number}")
        site.page(f"/jobs/4821{number}", page_of("Backend Engineer"))
        clock.advance(hours=1)
    clock.advance(days=3)
    few = replace(ports, limits=replace(ports.limits, check_batch=2))
    assert [check_listings(few).left for _ in range(3)] == [True, True, False]
    assert site.asked == [f"/jobs/4821{number}" for number in range(5)]
    assert check_listings(few).requests == 0


def test_a_run_that_is_stopped_keeps_what_it_knows(ports: Ports, site: Site, clock: Clock) -> None:
    for number in range(3):
        known(ports, site, f"4821{number}")
        site.page(f"/jobs/4821{number}", "", 404)
    clock.advance(days=3)
    found = check_listings(replace(ports, stopping=lambda: len(site.asked) >= 2))
    assert (len(found.closed), found.left) == (2, True)
    assert check_listings(ports).requests == 1


def test_one_look_costs_a_fraction_of_a_write(ports: Ports, site: Site, later: Any) -> None:
    for number in range(9):
        known(ports, site, f"4821{number}")
        site.page(f"/jobs/4821{number}", page_of("Backend Engineer"))
    database = ports.store._database.connection()  # type: ignore[attr-defined]
    before = database.total_changes
    assert later().still_open == 9
    assert database.total_changes - before == 1


def test_a_site_that_refuses_is_asked_once_in_a_run(ports: Ports, site: Site, later: Any) -> None:
    for number in range(4):
        known(ports, site, f"4821{number}")
        site.page(f"/jobs/4821{number}", "no", 403)
    found = later()
    assert (found.requests, found.unclear) == (1, 4)


def test_a_mark_edited_into_nonsense_only_means_another_look(ports: Ports, site: Site, later: Any) -> None:
    known(ports, site)
    site.page("/jobs/48213", page_of("Backend Engineer"))
    ports.store.swap_mark("checked-listings", None, "nonsense x=y =3 a=99999999999999 \u0000")
    assert later().still_open == 1


# -- what a closing means ---------------------------------------------------------------------------------------------


def test_a_job_on_two_boards_is_closed_when_both_copies_are(ports: Ports, site: Site, later: Any) -> None:
    first = known(ports, site, "48213")
    second = known(ports, site, "99000", "feed:others", canonical=first)
    site.page("/jobs/48213", "", 404)
    site.page("/jobs/99000", page_of("Backend Engineer"))
    later()
    assert state_of(first, ports) is ListingState.CLOSED
    assert [row.is_open for row in ranked(ports.store, ports.clock(), Wanted())[0]] == [True]
    site.server.clear()
    site.page("/jobs/99000", "", 410)
    later()
    assert state_of(second, ports) is ListingState.CLOSED
    assert ranked(ports.store, ports.clock(), Wanted()) == ([], 0)


def test_a_copy_on_a_trusted_board_vouches_for_the_job(ports: Ports, site: Site, source: Source, clock: Clock) -> None:
    first = known(ports, site, "48213")
    known(ports, site, "99000", BOARD, canonical=first)
    clock.advance(days=3)
    run = Run(source_key=BOARD, started_at=clock(), seconds=1, completeness=Completeness.COMPLETE, found=1)
    ports.store.record_run(run, next_run_at=clock(), failures_in_a_row=0)
    assert check_listings(ports).requests == 0


def test_a_closed_match_is_left_out_unless_the_user_touched_it(ports: Ports, site: Site, later: Any) -> None:
    known(ports, site, "48213")
    saved = known(ports, site, "48214", state=MatchState.SAVED)
    for number in ("48213", "48214"):
        site.page(f"/jobs/{number}", "", 404)
    assert len(later().closed) == 2
    rows, total = ranked(ports.store, ports.clock(), Wanted())
    assert [(row.head.listing_id, row.is_open) for row in rows] == [(saved, False)]
    assert total == 1
    assert len(ranked(ports.store, ports.clock(), Wanted(closed=True))[0]) == 2


def test_a_feed_that_still_names_what_is_gone_does_not_reopen_it(ports: Ports, httpserver: HTTPServer) -> None:
    item = "<item><guid>1</guid><title>Backend Engineer</title><link>{}</link><description>{}</description></item>"
    link = httpserver.url_for("/jobs/1")

    def serve(text: str) -> None:
        httpserver.clear()
        feed = f"<rss version='2.0'><channel><title>Acme</title>{item.format(link, text)}</channel></rss>"
        httpserver.expect_request("/feed.xml").respond_with_data(feed, content_type="application/rss+xml")

    url = httpserver.url_for("/feed.xml")
    key = f"feed:{url}"
    feed_source = Source(key=key, type="feed", board=url, url=url, company="Acme", added_at=ports.clock())
    ports.store.save_source(feed_source)
    serve("old words")
    assert scrape_source(key, ports).new == 1
    (listing,) = ports.store.each_listing()
    ports.store.close([listing.id], ports.clock())
    again = scrape_source(key, ports)
    assert (again.known, again.reopened) == (1, 0)
    assert state_of(listing.id, ports) is ListingState.CLOSED
    serve("new words")
    assert scrape_source(key, ports).reopened == 1
    assert state_of(listing.id, ports) is ListingState.OPEN


def test_limits_have_sensible_defaults() -> None:
    limits = Limits(min_match_score=70)
    assert (limits.check_batch, limits.check_after_days) == (50, 2.0)
    assert listing_id(FEED, "1") != listing_id(BOARD, "1")
