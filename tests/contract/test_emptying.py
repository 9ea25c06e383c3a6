"""Emptying staging and deleting old completed items, on every store."""

from datetime import timedelta

import pytest

from jobfinder.domain.collection_names import KNOWN_BOARDS, LISTINGS, MATCHES, QUEUE
from jobfinder.domain.environments import PRODUCTION, STAGING
from jobfinder.domain.queue import ItemStatus
from jobfinder.errors import Misconfigured, Permanent
from jobfinder.ports import Store
from jobfinder.usecases.clean_old_completed import clean_old_completed, completed_before, count_completed
from jobfinder.usecases.clean_staging import empty_staging, plan_emptying
from jobfinder.usecases.pacing import Pace
from tests.contract.things import ACME, NOW, listing, match
from tests.contract.whole import contents, fill

LATER = NOW + timedelta(days=100)


@pytest.fixture
def staging(store: Store) -> Store:
    store.set_environment("staging")
    fill(store)
    return store


def test_what_the_plan_says_goes_and_the_rest_stays(staging: Store) -> None:
    before = contents(staging)
    plan = plan_emptying(staging)
    assert contents(staging) == before
    assert {name: plan.goes[name] + plan.stays[name] for name in before} == {
        name: len(lines) for name, lines in before.items()
    }
    assert empty_staging(staging, STAGING, now=LATER) == plan
    after = contents(staging)
    assert {name: len(after.get(name, [])) for name in before} == {name: plan.stays[name] for name in before}
    assert KNOWN_BOARDS not in after, "an unchanged board would not be read again"
    for name in ("profiles", "job-sources", "usage"):
        assert after[name] == before[name]


def test_a_touched_match_keeps_its_whole_job(staging: Store) -> None:
    empty_staging(staging, STAGING, now=LATER)
    assert [one.id for one in staging.matches()] == [match(1).id]
    assert [one.id for one in staging.links(listing(1).id)] == [listing(1).id, listing(1, "lever:acme").id]
    assert {one.source_key for one in staging.each_listing()} == {ACME, "lever:acme"}


def test_touched_ones_go_where_that_is_asked_for_and_once_is_enough(staging: Store) -> None:
    empty_staging(staging, STAGING, now=LATER, touched_too=True)
    assert {QUEUE, MATCHES, LISTINGS}.isdisjoint(contents(staging))
    again = empty_staging(staging, STAGING, now=LATER, touched_too=True)
    assert not sum(again.goes.values())


@pytest.mark.parametrize("environment", [STAGING, PRODUCTION])
def test_a_database_that_says_that_it_is_productions_is_never_emptied(environment: object, store: Store) -> None:
    store.set_environment("production")
    fill(store)
    before = contents(store)
    with pytest.raises(Misconfigured, match="portfolio-staging only"):
        empty_staging(store, environment, now=LATER)  # type: ignore[arg-type]
    assert contents(store) == before


def test_the_work_keeps_to_its_pace(staging: Store) -> None:
    waited = list[float]()
    now = [0.0]

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        now[0] += seconds

    empty_staging(staging, STAGING, now=LATER, pace=Pace(2, clock=lambda: now[0], sleep=sleep))
    assert sum(waited) > 3  # some ten documents, two a second


def test_old_completed_items_go_and_failed_and_open_ones_stay(staging: Store) -> None:
    def by_status() -> dict[str, int]:
        return dict(staging.queue_stats().by_status)

    before = by_status()
    ended = NOW + timedelta(seconds=2)  # when `fill` ends its match; a duplicate ended at NOW
    assert count_completed(staging, ended) == 1
    assert clean_old_completed(staging, ended) == 1
    assert count_completed(staging, LATER) == 1
    assert clean_old_completed(staging, completed_before(30, STAGING, LATER)) == 1
    assert clean_old_completed(staging, LATER) == 0
    del before[ItemStatus.SUCCEEDED.value]
    assert by_status() == before
    with pytest.raises(Permanent, match="30 days, and 29 are fewer"):
        completed_before(29, PRODUCTION, LATER)
