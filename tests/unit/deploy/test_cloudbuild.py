"""The build files: Google's schema, and what the schema cannot see."""

import copy
import re
import subprocess
import sys
from pathlib import Path
from string import Template
from typing import Any

import pytest
import yaml

from jobfinder.domain.environments import ENVIRONMENTS
from tests.places import ROOT

FILES = [f"cloudbuild.{name}.yaml" for name in ENVIRONMENTS]
BUILT_IN = {"PROJECT_ID", "PROJECT_NUMBER", "COMMIT_SHA", "BUILD_ID", "LOCATION", "TAG_NAME"}


def read(file: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / file).read_text())
    return found


def schema_says(path: Path) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.cloudbuild", str(path))
    return subprocess.run(command, capture_output=True, text=True, check=False)


def problems(build: dict[str, Any]) -> list[str]:
    """What Cloud Build would refuse, or do wrongly, though the schema is content."""
    found = []
    ids = [step.get("id") for step in build["steps"]]
    if None in ids or len(set(ids)) != len(ids):
        found.append("a step has no id of its own")
    for place, step in enumerate(build["steps"]):
        earlier = set(ids[:place])
        found += [f"{step['id']} waits for {one}" for one in step.get("waitFor", ()) if one not in earlier | {"-"}]
        image, _, tag = step["name"].rpartition(":")
        if not image or tag in ("latest", "stable", "slim") or not re.search(r"\d", tag):
            found.append(f"{step['name']} has no version")
    text = str(build["steps"])
    used = set(re.findall(r"\$\{?([A-Z_]+)", text))
    declared = set(build.get("substitutions", {}))
    found += [f"{name} is not declared" for name in used - declared - BUILT_IN]
    found += [f"{name} is not used" for name in declared - used]
    found += [f"{name} must begin with _" for name in declared if not name.startswith("_")]
    if re.search(r"latest", str(build), re.IGNORECASE):
        found.append("something is taken at its latest")
    return found


@pytest.mark.parametrize("file", FILES)
def test_the_build_file_is_what_cloud_build_reads(file: str) -> None:
    assert schema_says(ROOT / file).returncode == 0, schema_says(ROOT / file).stdout
    assert problems(read(file)) == []


SPOILT = {
    "a key that is not one": lambda build: build["steps"][0].update(imaage="x"),
    "a timeout that is not one": lambda build: build.update(timeout="1 hour"),
}


@pytest.mark.parametrize("spoil", SPOILT)
def test_the_schema_sees(spoil: str, tmp_path: Path) -> None:
    build = read(FILES[0])
    SPOILT[spoil](build)
    (tmp_path / "cloudbuild.yaml").write_text(yaml.safe_dump(build))
    assert schema_says(tmp_path / "cloudbuild.yaml").returncode == 1


BEYOND = {
    "waits for nothing there": lambda build: build["steps"][-1].update(waitFor=["nobody"]),
    "waits for itself": lambda build: build["steps"][-1].update(waitFor=[build["steps"][-1]["id"]]),
    "the same id twice": lambda build: build["steps"].append(copy.deepcopy(build["steps"][0])),
    "an image without a version": lambda build: build["steps"][0].update(name="python"),
    "the latest image": lambda build: build["steps"][0].update(name="python:latest"),
    "an undeclared value": lambda build: build["steps"][-1]["args"].append("$_COLOUR"),
    "an unused value": lambda build: build["substitutions"].update(_COLOUR="red"),
    "the latest secret": lambda build: build["substitutions"].update(_ANTHROPIC_API_KEY_VERSION="latest"),
}


@pytest.mark.parametrize("spoil", BEYOND)
def test_our_own_checks_see(spoil: str) -> None:
    build = read(FILES[1])
    assert problems(build) == []
    BEYOND[spoil](build)
    assert problems(build) != []


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_linting_and_testing_come_before_the_bundle_and_that_before_the_deployment(environment: str) -> None:
    steps = {step["id"]: step for step in read(f"cloudbuild.{environment}.yaml")["steps"]}
    assert steps["bundle"]["waitFor"] == ["test"]
    assert steps["deploy"]["waitFor"] == ["bundle"]
    assert steps["bundle"]["args"] == ["bundle", f"ENV={environment}"]
    assert steps["test"]["args"] == ["deploy/test.sh"]
    script = (ROOT / "deploy" / "test.sh").read_text().splitlines()
    assert script[-2:] == ["make lint", "make test"]
    assert "set -eu" in script
    assert subprocess.run(("sh", "-n", ROOT / "deploy" / "test.sh"), check=False).returncode == 0


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_deployment_takes_the_arguments_it_is_given(environment: str) -> None:
    from deploy.__main__ import parser

    for step in read(f"cloudbuild.{environment}.yaml")["steps"]:
        if step["args"][:2] == ["-m", "deploy"]:
            assert step["env"] == ["PYTHONPATH=shared"]
            said = parser().parse_args(step["args"][2:])
            assert said.environment == environment


def test_staging_follows_develop_and_production_follows_release_tags_only() -> None:
    values = {"project": "p", "region": "r", "location": "l", "repository": "x", "fingerprint": "f"}
    pushes = {}
    for name in ENVIRONMENTS:
        text = Template((ROOT / "deploy" / "triggers" / f"{name}.yaml").read_text()).substitute(values)
        trigger = yaml.safe_load(text)
        assert trigger["name"] == f"job-finder-{name}"
        assert trigger["filename"] == f"cloudbuild.{name}.yaml"
        assert set(trigger["substitutions"]) <= set(read(trigger["filename"])["substitutions"])
        pushes[name] = trigger["repositoryEventConfig"]["push"]
    assert pushes == {"staging": {"branch": "^develop$"}, "production": {"tag": r"^v\d+\.\d+\.\d+$"}}


def test_the_first_step_of_production_asks_whether_the_revision_has_passed() -> None:
    first = read("cloudbuild.production.yaml")["steps"][0]
    assert first["args"][2:4] == ["passed", "production"]
    assert "--revision=$COMMIT_SHA" in first["args"]
    assert all("passed" not in step["args"] for step in read("cloudbuild.staging.yaml")["steps"])
