"""Reads a configuration file into plain values, and knows on which line each key stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from jobfinder.errors import Misconfigured

try:
    from yaml import CSafeLoader as _Loader  # ten times as fast, where PyYAML was built with libyaml
except ImportError:
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Written:
    """What a file says, and the line of each dotted key ("queue.workers": 17)."""

    path: Path
    values: dict[str, Any]
    lines: dict[str, int]

    def origin(self, key: str) -> str:
        """Return the file, and the line of a key or of the nearest one around it: "config.yaml:17"."""
        while key and key not in self.lines:
            key = key.rpartition(".")[0]
        return f"{self.path.name}:{self.lines[key]}" if key else self.path.name


def read_written(path: Path) -> Written:
    """Return what the file says. Raises Misconfigured where it cannot be read, or a key stands twice."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        todo = "`jobfinder init` writes one."
        raise Misconfigured("There is no configuration file", where=str(path), todo=todo) from None
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(f"The configuration file cannot be read: {error}", where=str(path)) from error
    try:
        values, lines = _read(text, path)
    except yaml.YAMLError as error:
        raise Misconfigured(f"The configuration file is not YAML: {in_words(error)}", where=str(path)) from None
    if not isinstance(values, dict):
        raise Misconfigured("The configuration file must hold keys and values", where=str(path))
    return Written(path, values, lines)


def read_value(text: str, variable: str) -> Any:
    """Return the value that a variable's text means. Raises Misconfigured."""
    try:
        return yaml.load(text, _Loader)
    except yaml.YAMLError as error:
        where = f"environment variable {variable}"
        raise Misconfigured(f"The value cannot be read: {in_words(error)}", where=where) from None


def in_words(error: yaml.YAMLError) -> str:
    """Return what is wrong and where, without the line itself: it may hold a secret."""
    mark = getattr(error, "problem_mark", None)
    place = f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
    return f"{getattr(error, 'problem', None) or type(error).__name__}{place}"


def _read(text: str, path: Path) -> tuple[Any, dict[str, int]]:
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        lines: dict[str, int] = {}
        for key, line in _keys(root, ""):
            if key in lines:
                what = f"{key} stands twice, on line {lines[key]} and on line {line}"
                raise Misconfigured(what, where=str(path), todo="Take one of them out.")
            lines[key] = line
        return (loader.construct_document(root) if root is not None else None), lines
    finally:
        loader.dispose()


def _keys(node: yaml.Node | None, prefix: str, around: tuple[yaml.Node, ...] = ()) -> Iterator[tuple[str, int]]:
    """Yield each key of mappings in mappings, with its line; what stands in lists has the list's line."""
    if isinstance(node, yaml.MappingNode) and node not in around:  # an alias may lead back to what is around it
        for name, value in node.value:
            key = f"{prefix}{getattr(name, 'value', '')}"
            yield key, name.start_mark.line + 1
            yield from _keys(value, f"{key}.", (*around, node))
