"""Workable: one answer holds the whole account; some accounts send one row per place of the same posting."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote

from msgspec import Struct

from jobfinder.domain.posting import Posting
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft
from jobfinder.sources.rows import LARGE_BOARD_BYTES, Rows, distinct, essentials, joined_by_id, only, postings_of
from jobfinder.sources.text import heading, sections

_API = "https://apply.workable.com"


class _Place(Struct, rename="camel", gc=False):
    city: str | None = None
    region: str | None = None
    country: str | None = None
    country_code: str | None = None
    hidden: bool | None = None


class _Job(Struct, gc=False):
    shortcode: str | None = None
    title: str | None = None
    url: str | None = None
    shortlink: str | None = None
    application_url: str | None = None
    telecommuting: bool | None = None
    workplace: str | None = None
    employment_type: str | None = None
    experience: str | None = None
    department: str | None = None
    function: str | None = None
    city: str | None = None
    state: str | None = None
    country: str | None = None
    locations: list[_Place] | None = None
    description: str | None = None
    requirements: str | None = None
    benefits: str | None = None
    published_on: str | None = None
    created_at: str | None = None


class _Answer(Struct, gc=False):
    jobs: list[_Job]
    name: str | None = None


class Workable(BoardSource):
    """Accounts at workable.com."""

    type = "workable"
    _rows = Rows(
        _Answer,
        _Job,
        field="jobs",
        expected="a Workable account: an object with a list `jobs`",
        is_row=lambda job: job.shortcode,
    )

    def first(self, board: Board) -> Request:
        """Return the request for the whole account with its texts."""
        url = f"{board.endpoint or _API}/api/v1/widget/accounts/{quote(board.id, safe='')}?details=true"
        return Request(url=url, max_bytes=LARGE_BOARD_BYTES)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return the whole account, rows of one posting joined."""
        answer, rows, broken = self._rows.read(body, request.url)
        name = answer.name if answer is not None and isinstance(answer.name, str) else ""
        named = replace(board, company=name.strip() or board.company or board.id)
        postings = joined_by_id(postings_of(rows, _draft, named, broken))
        return Page(postings=postings, broken=tuple(broken))


def _draft(job: _Job, board: Board) -> Posting:
    native_id, title, company, url = essentials(job.shortcode, job.title, board.company, job.url or job.shortlink)
    locations, country = _places(job)
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        apply_url=job.application_url or "",
        text=_text(job) if job.requirements or job.benefits else job.description or "",
        locations=locations,
        country=country,
        workplace=job.workplace or ("remote" if job.telecommuting else ""),
        employment=job.employment_type or "",
        level=job.experience or "",
        department=job.department or job.function or "",
        posted_at=moment(job.published_on) or moment(job.created_at),
    )


def _places(job: _Job) -> tuple[tuple[str, ...], str]:
    """Return the places, and their country, as a code where the board gives it; "" where there are several."""
    places = job.locations or ()
    if len(places) == 1 and not places[0].hidden:
        (place,) = places
        return _named(place.city, place.region, place.country), place.country_code or place.country or ""
    shown = [place for place in places if not place.hidden]
    if not shown:
        return _named(job.city, job.state, job.country), job.country or ""
    names = [name for place in shown for name in _named(place.city, place.region, place.country)]
    countries = distinct([place.country_code or place.country for place in shown])
    return distinct(names), countries[0] if len(countries) == 1 else ""


@lru_cache(maxsize=4000)  # an account has few places
def _named(*parts: str | None) -> tuple[str, ...]:
    return only(", ".join([part for part in parts if part]))


def _text(job: _Job) -> str:
    more = {"Requirements": job.requirements, "Benefits": job.benefits}
    return sections(job.description, *[heading(name) + text for name, text in more.items() if text])


SOURCE = Workable()
