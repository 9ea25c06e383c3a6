"""Where postings come from: one file per kind of board, found by its `SOURCE`; adding a board is adding a file.

Importing this package imports no source: each is loaded when the first one is asked for.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from jobfinder.errors import Misconfigured
from jobfinder.ports import Board, SourceType

# These take any URL of their form, so every vendor is asked before them, and they in this order.
_ANY_SITE = ("feed", "sitemap", "jobposting_page")


@cache
def types() -> tuple[SourceType, ...]:
    """Return all kinds of source, in the order in which they are asked whether a URL is theirs."""
    modules = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    found: list[SourceType] = [module.SOURCE for module in modules if hasattr(module, "SOURCE")]
    return tuple(sorted(found, key=lambda source: (_turn(source.type), source.type)))


def _turn(name: str) -> int:
    return _ANY_SITE.index(name) + 1 if name in _ANY_SITE else 0


def source_type(name: str) -> SourceType:
    """Return the kind of source of that name. Raises Misconfigured, naming those that exist."""
    for source in types():
        if source.type == name:
            return source
    known = ", ".join(source.type for source in types())
    raise Misconfigured(f"There is no kind of source called {name!r}", todo=f"Known are: {known}.")


def recognise(url: str) -> tuple[SourceType, Board] | None:
    """Return the kind of source and the board that a URL belongs to, None where it is no web address at all."""
    for source in types():
        board = source.recognise(url)
        if board is not None:
            return source, board
    return None
