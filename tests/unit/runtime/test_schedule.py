"""The scheduler's cron on one machine."""

from datetime import UTC, datetime, timedelta

from jobfinder.domain.topology import (
    CHECK_TOPIC,
    CLEAN_UP_TOPIC,
    COLLECT_TOPIC,
    DIGEST_TOPIC,
    SCRAPE_TOPIC,
    SWEEP_TOPIC,
)
from jobfinder.runtime.schedule import Schedule

START = datetime(2026, 3, 1, 12, 1, tzinfo=UTC)


def test_each_topic_comes_due_at_its_cron_times() -> None:
    schedule = Schedule(START)
    assert schedule.due(START + timedelta(minutes=3)) == []
    assert schedule.due(START + timedelta(minutes=4)) == [SWEEP_TOPIC]
    assert schedule.due(START + timedelta(minutes=4, seconds=30)) == []
    assert set(schedule.due(START + timedelta(minutes=14))) == {SWEEP_TOPIC, SCRAPE_TOPIC, COLLECT_TOPIC}


def test_moments_missed_while_asleep_are_made_up_for_once() -> None:
    schedule = Schedule(START)
    woken = START + timedelta(days=3)
    assert set(schedule.due(woken)) == {
        SWEEP_TOPIC,
        SCRAPE_TOPIC,
        CLEAN_UP_TOPIC,
        CHECK_TOPIC,
        DIGEST_TOPIC,
        COLLECT_TOPIC,
    }
    assert schedule.due(woken + timedelta(seconds=1)) == []


def test_a_moment_missed_while_nothing_ran_is_made_up_for_once() -> None:
    """A laptop that is on by day only would never see half past three at night."""
    for last, is_due in ((timedelta(hours=8), False), (timedelta(hours=9), True), (timedelta(days=40), True)):
        schedule = Schedule(START, {CLEAN_UP_TOPIC: START - last})  # 12:01; the clean-up is at 03:30
        assert (CLEAN_UP_TOPIC in schedule.due(START)) == is_due
        assert CLEAN_UP_TOPIC not in schedule.due(START + timedelta(hours=8))
        assert CLEAN_UP_TOPIC in schedule.due(START + timedelta(hours=16))
