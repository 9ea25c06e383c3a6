"""What a deployment consists of, stage by stage, and how an environment is taken away again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.foundation import build_trigger, foundation
from deploy.functions import Release, deliveries, functions
from deploy.gcloud import Gcloud
from deploy.google import RULES_FILE, Google, check_sentinel
from deploy.messages import schedules, topics
from deploy.queries import indexes
from deploy.reconcile import reconcile, remove
from deploy.resource import Resource
from deploy.site import Site
from deploy.watching import alerts, logs, metrics
from jobfinder.errors import Misconfigured

ROOT = Path(__file__).parents[1]
INDEXES_FILE = "firestore.indexes.json"
POLICIES = ("alpha", "monitoring", "policies", "list")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a deployment works with; `folder` takes the files that gcloud is handed."""

    gcloud: Gcloud
    google: Google
    folder: Path
    root: Path = ROOT


def prepare(
    site: Site, tools: Tools, repository: str = "", substitutions: Mapping[str, str] | None = None
) -> Counter[str]:
    """Bring about what a person with owner's rights prepares: see foundation.py. Raises Misconfigured, Retryable.

    With `repository` (a connected repository's full name) also the trigger that builds and deploys; `substitutions`
    are its own values for the build file's.
    """
    done = reconcile(foundation(site), tools.gcloud)
    if tools.gcloud.dry_run:
        tools.gcloud.say(f"# write the sentinel into {site.database}: {site.environment.name}")
    else:
        done[tools.google.mark(site)] += 1
    if repository:
        done += reconcile([build_trigger(site, repository, tools.folder, substitutions or {})], tools.gcloud)
    return done


def apply(site: Site, release: Release, tools: Tools, channel: str = "") -> Counter[str]:
    """Deploy a release and all that belongs to it. Raises Misconfigured, Retryable.

    The database's own word is asked first: a database of the other environment stops it before anything changes.
    """
    manifest = read_manifest(site, release)
    gcloud = tools.gcloud
    if gcloud.dry_run:
        gcloud.say(f"# refuse to go on unless the sentinel in {site.database} says {site.environment.name}")
        gcloud.say(f"# guard {site.database} by {RULES_FILE}")
        done: Counter[str] = Counter()
    else:
        check_sentinel(site, tools.google.sentinel(site))
        done = Counter([tools.google.set_rules(site, (tools.root / RULES_FILE).read_text(encoding="utf-8"))])
    done += reconcile(topics(site), gcloud)
    done += reconcile(indexes(site, tools.root / INDEXES_FILE), gcloud)
    done += reconcile(functions(site, release), gcloud)
    gcloud.look_again()  # the subscriptions are there since the functions are
    done += reconcile(deliveries(site, gcloud), gcloud)
    done += reconcile([*schedules(site), *logs(site), *metrics(site)], gcloud)
    hours = float(manifest["settings"]["scrape_every_hours"])
    done += reconcile(alerts(site, hours, channel, tools.folder, _policies(gcloud)), gcloud)
    return done


def read_manifest(site: Site, release: Release) -> dict[str, Any]:
    """Return the bundle's manifest. Raises Misconfigured where it is not a bundle of this environment."""
    file = release.bundle / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        todo = f"Run `make bundle ENV={site.environment.name}` first."
        raise Misconfigured(f"There is no bundle: {error}", where=str(file), todo=todo) from None
    if manifest["environment"] != site.environment.name:
        raise Misconfigured(
            f"This bundle is of {manifest['environment']}, not of {site.environment.name}", where=str(file)
        )
    return manifest


def _policies(gcloud: Gcloud) -> dict[str, str]:
    listed = [] if gcloud.dry_run else gcloud.list(POLICIES)
    return {str(one.get("displayName")): str(one.get("name")) for one in listed}


def tear_down(site: Site, tools: Tools, *, with_data: bool = False, backup: str = "") -> Counter[str]:
    """Take away what was deployed and prepared; the APIs stay. Raises Misconfigured, Retryable.

    With `with_data` the database goes too, exported to `backup` (gs://...) first if that is named.
    """
    gcloud = tools.gcloud
    release = Release(bundle=tools.folder)
    if not gcloud.dry_run:
        check_sentinel(site, tools.google.sentinel(site))
    done = remove([*_deployed(site, release, tools), *_prepared(site, tools)][::-1], gcloud)
    if gcloud.dry_run:
        gcloud.say(f"# take the rules of {site.database} away")
    else:
        done[tools.google.remove_rules(site)] += 1
    if with_data:
        for command in _end_of_data(site, backup):
            gcloud.change(command)
        done["deleted"] += 1
    return done


def _deployed(site: Site, release: Release, tools: Tools) -> list[Resource]:
    """Return what a deployment made, in the order in which it goes: what starts work before what does it."""
    (tools.folder / "manifest.json").write_text("{}", encoding="utf-8")
    watching = alerts(site, 1, "", tools.folder, _policies(tools.gcloud))
    return [
        *schedules(site),
        *functions(site, release),
        *watching,
        *metrics(site),
        *logs(site)[::-1],
        *topics(site)[::-1],
    ]


def _prepared(site: Site, tools: Tools) -> list[Resource]:
    return [build_trigger(site, "", tools.folder, {}), *foundation(site)[::-1]]


def _end_of_data(site: Site, backup: str) -> list[tuple[str, ...]]:
    database = f"--database={site.environment.database}"
    export = [("firestore", "export", backup, database)] if backup else []
    unlock = ("firestore", "databases", "update", database, "--no-delete-protection")
    return [*export, unlock, ("firestore", "databases", "delete", database)]
