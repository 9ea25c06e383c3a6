"""A company that was submitted: its board is added when it is proven, and else the item says what was found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cloudevents.conversion import to_binary
from functions_framework import create_app

from jobfinder import wiring
from jobfinder.domain.queue import ErrorKind, ItemKind, ItemStatus, Outcome, QueueItem
from jobfinder.errors import Retryable
from jobfinder.events import created_event
from jobfinder.ports import Ports, Request, Response
from jobfinder.usecases.add_company import submit_company
from jobfinder.usecases.score import score_item, score_items
from jobfinder.usecases.submit import submit_url
from tests.places import ROOT
from tests.unit.usecases.conftest import Clock
from tests.unit.usecases.web_of_sites import WebOfSites, greenhouse, greenhouse_job

SITE = "https://fern.example"
LINKS = {SITE: '<a href="https://boards.greenhouse.io/fern">Jobs</a>'}
BOARD = greenhouse("fern", greenhouse_job(1, company_name="Fern"))


def worked_on(ports: Ports, pages: dict[str, object]) -> QueueItem:
    there = replace(ports, fetcher=WebOfSites(pages))  # type: ignore[arg-type]
    item = submit_company(SITE, there)
    assert item.kind is ItemKind.SOURCE
    score_item(item.ticket, there)
    done = there.store.item(item.id)
    assert done is not None
    return done


def test_a_submitted_company_is_added_when_its_board_is_proven(ports: Ports) -> None:
    item = worked_on(ports, {**LINKS, **BOARD})
    assert (item.status, item.outcome) == (ItemStatus.SUCCEEDED, Outcome.ADDED)
    assert "greenhouse:fern" in item.reason
    assert "1 posting" in item.reason
    source = ports.store.source("greenhouse:fern")
    assert source is not None
    assert source.next_run_at is None  # due at once


def test_a_company_that_is_known_already_changes_nothing(ports: Ports, clock: Clock) -> None:
    worked_on(ports, {**LINKS, **BOARD})
    source = ports.store.source("greenhouse:fern")
    assert source is not None
    ports.store.save_source(replace(source, every_hours=3, enabled=False))
    clock.advance(days=1)
    assert worked_on(ports, {**LINKS, **BOARD}).outcome is Outcome.DUPLICATE
    kept = ports.store.source("greenhouse:fern")
    assert kept is not None
    assert (kept.every_hours, kept.enabled) == (3, False)


def test_another_companys_board_is_not_added_and_the_item_says_what_was_compared(ports: Ports) -> None:
    item = worked_on(ports, {**LINKS, **greenhouse("fern", greenhouse_job(1, company_name="Fern Robotics"))})
    assert item.status is ItemStatus.FAILED
    assert item.error is not None
    assert item.error.kind is ErrorKind.PERMANENT
    assert "Fern Robotics" in item.error.message
    assert "add it by its own address" in item.error.message
    assert ports.store.source("greenhouse:fern") is None


def test_a_company_without_a_board_ends_with_what_to_do(ports: Ports) -> None:
    item = worked_on(ports, {SITE: "<p>Plants.</p>"})
    assert item.status is ItemStatus.FAILED
    assert item.error is not None
    assert "No board was found on 1 page" in item.error.message


@pytest.mark.parametrize("silent", [SITE, next(iter(BOARD))])
def test_a_site_or_a_board_that_is_away_makes_the_item_wait(silent: str, ports: Ports) -> None:
    item = worked_on(ports, {**LINKS, **BOARD, silent: Retryable("The site has a fault (status 503)")})
    assert item.status is ItemStatus.PENDING
    assert item.not_before is not None


def test_the_same_company_submitted_twice_a_day_is_one_item(ports: Ports) -> None:
    assert submit_company("https://www.fern.example/", ports).id == submit_company(SITE, ports).id


def test_in_a_lot_companies_come_after_what_is_quick_and_what_has_no_time_is_handed_back(
    ports: Ports, clock: Clock
) -> None:
    class Slow(WebOfSites):
        def fetch(self, request: Request) -> Response:
            clock.advance(seconds=30)
            return super().fetch(request)

    there = replace(ports, fetcher=Slow({**LINKS, **BOARD}))
    companies = [submit_company(url, there) for url in (SITE, f"{SITE}/a", f"{SITE}/b")]
    url = submit_url("https://fern.example/nothing", there)
    outcomes = score_items([item.ticket for item in (*companies, url)], there)
    assert outcomes == {"added": 1, "failed": 1, "left for later": 2}
    left = [there.store.item(item.id) for item in companies]
    assert [(one.status, one.attempt) for one in left if one] == [
        (ItemStatus.SUCCEEDED, 1),
        (ItemStatus.PENDING, 0),
        (ItemStatus.PENDING, 0),
    ]


def test_the_function_of_new_queue_items_adds_a_company(ports: Ports) -> None:
    there = replace(ports, fetcher=WebOfSites({**LINKS, **BOARD}))
    item = submit_company(SITE, there)
    client = create_app("score_queue_item", str(ROOT / "functions" / "main.py"), "cloudevent").test_client()  # type: ignore[no-untyped-call]
    headers, body = to_binary(created_event(item, ports.environment.database, ports.clock()))
    wiring.install(there)
    try:
        assert client.post("/", headers=headers, data=body).status_code == 200
    finally:
        wiring.install(None)
    done = ports.store.item(item.id)
    assert done is not None
    assert done.outcome is Outcome.ADDED
