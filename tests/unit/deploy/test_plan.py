"""Every function, topic, schedule, index, right and value of an environment stands where it must, and nowhere else."""

import ast
import json
import re
from pathlib import Path

import pytest
import yaml
from deploy import grants, watching
from deploy.functions import Release
from deploy.messages import ACK_SECONDS

from jobfinder.config import load_settings
from jobfinder.domain.environments import ENVIRONMENTS
from jobfinder.domain.topology import FUNCTIONS, LONGEST_EVENT_SECONDS
from jobfinder.errors import Misconfigured
from jobfinder.fetch.keys import KEYS
from jobfinder.usecases import scrape
from tests.places import ROOT
from tests.unit.deploy.conftest import site_of
from tests.unit.deploy.plans import commands, flags, printed, starting

NAMES = {function.name: function for function in FUNCTIONS}
# What the specification of the environments says, written out again.
SPECIFIED = {
    "staging": {"database": "portfolio-staging", "config": "config.yaml", "score": 70, "log_days": 7, "item_days": 7},
    "production": {
        "database": "portfolio",
        "config": "config.production.yaml",
        "score": 80,
        "log_days": 30,
        "item_days": 30,
    },
}
OTHER = {"staging": "production", "production": "staging"}


@pytest.fixture
def plan(environment: str, bundles: dict[str, Path], tmp_path: Path) -> list[list[str]]:
    return commands(printed(environment, "apply", bundles[environment], tmp_path))


@pytest.fixture
def preparation(environment: str, bundles: dict[str, Path], tmp_path: Path) -> list[list[str]]:
    return commands(printed(environment, "prepare", bundles[environment], tmp_path))


def named(environment: str, name: str) -> str:
    """The rule of names, written out again: production's are bare."""
    return name if environment == "production" else f"{name}-staging"


def test_every_function_is_deployed_once_with_what_the_table_says(environment: str, plan: list[list[str]]) -> None:
    deployed = {words[2]: flags(words) for words in starting(plan, "functions", "deploy")}
    assert len(deployed) == len(starting(plan, "functions", "deploy"))
    assert set(deployed) == {named(environment, name.replace("_", "-")) for name in NAMES}
    for name, function in NAMES.items():
        said = deployed[named(environment, name.replace("_", "-"))]
        account = named(environment, f"jf-{name.replace('_', '-')}")
        assert said["entry-point"] == name
        assert said["runtime"] == "python313"
        assert said["memory"] == f"{function.memory_mb}Mi"
        assert float(said["cpu"]) == function.cpu
        assert said["concurrency"] == str(function.concurrency)
        assert said["max-instances"] == str(function.max_instances)
        assert said["timeout"] == f"{function.timeout_seconds}s"
        assert said["run-service-account"] == f"{account}@a-project.iam.gserviceaccount.com"
        assert ("retry" in said) == (not function.http)
        assert said["ingress-settings"] == ("all" if function.http else "internal-only")
        assert ("no-allow-unauthenticated" in said) == (not function.http)
    accounts = [said["run-service-account"] for said in deployed.values()]
    assert len(set(accounts)) == len(accounts)


def test_every_function_has_the_environments_values_and_no_others(environment: str, plan: list[list[str]]) -> None:
    database = SPECIFIED[environment]["database"]
    wanted = {
        "ENVIRONMENT": environment,
        "STORE": "firestore",
        "PROFILE_DATABASE_NAME": database,
        "STORAGE_DATABASE_NAME": database,
        "GOOGLE_CLOUD_PROJECT": "a-project",
    }
    for words in starting(plan, "functions", "deploy"):
        said = dict(pair.split("=") for pair in flags(words)["set-env-vars"].split(","))
        assert said == {**wanted, **({"FIREBASE_API_KEY": "k"} if "--trigger-http" in words else {})}


def test_secrets_go_by_version_to_the_functions_that_read_them_and_to_no_other(
    environment: str, plan: list[list[str]]
) -> None:
    key = named(environment, "job-finder-anthropic-api-key")
    other = named(environment, "job-finder-openai-api-key")
    for words in starting(plan, "functions", "deploy"):
        said = flags(words)
        if NAMES[said["entry-point"]].uses_model:
            assert said["set-secrets"] == f"ANTHROPIC_API_KEY={key}:3,OPENAI_API_KEY={other}:1"
        elif said["entry-point"] in ("send_digest", "sweep_queue"):
            assert said["set-secrets"] == f"JOB_FINDER_NOTIFY__URLS={named(environment, 'job-finder-notify-urls')}:2"
        elif said["entry-point"] == "scrape_source":
            assert said["set-secrets"].split(",") == [
                f"ADZUNA_APP_ID={named(environment, 'job-finder-adzuna-app-id')}:4",
                f"ADZUNA_APP_KEY={named(environment, 'job-finder-adzuna-app-key')}:5",
                f"USAJOBS_API_KEY={named(environment, 'job-finder-usajobs-api-key')}:6",
            ]
        else:
            assert "clear-secrets" in said
    assert ":latest" not in str(plan)


