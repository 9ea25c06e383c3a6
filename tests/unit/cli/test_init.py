from __future__ import annotations

import json
from pathlib import Path

import pytest

from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.folder import read_sources_file
from jobfinder.errors import Misconfigured
from tests.unit.cli.conftest import Run

RESUME = """# Ada Sample
Backend Engineer
Berlin, Germany

## Experience
**Senior Backend Engineer**, Lindenwerk, 2020-01 to present
- Python, Go, PostgreSQL

## Skills
Python, Go, PostgreSQL, Docker
"""


def test_a_new_folder_gets_all_that_a_search_needs(run: Run, tmp_path: Path) -> None:
    result = run("init", str(tmp_path / "new"), "--yes")
    assert result.code == 0
    names = {path.name for path in (tmp_path / "new" / "config").iterdir()}
    assert names == {"config.yaml", "config.production.yaml", "profile.yaml", "sources.yaml"}
    assert "jobfinder search" in result.err
    assert f"cd {tmp_path / 'new'}" in result.err


def test_what_it_wrote_is_right(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", str(tmp_path / "new"), "--yes", "--source", "https://jobs.lever.co/acme")
    monkeypatch.setenv("JOB_FINDER_HOME", str(tmp_path / "new"))
    assert run("config", "check").code == 0
    assert run("profile", "check").code == 0
    assert read_sources_file(tmp_path / "new/config/sources.yaml") == [{"url": "https://jobs.lever.co/acme"}]


def test_nothing_that_is_there_is_overwritten(run: Run, home: Path) -> None:
    (home / "config" / "profile.yaml").write_text("mine")
    made = json.loads(run("init", "--json").out)["files"]
    assert made["config/profile.yaml"] == "kept"
    assert made["config/config.yaml"] == "kept"
    assert made["config/sources.yaml"] == "written"
    assert (home / "config" / "profile.yaml").read_text() == "mine"


def test_a_resume_becomes_the_profile(run: Run, home: Path) -> None:
    (home / "cv.md").write_text(RESUME)
    assert run("init", "--yes", "--resume", "cv.md").code == 0
    assert "Ada Sample" in (home / "config" / "profile.yaml").read_text()
    assert run("profile", "check").code == 0


def test_what_was_given_but_kept_out_is_told_with_the_command_for_it(run: Run, home: Path) -> None:
    run("init", "--yes")
    (home / "cv.md").write_text(RESUME)
    result = run("init", "--yes", "--resume", "cv.md", "--source", "https://jobs.lever.co/acme")
    assert "jobfinder profile import cv.md" in result.err
    assert "jobfinder sources add https://jobs.lever.co/acme" in result.err


def test_a_company_is_no_board_yet_and_is_told_with_the_command_that_finds_its_board(run: Run, tmp_path: Path) -> None:
    given = ("--source", "https://jobs.lever.co/acme", "--source", "https://fern.example/about")
    result = run("init", str(tmp_path / "new"), "--yes", *given)
    assert read_sources_file(tmp_path / "new/config/sources.yaml") == [{"url": "https://jobs.lever.co/acme"}]
    assert "jobfinder sources add https://fern.example/about" in result.err


def test_nothing_is_written_where_an_address_or_a_resume_is_wrong(run: Run, tmp_path: Path) -> None:
    assert run("init", str(tmp_path / "new"), "--yes", "--source", "not an address").code == Exit.USAGE
    assert run("init", str(tmp_path / "new"), "--yes", "--resume", "missing.pdf").code != 0
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sources: 3", "must be a list"),
        ("sources: [{link: x}]", "must be an address"),
        ("sources: [{url: 'https://a.example', evry: 1}]", "evry"),
        ("sources: [{url: 'https://a.example', every_hours: -1}]", "every_hours"),
        ("sources: [", "not YAML"),
    ],
)
def test_a_list_of_sources_that_is_wrong_is_refused_by_name(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(text)
    with pytest.raises(Misconfigured, match=words) as caught:
        read_sources_file(path)
    assert str(path) in caught.value.where


def test_an_empty_list_of_sources_is_right(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    for text in ("", "sources:", "sources: []"):
        path.write_text(text)
        assert read_sources_file(path) == []
