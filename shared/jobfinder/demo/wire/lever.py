"""Lever's Postings API: a bare array; what a person must bring stands in `lists`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from jobfinder.demo.catalogue import SamplePosting
from jobfinder.demo.markup import items_html, sections, to_html, to_plain
from jobfinder.demo.wire.rows import Row, capitalised, laid_over, published


def row_of(posting: SamplePosting, epoch: datetime) -> Row:
    """Return one posting; what a person must bring stands in `lists`, not in the description."""
    opening, *lists = sections(posting.text)
    description = "\n\n".join(part for part in (posting.intro, opening.body) if part)
    row: Row = {
        "id": posting.native_id,
        "text": posting.title,
        "hostedUrl": posting.url,
        "applyUrl": f"{posting.url}/apply",
        "createdAt": int(published(posting, epoch).timestamp() * 1000),
        "categories": {
            "commitment": capitalised(posting.employment),
            "department": posting.department,
            "location": posting.location,
            "team": posting.department,
            "allLocations": [posting.location, *posting.more_places],
        },
        "country": posting.country or None,
        "workplaceType": {"on-site": "onsite"}.get(posting.mode, posting.mode or "unspecified"),
        "opening": "",
        "openingPlain": "",
        "description": to_html(description),
        "descriptionPlain": to_plain(description),
        "descriptionBody": to_html(description),
        "descriptionBodyPlain": to_plain(description),
        "lists": [{"text": part.heading, "content": items_html(part.body)} for part in lists],
        "additional": to_html(posting.outro),
        "additionalPlain": to_plain(posting.outro),
    }
    if posting.pay:
        row["salaryRange"] = {
            "min": posting.pay.minimum,
            "max": posting.pay.maximum,
            "currency": posting.pay.currency,
            "interval": f"per-{posting.pay.period}-{'wage' if posting.pay.period == 'hour' else 'salary'}",
        }
    return laid_over(row, posting)


def postings_of_site(postings: Sequence[SamplePosting], epoch: datetime) -> list[Row]:
    """Return the whole site, as `GET /v0/postings/{site}?mode=json`."""
    return [row_of(posting, epoch) for posting in postings]
