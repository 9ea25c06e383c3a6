"""Turns any dataclass of the domain into a plain JSON-able document and back, guided by its type hints.

Keys are the field names; moments are ISO 8601 in UTC; what equals its default is left out. Reading fills in what an
older version did not write. Text is capped on the way in, so that a document stays far below Firestore's 1 MiB.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from jobfinder.errors import Unreadable

MAX_TEXT_CHARS = 60_000  # a posting's body; at most 240 kB as UTF-8
MAX_FIELD_CHARS = 4_000  # any other piece of text
MAX_ENTRIES = 200  # of locations, tags and the like
MAX_CHARS = {"text": MAX_TEXT_CHARS, "notes": 20_000}
CAPPED_LISTS = frozenset({"locations", "eligibility", "tags"})

Document = dict[str, Any]
Thing = TypeVar("Thing")
Convert = Callable[[Any], Any]


def well_formed(text: str) -> str:
    """Return the text with lone surrogates, which UTF-8 cannot carry, replaced by U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def utc_text(moment: datetime) -> str:
    """Return a moment as ISO 8601 in UTC. Raises ValueError where it has no time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"the moment {moment.isoformat()} has no time zone")
    return moment.astimezone(UTC).isoformat()


def plain(value: Any) -> Any:
    """Return a value of any type the domain has as JSON-able ones, its texts capped and well-formed."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return _text(value, MAX_FIELD_CHARS)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (tuple, list)):
        return [plain(entry) for entry in value]
    if isinstance(value, Mapping):
        return {well_formed(str(key)): plain(entry) for key, entry in value.items()}
    if isinstance(value, datetime):
        return utc_text(value)
    if is_dataclass(value):
        return to_dict(value)
    raise TypeError(f"a {type(value).__name__} cannot be stored")


def to_dict(thing: object) -> Document:
    """Return any dataclass of the domain as a plain document, what equals its default left out."""
    document: Document = {}
    for name, default, write in _writers(type(thing)):  # type: ignore[arg-type]
        value = getattr(thing, name)
        if value != default:
            document[name] = value if write is None or value is None else write(value)
    return document


def from_dict(kind: type[Thing], document: Mapping[str, Any]) -> Thing:
    """Return a dataclass of the domain from its document; keys it does not know are left alone.

    Raises Unreadable, naming the key, where a value cannot be read.
    """
    values: Document = {}
    for slot in _readers(kind):  # type: ignore[arg-type]
        if slot.name in document:
            values[slot.name] = _read(kind, slot, document[slot.name])
        elif slot.default is MISSING:
            values[slot.name] = _blank(kind, slot)
    return kind(**values)


class _Slot(NamedTuple):
    """One field of a dataclass, what stands for it where it is missing, and how it is read."""

    name: str
    default: Any
    blank: Any
    read: Convert


@cache
def _readers(kind: type) -> tuple[_Slot, ...]:
    hints = get_type_hints(kind)
    return tuple(
        _Slot(f.name, _default(f), _BLANKS.get(hints[f.name], MISSING), _reader(hints[f.name])) for f in fields(kind)
    )


@cache
def _writers(kind: type) -> tuple[tuple[str, Any, Convert | None], ...]:
    """Return name, default and converter of each field; no converter where the value is plain as it is."""
    hints = get_type_hints(kind)
    return tuple((f.name, _default(f), _field_writer(f.name, hints[f.name])) for f in fields(kind))


def _default(f: Field[Any]) -> Any:
    return f.default_factory() if f.default_factory is not MISSING else f.default


_BLANKS: dict[Any, Any] = {str: "", int: 0, float: 0.0, bool: False, tuple[str, ...]: ()}


def _blank(kind: type, slot: _Slot) -> Any:
    """Return what stands for a key that an older version did not write yet."""
    if slot.blank is MISSING:
        raise Unreadable(f"A stored {kind.__name__.lower()} has no {slot.name!r}")
    return slot.blank


def _read(kind: type, slot: _Slot, value: Any) -> Any:
    try:
        return slot.read(value)
    except (TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"A stored {kind.__name__.lower()} has an unreadable {slot.name!r}: {error}") from error


# -- writing ----------------------------------------------------------------------------------------------------------


def _field_writer(name: str, hint: Any) -> Convert | None:
    write = _writer(hint, MAX_CHARS.get(name, MAX_FIELD_CHARS))
    if name not in CAPPED_LISTS or write is None:
        return write
    return lambda entries: write(entries[:MAX_ENTRIES])


def _writer(hint: Any, most_chars: int) -> Convert | None:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _writer(_one_of([part for part in arguments if part is not NoneType]), most_chars)
    if origin is tuple and arguments[-1] is Ellipsis:
        write = _writer(arguments[0], most_chars)
        return list if write is None else lambda entries: [write(entry) for entry in entries]
    if hint is str:
        return lambda text: _text(text, most_chars)
    if hint in (int, float, bool):
        return None
    return _object_writer(hint)


def _object_writer(hint: Any) -> Convert:
    if hint is datetime:
        return utc_text
    if hint is date:
        return date.isoformat
    if is_dataclass(hint):
        return to_dict
    return plain


def _text(text: str, most_chars: int) -> str:
    return text if text.isascii() and len(text) <= most_chars else well_formed(text[:most_chars])


# -- reading ----------------------------------------------------------------------------------------------------------


def _reader(hint: Any) -> Convert:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _optional(_one_of([part for part in arguments if part is not NoneType]))
    if origin is tuple:
        return _tuple(arguments)
    if origin is dict:
        return dict
    return _scalar(hint)


def _one_of(parts: list[Any]) -> Any:
    if len(parts) != 1:
        raise TypeError(f"no way to keep a union of {parts}")
    return parts[0]


def _optional(hint: Any) -> Convert:
    read = _reader(hint)
    return lambda value: None if value is None else read(value)


def _tuple(arguments: tuple[Any, ...]) -> Convert:
    if arguments[-1] is Ellipsis:
        read = _reader(arguments[0])
        return lambda value: tuple([read(entry) for entry in value])
    readers = [_reader(argument) for argument in arguments]
    return lambda value: tuple([read(entry) for read, entry in zip(readers, value, strict=True)])


def _scalar(hint: Any) -> Convert:
    if hint is datetime:
        return _moment
    if hint is date:
        return date.fromisoformat
    if is_dataclass(hint):
        return partial(_nested, cast("type[Any]", hint))
    if hint is Any:
        return lambda value: value
    if issubclass(hint, StrEnum):
        return cast("Convert", hint)
    return _exactly(hint)


def _nested(kind: type[Any], value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r:.60} is not a {kind.__name__.lower()}")
    return from_dict(kind, value)


def _exactly(kind: type) -> Convert:
    accepted = (int, float) if kind is float else kind

    def read(value: Any) -> Any:
        if not isinstance(value, accepted) or (isinstance(value, bool) and kind is not bool):
            raise TypeError(f"{value!r:.60} is not {kind.__name__}")
        return value

    return read


def _moment(value: Any) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return moment.astimezone(UTC)
