"""Rippling: one answer holds the whole board without texts; each posting's page carries its data (`__NEXT_DATA__`).

A posting that is open in several places comes as one row for each of them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import msgspec
from msgspec import Struct

from jobfinder.domain.posting import Pay, Posting
from jobfinder.errors import Unreadable
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft, frozen, reopened
from jobfinder.sources.pay import pay_of, period_of, widest
from jobfinder.sources.rows import LARGE_BOARD_BYTES, Rows, essentials, joined_by_id, only, postings_of
from jobfinder.sources.text import as_utf8, sections

_API = "https://api.rippling.com"
_SITE = "https://ats.rippling.com"
_REMOTE = re.compile(r"(?P<mode>remote|hybrid)\b\s*[-–:,]?\s*\(?(?P<where>[^()]*)\)?", re.IGNORECASE)
_PAGE_DATA = re.compile(rb"<script\b[^>]{0,200}\bid=[\"']__NEXT_DATA__[\"'][^>]{0,200}>(.*?)</script", re.DOTALL)
_MOST_LEVELS = 8  # how deep in a page's data the posting lies, at most


class _Label(Struct, gc=False):
    id: str | None = None
    label: str | None = None


class _Row(Struct, rename="camel", gc=False):
    id: str | None = msgspec.field(name="uuid", default=None)
    name: str | None = None
    url: str | None = None
    department: _Label | None = None
    work_location: _Label | None = None


class _Description(Struct, gc=False):
    company: str | None = None
    role: str | None = None


class _PayRange(Struct, rename="camel", gc=False):
    currency: str | None = None
    frequency: str | None = None
    range_start: float | str | None = None
    range_end: float | str | None = None


class _Detail(Struct, rename="camel", gc=False):
    uuid: str | None = None
    description: _Description | str | None = None
    company_name: str | None = None
    employment_type: _Label | str | None = None
    created_on: str | None = None
    pay_range_details: list[_PayRange] | None = None


class _ApiData(Struct, rename="camel", gc=False):
    job_post: _Detail


class _PageProps(Struct, rename="camel", gc=False):
    api_data: _ApiData


class _Props(Struct, rename="camel", gc=False):
    page_props: _PageProps


class _PageData(Struct, gc=False):
    props: _Props


_DETAIL = msgspec.json.Decoder(_Detail)
_PAGE = msgspec.json.Decoder(_PageData)


class Rippling(BoardSource):
    """Boards at ats.rippling.com."""

    type = "rippling"
    has_details = True
    _rows = Rows(
        list[_Row],
        _Row,
        field="",
        expected="a Rippling board: a list of jobs",
        is_row=lambda row: row.id,
        id_name="uuid",
    )

    def first(self, board: Board) -> Request:
        """Return the request for the whole board."""
        url = f"{board.endpoint or _API}/platform/api/ats/v1/board/{quote(board.id, safe='')}/jobs"
        return Request(url=url, max_bytes=LARGE_BOARD_BYTES)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return the whole board, rows of one posting joined."""
        _, rows, broken = self._rows.read(body, request.url)
        postings = joined_by_id(postings_of(rows, _draft, board, broken))
        return Page(postings=postings, broken=tuple(broken))

    def detail(self, posting: Posting, board: Board) -> Request:
        """Return the request for a posting's page."""
        if not board.endpoint:
            return Request(url=posting.url)
        parts = (quote(board.id, safe=""), "jobs", quote(posting.native_id, safe=""))
        return Request(url="/".join((board.endpoint, *parts)))

    def parse_detail(self, body: bytes, posting: Posting) -> Posting:
        """Return the posting with what its page says. Raises Unreadable."""
        found = _detail_in(body)
        if found is None:
            raise Unreadable("Expected a Rippling posting: a page with its data, got none", where=posting.url)
        said = found.description
        text = sections(said.company, said.role) if isinstance(said, _Description) else said or ""
        employment = found.employment_type
        pays = [_pay(stated) for stated in found.pay_range_details or ()]
        draft = reopened(posting)
        draft.text = text
        draft.employment = (employment.label if isinstance(employment, _Label) else employment) or posting.employment
        draft.pay = widest(pays) or posting.pay
        draft.posted_at = moment(found.created_on) or posting.posted_at
        return frozen(draft)


def _draft(row: _Row, board: Board) -> Posting:
    employer = board.company or board.id
    page = row.url or (f"{_SITE}/{quote(board.id, safe='')}/jobs/{row.id}" if row.id else "")
    native_id, title, company, url = essentials(row.id, row.name, employer, page)
    locations, workplace, eligibility = _place((row.work_location.label or "") if row.work_location else "")
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        locations=locations,
        workplace=workplace,
        eligibility=eligibility,
        department=(row.department.label or "") if row.department else "",
    )


@lru_cache(maxsize=4000)  # a board has few places
def _place(label: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Return places, way of working and where one may live: "Remote (Spain)" is no place but who may apply."""
    said = _REMOTE.fullmatch(label.strip())
    if said is None:
        return only(label), "", ()
    mode, where = said["mode"].lower(), only(said["where"])
    return ((), mode, where) if mode == "remote" else (where, mode, ())


def _pay(stated: _PayRange) -> Pay | None:
    return pay_of(stated.range_start, stated.range_end, stated.currency, period_of(stated.frequency))


def _detail_in(body: bytes) -> _Detail | None:
    """Return the posting in a page's data, wherever that has it, or in the API's answer that is one."""
    body = as_utf8(body)
    script = _PAGE_DATA.search(body) if body.lstrip()[:1] == b"<" else None
    try:
        found = _PAGE.decode(script[1]).props.page_props.api_data.job_post if script else _DETAIL.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = None
    return found if found and found.uuid else _detail_anywhere(script[1] if script else body)


def _detail_anywhere(data: bytes) -> _Detail | None:
    try:
        value = _posting_in(msgspec.json.decode(data), _MOST_LEVELS)
        return msgspec.convert(value, _Detail) if value else None
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError, RecursionError):
        return None


def _posting_in(value: Any, levels: int) -> dict[str, Any] | None:
    if not isinstance(value, dict) or not levels:
        return None
    if "uuid" in value and "description" in value:
        return value
    inner = (_posting_in(part, levels - 1) for part in value.values())
    return next((found for found in inner if found is not None), None)


SOURCE = Rippling()
