"""Deploying into a project that remembers: the first run creates, the second changes nothing, what differs heals."""

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from deploy.__main__ import main
from deploy.functions import Release
from deploy.plan import apply, prepare, tear_down
from deploy.site import Site

from jobfinder.domain.topology import FUNCTIONS
from jobfinder.errors import Misconfigured, Retryable
from tests.unit.deploy.conftest import REVISION, FakeProject, site_of

REPOSITORY = "projects/a-project/locations/europe-west1/connections/c/repositories/r"
READS = ("list", "get-iam-policy", "print-access-token")


def changes(project: FakeProject) -> list[str]:
    return [" ".join(call) for call in project.calls() if not set(READS) & set(call)]


def deploy(project: FakeProject, site: Site, release: Release, folder: Path) -> Counter[str]:
    return prepare(site, project.tools(folder), REPOSITORY) + apply(site, release, project.tools(folder))


def test_the_first_run_creates_and_the_second_changes_nothing(
    project: FakeProject, site: Site, release: Release, tmp_path: Path
) -> None:
    first = deploy(project, site, release, tmp_path / "files")
    assert first["created"] > 150
    assert first["unchanged"] == 0
    before, made = changes(project), project.state()
    second = deploy(project, site, release, tmp_path / "other")
    assert changes(project) == before
    assert second == Counter(unchanged=first.total())
    made.pop("calls")
    again = project.state()
    again.pop("calls")
    assert again == made


def test_everything_of_the_topology_is_there_afterwards(
    project: FakeProject, site: Site, release: Release, tmp_path: Path
) -> None:
    deploy(project, site, release, tmp_path / "files")
    state = project.state()
    assert set(state["functions"]) == {site.function(function) for function in FUNCTIONS}
    assert set(state["jobs"]) == {site.function(function) for function in FUNCTIONS if function.schedule}
    topics = {site.named(function.topic) for function in FUNCTIONS if function.topic}
    assert topics <= set(state["topics"])
    for function in FUNCTIONS:
        if not function.http:
            subscription = state["subscriptions"][f"eventarc-{site.function(function)}-sub-1"]
            dead = subscription["deadLetterPolicy"]["deadLetterTopic"].rpartition("/")[2]
            assert dead in state["topics"]
            assert f"{dead}-kept" in state["subscriptions"]
            assert subscription["ackDeadlineSeconds"] > function.timeout_seconds
    sentinel = project.documents[f"{site.database}/documents/meta/environment"]["fields"]
    assert sentinel["name"] == {"stringValue": site.environment.name}
    assert sentinel["project"] == {"stringValue": site.project}
    assert datetime.fromisoformat(sentinel["created_at"]["timestampValue"]).utcoffset() == timedelta(0)
    assert set(project.releases) == {f"projects/a-project/releases/cloud.firestore/{site.environment.database}"}


def test_both_environments_live_in_one_project_and_share_nothing(
    project: FakeProject, bundles: dict[str, Path], tmp_path: Path
) -> None:
    for name in ("staging", "production"):
        deploy(project, site_of(name), Release(bundle=bundles[name]), tmp_path / name)
    before = changes(project)
    for name in ("staging", "production"):
        deploy(project, site_of(name), Release(bundle=bundles[name]), tmp_path / f"{name}2")
    assert changes(project) == before
    assert len(project.state()["functions"]) == 2 * len(FUNCTIONS)
    tear_down(site_of("staging"), project.tools(tmp_path / "down"), with_data=True)
    deploy(project, site_of("production"), Release(bundle=bundles["production"]), tmp_path / "production3")
    later = changes(project)[len(before) :]
    assert later
    assert [call for call in later if "staging" not in call and "monitoring policies delete" not in call] == []
    titles = [policy["displayName"] for policy in project.state()["policies of alerts"].values()]
    assert len(titles) == 3
    assert all("production" in title for title in titles)


@pytest.mark.parametrize(
    ("table", "name", "spoil"),
    [
        ("jobs", "sweep-queue-staging", {"schedule": "0 0 1 1 *"}),
        ("subscriptions", "eventarc-clean-up-staging-sub-1", {"ackDeadlineSeconds": 10}),
        ("subscriptions", "eventarc-score-queue-item-staging-sub-1", {"deadLetterPolicy": {}}),
        ("functions", "web-staging", {"state": "FAILED"}),
        ("functions", "scrape-source-staging", {"labels": {}}),
        ("metrics", "job-finder-errors-staging", {"filter": "severity>=INFO"}),
        ("buckets", "job-finder-staging", {"retentionDays": 400}),
    ],
)
def test_what_somebody_changed_by_hand_is_put_right(
    project: FakeProject, bundles: dict[str, Path], tmp_path: Path, table: str, name: str, spoil: dict[str, object]
) -> None:
    site, release = site_of("staging"), Release(bundle=bundles["staging"])
    deploy(project, site, release, tmp_path / "files")
    wanted = project.state()[table][name]
    project.resources[table][name].update(spoil)
    before = len(changes(project))
    assert apply(site, release, project.tools(tmp_path / "files"))["updated"] == 1
    assert len(changes(project)) == before + 1
    assert project.state()[table][name] == wanted


