"""Back up a database: all of it, as of one moment, into a folder that is there as a whole or not at all."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jobfinder import __version__, log
from jobfinder.domain.backup import FORMAT, MANIFEST, Manifest
from jobfinder.domain.environments import Environment
from jobfinder.ports import Store
from jobfinder.usecases.backup_files import Tell, tell_nobody, whole_folder, write_collection, write_manifest


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written: where it lies, and what it holds."""

    folder: Path
    manifest: Manifest


def back_up(store: Store, environment: Environment, folder: Path, *, now: datetime, tell: Tell = tell_nobody) -> Backup:
    """Write the whole database into `folder`, which must not be there yet; the work on it goes on meanwhile.

    Raises Permanent where the folder is there, Retryable where the disk is full or the store does not answer.
    """
    with whole_folder(folder) as draft, store.snapshot() as snapshot:
        files = tuple(write_collection(draft, name, snapshot, tell) for name in snapshot.collections())
        manifest = Manifest(
            format=FORMAT,
            environment=environment.name,
            database=environment.database,
            store=store.kind,
            schema_version=store.schema_version,
            version=__version__,
            created_at=now,
            read_at=snapshot.read_at,
            collections=files,
        )
        write_manifest(draft, manifest)
    log.event("backed up", database=environment.database, documents=manifest.documents, folder=str(folder))
    return Backup(folder, manifest)


def forget_old_backups(folder: Path, environment: Environment, keep: int) -> list[Path]:
    """Delete all but the newest `keep` of the backups that were given no place, and return those that went.

    Those that another command made before it changed something stay, and so does whatever has another name.
    """
    regular = re.compile(re.escape(environment.database) + r"-\d{8}T\d{6}Z(-\d+)?")
    found = [path for path in folder.iterdir() if regular.fullmatch(path.name) and (path / MANIFEST).is_file()]
    old = sorted(found, key=_age)[:-keep]
    for path in old:
        shutil.rmtree(path)
    if old:
        log.event("deleted old backups", number=len(old), folder=str(folder))
    return old


def _age(path: Path) -> tuple[str, int]:
    """Return what puts backups into the order in which they were made: the second, and the number within it."""
    _, _, rest = path.name.rpartition("Z")
    return path.name.removesuffix(rest), int(rest.removeprefix("-") or 1)


def backup_folder(data_folder: Path, environment: Environment, now: datetime, why: str = "") -> Path:
    """Return where a backup that was given no place goes: backups/portfolio-20261124T133000Z, beside the data."""
    return data_folder / "backups" / f"{environment.database}-{now:%Y%m%dT%H%M%SZ}{f'-{why}' if why else ''}"
