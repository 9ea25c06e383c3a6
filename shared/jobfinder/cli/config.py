"""`jobfinder config`: are the settings right, and where does each come from?"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.table import Column
from jobfinder.cli.text import one_line

app = new_app("Check the settings and say where each comes from.")

_SECRET = re.compile(r"token(?!s\b)|secret|password|passwd|api_?key|credential|webhook", re.IGNORECASE)
_LOGIN = re.compile(r"(?<=://)[^/@\s]+(?=@)")


@dataclass(frozen=True, slots=True)
class Shown:
    """One environment's settings as shown: by key, each with its origin; or the problem that forbids them."""

    environment: str
    values: Mapping[str, str]
    origins: Mapping[str, str]
    problem: str = ""
    missing_file: bool = False
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

    The environment in use is the one that ENVIRONMENT names (staging without it): ENVIRONMENT=production jobfinder
    config check. The other is shown as its file alone has it. Secrets are masked.
    """
    from jobfinder.domain.environments import ENVIRONMENTS
    from jobfinder.errors import Misconfigured
    from jobfinder.wiring import home

    chosen = os.environ.get("ENVIRONMENT", "staging").strip().lower()
    if chosen not in ENVIRONMENTS:
        raise Misconfigured(
            f"ENVIRONMENT is {chosen!r}", where="environment variable", todo=f"Set it to {' or '.join(ENVIRONMENTS)}."
        )
    shown = [_shown(name, home(), os.environ if name == chosen else {}) for name in ENVIRONMENTS]
    in_use = next(each for each in shown if each.environment == chosen)
    problems = [each for each in shown if each.problem and (each is in_use or not each.missing_file)]
    database_problem = "" if in_use.problem else _database_problem(home())
    if json:
        output.print_json(_as_json(shown, chosen, database_problem))
    else:
        _print(shown, chosen)
        for each in problems:
            output.say()
            output.say(f"Error in {each.environment}: {each.problem}")
        if database_problem:
            output.say(f"Error: {database_problem}")
        for words in in_use.advice:
            output.say(f"Recommended: {words}")
    return Exit.MISCONFIGURED if problems or database_problem else Exit.OK


def _shown(name: str, folder: Path, environ: Mapping[str, str]) -> Shown:
    from jobfinder.config import load_settings
    from jobfinder.config.advice import advice
    from jobfinder.domain.environments import ENVIRONMENTS
    from jobfinder.errors import Misconfigured

    path = folder / "config" / ENVIRONMENTS[name].config_file
    try:
        settings = load_settings(folder, {**environ, "ENVIRONMENT": name})
    except Misconfigured as error:
        return Shown(name, {}, {}, str(error), missing_file=not path.exists())
    values = dict(_flat(settings.model_dump()))
    written, variables = dict(_flat(_as_written(path))), _variables(environ)
    origins = {key: variables.get(key, path.name if key in written else "default") for key in values}
    shown = {key: _masked(key, value) for key, value in values.items()}
    return Shown(name, shown, origins, advice=tuple(advice(settings)))


def _as_written(path: Path) -> dict[str, Any]:
    import yaml

    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    return values if isinstance(values, dict) else {}


def _variables(environ: Mapping[str, str]) -> dict[str, str]:
    """Return which variable sets each dotted key; see config.py for the two kinds of names."""
    from jobfinder.config import PREFIX, VARIABLES

    named = {".".join(path): name for name, path in VARIABLES.items() if environ.get(name)}
    prefixed = {
        name.removeprefix(PREFIX).replace("__", ".").lower(): name
        for name in environ
        if name.startswith(PREFIX) and "__" in name
    }
    return {**named, **prefixed}


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _masked(key: str, value: Any) -> str:
    if value in (None, ""):
        return "(none)"
    if _SECRET.search(key):
        return "••••••"
    shown = ", ".join(map(str, value)) or "(none)" if isinstance(value, list | tuple) else str(value)
    return _LOGIN.sub("••••", shown)


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


def _print(shown: list[Shown], chosen: str) -> None:
    keys = dict.fromkeys(key for each in shown for key in each.values)
    titles = [f"{each.environment.upper()}{' (in use)' if each.environment == chosen else ''}" for each in shown]
    in_use = next(each for each in shown if each.environment == chosen)
    columns = (
        Column("SETTING"),
        *(Column(title, shrinks=1) for title in titles),
        Column("FROM (in use)", shrinks=2),
    )
    rows = [
        (key, *(one_line(each.values.get(key, "-"), 60) for each in shown), in_use.origins.get(key, "-"))
        for key in keys
    ]
    rows += _names(shown)
    output.print_table(columns, rows)


def _names(shown: list[Shown]) -> list[tuple[str, ...]]:
    """Return what an environment fixes, whatever the settings say."""
    from jobfinder.domain.environments import ENVIRONMENTS

    fixed = [ENVIRONMENTS[each.environment] for each in shown]
    return [
        ("data", *(f"{names.data_directory}/" for names in fixed), "fixed"),
        ("logs", *(f"{names.log_directory}/, {names.log_retention_days} days" for names in fixed), "fixed"),
        ("scrape topic", *(names.topic("job-finder-scrape") for names in fixed), "fixed"),
        ("matches kept", *("for ever" for _ in fixed), "fixed"),
    ]


def _as_json(shown: list[Shown], chosen: str, database_problem: str) -> dict[str, Any]:
    return {
        "environment": chosen,
        "database_problem": database_problem,
        **{
            each.environment: {
                "problem": each.problem,
                "advice": list(each.advice),
                "settings": {key: {"value": each.values[key], "from": each.origins[key]} for key in each.values},
            }
            for each in shown
        },
    }
