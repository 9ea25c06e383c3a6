"""Jobicy: one answer holds its newest fifty postings, of many employers (jobicy.com/jobs-rss-feed, "API").

All jobs are remote; `jobGeo` says who may apply. Its words are escaped as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import ClassVar
from urllib.parse import urlencode

from msgspec import Struct, field

from jobfinder.domain.posting import Posting
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft
from jobfinder.sources.pay import pay_of, period_of
from jobfinder.sources.rows import Rows, distinct, essentials, postings_of
from jobfinder.sources.search import SearchSource, terms_of

_API = "https://jobicy.com"
_MOST_ROWS = 50  # the most the API gives


class _Job(Struct, rename="camel", gc=False):
    id: int | str | None = None
    title: str | None = field(name="jobTitle", default=None)
    url: str | None = None
    company_name: str | None = None
    job_industry: list[str] | str | None = None
    job_type: list[str] | str | None = None
    job_geo: str | None = None
    job_level: str | None = None
    job_excerpt: str | None = None
    job_description: str | None = None
    pub_date: str | None = None
    salary_min: float | str | None = None
    salary_max: float | str | None = None
    annual_salary_min: float | str | None = None
    annual_salary_max: float | str | None = None
    salary_currency: str | None = None
    salary_period: str | None = None


class _Answer(Struct, gc=False):
    jobs: list[_Job]


class Jobicy(SearchSource):
    """Jobicy, the newest of it or of one region, industry or tag."""

    type = "jobicy"
    host = re.compile(r"jobicy\.com")
    list_path = re.compile(r"|/jobs|/api/v2/remote-jobs", re.IGNORECASE)
    api_path = re.compile(r"/api/v2/remote-jobs")
    parameters: ClassVar[Mapping[str, str]] = {"geo": "geo", "industry": "industry", "tag": "tag"}
    _rows = Rows(
        _Answer,
        _Job,
        field="jobs",
        expected="a list of Jobicy: an object with a list `jobs`",
        is_row=lambda job: job.id is not None and job.company_name,
        title_name="jobTitle",
    )

    def first(self, board: Board) -> Request:
        """Return the request for the newest postings."""
        query = urlencode({"count": _MOST_ROWS, **terms_of(board)})
        return Request(url=f"{board.endpoint or _API}/api/v2/remote-jobs?{query}")

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return the newest postings."""
        _, rows, broken = self._rows.read(body, request.url)
        return Page(postings=postings_of(rows, _draft, board, broken), broken=tuple(broken))


def _draft(job: _Job, board: Board) -> Posting:
    employer = unescape(job.company_name or "")
    native_id, title, company, url = essentials(job.id, unescape(job.title or ""), employer, job.url)
    level, industries, kinds = job.job_level or "", _words(job.job_industry), _words(job.job_type)
    low = job.annual_salary_min if job.salary_min is None else job.salary_min
    high = job.annual_salary_max if job.salary_max is None else job.salary_max
    is_annual = job.salary_min is None and job.salary_max is None
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=job.job_description or job.job_excerpt or "",
        workplace="remote",
        eligibility=_areas(job.job_geo or ""),
        pay=pay_of(low, high, job.salary_currency, "year" if is_annual else period_of(job.salary_period)),
        employment=", ".join(kinds),
        level="" if level.lower() == "any" else level,
        department=industries[0] if industries else "",
        posted_at=moment(job.pub_date),
    )


def _words(value: list[str] | str | None) -> tuple[str, ...]:
    if not value:
        return ()
    return _unescaped(value) if isinstance(value, str) else _unescaped(*value)


@lru_cache(maxsize=1000)
def _unescaped(*words: str) -> tuple[str, ...]:
    return distinct(map(unescape, words))


@lru_cache(maxsize=1000)
def _areas(text: str) -> tuple[str, ...]:
    return distinct(unescape(text).split(","))


SOURCE = Jobicy()
