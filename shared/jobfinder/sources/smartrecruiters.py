"""SmartRecruiters: lists of 100 without texts, one more request per posting brings its text (Posting API, v1).

A company that does not exist answers 200 with nothing found, so `total` 0 is no proof of an empty board.
"""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

from msgspec import Struct

from jobfinder.domain.posting import Posting
from jobfinder.errors import Unreadable
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft, frozen, reopened
from jobfinder.sources.rows import Rows, essentials, only, postings_of
from jobfinder.sources.text import told

_API = "https://api.smartrecruiters.com"
_SITE = "https://jobs.smartrecruiters.com"
_PAGE_ROWS = 100  # the most the API gives at once


class _Label(Struct, gc=False):
    label: str | None = None
    code: str | None = None


class _Company(Struct, gc=False):
    name: str | None = None
    identifier: str | None = None


class _Location(Struct, rename="camel", gc=False):
    full_location: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None
    remote: bool | None = None
    hybrid: bool | None = None


class _Section(Struct, gc=False):
    title: str | None = None
    text: str | None = None


class _Sections(Struct, rename="camel", gc=False):
    company_description: _Section | None = None
    job_description: _Section | None = None
    qualifications: _Section | None = None
    additional_information: _Section | None = None


class _JobAd(Struct, gc=False):
    sections: _Sections | None = None


class _Row(Struct, rename="camel", gc=False):
    id: int | str | None = None
    name: str | None = None
    company: _Company | None = None
    location: _Location | None = None
    released_date: str | None = None
    department: _Label | None = None
    function: _Label | None = None
    type_of_employment: _Label | None = None
    experience_level: _Label | None = None
    language: _Label | None = None
    posting_url: str | None = None
    apply_url: str | None = None
    job_ad: _JobAd | None = None


class _Answer(Struct, rename="camel", gc=False):
    content: list[_Row]
    total_found: int | None = None
    offset: int | None = None


class SmartRecruiters(BoardSource):
    """Companies at smartrecruiters.com."""

    type = "smartrecruiters"
    has_details = True
    _rows = Rows(
        _Answer,
        _Row,
        field="content",
        expected="a SmartRecruiters list: an object with a list `content`",
        is_row=lambda row: row.id is not None or row.job_ad is not None,
    )

    def first(self, board: Board) -> Request:
        """Return the request for the first hundred postings."""
        return self._page(board, 0)

    def _page(self, board: Board, offset: int) -> Request:
        return Request(url=f"{self._postings(board)}?limit={_PAGE_ROWS}&offset={offset}")

    def _postings(self, board: Board) -> str:
        return f"{board.endpoint or _API}/v1/companies/{quote(board.id, safe='')}/postings"

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return one page of the list and the request for the next one, or the one posting of a detail response."""
        answer, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        if answer is None:
            return Page(postings=postings, broken=tuple(broken))
        total = answer.total_found if isinstance(answer.total_found, int) else None
        begin = answer.offset if isinstance(answer.offset, int) else _offset_asked(request)
        end = begin + len(rows)
        following = self._page(board, end) if rows and end < (total or 0) else None
        return Page(postings=postings, broken=tuple(broken), next=following, total=total)

    def detail(self, posting: Posting, board: Board) -> Request:
        """Return the request for a posting's text."""
        return Request(url=f"{self._postings(board)}/{quote(posting.native_id, safe='')}")

    def parse_detail(self, body: bytes, posting: Posting) -> Posting:
        """Return the posting with the text and the address of its detail response. Raises Unreadable."""
        row = self._rows.read_single(body, posting.url)
        if row.job_ad is None:
            raise Unreadable("Expected a SmartRecruiters posting: an object with `jobAd`, got none", where=posting.url)
        draft = reopened(posting)
        draft.text = _text(row)
        draft.url = row.posting_url or posting.url
        draft.apply_url = row.apply_url or posting.apply_url
        return frozen(draft)


def _offset_asked(request: Request) -> int:
    asked = parse_qs(urlsplit(request.url).query).get("offset", ["0"])[0]
    return int(asked) if asked.isdecimal() else 0


def _draft(row: _Row, board: Board) -> Posting:
    place = row.location or _Location()
    company = row.company or _Company()
    level = _label(row.experience_level)
    url = row.posting_url or f"{_SITE}/{quote(company.identifier or board.id, safe='')}/{row.id}"
    employer = company.name or board.company or board.id
    native_id, title, employer, url = essentials(row.id, row.name, employer, url)
    return Draft(
        native_id=native_id,
        title=title,
        company=employer,
        url=url,
        apply_url=row.apply_url or "",
        text=_text(row),
        locations=only(place.full_location or _joined(place)),
        country=place.country or "",
        workplace="hybrid" if place.hybrid else "remote" if place.remote else "",
        employment=_label(row.type_of_employment),
        level="" if level.lower() == "not applicable" else level,
        department=_label(row.department) or _label(row.function),
        language=(row.language.code or "") if row.language else "",
        posted_at=moment(row.released_date),
    )


def _label(value: _Label | None) -> str:
    return (value.label or "") if value else ""


def _joined(place: _Location) -> str:
    return ", ".join(filter(None, (place.city, place.region, place.country)))


def _text(row: _Row) -> str:
    parts = row.job_ad.sections if row.job_ad else None
    if parts is None:
        return ""
    in_order = (parts.company_description, parts.job_description, parts.qualifications, parts.additional_information)
    return told(*[(part.title, part.text) for part in in_order if part])


SOURCE = SmartRecruiters()
