"""The Muse: pages of 20 postings of many employers (themuse.com/developers/api/v2); no page beyond 99 is given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import ClassVar
from urllib.parse import urlencode

from msgspec import Struct, field

from jobfinder.domain.posting import Posting
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft
from jobfinder.sources.rows import Rows, essentials, names_of, postings_of
from jobfinder.sources.search import SearchSource, asked, terms_of

_API = "https://www.themuse.com"
_LAST_PAGE = 99
_REMOTE = re.compile(r"(?:flexible\s*/\s*)?remote", re.IGNORECASE)


class _Named(Struct, gc=False):
    name: str | None = None


class _Refs(Struct, gc=False):
    landing_page: str | None = None


class _Job(Struct, gc=False):
    id: int | str | None = None
    title: str | None = field(name="name", default=None)
    contents: str | None = None
    publication_date: str | None = None
    locations: list[_Named] | None = None
    categories: list[_Named] | None = None
    levels: list[_Named] | None = None
    tags: list[_Named] | None = None
    refs: _Refs | None = None
    company: _Named | None = None


class _Answer(Struct, gc=False):
    results: list[_Job]
    page_count: int | None = None
    total: int | None = None


class TheMuse(SearchSource):
    """The Muse, all of it or what has a category, a level, a place or a company."""

    type = "themuse"
    host = re.compile(r"themuse\.com")
    list_path = re.compile(r"/api/public/jobs|/search/jobs|/jobs", re.IGNORECASE)
    api_path = re.compile(r"/api/public/jobs")
    parameters: ClassVar[Mapping[str, str]] = {
        "category": "category",
        "level": "level",
        "location": "location",
        "company": "company",
    }
    _rows = Rows(
        _Answer,
        _Job,
        field="results",
        expected="a page of The Muse: an object with a list `results`",
        is_row=lambda job: job.id is not None and job.refs,
    )

    def first(self, board: Board) -> Request:
        """Return the request for the first postings."""
        return self._page(board, 1)

    def _page(self, board: Board, number: int) -> Request:
        query = urlencode({"page": number, **terms_of(board)})
        return Request(url=f"{board.endpoint or _API}/api/public/jobs?{query}")

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return one page and the request for the next one."""
        answer, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        pages = answer.page_count if answer is not None and isinstance(answer.page_count, int) else 0
        total = answer.total if answer is not None and isinstance(answer.total, int) else None
        number = asked(request.url, "page", 1)
        following = self._page(board, number + 1) if rows and number < min(pages, _LAST_PAGE) else None
        return Page(
            postings=postings, broken=tuple(broken), next=following, total=total if pages <= _LAST_PAGE else None
        )


def _draft(job: _Job, board: Board) -> Posting:
    company_said = (job.company.name if job.company else "") or ""
    link = job.refs.landing_page if job.refs else ""
    native_id, title, company, url = essentials(job.id, job.title, company_said, link)
    locations, workplace = _places(names_of(job.locations))
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=job.contents or "",
        locations=locations,
        workplace=workplace,
        level=", ".join(names_of(job.levels)),
        department=(job.categories[0].name or "") if job.categories else "",
        tags=names_of(job.tags),
        posted_at=moment(job.publication_date),
    )


@lru_cache(maxsize=4000)
def _places(names: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return the places and the way of working: remote is no place, and beside places it is one way among others."""
    real = tuple([name for name in names if not _REMOTE.fullmatch(name)])
    return real, "remote" if names and not real else ""


SOURCE = TheMuse()
