from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from jobfinder.cli.exit_codes import Exit
from tests.unit.cli.conftest import Run

DATABASE = Path("data-staging") / "portfolio-staging.db"


def test_before_the_first_use_there_is_nothing_to_show_and_nothing_is_made(run: Run, home: Path) -> None:
    result = run("environment", "show")
    assert result.code == 0
    assert "no database yet" in result.err
    assert not (home / DATABASE).exists()


def test_a_new_database_is_marked_once_it_is_said_that_it_shall_be(run: Run, home: Path) -> None:
    result = run("environment", "init")
    assert result.code == 0
    assert "would be marked as staging's" in result.out
    assert "with --yes it is done" in result.err
    assert not (home / DATABASE).exists()
    assert run("environment", "init", "--yes").code == 0
    shown = json.loads(run("environment", "show", "--json").out)
    assert (shown["environment"], shown["marked as"], shown["database"]) == ("staging", "staging", "portfolio-staging")
    assert shown["since"]


def test_a_mark_is_written_once(run: Run) -> None:
    run("environment", "init", "--yes")
    before = run("environment", "show", "--json").out
    again = run("environment", "init", "--yes")
    assert again.code == 0
    assert "would be" not in again.out
    assert run("environment", "show", "--json").out == before


def test_production_is_marked_only_when_its_name_is_given(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    assert run("environment", "init", "--yes").code == Exit.USAGE
    assert run("environment", "init", "--confirm", "staging").code == Exit.USAGE
    assert not (home / "data").exists()
    assert run("environment", "init", "--confirm", "production").code == 0
    assert json.loads(run("environment", "show", "--json").out)["marked as"] == "production"


@pytest.mark.parametrize("words", [("init", "--yes"), ("init", "--yes", "--restored"), ("show",)])
def test_the_mark_of_the_other_environment_is_told_and_never_replaced(
    run: Run, home: Path, words: tuple[str, ...]
) -> None:
    run("environment", "init", "--yes")
    with closing(sqlite3.connect(home / DATABASE)) as db, db:
        db.execute("UPDATE meta SET value = 'production' WHERE key = 'environment'")
    result = run("environment", *words)
    assert result.code == Exit.MISCONFIGURED
    assert "'production'" in result.err
    assert "'staging'" in result.err
    with closing(sqlite3.connect(home / DATABASE)) as db:
        assert db.execute("SELECT value FROM meta WHERE key = 'environment'").fetchone() == ("production",)


def test_a_database_in_use_without_a_mark_is_refused_until_it_is_marked(run: Run, home: Path) -> None:
    run("environment", "init", "--yes")
    assert run("sources", "add", "https://boards.greenhouse.io/acme").code == 0
    with closing(sqlite3.connect(home / DATABASE)) as db, db:
        db.execute("DELETE FROM meta WHERE key LIKE 'environment%'")
    refused = run("sources", "list")
    assert refused.code == Exit.MISCONFIGURED
    assert "ENVIRONMENT=staging jobfinder environment init" in refused.err
    assert "which holds 1 source, would be marked" in run("environment", "init").out
    assert run("environment", "init", "--yes").code == 0
    assert run("sources", "list").code == 0
