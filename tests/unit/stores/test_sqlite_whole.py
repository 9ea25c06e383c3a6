"""A SQLite database as a whole: every column of every table, also of tables that nobody told the backup of."""

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from jobfinder.domain.environments import STAGING
from jobfinder.stores.sqlite import SqliteStore
from jobfinder.stores.sqlite_schema import MIGRATIONS, migrate
from jobfinder.usecases.back_up import back_up
from jobfinder.usecases.restore import restore
from jobfinder.usecases.verify_backup import differences
from tests.contract.things import NOW
from tests.contract.whole import fill, told

NEWEST = MIGRATIONS[-1].number
# What the first releases made of a database; a step that is out in the world is never touched again.
RELEASED = {1: "94c93f708af1721f", 2: "0685be3180cd1175"}


def opened(path: Path) -> SqliteStore:
    return SqliteStore.open(path, clock=lambda: NOW, environment="staging")


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return sorted(db.iterdump())


def tables(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


def backed_up_and_restored(path: Path, tmp_path: Path) -> Path:
    store, target = opened(path), tmp_path / "restored.db"
    backup = back_up(store, STAGING, tmp_path / "backup", now=NOW)
    store.close_store()
    fresh = opened(target)
    restore(backup.folder, fresh, STAGING)
    assert differences(backup.folder, backup.manifest, fresh).are_none
    fresh.close_store()
    return target


def test_every_column_of_every_table_comes_back_as_it_was(path: Path, tmp_path: Path) -> None:
    store = opened(path)
    fill(store)
    store.close_store()
    empty = [name for name, count in tables(path).items() if not count]
    assert empty == [], "let tests/contract/whole.py fill it, or nobody knows whether it comes back"
    assert dump(backed_up_and_restored(path, tmp_path)) == dump(path)


def test_a_number_is_not_drawn_twice_after_a_restore_though_its_item_is_gone(path: Path, tmp_path: Path) -> None:
    store = opened(path)
    fill(store)
    cursor = store.latest_cursor()
    store.delete_kept("job-queue", [one.id for one in store.items(limit=3)])
    store.close_store()
    fresh = opened(backed_up_and_restored(path, tmp_path))
    assert fresh.latest_cursor() == cursor
    fresh.close_store()


def test_tables_that_nobody_told_the_backup_of_come_back_too(path: Path, tmp_path: Path) -> None:
    statements = (
        "CREATE TABLE IF NOT EXISTS pairs (a TEXT, b INTEGER, note TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID",
        'CREATE TABLE IF NOT EXISTS "odd name" (x, y BLOB)',
    )
    for each in (path, tmp_path / "restored.db"):
        opened(each).close_store()
        with closing(sqlite3.connect(each, isolation_level=None)) as db:
            for statement in statements:
                db.execute(statement)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("INSERT INTO pairs VALUES ('x', 1, NULL), ('x', 2, 'ü'), ('y/1', 1, '')")
        db.execute('INSERT INTO "odd name" VALUES (?, ?), (?, ?)', (None, b"\x00\xff", 2.5, b'{"a":1}'))
        db.execute('INSERT INTO "odd name" VALUES (?, ?)', ("", b"{ }"))  # JSON, but not as we would write it
    assert dump(backed_up_and_restored(path, tmp_path)) == dump(path)


def test_what_is_read_is_the_moment_at_which_reading_began(path: Path) -> None:
    store, other = opened(path), opened(path)
    fill(store)
    with store.snapshot() as snapshot:
        names = snapshot.collections()
        before = {name: snapshot.count(name) for name in names}
        other.remove_source("greenhouse:acme")
        other.delete_kept("job-queue", [one.id for one in other.items()])
        assert {name: len(list(snapshot.each(name))) for name in names} == before
    for each in (store, other):
        each.close_store()


# -- schema versions


@pytest.mark.parametrize("version", range(1, NEWEST))
def test_a_database_of_each_older_version_goes_forward_with_all_that_is_in_it(
    version: int, path: Path, tmp_path: Path
) -> None:
    today = opened(tmp_path / "today.db")
    fill(today)
    expected = told(today)
    today.close_store()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        migrate(db, "old", MIGRATIONS[:version])
        db.execute("ATTACH ? AS today", (str(tmp_path / "today.db"),))
        for name in tables(path):
            columns = ", ".join(row[1] for row in db.execute(f"PRAGMA main.table_info({name})"))
            db.execute(f"INSERT OR REPLACE INTO main.{name} ({columns}) SELECT {columns} FROM today.{name}")
    store = opened(path)
    assert store.schema_version == NEWEST
    later = {"extraction": 2, "usage": 2}  # parts that came with a later version
    parts = [part for part in expected if later.get(part, 1) <= version]
    assert {part: told(store)[part] for part in parts} == {part: expected[part] for part in parts}
    store.close_store()


@pytest.mark.parametrize("number", RELEASED)
def test_a_step_that_was_released_stays_as_it_is(number: int) -> None:
    (step,) = [step for step in MIGRATIONS if step.number == number]
    assert sha256("\n".join(step.statements).encode()).hexdigest().startswith(RELEASED[number])
