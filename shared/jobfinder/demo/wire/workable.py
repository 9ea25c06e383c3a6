"""Workable's widget API: one account in one answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from jobfinder.demo.catalogue import SampleBoard, SamplePosting
from jobfinder.demo.markup import to_html
from jobfinder.demo.wire.rows import Row, capitalised, laid_over, published


def row_of(posting: SamplePosting, epoch: datetime, *, details: bool = True) -> Row:
    """Return one job of the widget API; `created_at` is when the draft was made, `published_on` when it went public."""
    public = published(posting, epoch)
    row: Row = {
        "title": posting.title,
        "shortcode": posting.native_id,
        "code": "",
        "employment_type": capitalised(posting.employment),
        "telecommuting": posting.mode == "remote",
        "department": posting.department,
        "url": posting.url,
        "shortlink": posting.url,
        "application_url": f"{posting.url}/apply",
        "published_on": public.date().isoformat(),
        "created_at": (public - timedelta(days=9)).date().isoformat(),
        "country": posting.country_name,
        "city": posting.city,
        "state": posting.region,
        "education": "",
        "experience": posting.level,
        "function": posting.department,
        "industry": "Hospitality",
        "locations": [_place(posting)],
    }
    if details:
        row["description"] = to_html(posting.markup)
    return laid_over(row, posting)


def _place(posting: SamplePosting) -> Row:
    names = {"country": posting.country_name, "countryCode": posting.country, "city": posting.city}
    return {**names, "region": posting.region, "hidden": False}


def account(board: SampleBoard, postings: Sequence[SamplePosting], epoch: datetime, *, details: bool = True) -> Row:
    """Return the whole account, as `GET /api/v1/widget/accounts/{account}`."""
    rows = [row_of(posting, epoch, details=details) for posting in postings]
    return {"name": board.company, "description": to_html(board.about), "jobs": rows}
