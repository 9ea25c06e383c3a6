"""Keeping emulated databases between runs: each in its own folder, none lost, nothing half written."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from emulator import data, register

from jobfinder.domain.environments import PRODUCTION, STAGING
from jobfinder.errors import Misconfigured, Retryable
from tests.emulated import firestore_host
from tests.integration.rules.browser import ADMINISTRATOR, Browser


def database(name: str, project: str) -> Browser:
    return Browser(firestore_host(), project, name, ADMINISTRATOR)


def a_project() -> str:
    return f"demo-{uuid4().hex[:8]}"


def test_each_database_comes_back_as_it_was_and_where_it_was(tmp_path: Path) -> None:
    project = a_project()
    staging, production = database(STAGING.database, project), database(PRODUCTION.database, project)
    assert staging.create("job-queue/a", {"text": "staging", "deep": {"list": [1, True, None]}}) == 200
    assert production.create("job-queue/b", {"text": "production"}) == 200
    with data.kept(staging.host, project, tmp_path):
        assert staging.create("job-queue/c", {"text": "while it ran"}) == 200
    for one in (staging, production):
        register.clear(one.host, project, one.database)
        assert one.get("job-queue/a") == 404
    with data.kept(staging.host, project, tmp_path):
        there = [
            (one.get("job-queue/a"), one.get("job-queue/b"), one.get("job-queue/c")) for one in (staging, production)
        ]
    assert there == [(200, 404, 200), (404, 200, 404)]


def test_an_empty_database_is_kept_too(tmp_path: Path) -> None:
    project = a_project()
    data.save(firestore_host(), project, STAGING.database, tmp_path)
    assert data.load(firestore_host(), project, STAGING.database, tmp_path)
    assert not data.load(firestore_host(), project, PRODUCTION.database, tmp_path)


def test_an_error_inside_loses_nothing(tmp_path: Path) -> None:
    one = database(STAGING.database, a_project())
    assert one.create("job-queue/a", {"x": 1}) == 200
    with pytest.raises(ZeroDivisionError), data.kept(one.host, one.project, tmp_path):
        raise ZeroDivisionError
    register.clear(one.host, one.project, one.database)
    data.load(one.host, one.project, one.database, tmp_path)
    assert one.get("job-queue/a") == 200


def test_what_was_kept_stays_where_saving_fails(tmp_path: Path) -> None:
    one = database(STAGING.database, a_project())
    assert one.create("job-queue/a", {"x": 1}) == 200
    kept = data.save(one.host, one.project, one.database, tmp_path)
    before = sorted(kept.rglob("*"))
    with pytest.raises(Retryable):
        data.save("127.0.0.1:9", one.project, one.database, tmp_path)
    assert sorted(kept.rglob("*")) == before
    assert [path.name for path in tmp_path.iterdir()] == [STAGING.database]


def test_a_kill_between_the_old_and_the_new_leaves_the_old(tmp_path: Path) -> None:
    one = database(STAGING.database, a_project())
    assert one.create("job-queue/a", {"x": 1}) == 200
    kept = data.save(one.host, one.project, one.database, tmp_path)
    kept.rename(tmp_path / f".{one.database}-before")
    register.clear(one.host, one.project, one.database)
    assert data.load(one.host, one.project, one.database, tmp_path)
    assert one.get("job-queue/a") == 200
    assert [path.name for path in tmp_path.iterdir()] == [one.database]


def test_a_folder_that_holds_something_else_is_named_and_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / STAGING.database / "holiday.jpg"
    mine.parent.mkdir()
    mine.write_text("x")
    with pytest.raises(Misconfigured, match=f"no export of a database.*{STAGING.database}"):
        data.load(firestore_host(), a_project(), STAGING.database, tmp_path)
    with pytest.raises(Misconfigured), data.kept(firestore_host(), a_project(), tmp_path):
        pytest.fail("it has begun")
    assert mine.exists()


def test_an_export_that_is_broken_is_named(tmp_path: Path) -> None:
    project = a_project()
    kept = data.save(firestore_host(), project, STAGING.database, tmp_path)
    (metadata,) = kept.glob("*.overall_export_metadata")
    metadata.write_bytes(b"broken")
    with pytest.raises(Misconfigured, match=str(metadata)):
        data.load(firestore_host(), project, STAGING.database, tmp_path)


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(Misconfigured, match="data"), data.kept(firestore_host(), a_project(), tmp_path / "data"):
        pytest.fail("it has begun")
