"""What the project's owner prepares once per environment: APIs, database, accounts, secrets, the build trigger."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from string import Template

from deploy.grants import (
    BUILD,
    DEPLOY,
    PUSH,
    SECRETS,
    WEB_PERMISSIONS,
    accounts_of_functions,
    binding,
    early_grants,
    web_role,
)
from deploy.resource import Resource, called, field
from deploy.site import Site
from jobfinder.domain.topology import FUNCTIONS

APIS = (
    *("artifactregistry", "cloudbuild", "cloudfunctions", "cloudscheduler", "eventarc", "firebaserules", "firestore"),
    *("iam", "identitytoolkit", "logging", "monitoring", "pubsub", "run", "secretmanager"),
)
TRIGGERS = Path(__file__).parent / "triggers"


def foundation(site: Site) -> list[Resource]:
    """Return everything that has to be there before Cloud Build can deploy, in order."""
    accounts = dict.fromkeys((*accounts_of_functions(), PUSH, BUILD, DEPLOY))
    return [
        *(_api(name) for name in APIS),
        _database(site),
        *(_account(site, account) for account in accounts),
        *(_secret(site, name) for name in SECRETS.values()),
        *([_web_role(site)] if any(function.http for function in FUNCTIONS) else []),
        *(binding(grant, site) for grant in early_grants()),
    ]


def _api(name: str) -> Resource:
    service = f"{name}.googleapis.com"
    return Resource(
        kind="API",
        name=service,
        look=("services", "list", "--enabled"),
        is_it=lambda item: field(item, "config.name") == service,
        create=("services", "enable", service),
    )


def _database(site: Site) -> Resource:
    name = site.environment.database
    protection = "--delete-protection" if site.environment.name == "production" else "--no-delete-protection"
    flags = (f"--database={name}", f"--location={site.database_location}", "--type=firestore-native", protection)
    return Resource(
        kind="database",
        name=name,
        look=("firestore", "databases", "list"),
        is_it=called(name),
        create=("firestore", "databases", "create", *flags),
    )


def _account(site: Site, account: str) -> Resource:
    name, email = site.named(account), site.email(account)
    title = f"--display-name=Job Finder {site.environment.name}: {account.removeprefix('jf-')}"
    return Resource(
        kind="service account",
        name=name,
        look=("iam", "service-accounts", "list"),
        is_it=lambda item: field(item, "email") == email,
        create=("iam", "service-accounts", "create", name, title),
        delete=("iam", "service-accounts", "delete", email),
    )


def _secret(site: Site, secret: str) -> Resource:
    name = site.named(secret)
    return Resource(
        kind="secret",
        name=name,
        look=("secrets", "list"),
        is_it=called(name),
        create=("secrets", "create", name, "--replication-policy=automatic"),
        delete=("secrets", "delete", name),
    )


def _web_role(site: Site) -> Resource:
    name = web_role(site)
    rights = f"--permissions={','.join(WEB_PERMISSIONS)}"
    return Resource(
        kind="role",
        name=name,
        look=("iam", "roles", "list"),
        is_it=called(name),
        create=("iam", "roles", "create", name, "--title=Job Finder sign-in", rights, "--stage=GA"),
        delete=("iam", "roles", "delete", name),
    )


def build_trigger(site: Site, repository: str, folder: Path, substitutions: Mapping[str, str]) -> Resource:
    """Return the Cloud Build trigger, its definition written into `folder`.

    `substitutions` are added to the file's. `repository` is the full name of a connected repository:
    projects/P/locations/R/connections/C/repositories/NAME.
    """
    name = site.environment.name
    text = (TRIGGERS / f"{name}.yaml").read_text(encoding="utf-8")
    text += "".join(f"  {key}: {json.dumps(value)}\n" for key, value in sorted(substitutions.items()))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"trigger-{name}.yaml"
    values = {"project": site.project, "region": site.region, "location": site.database_location}
    values |= {
        "repository": repository,
        "fingerprint": hashlib.sha256(f"{text}{values}{repository}".encode()).hexdigest()[:12],
    }
    file.write_text(Template(text).substitute(values), encoding="utf-8")
    import_it = ("builds", "triggers", "import", f"--source={file}", f"--region={site.region}")
    return Resource(
        kind="build trigger",
        name=f"job-finder-{name}",
        look=("builds", "triggers", "list", f"--region={site.region}"),
        is_it=called(f"job-finder-{name}"),
        is_right=lambda item: str(field(item, "description")).endswith(f"({values['fingerprint']})"),
        create=import_it,
        update=import_it,
        delete=("builds", "triggers", "delete", f"job-finder-{name}", f"--region={site.region}"),
    )
