"""The skills themselves, one module a field; `entries.py` explains the format, `docs/profile.md` how to add one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

_MODULES = (
    "software",
    "web",
    "data",
    "ai",
    "cloud",
    "security",
    "design",
    "product",
    "hardware",
    "engineering",
    "business",
    "care",
    "trades",
)


def tools() -> Iterator[Mapping[str, str]]:
    """Yield, field by field, the families of named tools: products, languages, standards one can list in a row."""
    for name in _MODULES:
        yield import_module(f"{__name__}.{name}").TOOLS


def subjects() -> Iterator[Mapping[str, str]]:
    """Yield, field by field, the families of subjects and methods."""
    for name in _MODULES:
        yield import_module(f"{__name__}.{name}").SUBJECTS
