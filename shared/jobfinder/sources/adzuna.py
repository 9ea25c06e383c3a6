"""Adzuna: pages of 50 postings of many employers in one country (developer.adzuna.com); it asks for a key.

A board is a country and what is searched there: "country=gb&what=cook". Of its 250 requests a day a run takes five at
most, the newest postings first. Where `salary_is_predicted` is "1" the pay is Adzuna's guess, and is not read. Its
texts are the first 500 characters, with an ellipsis. A link names the key's owner, which is taken off.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import ClassVar
from urllib.parse import quote, urlencode

from msgspec import Struct

from jobfinder.domain.posting import Pay, Posting
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft
from jobfinder.sources.pay import pay_of
from jobfinder.sources.rows import Rows, distinct, essentials, only, postings_of
from jobfinder.sources.search import SearchSource, terms_of

_API = "https://api.adzuna.com"
_KEYS = ("ADZUNA_APP_ID", "ADZUNA_APP_KEY")
_PAGE_ROWS = 50  # the most the API gives at once
_MOST_PAGES = 5
_NUMBER = re.compile(r"/search/(\d{1,4})")
_NO_GUESS = ("0", 0, False, None)
_COUNTRY_OF = {
    "com": "us",
    "co.uk": "gb",
    "com.au": "au",
    "com.br": "br",
    "com.mx": "mx",
    "co.nz": "nz",
    "co.za": "za",
}
_CURRENCY_OF = {
    **dict.fromkeys(("at", "be", "de", "es", "fr", "it", "nl"), "EUR"),
    "gb": "GBP",
    "us": "USD",
    "au": "AUD",
    "br": "BRL",
    "ca": "CAD",
    "ch": "CHF",
    "in": "INR",
    "mx": "MXN",
    "nz": "NZD",
    "pl": "PLN",
    "sg": "SGD",
    "za": "ZAR",
}


class _Named(Struct, gc=False):
    display_name: str | None = None
    label: str | None = None
    area: list[str] | None = None


class _Row(Struct, gc=False):
    id: int | str | None = None
    title: str | None = None
    redirect_url: str | None = None
    company: _Named | None = None
    description: str | None = None
    location: _Named | None = None
    category: _Named | None = None
    created: str | None = None
    salary_min: float | None = None
    salary_max: float | None = None
    salary_is_predicted: int | str | bool | None = None
    contract_time: str | None = None
    contract_type: str | None = None


class _Answer(Struct, gc=False):
    results: list[_Row]
    count: int | None = None


class Adzuna(SearchSource):
    """Adzuna, one country and what is searched there."""

    type = "adzuna"
    host = re.compile(r"(?:api\.)?adzuna\.(?P<domain>[a-z]{2,3}(?:\.[a-z]{2})?)")
    list_path = re.compile(r"|/search|/jobs?/search|/v1/api/jobs/(?P<country>[a-z]{2})/search(?:/\d+)?", re.IGNORECASE)
    api_path = re.compile(r"/v1/api/jobs/(?P<country>[a-z]{2})/search(?:/\d+)?", re.IGNORECASE)
    parameters: ClassVar[Mapping[str, str]] = {
        "domain": "country",
        "country": "country",
        "q": "what",
        "what": "what",
        "w": "where",
        "where": "where",
        "max_days_old": "max_days_old",
        "what_or": "what_or",
        "what_exclude": "what_exclude",
        "category": "category",
        "distance": "distance",
    }
    _rows = Rows(
        _Answer,
        _Row,
        field="results",
        expected="a page of Adzuna: an object with a list `results`",
        is_row=lambda row: row.id is not None and row.redirect_url,
    )

    def first(self, board: Board) -> Request:
        """Return the request for the newest postings; its key is filled in when it is sent."""
        return self._page(board, 1)

    def _page(self, board: Board, number: int) -> Request:
        country, query = _asked(board.id)
        path = f"/v1/api/jobs/{country}/search/{number}"
        key = "app_id={ADZUNA_APP_ID}&app_key={ADZUNA_APP_KEY}"
        return Request(url=f"{board.endpoint or _API}{path}?{key}&{query}", keys=_KEYS)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return one page and the request for the next one."""
        answer, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        total = answer.count if answer is not None and isinstance(answer.count, int) else 0
        said = _NUMBER.search(request.url)
        number = int(said[1]) if said else 1
        goes_on = bool(rows) and number * _PAGE_ROWS < total and number < _MOST_PAGES
        return Page(
            postings=postings,
            broken=tuple(broken),
            next=self._page(board, number + 1) if goes_on else None,
            total=total if total <= _MOST_PAGES * _PAGE_ROWS else None,
        )


@lru_cache(maxsize=100)
def _asked(board_id: str) -> tuple[str, str]:
    """Return the country and the query, as they stand in the address, of what a board searches."""
    terms = terms_of(Board(board_id))
    country = _country(terms.pop("country", ""))
    return quote(country, safe=""), urlencode({"results_per_page": _PAGE_ROWS, "sort_by": "date", **terms})


def _country(said: str) -> str:
    return _COUNTRY_OF.get(said.lower(), said.lower()) or "us"


def _draft(row: _Row, board: Board) -> Posting:
    employer = (row.company.display_name if row.company else "") or ""
    native_id, title, company, url = essentials(row.id, row.title, employer, row.redirect_url)
    place = row.location or _Named()
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=_without_owner(url),
        text=row.description or "",
        locations=only(place.display_name) or distinct(reversed(place.area or ())),
        country=place.area[0] if place.area else "",
        pay=_pay(row, board),
        employment=_joined(row.contract_type, row.contract_time),
        department=(row.category.label or "") if row.category else "",
        posted_at=moment(row.created),
    )


@lru_cache(maxsize=100)
def _joined(*words: str | None) -> str:
    return ", ".join(distinct(words))


def _without_owner(url: str) -> str:
    """Return a link without the parameters that name whose key it was given to."""
    if "utm_" not in url:
        return url
    page, hash_sign, fragment = url.partition("#")
    address, _, query = page.partition("?")
    kept = "&".join([part for part in query.split("&") if part[:4] != "utm_"])
    return f"{address}?{kept}{hash_sign}{fragment}" if kept else address + hash_sign + fragment


def _pay(row: _Row, board: Board) -> Pay | None:
    """Return the pay, which Adzuna gives for a year, unless it is a guess or the place's currency is not known."""
    if row.salary_is_predicted not in _NO_GUESS:
        return None
    area = row.location.area if row.location else None
    place = (area[0] if area else "").lower()
    country = (
        place if place in _CURRENCY_OF else "gb" if place == "uk" else _country(terms_of(board).get("country", ""))
    )
    return pay_of(row.salary_min, row.salary_max, _CURRENCY_OF.get(country), "year")


SOURCE = Adzuna()
