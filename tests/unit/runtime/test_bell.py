"""The machine that is unwell says so by itself, once, also where its store is what is away."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jobfinder.domain.alarm_book import KINDS, kind_of
from jobfinder.errors import Retryable
from jobfinder.ports import Ports
from jobfinder.runtime import bell as runtime
from jobfinder.runtime import lives
from jobfinder.runtime.bell import DISK, TODO, Bell, start_bell
from jobfinder.runtime.deliveries import MOST_DELIVERIES, Deliveries
from jobfinder.runtime.heartbeat import PARTS, STALLED_AFTER_SECONDS, Heartbeat
from jobfinder.runtime.one_machine import given_up
from jobfinder.usecases.alerts import InStore, open_alarms, tell_alarms
from tests.unit.usecases.conftest import Clock, clock, ports, store  # noqa: F401 - fixtures
from tests.unit.usecases.test_alerts import CHAT, Services


class AwayStore:
    """A store that answers nothing: whoever asks it fails."""

    def __getattr__(self, name: str) -> Any:
        raise Retryable(f"The database does not answer ({name})")


@pytest.fixture
def services() -> Services:
    return Services()


@pytest.fixture
def heart(tmp_path: Path, clock: Clock) -> Heartbeat:  # noqa: F811
    return Heartbeat(tmp_path / "beat", began_at=clock())


@pytest.fixture
def bell(ports: Ports, services: Services, heart: Heartbeat, tmp_path: Path) -> Bell:  # noqa: F811
    return Bell(replace(ports, alerter=services, store=AwayStore()), heart, tmp_path)


def beat(heart: Heartbeat, now: datetime, *parts: str) -> None:
    for part in parts or PARTS:
        heart.beat(part, now)


def test_a_part_that_stands_still_is_told_once_within_two_intervals_although_the_store_is_away(
    bell: Bell,
    heart: Heartbeat,
    services: Services,
    clock: Clock,  # noqa: F811
) -> None:
    beat(heart, clock())
    heart.complain("store", "the disk does not answer")
    for _ in range(20):
        beat(heart, clock(), "watcher", "scheduler")
        bell.look()
        clock.advance(seconds=15)
    (title,) = services.titles
    assert title.startswith("Health is red: The store has not answered for 75 s: the disk does not answer")
    assert STALLED_AFTER_SECONDS + runtime.LOOK_EVERY_SECONDS >= 75


def test_its_recovery_is_told_when_it_has_lasted(
    bell: Bell,
    heart: Heartbeat,
    services: Services,
    clock: Clock,  # noqa: F811
) -> None:
    clock.advance(seconds=STALLED_AFTER_SECONDS + 1)
    assert bell.look() == len(PARTS)
    for _ in range(50):
        beat(heart, clock())
        bell.look()
        clock.advance(seconds=15)
    assert len(services.sent) == 2 * len(PARTS)
    assert all(title.startswith("over: ") for title in services.titles[len(PARTS) :])


def test_an_alarm_whose_service_is_away_is_told_at_a_later_look(
    bell: Bell,
    services: Services,
    clock: Clock,  # noqa: F811
) -> None:
    services.away = {CHAT.id}
    clock.advance(seconds=STALLED_AFTER_SECONDS + 1)
    assert bell.look() == 0
    services.away.clear()
    clock.advance(seconds=15)
    assert bell.look() == len(PARTS)


def test_a_full_disk_is_told(
    bell: Bell,
    heart: Heartbeat,
    services: Services,
    clock: Clock,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    beat(heart, clock())
    monkeypatch.setattr(runtime, "full_disk", lambda folder: f"The disk is full: 1.0 MB free at {folder.name}")
    bell.look()
    assert services.titles[0].startswith("Health is red: The disk is full: 1.0 MB free at")


def test_each_part_has_words_on_what_to_do() -> None:
    assert set(TODO) == {*PARTS, DISK}
    assert kind_of("health: store").is_urgent


def test_a_look_that_goes_wrong_is_not_the_last_one() -> None:
    looks: list[int] = []
    enough, stopping = threading.Event(), threading.Event()

    def look() -> None:
        looks.append(1)
        if len(looks) == 3:
            enough.set()
        raise RuntimeError("out of luck")

    thread = start_bell(look, stopping, look_every_seconds=0.001)
    assert enough.wait(10)
    stopping.set()
    thread.join(10)
    assert not thread.is_alive()


# -- lives ------------------------------------------------------------------------------------------------------------


def test_a_life_that_ends_on_purpose_is_no_news(ports: Ports) -> None:  # noqa: F811
    for _ in range(3):
        lives.begin_life(ports)
        lives.end_life(ports)
    assert open_alarms(ports) == []


def test_a_life_that_begins_after_a_kill_is_told(
    ports: Ports,  # noqa: F811
    services: Services,
    clock: Clock,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lives.begin_life(ports)
    clock.advance(hours=1)
    monkeypatch.setattr("jobfinder.owner.owner_is_dead", lambda token: "/" in token)
    lives.begin_life(ports)
    (episode,) = open_alarms(ports)
    assert episode.kind is KINDS["restart"]
    assert "ran since 2026-03-02T09:00:00Z" in episode.alarm.body
    assert "'{{.State.OOMKilled}} {{.RestartCount}}' job-finder-staging" in episode.alarm.todo
    assert tell_alarms(replace(ports, alerter=services)) == 1


def test_a_store_that_is_away_keeps_nobody_from_starting(ports: Ports) -> None:  # noqa: F811
    lives.begin_life(replace(ports, store=AwayStore()))
    assert ports.store.mark(lives.MARK) is None


def test_a_neighbour_that_lives_is_not_taken_for_dead_and_its_life_is_not_ended(ports: Ports) -> None:  # noqa: F811
    lives.begin_life(ports)
    lives.begin_life(ports)
    assert open_alarms(ports) == []
    ports.store.swap_mark(lives.MARK, ports.store.mark(lives.MARK), "2026-03-02T09:00:00Z elsewhere/7/123/abc")
    lives.end_life(ports)
    assert ports.store.mark(lives.MARK) == "2026-03-02T09:00:00Z elsewhere/7/123/abc"


# -- dead letters -----------------------------------------------------------------------------------------------------


def test_an_event_that_is_given_up_rings(monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[tuple[str, str]] = []
    done = threading.Event()

    def fails(event: object) -> None:
        raise Retryable("The store is away")

    def ring(function: str, error: Exception) -> None:
        rung.append((function, str(error)))
        done.set()

    monkeypatch.setattr("jobfinder.runtime.deliveries.FIRST_WAIT_SECONDS", 0.001)
    deliveries = Deliveries({"sweep_queue": fails}, {"sweep_queue": "work"}, {"work": 1}, ring)
    deliveries.start()
    deliveries.deliver("sweep_queue", object())  # type: ignore[arg-type]
    assert done.wait(10)
    deliveries.stop(5)
    assert rung == [("sweep_queue", "The store is away.")]


def test_the_alarm_of_a_dead_letter_names_the_function_and_what_it_said(ports: Ports) -> None:  # noqa: F811
    alarm = given_up("clean_up", Retryable("The store is away"))
    assert kind_of(alarm.key) is KINDS["dead-letters"]
    assert str(MOST_DELIVERIES) in alarm.title
    assert "The store is away" in alarm.body
    assert (
        InStore(ports.store).read()[0].begin(alarm, ports.clock()).is_on(alarm.key, ports.clock() + timedelta(hours=23))
    )
