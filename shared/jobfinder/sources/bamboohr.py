"""BambooHR: one answer lists the whole board without dates and texts, which come one by one.

A company that is no customer any more is led to BambooHR's own front page, which is no list but an answer all the same.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from msgspec import Struct, field

from jobfinder.domain.posting import Posting
from jobfinder.errors import Gone, Unreadable
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import day
from jobfinder.sources.draft import Draft, frozen, reopened
from jobfinder.sources.rows import Rows, distinct, essentials, only, postings_of

# documentation.bamboohr.com, applicant tracking; lists write the number in quotes
_WORKPLACES: dict[int | str | None, str] = {"0": "on-site", "1": "remote", "2": "hybrid"}
_WORKPLACES |= {int(code): mode for code, mode in _WORKPLACES.items() if code}
_FRONT_PAGE = b"www.bamboohr.com"


class _Place(Struct, rename="camel", gc=False):
    city: str | None = None
    state: str | None = None
    province: str | None = None
    country: str | None = None
    address_country: str | None = None


_NOWHERE = _Place()


class _Row(Struct, rename="camel", gc=False):
    id: int | str | None = None
    title: str | None = field(name="jobOpeningName", default=None)
    department_label: str | None = None
    employment_status_label: str | None = None
    location: _Place | None = None
    ats_location: _Place | None = None
    is_remote: bool | None = None
    location_type: int | str | None = None


class _Meta(Struct, rename="camel", gc=False):
    total_count: int | None = None


class _Answer(Struct, gc=False):
    result: list[_Row]
    meta: _Meta | None = None


class _Opening(Struct, rename="camel", gc=False):
    description: str | None = None
    date_posted: str | None = None
    compensation: str | None = None
    minimum_experience: str | None = None
    employment_status_label: str | None = None
    job_opening_share_url: str | None = None


class _Result(Struct, rename="camel", gc=False):
    job_opening: _Opening | None = None


class _Detail(Struct, gc=False):
    result: _Result | None = None


class BambooHR(BoardSource):
    """Boards at bamboohr.com."""

    type = "bamboohr"
    has_details = True
    _rows = Rows(
        _Answer,
        _Row,
        field="result",
        expected="a BambooHR list: an object with a list `result`",
        is_row=lambda row: row.id is not None and row.title,
        title_name="jobOpeningName",
    )
    _details = Rows(
        _Answer,
        _Detail,
        field="result",
        expected="a BambooHR posting: an object with `result.jobOpening`",
        is_row=lambda detail: detail.result and detail.result.job_opening,
    )

    def first(self, board: Board) -> Request:
        """Return the request for the whole board."""
        return Request(url=f"{_base(board)}/careers/list")

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return the whole board. Raises Gone where the company has no board here any more."""
        if body.lstrip()[:1] == b"<" and _FRONT_PAGE in body:
            raise Gone("BambooHR has no board of this company: it shows its own front page", where=request.url)
        answer, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        meta = answer.meta if answer is not None else None
        total = meta.total_count if isinstance(meta, _Meta) else None
        return Page(postings=postings, broken=tuple(broken), total=total)

    def detail(self, posting: Posting, board: Board) -> Request:
        """Return the request for a posting's text and date."""
        return Request(url=f"{_base(board)}/careers/{quote(posting.native_id, safe='')}/detail")

    def parse_detail(self, body: bytes, posting: Posting) -> Posting:
        """Return the posting with its text, its date and its pay in words. Raises Unreadable."""
        found = self._details.read_single(body, posting.url).result
        opening = found.job_opening if found else None
        if opening is None:
            raise Unreadable("Expected a BambooHR posting, got none", where=posting.url)
        draft = reopened(posting)
        draft.text = opening.description or ""
        draft.pay_text = (opening.compensation or "").strip() or posting.pay_text
        draft.level = opening.minimum_experience or posting.level
        draft.employment = posting.employment or opening.employment_status_label or ""
        draft.url = opening.job_opening_share_url or posting.url
        draft.posted_at = day(opening.date_posted) or posting.posted_at
        return frozen(draft)


@lru_cache(maxsize=100)
def _site(company: str) -> str:
    return f"https://{quote(company, safe='.-')}.bamboohr.com"


def _base(board: Board) -> str:
    return board.endpoint or _site(board.id)


def _draft(row: _Row, board: Board) -> Posting:
    page = f"{_site(board.id)}/careers/{row.id}"
    native_id, title, company, url = essentials(row.id, row.title, board.company or board.id, page)
    place = row.ats_location or _NOWHERE
    own = row.location or _NOWHERE
    country = place.country or own.address_country or own.country or ""
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        locations=_places(own.city, own.state, "") or _places(place.city, place.state or place.province, country),
        country=country,
        workplace="remote" if row.is_remote else _WORKPLACES.get(row.location_type, ""),
        employment=row.employment_status_label or "",
        department=row.department_label or "",
    )


@lru_cache(maxsize=4000)  # a board has few places
def _places(*parts: str | None) -> tuple[str, ...]:
    return only(", ".join(distinct(parts)))


SOURCE = BambooHR()
