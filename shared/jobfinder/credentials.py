"""The key file of a Google Cloud service account, and what follows from it: where a container keeps its data."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from jobfinder.errors import Misconfigured

VARIABLE = (
    "GOOGLE_APPLICATION_CREDENTIALS"  # https://cloud.google.com/docs/authentication/application-default-credentials
)


def key_file(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return the key file that is named, None where none is named or none is there.

    Raises Misconfigured for one that is there and cannot be read: it must not pass for one that is not.
    """
    if not (named := environ.get(VARIABLE)):
        return None
    path = Path(named)
    try:
        path.open("rb").close()
    except FileNotFoundError:
        return None
    except OSError as error:
        who = f"{os.getuid()}:{os.getgid()}"
        todo = f"On the machine that keeps the file: sudo chown -R {who} {path.parent.name}"
        what = f"The user that Job Finder runs as, {who}, cannot read the credentials: {error.strerror}"
        raise Misconfigured(what, where=named, todo=todo) from None
    return path


def store_by_credentials(environ: Mapping[str, str] = os.environ) -> str:
    """Return what STORE=auto means: Firestore where a key file is there, or else SQLite."""
    return "firestore" if key_file(environ) else "sqlite"
