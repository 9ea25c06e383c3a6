"""Breezy: one answer holds the whole board (`<company>.breezy.hr/json`); `verbose` brings the texts.

Pay is words ("$1.40k - $1.80k") without a period, so it stays words.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from jobfinder.domain.posting import Posting
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft
from jobfinder.sources.rows import LARGE_BOARD_BYTES, Rows, distinct, essentials, only, postings_of


class _Named(Struct, gc=False):
    id: str | None = None
    name: str | None = None


_NOWHERE = _Named()


class _Location(Struct, gc=False):
    name: str | None = None
    city: str | None = None
    state: _Named | None = None
    country: _Named | None = None
    is_remote: bool | None = None


class _Position(Struct, gc=False):
    id: str | None = None
    name: str | None = None
    url: str | None = None
    company: _Named | None = None
    description: str | None = None
    type: _Named | None = None
    experience: _Named | str | None = None
    location: _Location | None = None
    locations: list[_Location] | None = None
    department: str | None = None
    salary: str | None = None
    tags: list[str] | None = None
    published_date: str | None = None


class Breezy(BoardSource):
    """Boards at breezy.hr."""

    type = "breezy"
    _rows = Rows(
        list[_Position],
        _Position,
        field="",
        expected="a Breezy board: a list of positions",
        is_row=lambda position: position.id,
    )

    def first(self, board: Board) -> Request:
        """Return the request for the whole board with its texts."""
        base = board.endpoint or f"https://{board.id}.breezy.hr"
        return Request(url=f"{base}/json?verbose=true", max_bytes=LARGE_BOARD_BYTES)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return the whole board."""
        _, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        return Page(postings=postings, broken=tuple(broken))


def _draft(position: _Position, board: Board) -> Posting:
    employer = (position.company.name if position.company else "") or board.company or board.id
    native_id, title, company, url = essentials(position.id, position.name, employer, position.url)
    locations, country, workplace = _places(position.location, position.locations)
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=position.description or "",
        locations=locations,
        country=country,
        workplace=workplace,
        pay_text=(position.salary or "").strip(),
        employment=(position.type.name or "") if position.type else "",
        level=_level(position.experience),
        department=position.department or "",
        tags=distinct(position.tags) if position.tags else (),
        posted_at=moment(position.published_date),
    )


def _places(one: _Location | None, several: list[_Location] | None) -> tuple[tuple[str, ...], str, str]:
    """Return the places, their country, "" where there are several, and "remote" where that is possible."""
    if not several:
        return (*_place(one), "remote" if one.is_remote else "") if one else ((), "", "")
    found = [_place(place) for place in several]
    countries = distinct([country for _, country in found])
    is_remote = any(place.is_remote for place in several)
    names = distinct([name for names, _ in found for name in names])
    return names, countries[0] if len(countries) == 1 else "", "remote" if is_remote else ""


def _place(place: _Location) -> tuple[tuple[str, ...], str]:
    state, country = place.state or _NOWHERE, place.country or _NOWHERE
    return _named(place.city, state.name, country.name, place.name, place.is_remote), country.id or country.name or ""


@lru_cache(maxsize=4000)  # a board has few places
def _named(
    city: str | None, state: str | None, country: str | None, name: str | None, is_remote: bool | None
) -> tuple[str, ...]:
    """Return "Tacoma, Washington, United States", or the place's name where it has no such parts."""
    full = ", ".join(distinct((city, state, country)))
    return only(full) or (() if is_remote and (name or "").lower() == "remote" else only(name))


def _level(experience: _Named | str | None) -> str:
    return (experience.name or "") if isinstance(experience, _Named) else experience or ""


SOURCE = Breezy()
