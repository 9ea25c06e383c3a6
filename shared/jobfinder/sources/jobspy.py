"""Searches on LinkedIn, Indeed, Glassdoor and ZipRecruiter, by the optional library python-jobspy; off by default.

The library sends its own requests, as a browser would; ours neither sees nor slows them (docs/sources.md says what
that means). What it found comes here as JSON, one row a posting, as the library names its columns.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl

from msgspec import Struct

from jobfinder.domain.library_boards import JOBSPY, library_url
from jobfinder.domain.posting import Posting
from jobfinder.domain.urls import ascii_host, page_url, split_web_url
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft
from jobfinder.sources.pay import pay_of, period_of
from jobfinder.sources.rows import Rows, essentials, only, postings_of
from jobfinder.sources.search import SearchSource, search_id, terms_of


class _Site(NamedTuple):
    """One site's pages of results: what its parameters are to the library."""

    host: re.Pattern[str]
    path: re.Pattern[str]
    parameters: dict[str, str]


_SITES = {
    "linkedin": _Site(
        re.compile(r"(?:[a-z]{2}\.)?linkedin\.com"),
        re.compile(r"/jobs/search(?:-results)?"),
        {"keywords": "search_term", "location": "location"},
    ),
    "indeed": _Site(
        re.compile(r"(?:(?P<country>[a-z]{2})\.)?indeed\.com"),
        re.compile(r"/(?:jobs|q-.*)"),
        {"q": "search_term", "l": "location"},
    ),
    "glassdoor": _Site(
        re.compile(r"glassdoor\.com"),
        re.compile(r"/Job/(?:jobs|index)\.htm"),
        {"sc.keyword": "search_term", "locKeyword": "location"},
    ),
    "zip_recruiter": _Site(
        re.compile(r"ziprecruiter\.com"),
        re.compile(r"/(?:jobs-search|candidate/search)"),
        {"search": "search_term", "location": "location"},
    ),
}
# What the library calls the countries whose sites at Indeed bear their code.
_COUNTRIES = {
    "at": "austria", "au": "australia", "be": "belgium", "br": "brazil", "ca": "canada", "ch": "switzerland",
    "cz": "czech republic", "de": "germany", "dk": "denmark", "es": "spain", "fi": "finland", "fr": "france",
    "gb": "uk", "ie": "ireland", "in": "india", "it": "italy", "jp": "japan", "mx": "mexico", "nl": "netherlands",
    "no": "norway", "nz": "new zealand", "pl": "poland", "pt": "portugal", "se": "sweden", "sg": "singapore",
    "uk": "uk", "za": "south africa",
}  # fmt: skip


class _Row(Struct, gc=False):
    id: str | None = None
    title: str | None = None
    company: str | None = None
    job_url: str | None = None
    job_url_direct: str | None = None
    location: str | None = None
    is_remote: bool | None = None
    date_posted: str | None = None
    job_type: str | None = None
    job_level: str | None = None
    job_function: str | None = None
    interval: str | None = None
    min_amount: float | None = None
    max_amount: float | None = None
    currency: str | None = None
    description: str | None = None


class Jobspy(SearchSource):
    """LinkedIn, Indeed, Glassdoor and ZipRecruiter, what is searched there."""

    type = "jobspy"
    extra = "jobspy"  # of this package: `pip install "job-finder[jobspy]"` brings the library
    _rows = Rows(
        list[_Row], _Row, field="", expected="an answer of python-jobspy: a list of rows", is_row=lambda row: row.id
    )

    def recognise(self, url: str) -> Board | None:
        """Return the search that a site's page of results stands for, None where it searches for nothing."""
        parts = split_web_url(url)
        if parts is None:
            return None
        host, path = ascii_host(parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
        for name, site in _SITES.items():
            in_host = site.host.fullmatch(host)
            if in_host and site.path.fullmatch(path):
                said = [(site.parameters.get(key, ""), value.strip()) for key, value in parse_qsl(parts.query)]
                terms = {term: value for term, value in said if term and value}
                country = _COUNTRIES.get(in_host.groupdict().get("country") or "", "")
                where = {"country_indeed": country} if country else {}
                return Board(search_id({"site": name, **where, **terms}), url=page_url(url)) if terms else None
        return None

    def first(self, board: Board) -> Request:
        """Return the request to the library for the newest postings of the search."""
        terms = terms_of(board)
        return Request(url=library_url(JOBSPY, terms.pop("site", ""), **terms))

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return the postings; the site is never taken for the employer."""
        _, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        return Page(postings=postings, broken=tuple(broken))


def _draft(row: _Row, board: Board) -> Posting:
    native_id, title, company, url = essentials(row.id, row.title, row.company or "", row.job_url)
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        apply_url=row.job_url_direct or "",
        text=row.description or "",
        locations=only(row.location),
        workplace="remote" if row.is_remote else "",
        pay=pay_of(row.min_amount, row.max_amount, row.currency, period_of(row.interval)),
        employment=row.job_type or "",
        level=row.job_level or "",
        department=row.job_function or "",
        posted_at=moment(row.date_posted),
    )


SOURCE = Jobspy()
