"""The two environments and every name that belongs to one of them; no name belongs to both.

The values are the specification's ("Staging vs Production"): change them there first.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """All that one environment owns. A retention of None keeps for ever."""

    name: str
    database: str
    config_file: str  # in config/
    data_directory: str
    log_directory: str
    log_retention_days: int
    min_match_score: int
    succeeded_retention_days: int
    failed_retention_days: int | None
    match_retention_days: int | None
    container: str
    network: str
    image_tag: str  # staging's follows every push, production's the release tags only
    cpu_limit: float  # CPUs
    cpu_reservation: float
    memory_limit_mib: int
    memory_reservation_mib: int
    update_every_seconds: int  # how often Watchtower looks for a new image

    @property
    def updater(self) -> str:
        """Return the name of the Watchtower that updates this environment's container, and no other."""
        return f"watchtower-{self.name}"

    @property
    def ending(self) -> str:
        """Return what its names of topics, functions, accounts and secrets end in: production's are bare."""
        return "" if self.name == "production" else f"-{self.name}"

    @property
    def other(self) -> Environment:
        """Return the other environment."""
        return PRODUCTION if self.name == STAGING.name else STAGING

    def topic(self, topic: str) -> str:
        """Return this environment's name of a topic."""
        return f"{topic}{self.ending}"


STAGING = Environment(
    name="staging",
    database="portfolio-staging",
    config_file="config.yaml",
    data_directory="data-staging",
    log_directory="logs-staging",
    log_retention_days=7,
    min_match_score=70,
    succeeded_retention_days=7,
    failed_retention_days=7,
    match_retention_days=None,  # "can be purged anytime": by hand, never by the clock
    container="job-finder-staging",
    network="job-finder-staging-network",
    image_tag="staging",
    cpu_limit=1.0,
    cpu_reservation=0.25,
    memory_limit_mib=1024,
    memory_reservation_mib=256,
    update_every_seconds=180,
)
PRODUCTION = Environment(
    name="production",
    database="portfolio",
    config_file="config.production.yaml",
    data_directory="data",
    log_directory="logs",
    log_retention_days=30,
    min_match_score=80,
    succeeded_retention_days=30,
    failed_retention_days=None,
    match_retention_days=None,  # matches are permanent
    container="job-finder-production",
    network="job-finder-production-network",
    image_tag="production",
    cpu_limit=1.5,
    cpu_reservation=0.5,
    memory_limit_mib=1536,
    memory_reservation_mib=512,
    update_every_seconds=300,
)
ENVIRONMENTS = {environment.name: environment for environment in (STAGING, PRODUCTION)}
