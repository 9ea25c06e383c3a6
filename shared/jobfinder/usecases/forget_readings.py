"""Forget what models said of postings that nobody lists any more, or whose text has changed since.

What is kept of an open posting saves a paid call whenever its profile or rules change, so it stays however old it is. A
match has its own copy of what was made of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from jobfinder.domain.extraction.said import Extraction
from jobfinder.domain.identity import merged_view
from jobfinder.domain.posting import ListingState
from jobfinder.ports import Ports

BATCH = 200


def forget_readings(ports: Ports, *, days: int) -> int:
    """Delete the readings that were of no use for `days`, in batches, and return how many; harmless to stop or repeat.

    One that is still of use is marked so, and looked at again when as many days have passed.
    """
    before, forgotten = ports.clock() - timedelta(days=days), 0
    while not ports.stopping():
        stale = ports.store.stale_extractions(used_before=before, limit=BATCH)
        useless = [one.id for one in stale if not _kept_as_useful(one, ports)]
        forgotten += ports.store.delete_extractions(useless) if useless else 0
        if len(stale) < BATCH:
            break
    return forgotten


def _kept_as_useful(extraction: Extraction, ports: Ports) -> bool:
    useful = _is_of_use(extraction, ports)
    if useful:
        ports.store.keep_extraction(replace(extraction, used_at=ports.clock()))
    return useful


def _is_of_use(extraction: Extraction, ports: Ports) -> bool:
    """Return whether the job is still open and of the version that was read."""
    members = ports.store.links(extraction.listing_id) if extraction.listing_id else []
    job = merged_view(members) if members else None
    return job is not None and job.state is not ListingState.CLOSED and job.content_hash == extraction.content_hash
