"""scripts/owner.py with the real firebase-admin, which talks to a stand-in of Google's service."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from scripts import owner

from tests.integration.identity.identity_toolkit import IdentityToolkit, refused
from tests.places import ROOT

PROJECT = "demo-owners"


@pytest.fixture
def toolkit(monkeypatch: pytest.MonkeyPatch) -> Iterator[IdentityToolkit]:
    with IdentityToolkit(PROJECT) as running:
        monkeypatch.setenv("FIREBASE_AUTH_EMULATOR_HOST", running.host)
        monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", PROJECT)
        running.add("u-ana", email="ana@example.org", emailVerified=True, claims={"team": "a"})
        running.add("u-ben", email="ben@example.org", emailVerified=True, claims={"owner": True, "team": "b"})
        running.add("u-cleo", email="cleo@example.org", emailVerified=False)
        running.add("u-dan", claims={"owner": "true"})
        running.add("u-eve", email="eve@example.org", emailVerified=True, claims={"owner": True}, disabled=True)
        yield running


def test_the_project_and_what_an_owner_may_see_are_said_first(
    toolkit: IdentityToolkit, capsys: pytest.CaptureFixture[str]
) -> None:
    assert owner.main(["list"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith(f"Project {PROJECT}, on the emulator at {toolkit.host}.")
    assert "portfolio-staging (staging) and portfolio (production)" in first


def test_owners_are_listed_over_all_pages_and_nobody_who_only_looks_like_one(
    toolkit: IdentityToolkit, capsys: pytest.CaptureFixture[str]
) -> None:
    assert owner.main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert lines == ["  ben@example.org (u-ben)", "  eve@example.org (u-eve), disabled"]


def test_where_nobody_is_an_owner_the_list_says_how_to_make_one(
    toolkit: IdentityToolkit, capsys: pytest.CaptureFixture[str]
) -> None:
    toolkit.users.clear()
    assert owner.main(["list"]) == 0
    assert "grant E-MAIL --yes" in capsys.readouterr().out


@pytest.mark.parametrize("deed", [["grant", "ana@example.org"], ["revoke", "ben@example.org"]])
def test_nothing_is_changed_without_yes(
    toolkit: IdentityToolkit, deed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert owner.main(deed) == 0
    assert "Nothing was changed; add --yes to do it." in capsys.readouterr().out
    assert toolkit.changes == []


@pytest.mark.parametrize("who", ["ana@example.org", "u-ana"])
def test_a_grant_adds_the_claim_and_keeps_the_others(toolkit: IdentityToolkit, who: str) -> None:
    assert owner.main(["grant", who, "--yes"]) == 0
    assert toolkit.claims("u-ana") == {"team": "a", "owner": True}
    assert len(toolkit.changes) == 1


@pytest.mark.parametrize("who", ["ben@example.org", "u-ben"])
def test_a_revocation_takes_the_claim_keeps_the_others_and_ends_all_sessions(
    toolkit: IdentityToolkit, who: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert owner.main(["revoke", who, "--yes"]) == 0
    assert toolkit.claims("u-ben") == {"team": "b"}
    assert int(toolkit.users["u-ben"]["validSince"]) > 1_700_000_000
    assert [sorted(change) for change in toolkit.changes] == [
        ["customAttributes", "localId"],
        ["localId", "validSince"],
    ]
    assert "up to an hour" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (["grant", "ben@example.org", "--yes"], "is an owner already"),
        (["revoke", "ana@example.org", "--yes"], "is no owner"),
    ],
)
def test_what_is_so_already_changes_nothing(
    toolkit: IdentityToolkit, deed: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert owner.main(deed) == 0
    assert said in capsys.readouterr().out
    assert toolkit.changes == []


def test_a_claim_that_only_looks_like_one_is_made_right_and_can_be_revoked(toolkit: IdentityToolkit) -> None:
    assert owner.main(["grant", "u-dan", "--yes"]) == 0
    assert toolkit.claims("u-dan") == {"owner": True}
    toolkit.add("u-dan", claims={"owner": "true"})
    assert owner.main(["revoke", "u-dan", "--yes"]) == 0
    assert toolkit.claims("u-dan") == {}


def test_an_address_that_nobody_verified_is_not_granted_but_its_user_id_is(
    toolkit: IdentityToolkit, capsys: pytest.CaptureFixture[str]
) -> None:
    assert owner.main(["grant", "cleo@example.org", "--yes"]) == 1
    assert "This address is not verified" in capsys.readouterr().err
    assert toolkit.changes == []
    assert owner.main(["grant", "u-cleo", "--yes"]) == 0
    assert toolkit.claims("u-cleo") == {"owner": True}


# -- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["nobody@example.org", "u-nobody"])
@pytest.mark.parametrize("deed", ["grant", "revoke"])
def test_a_user_who_does_not_exist_is_named(
    toolkit: IdentityToolkit, deed: str, who: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert owner.main([deed, who, "--yes"]) == 1
    assert f"There is no such user ({who}, project {PROJECT})" in capsys.readouterr().err


@pytest.mark.parametrize("who", ["@", "a@", "x" * 129])
def test_what_is_no_user_is_said_to_be_none(
    toolkit: IdentityToolkit, who: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert owner.main(["grant", who, "--yes"]) == 1
    assert "neither an e-mail address nor a user id" in capsys.readouterr().err


def test_another_project_is_named_with_what_to_check(
    toolkit: IdentityToolkit, capsys: pytest.CaptureFixture[str]
) -> None:
    assert owner.main(["--project", "demo-others", "list"]) == 3
    err = capsys.readouterr().err
    assert "project demo-others" in err
    assert "Check the project's id" in err


@pytest.mark.parametrize(
    ("refusal", "status", "said"),
    [
        (refused(403, "PERMISSION_DENIED"), 3, "Firebase Authentication Admin"),
        (refused(403, "INSUFFICIENT_PERMISSION"), 3, "Firebase Authentication Admin"),
        (refused(401, "UNAUTHENTICATED"), 3, "Firebase Authentication Admin"),
        (refused(404, "PROJECT_NOT_FOUND"), 3, "Check the project's id"),
        (refused(400, "INVALID_PROJECT_ID"), 3, "Check the project's id"),
        (refused(502, "BAD_GATEWAY"), 1, "Firebase does not answer"),
        (refused(429, "QUOTA_EXCEEDED"), 1, "Firebase does not answer"),
    ],
)
def test_a_refusal_is_told_in_words(
    toolkit: IdentityToolkit,
    refusal: tuple[int, dict[str, object]],
    status: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    toolkit.refusal = refusal
    assert owner.main(["grant", "ana@example.org", "--yes"]) == status
    err = capsys.readouterr().err
    assert said in err
    assert f"project {PROJECT}" in err


def run(arguments: list[str], environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "owner.py"), *arguments]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)


def without_google(home: Path) -> dict[str, str]:
    """Return an environment on a machine that has no Google account and is not one of Google's."""
    kept = {name: value for name, value in os.environ.items() if "GOOGLE" not in name and "FIREBASE" not in name}
    return {**kept, "HOME": str(home), "CLOUDSDK_CONFIG": str(home), "NO_GCE_CHECK": "true"}


def test_the_command_works_from_a_shell(toolkit: IdentityToolkit) -> None:
    ended = run(["grant", "ana@example.org", "--yes"], dict(os.environ))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert toolkit.claims("u-ana")["owner"] is True


def test_without_credentials_it_says_how_to_sign_in(tmp_path: Path) -> None:
    ended = run(["--project", PROJECT, "list"], without_google(tmp_path))
    assert ended.returncode == 3
    assert "There are no Google Cloud credentials" in ended.stderr
    assert "gcloud auth application-default login" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_without_a_project_it_says_how_to_name_one(tmp_path: Path) -> None:
    ended = run(["list"], without_google(tmp_path))
    assert ended.returncode == 3
    assert "Traceback" not in ended.stderr


def test_a_deed_without_a_user_is_not_understood(tmp_path: Path) -> None:
    ended = run(["grant"], without_google(tmp_path))
    assert ended.returncode == 2
    assert "who" in ended.stderr
