"""Restore a backup into an empty database, which is then the one that was backed up, document by document.

A restore that was killed goes on where it stopped: a mark in the database says of which backup it is a part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jobfinder import log
from jobfinder.domain.backup import CollectionFile, Manifest, manifest_text
from jobfinder.domain.collection_names import META
from jobfinder.domain.environments import Environment
from jobfinder.domain.ids import stable_id
from jobfinder.domain.kept import Kept
from jobfinder.domain.kept_things import READERS, Entry, Mark, entry_of, is_mark
from jobfinder.errors import Misconfigured, Permanent, Unreadable
from jobfinder.ports import Store
from jobfinder.usecases.backup_files import Tell, each_document, read_manifest, tell_nobody
from jobfinder.usecases.pacing import UNLIMITED, Pace
from jobfinder.usecases.verify_backup import problems_of

MARK = "restoring"


@dataclass(slots=True)
class Restored:
    """What a restore came to. `left_out` names what the other kind of store has no place for, or cannot read."""

    documents: int = 0
    went_on: bool = False
    left_out: list[str] = field(default_factory=list)


def restore(
    folder: Path, store: Store, environment: Environment, *, pace: Pace = UNLIMITED, tell: Tell = tell_nobody
) -> Restored:
    """Write all of a backup into the database of the same environment, which must be empty.

    A backup of the other kind of store is converted document by document. Raises Unreadable for a backup that is not
    intact, Misconfigured for one of the other environment or of a newer version, Permanent where the database is not
    empty.
    """
    manifest = check_backup(folder, environment, tell)
    check_target(manifest, store, folder)
    mark = _mark_of(manifest)
    restored = Restored(went_on=not store.swap_mark(MARK, None, mark))
    converts = manifest.store != store.kind
    for file in sorted(manifest.collections, key=lambda file: file.collection == META):
        if converts and file.collection not in READERS:
            restored.left_out.append(
                f"{file.collection}: {file.documents:,} documents, which only {manifest.store} has"
            )
            continue
        documents = _converted(folder, file, store, restored) if converts else each_document(folder, file)
        _write(file, documents, store, restored, pace, tell)
    store.delete_kept(META, [store.as_kept(Entry(META, Mark(MARK, mark))).id])
    log.event("restored", database=environment.database, documents=restored.documents, folder=str(folder))
    return restored


def check_backup(folder: Path, environment: Environment, tell: Tell = tell_nobody) -> Manifest:
    """Return the manifest of a backup that is intact and this environment's. Raises Unreadable, Misconfigured."""
    problems = problems_of(folder, tell)
    if problems:
        raise Unreadable("The backup is not intact: " + "; ".join(problems), where=str(folder))
    manifest = read_manifest(folder)
    if (manifest.environment, manifest.database) != (environment.name, environment.database):
        raise Misconfigured(
            f"This is a backup of {manifest.environment} ({manifest.database}), and the database is "
            f"{environment.name}'s ({environment.database})",
            where=str(folder),
            todo="Documents go from one environment to the other by scripts/migrate_data.py only.",
        )
    return manifest


def check_target(manifest: Manifest, store: Store, folder: Path) -> None:
    """Refuse a database that the backup cannot go into now. Raises Misconfigured, Permanent."""
    if manifest.store == store.kind and manifest.schema_version > store.schema_version:
        raise Misconfigured(
            f"The backup is of schema version {manifest.schema_version}, and this Job Finder knows versions up to "
            f"{store.schema_version}",
            where=str(folder),
            todo=f"Use Job Finder {manifest.version} or newer.",
        )
    if store.mark(MARK) != _mark_of(manifest):
        _demand_empty(store)


def _mark_of(manifest: Manifest) -> str:
    """Return what stands in a database while this backup is restored into it."""
    return stable_id("restore", manifest_text(manifest).decode())


def _demand_empty(store: Store) -> None:
    with store.snapshot() as snapshot:
        there = {name: snapshot.count(name) for name in snapshot.collections() if name != META}
        marks = sum(map(is_mark, snapshot.each(META)))
    if any(there.values()) or marks:
        held = [f"{count:,} in {name}" for name, count in {**there, META: marks}.items() if count]
        raise Permanent(
            f"The database is not empty: it holds {', '.join(held)}",
            todo="Restore into a new database; move this one away first, or back it up and delete it.",
        )


def _write(
    file: CollectionFile, documents: Iterator[Kept], store: Store, restored: Restored, pace: Pace, tell: Tell
) -> None:
    """Create a collection's documents; those of META replace what opening the database wrote."""
    if file.collection == META:
        for kept in documents:
            store.put_kept(META, kept)
            restored.documents += 1
        return

    def told() -> Iterator[Kept]:
        for number, kept in enumerate(pace.each(documents), start=1):
            yield kept
            restored.documents += 1
            tell(file.collection, number, file.documents)

    there = store.create_kept(file.collection, told())
    if there and not restored.went_on:
        raise Permanent(
            f"Somebody else writes to the database: {len(there):,} documents of {file.collection} were there before us",
            todo="Stop Job Finder while a backup is restored, and begin with an empty database.",
        )


def _converted(folder: Path, file: CollectionFile, store: Store, restored: Restored) -> Iterator[Kept]:
    """Yield a collection's documents in this store's form; what cannot be read is named and left out."""
    for kept in each_document(folder, file):
        if file.collection == META and not is_mark(kept):
            continue
        try:
            yield store.as_kept(entry_of(file.collection, kept))
        except Unreadable as error:
            restored.left_out.append(str(error))
