"""Sample boards as JSON in the shape that each applicant tracking system's public API answers with.

The shapes follow the vendors' public job-board APIs: Greenhouse Job Board API, Lever Postings API, Ashby Job Postings
API, SmartRecruiters Posting API, Workable's widget API and Recruitee's Careers Site API.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from typing import Any

from jobfinder.demo.catalogue import SampleBoard, SamplePosting
from jobfinder.demo.markup import Section, items_html, sections, to_html, to_plain

Row = dict[str, Any]

_OFFSET = "-05:00"  # Greenhouse writes its own zone, not UTC


def published(posting: SamplePosting, epoch: datetime) -> datetime:
    """Return when the posting was first published; `epoch` is the moment day 0 began (UTC)."""
    return epoch + timedelta(days=posting.joins_on_day - posting.days)


def closes(posting: SamplePosting, epoch: datetime) -> datetime | None:
    """Return when applications close, None where the posting does not say."""
    return None if posting.ends is None else epoch + timedelta(days=posting.ends)


def _laid_over(row: Row, posting: SamplePosting) -> Row:
    """Return the row with what its author wants sent instead; a key set to "<absent>" is left out."""
    merged = {**row, **posting.raw}
    return {key: _null(value) for key, value in merged.items() if value != "<absent>"}


def _null(value: Any) -> Any:
    return None if value == "<null>" else value  # TOML cannot write null


# -- Greenhouse -------------------------------------------------------------------------------------------------------


def greenhouse_row(posting: SamplePosting, epoch: datetime, *, content: bool = True) -> Row:
    """Return one job; `content` is HTML escaped once more, and stands there only where it was asked for."""
    row: Row = {
        "absolute_url": posting.url,
        "internal_job_id": int(posting.native_id) - 1_000_000,
        "location": {"name": posting.location},
        "metadata": None,
        "id": int(posting.native_id),
        "updated_at": _eastern(epoch - timedelta(hours=2)),
        "requisition_id": posting.native_id[-4:],
        "title": posting.title,
        "company_name": posting.company,
        "first_published": _eastern(published(posting, epoch)),
        "language": posting.language,
        "application_deadline": _iso_or_none(closes(posting, epoch)),
    }
    if content:
        row |= {
            "content": escape(_greenhouse_html(posting)),
            "departments": [{"id": 40, "name": posting.department, "child_ids": [], "parent_id": None}],
            "offices": [_office(name) for name in posting.offices or (posting.location,)],
        }
    return _laid_over(row, posting)


def _greenhouse_html(posting: SamplePosting) -> str:
    intro, outro = (to_html(part) for part in (posting.intro, posting.outro))
    pay = f'<div class="content-pay-transparency">{_pay_html(posting)}</div>' if posting.pay else ""
    return (
        f'<div class="content-intro">{intro}</div>{to_html(posting.text)}{pay}'
        f'<div class="content-conclusion">{outro}</div>'
    )


def _pay_html(posting: SamplePosting) -> str:
    pay = posting.pay
    if pay is None:
        return ""
    label = {"year": "Annual salary range", "month": "Monthly salary range"}.get(pay.period, f"Pay per {pay.period}")
    symbol = {"EUR": "€", "USD": "$", "GBP": "£"}.get(pay.currency, "")
    ends = f"{symbol}{pay.minimum:,} &mdash; {symbol}{pay.maximum:,} {pay.currency}"
    return f'<div class="pay-range"><div class="title">{label}</div><span>{ends}</span></div>'


def _office(name: str) -> Row:
    return {"id": 4_000_000 + len(name), "name": name, "location": name, "child_ids": [], "parent_id": None}


def greenhouse_jobs(postings: Sequence[SamplePosting], epoch: datetime, *, content: bool = True) -> Row:
    """Return the whole board, as `GET /v1/boards/{board}/jobs`."""
    rows = [greenhouse_row(posting, epoch, content=content) for posting in postings]
    return {"jobs": rows, "meta": {"total": len(rows)}}


# -- Lever ------------------------------------------------------------------------------------------------------------


def lever_row(posting: SamplePosting, epoch: datetime) -> Row:
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
            "commitment": _capitalised(posting.employment),
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
    return _laid_over(row, posting)


def lever_postings(postings: Sequence[SamplePosting], epoch: datetime) -> list[Row]:
    """Return the whole site, as `GET /v0/postings/{site}?mode=json`."""
    return [lever_row(posting, epoch) for posting in postings]


def _capitalised(employment: str) -> str:
    return "-".join(part.capitalize() for part in employment.split("-"))


# -- Ashby ------------------------------------------------------------------------------------------------------------


def ashby_row(posting: SamplePosting, epoch: datetime, *, compensation: bool = True) -> Row:
    """Return one job; `isRemote` may disagree with `workplaceType`, which is the one to trust."""
    row: Row = {
        "id": posting.native_id,
        "title": posting.title,
        "department": posting.department,
        "team": posting.department,
        "employmentType": {"full-time": "FullTime", "part-time": "PartTime", "internship": "Intern"}.get(
            posting.employment, posting.employment.capitalize()
        ),
        "location": posting.location,
        "shouldDisplayCompensationOnJobPostings": True,
        "secondaryLocations": [{"location": place, "address": None} for place in posting.more_places],
        "publishedAt": published(posting, epoch).isoformat(timespec="milliseconds"),
        "isListed": posting.listed,
        "isRemote": posting.mode in {"remote", "hybrid"},
        "workplaceType": {"remote": "Remote", "hybrid": "Hybrid", "on-site": "OnSite"}.get(posting.mode),
        "address": _ashby_address(posting),
        "jobUrl": posting.url,
        "applyUrl": f"{posting.url}/application",
        "descriptionHtml": to_html(posting.markup, heading="h2"),
        "descriptionPlain": to_plain(posting.markup),
    }
    if compensation:
        row["compensation"] = _ashby_compensation(posting)
    return _laid_over(row, posting)


def _ashby_address(posting: SamplePosting) -> Row:
    address = {"addressLocality": posting.city, "addressRegion": posting.region, "addressCountry": posting.country_name}
    return {"postalAddress": {key: value for key, value in address.items() if value}}


def _ashby_compensation(posting: SamplePosting) -> Row:
    empty: Row = {"compensationTierSummary": None, "scrapeableCompensationSalarySummary": None}
    if posting.pay is None:
        return {**empty, "compensationTiers": [], "summaryComponents": []}
    pay = posting.pay
    salary = {
        "compensationType": "Salary",
        "interval": f"1 {pay.period.upper()}",
        "currencyCode": pay.currency,
        "minValue": pay.minimum,
        "maxValue": pay.maximum,
    }
    equity = {
        "compensationType": "EquityPercentage",
        "interval": "NONE",
        "currencyCode": None,
        "minValue": None,
        "maxValue": None,
    }
    summary = f"{pay.currency} {pay.minimum / 1000:g}K – {pay.maximum / 1000:g}K"
    tier = {"id": posting.native_id, "tierSummary": summary, "title": None, "components": [salary, equity]}
    return {
        "compensationTierSummary": f"{summary} • Offers Equity",
        "scrapeableCompensationSalarySummary": summary,
        "compensationTiers": [tier],
        "summaryComponents": [salary, equity],
    }


def ashby_jobs(postings: Sequence[SamplePosting], epoch: datetime, *, compensation: bool = True) -> Row:
    """Return the whole board, as `GET /posting-api/job-board/{board}`; unlisted jobs are in it, as Ashby sends them."""
    return {"jobs": [ashby_row(each, epoch, compensation=compensation) for each in postings], "apiVersion": "1"}


# -- SmartRecruiters --------------------------------------------------------------------------------------------------


def smartrecruiters_row(posting: SamplePosting, epoch: datetime, base_url: str, company: str) -> Row:
    """Return one row of the list, which lacks the text; `ref` is where the detail is."""
    level = posting.level or "Not Applicable"
    row: Row = {
        "id": posting.native_id,
        "name": posting.title,
        "uuid": f"00000000-0000-4000-8000-{int(posting.native_id) % 10**12:012d}",
        "refNumber": f"REF{posting.native_id[-5:]}K",
        "company": {"identifier": company, "name": posting.company},
        "releasedDate": published(posting, epoch).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "location": _smartrecruiters_location(posting),
        "department": {"id": "7", "label": posting.department} if posting.department else {},
        "function": {"id": "other", "label": "Other"},
        "typeOfEmployment": {"id": "permanent", "label": _capitalised(posting.employment)},
        "experienceLevel": {"id": level.lower().replace(" ", "_").replace("-", "_"), "label": level},
        "visibility": "PUBLIC",
        "ref": f"{base_url}/v1/companies/{company}/postings/{posting.native_id}",
        "language": {"code": posting.language, "label": posting.language},
    }
    return _laid_over(row, posting)


def _smartrecruiters_location(posting: SamplePosting) -> Row:
    return {
        "city": posting.city,
        "region": posting.region,
        "country": posting.country.lower(),
        "remote": posting.mode == "remote",
        "hybrid": posting.mode == "hybrid",
        "fullLocation": posting.location,
    }


def smartrecruiters_page(rows: Sequence[Row], *, offset: int, limit: int) -> Row:
    """Return one page, as `GET /v1/companies/{company}/postings?limit=&offset=`."""
    return {"offset": offset, "limit": limit, "totalFound": len(rows), "content": list(rows[offset : offset + limit])}


def smartrecruiters_detail(posting: SamplePosting, epoch: datetime, base_url: str, company: str) -> Row:
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
        **smartrecruiters_row(posting, epoch, base_url, company),
        "postingUrl": posting.url,
        "applyUrl": f"{posting.url}?oga=true",
        "jobAd": {"sections": written},
        "active": True,
    }


# -- Workable ---------------------------------------------------------------------------------------------------------


def workable_row(posting: SamplePosting, epoch: datetime, *, details: bool = True) -> Row:
    """Return one job of the widget API; `created_at` is when the draft was made, `published_on` when it went public."""
    public = published(posting, epoch)
    row: Row = {
        "title": posting.title,
        "shortcode": posting.native_id,
        "code": "",
        "employment_type": _capitalised(posting.employment),
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
        "locations": [_workable_place(posting)],
    }
    if details:
        row["description"] = to_html(posting.markup)
    return _laid_over(row, posting)


def _workable_place(posting: SamplePosting) -> Row:
    names = {"country": posting.country_name, "countryCode": posting.country, "city": posting.city}
    return {**names, "region": posting.region, "hidden": False}


def workable_account(
    board: SampleBoard, postings: Sequence[SamplePosting], epoch: datetime, *, details: bool = True
) -> Row:
    """Return the whole account, as `GET /api/v1/widget/accounts/{account}`."""
    rows = [workable_row(posting, epoch, details=details) for posting in postings]
    return {"name": board.company, "description": to_html(board.about), "jobs": rows}


# -- Recruitee --------------------------------------------------------------------------------------------------------


def recruitee_row(posting: SamplePosting, epoch: datetime) -> Row:
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
        "created_at": _recruitee_time(published(posting, epoch) - timedelta(days=3)),
        "published_at": _recruitee_time(published(posting, epoch)),
        "updated_at": _recruitee_time(epoch - timedelta(hours=5)),
        "employment_type_code": _RECRUITEE_EMPLOYMENT.get(posting.employment, posting.employment),
        "experience_code": posting.level or None,
        "remote": posting.mode == "remote",
        "hybrid": posting.mode == "hybrid",
        "on_site": posting.mode == "on-site",
        "salary": _recruitee_salary(posting),
        "status": "published",
        "tags": [],
    }
    return _laid_over(row, posting)


_RECRUITEE_EMPLOYMENT = {"full-time": "fulltime_permanent", "part-time": "parttime_permanent", "contract": "freelance"}


def _recruitee_salary(posting: SamplePosting) -> Row:
    if posting.pay is None:
        return {"min": None, "max": None, "period": None, "currency": None}
    pay = posting.pay
    return {"min": str(pay.minimum), "max": str(pay.maximum), "period": pay.period, "currency": pay.currency}


def recruitee_offers(postings: Sequence[SamplePosting], epoch: datetime) -> Row:
    """Return the whole site, as `GET /api/offers/`."""
    return {"offers": [recruitee_row(posting, epoch) for posting in postings]}


def _recruitee_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def _eastern(moment: datetime) -> str:
    return (moment - timedelta(hours=5)).strftime("%Y-%m-%dT%H:%M:%S") + _OFFSET


def _iso_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else _eastern(moment)
