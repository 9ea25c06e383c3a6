"""Backing up, verifying and restoring a whole database, on every store."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from jobfinder.domain.collection_names import LISTINGS, META, SOURCES
from jobfinder.domain.environments import PRODUCTION, STAGING
from jobfinder.domain.kept import Kept
from jobfinder.domain.kept_things import READERS, are_alike, entry_of
from jobfinder.errors import Misconfigured, Permanent, Unreadable
from jobfinder.ports import Store
from jobfinder.usecases.back_up import back_up
from jobfinder.usecases.restore import restore
from jobfinder.usecases.verify_backup import differences, problems_of
from tests.contract.backends import Backend
from tests.contract.conftest import StoppedClock
from tests.contract.things import NOW, arrival, first_rival, no_merge
from tests.contract.whole import contents, fill, told

NewStore = Callable[[], Store]


@pytest.fixture
def new_store(backend: Backend, clock: StoppedClock) -> Iterator[NewStore]:
    opened: list[Store] = []

    def new_store(environment: str = "staging") -> Store:
        opened.append(backend.open(backend.create(), clock, environment))
        return opened[-1]

    yield new_store
    for store in opened:
        store.close_store()


@pytest.fixture
def full(new_store: NewStore) -> Store:
    store = new_store()
    fill(store)
    return store


@pytest.fixture
def backup(full: Store, tmp_path: Path) -> Path:
    return back_up(full, STAGING, tmp_path / "backups" / "one", now=NOW).folder


def test_a_restored_database_is_the_one_that_was_backed_up(
    full: Store, backup: Path, new_store: NewStore, tmp_path: Path
) -> None:
    assert problems_of(backup) == []
    fresh = new_store()
    restored = restore(backup, fresh, STAGING)
    assert restored.left_out == []
    assert contents(fresh) == contents(full)
    assert told(fresh) == told(full)
    again = back_up(fresh, STAGING, tmp_path / "two", now=NOW).manifest
    first = back_up(full, STAGING, tmp_path / "three", now=NOW).manifest
    assert [file.sha256 for file in again.collections] == [file.sha256 for file in first.collections]
    assert restored.documents == again.documents
    assert differences(backup, first, fresh).are_none


def test_work_goes_on_in_a_restored_database_as_in_the_old_one(backup: Path, new_store: NewStore) -> None:
    fresh = new_store()
    restore(backup, fresh, STAGING)
    cursor = fresh.latest_cursor()
    assert [added.as_what for added in fresh.add([arrival(1), arrival(99)], no_merge)] == ["known", "new"]
    items, _ = fresh.created_after(cursor, 100)
    assert [one.listing_id for one in items] == [arrival(99).listing.id]


def test_a_snapshot_does_not_see_what_is_written_after_it_began(full: Store) -> None:
    with full.snapshot() as snapshot:
        before = snapshot.count(LISTINGS)
        full.add([arrival(50)], no_merge)
        assert snapshot.count(LISTINGS) == before
        assert len(list(snapshot.each(LISTINGS))) == before
    assert len(contents(full)[LISTINGS]) == before + 1


def test_what_changed_since_a_backup_is_told(full: Store, backup: Path) -> None:
    manifest = back_up(full, STAGING, backup.with_name("again"), now=NOW).manifest
    full.delete_kept(SOURCES, ["greenhouse:acme"])
    full.swap_mark("last digest", "told", "told again")
    full.add([arrival(51)], no_merge)
    found = differences(backup, manifest, full)
    assert (found.missing, found.changed) == (1, 1 if full.kind == "firestore" else 2)  # SQLite's numbers are one more
    assert found.added == 2  # a listing and its item
    assert f"missing: {SOURCES}/greenhouse:acme" in found.named


def test_a_backup_of_the_other_environment_is_refused(backup: Path, new_store: NewStore) -> None:
    other = new_store("production")
    with pytest.raises(Misconfigured, match=r"backup of staging .*production's"):
        restore(backup, other, PRODUCTION)
    assert set(contents(other)) == {META}


def test_a_database_that_holds_anything_is_refused_and_left_as_it_is(backup: Path, new_store: NewStore) -> None:
    used = new_store()
    used.add([arrival(3)], no_merge)
    before = contents(used)
    with pytest.raises(Permanent, match=f"not empty.* 1 in {LISTINGS}"):
        restore(backup, used, STAGING)
    marked = new_store()
    marked.swap_mark("last digest", None, "mine")
    with pytest.raises(Permanent, match="not empty: it holds 1 in meta"):
        restore(backup, marked, STAGING)
    assert contents(used) == before


def test_a_damaged_backup_is_refused_before_anything_is_written(backup: Path, new_store: NewStore) -> None:
    path = backup / f"{LISTINGS}.jsonl"
    path.write_bytes(path.read_bytes()[:-7])
    fresh = new_store()
    with pytest.raises(Unreadable, match=f"not intact.*{LISTINGS}.jsonl"):
        restore(backup, fresh, STAGING)
    assert set(contents(fresh)) == {META}


@pytest.mark.parametrize("documents", [0, 7])
def test_a_restore_that_was_killed_goes_on_and_comes_to_the_same(
    documents: int, full: Store, backup: Path, new_store: NewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = new_store()
    whole, left = fresh.create_kept, [documents]

    def killed(collection: str, kept: Iterable[Kept]) -> set[str]:
        lot = list(kept)
        whole(collection, lot[: left[0]])
        left[0] -= len(lot)
        if left[0] < 0:
            raise KeyboardInterrupt
        return set()

    monkeypatch.setattr(fresh, "create_kept", killed)
    with pytest.raises(KeyboardInterrupt):
        restore(backup, fresh, STAGING)
    monkeypatch.undo()
    assert restore(backup, fresh, STAGING).went_on
    assert contents(fresh) == contents(full)


def test_a_half_restored_database_takes_no_other_backup(
    full: Store, backup: Path, new_store: NewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = new_store()
    monkeypatch.setattr(fresh, "create_kept", lambda collection, kept: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        restore(backup, fresh, STAGING)
    monkeypatch.undo()
    full.remove_source("greenhouse:acme")
    other = back_up(full, STAGING, backup.with_name("other"), now=NOW).folder
    with pytest.raises(Permanent, match="not empty"):
        restore(other, fresh, STAGING)


def test_documents_are_created_but_never_overwritten(full: Store, new_store: NewStore) -> None:
    with full.snapshot() as snapshot:
        documents = list(snapshot.each(LISTINGS))
    fresh = new_store()
    assert fresh.create_kept(LISTINGS, documents[1:]) == set()
    changed = [Kept(one.id, {**one.fields, "trace_id": "another"}) for one in documents]
    assert fresh.create_kept(LISTINGS, changed) == {one.id for one in documents[1:]}
    found = fresh.find_kept(LISTINGS, [one.id for one in documents] + ["unknown"])
    assert {one.id for one in documents} == set(found)
    assert [one.id for one in found.values() if one.fields.get("trace_id") == "another"] == [documents[0].id]


def test_a_deleted_listing_leaves_nothing_that_finds_it(full: Store) -> None:
    with full.snapshot() as snapshot:
        ids = [one.id for one in snapshot.each(LISTINGS)]
    full.delete_kept(LISTINGS, [*ids, "unknown"])
    assert full.find_kept(LISTINGS, ids) == {}
    another = arrival(1, "ashby:acme", merge_keys=("roofer in bergen",))
    assert [one.as_what for one in full.add([another], first_rival)] == ["new"]


def test_every_document_of_a_known_collection_can_be_read_and_written_again(full: Store) -> None:
    with full.snapshot() as snapshot:
        for collection in sorted(READERS.keys() & set(snapshot.collections()) - {META}):
            for kept in snapshot.each(collection):
                entry = entry_of(collection, kept)
                written = full.as_kept(entry)
                assert written.id == kept.id
                assert are_alike(entry_of(collection, written).thing, entry.thing)
