"""Finding Java and the two jars in made-up homes, and what is said where one is missing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from emulator.parts import find_parts

from jobfinder.errors import Misconfigured

FIRESTORE_OF_GCLOUD = "platform/cloud-firestore-emulator/cloud-firestore-emulator.jar"
PUBSUB_OF_GCLOUD = "platform/pubsub-emulator/lib/cloud-pubsub-emulator-0.8.20-all.jar"


def put(path: Path, *, is_program: bool = False, age_seconds: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755 if is_program else 0o644)
    if age_seconds:
        then = path.stat().st_mtime - age_seconds
        os.utime(path, (then, then))
    return path


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A machine with Java and nothing else."""
    put(tmp_path / "bin" / "java", is_program=True)
    return {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path / "home"), "CLOUDSDK_ROOT_DIR": str(tmp_path / "sdk")}


@pytest.fixture(autouse=True)
def no_system_wide_sdk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emulator.parts.SYSTEM_WIDE", ())


def test_without_java_the_message_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"need Java.*Install a Java runtime, version 17 or newer"):
        find_parts({"PATH": str(tmp_path)})


def test_without_jars_the_message_names_both_and_where_it_looked(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "sdk").mkdir()
    with pytest.raises(Misconfigured) as caught:
        find_parts(environ)
    said = str(caught.value)
    assert "The Firestore and Pub/Sub emulators are not installed" in said
    assert str(tmp_path / "sdk") in said
    assert "gcloud components install cloud-firestore-emulator pubsub-emulator" in said
    assert "npx firebase-tools setup:emulators:firestore" in said


def test_without_any_sdk_it_is_said_that_there_is_none(environ: dict[str, str]) -> None:
    with pytest.raises(Misconfigured, match="no folder of gcloud or firebase-tools exists"):
        find_parts(environ)


def test_one_jar_alone_is_not_enough(environ: dict[str, str], tmp_path: Path) -> None:
    put(tmp_path / "sdk" / FIRESTORE_OF_GCLOUD)
    with pytest.raises(Misconfigured, match="The Pub/Sub emulator is not installed"):
        find_parts(environ)


def test_the_jars_of_gcloud_are_found_beside_gcloud_itself(environ: dict[str, str], tmp_path: Path) -> None:
    del environ["CLOUDSDK_ROOT_DIR"]
    gcloud = put(tmp_path / "elsewhere" / "google-cloud-sdk" / "bin" / "gcloud", is_program=True)
    (tmp_path / "bin" / "gcloud").symlink_to(gcloud)
    firestore, pubsub = (put(gcloud.parents[1] / jar) for jar in (FIRESTORE_OF_GCLOUD, PUBSUB_OF_GCLOUD))
    parts = find_parts(environ)
    assert (parts.java, parts.firestore_jar, parts.pubsub_jar) == (tmp_path / "bin" / "java", firestore, pubsub)


def test_the_jars_of_firebase_tools_are_found_the_newest_of_them(environ: dict[str, str], tmp_path: Path) -> None:
    cache = tmp_path / "home" / ".cache" / "firebase" / "emulators"
    put(cache / "cloud-firestore-emulator-v1.18.2.jar", age_seconds=1000)
    new = put(cache / "cloud-firestore-emulator-v1.19.8.jar")
    pubsub = put(cache / "pubsub-emulator-0.8.17" / "pubsub-emulator" / "lib" / "cloud-pubsub-emulator-all.jar")
    parts = find_parts(environ)
    assert (parts.firestore_jar, parts.pubsub_jar) == (new, pubsub)
