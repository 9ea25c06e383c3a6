"""Sample boards as RSS 2.0, Atom (RFC 4287) and web pages with schema.org JobPosting, oddities included."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any

from jobfinder.demo.catalogue import SampleBoard, SamplePosting
from jobfinder.demo.markup import to_html
from jobfinder.demo.wire_json import closes, published

Row = dict[str, Any]


def rss(board: SampleBoard, postings: Sequence[SamplePosting], epoch: datetime) -> str:
    """Return an aggregator's feed: "Company: Role" titles, eligibility in `region`, the board's own link."""
    items = "\n".join(_rss_item(board, posting, epoch) for posting in postings)
    return (
        f'<?xml version="1.0" encoding="{board.encoding}"?>\n<rss version="2.0">\n<channel>\n'
        f"<title>{escape(board.company)}</title>\n<link>{escape(_site(board))}</link>\n"
        f"<description>{escape(board.about)}</description>\n<ttl>60</ttl>\n{items}\n</channel>\n</rss>\n"
    )


def _rss_item(board: SampleBoard, posting: SamplePosting, epoch: datetime) -> str:
    expires = closes(posting, epoch)
    values = {
        "title": f"{posting.company}: {posting.title}" if board.company_in_title else posting.title,
        "company": "" if board.company_in_title else posting.company,
        "location": "" if posting.eligible else posting.location,
        "region": posting.eligible,
        "workplace": posting.mode,
        "category": posting.department,
        "type": "-".join(part.capitalize() for part in posting.employment.split("-")),
        "description": _feed_html(board, posting),
        "pubDate": format_datetime(published(posting, epoch)),
        "expires_at": format_datetime(expires) if expires else "",
        "guid": posting.url,
        "link": posting.url,
    }
    values |= posting.raw
    rows = (f"<{name}>{escape(str(value))}</{name}>" for name, value in values.items() if value and value != "<absent>")
    return "<item>\n" + "\n".join(rows) + "\n</item>"


def _feed_html(board: SampleBoard, posting: SamplePosting) -> str:
    place = f"<p><strong>{board.place_label}:</strong> {escape(posting.location)}</p>\n"
    head = place if posting.location else ""
    return head + to_html(posting.markup)


def atom(board: SampleBoard, postings: Sequence[SamplePosting], epoch: datetime) -> str:
    """Return an Atom feed; `updated` of an entry is its last edit, `published` its first appearance."""
    entries = "\n".join(_atom_entry(board, posting, epoch) for posting in postings)
    return (
        f'<?xml version="1.0" encoding="{board.encoding}"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{escape(board.company)}</title>\n<id>{escape(board.id)}</id>\n"
        f"<updated>{_atom_time(epoch)}</updated>\n{entries}\n</feed>\n"
    )


def _atom_entry(board: SampleBoard, posting: SamplePosting, epoch: datetime) -> str:
    values = {"title": posting.title, "id": f"tag:{posting.native_id}", **posting.raw}
    rows = [f"<{name}>{escape(value)}</{name}>" for name, value in values.items() if value and value != "<absent>"]
    rows += [
        f'<link rel="alternate" href="{escape(posting.url)}"/>',
        f"<author><name>{escape(posting.company)}</name></author>",
        f'<category term="{escape(posting.location)}"/>',
        f"<published>{_atom_time(published(posting, epoch))}</published>",
        f"<updated>{_atom_time(epoch)}</updated>",
        f'<content type="html">{escape(_feed_html(board, posting))}</content>',
    ]
    return "<entry>\n" + "\n".join(rows) + "\n</entry>"


def _atom_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


_BROKEN_BLOCKS = """
<script type="application/ld+json"></script>
<script type="application/ld+json">{"@type": "BreadcrumbList", </script>"""


def page(board: SampleBoard, postings: Sequence[SamplePosting], epoch: datetime) -> str:
    """Return a careers page with one `@graph` of all postings; on some pages unreadable blocks stand before it."""
    rows = [job_posting(posting, epoch) for posting in postings]
    organisation = {"@type": "Organization", "name": board.company, "url": _site(board)}
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
    row = {key: value for key, value in row.items() if value is not None} | dict(posting.raw)
    return {key: None if value == "<null>" else value for key, value in row.items() if value != "<absent>"}


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


def _site(board: SampleBoard) -> str:
    return "/".join(board.id.split("/")[:3])


def encoded(text: str, board: SampleBoard) -> bytes:
    """Return the text in the board's encoding, with a byte order mark where the board sends one."""
    return (b"\xef\xbb\xbf" if board.bom else b"") + text.encode(board.encoding, "xmlcharrefreplace")
