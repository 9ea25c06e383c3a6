"""Recruitee: one answer holds the whole board; the text is split over `description` and `requirements`.

A board answers on `<company>.recruitee.com` or on the employer's own domain; then that is the endpoint.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Raw, Struct

from jobfinder.domain.posting import Posting
from jobfinder.domain.urls import VendorUrl
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft
from jobfinder.sources.pay import pay_of, period_of
from jobfinder.sources.rows import LARGE_BOARD_BYTES, Rows, distinct, essentials, only, postings_of
from jobfinder.sources.text import sections


class _Place(Struct, gc=False):
    name: str | None = None
    city: str | None = None
    state: str | None = None
    country: str | None = None


class _Salary(Struct, gc=False):
    min: float | str | None = None
    max: float | str | None = None
    period: str | None = None
    currency: str | None = None


class _Offer(Struct, gc=False):
    id: int | str | None = None
    title: str | None = None
    status: str | None = None
    careers_url: str | None = None
    careers_apply_url: str | None = None
    company_name: str | None = None
    description: str | None = None
    requirements: str | None = None
    location: str | None = None
    country_code: str | None = None
    country: str | None = None
    locations: list[_Place] | None = None
    remote: bool | None = None
    hybrid: bool | None = None
    on_site: bool | None = None
    salary: _Salary | None = None
    department: str | None = None
    employment_type_code: str | None = None
    experience_code: str | None = None
    tags: list[str] | None = None
    translations: dict[str, Raw] | None = None
    published_at: str | None = None
    created_at: str | None = None
    updated_at: str | None = None
    close_at: str | None = None


class _Answer(Struct, gc=False):
    offers: list[_Offer]


class Recruitee(BoardSource):
    """Boards at recruitee.com or on employers' own domains."""

    type = "recruitee"
    _rows = Rows(
        _Answer,
        _Offer,
        field="offers",
        expected="a Recruitee board: an object with a list `offers`",
        is_row=lambda offer: offer.id is not None,
    )

    def board(self, named: VendorUrl, url: str) -> Board:
        """Return the board that was named. A URL names a posting by its slug, which is not the board's own id of it."""
        return Board(named.board, endpoint=named.origin, url=url)

    def first(self, board: Board) -> Request:
        """Return the request for the whole board."""
        base = board.endpoint or f"https://{board.id}.recruitee.com"
        return Request(url=f"{base}/api/offers/", max_bytes=LARGE_BOARD_BYTES)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return what the board has published."""
        _, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        return Page(postings=postings, broken=tuple(broken))


def _draft(offer: _Offer, board: Board) -> Posting | None:
    if offer.status not in (None, "published"):
        return None
    salary = offer.salary
    company = offer.company_name or board.company or board.id
    native_id, title, company, url = essentials(offer.id, offer.title, company, offer.careers_url)
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        apply_url=offer.careers_apply_url or "",
        text=sections(offer.description, offer.requirements),
        locations=_places(offer),
        country=offer.country_code or offer.country or "",
        workplace=_workplace(offer),
        pay=pay_of(salary.min, salary.max, salary.currency, period_of(salary.period)) if salary else None,
        employment=offer.employment_type_code or "",
        level=offer.experience_code or "",
        department=offer.department or "",
        language=_language(offer),
        tags=tuple(offer.tags or ()),
        posted_at=moment(offer.published_at) or moment(offer.created_at),
        updated_at=moment(offer.updated_at),
        closes_at=moment(offer.close_at),
    )


def _language(offer: _Offer) -> str:
    """Return the language the posting is written in, "" where it is written in several."""
    return next(iter(offer.translations)) if offer.translations and len(offer.translations) == 1 else ""


def _places(offer: _Offer) -> tuple[str, ...]:
    if not offer.locations:
        return only(offer.location)
    return distinct([_named(place.city, place.state, place.country) or place.name for place in offer.locations])


@lru_cache(maxsize=4000)  # a board has few places
def _named(city: str | None, state: str | None, country: str | None) -> str:
    """Return "Berlin, Germany": a city that is its own state is named once."""
    return ", ".join(distinct((city, state, country)))


def _workplace(offer: _Offer) -> str:
    """Return the way of working that was ticked; remote and on-site both ticked is a choice between them: hybrid."""
    if offer.hybrid or (offer.remote and offer.on_site):
        return "hybrid"
    return "remote" if offer.remote else "on-site" if offer.on_site else ""


SOURCE = Recruitee()
