"""Verify a backup: are its files as they were written, and is the database as it was then?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path

from jobfinder.domain.backup import CollectionFile, Manifest
from jobfinder.domain.kept import Kept, from_line
from jobfinder.errors import Unreadable
from jobfinder.ports import Store
from jobfinder.usecases.backup_files import TELL_EVERY, Tell, each_document, files_in, read_manifest, tell_nobody

LOT = 200  # documents compared at a time
MOST_NAMED = 20  # differences of a kind that are named one by one


def problems_of(folder: Path, tell: Tell = tell_nobody) -> list[str]:
    """Return in words everything that is wrong with a backup's files, each problem naming its file; none if intact."""
    try:
        manifest = read_manifest(folder)
    except Unreadable as error:
        return [str(error)]
    problems = [problem for file in manifest.collections for problem in _problems_of_file(folder, file, tell)]
    strangers = files_in(folder) - {file.file for file in manifest.collections}
    return problems + [f"{name} is not in the manifest" for name in sorted(strangers)]


def _problems_of_file(folder: Path, file: CollectionFile, tell: Tell) -> Iterator[str]:
    digest, documents, size, broken = sha256(), 0, 0, list[str]()
    try:
        with (folder / file.file).open("rb") as lines:
            for documents, line in enumerate(lines, start=1):
                digest.update(line)
                size += len(line)
                broken += _broken(line, documents) if not broken else ()
                if documents % TELL_EVERY == 0:
                    tell(file.collection, documents, file.documents)
    except OSError as error:
        yield f"{file.file} cannot be read: {error.strerror}"
        return
    if (documents, size, digest.hexdigest()) == (file.documents, file.bytes, file.sha256):
        return
    if documents != file.documents:
        yield f"{file.file} holds {documents:,} documents, and {file.documents:,} were written"
    if size != file.bytes:
        yield f"{file.file} is {size:,} bytes long, and {file.bytes:,} were written"
    if (documents, size) == (file.documents, file.bytes):
        yield f"{file.file} is not as it was written: its content does not have the hash in the manifest"
    yield from (f"{file.file}, {problem}" for problem in broken)


def _broken(line: bytes, number: int) -> list[str]:
    try:
        from_line(line)
    except Unreadable as error:
        return [f"line {number}: {error.what}"]
    return [] if line.endswith(b"\n") else [f"line {number}: it is cut short"]


@dataclass(slots=True)
class Differences:
    """How a database differs from a backup: counts, and the first MOST_NAMED of each kind by collection and id."""

    missing: int = 0
    changed: int = 0
    added: int = 0
    named: list[str] = field(default_factory=list)

    @property
    def are_none(self) -> bool:
        """Return whether the database is as the backup says."""
        return not (self.missing or self.changed or self.added)

    def name(self, kind: str, count: int, collection: str, identity: str) -> None:
        """Name a difference, if few of its kind were named yet."""
        if count <= MOST_NAMED:
            self.named.append(f"{kind}: {collection}/{identity}")


def differences(folder: Path, manifest: Manifest, store: Store, tell: Tell = tell_nobody) -> Differences:
    """Compare a database with a backup of the same kind of store, document by document, few in memory at a time.

    Raises Unreadable where a file cannot be read.
    """
    found = Differences()
    there = {file.collection: _compare(folder, file, store, found, tell) for file in manifest.collections}
    with store.snapshot() as snapshot:
        for name in snapshot.collections():
            more = snapshot.count(name) - there.get(name, 0)
            if more > 0:
                found.added += more
                found.named.append(f"added: {more:,} in {name}")
    return found


def _compare(folder: Path, file: CollectionFile, store: Store, found: Differences, tell: Tell) -> int:
    """Count what is missing and what has changed of one collection; return how many of its documents are there."""
    done = present = 0
    for lot in _lots(each_document(folder, file)):
        there = store.find_kept(file.collection, [kept.id for kept in lot])
        present += len(there)
        for kept in lot:
            if kept.id not in there:
                found.missing += 1
                found.name("missing", found.missing, file.collection, kept.id)
            elif there[kept.id].fields != kept.fields:
                found.changed += 1
                found.name("changed", found.changed, file.collection, kept.id)
        done += len(lot)
        tell(file.collection, done, file.documents)
    return present


def _lots(documents: Iterator[Kept]) -> Iterator[list[Kept]]:
    while lot := list(islice(documents, LOT)):
        yield lot
