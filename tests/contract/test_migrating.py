"""Migrating documents from one environment's database to the other's, within each kind of store and across."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from jobfinder.domain.collection_names import LISTINGS, MATCHES, PROFILES, QUEUE, SOURCES, USAGE
from jobfinder.domain.environments import STAGING
from jobfinder.domain.kept import Kept
from jobfinder.domain.kept_things import Entry
from jobfinder.domain.match import MatchState
from jobfinder.domain.queue import ItemStatus
from jobfinder.ports import Store
from jobfinder.usecases.back_up import back_up
from jobfinder.usecases.migrate_data import Migration, migrate_data
from jobfinder.usecases.restore import restore
from tests.contract.backends import BACKENDS
from tests.contract.conftest import StoppedClock
from tests.contract.things import NOW, after, arrival, first_rival, item, listing, match, no_merge, source
from tests.contract.whole import PROFILE, contents, fill, told

PAIRS = [(one, other) for one in BACKENDS for other in BACKENDS]
# What `fill` makes. The items are those of four listings, five of URLs, and one more of a listing.
FILLED = {PROFILES: 1, SOURCES: 2, LISTINGS: 4, "job-extractions": 1, MATCHES: 2, QUEUE: 10}


@pytest.fixture(params=PAIRS, ids=lambda pair: "-to-".join(pair))
def stores(request: pytest.FixtureRequest, tmp_path: Path, clock: StoppedClock) -> Iterator[tuple[Store, Store]]:
    opened = []
    for kind, environment in zip(request.param, ("staging", "production"), strict=True):
        folder = tmp_path / environment
        folder.mkdir()
        backend = BACKENDS[kind](folder)
        opened.append(backend.open(backend.create(), clock, environment))
    fill(opened[0])
    yield opened[0], opened[1]
    for store in opened:
        store.close_store()


def migrate(stores: tuple[Store, Store], *, dry_run: bool = False) -> Migration:
    return migrate_data(*stores, now=lambda: after(1000), dry_run=dry_run)


def counts(found: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in found.items() if count}


def test_a_dry_run_counts_what_would_go_over_and_changes_nothing(stores: tuple[Store, Store]) -> None:
    before = [contents(store) for store in stores]
    planned = migrate(stores, dry_run=True)
    assert counts(planned.new) == FILLED
    assert planned.is_clean
    assert {USAGE, "meta"} <= planned.stays.keys()
    assert [contents(store) for store in stores] == before


def test_what_went_over_is_what_was_there_and_running_again_finds_it_there(stores: tuple[Store, Store]) -> None:
    there, here = stores
    assert counts(migrate(stores).new) == FILLED
    was, now = told(there), told(here)
    for part in ("profile", "sources", "listings", "merges", "matches", "heads", "extraction", "found"):
        assert now[part] == was[part], part
    assert here.environment() == "production"
    assert here.mark("last digest") is None
    assert here.usage("2000-01-01") == []
    before = contents(here)
    again = migrate(stores)
    assert counts(again.there) == FILLED
    assert not again.new.total()
    assert again.is_clean
    assert contents(here) == before


def test_unfinished_work_begins_anew_and_finished_work_stays_finished(stores: tuple[Store, Store]) -> None:
    there, here = stores
    migrate(stores)
    was = {one.id: one for one in there.items(limit=100)}
    now = {one.id: one for one in here.items(limit=100)}
    assert was.keys() == now.keys()
    for identity, one in now.items():
        if was[identity].status in (ItemStatus.SUCCEEDED, ItemStatus.FAILED):
            assert replace(one, update_time=0, expires_at=None) == replace(
                was[identity], update_time=0, expires_at=None
            )
        else:
            assert (one.status, one.attempt, one.claim_token, one.error) == (ItemStatus.PENDING, 0, "", None)
    due = here.due(now=after(1000), limit=100)
    assert {ticket.item_id for ticket in due} == {key for key, one in now.items() if one.status is ItemStatus.PENDING}
    claimed = here.claim(due[0], now=after(1000), lease_seconds=60, token="production's")
    assert claimed is not None


def test_what_the_target_has_otherwise_is_told_and_stays(stores: tuple[Store, Store]) -> None:
    _, here = stores
    here.save_profile(replace(PROFILE, version="of production"))
    here.save_source(source(company="Another"))
    here.add([arrival(7, title="Master Carpenter")], no_merge)
    before = contents(here)
    told_of = migrate(stores)
    assert counts(told_of.conflicts) == {PROFILES: 1, SOURCES: 1, LISTINGS: 1}
    assert (SOURCES, "greenhouse:acme") in {(one.collection, one.id) for one in told_of.named}
    after_it = contents(here)
    assert all(line in after_it[name] for name in FILLED for line in before.get(name, []))
    profile = here.profile()
    assert profile is not None
    assert profile.version == "of production"


def test_what_the_user_did_in_the_target_stays(stores: tuple[Store, Store]) -> None:
    there, here = stores
    migrate(stores)
    here.set_match_state(match(2).id, MatchState.DISMISSED, "no", now=after(50))
    there.set_match_state(match(2).id, MatchState.SAVED, "", now=after(51))
    assert counts(migrate(stores).conflicts) == {MATCHES: 1}
    assert [one.state for one in here.matches(id_prefix=match(2).id)] == [MatchState.DISMISSED]


def test_a_job_that_the_target_has_merged_otherwise_stays_whole_there(stores: tuple[Store, Store]) -> None:
    _, here = stores
    here.add([arrival(1, "ashby:acme", merge_keys=("roofer in bergen",))], no_merge)
    here.add([arrival(1, "lever:acme", merge_keys=("roofer in bergen",))], first_rival)
    before = told(here)["merges"]
    told_of = migrate(stores)
    assert told_of.conflicts[LISTINGS] == 2  # the copy, and the one that it is a copy of in the source
    now = told(here)["merges"]
    assert {key: now[key] for key in before} == before
    assert all("lever" not in str(now[key]) for key in now.keys() - before.keys())
    refused = {one.why for one in told_of.named if one.collection == MATCHES}
    assert refused == {f"its listing {listing(1).id[:16]} does not go over"}


def test_a_document_that_is_not_whole_is_named_and_left_out_with_what_needs_it(stores: tuple[Store, Store]) -> None:
    there, here = stores
    damage(there, LISTINGS, listing(2).id, posting={"title": 5})
    damage(there, MATCHES, match(1).id, decision=None)
    damage(there, SOURCES, "greenhouse:acme", key="lever:acme")
    told_of = migrate(stores)
    assert counts(told_of.invalid) == {LISTINGS: 1, MATCHES: 2, SOURCES: 1, QUEUE: 1}
    assert not told_of.is_clean
    assert told_of.new[LISTINGS] == 3
    why = {(one.collection, one.id): one.why for one in told_of.named}
    assert "'title'" in why[LISTINGS, listing(2).id]
    assert "lever:acme" in why[SOURCES, "greenhouse:acme"]
    assert "does not go over" in why[MATCHES, match(2).id]
    assert here.listings([listing(2).id]) == {}
    assert [one.key for one in here.sources()] == ["feed:https://example.org/jobs?a=1&b=/x"]


def test_what_contradicts_itself_or_leads_nowhere_is_named_and_left_out(stores: tuple[Store, Store]) -> None:
    there, _ = stores
    wrong = replace(match(1).decision, score=99)
    there.create_kept(MATCHES, [there.as_kept(Entry(MATCHES, match(20, decision=wrong)))])
    there.create_kept(QUEUE, [there.as_kept(Entry(QUEUE, item(60, status=ItemStatus.SUCCEEDED, finished_at=NOW)))])
    orphan, itself = listing(61, canonical_id="f" * 64), listing(62, canonical_id=listing(62).id)
    there.create_kept(LISTINGS, [there.as_kept(Entry(LISTINGS, one)) for one in (orphan, itself)])
    told_of = migrate(stores)
    assert {one.id: one.why for one in told_of.named} == {
        match(20).id: "its parts add up to 80, and its score is 99",
        item(60).id: "it ended well, and does not say how",
        orphan.id: f"its listing {'f' * 16} is not in the source",
        itself.id: "it is said to be a copy of itself",
    }
    assert counts(told_of.new) == FILLED


def damage(store: Store, collection: str, identity: str, **changes: object) -> None:
    kept = store.find_kept(collection, [identity])[identity]
    store.put_kept(collection, Kept(identity, {**kept.fields, **changes}))


@pytest.mark.parametrize("documents", [2, 9])
def test_killed_midway_it_goes_on_and_comes_to_the_same(
    documents: int, stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    there, here = stores
    whole, left = here.create_kept, [documents]

    def killed(collection: str, kept: Iterable[Kept]) -> set[str]:
        lot = list(kept)
        known = whole(collection, lot[: left[0]])
        left[0] -= len(lot)
        if left[0] < 0:
            raise KeyboardInterrupt
        return known

    monkeypatch.setattr(here, "create_kept", killed)
    with pytest.raises(KeyboardInterrupt):
        migrate(stores)
    monkeypatch.undo()
    finished = migrate(stores)
    assert finished.is_clean
    assert counts(finished.new + finished.there) == FILLED
    assert finished.there.total() == documents
    was, now = told(there), told(here)
    assert (now["merges"], now["matches"], now["listings"]) == (was["merges"], was["matches"], was["listings"])


def test_a_backup_goes_into_the_other_kind_of_store_and_back(
    stores: tuple[Store, Store], tmp_path: Path, clock: StoppedClock
) -> None:
    """What is told of it is the same everywhere; the kinds of both stores are those of the pair."""
    there, _ = stores
    (tmp_path / "fresh").mkdir()
    here = BACKENDS[stores[1].kind](tmp_path / "fresh")
    fresh = here.open(here.create(), clock, "staging")
    try:
        restored = restore(back_up(there, STAGING, tmp_path / "backup", now=NOW).folder, fresh, STAGING)
        assert [one for one in restored.left_out if "which only" not in one] == []
        assert told(fresh) == told(there)
        assert fresh.environment() == "staging"
    finally:
        fresh.close_store()
