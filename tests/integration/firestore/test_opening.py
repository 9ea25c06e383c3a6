"""From the settings to an open database: which project, which database, and never an emulator as production."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobfinder import wiring
from jobfinder.config import AiSettings, ProfileDatabase, ProfileSettings, Settings, StorageSettings
from jobfinder.domain.environments import ENVIRONMENTS
from jobfinder.errors import Misconfigured
from jobfinder.stores.firestore import FirestoreStore
from tests.emulated import firestore_host
from tests.firestore_calls import emulator_at


def settings(name: str) -> Settings:
    database = ENVIRONMENTS[name].database
    return Settings(
        environment=name,  # type: ignore[arg-type]
        profile=ProfileSettings(firestore=ProfileDatabase(database_name=database)),
        storage=StorageSettings(backend="firestore", database_name=database),
        ai=AiSettings(min_match_score=70),
    )


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_a_rehearsal_opens_each_environments_own_database(name: str) -> None:
    host, project = firestore_host(), f"demo-opening-{name}"
    with emulator_at(host):
        environ = {"GOOGLE_CLOUD_PROJECT": project, "FIRESTORE_EMULATOR_HOST": host}
        store = wiring.open_store(settings(name), Path(), environ)
    assert isinstance(store, FirestoreStore)
    assert store._database.where == f"project {project}, database {ENVIRONMENTS[name].database}"
    assert store.environment() == name
    store.close_store()


def test_an_emulator_is_never_taken_for_production() -> None:
    environ = {"GOOGLE_CLOUD_PROJECT": "my-jobs", "FIRESTORE_EMULATOR_HOST": "127.0.0.1:1"}
    with pytest.raises(Misconfigured) as refused:
        wiring.open_store(settings("production"), Path(), environ)
    for words in ("production", "FIRESTORE_EMULATOR_HOST", "127.0.0.1:1", "my-jobs"):
        assert words in str(refused.value)


def test_no_message_of_production_goes_to_an_emulator() -> None:
    environ = {"GOOGLE_CLOUD_PROJECT": "my-jobs", "PUBSUB_EMULATOR_HOST": "127.0.0.1:1"}
    with pytest.raises(Misconfigured) as refused:
        wiring._bus(settings("production"), environ)
    for words in ("production", "PUBSUB_EMULATOR_HOST", "127.0.0.1:1", "my-jobs"):
        assert words in str(refused.value)
    assert wiring._bus(settings("production"), {**environ, "GOOGLE_CLOUD_PROJECT": "demo-jobs"})
    assert wiring._bus(settings("staging"), environ)


def opened(database: str, project: str, environment: str | None = None) -> FirestoreStore:
    with emulator_at(firestore_host()):
        return FirestoreStore.open(database, clock=wiring.utc_now, project=project, environment=environment)


def test_the_sentinel_names_environment_project_and_moment() -> None:
    store = opened("portfolio", "demo-sentinel", "production")
    said = store.sentinel()
    assert said is not None
    assert (said.environment, said.project) == ("production", "demo-sentinel")
    assert said.created_at is not None
    store.close_store()


def test_a_real_database_without_a_sentinel_is_refused_with_the_command_that_writes_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(FirestoreStore, "is_emulated", lambda self: False)
    with pytest.raises(Misconfigured) as refused:
        opened("portfolio", "demo-without-sentinel", "production")
    for words in (
        "project demo-without-sentinel, database portfolio",
        "ENVIRONMENT=production jobfinder environment init",
    ):
        assert words in str(refused.value)
    store = opened("portfolio", "demo-without-sentinel")
    assert store.sentinel() is None
    store.close_store()


def test_a_database_that_was_restored_into_another_project_is_refused_until_somebody_says_that_it_is_meant() -> None:
    store = opened("portfolio", "demo-restored", "production")
    batch = store._database.client.batch()
    batch.update(store._database.document("meta", "environment"), {"project": "demo-origin"})
    store._database.commit(batch)
    with pytest.raises(Misconfigured) as refused:
        opened("portfolio", "demo-restored", "production")
    for words in ("'demo-origin'", "'demo-restored'", "environment init --restored"):
        assert words in str(refused.value)
    store.set_project()
    opened("portfolio", "demo-restored", "production").close_store()
    store.close_store()


def test_a_sentinel_of_before_projects_were_named_is_taken() -> None:
    store = opened("portfolio", "demo-older")
    batch = store._database.client.batch()
    batch.create(store._database.document("meta", "environment"), {"name": "production"})
    store._database.commit(batch)
    store.require_environment("production")
    assert store.environment() == "production"
    with pytest.raises(Misconfigured):
        store.require_environment("staging")
    store.close_store()
