"""Turns listings, items, matches, sources and runs into plain JSON-able dictionaries and back, for every store alike.

Keys are the field names; moments are ISO 8601 in UTC; what equals its default is left out. Reading fills in what an
older version did not write. Text is capped on the way in, so that a document stays far below Firestore's 1 MiB.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from jobfinder.domain.match import Decision, Match
from jobfinder.domain.posting import Listing, Posting
from jobfinder.domain.queue import QueueItem
from jobfinder.domain.source import Run, Source
from jobfinder.errors import Unreadable

MAX_TEXT_CHARS = 60_000  # a posting's body; at most 240 kB as UTF-8
MAX_FIELD_CHARS = 4_000  # any other piece of text
MAX_ENTRIES = 200  # of locations, tags and the like
MAX_CHARS = {"text": MAX_TEXT_CHARS, "notes": 20_000}
CAPPED_LISTS = frozenset({"locations", "eligibility", "tags"})

Document = dict[str, Any]
Thing = TypeVar("Thing")
Convert = Callable[[Any], Any]


def listing_to_dict(listing: Listing) -> Document:
    """Return a listing as a plain document. Raises ValueError on a moment without a time zone."""
    return to_dict(listing)


def listing_from_dict(document: Mapping[str, Any]) -> Listing:
    """Return the listing a document holds. Raises Unreadable."""
    return from_dict(Listing, document)


def posting_to_dict(posting: Posting) -> Document:
    """Return a posting as a plain document. Raises ValueError on a moment without a time zone."""
    return to_dict(posting)


def posting_from_dict(document: Mapping[str, Any]) -> Posting:
    """Return the posting a document holds. Raises Unreadable."""
    return from_dict(Posting, document)


def item_to_dict(item: QueueItem) -> Document:
    """Return a queue item as a plain document, without `update_time`, which is the store's own."""
    document = to_dict(item)
    document.pop("update_time", None)
    return document


def item_from_dict(document: Mapping[str, Any], update_time: int = 0) -> QueueItem:
    """Return the item a document holds, with the store's stamp on it. Raises Unreadable."""
    return from_dict(QueueItem, {**document, "update_time": update_time})


def decision_to_dict(decision: Decision) -> Document:
    """Return a decision as a plain document: what `QueueItem.decisions` and `Ending.decisions` hold."""
    return to_dict(decision)


def decision_from_dict(document: Mapping[str, Any]) -> Decision:
    """Return the decision a document holds. Raises Unreadable."""
    return from_dict(Decision, document)


def match_to_dict(match: Match) -> Document:
    """Return a match as a plain document. Raises ValueError on a moment without a time zone."""
    return to_dict(match)


def match_from_dict(document: Mapping[str, Any]) -> Match:
    """Return the match a document holds. Raises Unreadable."""
    return from_dict(Match, document)


def source_to_dict(source: Source) -> Document:
    """Return a source, its runs included, as a plain document."""
    return to_dict(source)


def source_from_dict(document: Mapping[str, Any]) -> Source:
    """Return the source a document holds. Raises Unreadable."""
    return from_dict(Source, document)


def run_to_dict(run: Run) -> Document:
    """Return a run as a plain document."""
    return to_dict(run)


def run_from_dict(document: Mapping[str, Any]) -> Run:
    """Return the run a document holds. Raises Unreadable."""
    return from_dict(Run, document)


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


def to_dict(thing: object) -> Document:
    """Return any dataclass of the domain as a plain document, what equals its default left out."""
    document: Document = {}
    for slot in _slots(type(thing)):  # type: ignore[arg-type]
        value = getattr(thing, slot.name)
        if value != slot.default:
            document[slot.name] = slot.write(value)
    return document


def from_dict(kind: type[Thing], document: Mapping[str, Any]) -> Thing:
    """Return a dataclass of the domain from its document; keys it does not know are left alone.

    Raises Unreadable, naming the key, where a value cannot be read.
    """
    values: Document = {}
    for slot in _slots(kind):  # type: ignore[arg-type]
        if slot.name in document:
            values[slot.name] = _read(kind, slot, document[slot.name])
        elif slot.default is MISSING:
            values[slot.name] = _blank(kind, slot)
    return kind(**values)


class _Slot(NamedTuple):
    """One field of a dataclass and how its value is written and read."""

    name: str
    default: Any
    blank: Any
    write: Convert
    read: Convert


@cache
def _slots(kind: type) -> tuple[_Slot, ...]:
    hints = get_type_hints(kind)
    return tuple(
        _Slot(f.name, _default(f), _BLANKS.get(hints[f.name], MISSING), _writer(f.name), _reader(hints[f.name]))
        for f in fields(kind)
    )


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


def _writer(name: str) -> Convert:
    most_chars = MAX_CHARS.get(name, MAX_FIELD_CHARS)
    most_entries = MAX_ENTRIES if name in CAPPED_LISTS else None

    def write(value: Any) -> Any:
        if most_entries is not None:
            value = value[:most_entries]
        return _plain(value, most_chars)

    return write


def _plain(value: Any, most_chars: int) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return well_formed(value[:most_chars])
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (tuple, list)):
        return [_plain(entry, most_chars) for entry in value]
    return _plain_object(value, most_chars)


def _plain_object(value: Any, most_chars: int) -> Any:
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {well_formed(str(key)): _plain(entry, most_chars) for key, entry in value.items()}
    if is_dataclass(value):
        return to_dict(value)
    raise TypeError(f"a {type(value).__name__} cannot be stored")


# -- reading ----------------------------------------------------------------------------------------------------------


def _reader(hint: Any) -> Convert:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _optional([part for part in arguments if part is not NoneType])
    if origin is tuple:
        return _tuple(arguments)
    if origin is dict:
        return dict
    return _scalar(hint)


def _optional(parts: list[Any]) -> Convert:
    if len(parts) != 1:
        raise TypeError(f"no way to read a union of {parts}")
    read = _reader(parts[0])
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
        return lambda value: from_dict(cast("type[Any]", hint), value)
    if hint is Any:
        return lambda value: value
    if issubclass(hint, StrEnum):
        return cast("Convert", hint)
    return _exactly(hint)


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
