"""Greenhouse: one answer holds the whole board (developers.greenhouse.io/job-board.html).

`content` is HTML whose markup is escaped once more; it stays so until the text is cleaned. `updated_at` moves whenever
anything is edited, so only `first_published` is the date of posting.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from jobfinder.domain.posting import Pay, Posting
from jobfinder.ports import Board, Page, Request
from jobfinder.sources.base import BoardSource
from jobfinder.sources.dates import moment
from jobfinder.sources.draft import Draft
from jobfinder.sources.pay import amount, pay_of, period_by_size, period_of, widest
from jobfinder.sources.rows import LARGE_BOARD_BYTES, Rows, distinct, essentials, only, postings_of

_API = "https://boards-api.greenhouse.io"
# `location.name` is free text: several places in one line, or only the mode of work.
_BETWEEN_PLACES = re.compile(r"\s*[|;•]\s*")
_MODE_ONLY = re.compile(r"hybrid|remote|on-?\s?site|in[- ]office|flexible|multiple locations|various", re.IGNORECASE)
# What an employer's own fields (`metadata`) are about, by how it named them.
_TOPICS = {
    "workplace": re.compile(
        r"(?:location|work ?place|work ?site|work(?:ing)?)[ _-]?(?:type|model|mode|style|arrangement)", re.IGNORECASE
    ),
    "employment": re.compile(r"(?:time|employment|contract|job)[ _-]?type|commitment", re.IGNORECASE),
    "pay": re.compile(r"salary|\bpay\b|compensation|wage", re.IGNORECASE),
}


class _Named(Struct, gc=False):
    name: str | None = None
    location: str | None = None


class _Metadata(Struct, gc=False):
    name: str | None = None
    value: Any = None


class _PayRange(Struct, gc=False):
    min_cents: float | None = None
    max_cents: float | None = None
    currency_type: str | None = None
    title: str | None = None


class _Job(Struct, gc=False):
    id: int | str | None = None
    title: str | None = None
    absolute_url: str | None = None
    company_name: str | None = None
    content: str | None = None
    location: _Named | None = None
    offices: list[_Named] | None = None
    departments: list[_Named] | None = None
    metadata: list[_Metadata] | None = None
    pay_input_ranges: list[_PayRange] | None = None
    first_published: str | None = None
    updated_at: str | None = None
    application_deadline: str | None = None
    language: str | None = None


class _Answer(Struct, gc=False):
    jobs: list[_Job]
    meta: Any = None


class Greenhouse(BoardSource):
    """Boards at greenhouse.io."""

    type = "greenhouse"
    _rows = Rows(
        _Answer,
        _Job,
        field="jobs",
        expected="a Greenhouse board: an object with a list `jobs`",
        is_row=lambda job: job.id is not None,
    )

    def first(self, board: Board) -> Request:
        """Return the request for the whole board with its texts."""
        base = board.endpoint or _API
        query = "content=true&pay_transparency=true"
        url = f"{base}/v1/boards/{quote(board.id, safe='')}/jobs?{query}"
        return Request(url=url, max_bytes=LARGE_BOARD_BYTES)

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return the whole board, or the one posting of a detail response."""
        answer, rows, broken = self._rows.read(body, request.url)
        postings = postings_of(rows, _draft, board, broken)
        meta = answer.meta if answer is not None else None
        total = meta.get("total") if isinstance(meta, dict) else None
        return Page(postings=postings, broken=tuple(broken), total=total if isinstance(total, int) else None)


def _draft(job: _Job, board: Board) -> Posting:
    places, mode = _places_in((job.location.name or "").strip()) if job.location else ((), "")
    said = _said(job.metadata) if job.metadata else {}
    pays = job.pay_input_ranges or ()
    company = job.company_name or board.company or board.id
    native_id, title, company, url = essentials(job.id, job.title, company, job.absolute_url)
    return Draft(
        native_id=native_id,
        title=title,
        company=company,
        url=url,
        text=job.content or "",
        locations=places or _offices(job) or only(mode),
        workplace=_word(said.get("workplace")) or mode,
        pay=widest(map(_pay, pays)) if pays else _own_pay(said.get("pay")),
        pay_text="; ".join(map(_pay_words, pays)) if pays else "",
        employment=_word(said.get("employment")),
        department=(job.departments[0].name or "") if job.departments else "",
        language=job.language or "",
        posted_at=moment(job.first_published),
        updated_at=moment(job.updated_at),
        closes_at=moment(job.application_deadline),
    )


@lru_cache(maxsize=4000)  # a board names few places, again and again
def _places_in(name: str) -> tuple[tuple[str, ...], str]:
    """Return the places that a location names, or none and the mode of work that stands in their place."""
    if _MODE_ONLY.fullmatch(name):
        return (), name
    return tuple([place for place in _BETWEEN_PLACES.split(name) if place]), ""


def _offices(job: _Job) -> tuple[str, ...]:
    return distinct([office.location or office.name for office in job.offices or ()])


@lru_cache(maxsize=1000)
def _topic(name: str) -> str:
    return next((topic for topic, words in _TOPICS.items() if words.search(name)), "")


def _said(metadata: list[_Metadata]) -> dict[str, _Metadata]:
    """Return the employer's own fields by what they are about; of those that are filled in, the first."""
    said: dict[str, _Metadata] = {}
    for item in metadata:
        if item.value and item.name:
            said.setdefault(_topic(item.name), item)
    return said


def _word(item: _Metadata | None) -> str:
    """Return the text of an employer's own field; of several choices the first."""
    value = item.value if item else None
    value = value[0] if isinstance(value, list) else value
    return value.strip() if isinstance(value, str) else ""


def _own_pay(item: _Metadata | None) -> Pay | None:
    """Return the pay in an employer's own field of the kind `currency_range`."""
    value = item.value if item else None
    if item is None or not isinstance(value, dict):
        return None
    low, high, unit = value.get("min_value"), value.get("max_value"), value.get("unit")
    return pay_of(low, high, unit if isinstance(unit, str) else "", _period(item.name, amount(high) or amount(low)))


def _pay(stated: _PayRange) -> Pay | None:
    low, high = _units(stated.min_cents), _units(stated.max_cents)
    return pay_of(low, high, stated.currency_type, _period(stated.title, high or low))


def _units(cents: float | None) -> float | None:
    return cents / 100 if cents else None


def _period(words: str | None, largest: float | None) -> str:
    """Return the period a pay range is for: as its title says, for which Greenhouse has no field, or by its size."""
    return period_of(words) or period_by_size(largest)


def _pay_words(stated: _PayRange) -> str:
    ends = [f"{cents / 100:,.2f}".removesuffix(".00") for cents in (stated.min_cents, stated.max_cents) if cents]
    return " ".join(filter(None, (stated.title, " - ".join(ends), stated.currency_type)))


SOURCE = Greenhouse()
