"""Ashby: one answer holds the whole board (developers.ashbyhq.com, public job posting API).

What is not listed is left out. `isRemote` is also true where remote work is only possible, so `workplaceType` decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

import msgspec
from msgspec import Raw, Struct

from jobfinder.domain.posting import Pay, Posting
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft
from jobfinder.sources.pay import pay_of, period_of, widest
from jobfinder.sources.rows import LARGE_BOARD_BYTES, NOTHING, Rows, distinct, essentials, late_text, only, postings_of
from jobfinder.sources.text import paragraphs

_API = "https://api.ashbyhq.com"


class _PostalAddress(Struct, rename="camel", gc=False):
    address_country: str | None = None
    address_region: str | None = None
    address_locality: str | None = None


class _Address(Struct, rename="camel", gc=False):
    postal_address: _PostalAddress | None = None


class _Location(Struct, gc=False):
    location: str | None = None


class _Component(Struct, rename="camel", gc=False):
    compensation_type: str | None = None
    interval: str | None = None
    currency_code: str | None = None
    min_value: float | None = None
    max_value: float | None = None


class _Tier(Struct, gc=False):
    components: list[_Component] | None = None


class _Compensation(Struct, rename="camel", gc=False):
    compensation_tier_summary: str | None = None
    summary_components: list[_Component] | None = None
    compensation_tiers: Raw = NOTHING  # as long as all the rest, and seldom needed


_TIERS = msgspec.json.Decoder(list[_Tier] | None)


class _Job(Struct, rename="camel", gc=False):
    id: str | None = None
    title: str | None = None
    job_url: str | None = None
    apply_url: str | None = None
    is_listed: bool | None = None
    is_remote: bool | None = None
    workplace_type: str | None = None
    employment_type: str | None = None
    department: str | None = None
    team: str | None = None
    location: str | None = None
    secondary_locations: list[_Location] | None = None
    address: _Address | None = None
    published_at: str | None = None
    updated_at: str | None = None
    description_html: str | None = None
    description_plain: Raw = NOTHING
    compensation: _Compensation | None = None


class _Answer(Struct, gc=False):
    jobs: list[_Job]


class Ashby(BoardSource):
    """Boards at ashbyhq.com."""

    type = "ashby"
    _rows = Rows(
        _Answer,
        _Job,
        field="jobs",
        expected="an Ashby board: an object with a list `jobs`",
        is_row=lambda job: job.id,
    )

    def first(self, board: Board) -> Request:
        """Return the request for the whole board with pay."""
        url = f"{board.endpoint or _API}/posting-api/job-board/{quote(board.id, safe='')}?includeCompensation=true"
        return Request(url=url, max_bytes=LARGE_BOARD_BYTES)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return what the board lists."""
        _, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        return Page(postings=postings, broken=tuple(broken))


def _draft(job: _Job, board: Board) -> Posting | None:
    if job.is_listed is False:
        return None
    offer = job.compensation
    native_id, title, company, url = essentials(job.id, job.title, board.company or board.id, job.job_url)
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        apply_url=job.apply_url or "",
        text=job.description_html or paragraphs(late_text(job.description_plain)),
        locations=_locations(job),
        country=_country(job.address),
        workplace=job.workplace_type or ("Remote" if job.is_remote else ""),
        pay=_pay(offer) if offer else None,
        pay_text=(offer.compensation_tier_summary or "") if offer else "",
        employment=job.employment_type or "",
        department=job.department or job.team or "",
        posted_at=moment(job.published_at),
        updated_at=moment(job.updated_at),
    )


def _locations(job: _Job) -> tuple[str, ...]:
    if not job.secondary_locations:
        return only(job.location)
    return distinct((job.location, *(other.location for other in job.secondary_locations)))


def _country(address: _Address | None) -> str:
    place = address.postal_address if address else None
    return (place.address_country or "") if place else ""


def _pay(offer: _Compensation) -> Pay | None:
    """Return the salary, from the summary or else from the tiers; equity, bonus and commission are not pay."""
    if offer.summary_components and (pay := widest(_salaries(offer.summary_components))):
        return pay
    try:
        tiers = _TIERS.decode(offer.compensation_tiers)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return widest(_salaries(component for tier in tiers or () for component in tier.components or ()))


def _salaries(components: Iterable[_Component]) -> Iterator[Pay | None]:
    for part in components:
        if part.compensation_type == "Salary":
            yield pay_of(part.min_value, part.max_value, part.currency_code, period_of(part.interval))


SOURCE = Ashby()
