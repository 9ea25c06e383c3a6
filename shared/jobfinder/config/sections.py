"""The groups of settings, typed; each key says what it means, and docs/configuration.md is made from that."""

from __future__ import annotations

import re
from datetime import time
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from jobfinder.domain.quiet_hours import is_within, quiet_span
from jobfinder.domain.topology import DIGEST_TOPIC, FUNCTIONS


class Section(BaseModel):
    """A group of settings; an unknown key in it is an error."""

    # built once, as part of the whole: a validator for each section alone is never used
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class ProfileDatabase(Section):
    """Which database the profile is in."""

    database_name: str = Field(description="The environment's database, and no other.")


class ProfileSettings(Section):
    """Where the profile is kept."""

    firestore: ProfileDatabase


class StorageSettings(Section):
    """Where everything else is kept."""

    backend: Literal["sqlite", "firestore"] = Field(
        default="sqlite",
        description="A file in the data directory, or a Firestore database. The variable STORE may also say `auto`: "
        "Firestore where the service account's key is there, or else SQLite.",
    )
    database_name: str = Field(description="The environment's database, and no other.")
    project: str | None = Field(
        default=None,
        min_length=1,
        description="The Google Cloud project. Without it, the credentials' own.",
    )


class OwnedSettings(Section):
    """What belongs to this environment alone. It chooses nothing: each name is held against the environment."""

    container: str | None = Field(default=None, description="The name of its container.")
    network: str | None = Field(default=None, description="The name of the container's network.")
    data_directory: str | None = Field(default=None, description="The folder that its data are in.")
    log_directory: str | None = Field(default=None, description="The folder that its log files are in.")
    topics_end_in: str | None = Field(
        default=None, description="What the names of its topics, functions and service accounts end in."
    )
    secrets_end_in: str | None = Field(default=None, description="What the names of its secrets end in.")


class AiSettings(Section):
    """What becomes a match."""

    min_match_score: int = Field(
        ge=0, le=100, description="The score from which a listing becomes a match; a search may say its own."
    )


class QueueSettings(Section):
    """How queue items are worked on."""

    lease_seconds: float = Field(
        default=300.0,
        ge=1,
        le=3600,
        description="How long a worker may hold an item before another may take it; longer than a function may run.",
    )
    max_attempts: int = Field(default=5, ge=1, le=20, description="How often an item is tried before it has failed.")
    first_wait_seconds: float = Field(
        default=30.0, ge=0.1, le=3600, description="The wait after a first failure; each further one doubles it."
    )
    workers: int = Field(default=2, ge=1, le=64, description="Items scored at the same time by one process.")


class ScrapeSettings(Section):
    """How often and how widely boards are read."""

    every_hours: float = Field(default=6.0, ge=0.25, le=24 * 31, description="How often each board is read.")
    workers: int = Field(default=8, ge=1, le=64, description="Boards read at the same time by one process.")
    jobspy: bool = Field(
        default=False,
        description="Whether searches on LinkedIn, Indeed, Glassdoor and ZipRecruiter may be read at all.",
    )


class FetchSettings(Section):
    """How requests go out."""

    user_agent: str = Field(
        default="JobFinder/0.1 (personal job search)",
        min_length=5,
        max_length=200,
        description="What we call ourselves. Add a way to reach you.",
    )
    timeout_seconds: float = Field(default=20.0, gt=0, le=120, description="How long a whole answer may take.")
    host_interval_seconds: float = Field(
        default=1.0, ge=0, le=60, description="The least time between two requests to one host."
    )
    allow_hosts: tuple[str, ...] = Field(
        default=(), description="host:port pairs on this machine that may be fetched although private, for trying out."
    )
    robots: bool = Field(default=True, description="Whether a page's robots.txt is asked first, and kept to.")
    robots_exempt: tuple[str, ...] = Field(
        default=(), description="Hosts whose owners have allowed you to read them whatever their robots.txt says."
    )
    proxy: SecretStr | None = Field(
        default=None, description='"http://host:3128", or "none"; null takes what HTTPS_PROXY and NO_PROXY say.'
    )


class RetentionSettings(Section):
    """After how many days finished queue items go. Matches stay, and so does whatever you touched."""

    succeeded_items_days: int | None = Field(
        default=None, ge=1, description="Those that succeeded; null keeps them. Not said: the environment's own."
    )
    failed_items_days: int | None = Field(
        default=None, ge=1, description="Those that failed; null keeps them. Not said: the environment's own."
    )


class CheckSettings(Section):
    """How postings that no board vouches for are looked at again, every six hours."""

    batch: int = Field(default=50, ge=1, le=1000, description="How many at most in one run.")
    after_days: float = Field(default=2.0, ge=0.1, le=90, description="Those that were not seen for so long.")


class NotifySettings(Section):
    """Where the digest goes and what it tells."""

    urls: tuple[SecretStr, ...] = Field(
        default=(),
        description="Addresses as https://github.com/caronc/apprise/wiki writes them. They are secrets: better set by "
        "the variable than in the file.",
    )
    min_score: int | None = Field(
        default=None, ge=0, le=100, description="Only matches this strong; null: every match."
    )
    max_matches: int = Field(default=10, ge=1, le=100, description="How many at most in one digest.")
    when_empty: bool = Field(default=False, description="Whether one is sent although nothing is new.")
    quiet_hours: str | None = Field(
        default=None,
        description='Hours in UTC, as "22:00-06:00", in which nothing but urgent alerts is sent. The digest goes at '
        "06:30.",
    )

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
    """Where alerts go."""

    urls: tuple[SecretStr, ...] = Field(
        default=(), description="As in notify.urls, and secrets too. Without one: where the digest goes."
    )
    per_hour: int = Field(default=6, ge=1, le=60, description="How many messages at most; what is more comes in one.")
    retries: int = Field(
        default=25,
        ge=1,
        le=10_000,
        description="How many queue items wait to be tried again when that is an alert.",
    )

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


class LoggingSettings(Section):
    """What is logged."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="The least that is logged.")
    files: bool | None = Field(
        default=None,
        description="Whether `run` keeps log files besides its output; null: where the log directory is there.",
    )
