"""The budget of a day holds: among workers, over midnight, with a worker that dies."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jobfinder.domain.alarm_book import KINDS
from jobfinder.domain.queue import ErrorKind, ItemStatus, QueueItem
from jobfinder.domain.usage import day_of, reserve
from jobfinder.usecases.alerts import open_alarms
from jobfinder.usecases.asking import most_micros
from tests.fakes.model_server import ModelServer
from tests.unit.models.reading import ANSWER, PROFILE, START, Desk, a_desk, configured


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(lambda system, user: ANSWER).running() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, server: ModelServer) -> Iterator[Desk]:
    made = a_desk(tmp_path, server)
    yield made
    made.store.close_store()


def test_out_of_budget_the_local_match_stands_and_is_read_tomorrow(desk: Desk, server: ModelServer) -> None:
    poor = configured(desk, server, daily_budget_usd=0.0001)
    item = poor.add()
    assert poor.score(item) == "matched"
    assert (server.paths, poor.item(item).status) == ([], ItemStatus.SUCCEEDED)
    (later,) = poor.later()
    assert later.not_before == START.replace(hour=0) + timedelta(days=1)
    assert later.error is not None
    assert later.error.kind is ErrorKind.QUOTA
    assert "budget" in later.error.message
    reading = poor.match().reading
    assert reading is not None
    assert "budget" in reading.awaits
    assert poor.score(later) == "not ours"
    poor.clock.advance(days=1)
    assert replace(poor, ports=desk.ports).score(later) == "matched"
    reading = poor.match().reading
    assert reading is not None
    assert (reading.awaits, reading.model) == ("", "anthropic:claude-haiku-5-5")


def test_a_spent_budget_is_an_alarm_once_a_day(desk: Desk, server: ModelServer) -> None:
    poor = configured(desk, server, daily_budget_usd=0.0001)
    for number in (1, 2):
        poor.score(poor.add(number))
        (episode,) = open_alarms(poor.ports)
        assert (episode.kind, episode.began_at) == (KINDS["budget"], START)
        assert "The budget of" in episode.alarm.body


def test_a_score_is_the_same_whether_the_budget_is_spent_or_there_is_no_model(
    tmp_path: Path, server: ModelServer
) -> None:
    decisions = []
    for name, settings in (("none", None), ("poor", {"daily_budget_usd": 0})):
        (tmp_path / name).mkdir()
        made = a_desk(tmp_path / name, server if settings else None, **(settings or {}))
        made.score(made.add())
        decisions.append(made.match().decision)
        made.store.close_store()
    assert decisions[0] == decisions[1]


def test_of_many_workers_no_more_ask_than_the_budget_allows(desk: Desk, server: ModelServer) -> None:
    server.delay_seconds = 0.05
    few = configured(desk, server, daily_budget_usd=0.02)
    items = [few.add(number, text=f"Python and PostgreSQL, job {number}. " * 3) for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(few.score, items))
    assert set(outcomes) == {"matched"}
    (day,) = few.store.usage("")
    assert 0 < day.calls < 12
    assert day.micros <= 20_000
    assert len(few.later()) == 12 - day.calls


def test_of_eight_workers_who_race_for_the_last_cents_as_many_ask_as_can_pay(desk: Desk, server: ModelServer) -> None:
    items = [desk.add(number, text=f"Python and PostgreSQL, job {number}.") for number in range(8)]
    models = desk.ports.models
    assert models is not None
    listings = desk.store.listings([item.listing_id for item in items])
    dearest = max(most_micros(models.ask(one.posting, PROFILE), models.choices[0].price) for one in listings.values())
    server.waits_for = 3  # answers only when three have asked: so that all three hold their money at once
    pays_for_three = replace(models, budget_micros=3 * dearest)
    few = replace(desk, ports=replace(desk.ports, models=pays_for_three))
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(few.score, items)) == {"matched"}
    (day,) = few.store.usage("")
    assert day.micros <= pays_for_three.budget_micros
    assert day.calls >= 3
    assert (day.calls, day.reserved) == (server.answered, ())
    assert len(few.later()) == 8 - day.calls


def test_a_call_over_midnight_is_settled_on_the_day_it_was_set_aside_in_and_asked_once(
    desk: Desk, server: ModelServer
) -> None:
    desk.clock.now = START.replace(hour=23, minute=59, second=59)
    first, second, same = _one_text_twice(desk)
    outcomes: list[str] = []
    read = server.read

    def over_midnight(system: str, user: str) -> Any:
        desk.clock.advance(seconds=2)
        server.read = read
        outcomes.append(same.score(second))
        return read(system, user)

    server.read = over_midnight
    assert desk.score(first) == "matched"
    assert (outcomes, len(server.asked)) == (["waiting"], 1)
    assert [(day.calls, day.reserved) for day in desk.store.usage("")] == [(1, ()), (0, ())]
    desk.clock.advance(minutes=5)
    assert same.score(second) == "matched"
    assert len(server.asked) == 1


def _one_text_twice(desk: Desk) -> tuple[QueueItem, QueueItem, Desk]:
    """Return two items of one text, and the desk for the second one."""
    first, second = desk.add(1), desk.add(1, "lever:other", company="Umbrella")
    listings = desk.store.listings([first.listing_id, second.listing_id])
    assert listings[first.listing_id].content_hash != listings[second.listing_id].content_hash
    one = replace(listings[second.listing_id], content_hash=listings[first.listing_id].content_hash)
    return first, second, replace(desk, ports=replace(desk.ports, store=_Relabelled(desk.store, one)))


def test_a_listing_that_another_worker_has_in_hand_waits(desk: Desk, server: ModelServer) -> None:
    server.delay_seconds = 0.3
    first, second, same = _one_text_twice(desk)
    started = threading.Thread(target=desk.score, args=(first,))
    started.start()
    while not server.paths:
        started.join(0.01)
    assert same.score(second) == "waiting"
    started.join()
    assert len(server.asked) == 1


class _Relabelled:
    """The store, with one listing under another content hash."""

    def __init__(self, store: Any, listing: Any) -> None:
        self._store, self._listing = store, listing

    def links(self, listing_id: str) -> list[Any]:
        return [self._listing]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def test_a_worker_that_dies_during_its_call_leaves_the_money_counted(desk: Desk) -> None:
    item = desk.add()
    day, killed = day_of(desk.clock()), desk.ports.store.item(item.id)
    assert killed is not None
    desk.store.change_usage(
        day, lambda found: reserve(found, {"x": 500}, budget_micros=10**9, now=desk.clock(), hold_seconds=60)
    )
    desk.clock.advance(minutes=5)
    desk.score(item)
    (ledger,) = desk.store.usage(day)
    assert (ledger.lost_calls, ledger.lost_micros) == (1, 500)
