"""Writes docs/configuration.md from the typed settings: every key, its type, default, values, variable and meaning.

    python scripts/make_config_docs.py

A test fails where the file is not what this prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jobfinder.config import VARIABLES, PriceSettings, ProviderSettings, Settings, read_settings
from jobfinder.config.loading import Loaded
from jobfinder.config.variables import variable_of
from jobfinder.domain.environments import PRODUCTION, STAGING, Environment
from jobfinder.fetch.keys import KEYS
from jobfinder.surroundings import EMULATORS, NOTHING_REAL

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "configuration.md"
HEAD = ("key", "type", "default", "staging", "production", "variable", "meaning")

INTRODUCTION = """\
# Configuration

Made by `python scripts/make_config_docs.py` from the settings themselves. Two files, one for each environment:
`config/config.yaml` is staging's (and the laptop's), `config/config.production.yaml` is production's. The variable
`ENVIRONMENT` chooses; without it, it is staging. `jobfinder init` writes both files. `jobfinder config check` shows
what holds here, where each value comes from (a variable, a file and line, or the default), and both environments side
by side.

## What takes precedence

1. an environment variable;
2. the environment's file;
3. the default.

Each key has a variable. Its name is `JOB_FINDER_`, the section and the key, joined by two underscores:
`JOB_FINDER_SCRAPE__WORKERS=4`. The value is read as YAML, so a list is `'["a", "b"]'`. Some keys have a variable that
is named otherwise, and then either will do:

| variable | key |
| --- | --- |"""

MIDDLE = """
`STORE=auto` is Firestore where `GOOGLE_APPLICATION_CREDENTIALS` names a file that is there, or else SQLite. One of
these that is empty counts as not set; only an empty `ENVIRONMENT` is refused.

Nothing takes precedence where two things contradict each other. Two variables that say different things of one key are
refused, and so is a key that stands twice in the file. What names the environment (the databases, and whatever stands
under `owns`) is refused if it is the other environment's wherever it is said, even where something else overrides it;
so is a project that file, variable and service account key do not agree on. The message names both sides: key, value,
and file and line or variable. [environments.md](environments.md) lists all that is compared.

An unknown key, a wrong type or a value out of range is refused too. All that is wrong is told at once, with exit code
3, before any database is opened.

## Keys

Type, default and bounds are the code's; the values are those that the two files come with."""

OTHERS = {
    "`JOB_FINDER_HOME`": "The folder with `config/` and the data; without it, the current folder.",
    "`ANTHROPIC_API_KEY`, `OPENAI_API_KEY`": "The key of a model. "
    "In containers they come from `.env.staging` and `.env.production`.",
    **{
        ", ".join(f"`{name}`" for name, (host, _) in KEYS.items() if host == board): "A board's key, "
        f"sent to `{board}` only; to be had at <{page}>."
        for board, page in KEYS.values()
    },
    "`GOOGLE_APPLICATION_CREDENTIALS`": "The service account's key file, for Firestore.",
    ", ".join(f"`{name}`" for name in EMULATORS): "Emulators. "
    f"Production is refused with them, unless its project begins with `{NOTHING_REAL}`.",
    "`JOB_FINDER_DEBUG`": "Show the log, and the trace of an error.",
    "`NO_COLOR`": "Print without colours.",
}
TYPES = {"integer": "whole number", "number": "number", "string": "text", "boolean": "true or false", "null": "null"}


def config_docs() -> str:
    """Return the document."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield INTRODUCTION
    yield from (f"| `{name}` | `{'.'.join(path)}` |" for name, path in VARIABLES.items())
    yield MIDDLE
    loaded = [read_settings(ROOT, {"ENVIRONMENT": one.name}) for one in (STAGING, PRODUCTION)]
    schema = Settings.model_json_schema()
    yield from _section("", "", schema, schema, loaded)
    yield from _listed("models.prices", PriceSettings, loaded)
    yield from _listed("models.fallback", ProviderSettings, loaded)
    yield from _fixed()
    yield from ("", "## Variables that are no settings", "", "| variable | meaning |", "| --- | --- |")
    yield from (f"| {name} | {meaning} |" for name, meaning in OTHERS.items())


def _section(
    prefix: str, title: str, section: Mapping[str, Any], schema: Mapping[str, Any], loaded: list[Loaded]
) -> Iterator[str]:
    """Yield a section's table, then those of the sections in it."""
    inner = {name: _resolved(field, schema) for name, field in section["properties"].items()}
    keys = {name: field for name, field in inner.items() if "properties" not in field}
    if title:
        yield from ("", f"### {title}", "", section["description"].replace("\n", " "))
    if keys:
        yield from ("", f"| {' | '.join(HEAD)} |", f"|{' --- |' * len(HEAD)}")
    for name, field in keys.items():
        yield _row(f"{prefix}{name}", field, loaded, required=name in section.get("required", ()))
    for name, field in inner.items():
        if name not in keys:
            yield from _section(f"{prefix}{name}.", f"{prefix}{name}", field, schema, loaded)


