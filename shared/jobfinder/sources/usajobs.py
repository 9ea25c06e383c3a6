"""USAJobs: pages of the postings of the United States' agencies (developer.usajobs.gov); it asks for a key.

A board is what is searched: "Keyword=nurse". The API wants the User-Agent to be the e-mail address that the key was
asked for with, which is the setting `fetch.user_agent`. Rows of the open data set of past postings are read too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import ClassVar
from urllib.parse import urlencode

from msgspec import Struct, field

from jobfinder.domain.posting import Pay, Posting
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.dates import day
from jobfinder.sources.draft import Draft
from jobfinder.sources.pay import amount, pay_of, period_by_size, period_of, widest
from jobfinder.sources.rows import LARGE_BOARD_BYTES, Rows, distinct, essentials, names_of, postings_of
from jobfinder.sources.search import SearchSource, asked, terms_of
from jobfinder.sources.text import as_utf8, heading, lines_as_html

_API = "https://data.usajobs.gov"
_KEYS = ("USAJOBS_API_KEY",)
_PAGE_ROWS = 500  # the most the API gives at once
_SUMMARY, _DUTIES, _REQUIREMENTS, _QUALIFICATIONS, _EDUCATION = map(
    heading, ("Summary", "Duties", "Requirements", "Qualifications", "Education")
)
_PERIODS = {"PA": "year", "PH": "hour", "PD": "day", "PW": "week", "PM": "month"}  # codelist/remunerationrateinterval


class _Named(Struct, rename="pascal", gc=False):
    name: str | None = None
    code: str | None = None


class _Place(Struct, rename="pascal", gc=False):
    location_name: str | None = None
    country_code: str | None = None


class _Remuneration(Struct, rename="pascal", gc=False):
    minimum_range: float | str | None = None
    maximum_range: float | str | None = None
    rate_interval_code: str | None = None
    description: str | None = None


class _Details(Struct, rename="pascal", gc=False):
    job_summary: str | None = None
    major_duties: list[str] | str | None = None
    education: str | None = None
    requirements: str | None = None
    remote_indicator: bool | None = None
    low_grade: str | None = None
    high_grade: str | None = None


class _UserArea(Struct, rename="pascal", gc=False):
    details: _Details | None = None


class _Descriptor(Struct, rename={"position_uri": "PositionURI", "apply_uri": "ApplyURI"}, gc=False):
    position_uri: str | None = None
    apply_uri: list[str] | None = None
    title: str | None = field(name="PositionTitle", default=None)
    places: list[_Place] | None = field(name="PositionLocation", default=None)
    organization: str | None = field(name="OrganizationName", default=None)
    department: str | None = field(name="DepartmentName", default=None)
    grades: list[_Named] | None = field(name="JobGrade", default=None)
    schedules: list[_Named] | None = field(name="PositionSchedule", default=None)
    kinds: list[_Named] | None = field(name="PositionOfferingType", default=None)
    categories: list[_Named] | None = field(name="JobCategory", default=None)
    pay: list[_Remuneration] | None = field(name="PositionRemuneration", default=None)
    qualifications: str | None = field(name="QualificationSummary", default=None)
    published: str | None = field(name="PublicationStartDate", default=None)
    closes: str | None = field(name="ApplicationCloseDate", default=None)
    user_area: _UserArea | None = field(name="UserArea", default=None)


class _Item(Struct, gc=False):
    id: int | str | None = field(name="MatchedObjectId", default=None)
    job: _Descriptor | None = field(name="MatchedObjectDescriptor", default=None)


class _Result(Struct, gc=False):
    items: list[_Item] = field(name="SearchResultItems")
    total: int | None = field(name="SearchResultCountAll", default=None)


class _Answer(Struct, gc=False):
    result: _Result = field(name="SearchResult")


class _Past(Struct, gc=False):
    control_number: int | str | None = None
    title: str | None = None
    organization: str | None = None
    department: str | None = None
    location: str | None = None
    pay_scale: str | None = None
    low_grade: str | None = None
    high_grade: str | None = None
    min_salary: float | str | None = None
    max_salary: float | str | None = None
    open_date: str | None = None
    close_date: str | None = None
    url: str | None = None
    appointment_type: str | None = None
    duties: str | None = None
    qualifications: str | None = None


class USAJobs(SearchSource):
    """USAJobs, what is searched there."""

    type = "usajobs"
    host = re.compile(r"(?:data\.)?usajobs\.gov")
    list_path = re.compile(r"|/search(?:/results)?|/api/search", re.IGNORECASE)
    api_path = re.compile(r"/api/search")
    is_common_path = True
    parameters: ClassVar[Mapping[str, str]] = {
        "k": "Keyword",
        "l": "LocationName",
        "a": "Organization",
        "j": "JobCategoryCode",
        "p": "PositionTitle",
        **{name: name for name in ("Keyword", "LocationName", "Organization", "JobCategoryCode", "PositionTitle")},
        **{name: name for name in ("RemoteIndicator", "WhoMayApply", "HiringPath", "Radius", "DatePosted")},
    }
    _rows = Rows(
        _Answer,
        _Item,
        field="result.items",
        expected="an answer of USAJobs: an object with `SearchResult.SearchResultItems`",
        is_row=lambda item: item.id is not None and item.job,
        id_name="MatchedObjectId",
    )
    _past = Rows(
        list[_Past],
        _Past,
        field="",
        expected="rows of USAJobs: a list of postings",
        is_row=lambda row: row.control_number is not None,
        id_name="control_number",
    )

    def first(self, board: Board) -> Request:
        """Return the request for the first postings; its key is filled in when it is sent."""
        return self._page(board, 1)

    def _page(self, board: Board, number: int) -> Request:
        query = urlencode({"ResultsPerPage": _PAGE_ROWS, "Page": number, "Fields": "Full", **terms_of(board)})
        return Request(
            url=f"{board.endpoint or _API}/api/search?{query}",
            headers=(("Authorization-Key", "{USAJOBS_API_KEY}"),),
            max_bytes=LARGE_BOARD_BYTES,
            keys=_KEYS,
        )

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return one page and the request for the next one."""
        if as_utf8(body).lstrip()[:1] == b"[":
            _, past, broken = self._past.read(body, request.url)
            return Page(postings=postings_of(past, _draft_of_past, board, broken), broken=tuple(broken))
        answer, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        total = _total(answer)
        number = asked(request.url, "Page", 1)
        following = self._page(board, number + 1) if rows and number * _PAGE_ROWS < (total or 0) else None
        return Page(postings=postings, broken=tuple(broken), next=following, total=total)


