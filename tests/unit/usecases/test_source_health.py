"""A source that goes quiet is noticed once, said so in the log and to the user's services, and heals by itself."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from jobfinder.domain.condition import HealthState, Symptom
from jobfinder.domain.source import Completeness, Source
from jobfinder.ports import Ports, Target, TextForm
from jobfinder.stores.sqlite import SqliteStore
from jobfinder.usecases.alerts import InStore, tell_alarms
from jobfinder.usecases.asked_sources import MARK
from jobfinder.usecases.manage_sources import health_of, switch_source, with_filtered
from jobfinder.usecases.score import score_items
from jobfinder.usecases.scrape import scrape_source, scrape_sources
from tests.unit.usecases.conftest import Clock, Greenhouse, SilentBus, job

KEY = "greenhouse:acme"
Scrape = Callable[..., Source]


@pytest.fixture
def scrape(ports: Ports, board: Greenhouse, source: Source, clock: Clock) -> Scrape:
    """Let the board list so many postings and read it some hours later."""

    def read(*numbers: int, status: int = 200) -> Source:
        for count in numbers or (0,):
            board.jobs, board.status = [job(number) for number in range(count)], status
            clock.advance(hours=6)
            scrape_source(KEY, ports)
        found = ports.store.source(KEY)
        assert found is not None
        return found

    return read


def open_alarms(ports: Ports) -> list[str]:
    return [each.alarm.title for each in InStore(ports.store).read()[0].episodes.values() if each.ended_at is None]


def warnings(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    lines = [record for record in caplog.records if record.levelno == logging.WARNING]
    return [line.fields for line in lines if "expected" in getattr(line, "fields", {})]


def test_a_cliff_is_told_once_to_the_log_and_the_services_and_shown(
    scrape: Scrape, ports: Ports, caplog: pytest.LogCaptureFixture
) -> None:
    scrape(20, 20, 20)
    with caplog.at_level(logging.INFO, logger="jobfinder"):
        found = scrape(3, 3, 3)
        (told,) = warnings(caplog)
    assert found.condition.state is HealthState.DEGRADED
    assert (told["source"], told["came"]) == (KEY, "3 postings")
    assert told["expected"].startswith("about 20 postings")
    assert open_alarms(ports) == ["greenhouse:acme lists far fewer postings than usual"]
    assert health_of(found).word == "fewer"
    assert "came 3 postings" in health_of(found).words


def test_a_recovery_is_logged_ends_the_alarm_and_a_new_episode_alarms_again(
    scrape: Scrape, ports: Ports, caplog: pytest.LogCaptureFixture
) -> None:
    scrape(20, 20, 20, 3)
    with caplog.at_level(logging.INFO, logger="jobfinder"):
        found = scrape(20)
    assert any("is well again" in record.message for record in caplog.records)
    assert (found.condition.state, health_of(found).word, open_alarms(ports)) == (HealthState.HEALTHY, "ok", [])
    scrape(3)
    assert len(open_alarms(ports)) == 1


class Service:
    """A service of the user's that keeps what it was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []

    def targets(self) -> tuple[Target, ...]:
        return (Target(id="one", name="notify.urls[0]", form=TextForm.TEXT, most_characters=2000),)

    def send(self, target: Target, title: str, body: str) -> None:
        self.sent.append((title, body))


def test_one_message_tells_of_an_episode_and_one_of_its_end(scrape: Scrape, ports: Ports, clock: Clock) -> None:
    service = Service()
    told = replace(ports, alerter=service)
    scrape(20, 20, 20)
    for count in (3, 3, 3, 20, 20):
        scrape(count)
        clock.advance(minutes=15)
        tell_alarms(told)
    assert len(service.sent) == 2
    assert "far fewer postings than usual" in "".join(service.sent[0])
    assert "about 20 postings" in service.sent[0][1]
    assert "jobfinder sources test greenhouse:acme" in service.sent[0][1]
    assert "over" in "".join(service.sent[1]).casefold()


def test_a_zero_is_told_at_once_and_nothing_is_closed(scrape: Scrape, ports: Ports) -> None:
    found = scrape(20, 20, 20, 0)
    assert found.condition.episode is not None
    assert (found.runs[0].closed, found.condition.episode.symptom) == (0, Symptom.ZERO)
    assert open_alarms(ports) == ["greenhouse:acme lists no postings any more"]
    assert "Expected about 20 postings" in health_of(found).words


def test_what_the_postings_lack_is_counted_and_a_jump_is_told(
    scrape: Scrape, ports: Ports, board: Greenhouse, clock: Clock
) -> None:
    found = scrape(20, 20, 20)
    assert (found.runs[0].judged, found.runs[0].lacking) == (20, {"pay": 20, "employment": 20})
    board.jobs = [job(number, location=None) for number in range(20)]
    clock.advance(hours=6)
    run = scrape_source(KEY, ports)
    assert run.lacking["place"] == 20
    assert open_alarms(ports) == ["greenhouse:acme does not tell any more what it used to"]


