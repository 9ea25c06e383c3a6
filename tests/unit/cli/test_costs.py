from __future__ import annotations

import json
from datetime import timedelta

import pytest

from jobfinder.domain.usage import Spent, Tokens, UsageDay, day_of, settle
from jobfinder.ports import Ports
from tests.unit.cli.conftest import NOW, Run


def spend(ports: Ports, days_ago: int, source: str, micros: int, *, matches: int) -> None:
    spent = Spent(
        source=source,
        model="anthropic:claude-haiku-5-5",
        calls=1,
        matches=matches,
        micros=micros,
        tokens=Tokens(input=1500, output=400, cache_read=900),
    )

    def change(day: UsageDay) -> UsageDay:
        return settle(day, "x", spent)

    ports.store.change_usage(day_of(NOW - timedelta(days=days_ago)), change)


@pytest.fixture
def spent(ports: Ports) -> None:
    spend(ports, 0, "lever:acme", 1500, matches=1)
    spend(ports, 0, "lever:acme", 500, matches=0)
    spend(ports, 2, "greenhouse:acme", 4000, matches=1)
    spend(ports, 200, "greenhouse:acme", 90_000_000, matches=1)


def test_days_sources_and_the_cost_of_a_match_are_shown(spent: None, run: Run) -> None:
    result = run("costs")
    assert result.code == 0
    assert [line.split()[0] for line in result.out.splitlines()[1:3]] == [
        day_of(NOW), day_of(NOW - timedelta(days=2)),
    ]  # fmt: skip
    assert "lever:acme" in result.out
    assert "$0.0060 in all, $0.0030 for each of 2 matches." in result.err


def test_a_price_is_told_with_its_day_and_where_it_was_looked_up(spent: None, ports: Ports, run: Run) -> None:
    (price,) = json.loads(run("costs", "--json").out)["prices"]
    assert price["model"] == "anthropic:claude-haiku-5-5"
    assert price["source"].startswith("https://platform.claude.com/")
    assert f"looked up on {price['as_of']} at {price['source']}." in " ".join(run("costs").err.split())


def test_the_period_can_be_chosen(spent: None, run: Run) -> None:
    assert "$90.01" in run("costs", "--days", "365").err
    assert "greenhouse" not in run("costs", "--days", "1").out


def test_costs_are_json_too(spent: None, run: Run) -> None:
    found = json.loads(run("costs", "--json").out)
    assert (found["usd"], found["matches"], found["usd_per_match"]) == (0.006, 2, 0.003)
    assert found["days"][0]["tokens"]["cache_read"] == 1800
    assert [row["source"] for row in found["sources"]] == ["greenhouse:acme", "lever:acme"]


def test_without_any_usage_it_says_so(run: Run) -> None:
    result = run("costs")
    assert (result.code, result.out) == (0, "")
    assert "No model was asked" in result.err
