"""Careers pages with schema.org JobPosting inside one `@graph` (JSON-LD)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from html import escape

from jobfinder.demo.catalogue import SampleBoard, SamplePosting
from jobfinder.demo.markup import to_html
from jobfinder.demo.wire.rows import Row, closes, laid_over, published, site

_BROKEN_BLOCKS = """
<script type="application/ld+json"></script>
<script type="application/ld+json">{"@type": "BreadcrumbList", </script>"""


def page(board: SampleBoard, postings: Sequence[SamplePosting], epoch: datetime) -> str:
    """Return a careers page with one `@graph` of all postings; on some pages unreadable blocks stand before it."""
    rows = [job_posting(posting, epoch) for posting in postings]
    organisation = {"@type": "Organization", "name": board.company, "url": site(board)}
    graph = {"@context": "https://schema.org", "@graph": [organisation, *rows]}
    listed = "\n".join(f'<li><a href="{escape(each.url)}">{escape(each.title)}</a></li>' for each in postings)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>Careers at {escape(board.company)}</title>"
        f"{_BROKEN_BLOCKS if board.broken_blocks else ''}"
        f'\n<script type="application/ld+json">{_script_json(graph)}</script>\n</head>'
        f"<body><h1>Work with us</h1>{to_html(board.about)}<ul>{listed}</ul></body></html>\n"
    )


def _script_json(value: Row) -> str:
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


def job_posting(posting: SamplePosting, epoch: datetime) -> Row:
    """Return schema.org JobPosting; a remote one names TELECOMMUTE and who may apply."""
    expires = closes(posting, epoch)
    row: Row = {
        "@type": "JobPosting",
        "title": posting.title,
        "description": to_html(posting.markup),
        "datePosted": published(posting, epoch).date().isoformat(),
        "validThrough": expires.isoformat() if expires else None,
        "employmentType": posting.employment.upper().replace("-", "_"),
        "hiringOrganization": {"@type": "Organization", "name": posting.company},
        "identifier": {"@type": "PropertyValue", "name": posting.company, "value": posting.native_id},
        "jobLocation": _job_location(posting),
        "baseSalary": _base_salary(posting),
        "url": posting.url,
        "directApply": True,
    }
    if posting.mode == "remote":
        row["jobLocationType"] = "TELECOMMUTE"
        row["applicantLocationRequirements"] = {"@type": "Country", "name": posting.eligible or posting.country_name}
    return laid_over({key: value for key, value in row.items() if value is not None}, posting)


def _job_location(posting: SamplePosting) -> Row | None:
    names = {"addressLocality": posting.city, "addressRegion": posting.region, "addressCountry": posting.country}
    address = {key: value for key, value in names.items() if value}
    return {"@type": "Place", "address": {"@type": "PostalAddress", **address}} if address else None


def _base_salary(posting: SamplePosting) -> Row | None:
    if posting.pay is None:
        return None
    pay = posting.pay
    value = {
        "@type": "QuantitativeValue",
        "minValue": pay.minimum,
        "maxValue": pay.maximum,
        "unitText": pay.period.upper(),
    }
    return {"@type": "MonetaryAmount", "currency": pay.currency, "value": value}