def _total(answer: object) -> int | None:
    total = getattr(getattr(answer, "result", None), "total", None)
    return total if isinstance(total, int) else None


def _draft(item: _Item, board: Board) -> Posting:
    job = item.job or _Descriptor()
    details = (job.user_area.details if job.user_area else None) or _Details()
    native_id, title, company, url = essentials(item.id, job.title, job.organization or "", _page_of(job.position_uri))
    locations, country = _where(job.places) if job.places else ((), "")
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        apply_url=job.apply_uri[0] if job.apply_uri else "",
        text=_text(job, details),
        locations=locations,
        country=country,
        workplace="remote" if details.remote_indicator else "",
        pay=widest(map(_pay, job.pay)) if job.pay else None,
        employment=_joined(names_of(job.schedules) + names_of(job.kinds)),
        level=_grade(job.grades[0].code if job.grades else None, details.low_grade, details.high_grade),
        department=job.department or "",
        tags=names_of(job.categories),
        posted_at=day(job.published),
        closes_at=day(job.closes),
    )


def _joined(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else ", ".join(dict.fromkeys(words))


def _page_of(url: str | None) -> str:
    """Return the address of a posting without the port that the API writes: "https://www.usajobs.gov:443/job/1"."""
    return "" if url is None else url.replace(":443/", "/", 1)


def _where(places: list[_Place]) -> tuple[tuple[str, ...], str]:
    """Return the places and the one country they are in, "" where there are several."""
    if len(places) == 1:
        return (_place(places[0].location_name or ""),), places[0].country_code or ""
    countries = distinct([place.country_code for place in places])
    names = distinct([_place(place.location_name or "") for place in places])
    return names, countries[0] if len(countries) == 1 else ""


@lru_cache(maxsize=4000)
def _place(text: str) -> str:
    """Return "Keyport, Washington" of "Keyport, Washington, Washington"."""
    return ", ".join(distinct(text.split(",")))


def _text(job: _Descriptor, details: _Details) -> str:
    duties = details.major_duties
    return _told(
        (_SUMMARY, details.job_summary),
        (_DUTIES, "\n".join(duties) if isinstance(duties, list) else duties),
        (_REQUIREMENTS, details.requirements),
        (_QUALIFICATIONS, job.qualifications),
        (_EDUCATION, details.education),
    )


def _told(*said: tuple[str, str | None]) -> str:
    """Return texts, some of which are HTML, as HTML, each under its heading."""
    pieces: list[str] = []
    for head, text in said:
        if text:
            pieces += ("\n", head)
            if "<" in text and ">" in text:
                pieces.append(text)
            elif not text.isspace():
                pieces += ("<p>", lines_as_html(text), "</p>")  # the long text is copied once, by the join
    return "".join(pieces[1:])


@lru_cache(maxsize=4000)  # agencies have few places
def _places(text: str) -> tuple[str, ...]:
    return distinct(map(_place, text.split(";")))


def _pay(stated: _Remuneration) -> Pay | None:
    period = _PERIODS.get(stated.rate_interval_code or "") or period_of(stated.description)
    return pay_of(stated.minimum_range, stated.maximum_range, "USD", period)


@lru_cache(maxsize=1000)
def _grade(scale: str | None, low: str | None, high: str | None) -> str:
    """Return "GS-7 to GS-9" of a pay scale and its grades."""
    steps = [f"{scale}-{grade}" if scale else grade for grade in distinct((low, high))]
    return " to ".join(steps) or scale or ""


@lru_cache(maxsize=4000)  # agencies pay by a scale
def _past_pay(minimum: float | str | None, maximum: float | str | None) -> Pay | None:
    low, high = amount(minimum), amount(maximum)
    return pay_of(low, high, "USD", period_by_size(high or low))


def _draft_of_past(row: _Past, board: Board) -> Posting:
    employer = row.organization or row.department or ""
    native_id, title, company, url = essentials(row.control_number, row.title, employer, _page_of(row.url))
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=_told((_DUTIES, row.duties), (_QUALIFICATIONS, row.qualifications)),
        locations=_places(row.location or ""),
        pay=_past_pay(row.min_salary, row.max_salary),
        employment=row.appointment_type or "",
        level=_grade(row.pay_scale, row.low_grade, row.high_grade),
        department=row.department or "",
        posted_at=day(row.open_date),
        closes_at=day(row.close_date),
    )


SOURCE = USAJobs()
