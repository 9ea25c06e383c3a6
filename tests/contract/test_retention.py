"""Retention by the clock, as specified, on every store: what is as old as the days say stays, what is older goes."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from jobfinder.domain.environments import ENVIRONMENTS, Environment
from jobfinder.domain.match import Match, MatchState, StateChange
from jobfinder.domain.queue import Ending, ErrorKind, ItemError, ItemStatus, Outcome, QueueItem
from jobfinder.log_retention import forget_old_logs
from jobfinder.ports import Limits, Ports, Store
from jobfinder.usecases import clean_up as clean_up_module
from jobfinder.usecases.clean_up import CleanUp, clean_up, last_clean_up
from tests.contract.conftest import StoppedClock
from tests.contract.things import NOW, item, match

Claim = Callable[[QueueItem], QueueItem]
INSTANT = timedelta(microseconds=1)


def ports_of(store: Store, clock: StoppedClock, environment: Environment, **more: object) -> Ports:
    """Return the few ports that cleaning up uses."""
    values = dict.fromkeys(("fetcher", "bus", "source_type", "recognise", "clean_text", "read", "profile"))
    limits = Limits(
        min_match_score=environment.min_match_score,
        succeeded_retention_days=environment.succeeded_retention_days,
        failed_retention_days=environment.failed_retention_days,
        match_retention_days=environment.match_retention_days,
    )
    given = {"environment": environment, "limits": limits, "store": store, "clock": clock, **more}
    return Ports(**{**values, "new_token": None, "jitter": None, **given})  # type: ignore[arg-type]


@pytest.fixture
def ended(store: Store, claim: Claim) -> Callable[..., None]:
    """Leave one item that ended well, one that failed, and one that is still due."""

    def ended(first: int = 1, **matches: Match) -> None:
        store.enqueue([item(first), item(first + 1), item(first + 2)])
        store.finish(claim(item(first)), Ending(Outcome.MATCHED), list(matches.values()), now=NOW)
        store.fail(claim(item(first + 1)), ItemError(ErrorKind.PERMANENT, "gone"), now=NOW)

    return ended


def statuses(store: Store) -> set[str]:
    return {one.status.value for one in store.items(limit=1000)}


@pytest.mark.parametrize(
    ("name", "days", "left"),
    [("staging", 7, {"pending"}), ("production", 30, {"failed", "pending"})],
)
def test_items_stay_for_their_days_to_the_instant_and_then_go(
    name: str, days: int, left: set[str], store: Store, clock: StoppedClock, ended: Callable[..., None]
) -> None:
    ports = ports_of(store, clock, ENVIRONMENTS[name])
    ended()
    clock.now = NOW + timedelta(days=days)
    assert clean_up(ports) == CleanUp(succeeded_items=0, failed_items=0, matches=0)
    assert statuses(store) == {"succeeded", "failed", "pending"}
    clock.now += INSTANT
    assert clean_up(ports) == CleanUp(succeeded_items=1, failed_items=3 - len(left) - 1, matches=0)
    assert statuses(store) == left
    assert clean_up(ports) == CleanUp(succeeded_items=0, failed_items=0, matches=0)


def test_production_keeps_what_failed_and_every_match_for_ever(
    store: Store, clock: StoppedClock, ended: Callable[..., None]
) -> None:
    ended(a=match(1), b=match(2))
    clock.now = NOW + timedelta(days=4000)
    clean_up(ports_of(store, clock, ENVIRONMENTS["production"]))
    assert statuses(store) == {"failed", "pending"}
    assert len(store.matches()) == 2


def test_whatever_the_days_a_match_that_the_user_touched_stays(
    store: Store, clock: StoppedClock, ended: Callable[..., None]
) -> None:
    ended(
        new=match(1),
        saved=match(2),
        noted=match(3, notes="call Ben"),
        looked_back=match(4, history=(StateChange(NOW, MatchState.SAVED), StateChange(NOW, MatchState.NEW))),
    )
    store.set_match_state(match(2).id, MatchState.SAVED, "", now=NOW)
    staging = ports_of(store, clock, ENVIRONMENTS["staging"])
    clock.now = NOW + timedelta(days=3) + INSTANT
    limits = Limits(min_match_score=0, match_retention_days=3)
    assert clean_up(ports_of(store, clock, ENVIRONMENTS["staging"], limits=limits)).matches == 1
    assert {one.id for one in store.matches()} == {match(number).id for number in (2, 3, 4)}
    clock.now = NOW + timedelta(days=4000)
    assert clean_up(staging).matches == 0


def test_many_go_in_lots_and_a_run_that_was_stopped_is_finished_by_the_next(
    store: Store, clock: StoppedClock, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clean_up_module, "BATCH", 2)
    for number in range(5):
        store.enqueue([item(number)])
        store.finish(claim(item(number)), Ending(Outcome.FILTERED), [], now=NOW)
    clock.now = NOW + timedelta(days=8)
    asked = iter([False, True, True, True])  # one lot, and then the process is asked to end
    stopped = ports_of(store, clock, ENVIRONMENTS["staging"], stopping=lambda: next(asked, True))
    assert clean_up(stopped).succeeded_items == 2
    assert clean_up(ports_of(store, clock, ENVIRONMENTS["staging"])).succeeded_items == 3
    assert store.items() == []


def test_one_event_tells_how_much_went(
    store: Store, clock: StoppedClock, ended: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    ended()
    clock.now = NOW + timedelta(days=8)
    with caplog.at_level(logging.INFO, "jobfinder"):
        clean_up(ports_of(store, clock, ENVIRONMENTS["staging"], forget_old_logs=lambda now: 3))
    (record,) = [record for record in caplog.records if record.message == "cleaned up"]
    fields = record.fields  # type: ignore[attr-defined]
    assert (fields["succeeded"], fields["failed"], fields["matches"], fields["log_files"]) == (1, 1, 0, 3)


def test_what_the_last_run_did_is_kept_and_a_stopped_run_is_not_the_last(
    store: Store, clock: StoppedClock, ended: Callable[..., None]
) -> None:
    assert last_clean_up(store) is None
    ended()
    clock.now = NOW + timedelta(days=8)
    staging = ports_of(store, clock, ENVIRONMENTS["staging"])
    assert clean_up(replace(staging, stopping=lambda: True)) == CleanUp(succeeded_items=0, failed_items=0, matches=0)
    assert last_clean_up(store) is None
    report = clean_up(staging)
    assert last_clean_up(store) == (clock.now, report)
    clock.now += timedelta(days=1)
    assert last_clean_up(store) == (clock.now - timedelta(days=1), report)
    clean_up(staging)
    assert last_clean_up(store) == (clock.now, CleanUp(succeeded_items=0, failed_items=0, matches=0))
    store.swap_mark("last clean-up", store.mark("last clean-up"), "what is this?")
    assert last_clean_up(store) is None


def test_what_would_go_is_counted_without_a_change(
    store: Store, clock: StoppedClock, ended: Callable[..., None]
) -> None:
    ended()
    both = (ItemStatus.SUCCEEDED, ItemStatus.FAILED)
    assert store.count_items(statuses=both, finished_before=NOW) == 0
    assert store.count_items(statuses=both, finished_before=NOW + INSTANT) == 2
    assert store.count_items(statuses=both[:1], finished_before=NOW + INSTANT) == 1
    assert len(store.items()) == 3


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=lambda one: one.name)
def test_log_files_go_when_their_last_line_is_older_than_the_days(environment: Environment, tmp_path: Path) -> None:
    days, today = environment.log_retention_days, NOW.date()
    assert days == {"staging": 7, "production": 30}[environment.name]
    for name in ("scheduler.log", "queue_worker.log"):
        (tmp_path / name).touch()
        for age in (1, days, days + 1, 400):
            (tmp_path / f"{name}.{today - timedelta(days=age)}").touch()
    (tmp_path / "scheduler.log.of-mine").touch()
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    assert forget_old_logs(tmp_path, days, midnight - INSTANT) == 2  # the last line of that day is just as old
    assert forget_old_logs(tmp_path, days, midnight) == 2
    assert forget_old_logs(tmp_path, days, midnight) == 0
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"scheduler.log.of-mine"} | {
        name + end
        for name in ("scheduler.log", "queue_worker.log")
        for end in ("", f".{today - timedelta(days=1)}", f".{today - timedelta(days=days)}")
    }


def test_without_a_log_directory_there_is_nothing_to_forget(tmp_path: Path) -> None:
    assert forget_old_logs(tmp_path / "logs", 7, NOW) == 0
