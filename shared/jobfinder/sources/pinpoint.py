"""Pinpoint: one answer holds the whole board (`<company>.pinpointhq.com/postings.json`), its text in sections.

Pay that the employer does not show (`compensation_visible` is false) is not read.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from jobfinder.domain.posting import Pay, Posting
from jobfinder.domain.urls import VendorUrl
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft
from jobfinder.sources.pay import pay_of, period_of
from jobfinder.sources.rows import LARGE_BOARD_BYTES, Rows, absolute, distinct, essentials, postings_of
from jobfinder.sources.text import told


class _Named(Struct, gc=False):
    name: str | None = None


class _Job(Struct, gc=False):
    department: _Named | None = None


class _Location(Struct, gc=False):
    name: str | None = None
    city: str | None = None
    province: str | None = None
    country: str | None = None


class _Posting(Struct, gc=False):
    id: int | str | None = None
    title: str | None = None
    url: str | None = None
    path: str | None = None
    description: str | None = None
    key_responsibilities: str | None = None
    key_responsibilities_header: str | None = None
    skills_knowledge_expertise: str | None = None
    skills_knowledge_expertise_header: str | None = None
    benefits: str | None = None
    benefits_header: str | None = None
    compensation: str | None = None
    compensation_minimum: float | str | None = None
    compensation_maximum: float | str | None = None
    compensation_currency: str | None = None
    compensation_frequency: str | None = None
    compensation_visible: bool | None = None
    employment_type: str | None = None
    employment_type_text: str | None = None
    workplace_type: str | None = None
    location: _Location | None = None
    job: _Job | None = None
    deadline_at: str | None = None


class _Answer(Struct, gc=False):
    data: list[_Posting]


class Pinpoint(BoardSource):
    """Boards at pinpointhq.com."""

    type = "pinpoint"
    _rows = Rows(
        _Answer,
        _Posting,
        field="data",
        expected="a Pinpoint board: an object with a list `data`",
        is_row=lambda posting: posting.id is not None,
    )

    def board(self, named: VendorUrl, url: str) -> Board:
        """Return the board that was named. A URL names a posting by another id than the list does."""
        return Board(named.board, endpoint=named.origin, url=url)

    def first(self, board: Board) -> Request:
        """Return the request for the whole board."""
        return Request(url=f"{board.endpoint or _site(board)}/postings.json", max_bytes=LARGE_BOARD_BYTES)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return the whole board."""
        _, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        return Page(postings=postings, broken=tuple(broken))


def _site(board: Board) -> str:
    return f"https://{board.id}.pinpointhq.com"


def _draft(row: _Posting, board: Board) -> Posting:
    link = row.url or (absolute(_site(board), row.path) if row.path else "")
    native_id, title, company, url = essentials(row.id, row.title, board.company or board.id, link)
    department = row.job.department if row.job else None
    place = row.location
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=_text(row),
        locations=_places(place.city, place.province, place.country, place.name) if place else (),
        country=(place.country or "") if place else "",
        workplace=row.workplace_type or "",
        pay=None if row.compensation_visible is False else _pay(row),
        pay_text="" if row.compensation_visible is False else row.compensation or "",
        employment=row.employment_type_text or row.employment_type or "",
        department=(department.name or "") if department else "",
        closes_at=moment(row.deadline_at),
    )


@lru_cache(maxsize=4000)  # a board has few places
def _places(city: str | None, province: str | None, country: str | None, name: str | None) -> tuple[str, ...]:
    """Return the place by its parts, and by its name only where there is no city: "HQ" says nothing."""
    parts = distinct((city, province, country))
    return (", ".join(parts),) if city and city.strip() else distinct((", ".join(distinct((name, *parts))),))


def _text(row: _Posting) -> str:
    return told(
        (None, row.description),
        (row.key_responsibilities_header, row.key_responsibilities),
        (row.skills_knowledge_expertise_header, row.skills_knowledge_expertise),
        (row.benefits_header, row.benefits),
    )


def _pay(row: _Posting) -> Pay | None:
    low, high = row.compensation_minimum, row.compensation_maximum
    return pay_of(low, high, row.compensation_currency, period_of(row.compensation_frequency))


SOURCE = Pinpoint()
