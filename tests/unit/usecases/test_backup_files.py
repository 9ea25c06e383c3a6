"""A backup is there as a whole or not at all, small in memory however large, and says what was done to it since."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jobfinder.domain.backup import MANIFEST, manifest_text
from jobfinder.domain.collection_names import LISTINGS, QUEUE
from jobfinder.domain.environments import STAGING
from jobfinder.domain.kept_things import Entry
from jobfinder.errors import JobFinderError, Misconfigured, Permanent, Retryable, Unreadable
from jobfinder.stores.sqlite import SqliteStore
from jobfinder.usecases.back_up import back_up
from jobfinder.usecases.backup_files import each_document, read_manifest
from jobfinder.usecases.look_up import NothingThere
from jobfinder.usecases.pacing import Pace
from jobfinder.usecases.restore import restore
from jobfinder.usecases.verify_backup import problems_of
from tests.contract.things import NOW
from tests.contract.whole import contents, fill, many
from tests.places import ROOT

LINES = f"{LISTINGS}.jsonl"


@pytest.fixture
def full(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore.open(tmp_path / "full.db", clock=lambda: NOW, environment="staging")
    fill(store)
    yield store
    store.close_store()


@pytest.fixture
def backup(full: SqliteStore, tmp_path: Path) -> Path:
    return back_up(full, STAGING, tmp_path / "backup", now=NOW).folder


# -- what was done to it is found and named


def flip(path: Path, at: int = 200) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def drop_line(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def add_line(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b'{"id":"x","fields":{}}\n')


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (flip, f"{LINES} is not as it was written"),
        (drop_line, f"{LINES} holds 3 documents, and 4 were written"),
        (cut, f"{LINES} is "),
        (cut, f"{LINES}, line 4: "),
        (add_line, f"{LINES} holds 5 documents, and 4 were written"),
        (Path.unlink, f"{LINES} cannot be read"),
    ],
)
def test_what_happened_to_a_file_is_named(harm: Callable[[Path], None], words: str, backup: Path) -> None:
    assert problems_of(backup) == []
    harm(backup / LINES)
    assert any(problem.startswith(words) for problem in problems_of(backup)), problems_of(backup)


def test_every_byte_of_every_file_counts(backup: Path) -> None:
    for path in sorted(backup.iterdir()):
        whole = path.read_bytes()
        for at in range(0, len(whole), max(1, len(whole) // 12)):
            flip(path, at)
            assert any(path.name in problem for problem in problems_of(backup)), (path.name, at)
            path.write_bytes(whole)
    assert problems_of(backup) == []


def test_files_that_do_not_belong_are_named(backup: Path) -> None:
    (backup / "others.jsonl").touch()
    assert problems_of(backup) == ["others.jsonl is not in the manifest"]


def test_a_folder_without_a_manifest_is_no_backup(backup: Path, tmp_path: Path) -> None:
    (backup / MANIFEST).unlink()
    (problem,) = problems_of(backup)
    assert "no backup here" in problem
    assert str(backup) in problem
    with pytest.raises(NothingThere, match="no such backup"):
        problems_of(tmp_path / "nowhere")


def test_a_backup_of_an_older_form_is_taken_and_of_a_newer_one_refused(backup: Path, tmp_path: Path) -> None:
    from dataclasses import replace

    manifest = read_manifest(backup)
    for version, taken in ((1, True), (manifest.schema_version + 1, False)):
        (backup / MANIFEST).write_bytes(manifest_text(replace(manifest, schema_version=version)))
        fresh = SqliteStore.open(tmp_path / f"{version}.db", clock=lambda: NOW, environment="staging")
        if taken:
            assert restore(backup, fresh, STAGING).documents == manifest.documents
        else:
            with pytest.raises(Misconfigured, match=f"schema version {version}"):
                restore(backup, fresh, STAGING)
        fresh.close_store()


# -- as a whole or not at all


def test_only_its_owner_can_read_it(backup: Path) -> None:
    modes = {stat.S_IMODE(path.stat().st_mode) for path in backup.iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE(backup.stat().st_mode) == 0o700


def test_a_name_that_is_taken_is_refused(full: SqliteStore, backup: Path) -> None:
    with pytest.raises(Permanent, match="something under this name"):
        back_up(full, STAGING, backup, now=NOW)


def test_a_full_disk_leaves_nothing(full: SqliteStore, tmp_path: Path) -> None:
    """No file may grow beyond what is left; the process is told so by the system as it is of a full disk."""
    full.create_kept(LISTINGS, (full.as_kept(Entry(LISTINGS, one)) for one in many(200)))
    folder = tmp_path / "backups" / "one"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(Retryable, match="cannot be written") as told:
            back_up(full, STAGING, folder, now=NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert str(folder) in str(told.value)
    assert list(folder.parent.iterdir()) == []
    assert back_up(full, STAGING, folder, now=NOW).folder == folder


@pytest.mark.parametrize("error", [KeyboardInterrupt, Retryable("the store went away"), OSError(5, "I/O error")])
def test_whatever_ends_it_early_leaves_nothing(
    error: type[BaseException] | BaseException, full: SqliteStore, tmp_path: Path
) -> None:
    def tell(collection: str, done: int, total: int) -> None:
        if collection == QUEUE:
            raise error

    with pytest.raises((KeyboardInterrupt, JobFinderError)):
        back_up(full, STAGING, tmp_path / "backups" / "one", now=NOW, tell=tell)
    assert list((tmp_path / "backups").iterdir()) == []


KILLED = """
import os, sys
from pathlib import Path
from jobfinder.domain.environments import STAGING
from jobfinder.stores.sqlite import SqliteStore
from jobfinder.usecases.back_up import back_up
from tests.contract.things import NOW
def tell(collection, done, total):
    if collection == "job-queue":
        os.kill(os.getpid(), 9)
