"""Greenhouse's Job Board API: the whole board in one answer, its HTML escaped once more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

from jobfinder.demo.catalogue import SamplePosting
from jobfinder.demo.markup import to_html
from jobfinder.demo.wire.rows import Row, closes, laid_over, published

_EASTERN = "-05:00"  # Greenhouse writes its own zone, not UTC


def row_of(posting: SamplePosting, epoch: datetime, *, content: bool = True) -> Row:
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
        "application_deadline": _eastern_or_none(closes(posting, epoch)),
    }
    if content:
        row |= {
            "content": escape(_html(posting)),
            "departments": [{"id": 40, "name": posting.department, "child_ids": [], "parent_id": None}],
            "offices": [_office(name) for name in posting.offices or (posting.location,)],
        }
    return laid_over(row, posting)


def _html(posting: SamplePosting) -> str:
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


def jobs(postings: Sequence[SamplePosting], epoch: datetime, *, content: bool = True) -> Row:
    """Return the whole board, as `GET /v1/boards/{board}/jobs`."""
    rows = [row_of(posting, epoch, content=content) for posting in postings]
    return {"jobs": rows, "meta": {"total": len(rows)}}


def _eastern(moment: datetime) -> str:
    return (moment - timedelta(hours=5)).strftime("%Y-%m-%dT%H:%M:%S") + _EASTERN


def _eastern_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else _eastern(moment)