def test_new_rules_and_a_new_revision_replace_the_old_ones(
    project: FakeProject, bundles: dict[str, Path], tmp_path: Path
) -> None:
    site, release = site_of("staging"), Release(bundle=bundles["staging"])
    deploy(project, site, release, tmp_path / "files")
    (tmp_path / "bundle").mkdir()
    manifest = json.loads((release.bundle / "manifest.json").read_text()) | {"revision": "f" * 40}
    (tmp_path / "bundle" / "manifest.json").write_text(json.dumps(manifest))
    root = tmp_path / "root"
    root.mkdir()
    (root / "firestore.rules").write_text("rules_version = '2';")
    (root / "firestore.indexes.json").write_text('{"indexes": [], "fieldOverrides": []}')
    tools = replace(project.tools(tmp_path / "files"), root=root)
    done = apply(site, Release(bundle=tmp_path / "bundle"), tools)
    assert done["updated"] == len(FUNCTIONS) + 1
    assert project.rulesets[next(iter(project.releases.values()))] == "rules_version = '2';"


def test_a_database_of_the_other_environment_stops_it_before_anything_changes(
    project: FakeProject, site: Site, release: Release, tmp_path: Path
) -> None:
    other = {"staging": "production", "production": "staging"}[site.environment.name]
    project.documents[f"{site.database}/documents/meta/environment"] = {"fields": {"name": {"stringValue": other}}}
    with pytest.raises(Misconfigured, match=f"belongs to '{other}'"):
        apply(site, release, project.tools(tmp_path / "files"))
    assert changes(project) == []
    with pytest.raises(Misconfigured, match=f"belongs to '{other}'"):
        tear_down(site, project.tools(tmp_path / "files"), with_data=True)
    assert changes(project) == []


def test_a_database_that_says_nothing_is_not_deployed_to(
    project: FakeProject, site: Site, release: Release, tmp_path: Path
) -> None:
    with pytest.raises(Misconfigured, match="deploy prepare"):
        apply(site, release, project.tools(tmp_path / "files"))
    assert changes(project) == []


def test_a_bundle_of_the_other_environment_is_refused(
    project: FakeProject, site: Site, bundles: dict[str, Path], tmp_path: Path
) -> None:
    other = {"staging": "production", "production": "staging"}[site.environment.name]
    with pytest.raises(Misconfigured, match=f"bundle is of {other}"):
        apply(site, Release(bundle=bundles[other]), project.tools(tmp_path / "files"))
    with pytest.raises(Misconfigured, match="make bundle ENV="):
        apply(site, Release(bundle=tmp_path), project.tools(tmp_path / "files"))
    assert project.calls() == []


def test_a_list_that_cannot_be_had_is_an_error_and_not_an_empty_project(
    project: FakeProject, bundles: dict[str, Path], tmp_path: Path
) -> None:
    site, release = site_of("staging"), Release(bundle=bundles["staging"])
    deploy(project, site, release, tmp_path / "files")
    project.set(broken="scheduler jobs list")
    before = changes(project)
    with pytest.raises(Retryable, match="UNAVAILABLE"):
        apply(site, release, project.tools(tmp_path / "files"))
    assert changes(project) == before


def test_an_interrupted_deployment_is_finished_by_the_next(
    project: FakeProject, bundles: dict[str, Path], tmp_path: Path
) -> None:
    site, release = site_of("staging"), Release(bundle=bundles["staging"])
    prepare(site, project.tools(tmp_path / "files"))
    project.set(broken="functions deploy sweep-queue-staging")
    with pytest.raises(Retryable, match="UNAVAILABLE"):
        apply(site, release, project.tools(tmp_path / "files"))
    project.set(broken="")
    apply(site, release, project.tools(tmp_path / "files"))
    assert set(apply(site, release, project.tools(tmp_path / "files"))) == {"unchanged"}


# -- back to nothing


def test_a_teardown_leaves_nothing_of_the_environment(
    project: FakeProject, site: Site, release: Release, tmp_path: Path
) -> None:
    deploy(project, site, release, tmp_path / "files")
    tear_down(site, project.tools(tmp_path / "files"), with_data=True, backup="gs://bucket/last")
    state = project.state()
    left = {
        kind: found
        for kind, found in state.items()
        if found and kind not in ("calls", "apis", "exports", "policies", "sinks")
    }
    assert left == {}
    assert state["sinks"] == {"_Default": {"name": "_Default", "filter": "x", "exclusions": []}}
    assert state["policies"]["projects/a-project"] == []
    assert state["exports"] == {"gs://bucket/last": site.environment.database}
    assert project.releases == {}


