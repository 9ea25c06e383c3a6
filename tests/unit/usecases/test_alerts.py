from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import time
from pathlib import Path

import pytest

from jobfinder.domain.alarm_book import MOST_EPISODES
from jobfinder.domain.alarms import Alarm
from jobfinder.errors import Misconfigured, Retryable
from jobfinder.ports import Limits, Ports, Target, TextForm
from jobfinder.stores.sqlite import SqliteStore
from jobfinder.usecases.alerts import MARK, MOST_TRIES, InStore, alert, open_alarms, recovered, tell_alarms
from tests.unit.usecases.conftest import Clock

CHAT = Target(id="a1", name="alerts.urls[0] (Discord)", form=TextForm.MARKDOWN, most_characters=2000)
MAIL = Target(id="b2", name="alerts.urls[1] (E-Mail)", form=TextForm.HTML, most_characters=30_000)
RED = Alarm("health: store", "Health is red: the store is away", "", "Look at it.")


@dataclass
class Services:
    """Services that keep what they are sent; some are away."""

    all: tuple[Target, ...] = (CHAT,)
    sent: list[tuple[str, str, str]] = field(default_factory=list)
    away: set[str] = field(default_factory=set)
    asked: int = 0
    before: Callable[[], None] = lambda: None

    def targets(self) -> tuple[Target, ...]:
        return self.all

    def send(self, target: Target, title: str, body: str) -> None:
        self.before()
        self.asked += 1
        if target.id in self.away:
            raise Retryable("The message was not taken: error=503")
        self.sent.append((target.id, title, body))

    @property
    def titles(self) -> list[str]:
        return [title.removeprefix("Job Finder (staging): ") for _, title, _ in self.sent]


@pytest.fixture
def services() -> Services:
    return Services()


@pytest.fixture
def told(ports: Ports, services: Services) -> Ports:
    return replace(ports, alerter=services)


def alarm(number: int | str = 1, kind: str = "source") -> Alarm:
    return Alarm(f"{kind} yields less: {number}", f"Source {number} yields nothing", "It had 40.", "jobfinder sources")


def limited(ports: Ports, **changes: object) -> Ports:
    return replace(ports, limits=replace(ports.limits, **changes))  # type: ignore[arg-type]


def test_an_alarm_is_told_once_for_as_long_as_it_lasts(told: Ports, services: Services, clock: Clock) -> None:
    for _ in range(3):
        alert(alarm(), told)
        tell_alarms(told)
        clock.advance(hours=5)
    assert services.titles == ["Source 1 yields nothing"]
    (_, _, body) = services.sent[0]
    assert "It had 40" in body
    assert "To do: jobfinder sources" in body


def test_nothing_is_sent_nor_asked_for_where_nothing_is_wrong(told: Ports, services: Services) -> None:
    assert tell_alarms(told) == 0
    assert told.store.mark(MARK) is None


def test_an_alarm_is_written_down_at_once_and_sent_by_the_sweep_alone(told: Ports, services: Services) -> None:
    alert(alarm(), told)
    assert services.sent == []
    assert tell_alarms(told) == 1


def test_the_end_is_told_when_it_has_settled_and_then_all_is_forgotten(
    told: Ports, services: Services, clock: Clock
) -> None:
    alert(alarm(), told)
    tell_alarms(told)
    recovered(alarm().key, told)
    tell_alarms(told)
    assert len(services.sent) == 1
    clock.advance(minutes=11)
    tell_alarms(told)
    assert services.titles[1:] == ["over: Source 1 yields nothing"]
    assert not InStore(told.store).read()[0].episodes
    alert(alarm(), told)
    tell_alarms(told)
    assert len(services.sent) == 3


def test_what_flutters_is_one_episode(told: Ports, services: Services, clock: Clock) -> None:
    for _ in range(20):
        alert(RED, told)
        tell_alarms(told)
        clock.advance(minutes=2)
        recovered(RED.key, told)
        tell_alarms(told)
        clock.advance(minutes=2)
    assert len(services.sent) == 1


