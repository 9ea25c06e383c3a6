"""What goes into a Firestore document and comes out again: moments as Timestamps, sizes far below the limit, safe ids.

Limits: https://firebase.google.com/docs/firestore/quotas#collections_documents_and_fields (1 MiB for a document, 1,500
bytes for its id) and https://firebase.google.com/docs/firestore/storage-size (what counts).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from jobfinder.domain.documents import MAX_FIELD_CHARS, Document, from_dict, to_dict, well_formed
from jobfinder.errors import Unreadable

if TYPE_CHECKING:
    from google.cloud.firestore import DocumentSnapshot

    Snapshot = DocumentSnapshot[Any]  # a document as it was at one moment, or that it was not there

Thing = TypeVar("Thing")

MOST_DOCUMENT_BYTES = 700_000
MOST_ID_BYTES = 1_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_RESERVED = re.compile(r"\.\.?|__.*__")


# -- moments and ids --------------------------------------------------------------------------------------------------


def micros(moment: datetime) -> int:
    """Return microseconds since the epoch. Raises ValueError on a moment without a time zone."""
    return (utc(moment) - _EPOCH) // _MICROSECOND


def moment_at(microseconds: int) -> datetime:
    """Return the moment in UTC."""
    return _EPOCH + timedelta(microseconds=microseconds)


def utc(moment: datetime) -> datetime:
    """Return a moment in UTC as a datetime of the standard library. Raises ValueError where it has no time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"the moment {moment.isoformat()} has no time zone")
    moment = moment.astimezone(UTC)
    return datetime.combine(moment.date(), moment.timetz())


def stamp(snapshot: Snapshot) -> int:
    """Return a document's update time in microseconds: what a ticket carries."""
    return micros(snapshot.update_time) if snapshot.update_time else 0


def document_id(identity: str) -> str:
    """Return the id of the document of the thing with this id: the same where it may be one, else a hash of it.

    A slash would lead into another collection, and some names are Firestore's own. What it returns it leaves as it is.
    """
    well = well_formed(identity)
    if not well or "/" in well or _RESERVED.fullmatch(well) or len(well.encode()) > MOST_ID_BYTES:
        return f"sha256={sha256(well.encode()).hexdigest()}"
    return well


def number_of(snapshot: Snapshot) -> int:
    """Return a document's place in the order of creation, 0 where it has none."""
    number = (snapshot.to_dict() or {}).get("number")
    return number if isinstance(number, int) else 0


def short(text: str) -> str:
    """Return a short text as it may be kept."""
    return well_formed(text[:MAX_FIELD_CHARS])


def chunks(many: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Yield lists of at most `size`."""
    rest = iter(many)
    while chunk := list(islice(rest, size)):
        yield chunk


# -- documents --------------------------------------------------------------------------------------------------------


def to_document(thing: object, *, whole: bool = False) -> Document:
    """Return a dataclass of the domain as a document: what the codec writes, but with moments as Timestamps.

    `whole` keeps what equals its default too, so that a merge replaces it. Raises ValueError on a moment without a time
    zone.
    """
    document = to_dict(thing)
    if whole:
        document = {f.name: document.get(f.name, _plain_default(getattr(thing, f.name))) for f in fields(thing)}  # type: ignore[arg-type]
    _put_moments(thing, document)
    return fitted(document)


def _plain_default(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return to_dict(value)
    return list(value) if isinstance(value, tuple) else value


def _put_moments(thing: Any, document: Document) -> None:
    """Put moments in place of their texts, wherever in the tree they are."""
    for f in fields(thing):
        value = getattr(thing, f.name)
        if f.name not in document or value is None:
            continue
        if isinstance(value, datetime):
            document[f.name] = utc(value)
        elif is_dataclass(value):
            _put_moments(value, document[f.name])
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            for entry, kept in zip(value, document[f.name], strict=False):
                _put_moments(entry, kept)


def from_document(kind: type[Thing], snapshot: Snapshot, **more: Any) -> Thing:
    """Return the dataclass that a document holds; `more` are fields that it does not.

    Raises Unreadable, naming the document and the field, for one that somebody edited into nonsense.
    """
    try:
        return from_dict(kind, {**values_of(snapshot), **more})
    except Unreadable as error:
        raise unreadable(snapshot, error) from error


def unreadable(snapshot: Snapshot, error: Unreadable) -> Unreadable:
    """Return the error with the document's path and what to do about it."""
    todo = "Mend the field in the Firestore console, or delete the document."
    return Unreadable(error.what, where=f"document {snapshot.reference.path}", todo=todo)


def values_of(snapshot: Snapshot) -> Document:
    """Return a document's fields, moments as datetimes of the standard library."""
    values: Document = _plain(snapshot.to_dict() or {})
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return utc(value) if isinstance(value, datetime) else value


# -- sizes ------------------------------------------------------------------------------------------------------------


def size_bytes(value: Any) -> int:
    """Return what a value counts in Firestore: texts in UTF-8 and one byte more, names likewise, eight for the rest."""
    if isinstance(value, str):
        return (len(value) if value.isascii() else len(value.encode("utf-8", "surrogatepass"))) + 1
    if isinstance(value, Mapping):
        return 32 + sum(size_bytes(key) + size_bytes(entry) for key, entry in value.items())
    if isinstance(value, list | tuple):
        return sum(map(size_bytes, value))
    return 8


def fitted(document: Document) -> Document:
    """Return the document if it is far enough below 1 MiB, else with its longest texts and lists cut until it is.

    The codec caps each text by its characters; two hundred tags of four thousand emoji each still are 3 MB.
    """
    most_chars = MAX_FIELD_CHARS * 16
    while size_bytes(document) > MOST_DOCUMENT_BYTES:
        most_chars //= 2
        document = _cut(document, most_chars)
    return document


def _cut(value: Any, most_chars: int) -> Any:
    if isinstance(value, str):
        return value[:most_chars]
    if isinstance(value, dict):
        return {key: _cut(entry, most_chars) for key, entry in value.items()}
    if isinstance(value, list):
        return [_cut(entry, most_chars) for entry in value[: max(most_chars, 1)]]
    return value
