from dataclasses import replace

import pytest

from jobfinder.domain.condition import Condition, Episode, HealthState, Symptom
from jobfinder.domain.facts import Level, Place, WorkMode
from jobfinder.domain.person import Person, PersonSkill, Policy, Profile, Search, Strictness
from jobfinder.domain.queue import Ending, Outcome
from jobfinder.domain.source import Completeness
from jobfinder.errors import Misconfigured, Permanent
from jobfinder.ports import Store
from tests.contract.backends import Backend
from tests.contract.test_changed_opinions import claimed
from tests.contract.things import ACME, NOW, after, arrival, no_merge, run, source

PROFILE = Profile(
    person=Person(
        name="Ada 🦉", place=Place(city="Bergen", country="NO"), skills=(PersonSkill(name="Carpentry", years=3.5),)
    ),
    searches=(
        Search(
            name="main",
            levels=(Level.SENIOR,),
            policy=Policy(work_modes=(WorkMode.REMOTE,), utc_offsets=(-1.0, 2.0), strictness={"level": Strictness.OFF}),
        ),
    ),
    version="1",
)


def test_sources_come_back_by_key_and_alone(store: Store) -> None:
    made = [source("lever:b", company="B", every_hours=0.5), source("greenhouse:a", enabled=False)]
    for one in made:
        store.save_source(one)
    assert store.sources() == [made[1], made[0]]
    assert store.source("lever:b") == made[0]
    assert store.source("unknown") is None


def test_saving_a_source_again_changes_its_settings_and_keeps_its_runs_and_health(store: Store) -> None:
    store.save_source(source())
    store.record_run(run(found=7), next_run_at=after(100), failures_in_a_row=0)
    store.save_source(replace(source(), enabled=False, company="Acme Inc."))
    found = store.source(ACME)
    assert found is not None
    assert (found.enabled, found.company) == (False, "Acme Inc.")
    assert (found.runs[0].found, found.next_run_at, found.last_run_at) == (7, after(100), NOW)


def test_runs_are_kept_newest_first_and_at_most_twenty(store: Store) -> None:
    store.save_source(source())
    for number in range(23):
        store.record_run(run(found=number), next_run_at=after(number), failures_in_a_row=0)
    found = store.source(ACME)
    assert found is not None
    assert [one.found for one in found.runs] == list(range(22, 2, -1))


def test_a_source_that_fails_for_long_is_still_known_by_what_it_usually_had(store: Store) -> None:
    store.save_source(source())
    for number in range(8):
        store.record_run(run(found=100 + number), next_run_at=NOW, failures_in_a_row=0)
    for number in range(30):
        failed = run(completeness=Completeness.FAILED, error=f"time-out {number}")
        store.record_run(failed, next_run_at=NOW, failures_in_a_row=number + 1)
    found = store.source(ACME)
    assert found is not None
    assert len(found.runs) == 20
    assert [one.error for one in found.runs[:2]] == ["time-out 29", "time-out 28"]
    assert [one.found for one in found.runs if one.found] == list(range(107, 99, -1))


CONDITION = Condition(
    state=HealthState.QUARANTINED,
    since=after(50),
    episode=Episode(symptom=Symptom.ZERO, since=NOW, expected="about 40", came="none 🦉", told=("zero",)),
    trials=2,
    level_since=after(-50),
)


def test_a_source_comes_back_in_the_condition_its_last_run_left_it_in(store: Store) -> None:
    store.save_source(source())
    counted = run(judged=7, lacking={"pay": 3, "place": 1}, filtered=0, unusual="cliff", not_modified=2)
    store.record_run(counted, next_run_at=NOW, failures_in_a_row=3, condition=CONDITION)
    store.save_source(replace(source(), company="Acme Inc."))
    store.record_run(run(), next_run_at=NOW, failures_in_a_row=4)
    found = store.source(ACME)
    assert found is not None
    assert found.condition == CONDITION
    assert found.runs[1] == counted


