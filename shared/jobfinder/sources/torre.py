"""Torre: pages of postings of many employers by POST and a cursor, one more request brings each text.

The location of a remote job says who may apply. Pay counts where the poster shows an amount; "to be agreed" is none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

import msgspec
from msgspec import Struct, field

from jobfinder.domain.posting import Pay, Posting
from jobfinder.errors import Unreadable
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft, frozen, reopened
from jobfinder.sources.pay import pay_of, period_of
from jobfinder.sources.rows import Rows, distinct, essentials, names_of, postings_of
from jobfinder.sources.search import SearchSource
from jobfinder.sources.text import heading, paragraphs, sections

_SEARCH = "https://search.torre.co"
_SITE = "https://torre.ai"
_PAGE_ROWS = 20
_OPEN = msgspec.json.encode({"and": [{"status": {"code": "open"}}]})
_AMOUNTS = frozenset({"range", "fixed"})


class _Named(Struct, gc=False):
    name: str | None = None


class _Where(Struct, rename="camel", gc=False):
    id: str | None = None
    country_code: str | None = None


class _Place(Struct, rename="camel", gc=False):
    remote: bool | None = None
    anywhere: bool | None = None
    location_type: str | None = None
    location: list[_Where] | None = None


class _Amounts(Struct, rename="camel", gc=False):
    code: str | None = None
    currency: str | None = None
    min_amount: float | None = None
    max_amount: float | None = None
    periodicity: str | None = None


class _Compensation(Struct, gc=False):
    data: _Amounts | None = None
    visible: bool | None = None


class _Row(Struct, rename="camel", gc=False):
    id: str | None = None
    title: str | None = field(name="objective", default=None)
    slug: str | None = None
    tagline: str | None = None
    type: str | None = None
    commitment: str | None = None
    organizations: list[_Named] | None = None
    locations: list[str] | None = None
    remote: bool | None = None
    place: _Place | None = None
    compensation: _Compensation | None = None
    skills: list[_Named] | None = None
    external_application_url: str | None = None
    status: str | None = None
    created: str | None = None
    deadline: str | None = None


class _Cursors(Struct, gc=False):
    next: str | None = None


class _Answer(Struct, gc=False):
    results: list[_Row]
    total: int | None = None
    pagination: _Cursors | None = None


class _Part(Struct, gc=False):
    code: str | None = None
    content: str | None = None


class _Detail(Struct, gc=False):
    details: list[_Part] | None = None


class Torre(SearchSource):
    """Torre, all that is open."""

    type = "torre"
    has_details = True
    host = re.compile(r"(?:search\.)?torre\.(?:ai|co)")
    list_path = re.compile(r"|/search(?:/jobs)?|/jobs|/opportunities/_search", re.IGNORECASE)
    api_path = re.compile(r"/opportunities/_search")
    _rows = Rows(
        _Answer,
        _Row,
        field="results",
        expected="a page of Torre: an object with a list `results`",
        is_row=lambda row: row.id and row.title,
        title_name="objective",
    )
    _details = Rows(
        _Answer,
        _Detail,
        field="results",
        expected="a posting of Torre: an object with a list `details`",
        is_row=lambda detail: detail.details is not None,
    )

    def first(self, board: Board) -> Request:
        """Return the request for the first postings."""
        return self._page(board, "")

    def _page(self, board: Board, cursor: str) -> Request:
        url = f"{board.endpoint or _SEARCH}/opportunities/_search?size={_PAGE_ROWS}&aggregate=false"
        return Request(
            url=url + (f"&after={quote(cursor, safe='')}" if cursor else ""),
            method="POST",
            body=_OPEN,
            headers=(("Content-Type", "application/json"),),
        )

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return one page and the request for the next one."""
        answer, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        if answer is None:
            return Page(postings=postings, broken=tuple(broken))
        cursors = answer.pagination
        cursor = (cursors.next if isinstance(cursors, _Cursors) else (cursors or {}).get("next")) or ""
        total = answer.total if isinstance(answer.total, int) else None
        following = self._page(board, cursor) if rows and isinstance(cursor, str) and cursor else None
        return Page(postings=postings, broken=tuple(broken), next=following, total=total)

    def detail(self, posting: Posting, board: Board) -> Request:
        """Return the request for a posting's text."""
        base = board.endpoint or _SITE
        return Request(url=f"{base}/api/suite/opportunities/{quote(posting.native_id, safe='')}")

    def parse_detail(self, body: bytes, posting: Posting) -> Posting:
        """Return the posting with its text. Raises Unreadable."""
        parts = self._details.read_single(body, posting.url).details
        if parts is None:
            raise Unreadable("Expected a posting of Torre, got none", where=posting.url)
        said = [_heading(part.code) + part.content for part in parts if part.content]
        draft = reopened(posting)
        draft.text = sections(posting.text, *said)
        return frozen(draft)


def _draft(row: _Row, board: Board) -> Posting | None:
    if row.status not in (None, "open"):
        return None
    employers = names_of(row.organizations)
    page = f"{_SITE}/post/{row.id}-{row.slug or ''}".rstrip("-") if row.id else ""
    native_id, title, company, url = essentials(row.id, row.title, employers[0] if employers else "", page)
    place = row.place or _Place()
    is_remote = bool(place.remote if place.remote is not None else row.remote)
    where = place.location or ()
    areas = distinct([one.id for one in where]) or distinct(row.locations or ())
    codes = distinct([one.country_code for one in where]) if where and not is_remote else ()
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        apply_url=row.external_application_url or "",
        text=paragraphs(row.tagline or ""),
        locations=() if is_remote else areas,
        country=codes[0] if len(codes) == 1 else "",
        workplace="remote" if is_remote else "hybrid" if "hybrid" in (place.location_type or "") else "",
        eligibility=areas if is_remote else (),
        pay=_pay(row.compensation),
        employment=row.commitment or row.type or "",
        tags=names_of(row.skills),
        posted_at=moment(row.created),
        closes_at=moment(row.deadline),
    )


@lru_cache(maxsize=100)  # there are few kinds of parts
def _heading(code: str | None) -> str:
    return heading((code or "").replace("-", " ").capitalize())


def _pay(offer: _Compensation | None) -> Pay | None:
    said = offer.data if offer and offer.visible is not False else None
    if said is None or said.code not in _AMOUNTS:
        return None
    return pay_of(said.min_amount, said.max_amount, said.currency, period_of(said.periodicity))


SOURCE = Torre()
