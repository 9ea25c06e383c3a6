"""The operator's work killed with SIGKILL between two lots, in a process of its own, and then run again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jobfinder.domain.collection_names import LISTINGS
from jobfinder.domain.environments import STAGING
from jobfinder.domain.kept_things import Entry
from jobfinder.stores import sqlite_whole
from jobfinder.stores.sqlite import SqliteStore
from jobfinder.usecases.back_up import back_up
from jobfinder.usecases.clean_staging import empty_staging
from jobfinder.usecases.migrate_data import migrate_data
from jobfinder.usecases.restore import restore
from tests.contract.things import NOW
from tests.contract.whole import contents, fill, many, told
from tests.places import ROOT

# The child does its work until the lot after next, and is gone in the midst of it.
CHILD = """
import os, sys
from pathlib import Path
from jobfinder.domain.environments import STAGING
from jobfinder.stores.sqlite import SqliteStore
from jobfinder.stores.sqlite_database import Database
from jobfinder.usecases.clean_staging import empty_staging
from jobfinder.usecases.migrate_data import migrate_data
from jobfinder.usecases.restore import restore
from tests.contract.things import NOW

work, home, lots = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
there, here = (SqliteStore.open(home / name, clock=lambda: NOW) for name in ("there.db", "here.db"))
whole, done = Database.writing, []

def writing(database, *, durable=False):
    done.append(1)
    if len(done) > lots:
        os.kill(os.getpid(), 9)
    return whole(database, durable=durable)

Database.writing = writing
if work == "migrate":
    migrate_data(there, here, now=lambda: NOW, dry_run=False)
elif work == "restore":
    restore(home / "backup", here, STAGING)
else:
    empty_staging(there, STAGING, now=NOW, touched_too=True)
"""


def opened(path: Path, environment: str) -> SqliteStore:
    return SqliteStore.open(path, clock=lambda: NOW, environment=environment)


@pytest.fixture
def there(tmp_path: Path) -> SqliteStore:
    store = opened(tmp_path / "there.db", "staging")
    fill(store)
    store.create_kept(LISTINGS, (store.as_kept(Entry(LISTINGS, one)) for one in many(3 * sqlite_whole.LOT)))
    return store


def kill(work: str, home: Path, lots: int) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-c", CHILD, work, str(home), str(lots)]
    assert subprocess.run(words, cwd=ROOT, env=environ, check=False).returncode == -9


@pytest.mark.parametrize("lots", [3, 5])
def test_a_migration_killed_between_two_lots_is_finished_by_the_next(
    lots: int, there: SqliteStore, tmp_path: Path
) -> None:
    here = opened(tmp_path / "here.db", "production")
    kill("migrate", tmp_path, lots)
    begun = sum(map(len, contents(here).values()))
    assert begun > 100
    finished = migrate_data(there, here, now=lambda: NOW, dry_run=False)
    assert finished.is_clean
    assert finished.there.total() > 0
    was, now = told(there), told(here)
    for part in ("profile", "sources", "listings", "merges", "matches", "extraction"):
        assert now[part] == was[part], part
    for store in (there, here):
        store.close_store()


@pytest.mark.parametrize("lots", [2, 4])
def test_a_restore_killed_between_two_lots_is_finished_by_the_next(
    lots: int, there: SqliteStore, tmp_path: Path
) -> None:
    back_up(there, STAGING, tmp_path / "backup", now=NOW)
    here = opened(tmp_path / "here.db", "staging")
    kill("restore", tmp_path, lots)
    assert restore(tmp_path / "backup", here, STAGING).went_on
    assert contents(here) == contents(there)
    for store in (there, here):
        store.close_store()


@pytest.mark.parametrize("lots", [1, 3])
def test_emptying_staging_killed_between_two_lots_is_finished_by_the_next(
    lots: int, there: SqliteStore, tmp_path: Path
) -> None:
    opened(tmp_path / "here.db", "production").close_store()
    before = contents(there)
    kill("empty", tmp_path, lots)
    assert contents(there) != before
    empty_staging(there, STAGING, now=NOW, touched_too=True)
    after = contents(there)
    assert LISTINGS not in after
    assert after["profiles"] == before["profiles"]
    there.close_store()
