"""Who may do what: the one table of service accounts and roles, each as narrow as Google Cloud allows.

`jf-<function>` runs a function, `jf-push` delivers events to them, `jf-build` builds their images, `jf-deploy` is what
Cloud Build deploys as. Roles: https://cloud.google.com/iam/docs/roles-permissions
Conditions on a named database: https://firebase.google.com/docs/firestore/security/iam#per-database
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deploy.resource import Command, Resource
from deploy.site import Site
from jobfinder.domain.topology import DIGEST_TOPIC, FUNCTIONS, SCRAPE_SOURCE_TOPIC, SWEEP_TOPIC, Function

PUSH, BUILD, DEPLOY = "jf-push", "jf-build", "jf-deploy"
PUBSUB_AGENT = "agent:pubsub"
WEB_ROLE = "jobFinderWeb"  # our own: reading a user and making a session cookie, but not changing a claim
WEB_PERMISSIONS = ("firebaseauth.users.get", "firebaseauth.users.createSession")
MODEL_SECRETS = {
    "ANTHROPIC_API_KEY": "job-finder-anthropic-api-key",
    "OPENAI_API_KEY": "job-finder-openai-api-key",
}
MESSAGE_SECRETS = {
    "JOB_FINDER_NOTIFY__URLS": "job-finder-notify-urls"
}  # where digest and alerts go: addresses with passwords
SEND_MESSAGES = (DIGEST_TOPIC, SWEEP_TOPIC)  # the sweep tells the alerts
# The keys of the boards that ask for one, those of jobfinder.fetch.keys; where none is set, only these are not read.
BOARD_SECRETS = {
    "ADZUNA_APP_ID": "job-finder-adzuna-app-id",
    "ADZUNA_APP_KEY": "job-finder-adzuna-app-key",
    "USAJOBS_API_KEY": "job-finder-usajobs-api-key",
}
SECRETS = {**MODEL_SECRETS, **MESSAGE_SECRETS, **BOARD_SECRETS}  # environment variable -> secret
# What Cloud Build needs to bring everything else about. The person who prepares the project grants it once.
DEPLOYER_ROLES = (
    "roles/cloudbuild.builds.viewer",  # has this revision passed the environment before?
    "roles/cloudfunctions.developer",
    "roles/cloudscheduler.admin",
    "roles/datastore.indexAdmin",
    "roles/firebaserules.admin",
    "roles/logging.configWriter",  # log-based metrics, the log bucket and its sink
    "roles/logging.logWriter",  # its own build log
    "roles/monitoring.alertPolicyEditor",
    "roles/pubsub.admin",  # topics, and who may publish to each
    "roles/run.admin",  # who may invoke each function
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One role for one account on one thing.

    `kind` is project, database, topic, subscription, secret, service or account. Names are without the environment,
    but for those of topics and subscriptions, which are whole.
    """

    account: str
    role: str
    kind: str
    on: str = ""


def early_grants() -> list[Grant]:
    """Return what is granted when the project is prepared: on the project, the database, secrets and accounts."""
    grants = [
        Grant(account=PUSH, role="roles/eventarc.eventReceiver", kind="project"),
        Grant(account=BUILD, role="roles/cloudbuild.builds.builder", kind="project"),
        Grant(account=DEPLOY, role="roles/datastore.viewer", kind="database"),  # the sentinel
        *(Grant(account=DEPLOY, role=role, kind="project") for role in DEPLOYER_ROLES),
    ]
    for function in FUNCTIONS:
        grants += _of_function(function)
    accounts = accounts_of_functions()
    grants += [Grant(account=DEPLOY, role="roles/iam.serviceAccountUser", kind="account", on=on) for on in accounts]
    return grants


def accounts_of_functions() -> tuple[str, ...]:
    """Return the service accounts that a deployment lets functions, triggers and their builds run as."""
    return (*(function.service_account for function in FUNCTIONS), PUSH, BUILD)


def _of_function(function: Function) -> Iterator[Grant]:
    account = function.service_account
    yield Grant(account=account, role="roles/datastore.user", kind="database")
    for secret in secrets_of(function).values():
        yield Grant(account=account, role="roles/secretmanager.secretAccessor", kind="secret", on=secret)
    if function.http:
        yield Grant(account=account, role=WEB_ROLE, kind="project")


def secrets_of(function: Function) -> dict[str, str]:
    """Return the secrets that a function reads, by the environment variable that holds each."""
    models = MODEL_SECRETS if function.uses_model else {}
    boards = BOARD_SECRETS if function.topic == SCRAPE_SOURCE_TOPIC else {}
    return {**models, **boards, **(MESSAGE_SECRETS if function.topic in SEND_MESSAGES else {})}


def topic_grants(site: Site) -> list[Grant]:
    """Return who may publish where: a function to the topics it says, Pub/Sub itself to the dead-letter topics."""
    grants = [
        Grant(account=function.service_account, role="roles/pubsub.publisher", kind="topic", on=site.named(topic))
        for function in FUNCTIONS
        for topic in function.publishes
    ]
    for function in FUNCTIONS:
        if not function.http:
            dead = site.dead_letters(function)
            grants.append(Grant(account=PUBSUB_AGENT, role="roles/pubsub.publisher", kind="topic", on=dead))
    return grants


def invoker_grants() -> list[Grant]:
    """Return who may invoke the functions: only what delivers their events."""
    events = [function for function in FUNCTIONS if not function.http]
    return [Grant(account=PUSH, role="roles/run.invoker", kind="service", on=one.cloud_name) for one in events]


def binding(grant: Grant, site: Site) -> Resource:
    """Return a grant as an IAM binding."""
    member = site.member(grant.account)
    role = f"projects/{site.project}/roles/{web_role(site)}" if grant.role == WEB_ROLE else grant.role
    condition = _condition(site) if grant.kind == "database" else ""
    change = (f"--member={member}", f"--role={role}", *_flag(grant, condition))
    goes_with_its_thing = grant.kind not in ("project", "database")
    return Resource(
        kind="grant",
        name=f"{grant.account} {grant.role} on {grant.kind} {grant.on}".rstrip(),
        look=_policy(grant, site, "get"),
        is_it=lambda item: (
            item.get("role") == role
            and member in item.get("members", ())
            and item.get("condition", {}).get("expression", "") == condition
        ),
        create=(*_policy(grant, site, "add"), *change),
        delete=None if goes_with_its_thing else (*_policy(grant, site, "remove"), *change),
    )


def web_role(site: Site) -> str:
    """Return the id of the web function's own role, which may hold no hyphen."""
    return site.named(WEB_ROLE).replace("-", "_")


def _condition(site: Site) -> str:
    return f'resource.name=="{site.database}"'


def _flag(grant: Grant, condition: str) -> Command:
    if condition:
        return (f"--condition=expression={condition},title=this-database-only",)
    return ("--condition=None",) if grant.kind in ("project", "secret", "service", "account") else ()


def _policy(grant: Grant, site: Site, verb: str) -> Command:
    """Return the command that gets, adds to or removes from the policy of what the grant is on."""
    word = "get-iam-policy" if verb == "get" else f"{verb}-iam-policy-binding"
    name = site.named(grant.on)
    return {
        "project": ("projects", word, site.project),
        "database": ("projects", word, site.project),
        "topic": ("pubsub", "topics", word, grant.on),
        "subscription": ("pubsub", "subscriptions", word, grant.on),
        "secret": ("secrets", word, name),
        "service": ("run", "services", word, name, f"--region={site.region}"),
        "account": ("iam", "service-accounts", word, site.email(grant.on)),
    }[grant.kind]