def test_what_the_rules_turned_away_is_counted_by_trace_and_noted_on_the_run_before(store: Store) -> None:
    turned_away = [replace(arrival(number), item=replace(arrival(number).item, trace_id="run-1")) for number in (1, 2)]
    others = [replace(arrival(number), item=replace(arrival(number).item, trace_id="run-2")) for number in (3, 4)]
    store.add([*turned_away, *others], no_merge)
    for one, outcome in (
        (turned_away[0], Outcome.FILTERED),
        (others[0], Outcome.FILTERED),
        (others[1], Outcome.CLOSED),
    ):
        store.finish(claimed(store, one.item), Ending(outcome), [], now=NOW)
    assert [store.count_filtered(trace) for trace in ("run-1", "run-2", "run-3")] == [1, 1, 0]
    store.save_source(source())
    store.record_run(run(found=1, new=2), next_run_at=NOW, failures_in_a_row=0)
    store.record_run(run(found=2), next_run_at=NOW, failures_in_a_row=0, filtered_before=1)
    found = store.source(ACME)
    assert found is not None
    assert [one.filtered for one in found.runs] == [None, 1]


def test_a_healed_source_is_due_at_once_and_keeps_its_runs_and_settings(store: Store) -> None:
    store.save_source(source(company="Acme"))
    store.record_run(run(found=7), next_run_at=after(99), failures_in_a_row=3, condition=CONDITION)
    healed = store.heal_source(ACME)
    assert store.source(ACME) == healed
    assert (healed.condition, healed.next_run_at, healed.failures_in_a_row) == (
        Condition(level_since=after(-50)),
        None,
        0,
    )
    assert (healed.company, healed.runs[0].found, healed.last_run_at) == ("Acme", 7, NOW)
    with pytest.raises(Permanent, match="no such source"):
        store.heal_source("lever:nobody")


def test_only_a_complete_run_moves_the_last_complete_moment(store: Store) -> None:
    store.save_source(source())
    store.record_run(run(), next_run_at=after(1), failures_in_a_row=0)
    failed = replace(run(completeness=Completeness.FAILED, error="time-out"), started_at=after(50))
    store.record_run(failed, next_run_at=after(99), failures_in_a_row=1)
    found = store.source(ACME)
    assert found is not None
    assert (found.last_run_at, found.last_complete_at, found.failures_in_a_row) == (after(50), NOW, 1)


def test_a_removed_source_is_gone_and_a_run_of_it_is_an_error(store: Store) -> None:
    store.save_source(source())
    assert store.remove_source(ACME) is True
    assert store.remove_source(ACME) is False
    assert store.sources() == []
    with pytest.raises(Permanent, match="no such source"):
        store.record_run(run(), next_run_at=NOW, failures_in_a_row=0)


def test_the_profile_is_none_then_what_was_saved_last(store: Store) -> None:
    assert store.profile() is None
    store.save_profile(PROFILE)
    store.save_profile(replace(PROFILE, version="2"))
    assert store.profile() == replace(PROFILE, version="2")


def test_a_database_belongs_to_one_environment_for_ever(store: Store) -> None:
    assert store.environment() is None
    store.set_environment("staging")
    store.set_environment("staging")
    assert store.environment() == "staging"
    with pytest.raises(Misconfigured) as refused:
        store.set_environment("production")
    assert "staging" in str(refused.value)
    assert "production" in str(refused.value)
    assert store.environment() == "staging"


def test_opening_the_database_of_another_environment_is_refused(backend: Backend, address: str) -> None:
    backend.open(address, environment="staging").close_store()
    with pytest.raises(Misconfigured) as refused:
        backend.open(address, environment="production")
    assert "staging" in str(refused.value)
    assert "production" in str(refused.value)
    again = backend.open(address, environment="staging")
    assert again.environment() == "staging"
    again.close_store()


def test_the_sentinel_says_since_when_and_is_required_of_a_database_that_must_have_one(store: Store) -> None:
    with pytest.raises(Misconfigured) as refused:
        store.require_environment("production")
    for words in ("does not say", "'production'", "ENVIRONMENT=production jobfinder environment init"):
        assert words in str(refused.value)
    assert store.sentinel() is None
    store.set_environment("staging")
    said = store.sentinel()
    assert said is not None
    assert said.environment == "staging"
    assert said.created_at is not None
    store.require_environment("staging")
    store.set_environment("staging")
    assert store.sentinel() == said
