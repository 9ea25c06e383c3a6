"""Ashby's Job Postings API: pay in tiers, unlisted jobs among the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from jobfinder.demo.catalogue import SamplePosting
from jobfinder.demo.markup import to_html, to_plain
from jobfinder.demo.wire.rows import Row, laid_over, published


def row_of(posting: SamplePosting, epoch: datetime, *, compensation: bool = True) -> Row:
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
        "address": _address(posting),
        "jobUrl": posting.url,
        "applyUrl": f"{posting.url}/application",
        "descriptionHtml": to_html(posting.markup, heading="h2"),
        "descriptionPlain": to_plain(posting.markup),
    }
    if compensation:
        row["compensation"] = _compensation(posting)
    return laid_over(row, posting)


def _address(posting: SamplePosting) -> Row:
    address = {"addressLocality": posting.city, "addressRegion": posting.region, "addressCountry": posting.country_name}
    return {"postalAddress": {key: value for key, value in address.items() if value}}


def _compensation(posting: SamplePosting) -> Row:
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


def jobs(postings: Sequence[SamplePosting], epoch: datetime, *, compensation: bool = True) -> Row:
    """Return the whole board, as `GET /posting-api/job-board/{board}`; unlisted jobs are in it, as Ashby sends them."""
    return {"jobs": [row_of(each, epoch, compensation=compensation) for each in postings], "apiVersion": "1"}
