"""`jobfinder environment` on Firestore: a cloud database is refused until a person has said whose it is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from jobfinder import cli, wiring
from jobfinder.cli.exit_codes import Exit
from jobfinder.domain.environments import PRODUCTION
from jobfinder.stores.firestore import FirestoreStore
from tests.emulated import firestore_host
from tests.firestore_calls import emulator_at
from tests.places import ROOT


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give a project whose database is taken for a real one, in a shell that is set up for production."""
    name = f"demo-{uuid4().hex[:8]}"
    shutil.copytree(ROOT / "config", tmp_path / "config")
    for variable, value in {
        "JOB_FINDER_HOME": str(tmp_path),
        "ENVIRONMENT": PRODUCTION.name,
        "STORE": "firestore",
        "GOOGLE_CLOUD_PROJECT": name,
        "FIRESTORE_EMULATOR_HOST": firestore_host(),
    }.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setattr(FirestoreStore, "is_emulated", lambda self: False)
    return name


def test_a_cloud_database_is_refused_until_it_is_marked_and_is_marked_once(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["sources", "list"], ["matches"], ["environment", "show"], ["config", "check"]):
        assert cli.main(words) == Exit.MISCONFIGURED
        told = " ".join(capsys.readouterr().err.split())
        for each in (f"project {project}, database portfolio", "ENVIRONMENT=production jobfinder environment init"):
            assert each in told
    assert cli.main(["environment", "init"]) == Exit.OK
    assert "would be marked as production's" in capsys.readouterr().out
    assert cli.main(["sources", "list"]) == Exit.MISCONFIGURED
    assert cli.main(["environment", "init", "--confirm", "production"]) == Exit.OK
    assert cli.main(["sources", "list"]) == Exit.OK
    capsys.readouterr()
    assert cli.main(["environment", "show", "--json"]) == Exit.OK
    shown = json.loads(capsys.readouterr().out)
    assert (shown["marked as"], shown["project"], shown["database"]) == ("production", project, "portfolio")


def test_a_database_that_was_restored_from_another_project_is_taken_once_that_is_said(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with emulator_at(firestore_host()):
        store = FirestoreStore.open(PRODUCTION.database, clock=wiring.utc_now, project=project)
    batch = store._database.client.batch()
    batch.create(store._database.document("meta", "environment"), {"name": "production", "project": "demo-before"})
    store._database.commit(batch)
    store.close_store()
    assert cli.main(["sources", "list"]) == Exit.MISCONFIGURED
    told = capsys.readouterr().err
    for words in ("'demo-before'", repr(project), "environment init --restored"):
        assert words in told
    assert cli.main(["environment", "init", "--restored", "--confirm", "production"]) == Exit.OK
    assert cli.main(["sources", "list"]) == Exit.OK