def _resolved(field: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the section that a field refers to, or the field itself."""
    reference = str(field.get("$ref", ""))
    return schema["$defs"][reference.rpartition("/")[2]] if reference else field


def _row(key: str, field: Mapping[str, Any], loaded: list[Loaded], *, required: bool) -> str:
    default = "required" if required else _shown(field.get("default"))
    values = [_shown(_value_at(each.settings.model_dump(mode="json"), key)) for each in loaded]
    if key == "models.prices":
        default, values = "`[]`", ["a table" for _ in values]
    cells = (f"`{key}`", _type(field), default, *values, f"`{variable_of(key)}`", _escaped(field["description"]))
    return f"| {' | '.join(cells)} |"


def _value_at(values: Any, key: str) -> Any:
    for part in key.split("."):
        values = values[part]
    return values


def _shown(value: Any) -> str:
    if value is None:
        return "`null`"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, list | tuple):
        return f"`[{', '.join(map(str, value))}]`"
    if isinstance(value, float) and value.is_integer():
        return f"`{value:.0f}`"
    return f"`{value}`" if value != "" else '`""`'


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


def _type(field: Mapping[str, Any]) -> str:
    """Return a JSON schema's type in words, with its bounds."""
    if "anyOf" in field:
        return "; or ".join(_type(each) for each in field["anyOf"])
    if "enum" in field:
        return ", ".join(f"`{each}`" for each in field["enum"])
    kind = field.get("type", "")
    if kind == "array":
        return f"list of {_type(field['items'])}s"
    words = TYPES.get(kind, "section")
    least, most = field.get("minimum"), field.get("maximum")
    if "exclusiveMinimum" in field:
        return f"{words}, above {field['exclusiveMinimum']:g}, at most {most:g}"
    if least is not None and most is not None:
        return f"{words}, {least:g} to {most:g}"
    return f"{words}, {least:g} or more" if least is not None else words


def _listed(key: str, kind: type[Any], loaded: list[Loaded]) -> Iterator[str]:
    """Yield the table of what an entry of a list, or an optional section, holds."""
    section = kind.model_json_schema()
    many = isinstance(_value_at(loaded[0].settings.model_dump(), key), tuple)
    yield from ("", f"### {key}{', each' if many else ''}", "", section["description"], "")
    yield from ("| key | type | default | meaning |", "| --- | --- | --- | --- |")
    for name, field in section["properties"].items():
        default = "required" if name in section.get("required", ()) else _shown(field.get("default"))
        yield f"| `{name}` | {_type(field)} | {default} | {_escaped(field['description'])} |"


def _fixed() -> Iterator[str]:
    yield from (
        "",
        "## What an environment fixes",
        "",
        "No setting changes these.",
        "",
    )
    yield from ("| | staging | production |", "| --- | --- | --- |")
    rows = [list(_facts(names)) for names in (STAGING, PRODUCTION)]
    yield from (f"| {name} | {one} | {other} |" for (name, one), (_, other) in zip(*rows, strict=True))


def _facts(names: Environment) -> Iterator[tuple[str, str]]:
    yield "database", f"`{names.database}`"
    yield "configuration file", f"`config/{names.config_file}`"
    yield "data directory", f"`{names.data_directory}/`"
    yield "log directory", f"`{names.log_directory}/`"
    yield "logs are kept", f"{names.log_retention_days} days"
    yield "a match begins at, by its file", f"{names.min_match_score} points"
    yield "queue items that succeeded are kept", f"{names.succeeded_retention_days} days"
    failed = names.failed_retention_days
    yield "queue items that failed are kept", f"{failed} days" if failed else "for ever"
    yield "matches are kept", "for ever" if names.match_retention_days is None else f"{names.match_retention_days} days"
    yield "container", f"`{names.container}`"
    yield "network", f"`{names.network}`"
    yield "image tag", f"`{names.image_tag}`"
    yield "limits", f"{names.cpu_limit} CPU, {names.memory_limit_mib} MiB"
    yield "reserved", f"{names.cpu_reservation} CPU, {names.memory_reservation_mib} MiB"
    yield "looks for updates", f"every {names.update_every_seconds} seconds"
    yield "names of topics, functions, accounts and secrets end in", f"`{names.ending}`" if names.ending else "nothing"


if __name__ == "__main__":
    TARGET.write_text(config_docs(), encoding="utf-8")
    print(f"wrote {TARGET}")
