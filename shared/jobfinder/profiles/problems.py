"""Says what is wrong with a profile file: the key by its path, the value, what is allowed, what was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

_LONGEST_VALUE = 60  # characters of a wrong value that are shown
_MOST_SHOWN = 30


def in_words(error: ValidationError, model: type[BaseModel]) -> str:
    """Return all mistakes, one a line, as one sentence."""
    lines = [_in_words(detail, model) for detail in error.errors()]
    shown = lines[:_MOST_SHOWN]
    if len(lines) > len(shown):
        shown.append(f"... and {len(lines) - len(shown)} more")
    count = "1 mistake" if len(lines) == 1 else f"{len(lines)} mistakes"
    return f"The profile has {count}:\n  " + "\n  ".join(shown) + "\n"


def _in_words(detail: ErrorDetails, model: type[BaseModel]) -> str:
    kind, loc = detail["type"], detail["loc"]
    if kind == "extra_forbidden":
        allowed = _keys_at(model, loc[:-1])
        return f"{_path(loc[:-1]) or 'the file'}: the key {loc[-1]!r} is unknown{_meant(str(loc[-1]), allowed)}"
    if kind == "missing":
        return f"{_path(loc[:-1]) or 'the file'}: {loc[-1]!r} is missing"
    if kind in ("enum", "literal_error"):
        return _not_among(detail, loc)
    return f"{_path(loc)}: {_shown(detail['input'])} {_why(detail)}"


def _not_among(detail: ErrorDetails, loc: tuple[int | str, ...]) -> str:
    expected = str(detail.get("ctx", {}).get("expected", ""))
    allowed = [word.strip("' ") for word in expected.replace(" or ", ", ").split(",")]
    where = loc[:-1] if loc and loc[-1] == "[key]" else loc
    value = detail["input"]
    return (
        f"{_path(where)}: {_shown(value)} is not allowed; it can be {', '.join(allowed)}{_meant(str(value), allowed)}"
    )


def _why(detail: ErrorDetails) -> str:
    if detail["type"] == "value_error":
        return str(detail["msg"]).removeprefix("Value error, ")
    if detail["type"] == "string_pattern_mismatch":
        return _OF_PATTERN.get(str(detail["ctx"]["pattern"]), "is not written as it must be")
    if detail["type"] in ("too_short", "too_long"):
        context = detail["ctx"]
        bound = f"at least {context['min_length']}" if "min_length" in context else f"at most {context['max_length']}"
        return f"must have {bound} {'entry' if bound.endswith(' 1') else 'entries'}"
    return "is not allowed: " + str(detail["msg"]).removeprefix("Input ")


_OF_PATTERN = {
    "^[a-z]{2}$": "is no language code of ISO 639-1 such as en or de",
    "^([A-Z]{2})?$": "is no country code of ISO 3166-1 such as DE or US",
    r"^[A-Za-z0-9][\w .-]{0,63}$": "is no name for a search: letters, digits, spaces, dots and hyphens, at most 64",
}


def _meant(written: str, allowed: list[str]) -> str:
    close = get_close_matches(written.lower().replace("-", "_"), allowed, n=1, cutoff=0.6)
    return f" (did you mean {close[0]!r}?)" if close else ""


def _path(loc: tuple[int | str, ...]) -> str:
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc if part != "[key]")
    return "".join(parts).lstrip(".")


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "it"
    if isinstance(value, list):
        return "the list"
    text = repr(str(value)) if not isinstance(value, (int, float, bool, str, type(None))) else repr(value)
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "...'"


def _keys_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """Return the keys that are allowed where `loc` leads."""
    for part in loc:
        if isinstance(part, str) and part in model.model_fields:
            model = next(_models_in(model.model_fields[part].annotation), model)
    return list(model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if hasattr(annotation, "model_fields"):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
