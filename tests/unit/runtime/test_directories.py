"""Before the start: folders that cannot be written to, and credentials that cannot be read."""

import os
from pathlib import Path

import pytest

from jobfinder import credentials
from jobfinder.config import load_settings
from jobfinder.errors import Misconfigured
from jobfinder.runtime import directories
from jobfinder.runtime.directories import check_writable
from tests.places import ROOT

WHO = f"{os.getuid()}:{os.getgid()}"


@pytest.fixture
def _owned_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer as access(2) does to a user who owns nothing (root may write anywhere)."""
    monkeypatch.setattr(directories.os, "access", lambda path, mode: False)


def test_folders_that_can_be_written_to_or_made_pass(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    check_writable(tmp_path, {"data": "the database", "logs": "the log files"})


@pytest.mark.usefixtures("_owned_by_another")
def test_folders_of_another_owner_are_named_with_the_command_that_helps(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(Misconfigured) as caught:
        check_writable(tmp_path, {"data": "the database", "logs": "the log files"})
    assert caught.value.what.endswith(
        f"{WHO}, cannot write to data/, which holds the database, and logs/, which holds the log files"
    )
    assert caught.value.todo.endswith(f"sudo chown -R {WHO} data logs")


def test_a_store_chosen_by_credentials_is_firestore_where_the_key_file_is_there(tmp_path: Path) -> None:
    key = tmp_path / "serviceAccountKey.json"
    environ = {"GOOGLE_APPLICATION_CREDENTIALS": str(key), "STORE": "auto"}
    assert load_settings(ROOT, environ).storage.backend == "sqlite"
    key.write_text("{}")
    assert load_settings(ROOT, environ).storage.backend == "firestore"
    assert load_settings(ROOT, {**environ, "STORE": "sqlite"}).storage.backend == "sqlite"
    assert load_settings(ROOT, {"STORE": "auto"}).storage.backend == "sqlite"


def test_credentials_that_cannot_be_read_do_not_pass_for_none(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured) as caught:
        credentials.store_by_credentials({"GOOGLE_APPLICATION_CREDENTIALS": str(tmp_path)})
    assert "cannot read the credentials" in caught.value.what
    assert caught.value.where == str(tmp_path)
    assert f"chown -R {WHO}" in caught.value.todo
