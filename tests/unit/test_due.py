"""Which sources are read now: by schedule and health, and fair to every vendor."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jobfinder.domain.condition import Condition, HealthState
from jobfinder.domain.due import MOST_OF_ONE_SITE, due_sources, is_slow, message_for, site_of
from jobfinder.domain.source import Completeness, Run, Source

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
QUARANTINE = Condition(state=HealthState.QUARANTINED)


def source(key: str, hours_late: float | None = 1.0, **changes: Any) -> Source:
    kind, _, board = key.partition(":")
    due = None if hours_late is None else NOW - timedelta(hours=hours_late)
    values = {"added_at": NOW - timedelta(days=9), "next_run_at": due, "url": f"https://{board}.example", **changes}
    return Source(key=key, type=kind, board=board, **values)


def keys(*sources: Source, everything: bool = False) -> list[str]:
    return [one.key for one in due_sources(sources, NOW, everything=everything)]


def test_only_what_is_on_and_due_is_read() -> None:
    there = [
        source("lever:a"),
        source("lever:off", enabled=False),
        source("lever:early", -1),
        source("lever:new", None),
    ]
    assert keys(*there) == ["lever:new", "lever:a"]


def test_the_longest_overdue_comes_first() -> None:
    assert keys(source("lever:a", 1), source("lever:b", 30), source("lever:c", 2)) == ["lever:b", "lever:c", "lever:a"]


def test_one_vendors_three_hundred_boards_do_not_starve_the_others() -> None:
    many = [source(f"greenhouse:{number}", 100 - number / 10) for number in range(300)]
    chosen = keys(*many, source("lever:a", 1), source("ashby:b", 2))
    assert set(chosen[:3]) == {"greenhouse:0", "ashby:b", "lever:a"}
    assert len(chosen) == MOST_OF_ONE_SITE + 2
    assert chosen[3:] == [f"greenhouse:{number}" for number in range(1, MOST_OF_ONE_SITE)]


def test_all_of_a_large_vendors_boards_are_read_within_their_schedule() -> None:
    waiting = {one.key: one for one in (source(f"greenhouse:{number}") for number in range(300))}
    ticks = 0
    while waiting:
        for one in due_sources(waiting.values(), NOW):
            del waiting[one.key]
        ticks += 1
    assert ticks * 15 <= 6 * 60


def test_one_in_quarantine_is_read_for_its_trial_only() -> None:
    early, late = source("lever:a", -1, condition=QUARANTINE), source("lever:b", 1, condition=QUARANTINE)
    assert keys(early, late) == ["lever:b"]
    assert keys(early, late, source("lever:c", -1), everything=True) == ["lever:b", "lever:c"]


@pytest.mark.parametrize(
    ("one", "site"),
    [
        (source("greenhouse:acme"), "greenhouse"),
        (source("greenhouse:acme", endpoint="http://127.0.0.1:8080/x"), "127.0.0.1:8080"),
        (source("feed:jobs", url="https://Jobs.Example/feed.xml"), "jobs.example"),
        (source("jobposting_page:p", url="https://acme.example/jobs/1"), "acme.example"),
        (source("feed:jobs", url="mailto:jobs@acme.example"), "feed"),
    ],
)
def test_a_site_is_the_vendor_or_the_host_that_is_asked(one: Source, site: str) -> None:
    assert site_of(one) == site


@pytest.mark.parametrize(("seconds", "slow"), [(2, False), (61, True)])
def test_what_took_long_or_does_not_answer_is_slow(seconds: float, slow: bool) -> None:
    run = Run(source_key="lever:a", started_at=NOW, seconds=seconds, completeness=Completeness.COMPLETE)
    assert is_slow(source("lever:a", runs=(run,))) is slow
    assert is_slow(replace(source("lever:a"), condition=QUARANTINE))
    assert not is_slow(source("lever:a"))


def test_a_slow_one_says_so_in_the_message_that_asks_for_it() -> None:
    assert message_for(source("lever:a")) == {"source": "lever:a"}
    assert message_for(source("lever:a", condition=QUARANTINE)) == {"source": "lever:a", "pace": "slow"}
