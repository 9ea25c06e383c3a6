"""One document as a store keeps it, and the line of JSON that gives every value of it back exactly as it was."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jobfinder.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Kept:
    """One document: its id and its fields, values of JSON and moments, bytes, and the two kinds below."""

    id: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to another document of the same database, by its path; a person can make one in Firestore's console."""

    path: str


@dataclass(frozen=True, slots=True)
class GeoPoint:
    """A place on the earth in degrees, as Firestore keeps one."""

    latitude: float
    longitude: float


def to_line(kept: Kept) -> bytes:
    """Return a document as one line of JSON in UTF-8, its line end included. Raises TypeError for a foreign value."""
    document = {"id": kept.id, "fields": _tagged(kept.fields)}
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def from_line(line: bytes) -> Kept:
    """Return the document of a line. Raises Unreadable."""
    try:
        document = json.loads(line.decode("utf-8", "surrogatepass"), object_hook=_untagged)
        if isinstance(document["id"], str) and isinstance(document["fields"], dict):
            return Kept(document["id"], document["fields"])
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(f"The line is not a document: {error}") from error
    raise Unreadable("The line is not a document: it needs an id and fields")


# A value that JSON lacks is an object of one key that begins with "$"; a key of the document's own that begins so gets
# another "$", so that no document can be taken for a tag.


def _tagged(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {f"${key}" if key.startswith("$") else key: _tagged(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_tagged(entry) for entry in value]
    if value is None or isinstance(value, bool | int):
        return value
    return _tagged_scalar(value)


def _tagged_scalar(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else {"$float": repr(value)}
    if isinstance(value, datetime):
        return {"$moment": value.isoformat()}
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, Reference):
        return {"$document": value.path}
    if isinstance(value, GeoPoint):
        return {"$place": [value.latitude, value.longitude]}
    raise TypeError(f"a {type(value).__name__} cannot be kept in a backup")


_TAGS: dict[str, Callable[[Any], Any]] = {
    "$float": float,
    "$moment": datetime.fromisoformat,
    "$bytes": lambda text: base64.b64decode(text, validate=True),
    "$document": Reference,
    "$place": lambda pair: GeoPoint(*pair),
}


def _untagged(value: dict[str, Any]) -> Any:
    if len(value) == 1:
        ((key, entry),) = value.items()
        if key in _TAGS:
            return _TAGS[key](entry)
    if any(key.startswith("$") for key in value):
        return {key[1:] if key.startswith("$") else key: entry for key, entry in value.items()}
    return value


def text_of(kept: Kept, field: str) -> str:
    """Return a field that must be text, "" where it is missing or something else."""
    value = kept.fields.get(field)
    return value if isinstance(value, str) else ""
