"""Every value that the specification of the two environments states is the product's, read from it itself.

The values stand here too, so that they hold where the specification does not lie beside the project.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
import yaml

from jobfinder import wiring
from jobfinder.config import load_settings
from jobfinder.config.limits import limits_of
from jobfinder.domain.environments import ENVIRONMENTS, PRODUCTION, STAGING, Environment
from jobfinder.runtime.log_files import QUEUE_WORKER_LOG, SCHEDULER_LOG
from tests.places import ROOT, SHARED, needs_shared

SPECIFICATION = SHARED / "reference" / "staging-vs-production.md"
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
MIB = {"M": 1, "G": 1024, "MB": 1, "GB": 1024}
STATED: dict[str, dict[str, Any]] = {
    "staging": {
        "database": "portfolio-staging",
        "config_file": "config.yaml",
        "container": "job-finder-staging",
        "network": "job-finder-staging-network",
        "updater": "watchtower-staging",
        "cpu_limit": 1.0,
        "cpu_reservation": 0.25,
        "memory_limit_mib": 1024,
        "memory_reservation_mib": 256,
        "update_every_seconds": 180,
        "log_directory": "logs-staging",
        "data_directory": "data-staging",
        "log_retention_days": 7,
        "min_match_score": 70,
        "succeeded_retention_days": 7,
        "failed_retention_days": 7,
    },
    "production": {
        "database": "portfolio",
        "config_file": "config.production.yaml",
        "container": "job-finder-production",
        "network": "job-finder-production-network",
        "updater": "watchtower-production",
        "cpu_limit": 1.5,
        "cpu_reservation": 0.5,
        "memory_limit_mib": 1536,
        "memory_reservation_mib": 512,
        "update_every_seconds": 300,
        "log_directory": "logs",
        "data_directory": "data",
        "log_retention_days": 30,
        "min_match_score": 80,
        "succeeded_retention_days": 30,
        "failed_retention_days": None,
    },
}
each_environment = pytest.mark.parametrize("names", [STAGING, PRODUCTION], ids=lambda one: one.name)


@each_environment
def test_the_environments_are_as_stated(names: Environment) -> None:
    assert {key: getattr(names, key) for key in STATED[names.name]} == STATED[names.name]
    assert names.match_retention_days is None


@each_environment
def test_the_files_and_what_is_made_of_them_are_as_stated(names: Environment) -> None:
    settings = load_settings(ROOT, {"ENVIRONMENT": names.name})
    assert settings.profile.firestore.database_name == settings.storage.database_name == names.database
    assert settings.ai.min_match_score == names.min_match_score
    limits = limits_of(settings, watch_every_seconds=1)
    assert limits.min_match_score == names.min_match_score
    assert limits.succeeded_retention_days == names.succeeded_retention_days
    assert limits.failed_retention_days == names.failed_retention_days
    assert limits.match_retention_days is None
    assert wiring.database_path(settings, ROOT).relative_to(ROOT).parts == (
        names.data_directory,
        f"{names.database}.db",
    )


def test_staging_logs_more_than_production_and_is_more_permissive() -> None:
    staging, production = (load_settings(ROOT, {"ENVIRONMENT": name}) for name in ENVIRONMENTS)
    levels = logging.getLevelNamesMapping()
    assert levels[staging.logging.level] < levels[production.logging.level]
    assert staging.ai.min_match_score < production.ai.min_match_score


@each_environment
def test_the_variables_of_the_specification_are_those_of_the_containers_and_start_it(names: Environment) -> None:
    variables = COMPOSE["services"][names.container]["environment"]
    stated = {"PROFILE_DATABASE_NAME": names.database, "STORAGE_DATABASE_NAME": names.database}
    assert stated.items() <= variables.items()
    assert load_settings(ROOT, {"ENVIRONMENT": names.name, **stated}).names == names


@each_environment
def test_no_name_of_one_environment_is_the_others(names: Environment) -> None:
    own = {"database", "config_file", "container", "network", "updater", "log_directory", "data_directory", "image_tag"}
    assert all(getattr(names, key) != getattr(names.other, key) for key in own)


# -- the specification itself


def text() -> str:
    return SPECIFICATION.read_text(encoding="utf-8")


def part(names: Environment, chapter: str) -> str:
    """Return what a chapter says of one environment."""
    whole = re.split(r"^### \d+\. ", text(), flags=re.MULTILINE)
    (found,) = [each for each in whole if each.startswith(chapter)]
    parts = re.split(r"^#### ", found, flags=re.MULTILINE)
    return next(each for each in parts if each.startswith(names.name.capitalize()))


def mib(words: str) -> float:
    amount, unit = re.fullmatch(r"([\d.]+)\s*([MG]B?)", words).groups()  # type: ignore[union-attr]
    return float(amount) * MIB[unit]


@needs_shared
@each_environment
def test_the_quick_reference_is_the_environment(names: Environment) -> None:
    rows = [line.strip("| ").split(" | ") for line in text().splitlines() if line.startswith("| **")]
    said = {row[0].strip("*"): row[1 if names is STAGING else 2].strip("`") for row in rows}
    assert said["Database"] == names.database
    assert said["Config File"] == names.config_file
    assert said["Container Name"] == names.container
    assert said["Network"] == names.network
    assert said["CPU Limit"] == f"{names.cpu_limit} CPU"
    assert mib(said["Memory Limit"]) == names.memory_limit_mib
    assert said["Watchtower Interval"] == f"{names.update_every_seconds // 60} minutes"
    assert said["Log Directory"] == f"{names.log_directory}/"
    assert said["Data Directory"] == f"{names.data_directory}/"


@needs_shared
@each_environment
def test_limits_intervals_scores_and_retentions_are_those_of_the_chapters(names: Environment) -> None:
    resources = part(names, "Resource Allocation")
    assert re.findall(r"cpus: '([\d.]+)'", resources) == [f"{names.cpu_limit}", f"{names.cpu_reservation}"]
    amounts = [mib(words) for words in re.findall(r"memory: (\S+)", resources)]
    assert amounts == [names.memory_limit_mib, names.memory_reservation_mib]
    assert f"WATCHTOWER_POLL_INTERVAL={names.update_every_seconds} " in part(names, "Update Strategy")
    configuration = part(names, "Configuration Files")
    assert f"config/{names.config_file}" in configuration
    assert f"min_match_score: {names.min_match_score} " in configuration
    assert configuration.count(f'database_name: "{names.database}"') == 2
    directories = part(names, "Directory Structure")
    assert f"{names.log_directory}/" in directories
    assert f"{names.data_directory}/" in directories
    assert f"**Log Retention:** {names.log_retention_days} days" in directories
    assert re.findall(r"[\w-]+-network", part(names, "Network Isolation"))[0] == names.network
    lifecycle = part(names, "Data Lifecycle")
    kept = re.search(r"Queue items: (.*)", lifecycle)
    assert kept is not None
    assert kept[1].startswith(f"{names.succeeded_retention_days} days")
    assert ("indefinite (failed)" in kept[1]) is (names.failed_retention_days is None)
    assert f"Logs: {names.log_retention_days} days" in lifecycle
    for variable in ("PROFILE_DATABASE_NAME", "STORAGE_DATABASE_NAME"):
        assert f"{variable}={names.database}\n" in part(names, "Database Configuration")


@needs_shared
@each_environment
def test_the_log_files_have_the_names_of_the_specification(names: Environment) -> None:
    files = re.findall(r"(\w+\.log)\b", part(names, "Directory Structure"))
    assert set(files) == {SCHEDULER_LOG, QUEUE_WORKER_LOG}
