"""docs/self-hosting.md: every command, name, number and variable in it is that of the files it speaks of."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import pytest
from benchmarks.containers import SIZES

from jobfinder.cli.catalogue import ENTRIES
from jobfinder.domain.environments import ENVIRONMENTS, PRODUCTION, STAGING, Environment
from jobfinder.runtime.heartbeat import STALLED_AFTER_SECONDS
from jobfinder.runtime.watchdog import HUNG_AFTER_SECONDS
from jobfinder.wiring import WATCH_EVERY_SECONDS
from tests.containers.composing import FILE, PROFILES, by_hand
from tests.containers.engine import REVISION, VERSION, Home, docker
from tests.guides import parse
from tests.places import ROOT
from tests.unit.test_promote_guide import CHECKS

GUIDE = (ROOT / "docs" / "self-hosting.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (.*)$", GUIDE, re.MULTILINE)
SERVICES = by_hand(*PROFILES)["services"]


def words_of(command: str) -> list[str]:
    words = shlex.split(command)
    while "=" in words[0]:
        words = words[1:]
    return words


@pytest.mark.parametrize("command", [each for each in COMMANDS if "docker compose" in each])
def test_compose_is_called_with_what_the_file_holds(command: str) -> None:
    words = words_of(command)
    assert words[:3] == ["docker", "compose", "--profile"]
    assert words[3] in PROFILES
    assert words[4:6] in (["up", "-d"], ["run", "--rm"])
    services, own = (words[6:], []) if words[4] == "up" else (words[6:7], words[7:])
    assert set(services) <= SERVICES.keys()
    if own:
        parse(shlex.join(["jobfinder", *own]))


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.startswith(("docker exec", "docker logs"))])
def test_containers_and_commands_are_called_by_their_names(command: str) -> None:
    _, verb, container, *words = words_of(command)
    assert container in {service["container_name"] for service in SERVICES.values()}
    if verb == "exec" and words[0] == "jobfinder":
        assert words[1] in ENTRIES


def test_every_kind_of_command_is_one_that_is_checked() -> None:
    kinds = {" ".join(words_of(command)[:2]) for command in COMMANDS}
    assert kinds == {
        "docker build",
        "docker run",
        "docker compose",
        "docker exec",
        "docker logs",
        "mkdir -p",
        "sudo chown",
    }


@pytest.mark.parametrize("environment", [STAGING, PRODUCTION], ids=lambda one: one.name)
def test_the_image_is_built_under_the_name_that_is_started_and_the_folders_made_are_those_mounted(
    environment: Environment,
) -> None:
    service = SERVICES[environment.container]
    assert f"docker build -f Dockerfile.local -t {service['image']} ." in COMMANDS
    written = {source for source, read_only in service["volumes"].values() if not read_only}
    for beginning in ("mkdir -p ", "sudo chown -R 10001:10001 "):
        named = [set(command.removeprefix(beginning).split()) for command in COMMANDS if command.startswith(beginning)]
        assert any(written <= folders for folders in named)
    assert service["user"] == "10001:10001"


@pytest.mark.parametrize("environment", [STAGING, PRODUCTION], ids=lambda one: one.name)
def test_the_table_is_what_the_environments_are(environment: Environment) -> None:
    table = GUIDE.partition("## Production beside it")[2].partition("They share")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ") and "---" not in line]
    column = 1 if environment is STAGING else 2
    said = {row[0]: row[column] for row in rows[1:]}
    assert said == {
        "container": f"`{environment.container}`",
        "network": f"`{environment.network}`",
        "database": f"`{environment.database}`",
        "configuration": f"`config/{environment.config_file}`",
        "data": f"`{environment.data_directory}/`",
        "logs": f"`{environment.log_directory}/`, {environment.log_retention_days} days",
        "limits": f"{environment.cpu_limit} CPU, {environment.memory_limit_mib / 1024:g} GiB",
        "reserved": f"{environment.cpu_reservation} CPU, {environment.memory_reservation_mib} MiB",
        "looks for updates": f"every {environment.update_every_seconds} s",
    }


def test_every_variable_named_is_one_that_the_file_reads_and_none_is_left_out() -> None:
    named = set(re.findall(r"^([A-Z_]+)=", GUIDE, re.MULTILINE))
    read = set(re.findall(r"\$\{(\w+)", FILE.read_text(encoding="utf-8")))
    assert named == read - {"VERSION", "REVISION"}  # those are the pipeline's


def test_the_figures_are_those_of_the_code() -> None:
    assert f"for {STALLED_AFTER_SECONDS:.0f} seconds" in " ".join(GUIDE.split())
    assert f"every {WATCH_EVERY_SECONDS['firestore']:.0f} seconds instead of ten times a second" in " ".join(
        GUIDE.split()
    )
    assert WATCH_EVERY_SECONDS["sqlite"] == 0.1
    assert f"hung for {HUNG_AFTER_SECONDS / 60:.0f} minutes" in " ".join(GUIDE.split())
    check = SERVICES[STAGING.container]["healthcheck"]
    assert f"every {check['interval'] // 60} minutes" in GUIDE
    assert f"{check['retries']} red answers in a row" in GUIDE


def test_the_figures_are_of_each_volume_under_each_limit_and_stay_within_it() -> None:
    rows = re.findall(r"^\| (\w+) \| ([\d,]+) \| ([\d.]+) \| (\d+) \| (\d+) MiB \|$", GUIDE, re.MULTILINE)
    measured = [(name, int(items.replace(",", ""))) for name, items, *_ in rows]
    assert measured == [(one.name, size) for one in (STAGING, PRODUCTION) for size in SIZES]
    for name, items, seconds, rate, peak_mib in rows:
        assert int(peak_mib) < ENVIRONMENTS[name].memory_limit_mib
        assert abs(int(items.replace(",", "")) / float(seconds) - int(rate)) <= max(1, 0.05 * int(rate))


def test_every_file_and_link_named_is_there() -> None:
    for target in re.findall(r"\]\(([\w./-]+)\)", GUIDE):
        assert (ROOT / "docs" / target).is_file(), target


@pytest.fixture(scope="module")
def running(image: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """Both environments at work, as the guides have them."""
    home = Home(tmp_path_factory.mktemp("running"), image)
    home.up(STAGING, PRODUCTION)
    home.wait_until_well(STAGING, PRODUCTION)
    yield home
    home.remove_containers()


@pytest.mark.alone
@pytest.mark.timeout(600)
def test_the_backup_of_the_guide_is_a_whole_database(running: Home) -> None:
    (command,) = [each for each in COMMANDS if each.endswith("jobfinder backup")]
    _, _, container, *words = words_of(command)
    assert container == PRODUCTION.container
    folder = docker("exec", running.name(PRODUCTION), *words).stdout.strip()
    assert folder.startswith(f"/app/{PRODUCTION.data_directory}/backups/{PRODUCTION.database}-")
    check = running.execute(PRODUCTION, "jobfinder", "verify", folder, "--json")
    assert '"intact": true' in check.stdout, check.stderr
    assert '"collection": "profiles"' in check.stdout


@pytest.mark.alone
@pytest.mark.timeout(600)
def test_the_checks_and_the_roll_back_of_a_promotion_can_be_followed(running: Home) -> None:
    """docs/promote.md, with an engine: what is looked at before and after, then an older release in its place."""
    containers = {one.container: running.name(one) for one in (STAGING, PRODUCTION)}
    backup, said = "", {}
    for name, check in CHECKS:
        if check.startswith("docker ") and "| grep" not in check:
            words = shlex.split(check.replace("FOLDER", backup))
            said[name] = docker(*(containers.get(word, word) for word in words[1:])).stdout.strip()
        if name == "a backup is there":
            backup = said[name].rpartition("/")[2]
    assert said["it started"].split() == ["running", "0", VERSION]
    assert said["staging runs what you mean"] == REVISION
    docker("tag", f"{running.image}:production", f"{running.image}:1.2.2")
    running.up(PRODUCTION, variables={"PRODUCTION_TAG": "1.2.2"})
    assert running.inspect(PRODUCTION)["Config"]["Image"] == f"{running.image}:1.2.2"
    running.wait_until_well(PRODUCTION)
