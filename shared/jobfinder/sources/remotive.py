"""Remotive: one answer holds all its postings, of many employers (github.com/remotive-com/remote-jobs-api).

It asks for at most four requests a day and for a link back. All jobs are remote; the location says who may apply.
"""

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
from jobfinder.sources.rows import LARGE_BOARD_BYTES, Rows, distinct, essentials, postings_of
from jobfinder.sources.search import SearchSource, terms_of

_API = "https://remotive.com"


class _Job(Struct, gc=False):
    id: int | str | None = None
    title: str | None = None
    url: str | None = None
    company: str | None = field(name="company_name", default=None)
    category: str | None = None
    tags: list[str] | None = None
    job_type: str | None = None
    publication_date: str | None = None
    area: str | None = field(name="candidate_required_location", default=None)
    salary: str | None = None
    description: str | None = None


class _Answer(Struct, gc=False):
    jobs: list[_Job]


class Remotive(SearchSource):
    """Remotive, all of it or one of its categories."""

    type = "remotive"
    host = re.compile(r"remotive\.(?:com|io)")
    list_path = re.compile(r"|/api/remote-jobs|/remote-jobs(?:/(?P<category>[a-z0-9-]+))?", re.IGNORECASE)
    api_path = re.compile(r"/api/remote-jobs")
    parameters: ClassVar[Mapping[str, str]] = {
        "category": "category",
        "search": "search",
        "query": "search",
        "company_name": "company_name",
    }
    _rows = Rows(
        _Answer,
        _Job,
        field="jobs",
        expected="a list of Remotive: an object with a list `jobs`",
        is_row=lambda job: job.id is not None and job.company,
    )

    def first(self, board: Board) -> Request:
        """Return the request for all postings."""
        terms = urlencode(terms_of(board))
        url = f"{board.endpoint or _API}/api/remote-jobs" + (f"?{terms}" if terms else "")
        return Request(url=url, max_bytes=LARGE_BOARD_BYTES)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return all postings."""
        _, rows, broken = self._rows.read(body, request.url)
        return Page(postings=postings_of(rows, _draft, board, broken), broken=tuple(broken))


def _draft(job: _Job, board: Board) -> Posting:
    native_id, title, company, url = essentials(job.id, job.title, job.company or "", job.url)
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=job.description or "",
        workplace="remote",
        eligibility=areas(job.area or ""),
        pay_text=(job.salary or "").strip(" -–—"),
        employment=job.job_type or "",
        department=job.category or "",
        tags=tuple(job.tags or ()),
        posted_at=moment(job.publication_date),
    )


@lru_cache(maxsize=1000)
def areas(text: str) -> tuple[str, ...]:
    """Return the areas that a line names: "USA, Canada" are two."""
    return distinct(text.split(","))


SOURCE = Remotive()
