"""The settings: one YAML file per environment, overridden by environment variables, checked before anything starts.

A wrong setting raises Misconfigured, naming the key, the value and the file or variable it came from; all at once.
 Precedence: environment variable, file, default.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from jobfinder.credentials import store_by_credentials
from jobfinder.domain.environments import ENVIRONMENTS, Environment
from jobfinder.domain.quiet_hours import is_within, quiet_span
from jobfinder.domain.topology import DIGEST_TOPIC, FUNCTIONS
from jobfinder.errors import Misconfigured

# Variables of the specification, and where each goes. Any other key: JOB_FINDER_<SECTION>__<KEY>, for example
# JOB_FINDER_SCRAPE__WORKERS=4. STORE=auto is Firestore where GOOGLE_APPLICATION_CREDENTIALS names a
# file that is there, or else SQLite.
VARIABLES = {
    "ENVIRONMENT": ("environment",),
    "STORE": ("storage", "backend"),
    "PROFILE_DATABASE_NAME": ("profile", "firestore", "database_name"),
    "STORAGE_DATABASE_NAME": ("storage", "database_name"),
}
PREFIX = "JOB_FINDER_"


class Section(BaseModel):
    """A group of settings; an unknown key in it is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProfileDatabase(Section):
    """Where the profile is kept."""

    database_name: str


class ProfileSettings(Section):
    """The person and their searches."""

    firestore: ProfileDatabase


class StorageSettings(Section):
    """Where everything else is kept."""

    backend: Literal["sqlite", "firestore"] = "sqlite"
    database_name: str


class AiSettings(Section):
    """The score from which a listing becomes a match."""

    min_match_score: int = Field(ge=0, le=100)


class QueueSettings(Section):
    """How queue items are worked on."""

    lease_seconds: float = Field(default=300.0, ge=1, le=3600)
    max_attempts: int = Field(default=5, ge=1, le=20)
    first_wait_seconds: float = Field(default=30.0, ge=0.1, le=3600)
    workers: int = Field(default=2, ge=1, le=64)


class ScrapeSettings(Section):
    """How often and how widely boards are read."""

    every_hours: float = Field(default=6.0, ge=0.25, le=24 * 31)
    workers: int = Field(default=8, ge=1, le=64)


class FetchSettings(Section):
    """How requests go out; `allow_hosts` are host:port pairs on this machine that may be fetched although private."""

    user_agent: str = Field(default="JobFinder/0.1 (personal job search)", min_length=5, max_length=200)
    timeout_seconds: float = Field(default=20.0, gt=0, le=120)
    host_interval_seconds: float = Field(default=1.0, ge=0, le=60)
    allow_hosts: tuple[str, ...] = ()


class RetentionSettings(Section):
    """After how many days finished queue items go; null keeps them. Defaults are the environment's."""

    succeeded_items_days: int | None = Field(default=None, ge=1)
    failed_items_days: int | None = Field(default=None, ge=1)


class CheckSettings(Section):
    """How postings that no board vouches for are looked at again: so many in one run, so long after they were seen."""

    batch: int = Field(default=50, ge=1, le=1000)
    after_days: float = Field(default=2.0, ge=0.1, le=90)


