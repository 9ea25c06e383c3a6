"""Workday: lists of 20 by POST, one more request brings each text; no list is longer than 2,000.

A board is a career site of a tenant: "acme.wd5:External" is the site External at acme.wd5.myworkdayjobs.com. Only the
first page says how many postings there are, so each request carries that number on, in its fragment, which is not
sent. Where a tenant stops counting at 2,000, the list is asked for value by value of a facet that divides it. The list
dates postings in words ("Posted 8 Days Ago"); the date comes with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import parse_qs, quote, urlencode, urlsplit

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

_OTHER_HOST = "myworkdaysite.com"
_PAGE_ROWS = 20  # the most the site gives at once
_MOST_LISTED = 2_000
_MOST_VALUES = 150  # of a facet: its ids of 32 digits travel in the request
_SEVERAL = re.compile(r"\d+ \w+", re.IGNORECASE)  # "2 Locations" names none
_ID = re.compile(r"(?:.*/)?(?:[^/]*_)?(?P<id>[^/_]+)/?")
_NUMBERED_ENTITY = re.compile(r"\d[\d.-]*\s+(?=\D)")  # "4100 Acme USA": companies number their legal entities


class _Row(Struct, rename="camel", gc=False):
    title: str | None = None
    external_path: str | None = None
    locations_text: str | None = None
    remote_type: str | None = None
    time_type: str | None = None


class _Value(Struct, gc=False):
    id: str | None = None
    count: int | None = None


class _Facet(Struct, rename="camel", gc=False):
    facet_parameter: str | None = None
    values: list[_Value] | None = None


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


_FACETS = msgspec.json.Decoder(list[_Facet])


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a run is: how many postings the list has, and the facet it is divided by, with the values still to come."""

    offset: int = 0
    total: int = 0
    facet: str = ""
    value: str = ""
    left: tuple[str, ...] = ()


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
        return _page(board, _Place())

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
        place = _place_of(request)
        total = place.total or (answer.total if isinstance(answer.total, int) else 0)
        place = replace(place, total=total)
        if not rows and place.offset < total:
            raise Unreadable(f"Expected {total} postings, got none after the first {place.offset}", where=request.url)
        following, is_whole = _following(place, len(rows), answer)
        return Page(
            postings=postings,
            broken=tuple(broken),
            next=_page(board, following) if following else None,
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
        return Request(url=f"{_api(board)}/job/{path}")

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


# -- paging -----------------------------------------------------------------------------------------------------------


def _page(board: Board, place: _Place) -> Request:
    facets = {place.facet: [place.value]} if place.facet else {}
    asks = {"appliedFacets": facets, "limit": _PAGE_ROWS, "offset": place.offset, "searchText": ""}
    carried = {"of": place.total, "facet": place.facet, "value": place.value, "left": ",".join(place.left)}
    said = urlencode({name: value for name, value in carried.items() if value})
    return Request(
        url=f"{_api(board)}/jobs" + (f"#{said}" if said else ""),
        method="POST",
        body=msgspec.json.encode(asks),
        headers=(("Content-Type", "application/json"), ("Accept", "application/json")),
    )


def _place_of(request: Request) -> _Place:
    carried = {name: values[0] for name, values in parse_qs(urlsplit(request.url).fragment).items()}
    try:
        offset = int(msgspec.json.decode(request.body or b"{}").get("offset", 0))
    except (msgspec.DecodeError, AttributeError, TypeError, ValueError):
        offset = 0
    return _Place(
        offset=offset,
        total=int(carried.get("of", "0")),
        facet=carried.get("facet", ""),
        value=carried.get("value", ""),
        left=tuple(filter(None, carried.get("left", "").split(","))),
    )


def _following(place: _Place, rows: int, answer: _Answer) -> tuple[_Place | None, bool]:
    """Return where to go on, None at the end, and whether all postings are listed then."""
    if place.total >= _MOST_LISTED and not place.facet and place.offset == 0 and (divided := _divided(place, answer)):
        return divided, True
    end = place.offset + rows
    if rows and (end < place.total if place.total else rows == _PAGE_ROWS):
        return replace(place, offset=end), True
    if place.left:
        return _Place(facet=place.facet, value=place.left[0], left=place.left[1:]), True
    return None, place.total < _MOST_LISTED or bool(place.facet)


def _divided(place: _Place, answer: _Answer) -> _Place | None:
    """Return the beginning of a list by the values of a facet, each short enough, that together name every posting."""
    try:
        facets = _FACETS.decode(answer.facets)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    for facet in facets:
        values = [value for value in facet.values or () if value.id and value.count]
        counts = [value.count or 0 for value in values]
        short = len(values) <= _MOST_VALUES and max(counts, default=_MOST_LISTED) < _MOST_LISTED
        if facet.facet_parameter and short and sum(counts) >= place.total:
            first, *left = [value.id or "" for value in values]
            return _Place(facet=facet.facet_parameter, value=first, left=tuple(left))
    return None


# -- rows -------------------------------------------------------------------------------------------------------------


def _parts(board: Board) -> tuple[str, str, str]:
    """Return the host's first labels, the tenant and the site of a board: "acme.wd5", "acme", "External"."""
    host, _, site = board.id.partition(":")
    return host, quote(host.partition(".")[0], safe=""), quote(site or host, safe="")


def _api(board: Board) -> str:
    host, tenant, site = _parts(board)
    base = board.endpoint or f"https://{quote(host, safe='.')}.myworkdayjobs.com"
    return f"{base}/wday/cxs/{tenant}/{site}"


@lru_cache(maxsize=100)
def _site_url(board: Board) -> str:
    """Return the page of the career site, below which the postings' pages lie."""
    host, tenant, site = _parts(board)
    if board.endpoint.endswith(_OTHER_HOST):
        return f"{board.endpoint}/recruiting/{tenant}/{site}"
    return f"https://{quote(host, safe='.')}.myworkdayjobs.com/{site}"


def _draft(row: _Row, board: Board) -> Posting:
    path = (row.external_path or "").strip()
    named = _ID.fullmatch(path)
    if path and not path.startswith("/job/"):
        raise BrokenRow(f"its path is not that of a posting: {path!r:.100}")
    employer = board.company or _parts(board)[1]
    page = f"{_site_url(board)}{path}" if path else ""
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
