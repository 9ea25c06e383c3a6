"""A container that is started with something of the other environment does not start, and says both sides."""

from __future__ import annotations

import pytest

from jobfinder.cli.exit_codes import Exit
from jobfinder.domain.environments import PRODUCTION, STAGING, Environment
from tests.containers.engine import USER, Home, run_once

pytestmark = [pytest.mark.alone, pytest.mark.timeout(600)]
both = pytest.mark.parametrize("names", [STAGING, PRODUCTION], ids=lambda one: one.name)


def started(home: Home, names: Environment, data: str, *options: str) -> tuple[int, str]:
    """Run the image as compose would, but for the folder mounted as its data and what the options say."""
    mounts = {"config": "config:ro", data: names.data_directory, names.log_directory: names.log_directory}
    volumes = [word for source, target in mounts.items() for word in ("-v", f"{home.folder / source}:/app/{target}")]
    words = ("--user", USER, "-e", f"ENVIRONMENT={names.name}", *volumes, *options)
    done = run_once(home.image, "run", options=words)
    return done.returncode, done.stderr


@both
def test_the_data_of_the_other_environment_are_not_taken_for_its_own(home: Home, names: Environment) -> None:
    code, told = started(home, names, names.other.data_directory)
    assert code == Exit.MISCONFIGURED, told
    for words in (repr(names.other.data_directory), repr(names.data_directory), f"ENVIRONMENT is {names.name!r}"):
        assert words in told
    assert not list((home.folder / names.other.data_directory).iterdir())


@both
@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--hostname={}", "container"),
        ("--env=JOB_FINDER_OWNS__NETWORK={}", "network"),
        ("--env=STORAGE_DATABASE_NAME={}", "database"),
    ],
)
def test_a_name_of_the_other_environment_is_refused(home: Home, names: Environment, option: str, value: str) -> None:
    code, told = started(home, names, names.data_directory, option.format(getattr(names.other, value)))
    assert code == Exit.MISCONFIGURED, told
    for words in (repr(getattr(names.other, value)), repr(getattr(names, value)), f"ENVIRONMENT is {names.name!r}"):
        assert words in told
