"""How each function is deployed, and who may invoke it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from deploy.gcloud import Gcloud
from deploy.grants import BUILD, PUSH, SECRETS, binding, invoker_grants, secrets_of
from deploy.messages import delivery, subscription_of
from deploy.resource import Command, Resource, called, has
from deploy.resource import field as field_of
from deploy.site import Site
from jobfinder.domain.topology import FUNCTIONS, Function
from jobfinder.errors import Misconfigured, Retryable

RUNTIME = "python313"
CREATED = "google.cloud.firestore.document.v1.created"
QUEUE_PATTERN = "document=job-queue/{id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is deployed: a bundle, the version of each secret, and public values for the web function."""

    bundle: Path
    secret_versions: dict[str, str] = field(default_factory=dict)  # ANTHROPIC_API_KEY -> "3"
    web_variables: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what is not a version: "latest" would change under a running function."""
        for variable, version in self.secret_versions.items():
            if variable not in SECRETS or not version.isdecimal():
                todo = f"Name it as one of {', '.join(SECRETS)}, and a version as a number."
                raise Misconfigured(f"There is no such secret version: {variable}={version}", todo=todo)


def functions(site: Site, release: Release) -> list[Resource]:
    """Return every function, and the right to invoke it."""
    manifest = (release.bundle / "manifest.json").read_bytes()
    deployed = [_function(site, release, function, manifest) for function in FUNCTIONS]
    return deployed + [binding(grant, site) for grant in invoker_grants()]


def _function(site: Site, release: Release, function: Function, manifest: bytes) -> Resource:
    name, region = site.function(function), f"--region={site.region}"
    deploy = (
        *("functions", "deploy", name, "--gen2", region, f"--runtime={RUNTIME}", f"--source={release.bundle}"),
        *(f"--entry-point={function.name}", f"--memory={function.memory_mb}Mi", f"--cpu={function.cpu:g}"),
        *(f"--concurrency={function.concurrency}", "--min-instances=0", f"--max-instances={function.max_instances}"),
        *(f"--timeout={function.timeout_seconds}s", f"--run-service-account={site.email(function.service_account)}"),
        f"--build-service-account=projects/{site.project}/serviceAccounts/{site.email(BUILD)}",
        f"--set-env-vars={_joined(variables(site, release, function))}",
        *_secrets(site, release, function),
        *_trigger(site, function),
    )
    fingerprint = hashlib.sha256(manifest + "\0".join(deploy).encode()).hexdigest()[:40]
    labels = {"app": "job-finder", "environment": site.environment.name, "fingerprint": fingerprint}
    whole = (*deploy, f"--update-labels={_joined(labels)}")
    return Resource(
        kind="function",
        name=name,
        look=("functions", "list", "--v2", f"--regions={site.region}"),
        is_it=called(name),
        is_right=has({"labels.fingerprint": fingerprint, "state": "ACTIVE"}),
        create=whole,
        update=whole,
        delete=("functions", "delete", name, "--gen2", region),
    )


def variables(site: Site, release: Release, function: Function) -> dict[str, str]:
    """Return a function's environment variables."""
    database = site.environment.database
    return {
        "ENVIRONMENT": site.environment.name,
        "STORE": "firestore",
        "PROFILE_DATABASE_NAME": database,
        "STORAGE_DATABASE_NAME": database,
        "GOOGLE_CLOUD_PROJECT": site.project,
        **(release.web_variables if function.http else {}),
    }


def _joined(values: dict[str, str]) -> str:
    return ",".join(f"{name}={value}" for name, value in values.items())


def _secrets(site: Site, release: Release, function: Function) -> Command:
    versions, read = release.secret_versions, secrets_of(function)
    named = {
        variable: f"{site.named(read[variable])}:{versions[variable]}" for variable in read if variable in versions
    }
    return (f"--set-secrets={_joined(named)}",) if named else ("--clear-secrets",)


def _trigger(site: Site, function: Function) -> Command:
    """Return what starts it: a request from anybody (who must then sign in), a message, or a new queue item."""
    if function.http:
        return ("--trigger-http", "--allow-unauthenticated", "--ingress-settings=all")
    inside = ("--no-allow-unauthenticated", "--ingress-settings=internal-only", "--retry")
    sender = f"--trigger-service-account={site.email(PUSH)}"
    if function.topic:
        return (f"--trigger-topic={site.named(function.topic)}", sender, *inside)
    return (
        f"--trigger-location={site.database_location}",
        f"--trigger-event-filters=type={CREATED}",
        f"--trigger-event-filters=database={site.environment.database}",
        "--trigger-event-filters=namespace=(default)",
        f"--trigger-event-filters-path-pattern={QUEUE_PATTERN}",
        *(sender, *inside),
    )


def deliveries(site: Site, gcloud: Gcloud) -> list[Resource]:
    """Return how events reach each function, once Eventarc has made the subscriptions.

    Raises Retryable while a function has none. A dry run names each after its function.
    """
    events = [function for function in FUNCTIONS if not function.http]
    named = {
        one: f"eventarc-{site.function(one)}" if gcloud.dry_run else _delivered_by(site, one, gcloud) for one in events
    }
    return [resource for function, subscription in named.items() for resource in delivery(site, function, subscription)]


def _delivered_by(site: Site, function: Function, gcloud: Gcloud) -> str:
    name = site.function(function)
    listed = gcloud.list(("functions", "list", "--v2", f"--regions={site.region}"))
    trigger = next((str(field_of(one, "eventTrigger.trigger") or "") for one in listed if called(name)(one)), "")
    place = site.database_location if function.on_created else site.region
    triggers = gcloud.list(("eventarc", "triggers", "list", f"--location={place}"))
    found = [subscription_of(one) for one in triggers if trigger and field_of(one, "name") == trigger]
    if not found or not found[0]:
        raise Retryable("Eventarc has no subscription for this function yet", where=name, todo="Deploy again.")
    return found[0]
