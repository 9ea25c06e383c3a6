"""Arbeitnow: pages of postings of many employers, most of them in Germany (arbeitnow.com/api/job-board-api)."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct, field

from jobfinder.domain.posting import Posting
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.dates import moment_of_milliseconds
from jobfinder.sources.draft import Draft
from jobfinder.sources.rows import Rows, essentials, only, postings_of
from jobfinder.sources.search import SearchSource, asked

_API = "https://www.arbeitnow.com"


class _Job(Struct, gc=False):
    id: str | None = field(name="slug", default=None)
    title: str | None = None
    company_name: str | None = None
    url: str | None = None
    description: str | None = None
    location: str | None = None
    remote: bool | None = None
    tags: list[str] | None = None
    job_types: list[str] | None = None
    created_at: float | None = None


class _Answer(Struct, gc=False):
    data: list[_Job]
    links: Any = None


class Arbeitnow(SearchSource):
    """Arbeitnow, all of it."""

    type = "arbeitnow"
    host = re.compile(r"(?:[a-z]+\.)?arbeitnow\.com")
    list_path = re.compile(r"|/jobs|/api/job-board-api|/remote-jobs.*", re.IGNORECASE)
    api_path = re.compile(r"/api/job-board-api")
    _rows = Rows(
        _Answer,
        _Job,
        field="data",
        expected="a page of Arbeitnow: an object with a list `data`",
        is_row=lambda job: job.id and job.company_name,
        id_name="slug",
    )

    def first(self, board: Board) -> Request:
        """Return the request for the newest postings."""
        return self._page(board, 1)

    def _page(self, board: Board, number: int) -> Request:
        return Request(url=f"{board.endpoint or _API}/api/job-board-api?page={number}")

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return one page and the request for the next one."""
        answer, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        links = answer.links if answer is not None else None
        goes_on = bool(rows) and isinstance(links, dict) and bool(links.get("next"))
        following = self._page(board, asked(request.url, "page", 1) + 1) if goes_on else None
        return Page(postings=postings, broken=tuple(broken), next=following)


def _draft(job: _Job, board: Board) -> Posting:
    native_id, title, company, url = essentials(job.id, job.title, job.company_name or "", job.url)
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=job.description or "",
        locations=only(job.location),
        workplace="remote" if job.remote else "",
        employment=", ".join(job.job_types or ()),
        tags=tuple(job.tags or ()),
        posted_at=moment_of_milliseconds((job.created_at or 0) * 1000),
    )


SOURCE = Arbeitnow()