def test_every_key_that_a_board_asks_for_has_a_secret_of_its_own() -> None:
    assert grants.BOARD_SECRETS.keys() == KEYS.keys()
    assert len(set(grants.SECRETS.values())) == len(grants.SECRETS)


def test_each_function_is_started_by_what_the_table_says(environment: str, plan: list[list[str]]) -> None:
    for words in starting(plan, "functions", "deploy"):
        said, function = flags(words), NAMES[flags(words)["entry-point"]]
        assert said.get("trigger-topic", "") == (named(environment, function.topic) if function.topic else "")
        if function.on_created:
            filters = said["trigger-event-filters"].split()
            assert filters == [
                "type=google.cloud.firestore.document.v1.created",
                f"database={SPECIFIED[environment]['database']}",
                "namespace=(default)",
            ]
            assert said["trigger-event-filters-path-pattern"] == "document=job-queue/{id}"
        sender = f"{named(environment, 'jf-push')}@a-project.iam.gserviceaccount.com"
        assert said.get("trigger-service-account", sender) == sender
        assert ("trigger-service-account" in said) == (not function.http)


def test_every_topic_with_its_dead_letters_and_their_keeper_is_there_once(
    environment: str, plan: list[list[str]]
) -> None:
    events = [function for function in FUNCTIONS if not function.http]
    topics = [named(environment, function.topic) for function in events if function.topic]
    dead = [f"{named(environment, function.topic or 'job-finder-score-queue-item')}-dead" for function in events]
    assert sorted(words[3] for words in starting(plan, "pubsub", "topics", "create")) == sorted(topics + dead)
    kept = {words[3]: flags(words)["topic"] for words in starting(plan, "pubsub", "subscriptions", "create")}
    assert kept == {f"{topic}-kept": topic for topic in dead}
    policies = [flags(words) for words in starting(plan, "pubsub", "subscriptions", "update")]
    assert sorted(said["dead-letter-topic"] for said in policies) == sorted(dead)
    assert {said["max-delivery-attempts"] for said in policies} == {"5"}


def test_every_schedule_is_a_job_that_publishes_on_its_topic(environment: str, plan: list[list[str]]) -> None:
    jobs = {words[4]: flags(words) for words in starting(plan, "scheduler", "jobs", "create", "pubsub")}
    scheduled = [function for function in FUNCTIONS if function.schedule]
    assert {name: (said["schedule"], said["topic"], said["time-zone"]) for name, said in jobs.items()} == {
        named(environment, function.name.replace("_", "-")): (
            function.schedule,
            f"projects/a-project/topics/{named(environment, function.topic)}",
            "Etc/UTC",
        )
        for function in scheduled
    }


def test_every_index_exemption_and_ttl_of_the_file_is_made_in_the_environments_database(
    environment: str, plan: list[list[str]]
) -> None:
    file = json.loads((ROOT / "firestore.indexes.json").read_text())
    made = [flags(words) for words in starting(plan, "firestore", "indexes", "composite", "create")]
    wanted = []
    for index in file["indexes"]:
        fields = [
            f"field-path={one['fieldPath']},"
            + ("array-config=contains" if "arrayConfig" in one else f"order={one['order'].lower()}")
            for one in index["fields"]
        ]
        wanted.append((index["collectionGroup"], " ".join(fields)))
    assert [(said["collection-group"], said["field-config"]) for said in made] == wanted
    single = starting(plan, "firestore", "indexes", "fields", "update")
    overridden = [(one["collectionGroup"], one["fieldPath"]) for one in file["fieldOverrides"]]
    assert [(flags(words)["collection-group"], words[4]) for words in single] == overridden
    (ttl,) = starting(plan, "firestore", "fields", "ttls", "update")
    assert (flags(ttl)["collection-group"], ttl[4]) == ("job-queue", "expires_at")
    for words in (*starting(plan, "firestore"),):
        assert flags(words)["database"] == SPECIFIED[environment]["database"]


