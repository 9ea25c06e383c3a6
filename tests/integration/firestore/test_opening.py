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
