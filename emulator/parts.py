"""Finds what the emulators need: a Java runtime and the two jars, wherever gcloud or firebase-tools put them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jobfinder.errors import Misconfigured

FIRESTORE_MAIN = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"  # the jar names no main class
HOW_TO_GET_THEM = (
    "Install them with `gcloud components install cloud-firestore-emulator pubsub-emulator`, or with "
    "`npx firebase-tools setup:emulators:firestore` and `npx firebase-tools setup:emulators:pubsub`."
)
SYSTEM_WIDE = (Path("/usr/lib/google-cloud-sdk"), Path("/opt/google-cloud-sdk"))
HOW_TO_GET_JAVA = "Install a Java runtime, version 17 or newer (on Debian: apt install default-jre-headless)."


@dataclass(frozen=True, slots=True)
class Parts:
    """Where everything is."""

    java: Path
    firestore_jar: Path
    pubsub_jar: Path


def find_parts(environ: Mapping[str, str] = os.environ) -> Parts:
    """Return the Java runtime and each emulator's newest jar. Raises Misconfigured, saying how to get what lacks."""
    java = shutil.which("java", path=environ.get("PATH"))
    if java is None:
        raise Misconfigured("The emulators need Java, and there is none on the path", todo=HOW_TO_GET_JAVA)
    folders = [folder for folder in _folders(environ) if folder.is_dir()]
    jars = {
        name: _newest(folders, patterns)
        for name, patterns in {
            "Firestore": ("platform/cloud-firestore-emulator/*.jar", "cloud-firestore-emulator-*.jar"),
            "Pub/Sub": ("platform/pubsub-emulator/lib/*-all.jar", "pubsub-emulator-*/**/*-all.jar"),
        }.items()
    }
    missing = [name for name, jar in jars.items() if jar is None]
    if missing:
        looked = ", ".join(map(str, folders)) or "no folder of gcloud or firebase-tools exists"
        words = f"The {' and '.join(missing)} {'emulator is' if len(missing) == 1 else 'emulators are'} not installed"
        raise Misconfigured(words, where=f"looked in {looked}", todo=HOW_TO_GET_THEM)
    return Parts(Path(java), *(jar for jar in jars.values() if jar is not None))


def _folders(environ: Mapping[str, str]) -> Iterator[Path]:
    """Yield the folders that gcloud and firebase-tools install into, the ones that were asked for first."""
    if root := environ.get("CLOUDSDK_ROOT_DIR"):
        yield Path(root)
    if gcloud := shutil.which("gcloud", path=environ.get("PATH")):
        yield Path(gcloud).resolve().parents[1]
    home = Path(environ.get("HOME", "/nonexistent"))
    yield from (home / "google-cloud-sdk", *SYSTEM_WIDE)
    yield Path(environ.get("FIREBASE_EMULATORS_PATH", home / ".cache" / "firebase" / "emulators"))


def _newest(folders: list[Path], patterns: tuple[str, ...]) -> Path | None:
    found = [path for folder in folders for pattern in patterns for path in folder.glob(pattern)]
    return max(found, key=lambda path: path.stat().st_mtime, default=None)
