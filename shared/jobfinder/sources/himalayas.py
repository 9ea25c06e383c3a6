"""Himalayas: pages of 20 postings of many employers by offset, the newest first (himalayas.app/api).

All jobs are remote; the restrictions say who may apply, and none means anybody. It has a hundred thousand postings, so
a run reads the newest of them.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from jobfinder.domain.posting import Posting
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.dates import moment_of_milliseconds
from jobfinder.sources.draft import Draft
from jobfinder.sources.pay import amount, pay_of, period_by_size, period_of
from jobfinder.sources.rows import Rows, distinct, essentials, postings_of
from jobfinder.sources.search import SearchSource, asked

_API = "https://himalayas.app"
_PAGE_ROWS = 20  # the most the API gives at once
_MOST_ROWS = 2_000


class _Area(Struct, gc=False):
    name: str | None = None


class _Job(Struct, rename="camel", gc=False):
    id: str | None = field(name="guid", default=None)
    title: str | None = None
    company_name: str | None = None
    application_link: str | None = None
    description: str | None = None
    excerpt: str | None = None
    employment_type: str | None = None
    seniority: list[str] | str | None = None
    min_salary: float | str | None = None
    max_salary: float | str | None = None
    salary_period: str | None = None
    currency: str | None = None
    location_restrictions: list[str | _Area] | None = None
    categories: list[str] | None = None
    parent_categories: list[str] | None = None
    pub_date: float | None = None
    expiry_date: float | None = None


class _Answer(Struct, rename="camel", gc=False):
    jobs: list[_Job]
    total_count: int | None = None


class Himalayas(SearchSource):
    """Himalayas, the newest of it."""

    type = "himalayas"
    host = re.compile(r"himalayas\.app")
    list_path = re.compile(r"|/jobs(?:/api)?", re.IGNORECASE)
    api_path = re.compile(r"/jobs/api")
    _rows = Rows(
        _Answer,
        _Job,
        field="jobs",
        expected="a page of Himalayas: an object with a list `jobs`",
        is_row=lambda job: job.id and job.company_name,
        id_name="guid",
    )

    def first(self, board: Board) -> Request:
        """Return the request for the newest postings."""
        return self._page(board, 0)

    def _page(self, board: Board, offset: int) -> Request:
        return Request(url=f"{board.endpoint or _API}/jobs/api?limit={_PAGE_ROWS}&offset={offset}")

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return one page and the request for the next one."""
        answer, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        total = answer.total_count if answer is not None and isinstance(answer.total_count, int) else 0
        end = asked(request.url, "offset", 0) + len(rows)
        following = self._page(board, end) if rows and end < min(total, _MOST_ROWS) else None
        return Page(
            postings=postings, broken=tuple(broken), next=following, total=total if total <= _MOST_ROWS else None
        )


def _draft(job: _Job, board: Board) -> Posting:
    link = job.application_link or job.id
    native_id, title, company, url = essentials(job.id, job.title, job.company_name or "", link)
    low, high = amount(job.min_salary), amount(job.max_salary)
    period = period_of(job.salary_period) if job.salary_period else period_by_size(high or low)
    areas = job.location_restrictions
    parents = job.parent_categories
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=job.description or job.excerpt or "",
        workplace="remote",
        eligibility=distinct([area if isinstance(area, str) else area.name for area in areas]) if areas else (),
        pay=pay_of(low, high, job.currency, period) if period else None,
        employment=job.employment_type or "",
        level=", ".join(job.seniority) if isinstance(job.seniority, list) else job.seniority or "",
        department=parents[0] if parents else "",
        tags=tuple([category.replace("-", " ") for category in job.categories or ()]),
        posted_at=moment_of_milliseconds((job.pub_date or 0) * 1000),
        closes_at=moment_of_milliseconds((job.expiry_date or 0) * 1000),
    )


SOURCE = Himalayas()