def test_one_error_changes_no_setting_five_lead_to_quarantine_and_one_success_heals(
    scrape: Scrape, ports: Ports, clock: Clock
) -> None:
    scrape(3, 3, 3)
    once = scrape(status=500)
    assert (once.enabled, once.condition.state, open_alarms(ports)) == (True, HealthState.DEGRADED, [])
    given_up = scrape(0, 0, 0, 0, status=500)
    assert (given_up.enabled, given_up.condition.state) == (True, HealthState.QUARANTINED)
    assert open_alarms(ports) == ["greenhouse:acme cannot be read"]
    shown = health_of(given_up)
    assert shown.label == "failed, quarantined"
    assert "jobfinder sources enable greenhouse:acme" in shown.todo
    assert scrape_sources(ports) == []
    clock.advance(hours=7)
    assert scrape_sources(ports) == [KEY]
    healed = scrape(3)
    assert (healed.condition.state, open_alarms(ports)) == (HealthState.HEALTHY, [])


@pytest.mark.parametrize(("others", "state"), [("complete", HealthState.QUARANTINED), ("failed", HealthState.DEGRADED)])
def test_a_source_is_given_up_only_where_others_can_be_read(
    scrape: Scrape, ports: Ports, store: SqliteStore, clock: Clock, others: str, state: HealthState
) -> None:
    found = scrape(3, 3, 3)
    other = replace(found, key="lever:other", type="lever", board="other", runs=())
    store.save_source(other)
    scrape(0, 0, 0, 0, status=500)
    run = replace(found.runs[0], source_key=other.key, started_at=clock(), completeness=Completeness(others))
    store.record_run(run, next_run_at=clock(), failures_in_a_row=0)
    assert scrape(status=500).condition.state is state
    assert len(open_alarms(ports)) == (state is HealthState.QUARANTINED)


def test_a_board_that_is_gone_is_said_to_be_gone(scrape: Scrape, ports: Ports) -> None:
    found = scrape(0, 0, status=404)
    assert health_of(found).label == "gone, quarantined"
    assert "jobfinder sources remove greenhouse:acme" in health_of(found).todo
    assert open_alarms(ports) == ["greenhouse:acme is gone"]
    assert found.enabled


def test_enabling_by_hand_lifts_the_quarantine_and_what_comes_next_is_news(scrape: Scrape, ports: Ports) -> None:
    found = scrape(0, 0, status=404)
    switched = switch_source(found, ports, enabled=True)
    assert (switched.condition.state, switched.next_run_at, open_alarms(ports)) == (HealthState.HEALTHY, None, [])
    assert scrape_sources(ports) == [KEY]
    scrape(0, 0, status=404)
    assert open_alarms(ports) == ["greenhouse:acme is gone"]


def test_a_run_counts_what_it_cost_and_the_next_one_what_the_rules_turned_away(
    scrape: Scrape, ports: Ports, store: SqliteStore
) -> None:
    profile = store.profile()
    assert profile is not None
    policy = replace(profile.searches[0].policy, excluded_titles=("Backend Engineer",))
    store.save_profile(replace(profile, searches=(replace(profile.searches[0], policy=policy),)))
    first = scrape(4)
    assert first.runs[0].requests == 1
    assert first.runs[0].bytes > 400
    assert first.runs[0].filtered is None
    score_items(store.due(now=ports.clock(), limit=10), ports)
    assert with_filtered(first, store).runs[0].filtered == 4
    assert [run.filtered for run in scrape(4).runs] == [None, 4]


def test_the_first_unreadable_row_is_kept_with_its_reason(scrape: Scrape, ports: Ports, board: Greenhouse) -> None:
    board.jobs = [job(1), {"id": 2, "title": None}, {"id": 3, "title": None}]
    run = scrape_source(KEY, ports)
    assert (run.broken, run.completeness) == (2, Completeness.COMPLETE)
    assert run.first_broken.startswith("row 2 (2): ")


# -- asking for what is due -------------------------------------------------------------------------------------------


def sent(ports: Ports) -> list[dict[str, str]]:
    assert isinstance(ports.bus, SilentBus)
    return [fields for _, fields in ports.bus.sent]


def test_what_was_asked_for_and_still_waits_is_not_asked_for_again_until_it_must_be_lost(
    ports: Ports, source: Source, clock: Clock
) -> None:
    assert scrape_sources(ports) == [KEY]
    clock.advance(minutes=15)
    assert scrape_sources(ports) == []
    assert scrape_sources(ports, begins=True) == [KEY]  # the process it waited in is gone
    clock.advance(minutes=31)
    assert scrape_sources(ports) == [KEY]
    assert len(sent(ports)) == 3


def test_a_note_edited_into_nonsense_only_means_another_reading(ports: Ports, source: Source) -> None:
    ports.store.swap_mark(MARK, None, "nonsense a=b =1 c=999999999999 \u0000")
    assert scrape_sources(ports) == [KEY]


def test_many_boards_of_one_vendor_come_in_turns(ports: Ports, store: SqliteStore, source: Source) -> None:
    for number in range(100):
        store.save_source(replace(source, key=f"lever:{number}", type="lever", board=str(number), endpoint=""))
    assert len(scrape_sources(ports)) == 61
    assert len(scrape_sources(ports)) == 0  # the others only when these were read
    assert json.loads(json.dumps(sent(ports)))[1]["source"] in (KEY, "lever:0")
