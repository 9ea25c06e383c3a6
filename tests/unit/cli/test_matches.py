from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from jobfinder.cli.exit_codes import Exit
from jobfinder.ports import Ports
from tests.unit.cli.conftest import NOW, Run, a_listing, keep


@pytest.fixture
def stored(ports: Ports) -> Ports:
    keep(ports, a_listing(1), 60)
    keep(ports, a_listing(2), 80)
    keep(ports, a_listing(3), None)
    return ports


def rows(run: Run, *words: str) -> list[dict[str, object]]:
    result = run("matches", "--json", *words)
    assert result.code == 0
    found: list[dict[str, object]] = json.loads(result.out)
    return found


def test_the_best_comes_first_and_what_was_filtered_not_at_all(stored: Ports, run: Run) -> None:
    assert [row["title"] for row in rows(run)] == ["Platform Engineer 2", "Platform Engineer 1"]


def test_the_table_goes_to_standard_output_and_the_hint_to_standard_error(stored: Ports, run: Run) -> None:
    result = run("matches")
    assert "Platform Engineer 2" in result.out
    assert "jobfinder show" not in result.out
    assert "jobfinder show" in result.err


def test_freshness_is_read_again_when_shown(stored: Ports, run: Run) -> None:
    scores = [row["score"] for row in rows(run)]
    assert scores == [80 + 10, 60 + 10]  # two days old: a thirtieth less rounds to all ten points


def test_filters_narrow_the_list(stored: Ports, run: Run) -> None:
    keep(stored, a_listing(4), 70, search="data")
    assert len(rows(run, "--search", "data")) == 1
    assert len(rows(run, "--min-score", "85")) == 1
    assert len(rows(run, "--limit", "2")) == 2
    assert len(rows(run, "--since", "1h")) == 3
    assert not rows(run, "--since", "2099-01-01")


def test_what_was_dismissed_is_shown_only_when_asked_for(stored: Ports, run: Run) -> None:
    best = str(rows(run)[0]["id"])
    assert run("state", best[:10], "dismissed").code == 0
    assert [row["title"] for row in rows(run)] == ["Platform Engineer 1"]
    assert [row["id"] for row in rows(run, "--state", "dismissed")] == [best]
    assert len(rows(run, "--state", "all")) == 2


def test_a_job_that_is_gone_is_not_shown(stored: Ports, run: Run) -> None:
    stored.store.close([a_listing(2).id], NOW)
    assert [row["title"] for row in rows(run)] == ["Platform Engineer 1"]
    assert [row["is_open"] for row in rows(run, "--closed")] == [False, True]


def test_no_matches_yet_says_what_to_do(run: Run) -> None:
    result = run("matches")
    assert result.code == 0
    assert "jobfinder search" in result.err


def test_a_title_cannot_drive_the_terminal_or_be_taken_for_markup(ports: Ports, run: Run) -> None:
    keep(ports, a_listing(1, title="\x1b[2J[bold red]Evil[/] \u202egnp.exe"), 80)
    result = run("matches")
    assert "\x1b" not in result.out
    assert "\u202e" not in result.out
    assert "[bold red]Evil[/]" in result.out
    assert "\x1b" not in run("matches", "--json").out


def test_the_card_adds_up(stored: Ports, run: Run) -> None:
    match_id = str(rows(run)[0]["id"])
    result = run("show", match_id[:8], "--json")
    card = json.loads(result.out)
    assert card["score"] == sum(part["points"] for part in card["parts"])
    shown = run("show", match_id[:8]).out
    assert f"total      {card['score']:>3} of 100" in shown
    for words in ("Python", "Rust", "greenhouse:acme", "https://acme.example/jobs/2", "Asks for Python"):
        assert words in shown


def test_a_card_is_found_by_its_listing_too(stored: Ports, run: Run) -> None:
    assert "Platform Engineer 2" in run("show", a_listing(2).id[:12]).out