def test_the_values_of_the_specification_stand_where_they_must(environment: str, plan: list[list[str]]) -> None:
    specified, names = SPECIFIED[environment], ENVIRONMENTS[environment]
    (bucket,) = starting(plan, "logging", "buckets", "create")
    assert flags(bucket)["retention-days"] == str(specified["log_days"])
    settings = load_settings(ROOT, {"ENVIRONMENT": environment, "STORE": "firestore"})
    assert names.config_file == specified["config"]
    assert settings.ai.min_match_score == specified["score"]
    assert settings.retention.succeeded_items_days == specified["item_days"]
    assert settings.storage.database_name == settings.profile.firestore.database_name == specified["database"]


def test_nothing_of_the_other_environment_stands_anywhere(
    environment: str, plan: list[list[str]], preparation: list[list[str]], tmp_path: Path
) -> None:
    written = [path.read_text() for path in tmp_path.glob("*.json")] + [
        path.read_text() for path in tmp_path.glob("*.yaml")
    ]
    text = "\n".join(" ".join(words) for words in plan + preparation) + "\n".join(written)
    text = text.replace(str(tmp_path), "").replace("/deployed", "")
    assert len(written) >= 4
    if environment == "production":
        assert "staging" not in text.lower()
    else:
        assert "production" not in text.lower()
        bare = re.findall(r"\b(?:job-finder|jf|portfolio)[a-z-]*", text)
        apis_own = {"job-finder"}  # the label app=job-finder
        unnamed = {name for name in bare if "staging" not in name} - apis_own
        assert unnamed == set()


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("file", ["cloudbuild.{}.yaml", "deploy/triggers/{}.yaml"])
def test_no_build_file_names_the_other_environment(environment: str, file: str) -> None:
    text = (ROOT / file.format(environment)).read_text().lower()
    assert environment in text
    if environment == "production":
        assert "staging" not in text
    else:
        assert OTHER[environment] not in text


def test_the_two_build_files_differ_in_names_and_in_the_first_step_only() -> None:
    staging, production = (yaml.safe_load((ROOT / f"cloudbuild.{name}.yaml").read_text()) for name in ENVIRONMENTS)
    first = production["steps"].pop(0)
    assert first["args"][:3] == ["-m", "deploy", "passed"]
    assert production["steps"][0].pop("waitFor") == [first["id"]]
    assert json.loads(json.dumps(staging).replace("staging", "production")) == production


# -- who may do what


def test_every_runtime_account_has_its_database_and_nothing_wider(
    preparation: list[list[str]], environment: str
) -> None:
    bindings = [flags(words) for words in starting(preparation, "projects", "add-iam-policy-binding")]
    mine = {
        f"serviceAccount:{named(environment, function.service_account)}@a-project.iam.gserviceaccount.com"
        for function in FUNCTIONS
    }
    database = SPECIFIED[environment]["database"]
    for said in (one for one in bindings if one["member"] in mine):
        if said["role"] == "roles/datastore.user":
            assert said["condition"].startswith(f'expression=resource.name=="projects/a-project/databases/{database}",')
        else:
            assert said["role"].startswith("projects/a-project/roles/jobFinderWeb")
    with_database = {said["member"] for said in bindings if said["role"] == "roles/datastore.user"}
    assert with_database == mine


def test_no_role_is_a_basic_one_and_none_is_given_twice() -> None:
    site = site_of("staging")
    listed = [*grants.early_grants(), *grants.topic_grants(site), *grants.invoker_grants()]
    assert len(listed) == len(set(listed))
    wide = re.compile(r"^roles/(owner|editor|viewer|datastore\.owner|iam\.\w*Admin|secretmanager\.admin)$")
    assert [grant for grant in listed if wide.match(grant.role)] == []
    on_project = {grant.role for grant in listed if grant.kind == "project"}
    assert not on_project & {
        *("roles/pubsub.publisher", "roles/run.invoker", "roles/secretmanager.secretAccessor"),
        *("roles/iam.serviceAccountUser", "roles/datastore.user"),
    }


