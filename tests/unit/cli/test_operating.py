"""The operator's commands as they are typed: the plan, the question, the backup before, and what never happens."""

from __future__ import annotations

import json
import os
import pty
import runpy
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from jobfinder import wiring
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.restore import pace_for
from jobfinder.domain.collection_names import LISTINGS, MATCHES, QUEUE
from jobfinder.domain.environments import ENVIRONMENTS
from jobfinder.domain.match import MatchState
from jobfinder.stores.sqlite import SqliteStore
from jobfinder.usecases import pacing
from jobfinder.usecases.pacing import Pace
from jobfinder.usecases.verify_backup import problems_of
from tests.contract.things import NOW, arrival, match, no_merge
from tests.contract.whole import contents, fill
from tests.unit.cli.conftest import Result, Run

ROOT = Path(__file__).parents[3]
Script = Callable[..., Result]


@pytest.fixture
def script(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Script:
    """Run one of scripts/*.py as `python scripts/...` does, in the folder of the test."""

    def script(words: str, *, environment: str = "staging") -> Result:
        name, *arguments = words.split()
        capsys.readouterr()
        monkeypatch.setenv("ENVIRONMENT", environment)
        monkeypatch.setattr(sys, "argv", [name, *arguments])
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(ROOT / "scripts" / name), run_name="__main__")
        said = capsys.readouterr()
        return Result(int(str(ended.value.code)), said.out, said.err)

    return script


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Sit at a terminal and type one answer to whatever is asked; the questions are kept."""

    def typed(answer: str) -> list[str]:
        questions: list[str] = []
        monkeypatch.setattr("jobfinder.cli.output.can_ask", lambda: True)
        monkeypatch.setattr(
            "jobfinder.cli.output.ask", lambda question, default="": (questions.append(question), answer)[1]
        )
        return questions

    return typed


def database(home: Path, environment: str) -> SqliteStore:
    names = ENVIRONMENTS[environment]
    path = home / names.data_directory / f"{names.database}.db"
    return SqliteStore.open(path, clock=wiring.utc_now, environment=environment)


@pytest.fixture
def filled(home: Path) -> Path:
    """Give a home with a full staging and a full production, both months old."""
    for environment in ENVIRONMENTS:
        store = database(home, environment)
        fill(store)
        store.close_store()
    return home


def held(home: Path, environment: str) -> dict[str, list[bytes]]:
    store = database(home, environment)
    try:
        return contents(store)
    finally:
        store.close_store()


def backups(home: Path) -> list[Path]:
    return sorted(home.glob("data*/backups/*"))


CLEAN_STAGING = "cleanup_staging_db.py"
CLEAN_OLD = "clean_old_completed.py --days 30"
MIGRATE = "migrate_data.py --source portfolio-staging --target portfolio"
ALL = ((CLEAN_STAGING, "staging"), (CLEAN_OLD, "staging"), (CLEAN_OLD, "production"), (MIGRATE, "production"))


@pytest.mark.parametrize("flags", ["", " --dry-run"])
@pytest.mark.parametrize(("command", "environment"), ALL)
def test_the_command_as_the_specification_writes_it_shows_its_plan_and_changes_nothing(
    command: str, environment: str, flags: str, filled: Path, script: Script
) -> None:
    if command == MIGRATE:
        only_in_staging(filled)
    before = {name: held(filled, name) for name in ENVIRONMENTS}
    result = script(command + flags, environment="staging" if command == MIGRATE else environment)
    assert result.code == (5 if command == MIGRATE else 0), result.err
    assert QUEUE in result.out
    assert "othing was changed" in result.err
    assert {name: held(filled, name) for name in ENVIRONMENTS} == before
    assert backups(filled) == []


def only_in_staging(home: Path) -> None:
    store = database(home, "staging")
    store.add([arrival(60)], no_merge)
    store.close_store()


@pytest.mark.parametrize(("command", "environment"), ALL)
def test_the_name_typed_out_and_nothing_else_starts_the_work_with_a_backup_first(
    command: str, environment: str, filled: Path, script: Script, typed: Callable[[str], list[str]]
) -> None:
    only_in_staging(filled)
    before = held(filled, environment)
    for answer in ("", "y", "yes", environment.upper(), "portfolio"):
        questions = typed(answer)
        script(command, environment=environment)
        assert environment in questions[0]
        assert held(filled, environment) == before
    typed(environment)
    result = script(command, environment=environment)
    assert held(filled, environment) != before
    (folder,) = backups(filled)
    assert str(folder) in result.err
    assert problems_of(folder) == []


@pytest.mark.parametrize("command", [CLEAN_OLD, MIGRATE])
def test_production_is_never_changed_by_yes_alone(command: str, filled: Path, script: Script) -> None:
    only_in_staging(filled)
    before = held(filled, "production")
    result = script(f"{command} --yes", environment="production")
    assert result.code == 2
    assert "--confirm production" in result.err
    wrong = script(f"{command} --yes --confirm staging", environment="production")
    assert wrong.code == 2
    assert "this is production" in wrong.err
    assert held(filled, "production") == before
    assert backups(filled) == []


@pytest.mark.parametrize("command", [CLEAN_OLD, MIGRATE])
def test_production_is_changed_where_its_name_is_given(command: str, filled: Path, script: Script) -> None:
    only_in_staging(filled)
    before = held(filled, "production")
    script(f"{command} --confirm production", environment="production")
    assert held(filled, "production") != before
    assert len(backups(filled)) == 1


# -- staging's clean-up


def test_staging_is_emptied_of_all_but_what_the_user_touched(filled: Path, script: Script) -> None:
    before = held(filled, "staging")
    result = script(f"{CLEAN_STAGING} --yes")
    assert result.code == 0, result.err
    after = held(filled, "staging")
    assert QUEUE not in after
    assert len(after[MATCHES]) == 1
    assert match(1).id in after[MATCHES][0].decode()
    assert len(after[LISTINGS]) == 2  # the touched match's job, with its copy on another board
    for stays in ("profiles", "job-sources", "usage", "meta"):
        assert after[stays] == before[stays]
    assert script(CLEAN_STAGING).err.count("nothing to delete") == 1


def test_what_was_touched_goes_only_when_that_is_asked_for(filled: Path, script: Script) -> None:
    result = script(f"{CLEAN_STAGING} --yes --touched-too --json")
    document = json.loads(result.out)
    assert document["goes"][MATCHES] == 2
    assert document["deleted"]
    assert {MATCHES, LISTINGS, QUEUE}.isdisjoint(held(filled, "staging"))
    assert problems_of(Path(document["backup"])) == []


def test_no_other_database_is_emptied_by_its_name(filled: Path, script: Script) -> None:
    before = held(filled, "production")
    result = script(f"{CLEAN_STAGING} --yes --confirm production", environment="production")
    assert result.code == 3
    assert "portfolio-staging only" in result.err
    assert held(filled, "production") == before


def test_no_other_database_is_emptied_by_what_it_says_of_itself(filled: Path, script: Script) -> None:
    path = filled / "data-staging" / "portfolio-staging.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE meta SET value = 'production' WHERE key = 'environment'")
        before = list(db.iterdump())
    result = script(f"{CLEAN_STAGING} --yes")
    assert result.code == 3
    assert "production" in result.err
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        assert list(db.iterdump()) == before


# -- old completed items


def test_only_what_ended_well_long_ago_goes(filled: Path, script: Script) -> None:
    before = held(filled, "production")
    script(f"{CLEAN_OLD} --confirm production", environment="production")
    after = held(filled, "production")
    (gone,) = set(before[QUEUE]) - set(after[QUEUE])
    assert b'"outcome":"matched"' in gone  # what ended well in March; a duplicate that ended just now stays
    assert {name: lines for name, lines in after.items() if name != QUEUE} == {
        name: lines for name, lines in before.items() if name != QUEUE
    }


@pytest.mark.parametrize(("environment", "days"), [("staging", 6), ("production", 29)])
def test_fewer_days_than_the_environment_keeps_are_refused(
    environment: str, days: int, filled: Path, script: Script
) -> None:
    before = held(filled, environment)
    result = script(f"clean_old_completed.py --days {days} --confirm {environment}", environment=environment)
    assert result.code == 1
    assert f"--days {days + 1}" in result.err
    assert held(filled, environment) == before


def test_days_must_be_said(filled: Path, script: Script) -> None:
    assert script("clean_old_completed.py").code == 2
    assert script("clean_old_completed.py --days 0").code == 2


# -- migrating


def test_a_migration_names_its_conflicts_and_ends_with_a_code_of_its_own(filled: Path, script: Script) -> None:
    store = database(filled, "staging")
    store.set_match_state(match(2).id, MatchState.SAVED, "", now=NOW)
    store.close_store()
    only_in_staging(filled)
    result = script(f"{MIGRATE} --confirm production")
    assert result.code == 5
    assert f"{MATCHES}/{match(2).id[:16]}: the target has another version of it, which stays" in result.out
    document = json.loads(script(f"{MIGRATE} --dry-run --json").out)
    assert document["conflicts"][MATCHES] == 1
    assert not document["migrated"]
    assert sum(document["new"].values()) == 0


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("portfolio", "portfolio", "one database"),
        ("portfolio-stagin", "portfolio", "no such database"),
        ("portfolio-staging", "prod", "no such database"),
    ],
)
def test_names_that_cannot_be_meant_are_refused(
    source: str, target: str, words: str, filled: Path, script: Script
) -> None:
    result = script(f"migrate_data.py --source {source} --target {target}")
    assert result.code == 2
    assert words in result.err


def test_a_database_that_is_not_there_is_not_made(home: Path, script: Script) -> None:
    for command in (CLEAN_STAGING, CLEAN_OLD, MIGRATE):
        result = script(command)
        assert result.code == 4
        assert "no database" in result.err
    assert not list(home.glob("data*"))


# -- a real terminal


def test_at_a_real_terminal_the_name_is_asked_for_and_read(filled: Path) -> None:
    main, terminal = pty.openpty()
    words = [sys.executable, str(ROOT / "scripts" / CLEAN_STAGING)]
    environ = {**os.environ, "ENVIRONMENT": "staging", "JOB_FINDER_HOME": str(filled), "NO_COLOR": "1", "TERM": "xterm"}
    with subprocess.Popen(words, stdin=terminal, stdout=subprocess.PIPE, stderr=terminal, env=environ) as process:
        os.close(terminal)
        os.write(main, b"staging\n")
        out, _ = process.communicate(timeout=60)
    os.close(main)
    assert process.returncode == 0
    assert b"Deleted" in out
    assert QUEUE not in held(filled, "staging")


def test_help_says_how_each_script_is_called(script: Script) -> None:
    for name in (CLEAN_STAGING, "clean_old_completed.py", "migrate_data.py"):
        result = script(f"{name} --help")
        assert result.code == 0
        assert f"python scripts/{name}" in result.out
        assert "--dry-run" in result.out


# -- backup, verify, restore


def test_a_backup_is_made_checked_and_restored_on_the_command_line(filled: Path, run: Run, home: Path) -> None:
    made = run("backup")
    assert made.code == 0, made.err
    folder = Path(made.out.strip())
    assert folder.parent == filled / "data-staging" / "backups"
    assert folder.name.startswith("portfolio-staging-20")
    assert run("verify", str(folder)).out.startswith("The backup is intact")
    assert run("verify", str(folder), "--against-database").code == 0
    assert run("restore", str(folder), "--yes").code == 1  # it is not empty
    before = held(filled, "staging")
    database_file = filled / "data-staging" / "portfolio-staging.db"
    database_file.rename(database_file.with_name("old.db"))
    shown = run("restore", str(folder), "--dry-run")
    assert shown.code == 0
    assert "dry run" in shown.err
    assert not database_file.exists()
    assert run("restore", str(folder)).code == 0  # nobody is there to be asked
    assert not database_file.exists()
    done = run("restore", str(folder), "--yes", "--json")
    assert json.loads(done.out)["left_out"] == []
    assert held(filled, "staging") == before
    assert run("verify", str(folder), "--against-database", "--json").code == 0


def test_what_changed_since_is_told_with_an_exit_code(filled: Path, run: Run) -> None:
    folder = json.loads(run("backup", "--json").out)["folder"]
    only_in_staging(filled)
    result = run("verify", folder, "--against-database")
    assert result.code == 1
    assert "changed since" in result.out
    assert json.loads(run("verify", folder, "--against-database", "--json").out)["database"]["added"] == 2


def test_a_backup_that_is_not_there_is_not_found(run: Run) -> None:
    result = run("verify", "nowhere")
    assert result.code == Exit.NOT_FOUND
    assert "no such backup" in result.err


def test_a_damaged_backup_is_named_file_by_file(filled: Path, run: Run) -> None:
    folder = Path(json.loads(run("backup", "--json").out)["folder"])
    path = folder / f"{LISTINGS}.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Carpenter 7", b"Carpenter 8", 1))
    result = run("verify", str(folder))
    assert result.code == 1
    assert f"{LISTINGS}.jsonl is not as it was written" in result.out
    document = json.loads(run("verify", str(folder), "--json").out)
    assert not document["intact"]
    assert run("restore", str(folder), "--yes").code == 1


def test_a_restore_keeps_to_the_pace_of_its_store_or_to_the_one_that_is_said(
    filled: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paces: list[float] = []
    monkeypatch.setattr(pacing, "Pace", lambda per_second: (paces.append(per_second), Pace(0))[1])
    folder = str(tmp_path / "kept")
    assert run("backup", folder).code == 0
    for words in ((), ("--per-second", "7")):
        shutil.rmtree(filled / "data-staging")
        assert run("restore", folder, "--yes", *words).code == 0
    assert paces == [pace_for("sqlite"), 7] == [0, 7]
    assert pace_for("firestore") == 200


def test_production_is_restored_only_when_its_name_is_given(
    filled: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging = json.loads(run("backup", "--json").out)["folder"]
    monkeypatch.setenv("ENVIRONMENT", "production")
    folder = json.loads(run("backup", "/".join((str(filled), "elsewhere")), "--json").out)["folder"]
    before = held(filled, "production")
    database_file = filled / "data" / "portfolio.db"
    database_file.rename(filled / "old.db")
    assert run("restore", folder, "--yes").code == 2
    assert not database_file.exists()
    other = run("restore", staging, "--confirm", "production")
    assert other.code == 3
    assert "backup of staging" in other.err
    assert run("restore", folder, "--confirm", "production").code == 0
    assert held(filled, "production") == before


def test_a_name_that_is_taken_is_never_written_over(filled: Path, run: Run) -> None:
    taken = filled / "taken"
    taken.mkdir()
    result = run("backup", str(taken))
    assert result.code == 1
    assert "something under this name" in result.err
    assert list(taken.iterdir()) == []


def test_two_backups_of_one_second_are_two(filled: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "utc_now", lambda: NOW + timedelta(days=1))
    assert {run("backup").code for _ in range(3)} == {0}
    assert len(backups(filled)) == 3


def test_without_a_database_there_is_nothing_to_back_up(run: Run, home: Path) -> None:
    assert run("backup").code == 4
    assert run("restore", "nowhere", "--yes").code == Exit.NOT_FOUND
    assert not (home / "data-staging").exists()


def test_only_so_many_regular_backups_are_kept_and_no_other_is_touched(
    filled: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = filled / "data-staging" / "backups"
    for stays in ("portfolio-staging-20250101T000000Z-before-cleanup", "portfolio-staging-20250101T000000Z", "mine"):
        (folder / stays).mkdir(parents=True)  # another command's; no backup, as it has no manifest; somebody's own
    for day in (1, 1, 2, 3):  # two of them within one second
        monkeypatch.setattr(wiring, "utc_now", lambda day=day: NOW + timedelta(days=day))
        made = run("backup")
        assert made.code == 0
    kept = {path.name for path in folder.iterdir()}
    document = json.loads(run("backup", "--keep", "3", "--json").out)
    assert [Path(path).name for path in document["deleted"]] == [
        "portfolio-staging-20260302T120000Z",
        "portfolio-staging-20260302T120000Z-2",
    ]
    left = {path.name for path in folder.iterdir()}
    assert left == kept - {Path(path).name for path in document["deleted"]} | {Path(document["folder"]).name}
    assert run("backup", str(filled / "elsewhere"), "--keep", "1").code == 0
    assert left == {path.name for path in folder.iterdir()}
