from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jobfinder.cli.exit_codes import Exit
from jobfinder.domain.condition import Condition, Episode, HealthState, Symptom
from jobfinder.domain.health_words import health_of
from jobfinder.domain.source import Completeness
from jobfinder.domain.source import Run as SourceRun
from jobfinder.ports import Ports
from jobfinder.profiles import load_profile
from tests.unit.cli.conftest import CONFIG, Run

GREENHOUSE = {
    "jobs": [
        {
            "id": 11,
            "title": "Senior Engineer",
            "absolute_url": "https://boards.greenhouse.io/acme/jobs/11",
            "location": {"name": "Berlin, Germany"},
            "content": "We want &lt;b&gt;Python&lt;/b&gt; and PostgreSQL.",
            "first_published": "2026-01-05T10:00:00Z",
            "company_name": "Acme",
        },
        {"id": 12, "absolute_url": "https://boards.greenhouse.io/acme/jobs/12"},
    ],
    "meta": {"total": 2},
}


def test_boards_that_are_written_down_but_not_read_yet_are_told_of(run: Run, home: Path) -> None:
    assert "jobfinder sources add URL" in run("sources", "list").err
    (home / "config" / "sources.yaml").write_text("sources: [https://jobs.lever.co/acme, https://jobs.lever.co/globex]")
    assert "the 2 of config/sources.yaml" in run("sources", "list").err


