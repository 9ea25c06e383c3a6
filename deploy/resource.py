"""One thing that has to exist: how to see it, make it, correct it and take it away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Command = tuple[str, ...]  # the words after `gcloud`


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A thing with a name. `look` lists all of its kind, so that a failure to look is never taken for absence.

    `is_it` finds it in the list; `is_right` says whether it is as it should be. Without `update` it cannot be wrong.
    Without `delete` it goes away with something else, or stays.
    """

    kind: str
    name: str
    look: Command
    is_it: Callable[[Any], bool]
    create: Command
    is_right: Callable[[Any], bool] = lambda _: True
    update: Command | None = None
    delete: Command | None = None


def field(item: Any, path: str) -> Any:
    """Return what lies at a dotted path, None where nothing does."""
    for key in path.split("."):
        item = item.get(key) if isinstance(item, dict) else None
    return item


def called(name: str, key: str = "name") -> Callable[[Any], bool]:
    """Return whether a listed thing is the one of this name, bare or at the end of a path."""
    return lambda item: str(field(item, key) or "").rpartition("/")[2] == name


def has(wanted: Mapping[str, Any]) -> Callable[[Any], bool]:
    """Return whether a listed thing holds these values (dotted path -> value), whatever else it holds."""
    return lambda item: all(field(item, path) == value for path, value in wanted.items())
