"""docker-compose.yml against the specification of the two environments, value by value."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from jobfinder.domain.environments import ENVIRONMENTS, PRODUCTION, STAGING, Environment
from tests.containers.composing import FILE, PROFILES, by_compose, by_hand, has_compose, readers
from tests.places import ROOT

MIB = 1 << 20
SCOPE = "com.centurylinklabs.watchtower.scope"
both = pytest.mark.parametrize("environment", [STAGING, PRODUCTION], ids=lambda one: one.name)
read_twice = pytest.mark.parametrize("read", readers())


def app(environment: Environment, read: Any = by_hand, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = read(environment.name, **more)["services"][environment.container]
    return found


def updater(environment: Environment, read: Any = by_hand, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = read(environment.name, **more)["services"][environment.updater]
    return found


def test_the_names_and_amounts_are_those_of_the_specification() -> None:
    """The table of "Staging vs Production", word for word: all else here is compared with these values."""
    names = [(one.container, one.network, one.updater, one.database, one.config_file) for one in (STAGING, PRODUCTION)]
    assert names == [
        (
            "job-finder-staging",
            "job-finder-staging-network",
            "watchtower-staging",
            "portfolio-staging",
            "config.yaml",
        ),
        (
            "job-finder-production",
            "job-finder-production-network",
            "watchtower-production",
            "portfolio",
            "config.production.yaml",
        ),
    ]
    amounts = [(one.cpu_limit, one.memory_limit_mib, one.update_every_seconds) for one in (STAGING, PRODUCTION)]
    assert amounts == [(1.0, 1024, 180), (1.5, 1536, 300)]
    assert [(one.cpu_reservation, one.memory_reservation_mib) for one in (STAGING, PRODUCTION)] == [
        (0.25, 256),
        (0.5, 512),
    ]
    directories = [(one.log_directory, one.log_retention_days, one.data_directory) for one in (STAGING, PRODUCTION)]
    assert directories == [("logs-staging", 7, "data-staging"), ("logs", 30, "data")]


@read_twice
@both
def test_a_profile_holds_its_container_and_its_updater_and_nothing_of_the_other(
    read: Any, environment: Environment
) -> None:
    found = read(environment.name)
    assert set(found["services"]) == {environment.container, environment.updater}
    assert {one["container_name"] for one in found["services"].values()} == {environment.container, environment.updater}
    assert {name: (one["name"], one["driver"]) for name, one in found["networks"].items()} == {
        environment.network: (environment.network, "bridge")
    }
    assert all(one["networks"] == [environment.network] for one in found["services"].values())


@read_twice
@both
def test_limits_and_reservations(read: Any, environment: Environment) -> None:
    found = app(environment, read)
    assert found["limits"] == {
        "cpus": environment.cpu_limit,
        "memory": environment.memory_limit_mib * MIB,
        "pids": 256,
    }
    assert found["reservations"] == {
        "cpus": environment.cpu_reservation,
        "memory": environment.memory_reservation_mib * MIB,
    }


@read_twice
@both
def test_the_environment_is_said_in_every_variable_and_no_variable_of_the_host_changes_it(
    read: Any, environment: Environment
) -> None:
    meddled = {"ENVIRONMENT": "other", "PROFILE_DATABASE_NAME": "other", "STORAGE_DATABASE_NAME": "other"}
    for environ in ({}, meddled):
        assert app(environment, read, environ=environ)["environment"] == {
            "ENVIRONMENT": environment.name,
            "JOB_FINDER_OWNS__CONTAINER": environment.container,
            "JOB_FINDER_OWNS__NETWORK": environment.network,
            "PROFILE_DATABASE_NAME": environment.database,
            "STORAGE_DATABASE_NAME": environment.database,
            "STORE": "auto",
            "GOOGLE_APPLICATION_CREDENTIALS": "/app/credentials/serviceAccountKey.json",
        }


@read_twice
@both
def test_the_store_can_be_named_for_each_environment(read: Any, environment: Environment) -> None:
    environ = {f"{environment.name.upper()}_STORE": "firestore"}
    assert app(environment, read, environ=environ)["environment"]["STORE"] == "firestore"


@both
def test_each_environment_has_a_file_of_keys_of_its_own_that_may_be_missing(environment: Environment) -> None:
    assert app(environment)["env_file"] == [{"path": f".env.{environment.name}", "required": False}]


@read_twice
@both
def test_volumes(read: Any, environment: Environment) -> None:
    assert app(environment, read)["volumes"] == {
        "/app/credentials": ("credentials", True),
        "/app/config": ("config", True),
        f"/app/{environment.log_directory}": (environment.log_directory, False),
        f"/app/{environment.data_directory}": (environment.data_directory, False),
    }


@read_twice
@both
def test_the_container_may_do_nothing_it_need_not(read: Any, environment: Environment) -> None:
    found = app(environment, read)
    assert found["user"] == "10001:10001"
    assert found["read_only"] is True
    assert found["tmpfs"] == ["/tmp:size=64m,mode=1777,noexec,nosuid,nodev"]
    assert found["cap_drop"] == ["ALL"]
    assert found["security_opt"] == ["no-new-privileges:true"]
    assert not {"ports", "privileged", "cap_add", "network_mode", "pid", "ipc"} & found.keys()


@read_twice
@both
def test_it_lives_for_long(read: Any, environment: Environment) -> None:
    found = app(environment, read)
    assert found["init"] is True
    assert found["restart"] == "unless-stopped"
    assert found["stop_grace_period"] == 30
    assert found["hostname"] == environment.container
    assert found["logging"] == {"driver": "json-file", "options": {"max-size": "10m", "max-file": "5"}}


@read_twice
@both
def test_the_health_check(read: Any, environment: Environment) -> None:
    assert app(environment, read)["healthcheck"] == {
        "test": ["CMD", "jobfinder", "health"],
        "interval": 300,
        "retries": 3,
        "timeout": 20,
        "start_period": 120,
    }


@read_twice
@both
def test_watchtower_looks_as_often_as_specified_within_its_own_scope_only(read: Any, environment: Environment) -> None:
    found = updater(environment, read)
    assert found["image"] == "nickfedor/watchtower:1.20.2"
    assert found["environment"] == {
        "WATCHTOWER_POLL_INTERVAL": str(environment.update_every_seconds),
        "WATCHTOWER_SCOPE": environment.name,
        "WATCHTOWER_CLEANUP": "true",
        "WATCHTOWER_ROLLING_RESTART": "true",
        "WATCHTOWER_TIMEOUT": "30s",
        "WATCHTOWER_NOTIFICATION_URL": "",
    }
    assert found["labels"] == app(environment, read)["labels"] == {SCOPE: environment.name}
    assert found["volumes"] == {"/var/run/docker.sock": ("/var/run/docker.sock", True)}
    assert found["restart"] == "unless-stopped"
    assert (found["cap_drop"], found["read_only"]) == (["ALL"], True)


@read_twice
@both
def test_watchtower_tells_where_its_environment_says(read: Any, environment: Environment) -> None:
    url = "discord://token@id"
    environ = {f"{environment.name.upper()}_WATCHTOWER_NOTIFICATION_URL": url}
    assert updater(environment, read, environ=environ)["environment"]["WATCHTOWER_NOTIFICATION_URL"] == url
    other = PRODUCTION if environment is STAGING else STAGING
    assert updater(other, read, environ=environ)["environment"]["WATCHTOWER_NOTIFICATION_URL"] == ""


@both
def test_nothing_links_a_container_to_another_which_would_forbid_rolling_restarts(environment: Environment) -> None:
    services = by_hand(environment.name)["services"].values()
    assert not any({"depends_on", "links", "volumes_from"} & one.keys() for one in services)


@read_twice
def test_the_environments_share_no_name_and_no_folder_they_write(read: Any) -> None:
    found = read("staging", "production")
    assert set(found["services"]) == {one for each in ENVIRONMENTS.values() for one in (each.container, each.updater)}
    staging, production = (found["services"][one.container] for one in (STAGING, PRODUCTION))
    written = [
        {source for source, read_only in one["volumes"].values() if not read_only} for one in (staging, production)
    ]
    assert written == [{"logs-staging", "data-staging"}, {"logs", "data"}]
    assert not {*staging["networks"]} & {*production["networks"]}
    assert staging["image"] != production["image"]


@read_twice
@both
def test_each_environment_follows_an_image_tag_of_its_own(read: Any, environment: Environment) -> None:
    assert app(environment, read)["image"] == f"localhost/job-finder:{environment.image_tag}"
    environ = {"JOB_FINDER_IMAGE": "registry.example/me/job-finder", f"{environment.name.upper()}_TAG": "1.2.3"}
    assert app(environment, read, environ=environ)["image"] == "registry.example/me/job-finder:1.2.3"


@read_twice
def test_the_emulator_profile_reaches_nothing_real(read: Any) -> None:
    found = read("emulator")
    assert set(found["services"]) == {"job-finder-emulator", "firestore-emulator", "pubsub-emulator"}
    assert {network for one in found["services"].values() for network in one["networks"]} == {
        "job-finder-emulator-network"
    }
    application = found["services"]["job-finder-emulator"]
    assert application["environment"] == {
        "ENVIRONMENT": "staging",
        "PROFILE_DATABASE_NAME": "portfolio-staging",
        "STORAGE_DATABASE_NAME": "portfolio-staging",
        "STORE": "firestore",
        "GOOGLE_CLOUD_PROJECT": "demo-job-finder",
        "FIRESTORE_EMULATOR_HOST": "firestore-emulator:8080",
        "PUBSUB_EMULATOR_HOST": "pubsub-emulator:8085",
    }
    assert "env_file" not in application
    assert set(application["volumes"]) == {"/app/config"}
    assert application["limits"] == app(STAGING)["limits"]


@read_twice
@pytest.mark.parametrize("profile", PROFILES)
def test_every_image_is_pinned_every_service_is_limited_and_its_log_rotated(read: Any, profile: str) -> None:
    for name, service in read(profile)["services"].items():
        assert ":" in service["image"].rpartition("/")[2], name
        assert not service["image"].endswith(":latest"), name
        assert {"cpus", "memory"} <= service["limits"].keys(), name
        assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name


@pytest.mark.parametrize("profile", PROFILES)
def test_our_own_reading_is_that_of_compose(profile: str) -> None:
    if not has_compose():
        return  # then there is nothing to compare with, and our own reading is all there is
    ours, theirs = by_hand(profile), by_compose(profile)
    for name, service in theirs["services"].items():
        same = {key: value for key, value in service.items() if key not in {"deploy", "build", "command", "entrypoint"}}
        mine = {key: ours["services"][name].get(key) for key in same if key not in {"depends_on", "ports"}}
        assert json.dumps({key: same[key] for key in mine}, sort_keys=True) == json.dumps(mine, sort_keys=True)


def test_without_a_profile_nothing_starts() -> None:
    services = yaml.safe_load(FILE.read_text(encoding="utf-8"))["services"]
    assert all(service["profiles"] for service in services.values())


def test_the_image_is_made_of_what_is_pinned() -> None:
    text = (ROOT / "Dockerfile.local").read_text(encoding="utf-8")
    bases = [line.split()[1] for line in text.splitlines() if line.startswith("FROM ")]
    assert set(bases) == {"python:3.13-slim"}
    assert len(bases) == 2
    assert "--require-hashes -r" in text


def test_what_is_private_is_not_sent_to_the_engine() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    let_in = [rule[1:] for rule in rules if rule.startswith("!")]
    assert let_in == ["requirements/functions.txt", "functions", "shared", "config"]
    assert {"config/profile.yaml", "config/sources.yaml", "**/.*"} <= set(rules)
