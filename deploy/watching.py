"""What watches over an environment: its log bucket, log-based metrics, and the alerts of deploy/alerts/."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from string import Template
from typing import Any

from deploy.messages import kept_letters
from deploy.resource import Resource, called, field, has
from deploy.site import Site
from jobfinder.domain.topology import FUNCTIONS

ALERTS = Path(__file__).parent / "alerts"
SCRAPED = "scraped a source"  # what usecases/scrape.py logs after each run
LONGEST_ABSENCE_SECONDS = 84_600  # 23 h 30 min: Cloud Monitoring watches for absence no longer


def logs_of(site: Site) -> str:
    """Return the filter of every line that the environment's functions log."""
    names = "|".join(site.function(function) for function in FUNCTIONS)
    return f'resource.type="cloud_run_revision" AND resource.labels.service_name=~"^({names})$"'


def logs(site: Site) -> list[Resource]:
    """Return the bucket that keeps the environment's log as long as it says, and what leads the lines there."""
    name = site.named("job-finder")
    bucket = f"logging.googleapis.com/projects/{site.project}/locations/{site.region}/buckets/{name}"
    days = site.environment.log_retention_days
    place, keep = f"--location={site.region}", f"--retention-days={days}"
    lines = logs_of(site)
    exclusion = f"--add-exclusion=name={name},filter={lines}"
    return [
        Resource(
            kind="log bucket",
            name=name,
            look=("logging", "buckets", "list", place),
            is_it=called(name),
            is_right=has({"retentionDays": days}),
            create=("logging", "buckets", "create", name, place, keep),
            update=("logging", "buckets", "update", name, place, keep),
            delete=("logging", "buckets", "delete", name, place),
        ),
        Resource(
            kind="log sink",
            name=name,
            look=("logging", "sinks", "list"),
            is_it=called(name),
            is_right=has({"filter": lines, "destination": bucket}),
            create=("logging", "sinks", "create", name, bucket, f"--log-filter={lines}"),
            update=("logging", "sinks", "update", name, bucket, f"--log-filter={lines}"),
            delete=("logging", "sinks", "delete", name),
        ),
        Resource(  # otherwise the project's own bucket would keep a second copy, for its own time
            kind="log exclusion",
            name=name,
            look=("logging", "sinks", "list"),
            is_it=lambda sink: field(sink, "name") == "_Default" and _exclusion(sink, name) is not None,
            is_right=lambda sink: _exclusion(sink, name) == lines,
            create=("logging", "sinks", "update", "_Default", exclusion),
            update=("logging", "sinks", "update", "_Default", exclusion.replace("--add-", "--update-")),
            delete=("logging", "sinks", "update", "_Default", f"--remove-exclusions={name}"),
        ),
    ]


def _exclusion(sink: Any, name: str) -> str | None:
    return next((one.get("filter", "") for one in sink.get("exclusions", ()) if one.get("name") == name), None)


def metrics(site: Site) -> list[Resource]:
    """Return the metrics that the alerts watch, counted from the log."""
    scrapes = site.named("scrape-source")
    complete = f'resource.labels.service_name="{scrapes}" AND jsonPayload.message="{SCRAPED}"'
    return [
        _metric(site, "errors", f"{logs_of(site)} AND severity>=ERROR", "Errors in the functions' log"),
        _metric(
            site,
            "scrapes",
            f'resource.type="cloud_run_revision" AND {complete} AND jsonPayload.outcome=("complete" OR "partial")',
            "Sources that were read",
        ),
    ]


def _metric(site: Site, name: str, lines: str, description: str) -> Resource:
    name = site.named(f"job-finder-{name}")
    flags = (f"--description={description}", f"--log-filter={lines}")
    return Resource(
        kind="metric",
        name=name,
        look=("logging", "metrics", "list"),
        is_it=called(name),
        is_right=has({"filter": lines, "description": description}),
        create=("logging", "metrics", "create", name, *flags),
        update=("logging", "metrics", "update", name, *flags),
        delete=("logging", "metrics", "delete", name),
    )


def alerts(site: Site, scrape_every_hours: float, channel: str, folder: Path, known: dict[str, str]) -> list[Resource]:
    """Return the alert policies, each one's definition written into `folder`.

    `channel` is a notification channel's full name, "" for none. `known` gives the full name of each policy that is
    there already, by its display name: gcloud corrects and deletes by that.
    """
    folder.mkdir(parents=True, exist_ok=True)
    texts = {path.stem: _rendered(site, path, scrape_every_hours) for path in sorted(ALERTS.glob("*.json"))}
    return [_alert(site, name, text, channel, folder, known) for name, text in texts.items()]


def _rendered(site: Site, template: Path, scrape_every_hours: float) -> dict[str, Any]:
    """Return a policy with its environment's names in it."""
    dead = [kept_letters(site.dead_letters(function)) for function in FUNCTIONS if not function.http]
    values = {
        "environment": site.environment.name,
        "errors": site.named("job-finder-errors"),
        "scrapes": site.named("job-finder-scrapes"),
        "dead_letters": "|".join(dead),
        "scrape_hours": f"{scrape_every_hours:g}",
        "absence_seconds": str(min(round(scrape_every_hours * 2 * 3600), LONGEST_ABSENCE_SECONDS)),
    }
    policy: dict[str, Any] = json.loads(Template(template.read_text(encoding="utf-8")).substitute(values))
    return policy


def _alert(
    site: Site, name: str, policy: dict[str, Any], channel: str, folder: Path, known: dict[str, str]
) -> Resource:
    policy["notificationChannels"] = [channel] if channel else []
    fingerprint = hashlib.sha256(json.dumps(policy, sort_keys=True).encode()).hexdigest()[:40]
    policy["userLabels"] = {"app": "job-finder", "environment": site.environment.name, "fingerprint": fingerprint}
    file = folder / f"alert-{site.environment.name}-{name}.json"
    file.write_text(json.dumps(policy, indent=2), encoding="utf-8")
    title = policy["displayName"]
    there = known.get(title, "")
    source = f"--policy-from-file={file}"
    return Resource(
        kind="alert",
        name=title,
        look=("alpha", "monitoring", "policies", "list"),
        is_it=lambda item: field(item, "displayName") == title,
        is_right=has({"userLabels.fingerprint": fingerprint}),
        create=("alpha", "monitoring", "policies", "create", source),
        update=("alpha", "monitoring", "policies", "update", there, source),
        delete=("alpha", "monitoring", "policies", "delete", there or "POLICY"),
    )
