"""The manifest of a backup: of what, when, and by which hashes its files are known to be as they were written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import quote

from jobfinder.domain.documents import from_dict, to_dict
from jobfinder.errors import Unreadable

FORMAT = 1
MANIFEST = "manifest.json"
LINES = ".jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionFile:
    """One file of a backup: a collection's documents, one a line."""

    collection: str
    file: str
    documents: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup is of; `read_at` is the moment as of which all of it was read, `store` decides the documents' form.

    `version` is that of the Job Finder which wrote it.
    """

    format: int
    environment: str
    database: str
    store: str
    schema_version: int
    version: str
    created_at: datetime
    read_at: datetime
    collections: tuple[CollectionFile, ...]

    @property
    def documents(self) -> int:
        """Return how many documents the backup holds."""
        return sum(each.documents for each in self.collections)

    def file_of(self, collection: str) -> CollectionFile | None:
        """Return a collection's file, None where it held nothing."""
        return next((each for each in self.collections if each.collection == collection), None)


def file_name(collection: str) -> str:
    """Return the name of a collection's file; what a file system may not take is percent-encoded."""
    return quote(collection, safe=" ") + LINES


def manifest_text(manifest: Manifest) -> bytes:
    """Return the manifest as it is written, with the hash of its own content."""
    document = to_dict(manifest)
    return json.dumps({**document, "sha256": _hash(document)}, indent=2, ensure_ascii=False).encode() + b"\n"


def manifest_of(text: bytes) -> Manifest:
    """Return the manifest that a file holds. Raises Unreadable: no manifest, edited since, or of a newer format."""
    try:
        document = json.loads(text)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise Unreadable("The manifest is not JSON with keys and values")
    said, found = document.pop("sha256", ""), document.get("format")
    if isinstance(found, int) and found > FORMAT:
        raise Unreadable(f"The backup is of format {found}, from a newer Job Finder", todo="Update Job Finder.")
    if said != _hash(document):
        raise Unreadable("The manifest was changed after it was written: its content does not have its hash")
    manifest = from_dict(Manifest, document)
    if any(each.file != file_name(each.collection) for each in manifest.collections):
        raise Unreadable("The manifest names files that are not those of its collections")
    return manifest


def _hash(document: object) -> str:
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