def test_the_text_of_the_posting_is_shown_when_asked_for(stored: Ports, run: Run) -> None:
    match_id = str(rows(run)[0]["id"])
    assert "pipelines" not in run("show", match_id).out
    assert "pipelines" in run("show", match_id, "--text").out


def test_an_id_of_nothing_is_not_found_and_one_of_several_is_not_enough(stored: Ports, run: Run) -> None:
    assert run("show", "zzzz").code == Exit.NOT_FOUND
    for number in range(10, 40):
        keep(stored, a_listing(number), 70)
    prefixes = [str(row["id"])[0] for row in rows(run, "--limit", "0")]
    several = max(set(prefixes), key=prefixes.count)
    result = run("show", several)
    assert result.code == Exit.USAGE
    assert "Give more of it" in result.err


def test_a_state_and_its_note_are_kept_in_the_history(stored: Ports, run: Run) -> None:
    match_id = str(rows(run)[0]["id"])
    assert run("state", match_id[:8], "applied", "--note", "sent on Monday").code == 0
    card = json.loads(run("show", match_id, "--json").out)
    assert card["state"] == "applied"
    assert card["history"][0]["note"] == "sent on Monday"
    assert "sent on Monday" in run("show", match_id).out


def test_an_unknown_state_names_those_there_are(stored: Ports, run: Run) -> None:
    result = run("state", str(rows(run)[0]["id"]), "hired")
    assert result.code == Exit.USAGE
    assert "interviewing" in result.err


def test_short_ids_are_long_enough_to_tell_apart() -> None:
    from jobfinder.usecases.ranking import short_ids

    assert short_ids(["abcdefgh1", "abcdefgh2"]) == {"abcdefgh1": "abcdefgh1", "abcdefgh2": "abcdefgh2"}
    assert short_ids(["a" * 64, "b" * 64]) == {"a" * 64: "a" * 8, "b" * 64: "b" * 8}


def test_only_the_environment_in_use_is_shown(stored: Ports, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    assert rows(run) == []
    monkeypatch.setenv("STORAGE_DATABASE_NAME", "portfolio-staging")
    assert run("matches").code == Exit.MISCONFIGURED


TITLE = "Staff Platform Engineer"


@pytest.fixture
def posted_twice(ports: Ports, run: Run) -> str:
    """A job that was posted forty days ago, dismissed, and posted again under another id; return its match's id."""
    old = keep(ports, a_listing(1, title=TITLE, posted_at=NOW - timedelta(days=40)), 80)
    new = keep(ports, a_listing(2, title=TITLE, posted_at=NOW - timedelta(days=2)), 80)
    assert old is not None
    assert new is not None
    run("state", old.id[:10], "dismissed", "--note", "too far")
    return new.id


def test_a_list_hints_at_a_job_that_was_posted_before_and_what_the_user_did(posted_twice: str, run: Run) -> None:
    shown = " ".join(run("matches").out.split())
    assert "POSTED" in shown
    assert re.search(rf"2x since {NOW - timedelta(days=40):%b}( \d{{4}})?, dismissed", shown)
    (row,) = rows(run)
    assert row["reposts"]["times"] == 2  # type: ignore[index]
    assert row["reposts"]["former"][0]["match_state"] == "dismissed"  # type: ignore[index]


def test_a_match_is_shown_with_each_time_its_job_was_posted(posted_twice: str, run: Run) -> None:
    shown = " ".join(run("show", posted_twice[:10]).out.split())
    assert f"Posted 2 times since {NOW - timedelta(days=40):%B}" in shown
    assert "Posted before" in shown
    assert "too far" in shown
    document = json.loads(run("show", posted_twice[:10], "--json").out)
    assert document["reposts"]["former"][0]["note"] == "too far"


def test_what_was_posted_once_says_nothing_of_it(stored: Ports, run: Run) -> None:
    assert "POSTED" not in run("matches").out
    assert "reposts" not in rows(run)[0]
