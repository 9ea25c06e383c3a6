"""Every gcloud command of a deployment is one that gcloud understands; values it can only judge with a project."""

from pathlib import Path

import pytest
from deploy.foundation import build_trigger, foundation
from deploy.functions import Release, functions
from deploy.messages import schedules, topics
from deploy.queries import indexes
from deploy.resource import Command
from deploy.watching import alerts, logs, metrics

from tests.places import ROOT
from tests.unit.deploy.conftest import site_of
from tests.unit.deploy.parsing import complaints, needs_gcloud
from tests.unit.deploy.plans import REPOSITORY, commands, printed

pytestmark = [needs_gcloud, pytest.mark.timeout(400)]


def looks(bundle: Path, folder: Path) -> list[Command]:
    """The reads and corrections that a dry run does not print."""
    site = site_of("staging")
    known = {"Job Finder staging: dead letters": "projects/a-project/alertPolicies/1"}
    resources = [
        *(*foundation(site), build_trigger(site, REPOSITORY, folder, {}), *topics(site), *schedules(site)),
        *(*functions(site, Release(bundle=bundle)), *indexes(site, ROOT / "firestore.indexes.json")),
        *(*logs(site), *metrics(site), *alerts(site, 6, "", folder, known)),
    ]
    reads = [(*one.look, "--format=json", "--quiet") for one in resources]
    updates = [(*one.update, "--quiet") for one in resources if one.update]
    others = [
        ("eventarc", "triggers", "list", "--location=europe-west1", "--format=json", "--quiet"),
        (
            "builds",
            "list",
            "--region=europe-west1",
            '--filter=status="SUCCESS"',
            "--limit=20",
            "--format=json",
            "--quiet",
        ),
        ("auth", "print-access-token", "--quiet"),
    ]
    return [*reads, *updates, *others]


def test_gcloud_understands_every_command(bundles: dict[str, Path], tmp_path: Path) -> None:
    lines = [
        line
        for step in ("prepare", "apply", "teardown")
        for line in printed("staging", step, bundles["staging"], tmp_path)
    ]
    listed = [*commands(lines), *map(list, looks(bundles["staging"], tmp_path))]
    listed = list({tuple(words): words for words in listed}.values())
    assert len(listed) > 250
    assert complaints(listed, tmp_path / "config") == {}


WRONG = [
    ["functions", "deploy", "f", "--gen2", "--region=europe-west1", "--trigger-topic=t", "--retries"],
    ["functions", "deploy", "f", "--gen2", "--region=europe-west1", "--trigger-topic=t", "--memory=lots"],
    ["scheduler", "jobs", "create", "pubsub", "j", "--location=europe-west1", "--schedule=* * * * *"],
    ["pubsub", "subscriptions", "update", "s", "--max-delivery-attempts=2"],
    ["pubsub", "topics", "create", "t", "--dead-letter-topic=d"],
    ["firestore", "indexes", "composite", "create", "--collection-group=c", "--field-config=path=x"],
    ["logging", "buckets", "create", "b", "--retention-days=7"],
    ["projects", "add-iam-policy-binding", "p", "--role=roles/viewer"],
    ["monitoring", "policies", "list"],
]


def test_gcloud_refuses_wrong_commands_before_it_asks_for_an_account(tmp_path: Path) -> None:
    said = complaints(WRONG, tmp_path / "config")
    assert set(said) == {" ".join(words) for words in WRONG}
    assert "it did something" not in said.values()
