"""Reads a YAML (or JSON) file that a person wrote, safely: no bombs, no doubled keys, no endless nesting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jobfinder.errors import Misconfigured

MAX_BYTES = 1_000_000
_MOST_VALUES = 50_000  # after aliases are followed; a bomb of a few lines unfolds to billions


def read_text(path: Path, *, what: str = "profile") -> str:
    """Return the text of a small file. Raises Misconfigured where it is missing, not a file, too large or no text."""
    where = str(path)
    try:
        if path.is_dir():
            raise Misconfigured(f"The {what} is a folder, not a file", where=where)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise Misconfigured(f"The {what} has {size:,} bytes; at most {MAX_BYTES:,} are read", where=where)
        return decoded(path.read_bytes(), where, what)
    except FileNotFoundError:
        todo = "Copy config/profile.example.yaml, or import a résumé with `jobfinder profile import FILE`."
        raise Misconfigured(f"There is no {what}", where=where, todo=todo) from None
    except OSError as error:
        raise Misconfigured(f"The {what} cannot be read: {error.strerror}", where=where) from error


def decoded(body: bytes, where: str, what: str) -> str:
    """Return bytes as text. Raises Misconfigured where they are no text."""
    encoding = "utf-16" if body[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        todo = "Save it as text in UTF-8."
        raise Misconfigured(
            f"The {what} is not text: byte {error.start} cannot be read", where=where, todo=todo
        ) from None
    if "\x00" in text:
        raise Misconfigured(f"The {what} is not text but a binary file", where=where)
    return text


def parse_mapping(text: str, where: str, *, what: str = "profile") -> dict[str, Any]:
    """Return the mapping that YAML (or JSON) text holds. Raises Misconfigured with the line of a mistake."""
    import yaml

    try:
        value = yaml.load(text, Loader=_loader())  # noqa: S506 a SafeLoader
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error, where, what) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error).splitlines()[0]
        raise Misconfigured(f"The {what} is not YAML: {reason}", where=where) from None
    if value is None:
        raise Misconfigured(f"The {what} is empty", where=where, todo="config/profile.example.yaml shows every key.")
    if not isinstance(value, dict):
        raise Misconfigured(f"The {what} must hold keys and values, not {_kind(value)}", where=where)
    _check_size(value, where, what)
    return value


def _not_yaml(error: Any, where: str, what: str) -> Misconfigured:
    mark = error.problem_mark or error.context_mark
    at = f"{where}, line {mark.line + 1}, column {mark.column + 1}" if mark else where
    return Misconfigured(f"The {what} is not YAML: {error.problem or error.context}", where=at)


def _kind(value: Any) -> str:
    return "a list" if isinstance(value, list) else f"only {str(value)[:40]!r}"


def _loader() -> Any:
    """Return a safe loader that refuses a key given twice, which YAML would silently let win."""
    import yaml

    class Loader(yaml.SafeLoader):
        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
            seen: set[str] = set()
            for key, _ in node.value:
                if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                    if key.value in seen:
                        raise yaml.constructor.ConstructorError(
                            None, None, f"the key {key.value!r} is given twice", key.start_mark
                        )
                    seen.add(key.value)
            return super().construct_mapping(node, deep=deep)

    return Loader


def _check_size(value: Any, where: str, what: str) -> None:
    """Refuse a file whose aliases unfold without bound, or in a circle."""
    counted: dict[int, int] = {}
    if _count(value, counted, set()) > _MOST_VALUES:
        raise Misconfigured(f"The {what} unfolds to more than {_MOST_VALUES:,} values", where=where)


def _count(value: Any, counted: dict[int, int], within: set[int]) -> int:
    """Return how many values `value` unfolds to; a circle counts as without bound."""
    if not isinstance(value, (dict, list)):
        return 1
    known = id(value)
    if known in within:
        return _MOST_VALUES + 1
    if known not in counted:
        within.add(known)
        inside = value.values() if isinstance(value, dict) else value
        counted[known] = 1 + sum(_count(item, counted, within) for item in inside)
        within.discard(known)
    return counted[known]