back_up(SqliteStore.open(sys.argv[1], clock=lambda: NOW), STAGING, Path(sys.argv[2]), now=NOW, tell=tell)
"""


def test_what_a_killed_backup_left_has_no_name_and_goes_with_the_next(full: SqliteStore, tmp_path: Path) -> None:
    folder = tmp_path / "backups" / "one"
    words = [sys.executable, "-c", KILLED, str(tmp_path / "full.db"), str(folder)]
    killed = subprocess.run(words, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert killed.returncode == -9
    assert [path.name for path in folder.parent.iterdir()] == ["one.partial"]
    back_up(full, STAGING, folder, now=NOW)
    assert [path.name for path in folder.parent.iterdir()] == ["one"]
    assert problems_of(folder) == []


# -- the size of a year's work


@pytest.mark.parametrize("number", [1_500, pytest.param(10_000, marks=pytest.mark.soak)])
def test_many_listings_are_backed_up_verified_and_restored_in_little_memory(number: int, tmp_path: Path) -> None:
    """Some kilobytes each; in memory there is never more than a lot of them, however many there are."""
    store = SqliteStore.open(tmp_path / "full.db", clock=lambda: NOW, environment="staging")
    store.create_kept(LISTINGS, (store.as_kept(Entry(LISTINGS, one)) for one in many(number)))
    fresh = SqliteStore.open(tmp_path / "fresh.db", clock=lambda: NOW, environment="staging")
    tracemalloc.start()
    try:
        made = back_up(store, STAGING, tmp_path / "backup", now=NOW)
        assert restore(made.folder, fresh, STAGING).documents == made.manifest.documents > number
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sum(file.bytes for file in made.manifest.collections) > number * 10_000
    assert peak_bytes < 8_000_000
    for each in (store, fresh):
        each.close_store()


def test_no_key_of_the_process_is_in_a_backup(
    full: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jobfinder.models.keys import check_keys

    key = "sk-ant-" + "s3cret" * 8
    check_keys({"anthropic"}, {"ANTHROPIC_API_KEY": key}, full, STAGING, lambda: None)
    folder = back_up(full, STAGING, tmp_path / "backup", now=NOW).folder
    written = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"model keys" in written
    assert key.encode() not in written
    assert key[10:30].encode() not in written


def test_a_file_that_is_gone_or_broken_says_which_and_where(backup: Path) -> None:
    file = read_manifest(backup).file_of(LISTINGS)
    assert file is not None
    path = backup / LINES
    path.write_bytes(path.read_bytes().replace(b'{"id"', b'{"ID"', 3).replace(b'{"ID"', b'{"id"', 2))
    with pytest.raises(Unreadable, match="line 3"):
        list(each_document(backup, file))
    path.unlink()
    with pytest.raises(Unreadable, match=LISTINGS):
        list(each_document(backup, file))


# -- so many a second


def test_a_pace_lets_so_many_through_a_second_and_no_more() -> None:
    now, slept = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    pace = Pace(10, clock=lambda: now[0], sleep=sleep)
    assert list(pace.each(range(21))) == list(range(21))
    assert now[0] == pytest.approx(2.0)
    pace.take(50)
    pace.take()
    assert now[0] == pytest.approx(7.1)


def test_no_limit_never_waits() -> None:
    pace = Pace(0, sleep=lambda seconds: pytest.fail("it waited"))
    assert len(list(pace.each(range(1000)))) == 1000


def test_contents_of_a_full_store_hold_every_collection(full: SqliteStore) -> None:
    assert {LISTINGS, QUEUE} < contents(full).keys()
