"""`jobfinder config`: are the settings right, and where does each come from?"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.table import Column
from jobfinder.cli.text import one_line
from jobfinder.domain.environments import ENVIRONMENTS, Environment
from jobfinder.domain.topology import SCRAPE_TOPIC

app = new_app("Check the settings and say where each comes from.")

_SECRET = re.compile(r"token(?!s\b)|secret(?!s_end_in)|password|passwd|api_?key|credential|webhook", re.IGNORECASE)
_LOGIN = re.compile(r"(?<=://)[^/@\s]+(?=@)")
_QUERY = re.compile(r"(?<=://)([^?#\s]+)[?#][^\s,]*")  # of an address: some servers take their key there


@dataclass(frozen=True, slots=True)
class Shown:
    """One environment's settings as shown: by key, each with its origin; or the problem that forbids them."""

    names: Environment
    values: Mapping[str, str]
    origins: Mapping[str, str]
    problem: str = ""
    missing_file: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)  # each key's fingerprint, a model's or a board's, by variable
    advice: tuple[str, ...] = ()


@app.callback()
def _group() -> None:
    """Check the settings and say where each comes from."""


@app.command(
    cls=Command,
    epilog=examples("config check", "config check --json"),
)
def check(json: Json = False) -> int:
    """Show the effective settings of both environments side by side, and refuse what is wrong (exit code 3).

    Each value has its origin: a variable, a file and line, or the default. The environment in use is the one that
    ENVIRONMENT names (staging without it): ENVIRONMENT=production jobfinder config check. The other is shown as its
    files have it: its configuration, and .env.production or .env.staging beside it. Secrets are masked; the key of a
    model or a board is shown by its fingerprint.
    """
    from jobfinder.surroundings import named_environment, read_variables, variables_file
    from jobfinder.wiring import home

    folder, chosen = home(), named_environment()
    of_other = read_variables(variables_file(folder, chosen.other))
    shown = [_shown(one, folder, os.environ if one is chosen else of_other) for one in ENVIRONMENTS.values()]
    in_use = next(each for each in shown if each.names is chosen)
    problems = [each for each in shown if each.problem and (each is in_use or not each.missing_file)]
    database_problem = "" if in_use.problem else _database_problem(folder)
    if json:
        output.print_json(_as_json(shown, in_use, database_problem))
    else:
        _print(shown, in_use)
        for each in problems:
            output.say()
            output.say(f"Error in {each.names.name}: {each.problem}")
        if database_problem:
            output.say(f"Error: {database_problem}")
        for words in in_use.advice:
            output.say(f"Recommended: {words}")
    return Exit.MISCONFIGURED if problems or database_problem else Exit.OK


def _shown(names: Environment, folder: Path, environ: Mapping[str, str]) -> Shown:
    from jobfinder.config import read_settings
    from jobfinder.config.advice import advice
    from jobfinder.errors import Misconfigured

    try:
        loaded = read_settings(folder, {**environ, "ENVIRONMENT": names.name})
    except Misconfigured as error:
        missing = not (folder / "config" / names.config_file).exists()
        return Shown(names, {}, {}, str(error), missing_file=missing)
    values = {key: _masked(key, value) for key, value in _flat(loaded.settings.model_dump())}
    origins = {key: loaded.origin(key) for key in values}
    if "ENVIRONMENT" not in environ:
        origins["environment"] = loaded.written.origin("environment")
    return Shown(names, values, origins, keys=_fingerprints(folder, environ, names), advice=(*advice(loaded.settings),))


def _fingerprints(folder: Path, environ: Mapping[str, str], names: Environment) -> dict[str, str]:
    """Return what stands for each key, so that two can be told apart and one be named in a file; never the key."""
    from jobfinder.config.keys import KEY_VARIABLES, short_fingerprints
    from jobfinder.fetch.keys import KEYS
    from jobfinder.surroundings import read_variables, variables_file

    variables, shown = {**read_variables(variables_file(folder, names)), **environ}, (*KEY_VARIABLES, *KEYS)
    marks = short_fingerprints({name: variables.get(name, "") for name in shown})
    return {name: marks.get(name, "(none)") for name in shown}


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _in_one(value: Any) -> str:
    """Return one of several values; of a group of keys (a model's prices) each with its name."""
    return " ".join(f"{key}={each}" for key, each in value.items()) if isinstance(value, Mapping) else str(value)


