"""Oracle Cloud recruiting (HCM, "Candidate Experience"): lists of 25 by offset, one more request brings each text.

A board is a site of a tenant: "eeho.fa.us2:CX_1" is the site CX_1 at eeho.fa.us2.oraclecloud.com. What the finder asks
for is written as docs.oracle.com has it (REST API for Recruiting, recruitingCEJobRequisitions).
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote

from msgspec import Struct

from jobfinder.domain.posting import Posting
from jobfinder.domain.urls import page_url, split_web_url
from jobfinder.errors import Unreadable
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import day, moment
from jobfinder.sources.draft import Draft, frozen, reopened
from jobfinder.sources.rows import Rows, distinct, essentials, only, postings_of
from jobfinder.sources.text import told

_PAGE_ROWS = 25
_RESOURCES = "/hcmRestApi/resources/latest"
_SITE_NUMBER = re.compile(r"\bsiteNumber=(?P<site>[\w.-]+)")
_OFFSET = re.compile(r"\boffset=(\d{1,9})")


class _Place(Struct, rename="pascal", gc=False):
    name: str | None = None
    country_code: str | None = None


class _Row(Struct, rename="pascal", gc=False):
    id: int | str | None = None
    title: str | None = None
    posted_date: str | None = None
    posting_end_date: str | None = None
    primary_location: str | None = None
    primary_location_country: str | None = None
    workplace_type: str | None = None
    job_schedule: str | None = None
    job_type: str | None = None
    job_family: str | None = None
    job_function: str | None = None
    department: str | None = None
    language: str | None = None
    short_description_str: str | None = None


class _RowWithPlaces(_Row, rename={"secondary_locations": "secondaryLocations"}, gc=False):
    secondary_locations: list[_Place] | None = None


class _Found(Struct, rename={"rows": "requisitionList", "total": "TotalJobsCount", "offset": "Offset"}, gc=False):
    rows: list[_RowWithPlaces]
    total: int | None = None
    offset: int | None = None


class _Answer(Struct, gc=False):
    items: list[_Found]


class _Text(Struct, rename="pascal", gc=False):
    external_description_str: str | None = None
    external_responsibilities_str: str | None = None
    external_qualifications_str: str | None = None
    corporate_description_str: str | None = None
    organization_description_str: str | None = None
    external_posted_start_date: str | None = None
    external_posted_end_date: str | None = None


class _Detail(Struct, gc=False):
    items: list[_Text] | None = None


class OracleCloud(BoardSource):
    """Sites at oraclecloud.com, or at employers' own domains that show the same pages."""

    type = "oraclecloud"
    has_details = True
    _rows = Rows(
        _Answer,
        _RowWithPlaces,
        field="items.rows",
        expected="an Oracle recruiting list: an object with `items` that hold a `requisitionList`",
        is_row=lambda row: row.id is not None and row.title,
        id_name="Id",
        title_name="Title",
    )
    _details = Rows(
        _Answer,
        _Detail,
        field="items.rows",
        expected="an Oracle recruiting posting: an object with `items`",
        is_row=lambda detail: detail.items and _says_something(detail.items[0]),
    )

    def recognise(self, url: str) -> Board | None:
        """Return the site that a page names, or a request of the API, whose site stands in its finder."""
        parts = split_web_url(url)
        named = _SITE_NUMBER.search(unquote(parts.query)) if parts else None
        if parts is None or named is None or not parts.path.startswith("/hcmRestApi/"):
            return super().recognise(url)
        tenant = (parts.hostname or "").removesuffix(".oraclecloud.com")
        own = tenant != parts.hostname
        origin = "" if own else f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
        return Board(f"{tenant}:{named['site']}", endpoint=origin, url=page_url(url))

    def first(self, board: Board) -> Request:
        """Return the request for the first postings."""
        return self._page(board, 0)

    def _page(self, board: Board, offset: int) -> Request:
        finder = f"findReqs;siteNumber={_site(board)},limit={_PAGE_ROWS},offset={offset},sortBy=POSTING_DATES_DESC"
        expand = "requisitionList.secondaryLocations"
        query = f"onlyData=true&expand={expand}&finder={finder}"
        return Request(url=f"{_base(board)}{_RESOURCES}/recruitingCEJobRequisitions?{query}")

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return one page of the list and the request for the next one."""
        answer, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        found = answer.items[0] if answer is not None and answer.items else None
        total = found.total if found is not None and isinstance(found.total, int) else None
        end = _offset_asked(request) + len(rows)
        following = self._page(board, end) if rows and (end < total if total else len(rows) == _PAGE_ROWS) else None
        return Page(postings=postings, broken=tuple(broken), next=following, total=total)

    def detail(self, posting: Posting, board: Board) -> Request:
        """Return the request for a posting's text."""
        finder = f'ById;Id="{quote(posting.native_id, safe="")}",siteNumber={_site(board)}'.replace('"', "%22")
        query = f"expand=all&onlyData=true&finder={finder}"
        return Request(url=f"{_base(board)}{_RESOURCES}/recruitingCEJobRequisitionDetails?{query}")

    def parse_detail(self, body: bytes, posting: Posting) -> Posting:
        """Return the posting with its text and its dates. Raises Unreadable."""
        items = self._details.read_single(body, posting.url).items
        if not items:
            raise Unreadable("Expected an Oracle recruiting posting, got none", where=posting.url)
        said = items[0]
        draft = reopened(posting)
        draft.text = _text(said) or posting.text
        draft.posted_at = posting.posted_at or moment(said.external_posted_start_date)
        draft.closes_at = posting.closes_at or moment(said.external_posted_end_date)
        return frozen(draft)


def _site(board: Board) -> str:
    return quote(board.id.rpartition(":")[2], safe="")


def _base(board: Board) -> str:
    tenant, _, site = board.id.rpartition(":")
    return board.endpoint or f"https://{quote(tenant or site, safe='.')}.oraclecloud.com"


@lru_cache(maxsize=100)
def _pages(board_id: str, endpoint: str) -> str:
    """Return what the addresses of a board's postings begin with."""
    board = Board(board_id, endpoint=endpoint)
    return f"{_base(board)}/hcmUI/CandidateExperience/en/sites/{_site(board)}/job/"


def _offset_asked(request: Request) -> int:
    said = _OFFSET.search(unquote(request.url))
    return int(said[1]) if said else 0


def _draft(row: _RowWithPlaces, board: Board) -> Posting:
    employer = board.company or board.id.partition(".")[0].partition(":")[0]
    page = f"{_pages(board.id, board.endpoint)}{row.id}"
    native_id, title, company, url = essentials(row.id, row.title, employer, page)
    others, first = row.secondary_locations, row.primary_location
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=row.short_description_str or "",
        locations=distinct([first, *[place.name for place in others]]) if others else only(first),
        country="" if others else row.primary_location_country or "",
        workplace=row.workplace_type or "",
        employment=row.job_schedule or row.job_type or "",
        department=row.department or row.job_family or row.job_function or "",
        language=row.language or "",
        posted_at=day(row.posted_date),
        closes_at=day(row.posting_end_date),
    )


def _text(said: _Text) -> str:
    return told(
        (None, said.external_description_str),
        ("Responsibilities", said.external_responsibilities_str),
        ("Qualifications", said.external_qualifications_str),
        (None, said.corporate_description_str),
        (None, said.organization_description_str),
    )


def _says_something(said: _Text) -> bool:
    own = said.external_description_str or said.external_responsibilities_str or said.external_qualifications_str
    return bool((own and not own.isspace()) or _text(said))


SOURCE = OracleCloud()