def test_a_function_may_publish_exactly_where_its_use_case_does() -> None:
    """What the code publishes, read from the code, is what the table grants."""
    published = {}
    for file in (ROOT / "shared" / "jobfinder" / "usecases").glob("*.py"):
        calls = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
        words = [ast.unparse(call.args[0]) for call in calls if ast.unparse(call.func).endswith("bus.publish")]
        if words:
            published[file.stem] = {re.sub(r".*topic\((\w+)\)", r"\1", word) for word in words}
    assert published == {"scrape": {"SCRAPE_SOURCE_TOPIC"}, "sweep": {"RETRY_TOPIC"}}
    granted = {function.name: function.publishes for function in FUNCTIONS if function.publishes}
    assert granted == {"scrape_sources": ("job-finder-scrape-source",), "sweep_queue": ("job-finder-retry",)}
    given = {(grant.account, grant.on) for grant in grants.topic_grants(site_of("production")) if "jf" in grant.account}
    assert given == {
        ("jf-scrape-sources", "job-finder-scrape-source"),
        ("jf-sweep-queue", "job-finder-retry"),
    }


def test_only_what_delivers_events_may_invoke_and_only_event_functions(environment: str, plan: list[list[str]]) -> None:
    bindings = starting(plan, "run", "services", "add-iam-policy-binding")
    invokers = {words[3]: flags(words)["member"] for words in bindings}
    push = f"serviceAccount:{named(environment, 'jf-push')}@a-project.iam.gserviceaccount.com"
    events = [named(environment, name.replace("_", "-")) for name, function in NAMES.items() if not function.http]
    assert invokers == dict.fromkeys(events, push)
    assert {flags(words)["role"] for words in bindings} == {"roles/run.invoker"}


def test_every_account_is_made_and_its_id_is_no_longer_than_google_allows(
    environment: str, preparation: list[list[str]]
) -> None:
    made = [words[3] for words in starting(preparation, "iam", "service-accounts", "create")]
    accounts = [*(function.service_account for function in FUNCTIONS), "jf-push", "jf-build", "jf-deploy"]
    assert made == [named(environment, account) for account in accounts]
    assert all(6 <= len(name) <= 30 for name in made)


# -- what watches


def test_the_alerts_watch_what_there_is(environment: str, plan: list[list[str]], tmp_path: Path) -> None:
    policies = {path.stem.split(f"alert-{environment}-")[1]: path.read_text() for path in tmp_path.glob("alert-*.json")}
    assert set(policies) == {"errors", "dead-letters", "no-scrape"}
    assert "${" not in "".join(policies.values())
    metrics = [words[3] for words in starting(plan, "logging", "metrics", "create")]
    assert sorted(metrics) == sorted(named(environment, f"job-finder-{name}") for name in ("errors", "scrapes"))
    for metric, policy in zip(sorted(metrics), ("errors", "no-scrape"), strict=True):
        assert f"logging.googleapis.com/user/{metric}\\" in policies[policy]
    for words in starting(plan, "pubsub", "subscriptions", "create"):
        assert words[3] in policies["dead-letters"]
    hours = load_settings(ROOT, {"ENVIRONMENT": environment}).scrape.every_hours
    absent = json.loads(policies["no-scrape"])["conditions"][0]["conditionAbsent"]
    assert absent["duration"] == f"{int(hours * 2 * 3600)}s"
    assert hours * 2 * 3600 <= watching.LONGEST_ABSENCE_SECONDS


def test_the_words_that_metrics_look_for_are_the_ones_that_are_logged(plan: list[list[str]]) -> None:
    source = Path(scrape.__file__).read_text()
    assert f'log.event("{watching.SCRAPED}"' in source
    assert '"outcome": run.completeness.value' in source
    lines = {words[3]: flags(words)["log-filter"] for words in starting(plan, "logging", "metrics", "create")}
    (scrapes,) = (line for name, line in lines.items() if "scrapes" in name)
    assert f'jsonPayload.message="{watching.SCRAPED}"' in scrapes


# -- what Google demands of the figures


def test_the_figures_are_such_as_google_allows() -> None:
    for function in FUNCTIONS:
        assert function.timeout_seconds <= (3600 if function.http else LONGEST_EVENT_SECONDS)
        assert function.timeout_seconds < ACK_SECONDS or function.http
        assert function.cpu >= 1 or function.concurrency == 1
        assert function.memory_mb >= 512
        assert 1 <= function.max_instances <= 100
    assert {function.name for function in FUNCTIONS if function.uses_model} == {
        "score_queue_item",
        "retry_queue_item",
        "collect_batches",
    }


@pytest.mark.parametrize("version", ["latest", "", "1.0", "-1", "v3"])
def test_a_secret_version_that_is_no_number_is_refused(version: str, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="no such secret version"):
        Release(bundle=tmp_path, secret_versions={"ANTHROPIC_API_KEY": version})
