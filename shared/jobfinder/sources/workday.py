"""Workday: lists of 20 by POST, one more request brings each text; no list is longer than 2,000.

A board is a career site of a tenant: "acme.wd5:External" is the site External at acme.wd5.myworkdayjobs.com. How the
list goes on stands in `workday_list.py`. The list dates postings in words ("Posted 8 Days Ago"); the date comes with
the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote, urlsplit

import msgspec
from msgspec import Struct

from jobfinder.domain.posting import Broken, Posting
from jobfinder.domain.urls import VendorUrl
from jobfinder.errors import Unreadable
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft, frozen, reopened
from jobfinder.sources.rows import BrokenRow, Rows, distinct, essentials, only, postings_of
from jobfinder.sources.workday_list import Place, api_of, following, page_request, parts_of, place_of

_OTHER_HOST = "myworkdaysite.com"
_SEVERAL = re.compile(r"\d+ \w+", re.IGNORECASE)  # "2 Locations" names none
_ID = re.compile(r"(?:.*/)?(?:[^/]*_)?(?P<id>[^/_]+)/?")
_NUMBERED_ENTITY = re.compile(r"\d[\d.-]*\s+(?=\D)")  # "4100 Acme USA": companies number their legal entities


class _Row(Struct, rename="camel", gc=False):
    title: str | None = None
    external_path: str | None = None
    locations_text: str | None = None
    remote_type: str | None = None
    time_type: str | None = None


class _Answer(Struct, rename="camel", gc=False):
    job_postings: list[_Row]
    total: int | None = None
    facets: msgspec.Raw = msgspec.Raw(b"[]")


class _Named(Struct, rename="camel", gc=False):
    descriptor: str | None = None
    name: str | None = None
    alpha2_code: str | None = msgspec.field(name="alpha2Code", default=None)


class _Info(Struct, rename="camel", gc=False):
    title: str | None = None
    job_description: str | None = None
    location: str | None = None
    additional_locations: list[str] | None = None
    start_date: str | None = None
    end_date: str | None = None
    time_type: str | None = None
    country: _Named | None = None
    remote_type: str | None = None
    external_url: str | None = None


class _Detail(Struct, rename="camel", gc=False):
    job_posting_info: _Info | None = None
    hiring_organization: _Named | None = None


class Workday(BoardSource):
    """Career sites at myworkdayjobs.com and myworkdaysite.com."""

    type = "workday"
    has_details = True
    _rows = Rows(
        _Answer,
        _Row,
        field="job_postings",
        expected="a Workday list: an object with a list `jobPostings`",
        is_row=lambda row: row.external_path,
    )
    _details = Rows(
        _Answer,
        _Detail,
        field="job_postings",
        expected="a Workday posting: an object with `jobPostingInfo`",
        is_row=lambda detail: detail.job_posting_info,
    )

    def board(self, named: VendorUrl, url: str) -> Board:
        """Return the board that was named; a site at myworkdaysite.com is asked there."""
        parts = urlsplit(url)
        origin = f"https://{parts.netloc.lower()}" if (parts.hostname or "").endswith(_OTHER_HOST) else ""
        return Board(named.board, endpoint=named.origin or origin, native_id=named.native_id, url=url)

    def first(self, board: Board) -> Request:
        """Return the request for the first postings."""
        return page_request(board, Place())

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return one page of the list and the request for the next one, or the one posting of a detail response.

        Raises Unreadable where a list stops short.
        """
        try:
            answer, rows, broken = self._rows.read(body, request.url)
        except Unreadable as error:
            return self._single(body, board, error)
        postings = postings_of(rows, _draft, board, broken)
        if answer is None:
            return Page(postings=postings, broken=tuple(broken))
        place = place_of(request)
        total = place.total or (answer.total if isinstance(answer.total, int) else 0)
        place = replace(place, total=total)
        if not rows and place.offset < total:
            raise Unreadable(f"Expected {total} postings, got none after the first {place.offset}", where=request.url)
        ahead, is_whole = following(place, len(rows), answer.facets)
        return Page(
            postings=postings,
            broken=tuple(broken),
            next=page_request(board, ahead) if ahead else None,
            total=None if place.facet or not total else total if is_whole else total + 1,
        )

    def _single(self, body: bytes, board: Board, no_list: Unreadable) -> Page:
        try:
            said = self._details.read_single(body, no_list.where).job_posting_info
        except Unreadable:
            raise no_list from None
        path = urlsplit((said.external_url if said else None) or "").path
        row = _Row(title=said.title if said else None, external_path=f"/job/{path.partition('/job/')[2]}")
        broken: list[Broken] = []
        postings = postings_of([row], _draft, board, broken)
        return Page(postings=tuple([self.parse_detail(body, each) for each in postings]), broken=tuple(broken))

    def detail(self, posting: Posting, board: Board) -> Request:
        """Return the request for a posting's text and date."""
        _, _, path = posting.url.partition("/job/")
        return Request(url=f"{api_of(board)}/job/{path}")

    def parse_detail(self, body: bytes, posting: Posting) -> Posting:
        """Return the posting with its text, its date and its places. Raises Unreadable."""
        found = self._details.read_single(body, posting.url)
        said = found.job_posting_info
        if said is None:
            raise Unreadable("Expected a Workday posting, got none", where=posting.url)
        country = said.country or _Named()
        others = said.additional_locations
        draft = reopened(posting)
        draft.text = said.job_description or ""
        draft.company = _employer(posting, found.hiring_organization)
        draft.url = said.external_url or posting.url
        draft.locations = distinct([said.location, *(others or ())]) or posting.locations
        draft.country = "" if others else country.alpha2_code or country.descriptor or ""
        draft.workplace = said.remote_type or posting.workplace
        draft.employment = said.time_type or posting.employment
        draft.posted_at = moment(said.start_date)
        draft.closes_at = moment(said.end_date)
        return frozen(draft)


# -- rows -------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=100)
def _site_url(board_id: str, endpoint: str) -> str:
    """Return the page of the career site, below which the postings' pages lie."""
    board = Board(board_id, endpoint=endpoint)
    host, tenant, site = parts_of(board)
    if board.endpoint.endswith(_OTHER_HOST):
        return f"{board.endpoint}/recruiting/{tenant}/{site}"
    return f"https://{quote(host, safe='.')}.myworkdayjobs.com/{site}"


def _draft(row: _Row, board: Board) -> Posting:
    path = (row.external_path or "").strip()
    named = _ID.fullmatch(path)
    if path and not path.startswith("/job/"):
        raise BrokenRow(f"its path is not that of a posting: {path!r:.100}")
    employer = board.company or parts_of(board)[1]
    page = f"{_site_url(board.id, board.endpoint)}{path}" if path else ""
    native_id, title, company, url = essentials(named["id"] if named else "", row.title, employer, page)
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        locations=_locations(row.locations_text or ""),
        workplace=row.remote_type or "",
        employment=row.time_type or "",
    )


def _locations(text: str) -> tuple[str, ...]:
    return () if _SEVERAL.fullmatch(text.strip()) else only(text)


def _employer(posting: Posting, said: _Named | None) -> str:
    """Return the employer: whom the source was added for, or in place of a tenant's bare name the hiring company."""
    host = urlsplit(posting.url).hostname or ""
    bare = posting.company.lower() in _labels(host)
    name = _NUMBERED_ENTITY.sub("", (said.name or "").strip(), count=1) if said and bare else ""
    return name or posting.company


def _labels(host: str) -> Iterable[str]:
    return host.lower().split(".")


SOURCE = Workday()
