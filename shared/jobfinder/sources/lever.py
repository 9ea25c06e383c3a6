"""Lever: one answer holds the whole site (github.com/lever/postings-api). The requirements stand in `lists`."""

from __future__ import annotations

from urllib.parse import quote

from msgspec import Raw, Struct

from jobfinder.domain.posting import Posting
from jobfinder.domain.urls import VendorUrl
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment_of_milliseconds
from jobfinder.sources.draft import Draft
from jobfinder.sources.pay import pay_of, period_of
from jobfinder.sources.rows import LARGE_BOARD_BYTES, NOTHING, Rows, distinct, essentials, late_text, only, postings_of
from jobfinder.sources.text import heading, paragraphs, sections

_API = "https://api.lever.co"
_API_IN_EUROPE = "https://api.eu.lever.co"


class _Categories(Struct, rename="camel", gc=False):
    location: str | None = None
    all_locations: list[str] | None = None
    commitment: str | None = None
    department: str | None = None
    team: str | None = None
    level: str | None = None


class _List(Struct, gc=False):
    text: str | None = None
    content: str | None = None


class _Salary(Struct, gc=False):
    min: float | str | None = None
    max: float | str | None = None
    currency: str | None = None
    interval: str | None = None


class _Row(Struct, rename="camel", gc=False):
    id: str | None = None
    text: str | None = None
    hosted_url: str | None = None
    apply_url: str | None = None
    created_at: float | None = None
    updated_at: float | None = None
    categories: _Categories | None = None
    country: str | None = None
    workplace_type: str | None = None
    opening: str | None = None
    description: str | None = None
    description_body: str | None = None
    description_plain: Raw = NOTHING
    lists: list[_List] | None = None
    additional: str | None = None
    additional_plain: Raw = NOTHING
    salary_range: _Salary | None = None
    salary_description: str | None = None


class Lever(BoardSource):
    """Sites at lever.co."""

    type = "lever"
    _rows = Rows(list[_Row], _Row, field="", expected="a Lever site: a list of postings", is_row=lambda row: row.id)

    def board(self, named: VendorUrl, url: str) -> Board:
        """Return the site that was named; European sites answer on a host of their own."""
        endpoint = named.origin or (_API_IN_EUROPE if named.region else "")
        return Board(named.board, endpoint=endpoint, native_id=named.native_id, url=url)

    def first(self, board: Board) -> Request:
        """Return the request for the whole site."""
        base = board.endpoint or _API
        return Request(url=f"{base}/v0/postings/{quote(board.id, safe='')}?mode=json", max_bytes=LARGE_BOARD_BYTES)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return the whole site, or the one posting of a detail response."""
        _, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        return Page(postings=postings, broken=tuple(broken))


def _draft(row: _Row, board: Board) -> Posting:
    kinds = row.categories or _Categories()
    salary = row.salary_range
    native_id, title, company, url = essentials(row.id, row.text, board.company or board.id, row.hosted_url)
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        apply_url=row.apply_url or "",
        text=_text(row),
        locations=distinct(kinds.all_locations) if kinds.all_locations else only(kinds.location),
        country=row.country or "",
        workplace="" if row.workplace_type == "unspecified" else row.workplace_type or "",
        pay=pay_of(salary.min, salary.max, salary.currency, period_of(salary.interval)) if salary else None,
        employment=kinds.commitment or "",
        level=kinds.level or "",
        department=kinds.department or kinds.team or "",
        posted_at=moment_of_milliseconds(row.created_at),
        updated_at=moment_of_milliseconds(row.updated_at),
    )


def _text(row: _Row) -> str:
    """Return opening and description, the lists with their headings, what is said of pay, and the closing words."""
    description = row.description or sections(row.opening, row.description_body)
    return sections(
        description or paragraphs(late_text(row.description_plain)),
        *[f"{heading(item.text)}<ul>{item.content}</ul>" for item in row.lists or () if item.content],
        row.salary_description,
        row.additional or paragraphs(late_text(row.additional_plain)),
    )


SOURCE = Lever()
