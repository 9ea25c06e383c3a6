from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from jobfinder.domain.alarm_book import KINDS, kind_of
from jobfinder.domain.queue import ErrorKind, ItemError, ItemKind, QueueItem
from jobfinder.domain.source import Completeness, Run, Source
from jobfinder.ports import Ports
from jobfinder.usecases import watch_over as usecase
from jobfinder.usecases.alerts import InStore
from jobfinder.usecases.watch_over import watch_over
from tests.unit.usecases.conftest import Clock
from tests.unit.usecases.test_alerts import Services

OOPS = ItemError(ErrorKind.PERMANENT, "The board sent half a page (https://x:secret@board.example/jobs?key=abc)")


@pytest.fixture
def services() -> Services:
    return Services()


@pytest.fixture
def told(ports: Ports, services: Services) -> Ports:
    return replace(ports, alerter=services, limits=replace(ports.limits, alert_from_retries=4))


def enqueued(ports: Ports, name: str) -> None:
    ports.store.enqueue([QueueItem(id=name, kind=ItemKind.LISTING, created_at=ports.clock(), listing_id="l")])


def taken(ports: Ports, name: str) -> QueueItem:
    item = ports.store.item(name)
    assert item is not None
    claimed = ports.store.claim(item.ticket, now=ports.clock(), lease_seconds=60, token="t")
    assert claimed is not None
    return claimed


def failed(ports: Ports, *names: str) -> None:
    for name in names:
        enqueued(ports, name)
        ports.store.fail(taken(ports, name), OOPS, now=ports.clock())


def test_items_that_failed_are_told_with_their_reasons_and_the_next_ones_an_hour_later(
    told: Ports, services: Services, clock: Clock
) -> None:
    assert watch_over(told) == 0
    failed(told, "one", "two")
    assert watch_over(told) == 1
    clock.advance(minutes=5)
    failed(told, "three")
    assert watch_over(told) == 0
    clock.advance(minutes=60)
    assert watch_over(told) == 1
    clock.advance(hours=5)
    assert watch_over(told) == 0
    assert services.titles == ["2 queue items failed for good", "1 queue item failed for good"]
    words = services.sent[0][2]
    assert "The board sent half a page" in words
    assert "secret" not in words
    assert "abc" not in words


def test_failed_items_that_were_retried_or_deleted_are_no_news_and_hide_none(
    told: Ports, services: Services, clock: Clock
) -> None:
    failed(told, "one", "two", "three")
    watch_over(told)
    told.store.retry(["one", "two", "three"], now=clock())
    clock.advance(hours=2)
    watch_over(told)
    failed(told, "four")
    watch_over(told)
    assert services.titles[1:2] == ["1 queue item failed for good"]


def test_many_retries_are_told_once_and_are_over_at_half_as_many(told: Ports, services: Services, clock: Clock) -> None:
    for name in (f"item{number}" for number in range(5)):
        enqueued(told, name)
        told.store.wait(taken(told, name), OOPS, not_before=clock.now.replace(hour=23), now=clock())
    assert watch_over(told) == 1
    assert services.titles == ["5 queue items wait to be tried again"]
    clock.now = clock.now.replace(hour=23)
    for number in range(3):
        told.store.fail(taken(told, f"item{number}"), OOPS, now=clock())
    watch_over(told)
    assert not InStore(told.store).read()[0].is_on(usecase.RETRIES, clock())


def test_a_queue_that_nobody_works_on_is_told_and_one_that_moves_is_not(
    told: Ports, services: Services, clock: Clock
) -> None:
    enqueued(told, "first")
    for _ in range(5):
        watch_over(told)
        clock.advance(minutes=5)
    watch_over(told)
    assert services.titles == ["The queue stands still"]
    taken(told, "first")
    watch_over(told)
    clock.advance(minutes=11)
    assert not InStore(told.store).read()[0].is_on(usecase.STALLED, clock())


def test_a_long_queue_that_moves_is_no_stall(told: Ports, services: Services, clock: Clock) -> None:
    for number in range(12):
        enqueued(told, f"item{number:02}")
        clock.advance(seconds=1)
    clock.advance(hours=1)
    for number in range(12):
        watch_over(told)
        told.store.wait(taken(told, f"item{number:02}"), OOPS, not_before=clock.now.replace(day=20), now=clock())
        clock.advance(minutes=5)
    assert "The queue stands still" not in services.titles


def test_a_quiet_environment_costs_one_write_an_hour(
    told: Ports, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes: list[str] = []
    swap = told.store.swap_mark

    def counted(store: object, name: str, was: str | None, now: str) -> bool:
        writes.append(name)
        return swap(name, was, now)

    monkeypatch.setattr(type(told.store), "swap_mark", counted)
    for _ in range(24):
        watch_over(told)
        clock.advance(minutes=5)
    assert len(writes) == 2


def test_boards_that_nothing_reads_are_told_when_they_were_overdue_twice(
    told: Ports, services: Services, clock: Clock, source: Source
) -> None:
    clock.advance(hours=19)
    for _ in range(14):
        watch_over(told)
        clock.advance(minutes=5)
    assert services.titles == ["1 board is not read any more"]
    assert "greenhouse:acme" in services.sent[0][2]
    run = Run(source_key=source.key, started_at=clock(), seconds=1.0, completeness=Completeness.COMPLETE)
    told.store.record_run(run, next_run_at=clock() + timedelta(hours=6), failures_in_a_row=0)
    clock.advance(hours=1)
    watch_over(told)
    assert not InStore(told.store).read()[0].is_on(usecase.UNREAD, clock())


def test_a_board_that_is_off_or_is_due_later_is_not_missed(
    told: Ports, services: Services, clock: Clock, source: Source
) -> None:
    run = Run(source_key=source.key, started_at=clock(), seconds=1.0, completeness=Completeness.BLOCKED)
    told.store.record_run(run, next_run_at=clock() + timedelta(days=9), failures_in_a_row=9)
    told.store.save_source(replace(source, key="greenhouse:off", board="off", enabled=False))
    clock.advance(days=3)
    for _ in range(3):
        watch_over(told)
        clock.advance(hours=1)
    assert services.sent == []


def test_what_somebody_edited_into_nonsense_ends_no_sweep(told: Ports, services: Services) -> None:
    enqueued(told, "first")
    failed(told, "one")
    seen = dict.fromkeys(("failed", "due_at", "due_seen_at", "sources_at", "unread"), "nonsense")
    book, was = InStore(told.store).read()
    assert InStore(told.store).swap(was, replace(book, seen=seen))
    watch_over(told)
    assert services.titles == ["1 queue item failed for good"]


def test_each_alarm_of_the_queue_is_of_a_kind_that_is_known() -> None:
    for key in (usecase.FAILED, usecase.RETRIES, usecase.STALLED, usecase.UNREAD):
        assert kind_of(key) is KINDS[key.partition(":")[0]]
