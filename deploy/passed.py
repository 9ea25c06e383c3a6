"""Has a revision passed the environment before this one? Production takes only what did."""

from __future__ import annotations

import re
from typing import Any

from deploy.gcloud import Gcloud
from deploy.resource import field
from deploy.site import Site
from jobfinder.domain.environments import ENVIRONMENTS
from jobfinder.errors import Misconfigured

ORDER = tuple(ENVIRONMENTS)


def check_passed(site: Site, revision: str, gcloud: Gcloud) -> str:
    """Return the id of the build that deployed this revision to the environment before. Raises Misconfigured.

    Only builds started by that environment's own trigger count: anybody who may build could claim a revision, but a
    trigger's build says what it really fetched.
    """
    if not re.fullmatch(r"[0-9a-f]{40}", revision):
        raise Misconfigured(f"{revision!r} is not a revision", todo="Name the commit by its 40 hexadecimal digits.")
    place = ORDER.index(site.environment.name)
    if place == 0:
        raise Misconfigured(f"Nothing comes before {site.environment.name}", where="deploy passed")
    before = ORDER[place - 1]
    region = f"--region={site.region}"
    trigger = gcloud.list(("builds", "triggers", "list", region))
    ids = [field(one, "id") for one in trigger if field(one, "name") == f"job-finder-{before}"]
    if len(ids) != 1:
        raise Misconfigured(f"There is no build trigger job-finder-{before}", where=f"project {site.project}")
    words = f'buildTriggerId="{ids[0]}" AND status="SUCCESS" AND substitutions.COMMIT_SHA="{revision}"'
    for build in gcloud.list(("builds", "list", region, f"--filter={words}", "--limit=20")):
        if _is_proof(build, ids[0], revision):
            return str(build["id"])
    raise Misconfigured(
        f"Revision {revision} has not passed {before}",
        where=f"project {site.project}",
        todo="Push it to develop, and tag it when that build has succeeded.",
    )


def _is_proof(build: Any, trigger: str, revision: str) -> bool:
    """Return whether a build is what it was asked for: the filter's own word is not enough."""
    said = field(build, "substitutions.COMMIT_SHA")
    fetched = field(build, "sourceProvenance.resolvedGitSource.revision") or said
    return bool(
        build.get("buildTriggerId") == trigger
        and build.get("status") == "SUCCESS"
        and said == revision
        and fetched == revision
    )
