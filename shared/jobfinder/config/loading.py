"""From the file and the variables to checked settings; every problem is told at once, with its key, value and origin.

Precedence: environment variable, file, default. What names the environment may be said in several places, but never
differently: there nothing takes precedence, and nothing starts.
"""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from jobfinder.config.mixing import Saying, mixed_up
from jobfinder.config.settings import Settings
from jobfinder.config.variables import override
from jobfinder.config.written import Written, read_written
from jobfinder.errors import Misconfigured
from jobfinder.surroundings import named_environment

_MIXED = "Staging and production must not be mixed: correct the side that is wrong."
_WRONG = "Correct it and start again."


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings with the origin of each: the variable that set a dotted key, and the file with its lines."""

    settings: Settings
    written: Written
    variables: Mapping[str, str]

    def origin(self, key: str) -> str:
        """Return where the value of a dotted key comes from: a variable, a file and line, or "default"."""
        around = [key.rsplit(".", parts)[0] for parts in range(key.count(".") + 1)]
        if variable := next((self.variables[each] for each in around if each in self.variables), ""):
            return variable
        return self.written.origin(key) if key in self.written.lines else "default"


def load_settings(home: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the checked settings of the environment that `ENVIRONMENT` names (staging where it names none).

    This is the check that all three ways to run start with. Raises Misconfigured with every problem found.
    """
    return read_settings(home, environ).settings


def read_settings(home: Path, environ: Mapping[str, str] = os.environ) -> Loaded:
    """Return what `load_settings` does, with the origin of each value. Raises Misconfigured."""
    names = named_environment(environ)
    written = read_written(home / "config" / names.config_file)
    values: dict[str, Any] = copy.deepcopy(written.values)
    variables, contradicting = override(values, environ)
    settings, problems = _validated(values, variables, written)
    mixed = [*contradicting, *mixed_up(Saying(written, environ, names, values), home)]
    if settings is None or mixed:
        raise Misconfigured(_listed([*problems, *mixed]), where=str(written.path), todo=_MIXED if mixed else _WRONG)
    return Loaded(settings, written, variables)


def _validated(
    values: dict[str, Any], variables: Mapping[str, str], written: Written
) -> tuple[Settings | None, list[str]]:
    try:
        return Settings.model_validate(values), []
    except ValidationError as error:
        return None, [_problem(detail, variables, written) for detail in error.errors()]


def _problem(detail: Any, variables: Mapping[str, str], written: Written) -> str:
    key = ".".join(str(part) for part in detail["loc"])
    variable = next((name for set_key, name in variables.items() if _touches(set_key, key)), "")
    origin = f"variable {variable}" if variable else written.origin(key)
    if detail["type"] == "extra_forbidden":
        return f"{key} is not a setting ({origin})"
    if detail["type"] == "missing":
        return f"{key} is missing ({origin})"
    if _SECRET_KEY.match(key):
        return f"the value of {key} (not shown, as it may be a secret): {detail['msg'].lower()} ({origin})"
    return f"{key} is {detail['input']!r}: {detail['msg'].lower()} ({origin})"


def _touches(set_key: str, key: str) -> bool:
    """Return whether what a variable set lies at a key, around it or in it."""
    return f"{key}.".startswith(f"{set_key}.") or f"{set_key}.".startswith(f"{key}.")


_SECRET_KEY = re.compile(r"((notify|alerts)(\.urls.*)?|fetch\.proxy)$")


def _listed(problems: list[str]) -> str:
    if len(problems) == 1:
        return problems[0]
    return f"the settings have {len(problems)} mistakes:" + "".join(f"\n  - {problem}" for problem in problems)
