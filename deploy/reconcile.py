"""Makes what is there into what is wanted: creates what lacks, corrects what differs, leaves the rest alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from deploy.gcloud import Gcloud
from deploy.resource import Resource


def reconcile(resources: Iterable[Resource], gcloud: Gcloud) -> Counter[str]:
    """Bring each resource about, in order, and return how many were created, updated and unchanged.

    None of them may change whether another one is there.

    A dry run looks at nothing: it prints what a first deployment runs. Raises Retryable where gcloud fails.
    """
    done: Counter[str] = Counter()
    gcloud.look_again()
    for resource in resources:
        done[_reconcile_one(resource, gcloud)] += 1
    return done


def _reconcile_one(resource: Resource, gcloud: Gcloud) -> str:
    found = [] if gcloud.dry_run else [item for item in gcloud.list(resource.look) if resource.is_it(item)]
    if not found:
        gcloud.change(resource.create)
        return "created"
    if resource.update is None or resource.is_right(found[0]):
        return "unchanged"
    gcloud.change(resource.update)
    return "updated"


def remove(resources: Iterable[Resource], gcloud: Gcloud) -> Counter[str]:
    """Take away each resource that is there, the last first. Raises Retryable where gcloud fails."""
    done: Counter[str] = Counter()
    gcloud.look_again()
    for resource in reversed(list(resources)):
        if resource.delete is None:
            continue
        if gcloud.dry_run or any(resource.is_it(item) for item in gcloud.list(resource.look)):
            gcloud.change(resource.delete)
            done["deleted"] += 1
    return done
