"""The person's side: profile files, résumés in any form, and the checks that keep nonsense out.

Importing this package costs nothing; each function loads what it needs (pydantic, yaml, pypdf, python-docx) when used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jobfinder.profiles.imported import Imported, read_profile_file, summary_lines
    from jobfinder.profiles.yaml_profile import dump_profile, load_profile, parse_profile, unknown_skills

__all__ = [
    "Imported",
    "dump_profile",
    "load_profile",
    "parse_profile",
    "read_profile_file",
    "summary_lines",
    "unknown_skills",
]
_HOMES = {
    "Imported": "imported",
    "read_profile_file": "imported",
    "summary_lines": "imported",
    "dump_profile": "yaml_profile",
    "load_profile": "yaml_profile",
    "parse_profile": "yaml_profile",
    "unknown_skills": "yaml_profile",
}


def __getattr__(name: str) -> Any:
    """Return a name of this package from the module it lives in (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
