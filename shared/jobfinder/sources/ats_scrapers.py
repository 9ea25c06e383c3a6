"""Some twenty more systems of applicant tracking, read by the optional library ats-scrapers.

The library finds its way through a system; its requests go through our fetcher (`fetch/ats_library.py`), and what it
found comes here as JSON. It swallows some failures, so a posting that is missing from its answer proves nothing.
"""

from __future__ import annotations

import json
from typing import Any

from msgspec import Struct, field

from jobfinder.domain.library_boards import ATS_SCRAPERS, ats_board, library_url, system_of
from jobfinder.domain.posting import Broken, Posting
from jobfinder.domain.urls import page_url
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft, completed
from jobfinder.sources.pay import pay_of, period_of
from jobfinder.sources.rows import LARGE_BOARD_BYTES, Rows, essentials, only, postings_of


class _Job(Struct, gc=False):
    id: str | None = field(name="ats_id", default=None)
    title: str | None = None
    company: str | None = None
    url: str | None = None
    apply_url: str | None = None
    location: str | None = None
    country_iso: str | None = None
    is_remote: bool | None = None
    salary_currency: str | None = None
    salary_period: str | None = None
    salary_summary: str | None = None
    salary_min: float | None = None
    salary_max: float | None = None
    employment_type: str | None = None
    department: str | None = None
    team: str | None = None
    language: str | None = None
    description: str | None = None
    posted_at: str | None = None
    application_deadline: str | None = None


class _Answer(Struct, gc=False):
    jobs: list[_Job]
    broken: Any = None  # a list of what could not be read: {"which": ..., "why": ...}


class AtsScrapers(BoardSource):
    """Employers' boards at ADP, Cornerstone, Dayforce, Jobvite, Paylocity, SuccessFactors, UKG and others."""

    type = "ats_scrapers"
    whole_board = False
    has_details = True
    extra = "more-boards"  # of this package: `pip install "job-finder[more-boards]"` brings the library
    _rows = Rows(
        _Answer,
        _Job,
        field="jobs",
        expected="an answer of ats-scrapers: an object with a list `jobs`",
        is_row=lambda job: job.id,
        id_name="ats_id",
    )

    def recognise(self, url: str) -> Board | None:
        """Return the board that a URL names at one of the systems; the forms stand in `domain/library_boards.py`."""
        board = ats_board(url)
        return Board(board, url=page_url(url)) if board else None

    def first(self, board: Board) -> Request:
        """Return the request to the library for the whole board."""
        system, name = system_of(board.id)
        return Request(url=library_url(ATS_SCRAPERS, system, board=name), max_bytes=LARGE_BOARD_BYTES)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return what the library found, and apart from it what it could not read."""
        answer, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        failures = answer.broken if answer is not None and isinstance(answer.broken, list) else []
        broken += [_failure(each) for each in failures if isinstance(each, dict)]
        return Page(postings=postings, broken=tuple(broken))

    def detail(self, posting: Posting, board: Board) -> Request | None:
        """Return the request to the library for a posting's text, None where the list had it."""
        if posting.text:
            return None
        system, name = system_of(board.id)
        job = {"ats_id": posting.native_id, "url": posting.url, "title": posting.title, "company": posting.company}
        return Request(url=library_url(ATS_SCRAPERS, system, board=name), method="POST", body=json.dumps(job).encode())

    def parse_detail(self, body: bytes, posting: Posting) -> Posting:
        """Return the posting with its text, or as it is where the library finds none. Raises Unreadable."""
        return completed(posting, text=self._rows.read_single(body, posting.url).description or "")


def _failure(each: dict[str, Any]) -> Broken:
    return Broken(str(each.get("which") or "an item"), str(each.get("why") or "ats-scrapers could not read it"))


def _draft(job: _Job, board: Board) -> Posting:
    native_id, title, company, url = essentials(job.id, job.title, job.company or board.company, job.url)
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        apply_url=job.apply_url or "",
        text=job.description or "",
        locations=only(job.location),
        country=job.country_iso or "",
        workplace="remote" if job.is_remote else "",
        pay=pay_of(job.salary_min, job.salary_max, job.salary_currency, period_of(job.salary_period)),
        pay_text=job.salary_summary or "",
        employment=job.employment_type or "",
        department=job.department or job.team or "",
        language=job.language or "",
        posted_at=moment(job.posted_at),
        closes_at=moment(job.application_deadline),
    )


SOURCE = AtsScrapers()
