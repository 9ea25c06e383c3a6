"""Remembers which settings were checked in full and found right, so that a command that only looks need not repeat it.

Checking takes a quarter of a second, most of it for loading what reads and checks: as long as listing ten thousand
matches. So whoever has checked leaves in the database a hash of all that the check looked at. Where it still fits, the
check would find the same again; where a letter of it has changed, everything is checked anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import jobfinder
from jobfinder.credentials import key_file
from jobfinder.domain.environments import Environment
from jobfinder.errors import JobFinderError
from jobfinder.ports import Store
from jobfinder.surroundings import claims_here, variables_file

MARK = "settings checked"
# Every variable that a setting, or what the settings are held against, may come from.
_DECIDES = re.compile(
    r"JOB_FINDER_.*|ENVIRONMENT|STORE|.*_DATABASE_NAME|GOOGLE_.*|.*_EMULATOR_HOST|.*_API_KEY|K_SERVICE|HOSTNAME"
)
_CHECKED_BY = ("config", "domain/environments.py", "domain/agreement.py", "surroundings.py")


def seal_of(home: Path, environ: Mapping[str, str], names: Environment) -> str:
    """Return the hash of all that the check of these settings looks at. Raises Misconfigured as the check does."""
    content = sha256()
    for part in _looked_at(home, environ, names):
        content.update(f"{len(part)}:".encode() + part)
    return content.hexdigest()


def keep_seal(store: Store, seal: str) -> None:
    """Leave the seal in a database. Raises Retryable where it cannot be written to."""
    was = store.mark(MARK)
    if was != seal:
        store.swap_mark(MARK, was, seal)  # where another was quicker, theirs is as good


def is_sealed(path: Path, seal: str) -> bool:
    """Return whether a SQLite file holds this seal; one that cannot be read holds none, and the check says why."""
    from jobfinder.stores.sqlite_marks import mark_in_file

    try:
        return mark_in_file(path, MARK) == seal
    except JobFinderError:
        return False


def _looked_at(home: Path, environ: Mapping[str, str], names: Environment) -> Iterator[bytes]:
    yield jobfinder.__version__.encode()
    yield from (f"{name}={environ[name]}".encode() for name in sorted(environ) if _DECIDES.fullmatch(name))
    for one in (names, names.other):
        yield _bytes(home / "config" / one.config_file)
        yield _bytes(variables_file(home, one))
    yield _bytes(path) if (path := key_file(environ)) else b""
    yield from (repr(claim).encode() for claim in claims_here(home, environ, names))
    for path in _sources(Path(jobfinder.__file__).parent):
        found = path.stat()
        yield f"{path.name} {found.st_size} {found.st_mtime_ns}".encode()


def _sources(package: Path) -> Iterator[Path]:
    for name in _CHECKED_BY:
        path = package / name
        yield from sorted(path.glob("*.py")) if path.is_dir() else [path]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        return os.strerror(error.errno or 0).encode()
