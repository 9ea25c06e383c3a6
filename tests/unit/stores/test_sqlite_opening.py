import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from jobfinder.errors import JobFinderError, Misconfigured, Unreadable
from jobfinder.stores.sqlite import SqliteStore
from jobfinder.stores.sqlite_schema import APPLICATION_ID, MIGRATIONS, Migration, migrate
from tests.contract.backends import wall_clock
from tests.contract.things import arrival, listing, no_merge

NEWEST = MIGRATIONS[-1].number


def refused(path: Path) -> JobFinderError:
    with pytest.raises(Misconfigured) as refusal:
        SqliteStore.open(path, clock=wall_clock)
    assert str(path) in str(refusal.value)
    return refusal.value


def raw(path: Path, *statements: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        return [row for statement in statements for row in db.execute(statement)]


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "data-staging" / "deep" / "portfolio.db"
    SqliteStore.open(path, clock=wall_clock).close_store()
    assert raw(path, "PRAGMA application_id", "PRAGMA user_version") == [(APPLICATION_ID,), (NEWEST,)]


def test_the_log_is_folded_back_when_the_store_is_closed(path: Path) -> None:
    store = SqliteStore.open(path, clock=wall_clock)
    store.add([arrival()], no_merge)
    store.close_store()
    assert [left.name for left in path.parent.iterdir()] == [path.name]


def test_what_was_written_is_there_when_the_file_is_opened_again(path: Path) -> None:
    for _ in range(2):
        store = SqliteStore.open(path, clock=wall_clock, environment="staging")
        store.add([arrival()], no_merge)
        assert set(store.stamps([listing().id])) == {listing().id}
        store.close_store()


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()
    store = SqliteStore.open(path, clock=wall_clock)
    assert store.sources() == []
    store.close_store()


def test_a_database_of_a_newer_version_is_refused_with_both_versions_and_left_as_it_is(path: Path) -> None:
    raw(path, f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {NEWEST + 7}", "CREATE TABLE x (y)")
    words = str(refused(path))
    assert f"version {NEWEST + 7}" in words
    assert f"up to {NEWEST}" in words
    assert "Update Job Finder" in words
    assert raw(path, "PRAGMA user_version", "SELECT name FROM sqlite_schema") == [(NEWEST + 7,), ("x",)]


def test_another_programs_database_is_refused_and_left_as_it_is(path: Path) -> None:
    raw(path, "CREATE TABLE photos (name)")
    assert "not one of Job Finder's" in str(refused(path))
    assert raw(path, "SELECT name FROM sqlite_schema", "PRAGMA application_id") == [("photos",), (0,)]


@pytest.mark.parametrize("content", [b"hello, I am a letter to my aunt\n" * 200, b"\x00" * 5000])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "not a SQLite database" in str(refused(path))
    assert path.read_bytes() == content


def test_a_sqlite_that_is_too_old_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.34.1")
    assert "SQLite 3.34.1" in str(refused(path))
    assert not path.exists()


def test_a_folder_in_place_of_the_file_is_refused(path: Path) -> None:
    path.mkdir()
    assert "cannot be opened" in str(refused(path))


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert "folder" in str(refused(tmp_path / "data" / "portfolio.db"))


def test_a_damaged_database_says_so_instead_of_showing_half_of_it(path: Path) -> None:
    store = SqliteStore.open(path, clock=wall_clock)
    store.add([arrival(n, text="x" * 3000) for n in range(50)], no_merge)
    store.close_store()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xaa" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises((Unreadable, Misconfigured), match="damaged"):
        list(SqliteStore.open(path, clock=wall_clock).each_listing())


# -- migrations


TABLE_A = Migration(1, "a", ("CREATE TABLE a (x)", "INSERT INTO a VALUES (1)"))
COLUMN_Y = Migration(2, "a second column", ("ALTER TABLE a ADD COLUMN y DEFAULT 5",))
BROKEN = Migration(2, "half of it works", ("ALTER TABLE a ADD COLUMN z", "CREATE TABLE a (x)"))


def open_raw(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def test_migrations_are_numbered_without_gaps() -> None:
    assert [step.number for step in MIGRATIONS] == list(range(1, NEWEST + 1))


@pytest.mark.parametrize("start", range(NEWEST))
def test_every_older_version_ends_up_with_the_newest_schema(tmp_path: Path, start: int) -> None:
    def schema(path: Path) -> list[tuple[object, ...]]:
        return raw(path, "SELECT type, name, sql FROM sqlite_schema ORDER BY name")

    old, new = tmp_path / "old.db", tmp_path / "new.db"
    if start:
        with closing(open_raw(old)) as db:
            migrate(db, "old", MIGRATIONS[:start])
    for path in (old, new):
        SqliteStore.open(path, clock=wall_clock).close_store()
    assert schema(old) == schema(new)


def test_a_migration_goes_on_where_the_last_one_ended_and_keeps_the_data(path: Path) -> None:
    with closing(open_raw(path)) as db:
        migrate(db, "here", [TABLE_A])
        migrate(db, "here", [TABLE_A, COLUMN_Y])
        migrate(db, "here", [TABLE_A, COLUMN_Y])
        assert db.execute("SELECT x, y FROM a").fetchall() == [(1, 5)]
        assert db.execute("PRAGMA user_version").fetchone() == (2,)


def test_a_migration_that_fails_leaves_nothing_of_itself(path: Path) -> None:
    with closing(open_raw(path)) as db:
        migrate(db, "here", [TABLE_A])
        with pytest.raises(sqlite3.OperationalError):
            migrate(db, "here", [TABLE_A, BROKEN])
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert [row[1] for row in db.execute("PRAGMA table_info(a)")] == ["x"]