def test_what_was_over_before_it_could_be_told_is_told_all_the_same(
    told: Ports, services: Services, clock: Clock
) -> None:
    services.away = {CHAT.id}
    alert(alarm(), told)
    tell_alarms(told)
    clock.advance(minutes=30)
    recovered(alarm().key, told)
    clock.advance(minutes=30)
    services.away.clear()
    assert tell_alarms(told) == 1
    assert services.titles == ["over: Source 1 yields nothing"]
    assert "from 2026-03-02 09:00 UTC until 2026-03-02 09:30 UTC" in services.sent[0][2].replace("\\", "")
    clock.advance(hours=1)
    assert tell_alarms(told) == 0


def test_a_service_that_is_away_is_told_later_and_the_others_not_again(
    told: Ports, services: Services, clock: Clock
) -> None:
    services.all, services.away = (CHAT, MAIL), {CHAT.id}
    alert(alarm(), told)
    alert(alarm(2), told)
    tell_alarms(told)
    assert [target for target, _, _ in services.sent] == [MAIL.id, MAIL.id]
    assert services.asked == 3  # one that refused is not asked again in this round
    clock.advance(minutes=5)
    services.away.clear()
    tell_alarms(told)
    assert [target for target, _, _ in services.sent] == [MAIL.id, MAIL.id, CHAT.id, CHAT.id]


def test_an_address_that_cannot_be_one_costs_neither_the_work_nor_the_alarm(told: Ports, services: Services) -> None:
    class Wrong(Services):
        def targets(self) -> tuple[Target, ...]:
            raise Misconfigured("Not an address that messages can be sent to: alerts.urls[0]")

    alert(alarm(), told)
    assert tell_alarms(replace(told, alerter=Wrong())) == 0
    assert tell_alarms(told) == 1


def test_no_more_than_so_many_an_hour_and_the_rest_in_one(told: Ports, services: Services, clock: Clock) -> None:
    told = limited(told, alerts_per_hour=3)
    for number in range(10):
        alert(alarm(number), told)
        clock.advance(seconds=1)
    assert tell_alarms(told) == 3
    assert services.titles == ["Source 0 yields nothing", "Source 1 yields nothing", "8 alerts, 8 of them still on"]
    assert "Source 9 yields nothing" in services.sent[2][2]
    for number in range(10, 14):
        alert(alarm(number), told)
        clock.advance(minutes=10)
        assert tell_alarms(told) == 0
    clock.advance(minutes=21)
    assert tell_alarms(told) == 3
    assert services.titles[3:] == [
        "Source 10 yields nothing",
        "Source 11 yields nothing",
        "2 alerts, 2 of them still on",
    ]


def test_a_message_that_nobody_took_does_not_count(told: Ports, services: Services, clock: Clock) -> None:
    told, services.away = limited(told, alerts_per_hour=1), {CHAT.id}
    alert(alarm(), told)
    for _ in range(5):
        assert tell_alarms(told) == 0
        clock.advance(minutes=5)
    services.away.clear()
    assert tell_alarms(told) == 1


def test_an_urgent_alarm_waits_for_no_allowance_and_for_no_quiet_hours(
    told: Ports, services: Services, clock: Clock
) -> None:
    told = limited(told, alerts_per_hour=1, quiet_hours=(time(8), time(10)))
    alert(alarm(), told)
    alert(RED, told)
    tell_alarms(told)
    assert services.titles == ["Health is red: the store is away"]
    clock.advance(hours=2)
    tell_alarms(told)
    assert services.titles[1:] == ["Source 1 yields nothing"]


def test_the_kinds_that_happen_and_do_not_last_end_by_themselves_without_a_word(
    told: Ports, services: Services, clock: Clock
) -> None:
    failed = Alarm("failed: queue items", "1 queue item failed for good", "", "")
    alert(failed, told)
    tell_alarms(told)
    clock.advance(minutes=50)
    alert(failed, told)
    tell_alarms(told)
    assert len(services.sent) == 1
    clock.advance(minutes=11)
    alert(failed, told)
    tell_alarms(told)
    clock.advance(hours=5)
    tell_alarms(told)
    assert services.titles == ["1 queue item failed for good"] * 2


