"""Scoring: one match for each search that fits, a reason for everything else, and never a score for a failure."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from jobfinder.domain.facts import Facts
from jobfinder.domain.match import MatchState
from jobfinder.domain.person import Policy, Profile, Search
from jobfinder.domain.posting import Posting
from jobfinder.domain.queue import ErrorKind, ItemStatus, Outcome, QueueItem
from jobfinder.domain.source import Source
from jobfinder.errors import Misconfigured, Permanent, Retryable, Unreadable
from jobfinder.ports import Ports
from jobfinder.stores.sqlite import SqliteStore
from jobfinder.usecases.clean_up import clean_up
from jobfinder.usecases.failures import LONGEST_WAIT_SECONDS, wait_seconds
from jobfinder.usecases.score import score_item, score_items
from jobfinder.usecases.scrape import scrape_source
from jobfinder.usecases.submit import submit_url
from jobfinder.usecases.sweep import sweep_queue, tickets_of_text
from tests.unit.usecases.conftest import PROFILE, Clock, Greenhouse, SilentBus, job

KEY = "greenhouse:acme"


@pytest.fixture
def item(ports: Ports, board: Greenhouse, source: Source, store: SqliteStore) -> QueueItem:
    board.jobs = [job(1)]
    scrape_source(KEY, ports)
    return store.items()[0]


def failing(ports: Ports, *errors: Exception) -> Ports:
    """The same ports with a reader that raises these errors in turn, and then reads."""
    left = list(errors)

    def read(posting: Posting) -> Facts:
        if left:
            raise left.pop(0)
        return ports.read(posting)

    return replace(ports, read=read)


def current(store: SqliteStore, item: QueueItem) -> QueueItem:
    found = store.item(item.id)
    assert found is not None
    return found


def test_a_listing_that_fits_becomes_one_match(item: QueueItem, ports: Ports, store: SqliteStore) -> None:
    assert score_item(item.ticket, ports) == "matched"
    (match,) = store.matches()
    assert (match.search, match.listing_id, match.state) == ("backend", item.listing_id, MatchState.NEW)
    assert sum(part.points for part in match.decision.parts) == match.decision.score
    assert match.trace_id == item.trace_id
    done = current(store, item)
    assert (done.status, done.outcome) == (ItemStatus.SUCCEEDED, Outcome.MATCHED)


def test_an_event_delivered_fifty_times_scores_once(item: QueueItem, ports: Ports, store: SqliteStore) -> None:
    outcomes = [score_item(item.ticket, ports) for _ in range(50)]
    assert outcomes == ["matched"] + ["not ours"] * 49
    assert len(store.matches()) == 1


def test_each_search_has_its_own_match_and_its_own_reason(item: QueueItem, ports: Ports, store: SqliteStore) -> None:
    backend = PROFILE.searches[0]
    searches = (
        backend,
        replace(backend, name="picky", threshold=100),
        replace(backend, name="elsewhere", policy=Policy(excluded_companies=("Acme",))),
        replace(backend, name="off", enabled=False),
    )
    ports = replace(ports, profile=lambda: replace(PROFILE, searches=searches))
    assert score_item(item.ticket, ports) == "matched"
    assert [match.search for match in store.matches()] == ["backend"]
    told = {decision["search"]: decision["outcome"] for decision in current(store, item).decisions}
    assert told == {"backend": "matched", "picky": "below_threshold", "elsewhere": "filtered"}


def test_a_filtered_listing_names_the_rule_that_did_it(item: QueueItem, ports: Ports, store: SqliteStore) -> None:
    search = replace(PROFILE.searches[0], policy=Policy(excluded_companies=("Acme",)))
    score_item(item.ticket, replace(ports, profile=lambda: replace(PROFILE, searches=(search,))))
    done = current(store, item)
    assert done.outcome is Outcome.FILTERED
    assert "excluded_companies" in done.reason
    assert store.matches() == []


def test_a_passing_failure_waits_and_is_never_a_score(item: QueueItem, ports: Ports, store: SqliteStore) -> None:
    assert score_item(item.ticket, failing(ports, Retryable("overloaded (529)"))) == "waiting"
    waiting = current(store, item)
    assert (waiting.status, waiting.outcome, waiting.attempt) == (ItemStatus.PENDING, None, 1)
    assert waiting.error is not None
    assert (waiting.error.kind, waiting.error.message) == (ErrorKind.TRANSIENT, "overloaded (529).")
    assert waiting.not_before is not None
    assert store.matches() == []


def test_what_the_other_side_asks_for_is_the_least_wait(
    item: QueueItem, ports: Ports, store: SqliteStore, clock: Clock
) -> None:
    score_item(item.ticket, failing(ports, Retryable("busy", after_seconds=5000)))
    assert current(store, item).not_before == clock() + timedelta(seconds=5000)


def test_an_item_that_keeps_failing_ends_as_failed_with_the_reason(
    item: QueueItem, ports: Ports, store: SqliteStore, clock: Clock
) -> None:
    broken = failing(ports, *[ValueError("not the schema")] * 9)
    told = []
    for _ in range(7):
        told.append(score_item(current(store, item).ticket, broken))
        clock.advance(hours=2)
    assert told == ["waiting"] * 4 + ["failed"] + ["not ours"] * 2
    failed = current(store, item)
    assert failed.status is ItemStatus.FAILED
    assert "not the schema" in failed.reason
    assert store.matches() == []


def test_a_permanent_failure_is_recorded_and_not_repeated(item: QueueItem, ports: Ports, store: SqliteStore) -> None:
    assert score_item(item.ticket, failing(ports, Permanent("hopeless"))) == "failed"
    assert current(store, item).reason == "hopeless."


def test_an_item_whose_workers_keep_dying_ends_as_failed(
    item: QueueItem, ports: Ports, store: SqliteStore, clock: Clock
) -> None:
    for _ in range(5):
        claimed = store.claim(current(store, item).ticket, now=clock(), lease_seconds=60, token="dead")
        assert claimed is not None
        clock.advance(minutes=2)
    assert score_item(current(store, item).ticket, ports) == "failed"
    assert "workers died" in current(store, item).reason


def test_a_late_worker_writes_nothing(item: QueueItem, ports: Ports, store: SqliteStore, clock: Clock) -> None:
    def slow(posting: Posting) -> Facts:
        clock.advance(hours=1)
        assert store.claim(current(store, item).ticket, now=clock(), lease_seconds=60, token="other") is not None
        return ports.read(posting)

    assert score_item(item.ticket, replace(ports, read=slow)) == "not ours"
    assert store.matches() == []
    assert current(store, item).claim_token == "other"


def test_without_a_profile_nothing_is_claimed(item: QueueItem, ports: Ports, store: SqliteStore) -> None:
    with pytest.raises(Misconfigured, match="profile import"):
        score_item(item.ticket, replace(ports, profile=lambda: None))
    assert current(store, item).status is ItemStatus.PENDING


def test_without_an_enabled_search_nothing_is_called_a_failure(
    item: QueueItem, ports: Ports, store: SqliteStore
) -> None:
    off = Profile(person=PROFILE.person, searches=(Search(name="off", enabled=False),), version="2")
    with pytest.raises(Misconfigured, match="no enabled search"):
        score_item(item.ticket, replace(ports, profile=lambda: off))
    assert current(store, item).status is ItemStatus.PENDING
    assert current(store, item).attempt == 0


def test_a_closed_listing_is_not_scored(item: QueueItem, ports: Ports, store: SqliteStore, clock: Clock) -> None:
    store.close([item.listing_id], clock())
    assert score_item(item.ticket, ports) == "closed"
    assert store.matches() == []


def test_the_sweep_drives_what_waits_and_what_died(
    item: QueueItem, ports: Ports, store: SqliteStore, clock: Clock
) -> None:
    assert isinstance(ports.bus, SilentBus)
    score_item(item.ticket, failing(ports, Retryable("later")))
    assert sweep_queue(ports) == 0
    clock.advance(minutes=5)
    assert sweep_queue(ports) == 1
    ((topic, message),) = ports.bus.sent
    assert topic == "job-finder-retry-staging"
    assert store.claim(current(store, item).ticket, now=clock(), lease_seconds=60, token="killed") is not None
    assert sweep_queue(ports) == 0
    clock.advance(minutes=2)
    assert sweep_queue(ports) == 1
    _, message = ports.bus.sent[-1]
    assert score_items(tickets_of_text(message["items"]), ports) == {"matched": 1}


def test_a_lot_is_scored_together_and_a_failure_in_it_is_its_own(
    ports: Ports, board: Greenhouse, source: Source, store: SqliteStore, clock: Clock
) -> None:
    board.jobs = [job(number) for number in range(60)]
    scrape_source(KEY, ports)
    assert isinstance(ports.bus, SilentBus)
    assert sweep_queue(ports) == 60
    lots = [tickets_of_text(message["items"]) for _, message in ports.bus.sent]
    assert [len(lot) for lot in lots] == [50, 10]
    told = score_items(lots[0], failing(ports, Retryable("later"), Permanent("hopeless")))
    assert told == {"matched": 48, "waiting": 1, "failed": 1}
    assert score_items(lots[0], ports) == {"not ours": 50}
    clock.advance(hours=1)
    assert score_items(store.due(now=clock(), limit=99), ports) == {"matched": 11}
    assert len(store.matches()) == 59


@pytest.mark.parametrize("text", ["", "abc", "abc@", "@5", "abc@x", "abc@5 d"])
def test_a_retry_that_names_no_items_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        tickets_of_text(text)


def test_waits_grow_and_are_capped() -> None:
    waits = [wait_seconds(attempt, 1.0) for attempt in range(1, 20)]
    assert waits[:3] == [30, 60, 120]
    assert waits[-1] == LONGEST_WAIT_SECONDS
    assert wait_seconds(1, 0.0) == 15


def page(**fields: Any) -> str:
    import json

    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Backend Engineer",
        "hiringOrganization": {"name": "Acme"},
        "description": "<p>Python and PostgreSQL</p>",
        **fields,
    }
    return f'<html><script type="application/ld+json">{json.dumps(posting)}</script></html>'


def test_a_submitted_page_is_read_and_scored(ports: Ports, store: SqliteStore, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/jobs/7").respond_with_data(page(), content_type="text/html")
    submitted = submit_url(httpserver.url_for("/jobs/7"), ports)
    assert score_item(submitted.ticket, ports) == "matched"
    (match,) = store.matches()
    assert (match.title, match.company) == ("Backend Engineer", "Acme")
    assert submit_url(httpserver.url_for("/jobs/7?utm_source=mail"), ports).id == submitted.id


def test_a_submitted_page_without_a_posting_fails_in_words(
    ports: Ports, store: SqliteStore, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/about").respond_with_data("<html><p>Hello</p></html>", content_type="text/html")
    submitted = submit_url(httpserver.url_for("/about"), ports)
    assert score_item(submitted.ticket, ports) == "failed"
    assert "posting" in current(store, submitted).reason.lower()


def test_a_submitted_address_that_must_not_be_fetched_fails(ports: Ports, store: SqliteStore) -> None:
    submitted = submit_url("http://169.254.169.254/computeMetadata/v1/", ports)
    assert score_item(submitted.ticket, ports) == "failed"
    assert "169.254.169.254" in current(store, submitted).reason


def test_clean_up_deletes_by_age_and_spares_what_was_touched(
    item: QueueItem, ports: Ports, store: SqliteStore, clock: Clock
) -> None:
    score_item(item.ticket, ports)
    (match,) = store.matches()
    store.set_match_state(match.id, MatchState.APPLIED, "sent", now=clock())
    clock.advance(days=6)
    assert clean_up(ports).succeeded_items == 0
    clock.advance(days=2)
    matches_go = replace(ports, limits=replace(ports.limits, match_retention_days=1))
    report = clean_up(matches_go)
    assert (report.succeeded_items, report.matches) == (1, 0)
    assert store.item(item.id) is None
    assert [kept.notes for kept in store.matches()] == ["sent"]


def test_production_keeps_failed_items_and_matches_for_ever(
    item: QueueItem, ports: Ports, store: SqliteStore, clock: Clock
) -> None:
    score_item(item.ticket, failing(ports, Permanent("hopeless")))
    clock.advance(days=4000)
    production = replace(ports, limits=replace(ports.limits, succeeded_retention_days=30, failed_retention_days=None))
    assert clean_up(production).failed_items == 0
    assert store.item(item.id) is not None
