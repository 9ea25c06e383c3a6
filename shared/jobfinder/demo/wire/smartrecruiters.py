"""SmartRecruiters' Posting API: pages without texts, and a detail for each posting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from jobfinder.demo.catalogue import SamplePosting
from jobfinder.demo.markup import Section, sections, to_html
from jobfinder.demo.wire.rows import Row, capitalised, laid_over, published


def row_of(posting: SamplePosting, epoch: datetime, base_url: str, company: str) -> Row:
    """Return one row of the list, which lacks the text; `ref` is where the detail is."""
    level = posting.level or "Not Applicable"
    row: Row = {
        "id": posting.native_id,
        "name": posting.title,
        "uuid": f"00000000-0000-4000-8000-{int(posting.native_id) % 10**12:012d}",
        "refNumber": f"REF{posting.native_id[-5:]}K",
        "company": {"identifier": company, "name": posting.company},
        "releasedDate": published(posting, epoch).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "location": _location(posting),
        "department": {"id": "7", "label": posting.department} if posting.department else {},
        "function": {"id": "other", "label": "Other"},
        "typeOfEmployment": {"id": "permanent", "label": capitalised(posting.employment)},
        "experienceLevel": {"id": level.lower().replace(" ", "_").replace("-", "_"), "label": level},
        "visibility": "PUBLIC",
        "ref": f"{base_url}/v1/companies/{company}/postings/{posting.native_id}",
        "language": {"code": posting.language, "label": posting.language},
    }
    return laid_over(row, posting)


def _location(posting: SamplePosting) -> Row:
    return {
        "city": posting.city,
        "region": posting.region,
        "country": posting.country.lower(),
        "remote": posting.mode == "remote",
        "hybrid": posting.mode == "hybrid",
        "fullLocation": posting.location,
    }


def page(rows: Sequence[Row], *, offset: int, limit: int) -> Row:
    """Return one page, as `GET /v1/companies/{company}/postings?limit=&offset=`."""
    return {"offset": offset, "limit": limit, "totalFound": len(rows), "content": list(rows[offset : offset + limit])}


def detail(posting: SamplePosting, epoch: datetime, base_url: str, company: str) -> Row:
    """Return one posting with its text in four titled sections, as `GET .../postings/{id}`."""
    opening, *rest = sections(posting.text)
    asked = rest[-1] if rest else Section("", "")
    work = "\n\n".join([opening.body, *(f"## {part.heading}\n\n{part.body}" for part in rest[:-1])])
    texts = {
        "companyDescription": ("Company Description", posting.intro),
        "jobDescription": ("Job Description", work),
        "qualifications": (asked.heading or "Qualifications", asked.body),
        "additionalInformation": ("Additional Information", posting.outro),
    }
    written = {name: {"title": title, "text": to_html(text)} for name, (title, text) in texts.items()}
    return {
        **row_of(posting, epoch, base_url, company),
        "postingUrl": posting.url,
        "applyUrl": f"{posting.url}?oga=true",
        "jobAd": {"sections": written},
        "active": True,
    }
