"""A profile as plain JSON-able values and back: what the stores keep and the exports show.

Keys are the field names of `person.py`; what stands at its default is left out, so that a stored profile stays small
and a field added later reads back as its default. Unknown keys of a newer version are refused, not dropped.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from jobfinder.domain.person import Profile
from jobfinder.errors import Unreadable

T = TypeVar("T")


def profile_to_dict(profile: Profile) -> dict[str, Any]:
    """Return the profile as dictionaries, lists, strings and numbers only; the order of keys is always the same."""
    plain: dict[str, Any] = to_plain(profile)
    return plain


def profile_from_dict(data: dict[str, Any]) -> Profile:
    """Return the profile that `profile_to_dict` wrote. Raises Unreadable naming the key that does not fit."""
    return from_plain(Profile, data)


def to_plain(value: Any) -> Any:
    """Return a domain value as JSON-able values, leaving out fields that stand at their default."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value) if not _is_default(value, f)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: to_plain(value[key]) for key in sorted(value)}
    return value


def from_plain(kind: type[T], data: Any, where: str = "profile") -> T:
    """Return `data` as a value of the dataclass `kind`. Raises Unreadable."""
    value: T = _read_record(kind, data, where)
    return value


def _is_default(record: Any, part: Field[Any]) -> bool:
    value = getattr(record, part.name)
    if part.default is not MISSING:
        return bool(value == part.default)
    return part.default_factory is not MISSING and bool(value == part.default_factory())


def _read_record(kind: Any, data: Any, where: str) -> Any:
    if not isinstance(data, dict):
        raise _unfit(where, data, "a mapping")
    hints = _hints(kind)
    unknown = sorted(set(data) - set(hints))
    if unknown:
        raise Unreadable(
            f"the stored profile has the unknown key {unknown[0]!r}",
            where=where,
            todo="It may come from a newer version; update Job Finder.",
        )
    missing = [f.name for f in fields(kind) if f.name not in data and _is_needed(f)]
    if missing:
        raise Unreadable(f"the stored profile lacks {missing[0]!r}", where=where)
    return kind(**{key: _read(hints[key], value, f"{where}.{key}") for key, value in data.items()})


def _is_needed(part: Field[Any]) -> bool:
    return part.default is MISSING and part.default_factory is MISSING


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, value: Any, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in get_args(kind):
            return None
        return _read(next(part for part in get_args(kind) if part is not type(None)), value, where)
    if origin is tuple:
        return _read_tuple(kind, value, where)
    if origin is dict:
        return _read_mapping(value, where)
    if is_dataclass(kind):
        return _read_record(kind, value, where)
    return _read_scalar(kind, value, where)


def _read_tuple(kind: Any, value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise _unfit(where, value, "a list")
    parts = get_args(kind)
    if parts[-1] is Ellipsis:
        return tuple(_read(parts[0], item, f"{where}[{at}]") for at, item in enumerate(value))
    if len(parts) != len(value):
        raise _unfit(where, value, f"a list of {len(parts)}")
    return tuple(_read(part, item, where) for part, item in zip(parts, value, strict=True))


def _read_mapping(value: Any, where: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _unfit(where, value, "a mapping")
    return {str(key): str(item) for key, item in value.items()}


def _read_scalar(kind: Any, value: Any, where: str) -> Any:
    if kind is date or issubclass(kind, Enum):
        make: Callable[[Any], Any] = date.fromisoformat if kind is date else kind
        try:
            return make(value)
        except (TypeError, ValueError) as error:
            raise _unfit(
                where, value, "a date" if kind is date else f"one of {[each.value for each in kind]}"
            ) from error
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise _unfit(where, value, f"of type {kind.__name__}")
    return value


def _unfit(where: str, value: Any, wanted: str) -> Unreadable:
    return Unreadable(f"{str(value)[:80]!r} is not {wanted}", where=where)