def _masked(key: str, value: Any) -> str:
    if value in (None, ""):
        return "(none)"
    if _SECRET.search(key):
        return "••••••"
    shown = ", ".join(map(_in_one, value)) or "(none)" if isinstance(value, list | tuple) else str(value)
    return _QUERY.sub(r"\1?••••", _LOGIN.sub("••••", shown))


def _database_problem(folder: Path) -> str:
    """Return what is wrong with the database of the environment in use, "" where it is right or not made yet."""
    from jobfinder.config import load_settings
    from jobfinder.errors import JobFinderError
    from jobfinder.wiring import database_path, open_store

    settings = load_settings(folder)
    if settings.storage.backend == "sqlite" and not database_path(settings, folder).exists():
        return ""
    try:
        open_store(settings, folder).close_store()
    except JobFinderError as error:
        return str(error)
    return ""


def _print(shown: list[Shown], in_use: Shown) -> None:
    titles = [f"{each.names.name.upper()}{' (in use)' if each is in_use else ''}" for each in shown]
    columns = (
        Column("SETTING"),
        Column(""),
        *(Column(title, shrinks=1) for title in titles),
        Column("FROM (in use)", shrinks=2),
    )
    rows = [
        (name, "≠" if len(set(values)) > 1 else "", *(one_line(value, 60) for value in values), origin)
        for name, values, origin in _compared(shown, in_use)
    ]
    output.print_table(columns, rows)
    output.say("≠ stands where the two differ.")


def _compared(shown: list[Shown], in_use: Shown) -> Iterator[tuple[str, list[str], str]]:
    """Yield each setting with its value in both environments, then what an environment fixes whatever is set."""
    for key in dict.fromkeys(key for each in shown for key in each.values):
        yield key, [each.values.get(key, "-") for each in shown], in_use.origins.get(key, "-")
    for variable in dict.fromkeys(variable for each in shown for variable in each.keys):
        yield variable, [each.keys.get(variable, "-") for each in shown], "variable"
    fixed = [_fixed(each.names) for each in shown]
    for name in fixed[0]:
        yield name, [each[name] for each in fixed], "fixed"


def _fixed(names: Environment) -> dict[str, str]:
    """Return what belongs to an environment and cannot be set."""
    return {
        "configuration": f"config/{names.config_file}",
        "database": names.database,
        "data": f"{names.data_directory}/",
        "logs": f"{names.log_directory}/, {names.log_retention_days} days",
        "matches kept": "for ever" if names.match_retention_days is None else f"{names.match_retention_days} days",
        "scrape topic": names.topic(SCRAPE_TOPIC),
        "container": names.container,
        "network": names.network,
        "image tag": names.image_tag,
        "limits": f"{names.cpu_limit} CPU, {names.memory_limit_mib} MiB",
        "reserved": f"{names.cpu_reservation} CPU, {names.memory_reservation_mib} MiB",
        "looks for updates": f"every {names.update_every_seconds} s",
    }


def _as_json(shown: list[Shown], in_use: Shown, database_problem: str) -> dict[str, Any]:
    return {
        "environment": in_use.names.name,
        "database_problem": database_problem,
        "differs": [name for name, values, _ in _compared(shown, in_use) if len(set(values)) > 1],
        **{
            each.names.name: {
                "problem": each.problem,
                "settings": {key: {"value": each.values[key], "from": each.origins[key]} for key in each.values},
                "keys": each.keys,
                "fixed": _fixed(each.names),
                "advice": each.advice,
            }
            for each in shown
        },
    }
