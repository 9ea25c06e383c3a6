"""Recruitee's Careers Site API: offers whose text is split in two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from jobfinder.demo.catalogue import SamplePosting
from jobfinder.demo.markup import sections, to_html
from jobfinder.demo.wire.rows import Row, laid_over, published


def row_of(posting: SamplePosting, epoch: datetime) -> Row:
    """Return one offer; its text is split over `description` and `requirements`."""
    opening, *rest = sections(posting.text)
    asked = f"## {rest[-1].heading}\n\n{rest[-1].body}" if rest else ""
    before = [opening.body, *(f"## {part.heading}\n\n{part.body}" for part in rest[:-1])]
    place = {"name": posting.city, "city": posting.city, "state": posting.region, "country": posting.country_name}
    row: Row = {
        "id": int(posting.native_id),
        "guid": posting.native_id[-5:],
        "slug": posting.slug,
        "title": posting.title,
        "company_name": posting.company,
        "careers_url": posting.url,
        "careers_apply_url": f"{posting.url}/c/new",
        "location": posting.location,
        "city": posting.city,
        "country": posting.country_name,
        "country_code": posting.country,
        "locations": [{"id": 1, **place, "country_code": posting.country}],
        "department": posting.department,
        "description": to_html("\n\n".join(part for part in (posting.intro, *before) if part)),
        "requirements": to_html("\n\n".join(part for part in (asked, posting.outro) if part)),
        "created_at": _time(published(posting, epoch) - timedelta(days=3)),
        "published_at": _time(published(posting, epoch)),
        "updated_at": _time(epoch - timedelta(hours=5)),
        "employment_type_code": _RECRUITEE_EMPLOYMENT.get(posting.employment, posting.employment),
        "experience_code": posting.level or None,
        "remote": posting.mode == "remote",
        "hybrid": posting.mode == "hybrid",
        "on_site": posting.mode == "on-site",
        "salary": _salary(posting),
        "status": "published",
        "tags": [],
    }
    return laid_over(row, posting)


_RECRUITEE_EMPLOYMENT = {"full-time": "fulltime_permanent", "part-time": "parttime_permanent", "contract": "freelance"}


def _salary(posting: SamplePosting) -> Row:
    if posting.pay is None:
        return {"min": None, "max": None, "period": None, "currency": None}
    pay = posting.pay
    return {"min": str(pay.minimum), "max": str(pay.maximum), "period": pay.period, "currency": pay.currency}


def offers(postings: Sequence[SamplePosting], epoch: datetime) -> Row:
    """Return the whole site, as `GET /api/offers/`."""
    return {"offers": [row_of(posting, epoch) for posting in postings]}


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")
