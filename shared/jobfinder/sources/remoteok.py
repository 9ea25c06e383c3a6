"""Remote OK: one answer holds its newest hundred postings, of many employers (remoteok.com/api).

The first element is a legal notice, which asks to link back. Texts come with characters encoded twice, and end with a
word against robots that is another one for every reader and every day: it is no part of the posting. Pay is in US
dollars a year, 0 where it is not known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import ClassVar
from urllib.parse import urlencode

from msgspec import Struct, field

from jobfinder.domain.posting import Pay, Posting
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.dates import moment, moment_of_milliseconds
from jobfinder.sources.draft import Draft
from jobfinder.sources.pay import amount, pay_of, period_by_size
from jobfinder.sources.rows import Rows, essentials, only, postings_of
from jobfinder.sources.search import SearchSource, terms_of
from jobfinder.sources.text import mended

_API = "https://remoteok.com"
_ROBOT_WORD = "Please mention the word **"
_LONGEST_ROBOT_WORD = 700
_BREAKS = ("<br>", "<br/>", "<br />")
_NOWHERE = re.compile(r"remote|remoto|anywhere", re.IGNORECASE)


class _Row(Struct, gc=False):
    id: int | str | None = None
    title: str | None = field(name="position", default=None)
    company: str | None = None
    url: str | None = None
    apply_url: str | None = None
    description: str | None = None
    location: str | None = None
    tags: list[str] | None = None
    salary_min: float | str | None = None
    salary_max: float | str | None = None
    date: str | None = None
    epoch: float | None = None
    legal: str | None = None


class RemoteOK(SearchSource):
    """Remote OK, all of it or what bears a tag."""

    type = "remoteok"
    host = re.compile(r"remoteok\.(?:com|io)")
    list_path = re.compile(r"(?:/api)?|/remote-jobs|/remote-(?P<tags>(?!companies)[a-z0-9+-]+)-jobs", re.IGNORECASE)
    api_path = re.compile(r"/api")
    is_common_path = True
    parameters: ClassVar[Mapping[str, str]] = {"tag": "tags", "tags": "tags"}
    _rows = Rows(
        list[_Row],
        _Row,
        field="",
        expected="a list of Remote OK: a list of postings after a legal notice",
        is_row=lambda row: row.id is not None and row.title,
        title_name="position",
    )

    def first(self, board: Board) -> Request:
        """Return the request for the newest postings."""
        terms = urlencode(terms_of(board))
        return Request(url=f"{board.endpoint or _API}/api" + (f"?{terms}" if terms else ""))

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return the newest postings."""
        _, rows, broken = self._rows.read(body, request.url)
        return Page(postings=postings_of(rows, _draft, board, broken), broken=tuple(broken))


def _draft(row: _Row, board: Board) -> Posting | None:
    if row.legal is not None and row.id is None:
        return None
    employer = unescape(mended(row.company or ""))
    native_id, title, company, url = essentials(row.id, mended(row.title or ""), employer, row.url)
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        apply_url=row.apply_url or "",
        text=_text(row.description or ""),
        workplace="remote",
        eligibility=_area(row.location or ""),
        pay=_pay(row) if row.salary_min or row.salary_max else None,
        tags=tuple(row.tags or ()),
        posted_at=moment(row.date) or moment_of_milliseconds((row.epoch or 0) * 1000),
    )


def _pay(row: _Row) -> Pay | None:
    low, high = amount(row.salary_min), amount(row.salary_max)
    return pay_of(low, high, "USD", period_by_size(high or low))


def _text(description: str) -> str:
    start = description.find(_ROBOT_WORD, max(0, len(description) - _LONGEST_ROBOT_WORD))
    while start > 0 and (description[start - 1].isspace() or description.endswith(_BREAKS, 0, start)):
        start = description.rfind("<br", 0, start) if description[start - 1] == ">" else start - 1
    return mended(description[:start] if start >= 0 else description)


@lru_cache(maxsize=1000)
def _area(location: str) -> tuple[str, ...]:
    """Return where one may live: nothing is said by "Remote"."""
    area = mended(location).strip(" ,")
    return () if _NOWHERE.fullmatch(area) else only(area)


SOURCE = RemoteOK()
