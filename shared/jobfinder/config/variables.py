"""Environment variables over a file's values: two variables for one key must agree, and each key knows its variable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jobfinder.config.written import read_value
from jobfinder.credentials import store_by_credentials
from jobfinder.errors import Misconfigured

# Variables of the specification, and where each goes. Any other key: JOB_FINDER_<SECTION>__<KEY>, for example
# JOB_FINDER_SCRAPE__WORKERS=4. STORE=auto is Firestore where GOOGLE_APPLICATION_CREDENTIALS names a
# file that is there, or else SQLite.
VARIABLES = {
    "ENVIRONMENT": ("environment",),
    "STORE": ("storage", "backend"),
    "PROFILE_DATABASE_NAME": ("profile", "firestore", "database_name"),
    "STORAGE_DATABASE_NAME": ("storage", "database_name"),
    "GOOGLE_CLOUD_PROJECT": ("storage", "project"),
}
PREFIX = "JOB_FINDER_"

Path = tuple[str, ...]


def variable_of(key: str) -> str:
    """Return the variable that sets a dotted key: the specification's own, or the one that any key has."""
    path = tuple(key.split("."))
    named = next((name for name, target in VARIABLES.items() if target == path), None)
    if named or len(path) < 2:
        return named or ""
    return f"{PREFIX}{'__'.join(path).upper()}"


def override(values: dict[str, Any], environ: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Put environment variables into `values`; return which variable each dotted key came from, and what contradicts.

    A whole section comes before its parts. Raises Misconfigured for a value that cannot be read or has no place.
    """
    origins: dict[str, str] = {}
    problems = []
    for name, path in sorted(_targets(environ).items(), key=lambda item: (len(item[1]), item[0])):
        key, value = ".".join(path), value_of(name, environ)
        first = origins.setdefault(key, name)
        if (said := value_of(first, environ)) != value:
            problems.append(f"{key} is {value!r} (variable {name}), but it is {said!r} too (variable {first})")
        _put(values, path, value, name)
    return origins, problems


def variables_for(key: str, environ: Mapping[str, str]) -> list[str]:
    """Return the variables that say something of a dotted key, or of a section around it."""
    return sorted(name for name, path in _targets(environ).items() if f"{key}.".startswith(f"{'.'.join(path)}."))


def target_of(variable: str) -> str:
    """Return the dotted key that a variable sets; any variable of the prefix sets one."""
    path = VARIABLES.get(variable) or tuple(variable.removeprefix(PREFIX).lower().split("__"))
    return ".".join(path)


def value_of(variable: str, environ: Mapping[str, str]) -> Any:
    """Return the value that a variable gives its key. Raises Misconfigured for one that cannot be read."""
    text = environ[variable].strip()
    if (variable, text) == ("STORE", "auto"):
        return store_by_credentials(environ)
    return (
        text if variable in VARIABLES else read_value(text, variable)
    )  # a project called 12345 is a name all the same


def _targets(environ: Mapping[str, str]) -> dict[str, Path]:
    named = [name for name in VARIABLES if environ.get(name)]
    prefixed = [name for name in environ if name.startswith(PREFIX) and "__" in name.removeprefix(PREFIX)]
    return {name: tuple(target_of(name).split(".")) for name in (*named, *prefixed)}


def _put(values: dict[str, Any], path: Path, value: Any, variable: str) -> None:
    for key in path[:-1]:
        if values.get(key) is None:
            values[key] = {}
        values = values[key]
        if not isinstance(values, dict):
            raise Misconfigured(f"{key} must hold keys and values", where=f"environment variable {variable}")
    values[path[-1]] = value
