"""Whether staging and production hold one model key, as far as this machine's files tell; by fingerprints alone.

What the two databases tell is compared when a model is put to work (`models/keys.py`). Here it is enough that the other
environment's file of variables, or its configuration, lies beside ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jobfinder.config.written import read_written
from jobfinder.domain.environments import Environment
from jobfinder.domain.shared_keys import fingerprints, refuse_shared
from jobfinder.errors import Misconfigured
from jobfinder.surroundings import read_variables, variables_file

KEY_VARIABLES = ("ANTHROPIC_API_KEY", "OPENAI_API_KEY")
SHOWN_CHARACTERS = 16  # of a fingerprint, where a person copies it into a file


def mixed_keys(home: Path, environ: Mapping[str, str], values: Mapping[str, Any], names: Environment) -> Iterator[str]:
    """Yield a sentence for a key that is the other environment's too, and for one that is not named as ours.

    `values` are this environment's settings as they are written, variables put in.
    """
    mine = short_fingerprints({**_keys_beside(home, names), **keys_of(environ)})
    where = f"models.key_fingerprints in config/{names.config_file}"
    declared = _declared(values)
    for variable, mark in mine.items():
        if declared and mark not in declared:
            yield f"the key in {variable} (variable {variable}) is none of those that {where} names"
    other = names.other
    theirs = short_fingerprints(_keys_beside(home, other))
    theirs |= {f"models.key_fingerprints, {number}": mark for number, mark in enumerate(_declared_by(home, other), 1)}
    try:
        refuse_shared(mine, theirs, here=names.name, there=f"{other.name} ({_files_of(home, other)})")
    except Misconfigured as error:
        yield f"{error.what}: {error.where}"


def _keys_beside(home: Path, names: Environment) -> dict[str, str]:
    return keys_of(read_variables(variables_file(home, names)))


def _files_of(home: Path, names: Environment) -> str:
    return f"{variables_file(home, names).name}, config/{names.config_file}"


def short_fingerprints(keys: Mapping[str, str]) -> dict[str, str]:
    """Return the beginning of each key's fingerprint by its variable: what a person may read and copy."""
    return {variable: f"sha256:{mark[:SHOWN_CHARACTERS]}" for variable, mark in fingerprints(keys).items()}


def keys_of(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the model keys among variables."""
    return {name: variables[name].strip() for name in KEY_VARIABLES if variables.get(name, "").strip()}


def _declared_by(home: Path, other: Environment) -> tuple[str, ...]:
    try:
        return _declared(read_written(home / "config" / other.config_file).values)
    except Misconfigured:
        return ()  # whether it is there and right is for the other environment's own start to say


def _declared(values: Mapping[str, Any]) -> tuple[str, ...]:
    models = values.get("models")
    named = models.get("key_fingerprints") if isinstance(models, dict) else None
    return tuple(str(each).strip() for each in named) if isinstance(named, list) else ()