def test_what_was_wrong_with_a_run_is_told_in_full_however_narrow_the_terminal(
    run: Run, ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("sources", "add", "https://jobs.lever.co/acme")
    now = datetime.now(UTC)
    broken = SourceRun(
        source_key="lever:acme",
        started_at=now,
        seconds=1,
        completeness=Completeness.COMPLETE,
        broken=1,
        first_broken="row 24: text was expected",
    )
    ports.store.record_run(broken, next_run_at=now + timedelta(hours=2), failures_in_a_row=0)
    monkeypatch.setenv("COLUMNS", "60")
    assert "row 24: text was expected" in run("sources", "show", "lever").out


def test_a_key_is_told_as_a_shell_takes_it(run: Run, ports: Ports) -> None:
    added = run("sources", "add", "https://www.adzuna.de/search?q=python")
    assert "sources test 'adzuna:country=de&what=python'" in added.err
    assert run("sources", "disable", "adzuna:country=de&what=python").code == 0
    disabled = ports.store.source("adzuna:country=de&what=python")
    assert disabled is not None
    assert "sources enable 'adzuna:country=de&what=python'" in health_of(disabled).todo


def test_a_board_is_added_by_any_address_of_it(run: Run) -> None:
    first = run("sources", "add", "https://boards.greenhouse.io/acme/jobs/4012345")
    assert first.code == 0
    assert "greenhouse:acme" in first.out
    assert "the whole board" in first.out
    assert "Already there" in run("sources", "add", "job-boards.greenhouse.io/acme").out
    listed = json.loads(run("sources", "list", "--json").out)
    assert [source["key"] for source in listed] == ["greenhouse:acme"]
    assert listed[0]["health"]["word"] == "new"


def test_several_are_added_and_what_is_no_address_stops_none_of_them(run: Run) -> None:
    result = run("sources", "add", "https://jobs.lever.co/acme", "ftp://x", "https://jobs.ashbyhq.com/acme")
    assert result.code == Exit.PARTLY
    assert "ftp://x" in result.err
    assert {source["key"] for source in json.loads(run("sources", "list", "--json").out)} == {
        "lever:acme",
        "ashby:acme",
    }


def test_addresses_come_from_a_file_too(run: Run, home: Path) -> None:
    (home / "boards.txt").write_text(
        "# mine\nhttps://jobs.lever.co/acme # the good one\n\nhttps://jobs.ashbyhq.com/acme\n"
    )
    assert run("sources", "add", "--file", "boards.txt").code == 0
    assert len(json.loads(run("sources", "list", "--json").out)) == 2
    assert run("sources", "add", "--file", "none.txt").code == Exit.NOT_FOUND
    assert run("sources", "add").code == Exit.USAGE


def test_settings_of_a_source_are_kept_and_changed(run: Run) -> None:
    run("sources", "add", "https://acme.example/jobs.rss", "--company", "Acme", "--every-hours", "12")
    run("sources", "add", "https://acme.example/jobs.rss", "--every-hours", "3")
    (source,) = json.loads(run("sources", "list", "--json").out)
    assert source["company"] == "Acme"
    assert source["every_hours"] == 3


def test_a_source_is_switched_off_and_on_and_removed_by_a_part_of_its_key(run: Run) -> None:
    run("sources", "add", "https://jobs.lever.co/acme")
    assert run("sources", "disable", "acme").code == 0
    assert json.loads(run("sources", "show", "acme", "--json").out)["enabled"] is False
    assert run("sources", "enable", "lever:acme").code == 0
    assert run("sources", "remove", "acme", "--yes").code == 0
    assert run("sources", "remove", "acme").code == Exit.NOT_FOUND


def test_a_part_that_fits_several_names_them(run: Run) -> None:
    run("sources", "add", "https://jobs.lever.co/acme", "https://jobs.ashbyhq.com/acme")
    result = run("sources", "disable", "acme")
    assert result.code == Exit.USAGE
    assert "lever:acme" in result.err
    assert "ashby:acme" in result.err


@pytest.mark.parametrize(
    ("completeness", "word", "todo"),
    [
        (Completeness.GONE, "gone", "jobfinder sources remove lever:acme"),
        (Completeness.BLOCKED, "refused", "It is tried again after "),
        (Completeness.SUSPICIOUS_ZERO, "empty", "Nothing was closed"),
        (Completeness.FAILED, "failed", "jobfinder sources test lever:acme"),
    ],
)
def test_trouble_is_told_in_plain_words_with_what_to_do(
    completeness: Completeness, word: str, todo: str, run: Run, ports: Ports
) -> None:
    run("sources", "add", "https://jobs.lever.co/acme")
    now = datetime.now(UTC)
    source_run = SourceRun(
        source_key="lever:acme", started_at=now, seconds=1, completeness=completeness, error="no luck"
    )
    ports.store.record_run(source_run, next_run_at=now + timedelta(hours=2), failures_in_a_row=1)
    result = run("sources", "list")
    assert word in result.out
    assert "No luck" in result.err
    assert todo in result.err
    assert len(json.loads(run("sources", "list", "--trouble", "--json").out)) == 1
    assert "No luck".lower() in run("sources", "show", "acme").out.lower()


def test_a_source_is_shown_with_its_condition_and_what_is_expected_of_it(run: Run, ports: Ports) -> None:
    run("sources", "add", "https://jobs.lever.co/acme")
    now = datetime.now(UTC)
    for number in range(3):
        complete = SourceRun(
            source_key="lever:acme",
            started_at=now - timedelta(hours=18 - 6 * number),
            seconds=1.25,
            completeness=Completeness.COMPLETE,
            found=40,
            requests=2,
            bytes=81_000,
            judged=40,
            lacking={"pay": 39, "place": 2},
        )
        ports.store.record_run(complete, next_run_at=now, failures_in_a_row=0)
    shown = run("sources", "show", "acme").out
    assert "Condition: healthy; usually 40 postings, at least 20 (from 3 complete readings)." in " ".join(shown.split())
    for told in ("REQUESTS", "81", "1.2", "Most of its postings do not tell: pay (39 of 40)."):
        assert told in shown
    document = json.loads(run("sources", "show", "acme", "--json").out)
    assert document["health"]["state"] == "healthy"
    assert document["runs"][0]["lacking"] == {"pay": 39, "place": 2}


def test_a_source_in_quarantine_says_since_when_and_is_lifted_out_by_hand(run: Run, ports: Ports) -> None:
    run("sources", "add", "https://jobs.lever.co/acme")
    now = datetime.now(UTC)
    failed = SourceRun(
        source_key="lever:acme", started_at=now, seconds=1, completeness=Completeness.FAILED, error="time-out"
    )
    condition = Condition(
        state=HealthState.QUARANTINED,
        since=now,
        episode=Episode(symptom=Symptom.FAILING, since=now - timedelta(days=2), came="time-out", told=("failing",)),
        trials=3,
    )
    later = now + timedelta(hours=48)
    ports.store.record_run(failed, next_run_at=later, failures_in_a_row=8, condition=condition)
    listed = run("sources", "list")
    assert "failed, quarantined" in listed.out
    assert f"the next trial is after {later:%Y-%m-%d %H:%M} UTC" in " ".join(listed.err.split())
    assert "jobfinder sources enable lever:acme" in listed.err
    ports.store.save_profile(load_profile(CONFIG / "demo" / "profile.yaml", now.date()))
    searched = run("search", "--json")
    assert "1 board in quarantine left out until its next trial" in searched.err
    assert json.loads(searched.out)["runs"] == []
    assert "out of quarantine and due now" in run("sources", "enable", "acme").out
    document = json.loads(run("sources", "show", "acme", "--json").out)
    assert (document["health"]["state"], document.get("next_run_at")) == ("healthy", None)


def test_a_saved_response_is_shown_with_its_broken_rows(run: Run, home: Path) -> None:
    (home / "jobs.json").write_text(json.dumps(GREENHOUSE))
    result = run("sources", "parse", "greenhouse", "jobs.json")
    assert result.code == 0
    assert "Senior Engineer" in result.out
    assert "could not be read" in result.out
    assert "1 posting" in result.err
    document = json.loads(run("sources", "parse", "greenhouse", "jobs.json", "--facts", "--json").out)
    assert [posting["native_id"] for posting in document["postings"]] == ["11"]
    assert {skill["value"]["name"] for skill in document["postings"][0]["facts"]["skills"]} == {"Python", "PostgreSQL"}
    assert len(document["broken"]) == 1


def test_facts_are_shown_with_their_quotes(run: Run, home: Path) -> None:
    (home / "jobs.json").write_text(json.dumps(GREENHOUSE))
    shown = run("sources", "parse", "greenhouse", "jobs.json", "--facts").out
    assert "senior" in shown
    assert "“" in shown
    assert "unknown" in shown


def test_what_is_no_response_and_what_is_no_kind_are_refused_by_name(run: Run, home: Path) -> None:
    (home / "jobs.json").write_text("<html>not json</html>")
    broken = run("sources", "parse", "greenhouse", "jobs.json")
    assert broken.code == Exit.FAILED
    assert "Error:" in broken.err
    assert "jobs.json" in broken.err
    assert "https://" not in broken.err
    unknown = run("sources", "parse", "monster", "jobs.json")
    assert unknown.code == Exit.USAGE
    assert "greenhouse" in unknown.err
    assert run("sources", "parse", "greenhouse", "missing.json").code == Exit.NOT_FOUND


def test_a_saved_page_needs_no_address(run: Run, home: Path) -> None:
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Engineer",
        "hiringOrganization": {"@type": "Organization", "name": "Acme"},
        "identifier": {"@type": "PropertyValue", "value": "77"},
        "url": "https://acme.example/jobs/77",
        "description": "Python.",
    }
    (home / "page.html").write_text(f'<script type="application/ld+json">{json.dumps(posting)}</script>')
    document = json.loads(run("sources", "parse", "jobposting_page", "page.html", "--json").out)
    assert [each["title"] for each in document["postings"]] == ["Engineer"]
