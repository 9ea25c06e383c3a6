"""What goes into a SQLite column and comes out again: moments as microseconds, documents as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, cast

from jobfinder.domain.documents import well_formed

if TYPE_CHECKING:
    import msgspec

Thing = TypeVar("Thing")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(moment: datetime) -> int:
    """Return microseconds since the epoch. Raises ValueError on a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"the moment {moment.isoformat()} has no time zone")
    return (moment - _EPOCH) // _MICROSECOND


def micros_or_none(moment: datetime | None) -> int | None:
    """Return microseconds since the epoch, None for None."""
    return None if moment is None else micros(moment)


def moment(microseconds: int) -> datetime:
    """Return the moment in UTC."""
    return _EPOCH + timedelta(microseconds=microseconds)


def moment_or_none(microseconds: int | None) -> datetime | None:
    """Return the moment in UTC, None for None."""
    return None if microseconds is None else _EPOCH + timedelta(microseconds=microseconds)


def lookup_number(text: str) -> int:
    """Return 63 bits that stand for a text in an index; two texts may share them, so compare the texts too."""
    return int.from_bytes(sha256(text.encode("utf-8", "surrogatepass")).digest()[:8]) >> 1


def json_bytes(document: Any) -> bytes:
    """Return plain data (see domain/documents.py) as JSON."""
    return _encoder().encode(document)


def json_ids(ids: Iterable[str]) -> str:
    """Return ids as a JSON array for `json_each(?)`: one prepared statement, however many there are."""
    return _encoder().encode([well_formed(one) for one in ids]).decode()


def from_json(data: bytes) -> Any:
    """Return plain data from JSON."""
    return _decoder(None).decode(data)


def things(kind: type[Thing], rows: Sequence[bytes], tolerant: Callable[[Any], Thing]) -> list[Thing]:
    """Return the dataclasses that JSON documents hold.

    Decoded straight into the dataclass in one go, which is some ten times faster than by way of dictionaries; what an
    older version wrote, and this fast path refuses, is read by `tolerant`, the codec's function.
    """
    import msgspec

    try:
        return cast("list[Thing]", _decoder(list[kind]).decode(b"[" + b",".join(rows) + b"]"))  # type: ignore[valid-type]
    except msgspec.ValidationError:
        return [tolerant(from_json(row)) for row in rows]


def thing(kind: type[Thing], row: bytes, tolerant: Callable[[Any], Thing]) -> Thing:
    """Return the dataclass that one JSON document holds; see `things`."""
    import msgspec

    try:
        return cast("Thing", _decoder(kind).decode(row))  # type: ignore[arg-type]
    except msgspec.ValidationError:
        return tolerant(from_json(row))


def chunks(many: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Yield lists of at most `size`."""
    rest = iter(many)
    while chunk := list(islice(rest, size)):
        yield chunk


@cache
def _encoder() -> msgspec.json.Encoder:
    import msgspec

    return msgspec.json.Encoder()


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    import msgspec

    return msgspec.json.Decoder() if kind is None else msgspec.json.Decoder(kind)
