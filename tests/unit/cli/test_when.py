from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from jobfinder.cli.failures import UsageProblem
from jobfinder.cli.when import ago, since

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=5), "5 min"),
        (timedelta(hours=23), "23 h"),
        (timedelta(days=6), "6 d"),
        (timedelta(days=20), "2 w"),
        (timedelta(days=90), "3 mo"),
        (timedelta(days=800), "2 y"),
        (timedelta(hours=-3), "in 3 h"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(span: timedelta, words: str) -> None:
    assert ago(NOW - span, NOW) == words


def test_no_moment_has_no_age() -> None:
    assert ago(None, NOW) == ""


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("12h", NOW - timedelta(hours=12)),
        ("3d", NOW - timedelta(days=3)),
        ("2 w", NOW - timedelta(days=14)),
        ("1mo", NOW - timedelta(days=30)),
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
    ],
)
def test_since_understands_spans_and_dates(words: str, moment: datetime) -> None:
    assert since(words, NOW) == moment


@pytest.mark.parametrize("words", ["yesterday", "3", "-3d", "2026-13-01", ""])
def test_since_refuses_what_is_neither(words: str) -> None:
    with pytest.raises(UsageProblem):
        since(words, NOW)