def test_a_teardown_keeps_the_data_unless_told_otherwise(
    project: FakeProject, site: Site, release: Release, tmp_path: Path
) -> None:
    deploy(project, site, release, tmp_path / "files")
    tear_down(site, project.tools(tmp_path / "files"))
    assert set(project.state()["databases"]) == {site.environment.database}
    assert project.state()["functions"] == {}
    tear_down(site, project.tools(tmp_path / "later"), with_data=True)
    assert project.state()["databases"] == {}


def test_a_deployment_needs_the_projects_number(
    project: FakeProject, bundles: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["apply", "staging", "--project=a-project", f"--bundle={bundles['staging']}"], project.google) == 3
    assert "--project-number" in capsys.readouterr().err
    assert project.calls() == []


ARGUMENTS = ("--project=a-project", "--project-number=123456789012")


@pytest.mark.parametrize("environment", ["staging", "production"])
@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        ((), 0, "dry run"),
        (("--yes-delete=yes",), 3, "--yes-delete names 'yes'"),
        (("--yes-delete=Production",), 3, "--yes-delete names"),
        (("--with-data",), 3, "data would be lost"),
    ],
)
def test_a_teardown_does_nothing_until_the_environment_is_named_again(
    project: FakeProject,
    environment: str,
    more: tuple[str, ...],
    code: int,
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["teardown", environment, *ARGUMENTS, *more], project.google) == code
    assert words in "".join(capsys.readouterr())
    assert changes(project) == []


def test_the_command_line_prepares_deploys_and_takes_away(
    project: FakeProject, bundles: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str) -> str:
        assert main([words[0], "production", *ARGUMENTS, *words[1:]], project.google) == 0
        return capsys.readouterr().out

    run("prepare", f"--repository={REPOSITORY}", "--substitution=_CHANNEL=projects/a-project/notificationChannels/1")
    bundle = f"--bundle={bundles['production']}"
    run("apply", bundle, "--secret=ANTHROPIC_API_KEY=3", "--secret=OPENAI_API_KEY=")
    (deployed,) = [call for call in project.calls() if call[:3] == ["functions", "deploy", "score-queue-item"]]
    assert "--set-secrets=ANTHROPIC_API_KEY=job-finder-anthropic-api-key:3" in deployed
    assert run("apply", bundle, "--secret=ANTHROPIC_API_KEY=3").strip().endswith("unchanged")
    run("teardown", "--yes-delete=production", "--with-data", "--no-backup")
    assert project.state()["databases"] == project.state()["functions"] == {}


@pytest.mark.parametrize("secret", ["ANTHROPIC_API_KEY=latest", "OTHER=1", "ANTHROPIC_API_KEY", "=1"])
def test_a_secret_is_known_and_has_a_version(
    project: FakeProject, bundles: dict[str, Path], secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["apply", "staging", *ARGUMENTS, f"--bundle={bundles['staging']}", f"--secret={secret}"]
    assert main(words, project.google) == 3
    assert secret in capsys.readouterr().err
    assert project.calls() == []


# -- only what has passed


def build(trigger: str = "id-of-job-finder-staging", **more: object) -> dict[str, object]:
    said = {"substitutions": {"COMMIT_SHA": REVISION}, "status": "SUCCESS", "buildTriggerId": trigger, "id": "b-1"}
    return {**said, **more}


@pytest.mark.parametrize(
    ("builds", "passes"),
    [
        ([build()], True),
        ([build(sourceProvenance={"resolvedGitSource": {"revision": REVISION}})], True),
        ([build(status="FAILURE"), build()], True),
        ([], False),
        ([build(status="FAILURE")], False),
        ([build(status="WORKING")], False),
        ([build(trigger="id-of-job-finder-production")], False),
        ([build(trigger="")], False),
        ([build(substitutions={"COMMIT_SHA": "f" * 40})], False),
        ([build(substitutions={})], False),
        ([build(sourceProvenance={"resolvedGitSource": {"revision": "f" * 40}})], False),
    ],
)
def test_production_takes_only_a_revision_that_passed_staging(
    project: FakeProject, builds: list[object], passes: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    trigger = {"name": "job-finder-staging", "id": "id-of-job-finder-staging"}
    project.set(**{"build triggers": {"job-finder-staging": trigger}, "builds": builds})
    code = main(["passed", "production", "--project=a-project", f"--revision={REVISION}"], project.google)
    assert code == (0 if passes else 3)
    said = capsys.readouterr()
    assert ("b-1" in said.out) if passes else ("has not passed staging" in said.err)


@pytest.mark.parametrize(
    ("environment", "revision"), [("production", "v1.2.3"), ("production", ""), ("staging", REVISION)]
)
def test_what_cannot_be_asked_is_refused(project: FakeProject, environment: str, revision: str) -> None:
    assert main(["passed", environment, "--project=a-project", f"--revision={revision}"], project.google) == 3
    assert project.calls() == []


def test_without_the_trigger_of_staging_nothing_has_passed(project: FakeProject) -> None:
    project.set(builds=[build()])
    assert main(["passed", "production", "--project=a-project", f"--revision={REVISION}"], project.google) == 3
