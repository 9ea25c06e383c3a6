from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.integration.cli_process import Shell, new_shell


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    shell = new_shell(tmp_path_factory.mktemp("demo"))
    return Shell(shell.folder, {name: value for name, value in shell.environ.items() if name != "JOB_FINDER_HOME"})


@pytest.fixture(scope="module")
def first(shell: Shell) -> tuple[str, str]:
    done = shell.run("demo", COLUMNS="100")
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def test_the_demo_shows_a_ranking_with_reasons(first: tuple[str, str]) -> None:
    report, _ = first
    assert "matches, the best 10 first" in report
    assert "which you have" in report


def test_the_demo_says_what_was_left_out_by_which_rule_with_an_example(first: tuple[str, str]) -> None:
    report, _ = first
    left_out = report.partition("Left out")[2]
    for rule in ("places", "levels", "pay_floor", "languages", "excluded_companies"):
        assert f"{rule}: " in left_out
    assert "e.g. " in left_out


def test_the_demo_shows_merged_copies_trouble_and_the_injection_that_failed(first: tuple[str, str]) -> None:
    report, _ = first
    assert "merged, every link kept" in report
    assert "Ignore all previous instructions" in report
    for word in ("gone", "failed", "empty"):
        assert f": {word}. " in report.partition("Boards in trouble")[2]


def test_the_demo_says_what_to_do_next(first: tuple[str, str]) -> None:
    _, talk = first
    assert "jobfinder init" in talk
    assert "jobfinder show" in talk


def test_a_second_run_finds_nothing_new_and_says_so(shell: Shell, first: tuple[str, str]) -> None:
    done = shell.run("demo")
    assert done.returncode == 0, done.stderr
    assert "Nothing new" in done.stdout
    again = json.loads(shell.run("demo", "--json").stdout)
    assert again["new_matches"] == 0
    assert sum(run["new"] for run in again["runs"]) == 0
    assert not any(run.get("changed") for run in again["runs"])


def test_the_injection_earned_nothing(shell: Shell, first: tuple[str, str]) -> None:
    (attempt,) = json.loads(shell.run("demo", "--json").stdout)["injection_attempts"]
    assert not attempt["verdict"].startswith("matched")


def test_the_demo_can_be_looked_into(shell: Shell, first: tuple[str, str]) -> None:
    home = {"JOB_FINDER_HOME": str(shell.folder / ".demo")}
    best = json.loads(shell.run("matches", "--json", "--limit", "1", **home).stdout)[0]
    card = json.loads(shell.run("show", best["id"][:8], "--json", **home).stdout)
    assert card["score"] == best["score"] == sum(part["points"] for part in card["parts"])
    assert best["title"] in shell.run("why", best["url"], **home).stdout


def test_a_fresh_demo_begins_anew(shell: Shell, first: tuple[str, str]) -> None:
    report = json.loads(shell.run("demo", "--fresh", "--json").stdout)
    assert report["new_matches"] >= 10
    assert sum(run["new"] for run in report["runs"]) >= 150


def test_what_is_not_a_terminal_gets_no_escape_codes(first: tuple[str, str]) -> None:
    assert "\x1b" not in first[0] + first[1]


def test_the_demo_touches_nothing_but_its_own_folder(shell: Shell, first: tuple[str, str], tmp_path: Path) -> None:
    elsewhere = Shell(tmp_path, {**shell.environ, "JOB_FINDER_HOME": str(tmp_path / "mine")})
    assert elsewhere.run("demo").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == [".demo"]


def test_a_link_in_place_of_the_folder_is_not_followed(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "file").touch()
    (tmp_path / ".demo").symlink_to(tmp_path / "precious")
    assert Shell(tmp_path, shell.environ).run("demo", "--fresh").returncode == 2
    assert (tmp_path / "precious" / "file").exists()