class NotifySettings(Section):
    """Where the digest goes and what it tells; `urls` are addresses as apprise writes them, and secrets."""

    urls: tuple[SecretStr, ...] = ()
    min_score: int | None = Field(default=None, ge=0, le=100)
    max_matches: int = Field(default=10, ge=1, le=100)
    when_empty: bool = False
    quiet_hours: str | None = None

    @field_validator("urls", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return _split_urls(value)

    @field_validator("quiet_hours")
    @classmethod
    def _allows_the_digest(cls, value: str | None) -> str | None:
        if value is not None and is_within(_digest_time(), quiet_span(value)):
            raise ValueError(f"the digest is sent at {_digest_time():%H:%M} UTC, so none would ever come")
        return value


class AlertSettings(Section):
    """Where alerts go, without a word where the digest goes; at most `per_hour` messages, what is more in one.

    `retries` is how many queue items wait to be tried again when that is worth an alert.
    """

    urls: tuple[SecretStr, ...] = ()
    per_hour: int = Field(default=6, ge=1, le=60)
    retries: int = Field(default=25, ge=1, le=10_000)

    @field_validator("urls", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return _split_urls(value)


_BETWEEN_URLS = r"[\s,]+(?=[A-Za-z][\w+.-]*://)"


def _split_urls(value: Any) -> Any:
    if isinstance(value, str):
        return tuple(re.split(_BETWEEN_URLS, value.strip())) if value.strip() else ()
    return value or ()


def _digest_time() -> time:
    minute, hour = next(one.schedule for one in FUNCTIONS if one.topic == DIGEST_TOPIC).split()[:2]
    return time(int(hour), int(minute))


class PriceSettings(Section):
    """What a model costs: dollars for a million tokens, and the day (2026-11-24) on which somebody looked it up."""

    model: str = Field(min_length=1)
    input: float = Field(ge=0)
    output: float = Field(ge=0)
    cache_read: float = Field(ge=0)
    cache_write: float = Field(ge=0)
    batch_share: float = Field(default=0.5, ge=0, le=1)
    as_of: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")

    @field_validator("as_of", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


class ProviderSettings(Section):
    """One provider of models; its key comes from the environment alone (ANTHROPIC_API_KEY, OPENAI_API_KEY).

    `base_url` makes `openai` any compatible server. `structure` says how that server is asked for JSON.
    """

    provider: Literal["none", "anthropic", "openai"] = "none"
    model: str = ""
    base_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    structure: Literal["json_schema", "json_object", "none"] = "json_schema"


class ModelSettings(ProviderSettings):
    """Whether a language model reads too, which listings, for how much a day; `fallback` is asked where it fails.

    `gate_points` is how far below the threshold a listing may score locally and still be worth a call.
    """

    mode: Literal["direct", "batch"] = "direct"
    daily_budget_usd: float = Field(default=0.5, ge=0, le=1000)
    gate_points: int = Field(default=15, ge=0, le=100)
    max_posting_tokens: int = Field(default=1600, ge=200, le=8000)
    max_output_tokens: int = Field(default=500, ge=200, le=8000)
    timeout_seconds: float = Field(default=60.0, ge=1, le=200)
    thinking: Literal["none", "between_tools", "default"] = "none"
    fallback: ProviderSettings | None = None
    prices: tuple[PriceSettings, ...] = ()


class LoggingSettings(Section):
    """How much is logged, and whether `run` also keeps log files; without a word, where the log directory is there."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    files: bool | None = None


class Settings(Section):
    """Everything that can be set, typed."""

    environment: Literal["staging", "production"] = "staging"
    profile: ProfileSettings
    storage: StorageSettings
    ai: AiSettings
    queue: QueueSettings = QueueSettings()
    scrape: ScrapeSettings = ScrapeSettings()
    fetch: FetchSettings = FetchSettings()
    retention: RetentionSettings = RetentionSettings()
    check: CheckSettings = CheckSettings()
    notify: NotifySettings = NotifySettings()
    alerts: AlertSettings = AlertSettings()
    models: ModelSettings = ModelSettings()
    logging: LoggingSettings = LoggingSettings()

    @field_validator("environment", mode="before")
    @classmethod
    def _lower(cls, value: Any) -> Any:
        return value.strip().lower() if isinstance(value, str) else value

    @property
    def names(self) -> Environment:
        """Return the names that belong to this environment."""
        return ENVIRONMENTS[self.environment]


def load_settings(home: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the checked settings of the environment that `ENVIRONMENT` names (staging where it names none).

    Raises Misconfigured with every problem found.
    """
    environment = environ.get("ENVIRONMENT", "staging").strip().lower()
    if environment not in ENVIRONMENTS:
        raise Misconfigured(
            f"ENVIRONMENT is {environment!r}", where="environment variable", todo=f"Set it to {_either(ENVIRONMENTS)}."
        )
    path = home / "config" / ENVIRONMENTS[environment].config_file
    values = _read_yaml(path)
    origins = _override(values, environ)
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        problems = [_problem(detail, values, origins, path) for detail in error.errors()]
        raise Misconfigured(_listed(problems), where=str(path), todo="Correct it and start again.") from None
    _check_names(settings, path, origins, environment)
    return settings


def _either(names: Mapping[str, object]) -> str:
    return " or ".join(names)


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Misconfigured(
            "There is no configuration file", where=str(path), todo="`jobfinder init` writes one."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(f"The configuration file cannot be read: {error}", where=str(path)) from error
    try:
        values = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise Misconfigured(f"The configuration file is not YAML: {_in_words(error)}", where=str(path)) from None
    if not isinstance(values, dict):
        raise Misconfigured("The configuration file must hold keys and values", where=str(path))
    return values


def _override(values: dict[str, Any], environ: Mapping[str, str]) -> dict[str, str]:
    """Put environment variables into `values`; return which variable each dotted key came from."""
    targets = {name: path for name, path in VARIABLES.items() if environ.get(name)}
    for name in environ:
        section, found, key = name.removeprefix(PREFIX).partition("__")
        if name.startswith(PREFIX) and found:
            targets[name] = (section.lower(), *key.lower().split("__"))
    for name, path in targets.items():
        value = store_by_credentials(environ) if (name, environ[name]) == ("STORE", "auto") else environ[name]
        _put(values, path, _read_value(value, name), name)
    return {".".join(path): name for name, path in targets.items()}


def _in_words(error: yaml.YAMLError) -> str:
    """Return what is wrong and where, without the line itself: it may hold a secret."""
    mark = getattr(error, "problem_mark", None)
    place = f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
    return f"{getattr(error, 'problem', None) or type(error).__name__}{place}"


def _read_value(text: str, variable: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        where = f"environment variable {variable}"
        raise Misconfigured(f"The value cannot be read: {_in_words(error)}", where=where) from None


def _put(values: dict[str, Any], path: tuple[str, ...], value: Any, variable: str) -> None:
    for key in path[:-1]:
        values = values.setdefault(key, {})
        if not isinstance(values, dict):
            raise Misconfigured(f"{key} must hold keys and values", where=f"environment variable {variable}")
    values[path[-1]] = value


def _problem(detail: Any, values: dict[str, Any], origins: Mapping[str, str], path: Path) -> str:
    key = ".".join(str(part) for part in detail["loc"])
    variable = next((name for set_key, name in origins.items() if _touches(set_key, key)), "")
    origin = f"variable {variable}" if variable else path.name
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


_SECRET_KEY = re.compile(r"(notify|alerts)(\.urls.*)?$")


def _listed(problems: list[str]) -> str:
    if len(problems) == 1:
        return problems[0]
    return f"the settings have {len(problems)} mistakes:" + "".join(f"\n  - {problem}" for problem in problems)


def _check_names(settings: Settings, path: Path, origins: Mapping[str, str], environment: str) -> None:
    """Refuse a database or file that belongs to the other environment."""
    names = settings.names
    problems = []
    if settings.environment != environment:
        problems.append(f"environment is {settings.environment!r}, but ENVIRONMENT selects {environment!r}")
    for key, value in (
        ("profile.firestore.database_name", settings.profile.firestore.database_name),
        ("storage.database_name", settings.storage.database_name),
    ):
        if value != names.database:
            origin = f"variable {origins[key]}" if key in origins else path.name
            problems.append(f"{key} is {value!r}, but {names.name}'s database is {names.database!r} ({origin})")
    if problems:
        raise Misconfigured(_listed(problems), where=str(path), todo="Staging and production must not be mixed.")