def test_two_workers_tell_of_one_alarm_once(told: Ports, services: Services, tmp_path: Path, clock: Clock) -> None:
    other_store = SqliteStore.open(tmp_path / "portfolio-staging.db", environment="staging", clock=clock)
    other = replace(told, store=other_store)
    together = threading.Barrier(2)

    def work(ports: Ports) -> int:
        together.wait(10)
        alert(alarm(), ports)
        return tell_alarms(ports)

    with ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(work, (told, other)))
    other_store.close_store()
    assert sum(sent) + tell_alarms(told) == 1
    assert len(services.sent) == 1


def test_while_one_is_sending_another_does_not_and_what_came_meanwhile_is_told_next(
    told: Ports, services: Services
) -> None:
    alert(alarm(), told)

    def meanwhile() -> None:
        services.before = lambda: None
        assert tell_alarms(told) == 0
        alert(alarm(2), told)

    services.before = meanwhile
    assert tell_alarms(told) == 1
    assert tell_alarms(told) == 1
    assert services.titles == ["Source 1 yields nothing", "Source 2 yields nothing"]


def test_whoever_dies_while_sending_holds_nobody_up_for_long(told: Ports, services: Services, clock: Clock) -> None:
    class Killed(BaseException):
        pass

    def die() -> None:
        raise Killed

    alert(alarm(), told)
    services.before = die
    with pytest.raises(Killed):
        tell_alarms(told)
    services.before = lambda: None
    assert tell_alarms(told) == 0
    clock.advance(minutes=11)
    assert tell_alarms(told) == 1


def test_raising_an_alarm_never_costs_the_work_in_hand(told: Ports) -> None:
    class Away:
        def mark(self, name: str) -> str | None:
            raise Retryable("The database does not answer")

    away = replace(told, store=Away())  # type: ignore[arg-type]
    alert(alarm(), away)
    recovered(alarm().key, away)
    assert open_alarms(told) == []


def test_others_who_write_all_the_time_end_in_a_word_and_not_in_a_loop(told: Ports) -> None:
    class Busy:
        reads = 0

        def mark(self, name: str) -> str | None:
            self.reads += 1
            return None

        def swap_mark(self, name: str, was: str | None, now: str) -> bool:
            return False

    busy = Busy()
    alert(alarm(), replace(told, store=busy))  # type: ignore[arg-type]
    assert busy.reads == MOST_TRIES


def test_a_book_that_somebody_edited_into_nonsense_begins_anew(told: Ports, services: Services) -> None:
    for nonsense in ("{", "[]", '{"episodes": [{}]}', '{"episodes": 3}'):
        assert told.store.swap_mark(MARK, told.store.mark(MARK), nonsense)
        alert(alarm(), told)
        tell_alarms(told)
    assert services.titles == ["Source 1 yields nothing"] * 4


def test_the_book_stays_small_however_much_goes_wrong_and_what_has_no_room_is_logged(
    told: Ports, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        for number in range(MOST_EPISODES + 20):
            alert(Alarm(f"source {number}", "🦉" * 5000, "🦉\ud800" * 50_000, "🦉" * 5000), told)
            recovered("source unheard of", told)
    assert len([one for one in caplog.records if "book of alarms is full" in one.getMessage()]) == 20
    text = told.store.mark(MARK)
    assert text is not None
    assert len(text.encode()) < 1 << 20


def test_what_is_over_is_forgotten_and_what_lasts_for_a_month_is_told_again(
    told: Ports, services: Services, clock: Clock
) -> None:
    alert(alarm(), told)
    alert(Alarm("failed: queue items", "1 queue item failed for good", "", ""), told)
    tell_alarms(told)
    clock.advance(hours=2)
    tell_alarms(told)
    assert set(InStore(told.store).read()[0].episodes) == {alarm().key}
    clock.advance(days=30)
    tell_alarms(told)
    alert(alarm(), told)
    tell_alarms(told)
    assert services.titles.count("Source 1 yields nothing") == 2


def test_a_stop_leaves_what_is_not_told_for_the_next_one(told: Ports, services: Services) -> None:
    alert(alarm(), told)
    assert tell_alarms(replace(told, stopping=lambda: True)) == 0
    assert tell_alarms(told) == 1


def test_the_limits_without_a_word_are_those_of_the_settings(told: Ports) -> None:
    from jobfinder.config import AlertSettings

    limits = Limits(min_match_score=70)
    assert (limits.alerts_per_hour, limits.alert_from_retries) == (AlertSettings().per_hour, AlertSettings().retries)
