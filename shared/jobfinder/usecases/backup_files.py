"""A backup as a folder: one file of JSON lines for each collection, and a manifest; there as a whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from jobfinder.domain.backup import LINES, MANIFEST, CollectionFile, Manifest, file_name, manifest_of, manifest_text
from jobfinder.domain.kept import Kept, from_line, to_line
from jobfinder.errors import Permanent, Retryable, Unreadable
from jobfinder.ports import Snapshot
from jobfinder.usecases.look_up import NothingThere

Tell = Callable[[str, int, int], None]  # a collection, how many of its documents are done, of how many
TELL_EVERY = 100  # documents
DRAFT = ".partial"  # what stands behind the name of a backup that is being written


def tell_nobody(collection: str, done: int, total: int) -> None:
    """Show no progress."""


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Give a new folder to write into, which gets its name only when all that was written is on the disk.

    Only its owner can read it. Whatever goes wrong, nothing of it is left; what a killed process left goes now.

    Raises Permanent where the name is taken, Retryable where the disk is full or broken.
    """
    draft = folder.with_name(folder.name + DRAFT)
    if folder.exists():
        raise Permanent("There is something under this name already", where=str(folder), todo="Choose another name.")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True, mode=0o700)
        yield draft
        _sync(draft)
        draft.rename(folder)
        _sync(folder.parent)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Retryable(
            f"The backup cannot be written: {reason}",
            where=str(folder),
            todo="Nothing of it was left behind; free some space, or choose another folder.",
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def write_collection(folder: Path, collection: str, snapshot: Snapshot, tell: Tell = tell_nobody) -> CollectionFile:
    """Write a collection's documents, one in memory at a time, and return what is to be known of the file."""
    digest, documents, size, total = sha256(), 0, 0, snapshot.count(collection)
    path = folder / file_name(collection)
    with open(path, "xb", opener=_private) as target:
        for kept in snapshot.each(collection):
            line = to_line(kept)
            target.write(line)
            digest.update(line)
            documents, size = documents + 1, size + len(line)
            if documents % TELL_EVERY == 0:
                tell(collection, documents, total)
        target.flush()
        os.fsync(target.fileno())
    tell(collection, documents, total)
    return CollectionFile(
        collection=collection, file=path.name, documents=documents, bytes=size, sha256=digest.hexdigest()
    )


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, the last of the files."""
    with open(folder / MANIFEST, "xb", opener=_private) as target:
        target.write(manifest_text(manifest))
        target.flush()
        os.fsync(target.fileno())


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a backup. Raises NothingThere where no such folder is, Unreadable otherwise."""
    path = folder / MANIFEST
    if not folder.exists():
        raise NothingThere("There is no such backup", where=str(folder))
    try:
        return manifest_of(path.read_bytes())
    except OSError as error:
        raise Unreadable(f"There is no backup here: {error.strerror}", where=str(path)) from error
    except Unreadable as error:
        raise Unreadable(error.what, where=str(path), todo=error.todo) from error


def each_document(folder: Path, file: CollectionFile) -> Iterator[Kept]:
    """Yield the documents of a file, one in memory at a time. Raises Unreadable, naming file and line."""
    path = folder / file.file
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    yield from_line(line)
                except Unreadable as error:
                    raise Unreadable(error.what, where=f"{path}, line {number}") from error
    except OSError as error:
        raise Unreadable(f"The file cannot be read: {error.strerror}", where=str(path)) from error


def files_in(folder: Path) -> set[str]:
    """Return the names of the files of documents in a folder."""
    return {path.name for path in folder.iterdir() if path.name.endswith(LINES)}


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
